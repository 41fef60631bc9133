#!/usr/bin/python3
"""Sellers' reports through the real binary: every amount is accounted for, what does not add up is refused or
listed as told, and what is imported runs in a scenario. Figures are worked out by hand, beside each.

    sellers_test.py BINARY SOURCE [TEST…]     registered with ctest in sources.cmake
"""
import csv
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

BINARY = ""
SOURCE = pathlib.Path()
MIB = 1 << 20
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}


def rmbsim(*words) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *map(str, words)], env=ENVIRONMENT, cwd=SOURCE,
                          capture_output=True, encoding="utf-8", check=False)


def table(path: pathlib.Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)
        self.into = self.path / "into"
        self.sample = SOURCE / "tests/data/seller_reports/amazon_settlement_v2_us.txt"

    def written(self, text: str | bytes, name="report.txt") -> pathlib.Path:
        path = self.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def imported(self, *words, code=0) -> str:
        done = rmbsim("import", *words, "--into", self.into, "--lang", "en")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def refused(self, *words) -> str:
        done = rmbsim("import", *words, "--into", self.into)
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        self.assertFalse(self.into.exists() or (self.path / "into.partial").exists())
        return done.stderr

    def unbalanced(self) -> pathlib.Path:
        """Line 19's storage fee of 64.28 as 64.18: the lines add up to 582.99."""
        return self.written(self.sample.read_text(encoding="utf-8").replace("-64.28", "-64.18"))


class Published(Folder):
    """Amazon's published settlement."""

    def test_every_amount_is_accounted_for(self):
        said = self.imported(self.sample)
        rows = table(self.into / "reconciliation.csv")
        classes: dict[str, Decimal] = {}
        for row in rows:
            if row["item"] == "class":
                classes[row["class"]] = classes.get(row["class"], Decimal()) + Decimal(row["amount"])
        # sales 129.99 + 89.00 + 45.50 + 210.00; fees of commission -19.50 - 13.35 - 6.83 + 19.50 - 31.50 = -51.68,
        # fulfilment -4.75 - 2.50, shipping chargeback -7.99, refund commission -5.00, storage -64.28, subscription
        # -39.99: -176.19; reserve 820.44 - 420.00
        self.assertEqual(classes, {
            "sales": Decimal("474.49"), "shipping": Decimal("7.99"), "tax_collected": Decimal("10.40"),
            "tax_withheld": Decimal("-10.40"), "refunds": Decimal("-129.99"), "fees": Decimal("-176.19"),
            "reserve": Decimal("400.44"), "adjustments": Decimal("18.75"), "unknown": Decimal("-12.60")})
        self.assertEqual(sum(classes.values()), Decimal("582.89"))
        items = {row["item"]: Decimal(row["amount"]) for row in rows if row["item"] != "class"}
        # earned: 474.49 + 7.99 + 10.40 - 10.40 - 129.99 + 18.75 - 12.60 = 358.64 = 582.89 - 400.44 + 176.19
        self.assertEqual(items, {
            "sum of lines": Decimal("582.89"), "report total": Decimal("582.89"), "difference": Decimal(0),
            "earned": Decimal("358.64"), "bank receipt": Decimal("582.89"), "reserve change": Decimal("-400.44"),
            "fees": Decimal("176.19"), "left with the provider": Decimal(0)})
        self.assertIn("LowInventoryLevelFee", said)
        self.assertIn("1 lines of unknown codes, 0 differences", said)

    def test_the_payout_is_a_flow_on_its_deposit_date(self):
        self.imported(self.sample)
        flow, = table(self.into / "flows.csv")
        self.assertEqual((flow["date"], flow["account"], flow["kind"], flow["amount"]),
                         ("2026-07-02", "amazon-USD", "sales", "582.89"))

    def test_orders_are_netted_and_one_sold_before_is_kept_apart(self):
        self.imported(self.sample)
        self.assertTrue((self.into / "orders.csv").read_text(encoding="utf-8").startswith("id,store,at,price,"))
        orders = {row["id"]: row for row in table(self.into / "orders.csv")}
        # 89.00 + 45.50 = 134.50; + 7.99 - 13.35 - 7.99 - 6.83 = 114.32
        order = orders.pop("113-2047718-9930613")
        self.assertEqual((order["store"], order["at"], order["price"], order["net"]),
                         ("amazon.com", "2026-06-19T15:02:10Z", "134.50", "114.32"))
        self.assertEqual(set(orders), {"114-8829371-4410258", "114-9930211-5567819"})
        earlier, = table(self.into / "earlier_orders.csv")
        # -129.99 - 5.00 + 19.50 = -115.49
        self.assertEqual((earlier["id"], earlier["net"]), ("112-5561209-7742044", "-115.49"))

    def test_encodings_make_no_difference(self):
        self.imported(self.sample)
        expected = [row | {"file": ""} for row in table(self.into / "lines.csv")]
        text = self.sample.read_text(encoding="utf-8")
        for name, data in {"utf16": text.encode("utf-16"), "mark": b"\xef\xbb\xbf" + text.encode(),
                           "returns": text.replace("\n", "\r\n").encode()}.items():
            self.into = self.path / f"into-{name}"
            self.imported(self.written(data, name))
            self.assertEqual([row | {"file": ""} for row in table(self.into / "lines.csv")], expected, name)


