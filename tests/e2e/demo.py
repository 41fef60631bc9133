#!/usr/bin/python3
"""The demo through the real binary: the same bytes twice, every proof made again, tampering found, every
figure explained, and every command that README.md or --help shows working as it is written.

    demo.py BINARY SOURCE [TEST…]        registered with ctest in sources.cmake
"""
import csv
import io
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest

BINARY = ""
SOURCE = pathlib.Path()
DEMO = "scenarios/demo/longgang-maker/scenario.yaml"
COMMANDS = ["run", "compare", "check", "explain", "audit", "diff", "export", "import", "init", "policy", "rails",
            "replay", "report", "schema", "serve", "version"]
PATIENCE_S = 120
ENTRY = 812
FLIPS = 50
PARAMETER = "overseas_lending_multiple"
DOCUMENT = "银发〔2025〕251号"


def free_port() -> int:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


def grouped(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02}"


class Demo(unittest.TestCase):
    """A folder that looks like the source tree, with two equal runs and one comparison in it."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.tree = pathlib.Path(tempfile.mkdtemp(prefix="rmbsim-demo-"))
        cls.addClassCleanup(shutil.rmtree, cls.tree)
        for folder in ["scenarios", "tests"]:
            (cls.tree / folder).symlink_to(SOURCE / folder)
        cls.runs = [cls.tree / f"out/longgang-maker-{n}" for n in (1, 2)]
        for folder in cls.runs:
            done = cls.call("run", DEMO)
            if done.returncode != 0 or not folder.is_dir():
                raise AssertionError(f"run: exit {done.returncode}\n{done.stdout}{done.stderr}")
        cls.compared = cls.call("compare", DEMO, "--out", "out/demo-1", "--lang", "en")
        # What the example of `import` reads.
        cls.call("export", str(cls.runs[0]), "--as", "camt053", "--out", str(cls.tree / "statements.xml"))

    @classmethod
    def call(cls, *arguments: str, **how) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *arguments], cwd=cls.tree, capture_output=True, encoding="utf-8",
                              errors="replace", timeout=PATIENCE_S, check=False, **how)

    def told(self, *arguments: str, code: int = 0) -> str:
        done = self.call(*arguments)
        self.assertEqual(done.returncode, code, f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def explained(self, *what: str) -> str:
        return self.told("explain", str(self.runs[0]), *what, "--lang", "en")

    def query(self, sql: str, *values) -> list:
        with sqlite3.connect(f"file:{self.runs[0]}/journal.sqlite?mode=ro", uri=True) as journal:
            return journal.execute(sql, values).fetchall()


class Proofs(Demo):
    def setUp(self) -> None:
        self.copy = pathlib.Path(tempfile.mkdtemp(dir=self.tree))
        self.addCleanup(shutil.rmtree, self.copy)
        for name in ["journal.sqlite", "result.json", "manifest.json"]:
            shutil.copy(self.runs[0] / name, self.copy)
        self.journal = self.copy / "journal.sqlite"

    def test_two_runs_have_the_same_bytes(self) -> None:
        for name in ["result.json", "manifest.json"]:
            first, second = ((folder / name).read_bytes() for folder in self.runs)
            self.assertEqual(first, second, name)

    def test_the_audit_of_an_untouched_run_holds(self) -> None:
        for folder in [*self.runs, self.copy, self.tree / "out/demo-1"]:
            with self.subTest(folder=folder.name):
                self.assertIn("taken on trust", self.told("audit", str(folder)))

    def assert_named(self, *statements: tuple[str, ...]) -> None:
        with sqlite3.connect(self.journal) as journal:
            for (trigger,) in journal.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                journal.execute(f"DROP TRIGGER {trigger}")
            for sql, *values in statements:
                self.assertEqual(journal.execute(sql, values).rowcount, 1)
        journal.close()
        said = self.told("audit", str(self.copy), code=1)
        self.assertRegex(said, rf"\bentry {ENTRY}\b")

    def test_an_amount_changed_by_1_names_its_entry(self) -> None:
        self.assert_named(("UPDATE posting SET minor = minor + 1 WHERE id = ?", ENTRY << 16))

    def test_two_amounts_changed_in_balance_name_their_entry(self) -> None:
        self.assert_named(("UPDATE posting SET minor = minor + 1 WHERE id = ?", ENTRY << 16),
                          ("UPDATE posting SET minor = minor - 1 WHERE id = ?", ENTRY << 16 | 1))

    def test_a_time_changed_names_its_entry(self) -> None:
        self.assert_named(("UPDATE entry SET time_ms = time_ms + 1000 WHERE id = ?", ENTRY))

    def test_a_byte_changed_anywhere_is_found(self) -> None:
        bytes_ = bytearray(self.journal.read_bytes())
        chance = random.Random(251)
        for _ in range(FLIPS):
            at, mask = chance.randrange(len(bytes_)), 1 << chance.randrange(8)
            with self.subTest(offset=at, mask=mask), self.journal.open("r+b") as file:
                file.seek(at)
                file.write(bytes([bytes_[at] ^ mask]))
                file.flush()
                self.assertNotEqual(self.told("audit", str(self.copy), code=1).strip(), "")
                file.seek(at)
                file.write(bytes([bytes_[at]]))
        self.told("audit", str(self.copy))

    def test_a_figure_changed_in_the_result_is_named(self) -> None:
        result = self.copy / "result.json"
        content = json.loads(result.read_text(encoding="utf-8"))
        figure = next(kpi for kpi in content["kpis"] if kpi["name"] == "net_result" and kpi["entity"] == "group")
        text = result.read_text(encoding="utf-8")
        changed = figure["value"][:-1] + str((int(figure["value"][-1]) + 1) % 10)
        result.write_text(text.replace(f'"{figure["value"]}"', f'"{changed}"'), encoding="utf-8")
        self.assertIn("net_result", self.told("audit", str(self.copy), code=1))


class Explanations(Demo):
    def test_a_sweep_cut_by_the_quota_shows_wish_bounds_and_document(self) -> None:
        quota = self.query("SELECT id FROM limits WHERE code = 'od-quota'")[0][0]
        decision, wish, amount, binding, trace = self.query(
            "SELECT id, wish_minor, amount_minor, binding, trace FROM decision "
            "WHERE json_extract(trace, '$.bounds[' || binding || '].limit') = ? ORDER BY id LIMIT 1", quota)[0]
        bounds = json.loads(trace)["bounds"]
        said = self.explained("decision", str(decision))
        self.assertRegex(said, rf"\n  wish +{re.escape(grouped(wish))} CN[YH]\n")
        self.assertRegex(said, rf"\n  amount +{re.escape(grouped(amount))} CN[YH]\n")
        for bound in bounds:
            self.assertIn(grouped(bound["minor"]), said, bound)
        binding_rows = re.findall(r"^ +\* .*$", said, re.M)
        self.assertEqual(len(binding_rows), 1, said)
        self.assertIn("od-quota", binding_rows[0])
        self.assertIn(grouped(bounds[binding]["minor"]), binding_rows[0])
        self.assertRegex(said, r"\n  bound by +od-quota\b")
        for word in ["INT-251", PARAMETER, DOCUMENT]:
            self.assertIn(word, said)

    def test_an_entry_shows_its_postings_and_its_cause(self) -> None:
        said = self.explained("entry", str(ENTRY))
        for word in [f"entry {ENTRY}", "value date", "rule", "cause", "postings", "debit", "credit"]:
            self.assertIn(word, said)
        for (account,) in self.query("SELECT DISTINCT account.code FROM posting JOIN account ON account.id = account "
                                     "WHERE entry = ?", ENTRY):
            self.assertIn(account, said)

    def test_a_limit_shows_its_cap_and_its_days(self) -> None:
        said = self.explained("limit", "od-quota")
        for word in ["208,000,000.00", "2026-01-27", PARAMETER, DOCUMENT]:
            self.assertIn(word, said)

    def test_an_account_shows_its_balance_on_a_day(self) -> None:
        said = self.explained("account", "HK.header", "--on", "2026-02-03")
        balance = self.query("SELECT sum(minor) FROM posting JOIN entry ON entry.id = entry JOIN account "
                             "ON account.id = account WHERE account.code = '1002.HK.header' AND "
                             "value_day <= julianday('2026-02-03') - julianday('1970-01-01')")[0][0]
        sign = "-" if balance < 0 else ""
        self.assertIn(f"{sign}{grouped(abs(balance))} CNH", said)
        self.assertIn("2026-02-03", said)

    def test_a_kpi_shows_its_formula(self) -> None:
        said = self.explained("kpi", "net_benefit")
        kpis = json.loads((self.runs[0] / "result.json").read_text(encoding="utf-8"))["kpis"]
        value = next(kpi["value"] for kpi in kpis if kpi["name"] == "net_benefit" and kpi["entity"] == "group")
        self.assertIn(value, said.replace(",", ""))
        self.assertIn("formula", said)

    def test_what_is_not_there_is_input_that_is_wrong(self) -> None:
        for what in [("decision", "999999"), ("entry", "999999"), ("limit", "od-qouta"), ("account", "HK.hedaer"),
                     ("kpi", "nothing"), ("nothing", "1")]:
            with self.subTest(what=what):
                done = self.call("explain", str(self.runs[0]), *what)
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn("error: ", done.stderr)


class Commands(Demo):
    def test_compare_prints_the_table(self) -> None:
        self.assertEqual(self.compared.returncode, 0, self.compared.stderr)
        for word in ["Net benefit", "no pool", "difference", "Limits", "Trapped", "Worse off", "Report: "]:
            self.assertIn(word, self.compared.stdout)

    def test_a_report_is_one_page(self) -> None:
        for language in ["zh", "en"]:
            page = self.tree / f"page-{language}.html"
            self.told("report", str(self.runs[0]), "--lang", language, "--out", str(page))
            text = page.read_text(encoding="utf-8")
            self.assertRegex(text, r"(?i)\A<!doctype html>")
            self.assertNotRegex(text, r"""(?:src|href)=["']?https?:""")

    def assert_made_again(self, page: pathlib.Path, result: str) -> None:
        """The command that a report names is one that a shell takes, and it gives the same result."""
        found = re.search(r'"again":("(?:[^"\\]|\\.)*")', page.read_text(encoding="utf-8"))
        self.assertIsNotNone(found, f"{page} names no command")
        program, *words = shlex.split(json.loads(found[1]))
        self.assertEqual(program, "rmbsim")
        twin = self.tree / f"out/again-{page.parent.name}"
        self.told(*words, "--out", str(twin))
        self.assertEqual((twin / result).read_bytes(), (page.parent / result).read_bytes())

    def test_the_command_in_a_report_makes_a_run_again(self) -> None:
        folder = self.tree / "out/changed"
        self.told("run", DEMO, "--variant", "pool", "--seed", "11", "--until", "2026-02-28",
                  "--set", "title.en=It's \"one\" $HOME pool", "--out", str(folder))
        self.assert_made_again(folder / "report.html", "result.json")

    def test_the_command_in_a_report_makes_a_comparison_again(self) -> None:
        self.assert_made_again(self.tree / "out/demo-1/report.html", "pool/result.json")

    def test_the_exports_hold_every_posting(self) -> None:
        postings = self.query("SELECT count(*) FROM posting")[0][0]
        rows = list(csv.DictReader(io.StringIO(self.told("export", str(self.runs[0]), "--as", "csv"))))
        self.assertEqual(len(rows), postings)
        exported = json.loads(self.told("export", str(self.runs[0]), "--as", "json"))
        count = sum(len(entry["postings"]) for entry in exported["entries"])
        self.assertEqual(count, postings)

    def test_diff_of_a_run_with_itself_and_with_its_twin_is_nothing(self) -> None:
        self.told("diff", str(self.runs[0]), str(self.runs[0]))
        self.told("diff", str(self.runs[0]), str(self.runs[1]))

    def test_diff_of_another_seed_names_the_first_entry_that_differs(self) -> None:
        self.call("run", DEMO, "--seed", "7", "--out", "out/other-seed")
        said = self.told("diff", str(self.runs[0]), "out/other-seed", "--lang", "en", code=1)
        self.assertRegex(said, r"\bentry \d+\b")

    def test_check_finds_nothing_wrong(self) -> None:
        self.told("check", DEMO, "scenarios/policy/INT-251.yaml", "scenarios/reference/rails.yaml",
                  "scenarios/reference/rule-packs.yaml", "scenarios/reference/ecny_tiers.yaml")
        found = json.loads(self.told("check", DEMO, "--format", "json"))
        self.assertEqual(found["errors"], 0)

    def test_schemas_are_json(self) -> None:
        self.assertIn("pools", json.loads(self.told("schema", "scenario"))["properties"])
        json.loads(self.told("schema", "policy"))
        self.assertIn("payment_rails", json.loads(self.told("schema", "rails"))["properties"])
        self.assertIn("rule_packs", json.loads(self.told("schema", "rule-packs"))["properties"])
        self.assertIn("wallet_tiers", json.loads(self.told("schema", "wallet-tiers"))["properties"])

    def test_the_version_says_what_it_was_built_from(self) -> None:
        said = self.told("version", "--verbose")
        for word in ["rmbsim ", "compiler", "sqlite", "zeromq"]:
            self.assertIn(word, said)

    def test_policy_lists_and_shows_the_regime(self) -> None:
        self.assertIn("INT-251", self.told("policy", "list"))
        said = self.told("policy", "show", "INT-251")
        for word in [DOCUMENT, PARAMETER, "VERIFIED"]:
            self.assertIn(word, said)


