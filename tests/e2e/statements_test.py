#!/usr/bin/python3
"""Bank statements through the real binary: what a run exports is imported again with the same balances and
lines; every published statement is imported with the figures that another program read, or refused with a line.

    statements_test.py BINARY SOURCE [TEST…]     registered with ctest in sources.cmake
"""
import collections
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest
from decimal import Decimal

BINARY = ""
SOURCE = pathlib.Path()
FORMATS = ["camt053", "camt052", "mt940", "bai2"]
WITHOUT_BALANCES = ["camt054", "mt942"]
SCENARIOS = ["demo/longgang-maker/scenario.yaml", "library/treasury/zero-balance.yaml",
             "library/treasury/back-valued.yaml", "library/treasury/netting-of-four/scenario.yaml",
             "library/treasury/pobo/scenario.yaml", "library/treasury/regime-change.yaml"]
MIB = 1 << 20
# A message of one field, or without its closing balance: read as far as it goes in the unit tests, refused here.
FRAGMENT = re.compile(r"exmt940__fixtures-(?!sample\.|message_separator|mt942)")
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}


def rmbsim(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *map(str, words)], env=ENVIRONMENT, cwd=SOURCE,
                          capture_output=True, encoding="utf-8", check=False)


def table(path: pathlib.Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)

    def imported(self, *files, exit_code=0) -> pathlib.Path:
        into = self.path / f"imported-{time.monotonic_ns()}"
        done = rmbsim("import", *files, "--into", into, "--lang", "en")
        self.assertEqual(done.returncode, exit_code, done.stdout + done.stderr)
        return into