class Mismatch(Folder):
    def test_an_unbalanced_copy_is_refused_with_the_difference_and_its_lines(self):
        said = self.refused(self.unbalanced())
        self.assertRegex(said, r"report\.txt:2:85: error: settlement 28471003921 says a total of 582\.89 USD, and its 23 "
                               r"lines from 3 to 25 add up to 582\.99: difference 0\.10\n")
        self.assertIn("--on-mismatch list", said)

    def test_a_doubled_line_is_named(self):
        lines = self.sample.read_text(encoding="utf-8").splitlines(keepends=True)
        said = self.refused(self.written("".join(lines + [lines[18]])))  # line 19 again, as line 26: -64.28
        self.assertIn("difference -64.28", said)
        self.assertIn("line 19 carries it: -64.28; line 26 carries it: -64.28", said)
        self.assertRegex(said, r"report\.txt:26:1: error: the row is the same as the one at line 19")

    def test_listed_it_is_imported_and_the_exit_code_says_so(self):
        said = self.imported(self.unbalanced(), "--on-mismatch", "list", code=1)
        self.assertIn("add up to 582.99: difference 0.10", said)
        self.assertIn("1 differences", said)
        difference, = table(self.into / "differences.csv")
        self.assertEqual((difference["kind"], difference["line"], difference["difference"]),
                         ("report_total", "2", "0.10"))

    def test_a_refund_beyond_its_order_is_refused_or_listed(self):
        # Order 114-9930211-5567819 was sold for 210.00 at line 17; 210.01 come back as line 26.
        text = self.sample.read_text(encoding="utf-8")
        row = text.splitlines()[16].replace("\tOrder\t", "\tRefund\t").replace("210.00", "-210.01")
        report = self.written(text.replace("582.89", "372.88") + row + "\n")  # 582.89 - 210.01
        said = self.refused(report)
        self.assertRegex(said, r"report\.txt:26:1: error: refunds of order 114-9930211-5567819 are -210\.01, and it was "
                               r"sold for 210\.00 with shipping of 0\.00: 0\.01 more")
        self.assertIn("0.01 more", self.imported(report, "--on-mismatch", "list", code=1))

    def test_the_same_settlement_in_two_files_is_refused(self):
        self.assertIn("was read already", self.refused(self.sample, self.written(self.sample.read_bytes())))


class BadInput(Folder):
    def test_nothing_of_it_is_written(self):
        text = self.sample.read_text(encoding="utf-8")
        for name, data, said in [
                ("column", text.replace("amount-description", "what", 1), "column 'amount-description' of amazon-settlement-v2 is missing"),
                ("currency", text.replace("USD\tServiceFee", "EUR\tServiceFee", 1), "the row is in EUR"),
                ("cut off", text[:-200], "the file ends in the middle of a row"),
                ("nul", text.replace("Storage", "Sto\0rage"), "a NUL byte stands in the text"),
                ("amount", text.replace("-64.28", "9" * 40), "is too large for an amount"),
                ("line", text.replace("Storage", "x" * MIB), "the line is longer than 1 MiB"),
                ("date", text.replace("2026-06-17 08", "2026-06-37 08"), "there is no such day or time"),
                ("table", "a,b,c,d,e\n1,2,3,4,5\n", "no format is recognised")]:
            with self.subTest(name):
                self.assertRegex(self.refused(self.written(data)), r"report\.txt:\d+:\d+: error: .*" + re.escape(said))

    def test_the_format_that_is_asked_for_must_be_the_files(self):
        self.assertIn("of wise is missing", self.refused(self.sample, "--as", "wise"))
        self.imported(self.sample, "--as", "amazon-settlement-v2")

    def test_each_report_of_the_table_can_be_asked_for(self):
        names = [row["report"] for row in table(SOURCE / "scenarios/reference/seller_reports.csv")]
        self.assertGreaterEqual(len(names), 12)
        for name in names:
            if not name.startswith("amazon-settlement"):
                self.assertNotIn("is no format", self.refused(self.sample, "--as", name))

    def test_help_has_the_option_and_an_example(self):
        said = rmbsim("import", "--help").stdout
        self.assertIn("--on-mismatch", said)
        self.assertIn("Example: rmbsim import settlement.txt --into out/settled --on-mismatch list", said)


class Large(Folder):
    def test_a_large_report_is_imported_in_constant_memory(self):
        """500 MiB by `./dev bench sellers`; 2 and 48 MiB here: more than the sorts hold in memory."""
        peaks = []
        for size in [2, 48]:
            report = self.path / f"report-{size}.txt"
            subprocess.run([sys.executable, SOURCE / "tests/bench/make_seller_report.py", report, str(size)], check=True)
            into = self.path / f"into-{size}"
            process = subprocess.Popen([BINARY, "import", report, "--into", into], env=ENVIRONMENT, cwd=SOURCE,
                                       stdout=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual(process.returncode, 0)
            peaks.append(usage.ru_maxrss * 1024)
        self.assertLess(peaks[1], 48 * MIB)
        items = {row["item"]: row["amount"] for row in table(self.path / "into-48" / "reconciliation.csv")}
        self.assertEqual(items["difference"], "0.00")


if __name__ == "__main__":
    BINARY = sys.argv[1]
    SOURCE = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