class AsWritten(Demo):
    """Examples run in the tree's root, where out/demo-1 and out/longgang-maker-1 and -2 exist."""

    def assert_works(self, line: str) -> None:
        words = shlex.split(line, comments=True)
        if "--publish" in words:
            words[words.index("--publish") + 1] = f"tcp://127.0.0.1:{free_port()}"
        if words[1] == "serve":  # a live day at 60 times its speed is not waited for
            words[words.index("--command") + 1] = f"tcp://127.0.0.1:{free_port()}"
            words[words.index("--pace") + 1] = "max"
        done = self.call(*words[1:])
        self.assertEqual(done.returncode, 0, f"{line}\n{done.stdout}{done.stderr}")
        self.assertNotEqual(done.stdout + "".join(words[words.index("--out"):] if "--out" in words else []), "", line)

    def test_each_command_has_help_with_an_example_that_works(self) -> None:
        self.told("--help")
        for command in COMMANDS:
            with self.subTest(command=command):
                said = self.told(command, "--help")
                example = re.search(rf"^Example: (rmbsim {command}\b.*)$", said, re.M)
                self.assertIsNotNone(example, said)
                self.assert_works(example[1])

    def test_each_command_in_the_README_works(self) -> None:
        for name in ["README.md", "README.zh.md"]:
            if not (SOURCE / name).exists():
                continue
            blocks = re.findall(r"^```\w*\n(.*?)^```", (SOURCE / name).read_text(encoding="utf-8"), re.M | re.S)
            lines = [line for block in blocks for line in block.splitlines()
                     if line.startswith("build/release/rmbsim ")]
            self.assertGreater(len(lines), 3, name)
            for line in lines:
                with self.subTest(file=name, line=line):
                    self.assert_works(line)


if __name__ == "__main__":
    BINARY, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
