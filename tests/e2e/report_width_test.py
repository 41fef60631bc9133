#!/usr/bin/python3
"""The report as a browser lays it out: the banks' names have room. Left out (77) without Chromium.

    report_width_test.py BINARY SOURCE_DIR [TEST…]     registered with ctest in sources.cmake
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BINARY = ""
SOURCE = pathlib.Path()
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LEFT_OUT = 77
PATIENCE_S = 120
# Of each row of the participants' table: lines of the bank's name; and by how much the table is too wide.
MEASURE = """<script>
addEventListener("load", () => {
    const figure = document.querySelector("#systems .participants"), table = figure.querySelector("table");
    const lines = [...table.querySelectorAll("tbody tr")].map(row => row.cells[0].firstChild.getClientRects().length);
    document.title = "measured" + JSON.stringify({lines, over: table.offsetWidth - table.parentElement.clientWidth,
                                                  page: document.documentElement.scrollWidth - innerWidth}) + "end";
});
</script></body>"""


class Width(unittest.TestCase):
    def measured(self, language: str, width: int) -> dict:
        with tempfile.TemporaryDirectory(prefix="rmbsim-width-") as name:
            run = pathlib.Path(name) / "run"
            subprocess.run([BINARY, "run", SOURCE / "scenarios/library/bank/cips-normal-day.yaml", "--quiet",
                            "--lang", language, "--out", run], check=True, timeout=PATIENCE_S)
            page = (run / "report.html").read_text("utf-8")
            page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
            (run / "measured.html").write_text(page.replace("</body>", MEASURE), "utf-8")
            done = subprocess.run([BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
                                   f"--user-data-dir={name}/profile", f"--window-size={width},1200",
                                   "--virtual-time-budget=5000", "--dump-dom", f"file://{run}/measured.html"],
                                  capture_output=True, encoding="utf-8", timeout=PATIENCE_S, check=True)
        found = re.search(r"measured(\{.*?\})end", done.stdout)
        self.assertTrue(found, done.stderr)
        return json.loads(found.group(1).replace("&quot;", '"'))

    def test_a_bank_has_its_chinese_name_in_one_line_beside_full_amounts(self):
        found = self.measured("zh", 1280)
        self.assertEqual((max(found["lines"]), found["over"] > 0, found["page"] > 0), (1, False, False), found)

    def test_a_bank_has_its_english_name_in_three_lines_at_most(self):
        found = self.measured("en", 1280)
        self.assertLessEqual(max(found["lines"]), 3, found)
        self.assertEqual((found["over"] > 0, found["page"] > 0), (False, False), found)


if __name__ == "__main__":
    if BROWSER is None:
        print("left out: there is no Chromium")
        sys.exit(LEFT_OUT)
    BINARY = os.path.abspath(sys.argv[1])
    SOURCE = pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
