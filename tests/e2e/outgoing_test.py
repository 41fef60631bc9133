#!/usr/bin/python3
"""Messages out of a run through the real binary: of each bank scenario every message is valid by its schema
(xmllint, where there is one), amounts add up to the payments of the journal, and two exports are the same bytes.

    outgoing_test.py BINARY SOURCE [TEST…]     registered with ctest in sources.cmake
"""
import collections
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as tree
from decimal import Decimal

BINARY = ""
SOURCE = pathlib.Path()
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8"}
SPACE = "urn:iso:std:iso:20022:tech:xsd:"
TRANSFERS = {"pacs.008": "CdtTrfTxInf/IntrBkSttlmAmt", "pacs.009": "CdtTrfTxInf/IntrBkSttlmAmt",
             "pacs.004": "TxInf/RtrdIntrBkSttlmAmt"}


def rmbsim(*words) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *map(str, words)], env=ENVIRONMENT, cwd=SOURCE,
                          capture_output=True, encoding="utf-8", check=False)


def scenarios() -> list[pathlib.Path]:
    found = sorted((SOURCE / "scenarios/library/bank").glob("*.yaml"))
    return [path for path in found if re.search(r"(?m)^scenario:", path.read_text(encoding="utf-8"))]


def parts(path: pathlib.Path):
    """The headers and documents of a file, each with its schema's name."""
    for _, element in tree.iterparse(path):
        space, _, name = element.tag.rpartition("}")
        if name in ("Document", "AppHdr"):
            yield space.removeprefix("{").removeprefix(SPACE), element
        elif name == "Envelope":
            element.clear()


