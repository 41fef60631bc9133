#!/usr/bin/python3
"""What `rmbsim policy` says, against the tables of the project's rule reference.

    policy_test.py BINARY SOURCE_DIR [TEST…]     registered with ctest in sources.cmake

Series: pool-rules §6.1 (parameter P of cross-border financing, both classes) and §7 (overseas lending), with the
source numbers given there; index: §0.2.
"""
import os
import pathlib
import re
import subprocess
import sys
import unittest

BINARY = ""
SOURCE = pathlib.Path()
INDEX = ["RMB-FTZ-SH", "RMB-324", "RMB-279", "RMB-4", "FX-23", "FX-36", "FX-7", "INT-1", "INT-2", "INT-3", "INT-3X",
         "INT-251", "LOW-2023", "LOW-DRAFT", "XFIN-9", "ODL", "ACCT-1"]
# from, value, what the document's name holds, mark
ENTERPRISE = [("2017-01-13", "1", "银发〔2017〕9号", "VERIFIED-1 [49]"),
              ("2020-03-12", "1.25", "银发〔2020〕64号", "VERIFIED-1 [49]"),
              ("2021-01-07", "1", "银发〔2021〕5号", "VERIFIED-1 [16]"),
              ("2022-10-25", "1.25", "2022-10-25", "VERIFIED-1 [51]"),
              ("2023-07-20", "1.5", "2023-07-20", "VERIFIED-1 [52]"),
              ("2025-01-13", "1.75", "2025-01-13", "VERIFIED-1 [53]")]
LENDING = [("2009-08-01", "0.3", "汇发〔2009〕24号", "VERIFIED-1 [56]"),
           ("2014-01-01", "0.3", "汇发〔2014〕2号", "VERIFIED-2 [57]"),
           ("2016-11-26", "0.3", "银发〔2016〕306号", "VERIFIED-2 [57]"),
           ("2021-01-05", "0.5", "2021-01-05", "VERIFIED-1 [58]"),
           ("2026-03-20", "0.6", "银发〔2026〕63号", "VERIFIED-1 [59]")]


def policy(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, "policy", *arguments], capture_output=True, encoding="utf-8", check=False,
                          env=os.environ | {"LC_ALL": "C.UTF-8"})


class Policy(unittest.TestCase):
    def said(self, *arguments: str) -> str:
        done = policy(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_every_regime_of_the_index_is_listed_and_is_a_file(self):
        listed = self.said("list")
        for regime in INDEX:
            with self.subTest(regime):
                self.assertRegex(listed, rf"(?m)^{re.escape(regime)} ")
                self.assertTrue((SOURCE / f"scenarios/policy/{regime}.yaml").is_file())

    def test_every_file_is_right(self):
        files = sorted(map(str, (SOURCE / "scenarios/policy").glob("*.yaml")))
        done = subprocess.run([BINARY, "check", *files], capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_the_series_are_those_of_the_reference(self):
        for parameter, series in (("macro_prudential_parameter_enterprise", ENTERPRISE),
                                  ("overseas_lending_ratio", LENDING)):
            lines = self.said("timeline", parameter).splitlines()
            for start, value, document, mark in series:
                with self.subTest(f"{parameter} {start}"):
                    found = [line for line in lines if line.startswith(start)]
                    self.assertEqual(len(found), 1, lines)
                    self.assertRegex(found[0], rf" {re.escape(value)} ")
                    self.assertIn(document, found[0])
                    self.assertIn(mark, found[0])

    def test_what_was_recalled_is_unconfirmed(self):
        shown = self.said("show", "FX-7")
        recalled = [line for line in shown.splitlines() if "RECALLED" in line]
        self.assertTrue(recalled)
        for line in recalled:
            self.assertIn("unconfirmed", line)

    def test_the_multiples_that_were_not_found_are_not_filled(self):
        for regime in ("INT-1", "INT-2", "INT-3", "INT-3X"):
            text = (SOURCE / f"scenarios/policy/{regime}.yaml").read_text(encoding="utf-8")
            parameters = text[text.index("\nparameters:"):text.index("\nflows:")]
            self.assertNotRegex(parameters, r"name: (foreign_debt_multiple|overseas_lending_multiple)")

    def test_a_difference_names_both_documents_dates_and_marks(self):
        said = self.said("diff", "INT-3", "INT-251")
        for part in ("汇发〔2024〕31号", "银发〔2025〕251号", "2024-12-18", "2025-12-26", "VERIFIED-1 [10]",
                     "VERIFIED-2 [7]", "RECALLED (unconfirmed)", "overseas_lending_multiple"):
            self.assertIn(part, said)

    def test_why_names_document_limit_parameter_and_value(self):
        said = self.said("why", "overseas_lending", "--on", "2026-02-01", "--regime", "INT-251")
        for part in ("allowed", "银发〔2025〕251号", "overseas_lending_quota", "overseas_lending_multiple@2025-12-26 = 0.8",
                     "VERIFIED-2 [7]"):
            self.assertIn(part, said)

    def test_a_regime_that_does_not_hold_says_which_would(self):
        said = self.said("why", "overseas_lending", "--on", "2026-02-01", "--regime", "INT-3")
        self.assertIn("not in force on 2026-02-01", said)
        self.assertRegex(said, r"would apply: .*INT-251")

    def test_a_name_that_is_wrong_is_refused_with_the_nearest(self):
        for arguments, near in ((("why", "overseas_lendin", "--on", "2026-02-01"), "overseas_lending"),
                                (("show", "INT-252"), "INT-251")):
            done = policy(*arguments)
            self.assertEqual(done.returncode, 2, done.stdout)
            self.assertIn(near, done.stderr)


if __name__ == "__main__":
    BINARY, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
