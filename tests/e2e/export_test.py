#!/usr/bin/python3
"""Three other programs read an exported journal, agree with our balances, and refuse a spoilt copy.

    export_test.py BINARY SCENARIO [TEST…]     registered with ctest in sources.cmake

Exit status 77 (skipped) where ledger, hledger or beancount is missing, but not where CI is set.
"""
import csv
import io
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

BINARY = ""
SCENARIO = ""
GOLDEN = pathlib.Path(__file__).parents[1] / "adapters/export_golden"
SKIPPED = 77
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
PROGRAMS = ["ledger", "hledger", "bean-check", "bean-query"]
TOOLS = ["ledger", "hledger", "beancount"]

# The strictest that each offers: declared accounts, commodities, tags and payees, dates in order,
# no conversion inferred.
CHECK = {
    "ledger": ["ledger", "--args-only", "--pedantic", "--check-payees", "-f", "{}", "balance"],
    "hledger": ["hledger", "-f", "{}", "check", "--strict", "ordereddates", "payees",
                "balancednoautoconversion"],
    "beancount": ["bean-check", "--no-cache", "{}"],
}
BALANCES = {
    "ledger": ["ledger", "--args-only", "-f", "{}", "balance", "--flat", "--no-total",
               "--balance-format", "%(account)\t%(scrub(display_total))\n"],
    "hledger": ["hledger", "-f", "{}", "balance", "--flat", "--no-total", "-O", "csv"],
    "beancount": ["bean-query", "--no-errors", "-q", "-f", "csv", "{}",
                  "SELECT account, currency, str(sum(number)) GROUP BY account, currency"],
}
POSTING = re.compile(r"^ +(?P<account>\S.*?)  +(?P<amount>-?[0-9.]+) (?P<currency>[A-Z]{3})$")


def call(command: list[str], file: pathlib.Path) -> subprocess.CompletedProcess:
    return subprocess.run([part if part != "{}" else str(file) for part in command],
                          env=ENVIRONMENT, capture_output=True, encoding="utf-8", check=False)


def accepts(tool: str, file: pathlib.Path) -> tuple[bool, str]:
    done = call(CHECK[tool], file)
    return done.returncode == 0, done.stderr.strip() or done.stdout.strip()[:400]


def balances_of(tool: str, file: pathlib.Path) -> dict[tuple[str, str], Decimal]:
    """(account, currency) -> amount, zeros left out."""
    done = call(BALANCES[tool], file)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    if tool == "ledger":
        rows = [line.split("\t") for line in done.stdout.splitlines()]
    else:
        rows = [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(done.stdout))][1:]
    found: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        if tool == "beancount":
            account, currency, amount = row  # Decimal('12.345'): without str() it is rounded
            amount = amount.removeprefix("Decimal('").removesuffix("')")
        elif row[1] == "0":
            continue
        else:
            account, (amount, currency) = row[0], row[1].split(" ")
        key = (account, currency)
        if key in found:
            raise AssertionError(f"{key} stands twice in the balances of {tool}")
        found[key] = Decimal(amount.rstrip("."))
    return {key: amount for key, amount in found.items() if amount != 0}


def declared_accounts(tool: str, text: str) -> list[tuple[str, str]]:
    """The tool's name and our code of every account, in the order of our account numbers."""
    pattern = {
        "ledger": r"^account (.+)\n    note (.*) \((?:on|off)shore\) ",
        "hledger": r"^account (.+)  ; type:., market:\w+\n    ; code: (.*)$",
        "beancount": r'^\S+ open (\S+) [A-Z]{3}\n  book: .*\n  code: "(.*)"$',
    }[tool]
    return [(name, code.replace('\\"', '"')) for name, code in re.findall(pattern, text, re.M)]


class Transaction:
    """Lines of a file, by number, that are one transaction's postings."""

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.amounts: list[Decimal] = []
        self.currencies: list[str] = []


def transactions_of(lines: list[str]) -> list[Transaction]:
    found, current = [], Transaction()
    for number, line in enumerate(lines + [""]):
        posting = POSTING.match(line)
        if posting:
            current.lines.append(number)
            current.amounts.append(Decimal(posting["amount"]))
            current.currencies.append(posting["currency"])
        elif not line and current.lines:
            found.append(current)
            current = Transaction()
    return found


def changed(lines: list[str], number: int, by: str) -> list[str]:
    posting = POSTING.match(lines[number])
    amount = str(Decimal(posting["amount"]) + Decimal(by))
    start, end = posting.span("amount")
    return lines[:number] + [lines[number][:start] + amount + lines[number][end:]] + lines[number + 1:]


