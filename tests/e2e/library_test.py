#!/usr/bin/python3
"""Every scenario of the library holds its own figures, and the large group is what an auditor accepts.

    library_test.py BINARY SOURCE_DIR [TEST…]     registered with ctest in sources.cmake
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest
from decimal import Decimal

BINARY = ""
SOURCE = pathlib.Path()
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}
HELD = {  # the strictest check of each
    "hledger": ["hledger", "-f", "{}", "check", "--strict", "ordereddates", "payees", "balancednoautoconversion"],
    "beancount": ["bean-check", "--no-cache", "{}"],
}


def rmbsim(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *map(str, arguments)], env=ENVIRONMENT, capture_output=True, encoding="utf-8",
                          check=False)


def library() -> list[pathlib.Path]:
    """Scenario files: those that begin one; what a scenario includes does not."""
    files = sorted(file for folder in ["library", "starter"] for file in (SOURCE / "scenarios" / folder).rglob("*.yaml"))
    return [file for file in files if "\nscenario:" in "\n" + file.read_text(encoding="utf-8")]


class Library(unittest.TestCase):
    def test_every_scenario_holds_its_expectations(self):
        with tempfile.TemporaryDirectory() as folder:
            for number, file in enumerate(library()):
                with self.subTest(file.relative_to(SOURCE)):
                    done = rmbsim("run", file, "--out", f"{folder}/{number}", "--store", "none", "--quiet")
                    self.assertEqual(done.returncode, 0, done.stderr)

    def test_every_scenario_says_what_it_expects_and_why(self):
        for file in library():
            with self.subTest(file.relative_to(SOURCE)):
                text = file.read_text(encoding="utf-8")
                self.assertIn("\nexpect:", text)
                self.assertTrue(text.startswith("#"), "a comment says what it teaches")


class Refusals(unittest.TestCase):
    # regime: what is asked, then the rule's version or what it tested, its value, the document, the headroom that
    # was left or the day from which it holds, how well it is known. RMB-4's content was not found: it refuses nothing.
    SAID = {
        "RMB-324": ("decision 1", "net_inflow_coefficient@2014-11-02", "= 0.1 ", "银发〔2014〕324号", "25,000,000.00 CNY",
                    "VERIFIED-2"),
        "RMB-279": ("decision 1", "net_inflow_coefficient@2015-09-05", "= 0.5 ", "银发〔2015〕279号", "125,000,000.00 CNY",
                    "VERIFIED-2"),
        "RMB-FTZ-SH": ("flow F-1", "financing_cash_into_pool", "not allowed", "银总部发〔2014〕22号", "2014-02-20", "VERIFIED"),
        "FX-23": ("decision 1", "rmb_in_pool", "not allowed", "汇发〔2014〕23号", "2014-06-01", "RECALLED (not confirmed)"),
        "FX-36": ("decision 1", "rmb_in_pool", "not allowed", "汇发〔2015〕36号", "2015-08-05", "RECALLED (not confirmed)"),
        "FX-7": ("decision 1", "overseas_lending_leverage@2019-03-15", "= 0.3 ", "汇发〔2019〕7号", "75,000,000.00 CNY", "mark"),
        "INT-1": ("decision 1", "foreign_debt_multiple@2021-03-12", "= 2 ", "INT-1-multiples", "500,000,000.00 CNY",
                  "ASSUMPTION (not confirmed)"),
        "INT-2": ("decision 1", "foreign_debt_multiple@2022-07-20", "= 2 ", "INT-2-multiples", "500,000,000.00 CNY",
                  "ASSUMPTION (not confirmed)"),
        "INT-3": ("flow F-1", "domestic_bank_fcy_loan_into_pool", "not allowed", "汇发〔2024〕31号, art. 26", "2024-12-18",
                  "VERIFIED-2"),
        "INT-3X": ("decision 1", "domestic_revenue_prior_year", ">= 10000000000, found 9400000000",
                   "PBOC-SAFE release 2025-03-13", "2025-03-13", "RECALLED (not confirmed)"),
        "INT-251": ("decision 1", "foreign_debt_multiple@2025-12-26", "= 3.5 ", "银发〔2025〕251号", "58,333,333.33 CNY", "mark"),
        "LOW-2023": ("decision 1", "foreign_debt_leverage@2025-01-13 x foreign_debt_macro_prudential_parameter@2025-01-13",
                     "= 3.5 ", "local SAFE rules of 2023-06-28", "87,500,000.00 CNY", "DERIVED"),
        "LOW-DRAFT": ("decision 1", "foreign_debt_leverage@2025-07-25", "= 3.5 ", "consultation draft 2025-07-25",
                      "87,500,000.00 CNY", "DERIVED"),
        "XFIN-9": ("decision 1", "leverage_enterprise@2017-01-13 x macro_prudential_parameter_enterprise@2025-01-13",
                   "= 3.5 ", "银发〔2017〕9号; PBOC-SAFE release 2025-01-13", "350,000,000.00 CNY", "mark"),
        "ODL": ("decision 1", "overseas_lending_ratio@2021-01-05", "= 0.5 ", "PBOC-SAFE notice 2021-01-05",
                "75,000,000.00 CNY", "mark"),
        "ACCT-1": ("flow F-1", "mix_fund_natures", "not allowed", "PBOC-SAFE pilot 2021-07-26", "2021-07-26", "VERIFIED-2"),
    }

    def test_a_refusal_is_explained_by_document_date_value_and_headroom(self):
        for regime, (what, *said) in self.SAID.items():
            with self.subTest(regime), tempfile.TemporaryDirectory() as folder:
                file = SOURCE / f"scenarios/library/treasury/refusals/{regime}.yaml"
                done = rmbsim("run", file, "--out", f"{folder}/run", "--quiet")
                self.assertEqual(done.returncode, 0, done.stderr)
                explained = rmbsim("explain", f"{folder}/run", *what.split()).stdout
                for part in (*said, regime):
                    self.assertIn(part, explained)

    def test_every_regime_but_the_one_without_content_has_such_a_scenario(self):
        regimes = {file.stem for file in (SOURCE / "scenarios/policy").glob("*.yaml")}
        self.assertEqual(regimes - set(self.SAID), {"RMB-4"})

    def test_refusals_are_numbered_and_one_that_is_not_there_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            file = SOURCE / "scenarios/library/treasury/refusals/INT-3X.yaml"
            rmbsim("run", file, "--out", f"{folder}/run", "--quiet")
            first = rmbsim("explain", f"{folder}/run", "refusal", "1", "--lang", "zh").stdout
            self.assertIn("不符合准入条件", first)
            done = rmbsim("explain", f"{folder}/run", "refusal", "99")
            self.assertEqual(done.returncode, 2)
            self.assertIn("there is no refusal 99", done.stderr)


class Wallets(unittest.TestCase):
    # order: the rule's version, its value, the document, how well it is known, what would have passed
    SAID = {
        "one-item": ("one.ecny.item", "200000.00 CNY", "agreement of wallet one.ecny", "200,000.00 CNY"),
        "two-item": ("tier-2.item@2026-01-01", "50000.00 CNY", "settlement rules §6.2", "VERIFIED-2", "50,000.00 CNY"),
        "two-day": ("tier-2.day@2026-01-01", "100000.00 CNY", "settlement rules §6.2", "VERIFIED-2", "0.00 CNY"),
        "two-cap": ("tier-2.balance@2026-01-01", "500000.00 CNY", "settlement rules §6.2", "VERIFIED-2", "0.00 CNY"),
        "three-item": ("tier-3.item@2026-01-01", "5000.00 CNY", "RECALLED (not confirmed)", "5,000.00 CNY"),
        "three-day": ("tier-3.day@2026-01-01", "10000.00 CNY", "RECALLED (not confirmed)", "0.00 CNY"),
        "three-cap": ("tier-3.balance@2026-01-01", "20000.00 CNY", "settlement rules §6.2", "VERIFIED-2"),
        "four-item": ("tier-4.item@2026-01-01", "2000.00 CNY", "settlement rules §6.2", "VERIFIED-2"),
        "four-day": ("tier-4.day@2026-01-01", "5000.00 CNY", "settlement rules §6.2", "VERIFIED-2"),
        "four-cap": ("tier-4.balance@2026-01-01", "10000.00 CNY", "settlement rules §6.2", "VERIFIED-2"),
        "four-year": ("tier-4.year@2026-01-01", "50000.00 CNY", "RECALLED (not confirmed)", "0.00 CNY"),
    }

    def test_one_fen_above_a_limit_is_refused_with_the_rule_and_its_document(self):
        with tempfile.TemporaryDirectory() as folder:
            done = rmbsim("run", SOURCE / "scenarios/library/seller/ecny-limits.yaml", "--out", f"{folder}/run")
            self.assertEqual(done.returncode, 0, done.stderr)
            for order, said in self.SAID.items():
                with self.subTest(order):
                    explained = rmbsim("explain", f"{folder}/run", "flow", order).stdout
                    for part in said:
                        self.assertIn(part, explained)
            audited = rmbsim("audit", f"{folder}/run")
            self.assertEqual(audited.returncode, 0, audited.stdout + audited.stderr)

    def test_a_contract_is_explained_and_its_books_hold(self):
        with tempfile.TemporaryDirectory() as folder:
            done = rmbsim("run", SOURCE / "scenarios/library/seller/ecny-escrow.yaml", "--out", f"{folder}/run")
            self.assertEqual(done.returncode, 0, done.stderr)
            early = rmbsim("explain", f"{folder}/run", "flow", "release-early").stdout
            for part in ("delivery is not proven for so much", "smart contract escrow", "headroom    0.00 CNY"):
                self.assertIn(part, early)
            self.assertIn("交付凭证不足", rmbsim("explain", f"{folder}/run", "flow", "release-early", "--lang", "zh").stdout)
            self.assertIn("ecny.contract_released", rmbsim("explain", f"{folder}/run", "flow", "release-proven").stdout)
            audited = rmbsim("audit", f"{folder}/run")
            self.assertEqual(audited.returncode, 0, audited.stdout + audited.stderr)


class Conversions(unittest.TestCase):
    def test_a_conversion_is_explained_by_both_all_in_prices(self):
        with tempfile.TemporaryDirectory() as folder:
            file = SOURCE / "scenarios/library/treasury/cny-or-cnh/scenario.yaml"
            for more in ([], ["--set", "conversion_place.trade-usd.offshore_allowed=false"]):
                rmbsim("run", file, "--out", f"{folder}/{len(more)}", "--quiet", *more)
            # 701,298.00 less the fee of 100.00, for 100,000 dollars; onshore 6.9965
            said = rmbsim("explain", f"{folder}/0", "decision", "1").stdout
            for part in ("offshore (CNH), the better one", "701,198.00 CNY", "7.011980", "699,650.00 CNY", "6.996500",
                         "1,548.00 CNY"):
                self.assertIn(part, said)
            self.assertIn("not allowed by the policy", rmbsim("explain", f"{folder}/2", "decision", "1").stdout)
            self.assertIn("结汇", rmbsim("explain", f"{folder}/0", "decision", "1", "--lang", "zh").stdout)
            audited = rmbsim("audit", f"{folder}/0")
            self.assertEqual(audited.returncode, 0, audited.stdout + audited.stderr)


class GroupOf40(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.out = pathlib.Path(cls.folder.name) / "compared"
        cls.file = SOURCE / "scenarios/library/treasury/group-of-40.yaml"
        cls.done = rmbsim("compare", cls.file, "--out", cls.out)
        if cls.done.returncode == 0:
            cls.comparison = json.loads((cls.out / "comparison.json").read_text(encoding="utf-8"))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr)

    def test_the_file_is_what_its_script_writes(self):
        with tempfile.TemporaryDirectory() as folder:
            script = pathlib.Path(folder) / "group_of_40.py"
            shutil.copy(self.file.with_name("group_of_40.py"), script)
            subprocess.run([sys.executable, str(script)], check=True)
            self.assertEqual((pathlib.Path(folder) / "group-of-40.yaml").read_bytes(), self.file.read_bytes())

    def test_six_structures_are_ranked_each_with_its_digest(self):
        ranking = self.comparison["ranking"]
        self.assertEqual(len(ranking), 6)
        results = [Decimal(row["net_result"]) for row in ranking]
        self.assertEqual(results, sorted(results, reverse=True))
        digests = {variant["digest"] for variant in self.comparison["variants"]}
        self.assertEqual(len(digests), 6)
        self.assertEqual(self.comparison["winner"], ranking[0]["variant"])

    def test_who_loses_under_a_structure_is_named_with_the_amount(self):
        for variant in self.comparison["variants"]:
            effects = {row["entity"]: Decimal(row["net_benefit"]) for row in variant["effects"]}
            losers = {entity for entity, difference in effects.items() if difference < 0}
            with self.subTest(variant["name"]):
                self.assertEqual({row["entity"] for row in variant["losers"]}, losers)

    def test_auditors_accept_the_books_of_the_winner(self):
        missing = [tool for tool in ("hledger", "bean-check") if shutil.which(tool) is None]
        if missing and "CI" not in os.environ:
            self.skipTest(f"{missing} not here")
        for tool, command in HELD.items():
            with self.subTest(tool):
                file = pathlib.Path(self.folder.name) / f"books.{tool}"
                done = rmbsim("export", self.out / self.comparison["winner"], "--as", tool)
                self.assertEqual(done.returncode, 0, done.stderr)
                file.write_text(done.stdout, encoding="utf-8")
                checked = subprocess.run([part if part != "{}" else str(file) for part in command], env=ENVIRONMENT,
                                         capture_output=True, encoding="utf-8", check=False)
                self.assertEqual(checked.returncode, 0, (checked.stderr or checked.stdout)[:1000])

    def test_intercompany_positions_eliminate_to_zero_for_each_pair(self):
        for variant in self.comparison["variants"]:
            journal = sqlite3.connect(self.out / variant["name"] / "journal.sqlite")
            left = journal.execute(
                "SELECT min(a.book, a.partner_book), max(a.book, a.partner_book), a.currency, sum(p.minor) "
                "FROM posting p JOIN account a ON a.id = p.account WHERE a.partner_book IS NOT NULL "
                "GROUP BY 1, 2, 3 HAVING sum(p.minor) <> 0").fetchall()
            pairs = journal.execute("SELECT count(*) FROM account WHERE partner_book IS NOT NULL").fetchone()[0]
            journal.close()
            with self.subTest(variant["name"]):
                self.assertEqual(left, [])
                if variant["name"] != "no-pool":
                    self.assertGreater(pairs, 0)


if __name__ == "__main__":
    BINARY, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