class Exported(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)

    def run_of(self, scenario: pathlib.Path) -> pathlib.Path:
        run = self.path / f"run-{scenario.stem}"
        done = rmbsim("run", scenario, "--out", run, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        return run

    def exported(self, run: pathlib.Path, kind: str, *words) -> pathlib.Path:
        done = rmbsim("export", run, "--as", kind, *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return pathlib.Path(words[-1]) if words else next(run.rglob(f"messages/{kind}"))

    def documents(self, folder: pathlib.Path):
        for file in sorted(folder.glob("*.xml")):
            for name, element in parts(file):
                yield file, name, element

    def check_schemas(self, folder: pathlib.Path):
        if shutil.which("xmllint") is None:
            return
        into = collections.defaultdict(list)
        for number, (_, name, element) in enumerate(self.documents(folder)):
            part = self.path / f"part-{number}.xml"
            tree.register_namespace("", SPACE + name)
            part.write_bytes(tree.tostring(element, encoding="utf-8"))
            into[name].append(part)
        for name, files in into.items():
            done = subprocess.run(["xmllint", "--noout", "--schema",
                                   SOURCE / f"scenarios/reference/iso20022/{name}.xsd", *files],
                                  capture_output=True, encoding="utf-8", check=False)
            self.assertEqual(done.returncode, 0, done.stderr[:2000])
            for file in files:
                file.unlink()

    def test_amounts_add_up_to_the_payments_of_the_journal(self):
        for scenario in scenarios():
            with self.subTest(scenario=scenario.stem):
                run = self.run_of(scenario)
                folder = self.exported(run, "pacs")
                self.check_schemas(folder)
                self.check_amounts(folder.parent.parent / "journal.sqlite", folder)
                shutil.rmtree(run)

    def check_amounts(self, journal: pathlib.Path, folder: pathlib.Path):
        with sqlite3.connect(f"file:{journal}?immutable=1", uri=True) as base:
            count, minor = base.execute("SELECT count(*), sum(minor) FROM payment").fetchone()
            ended = base.execute("SELECT count(*) FROM payment_step WHERE step IN ('returned',"
                                 "'withdrawn','rejected')").fetchone()[0]
            settled = base.execute(
                "SELECT count(*) FROM payment WHERE minor = (SELECT sum(minor) FROM payment_step "
                "WHERE payment = payment.id AND step = 'settled')").fetchone()[0] if count < 10000 else None
        seen, total, statuses, ids = 0, Decimal(0), 0, set()
        for _, name, element in self.documents(folder):
            kind, space = name[:8], "{" + SPACE + name + "}"
            if kind == "head.001":
                continue
            message = next(iter(element))
            identity = element.find(f".//{space}MsgId")
            if identity is None:
                identity = element.find(f".//{space}Assgnmt/{space}Id")
            self.assertNotIn(identity.text, ids)
            ids.add(identity.text)
            if kind in TRANSFERS:
                path = "/".join(space + step for step in TRANSFERS[kind].split("/"))
                amounts = [Decimal(amount.text) for amount in message.findall(path)]
                self.assertEqual(int(message.find(f"{space}GrpHdr/{space}NbOfTxs").text), len(amounts))
                self.assertLessEqual(len(amounts), 1000)
                stated = message.find(f"{space}GrpHdr/{space}CtrlSum")
                if stated is not None:
                    self.assertEqual(Decimal(stated.text), sum(amounts))
                seen += len(amounts)
                total += sum(amounts)
            elif kind == "pacs.002":
                statuses += len(message.findall(f"{space}TxInfAndSts"))
        self.assertEqual(seen, count)
        self.assertEqual(total * 100, minor or 0)
        if settled is not None:
            self.assertEqual(statuses, settled + ended)

    def test_orders_of_companies_are_valid_and_name_what_the_banks_carry(self):
        for name in ["customer-file", "pool-over-hvps"]:
            with self.subTest(scenario=name):
                run = self.run_of(SOURCE / f"scenarios/library/bank/{name}.yaml")
                folder = self.exported(run, "pain001")
                self.check_schemas(folder)
                orders, carried = set(), set()
                for _, schema, element in self.documents(folder):
                    if schema.startswith("pain.001"):
                        orders |= {uetr.text for uetr in element.iter("{" + SPACE + schema + "}UETR")}
                for _, schema, element in self.documents(self.exported(run, "pacs")):
                    if schema.startswith("pacs.008"):
                        carried |= {uetr.text for uetr in element.iter("{" + SPACE + schema + "}UETR")}
                self.assertTrue(orders)
                self.assertEqual(orders, carried)

    def test_two_exports_are_the_same_bytes(self):
        run = self.run_of(SOURCE / "scenarios/library/bank/customer-file.yaml")
        for kind in ["pacs", "pain001", "mt101"]:
            once = self.exported(run, kind, "--out", self.path / f"{kind}-1")
            twice = self.exported(run, kind, "--out", self.path / f"{kind}-2")
            names = sorted(file.name for file in once.iterdir())
            self.assertTrue(names)
            self.assertEqual(names, sorted(file.name for file in twice.iterdir()))
            for name in names:
                self.assertEqual((once / name).read_bytes(), (twice / name).read_bytes(), name)

    def test_what_is_exported_is_imported_again(self):
        run = self.run_of(SOURCE / "scenarios/library/bank/customer-file.yaml")
        files = [*self.exported(run, "pain001").glob("*.pain.001.xml"),
                 *self.exported(run, "mt101").glob("*.fin"),
                 *self.exported(run, "pacs").glob("*.pacs.00[89].xml")]
        done = rmbsim("import", *files, "--into", self.path / "imported", "--lang", "en")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_imported_payments_make_a_scenario_that_runs(self):
        for name, kind, pattern, rail, minor in [
                ("gridlock", "pacs", "*.pacs.009.xml", "hvps", [9500, 10000, 10500]),
                ("customer-file", "pacs", "*.pacs.008.xml", "cips", [50000000, 80000000]),
                ("customer-file", "pain001", "*.pain.001.xml", "hvps", [50000000, 80000000]),
                ("customer-file", "mt101", "*.fin", "hvps", [50000000, 80000000])]:
            with self.subTest(scenario=name, kind=kind):
                run = self.path / f"run-{name}"
                if not run.exists():
                    self.run_of(SOURCE / f"scenarios/library/bank/{name}.yaml")
                files = self.exported(run, kind).glob(pattern)
                into = self.path / f"{name}-{kind}-{rail}"
                done = rmbsim("import", *files, "--into", into, "--rail", rail, "--lang", "en")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"{len(minor)} of them in scenario.yaml", done.stdout)
                again = self.path / f"again-{name}-{kind}"
                done = rmbsim("run", into / "scenario.yaml", "--out", again, "--quiet")
                self.assertEqual(done.returncode, 0, done.stderr)
                with sqlite3.connect(f"file:{again}/journal.sqlite?immutable=1", uri=True) as base:
                    settled = base.execute("SELECT payment.minor FROM payment JOIN payment_step ON "
                                           "payment = payment.id AND step = 'settled' ORDER BY 1").fetchall()
                self.assertEqual([row[0] for row in settled], minor)

    def test_payments_that_need_no_rail_or_another_are_left_out_and_told(self):
        file = SOURCE / "scenarios/library/bank/payroll.pain001.xml"  # its third stays within ICBC
        into = self.path / "imported"
        done = rmbsim("import", file, "--into", into, "--rail", "hvps", "--lang", "en")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"payroll\.pain001\.xml:37:\d+: warning: .*'ICBKCNBJ' is the bank of both")
        self.assertIn("3 payments, CNY 1370000.00\n2 of them in scenario.yaml", done.stdout)
        for rail, message in [("hkd-chats", "no payment of the files goes over 'hkd-chats'"),
                              ("beps", "rail 'beps' does not settle by itself"),
                              ("hvpss", "there is no rail 'hvpss'")]:
            with self.subTest(rail=rail):
                done = rmbsim("import", file, "--into", self.path / rail, "--rail", rail)
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertRegex(done.stderr, r"(?m)^--rail:1:1: error: " + message)
                self.assertFalse((self.path / rail).exists())
                if rail == "hkd-chats":
                    self.assertIn("it is of 800000.00 CNY\n  expected: an amount above zero in HKD", done.stderr)

    def test_an_out_that_is_a_file_is_refused(self):
        run = self.run_of(SOURCE / "scenarios/library/bank/gridlock.yaml")
        file = self.path / "file"
        file.write_text("kept", encoding="utf-8")
        done = rmbsim("export", run, "--as", "pacs", "--out", file)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertIn("is not a folder", done.stderr)
        self.assertEqual(file.read_text(encoding="utf-8"), "kept")


if __name__ == "__main__":
    BINARY = str(pathlib.Path(sys.argv.pop(1)).resolve())
    SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(verbosity=2)