def spoilt_copies(text: str) -> dict[str, str]:
    """What was done -> the copy, none of which balances."""
    lines = text.split("\n")
    transactions = transactions_of(lines)
    yuan = [t for t in transactions if set(t.currencies) == {"CNY"}]
    if not yuan:
        raise AssertionError("there is no transaction in CNY alone to spoil")
    victim = yuan[len(yuan) // 2]
    at = victim.lines[0]
    copies = {
        "0.01 more": changed(lines, at, "0.01"),
        "0.001 more": changed(lines, at, "0.001"),
        "a posting dropped": lines[:at] + lines[at + 1:],
    }
    # Two remainders in two currencies look like a conversion at a rate that nobody wrote.
    for conversion in transactions:
        currencies = sorted(set(conversion.currencies))
        if len(currencies) == 2:
            first, second = (conversion.lines[conversion.currencies.index(c)] for c in currencies)
            copies["a rate to be guessed"] = changed(changed(lines, first, "1"), second, "-1")
            break
    return {what: "\n".join(copy) for what, copy in copies.items()}


class Readable:
    """What holds for any export; a subclass says where the files and our balances are."""

    files: dict[str, pathlib.Path]
    ours: list[tuple[str, str, Decimal]]  # code, currency, balance: in the order of account numbers
    folder: pathlib.Path

    def test_each_auditor_accepts_the_journal_in_its_strictest_mode(self) -> None:
        for tool in TOOLS:
            with self.subTest(tool):
                accepted, why = accepts(tool, self.files[tool])
                self.assertTrue(accepted, why)

    def test_each_auditor_finds_our_balance_of_every_account(self) -> None:
        for tool in TOOLS:
            with self.subTest(tool):
                named = declared_accounts(tool, self.files[tool].read_text("utf-8"))
                self.assertEqual(len({name for name, _ in named}), len(self.ours))
                if tool != "ledger":  # whose notes are for people
                    self.assertEqual([code for _, code in named], [code for code, _, _ in self.ours])
                expected = {(name, currency): balance
                            for (name, _), (_, currency, balance) in zip(named, self.ours)
                            if balance != 0}
                self.assertEqual(balances_of(tool, self.files[tool]), expected)

    def test_a_copy_that_does_not_balance_is_rejected(self) -> None:
        verdicts: dict[str, dict[str, tuple[bool, str]]] = {}
        for tool in TOOLS:
            copies = spoilt_copies(self.files[tool].read_text("utf-8"))
            for what, text in copies.items():
                file = self.folder / f"{what.replace(' ', '-')}.{tool}"
                file.write_text(text, "utf-8")
                verdicts.setdefault(what, {})[tool] = accepts(tool, file)
        for what, by in verdicts.items():
            for tool, (accepted, why) in by.items():
                with self.subTest(what, tool=tool):
                    self.assertFalse(accepted)
                    self.assertIn("balance", why.lower())  # and not for its spelling
        self.assertGreaterEqual(len(verdicts), 4)


class GoldenFiles(Readable, unittest.TestCase):
    """The small awkward books of tests/adapters/export_test.cpp."""

    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory(prefix="rmbsim-export-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.files = {tool: GOLDEN / f"awkward.{tool}" for tool in TOOLS}
        document = json.loads((GOLDEN / "awkward.json").read_text("utf-8"))
        self.ours = [(row["account"], row["currency"], Decimal(row["amount"]))
                     for row in document["balances"]]


class ExportedRun(Readable, unittest.TestCase):
    """A run of the scenario, through the real binary."""

    holder: tempfile.TemporaryDirectory
    run_folder: pathlib.Path
    postings: int

    @classmethod
    def setUpClass(cls) -> None:
        cls.holder = tempfile.TemporaryDirectory(prefix="rmbsim-export-")
        cls.addClassCleanup(cls.holder.cleanup)
        cls.folder = pathlib.Path(cls.holder.name)
        cls.run_folder = cls.folder / "run"
        done = subprocess.run([BINARY, "run", SCENARIO, "--out", str(cls.run_folder), "--quiet"],
                              capture_output=True, encoding="utf-8", check=False)
        if done.returncode not in (0, 1):  # 1: an expectation of the scenario failed, not our matter
            raise AssertionError(f"rmbsim run: exit status {done.returncode}: {done.stderr}")
        cls.files = {}
        for tool in TOOLS:
            cls.files[tool] = cls.folder / f"books.{tool}"
            cls.files[tool].write_bytes(cls.export(tool))
        with sqlite3.connect(f"file:{cls.run_folder}/journal.sqlite?mode=ro", uri=True) as journal:
            sums = dict(journal.execute("SELECT account, sum(minor) FROM posting GROUP BY account"))
            cls.ours = [(code, currency, Decimal(sums.get(number, 0)).scaleb(-decimals))
                        for number, code, currency, decimals in journal.execute(
                            "SELECT id, code, currency, decimals FROM account ORDER BY id")]
            cls.postings = journal.execute("SELECT count(*) FROM posting").fetchone()[0]
        journal.close()

    @classmethod
    def export(cls, form: str, *options: str) -> bytes:
        done = subprocess.run([BINARY, "export", str(cls.run_folder), "--as", form, *options],
                              capture_output=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"rmbsim export --as {form}: {done.stderr.decode()}")
        return done.stdout

    def test_the_file_of_out_holds_what_stdout_would(self) -> None:
        file = self.folder / "again.ledger"
        self.assertEqual(self.export("ledger", "--out", str(file)), b"")
        self.assertEqual(file.read_bytes(), self.files["ledger"].read_bytes())

    def test_the_tables_hold_every_posting_and_our_balances(self) -> None:
        rows = list(csv.DictReader(io.StringIO(self.export("csv").decode("utf-8"))))
        self.assertEqual(len(rows), self.postings)
        sums: dict[tuple[str, str], Decimal] = {}
        for row in rows:
            key = (row["book"], row["account"])
            sums[key] = sums.get(key, Decimal(0)) + Decimal(row["amount"])
        document = json.loads(self.export("json"))
        self.assertEqual(sum(len(entry["postings"]) for entry in document["entries"]), self.postings)
        balances = [(row["account"], row["currency"], Decimal(row["amount"]))
                    for row in document["balances"]]
        self.assertEqual(balances, self.ours)
        self.assertEqual([sums.get((row["book"], row["account"]), Decimal(0))
                          for row in document["balances"]],
                         [balance for _, _, balance in self.ours])


if __name__ == "__main__":
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"missing: {', '.join(missing)} (apt-get install ledger hledger beancount)")
        sys.exit(1 if os.environ.get("CI") else SKIPPED)
    BINARY, SCENARIO = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