class RoundTrips(Folder):
    """What a run exports, and import makes of it, against the run's own journal."""

    def run_of(self, scenario: str) -> pathlib.Path:
        run = self.path / "run"
        done = rmbsim("run", SOURCE / "scenarios" / scenario, "--out", run, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return run

    def movements(self, run: pathlib.Path):
        """account -> day's movements of 1002 in the journal, without openings, and its last balance."""
        text = rmbsim("export", run, "--as", "json").stdout
        journal = json.loads(text)
        codes = {}
        for account in journal["accounts"]:
            if account["account"].startswith("1002."):
                codes[(account["book"], account["account"])] = account["account"][len("1002."):]
        lines, balances = collections.Counter(), collections.Counter()
        for entry in journal["entries"]:
            for posting in entry["postings"]:
                name = codes.get((posting["book"], posting["account"]))
                if name is None:
                    continue
                amount = Decimal(posting["amount"])
                balances[name] += amount
                if entry["rule"] != "opening" and amount != 0:
                    lines[(name, entry["value_date"], amount, entry["rule"])] += 1
        return lines, balances

    def test_statements_of_a_run_are_imported_with_the_same_balances_and_lines(self):
        for scenario in SCENARIOS:
            if not (SOURCE / "scenarios" / scenario).exists():
                self.fail(f"{scenario} is gone: name another")
            with self.subTest(scenario=scenario):
                self.setUp()
                run = self.run_of(scenario)
                lines, balances = self.movements(run)
                self.assertTrue(lines)
                for kind in FORMATS + WITHOUT_BALANCES:
                    self.check_format(run, kind, lines, balances)

    def check_format(self, run, kind, lines, balances):
        file = self.path / f"statements.{kind}"
        done = rmbsim("export", run, "--as", kind, "--out", file)
        self.assertEqual(done.returncode, 0, done.stderr)
        again = subprocess.run([BINARY, "export", run, "--as", kind], env=ENVIRONMENT,
                               capture_output=True, check=True)
        self.assertEqual(again.stdout, file.read_bytes(), "the same run, another file")
        into = self.imported(file)
        found = collections.Counter()
        for row in table(into / "entries.csv"):
            found[(row["account"], row["value_date"], Decimal(row["amount"]),
                   row["proprietary"])] += 1
            self.assertEqual(row["status"], "booked")
        if kind.startswith("mt"):  # SWIFT's characters have no underscore
            lines = collections.Counter({(*line[:3], line[3].replace("_", "-")): count
                                         for line, count in lines.items()})
        self.assertEqual(found, lines, kind)
        statements = table(into / "statements.csv")
        if kind in WITHOUT_BALANCES:
            self.assertEqual({row["outcome"] for row in statements}, {"no balances"})
            return
        self.assertEqual({row["outcome"] for row in statements}, {"reconciled"})
        last = {}
        for row in statements:
            if row["account"] in last:
                self.assertEqual(row["opening"], last[row["account"]]["closing"])
            last[row["account"]] = row
        for account, row in last.items():
            self.assertEqual(Decimal(row["closing"]), balances[account], account)

    def test_a_folder_gets_a_file_an_account(self):
        run = self.run_of(SCENARIOS[0])
        folder = self.path / "by-account"
        done = rmbsim("export", run, "--as", "mt940", "--out", f"{folder}/")
        self.assertEqual(done.returncode, 0, done.stderr)
        files = sorted(folder.iterdir())
        self.assertIn("SZ.master.sta", [file.name for file in files])
        into = self.imported(*files)
        names = {row["account"] + ".sta" for row in table(into / "statements.csv")}
        self.assertEqual(names, {file.name for file in files})

    def test_flows_of_an_import_are_read_by_a_scenario(self):
        run = self.run_of(SCENARIOS[0])
        file = self.path / "statement.xml"
        rmbsim("export", run, "--as", "camt053", "--out", file)
        into = self.imported(file)
        flows = table(into / "flows.csv")
        self.assertEqual(len(flows), len({row["id"] for row in flows}))
        scenario = SOURCE / "scenarios" / SCENARIOS[0]
        text = scenario.read_text(encoding="utf-8")
        copy = self.path / "scenario.yaml"
        replaced = re.sub(r"(?m)^( *- *\{?file: *)flows\.csv", rf"\g<1>{into}/flows.csv", text)
        if replaced == text:
            replaced = text.replace("flows.csv", f"{into}/flows.csv")
        copy.write_text(replaced, encoding="utf-8")
        for beside in scenario.parent.iterdir():
            if beside != scenario and not (self.path / beside.name).exists():
                (self.path / beside.name).symlink_to(beside)
        done = rmbsim("check", copy)
        self.assertEqual(done.returncode, 0, done.stderr)


class Samples(Folder):
    """The statements under tests/data."""

    def test_each_published_statement_has_the_figures_of_the_table(self):
        data = SOURCE / "tests/data/statements"
        by_file = collections.defaultdict(list)
        for row in table(data / "EXPECTED.csv"):
            by_file[row["file"]].append(row)
        read = 0
        for name, rows in by_file.items():
            if FRAGMENT.search(name):
                continue
            with self.subTest(file=name):
                into = self.path / name
                done = rmbsim("import", data / name, "--into", into, "--lang", "en")
                self.assertIn(done.returncode, [0, 1], done.stderr)
                found = table(into / "statements.csv")
                self.assertEqual(len(found), len(rows))
                differs = False
                for row, expected in zip(found, rows):
                    self.assertEqual(row["account"], expected["account"])
                    lines = sum(int(row[key]) for key in ["credit_count", "debit_count", "not_booked"])
                    if "bai2" not in name and "camt052.v4" not in name:
                        self.assertEqual(lines, int(expected["entries"]))
                    for key, column in [("credits", "sum_credits"), ("debits", "sum_debits")]:
                        if expected[column] and row[key]:
                            self.assertEqual(Decimal(row[key]), Decimal(expected[column]))
                    differs |= row["outcome"] == "differs"
                    if "balanced" in expected["check"]:
                        self.assertEqual(row["outcome"], "reconciled")
                    if "does not add up" in expected["check"]:
                        self.assertEqual(row["outcome"], "differs")
                self.assertEqual(done.returncode, 1 if differs else 0)
                report = json.loads((into / "reconciliation.json").read_text(encoding="utf-8"))
                self.assertEqual(report["differing"] > 0, differs)
                read += 1
        self.assertGreater(read, 25)

    def test_a_message_that_is_a_fragment_is_refused_at_its_line(self):
        data = SOURCE / "tests/data/statements"
        names = [row["file"] for row in table(data / "FILES.csv") if FRAGMENT.search(row["file"])]
        self.assertEqual(len(names), 14)
        for name in names:
            self.assert_refused(data / name)

    def test_camt_messages_are_imported_or_refused_as_their_schema_says(self):
        samples = SOURCE / "tests/data/iso20022/samples"
        count = 0
        for row in table(samples / "VALIDATION.csv"):
            if not re.match(r"camt\.05[234]", row["message"]):
                continue
            count += 1
            with self.subTest(file=row["file"]):
                if row["document"] == "invalid":
                    self.assert_refused(samples / row["file"])
                else:
                    into = self.path / f"valid-{count}"
                    done = rmbsim("import", samples / row["file"], "--into", into)
                    self.assertIn(done.returncode, [0, 1], done.stderr)
                    self.assertTrue(table(into / "statements.csv"))
        self.assertEqual(count, 27)

    def assert_refused(self, file: pathlib.Path):
        into = self.path / "refused"
        done = rmbsim("import", file, "--into", into)
        self.assertEqual(done.returncode, 2, f"{file}: {done.stdout}")
        self.assertRegex(done.stderr, rf"(?m)^{re.escape(str(file))}:\d+:\d+: error: .+")
        self.assertFalse(into.exists() or (self.path / "refused.partial").exists())


class BadInput(Folder):
    """Nothing is half written, nothing outside is touched."""

    def refused(self, *words, code=2) -> str:
        into = self.path / "into"
        done = rmbsim("import", *words, "--into", into)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertFalse(into.exists())
        return done.stderr

    def written(self, text: str | bytes, name="statement") -> pathlib.Path:
        path = self.path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def test_xml_bombs_and_external_entities_are_refused(self):
        head = '<?xml version="1.0"?>\n'
        body = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">&a;</Document>'
        secret = self.written("secret", "secret")
        for dtd in ['<!DOCTYPE D [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n',
                    f'<!DOCTYPE D [<!ENTITY a SYSTEM "file://{secret}">]>\n',
                    f'<!DOCTYPE D SYSTEM "file://{secret}">\n']:
            said = self.refused(self.written(head + dtd + body))
            self.assertRegex(said, r":2:\d+: error")
            self.assertNotIn("secret\n", said.replace(str(secret), ""))

    def test_what_is_no_statement_is_told(self):
        self.assertIn("no format is recognised", self.refused(self.written("id,date\n1,2\n")))
        self.assertIn("is empty", self.refused(self.written("")))
        self.assertIn("there is no file", self.refused(self.path / "missing"))
        self.assertIn("is a folder", self.refused(self.path))
        self.assertIn("is no format", self.refused(self.written("x"), "--as", "xlsx"))
        pain = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:seev.031.001.09"/>'
        self.assertIn("seev.031.001.09", self.refused(self.written(pain)))

    def test_a_format_that_is_asked_for_must_be_the_files(self):
        sample = SOURCE / "tests/data/statements/mt940__exmt940__fixtures-sample.sta"
        self.assertIn("mt940, not mt942", self.refused(sample, "--as", "mt942"))
        self.refused(sample, "--as", "bai2")
        self.refused(sample, "--as", "camt053")

    def test_one_bad_file_among_good_ones_leaves_nothing(self):
        sample = SOURCE / "tests/data/statements/mt940__exmt940__fixtures-sample.sta"
        self.refused(sample, self.written("no statement"))

    def test_a_folder_with_something_in_it_is_not_touched(self):
        into = self.path / "into"
        into.mkdir()
        sample = SOURCE / "tests/data/statements/mt940__exmt940__fixtures-sample.sta"
        self.assertEqual(rmbsim("import", sample, "--into", into).returncode, 0, "an empty one is")
        before = sorted(into.iterdir())
        done = rmbsim("import", sample, "--into", into)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(sorted(into.iterdir()), before)

    def test_a_large_camt_is_imported_in_constant_memory(self):
        """200 MB in the measurement of the README; a tenth here, with the same bound above the small one."""
        line = ('<Ntry><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
                '<BookgDt><Dt>2026-01-05</Dt></BookgDt><ValDt><Dt>2026-01-05</Dt></ValDt><BkTxCd/>'
                '<NtryDtls><TxDtls><Refs><EndToEndId>%09d</EndToEndId></Refs><RmtInf><Ustrd>'
                + "rent " * 20 + '</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n')
        def balance(code, amount):
            return (f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"CNY\">{amount}"
                    "</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-01-05</Dt></Dt></Bal>")
        peaks = []
        for count in [1000, 40_000]:
            path = self.path / f"large-{count}.xml"
            with path.open("w", encoding="utf-8") as file:
                file.write('<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:'
                           'camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId><CreDtTm>'
                           '2026-01-05T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S</Id><Acct><Id><Othr>'
                           '<Id>A</Id></Othr></Id><Ccy>CNY</Ccy></Acct>'
                           + balance("OPBD", 0) + balance("CLBD", count) + "\n")
                for n in range(count):
                    file.write(line % n)
                file.write("</Stmt></BkToCstmrStmt></Document>")
            peaks.append(self.peak_of("import", path, "--into", self.path / f"large-{count}"))
        self.assertLess(peaks[1], 200 * MIB)
        self.assertLess(peaks[1] - peaks[0], 16 * MIB)

    def peak_of(self, *words) -> int:
        process = subprocess.Popen([BINARY, *map(str, words)], env=ENVIRONMENT,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss * 1024


if __name__ == "__main__":
    BINARY = sys.argv[1]
    SOURCE = pathlib.Path(sys.argv[2])
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
