#!/usr/bin/python3
"""The online seller's money through the real binary: one order told from sale to yuan, the routes compared, and
books that other auditors accept. Figures are those of docs/waterfall.md, worked out by hand.

    seller_money_test.py BINARY SOURCE [TEST…]     registered with ctest in sources.cmake
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

BINARY = ""
SOURCE = pathlib.Path()
LIBRARY = pathlib.Path("scenarios/library/seller")
ENVIRONMENT = os.environ | {"LC_ALL": "C.UTF-8", "BEANCOUNT_DISABLE_LOAD_CACHE": "1"}


def rmbsim(*words) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *map(str, words)], env=ENVIRONMENT, cwd=SOURCE, capture_output=True,
                          encoding="utf-8", check=False)


class Money(unittest.TestCase):
    # route: what `explain payment O-1` must tell, line by line: date, step, dollars, renminbi.
    TOLD = {
        "provider": [("2026-01-17", "released", "80.25 USD", ""), ("2026-01-23", "in a statement", "54.65 USD", ""),
                     ("2026-01-28", "received", "54.65 USD", ""), ("2026-01-28", "converted", "54.65 USD", "378.56 CNY"),
                     ("2026-01-29", "spendable", "54.65 USD", "378.56 CNY")],
        "bank": [("2026-01-17", "released", "80.25 USD", ""), ("2026-01-23", "in a statement", "54.65 USD", ""),
                 ("2026-01-28", "received", "49.65 USD", ""), ("2026-01-28", "converted", "49.65 USD", "345.98 CNY"),
                 ("2026-01-28", "spendable", "49.65 USD", "345.98 CNY")],
        "company": [("2026-01-17", "released", "80.25 USD", ""), ("2026-01-23", "in a statement", "54.65 USD", ""),
                    ("2026-01-28", "received", "52.65 USD", ""), ("2026-01-28", "converted", "52.65 USD", "365.50 CNY"),
                    ("2026-01-28", "spendable", "52.65 USD", "355.50 CNY")],
    }
    # What the entries it shows must hold: fee, refund, spread.
    ENTRIES = ["15.00", "4.75", "80.25", "108.00", "8.00", "20.00", "2.40", "17.60", "21.60"]

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name)

    def run_of(self, name: str, *words) -> pathlib.Path:
        out = self.path / name
        done = rmbsim("run", LIBRARY / f"{name}.yaml", "--out", out, "--quiet", *words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return out

    def test_an_order_is_told_from_its_sale_to_spendable_yuan_by_each_route(self):
        for route, steps in self.TOLD.items():
            with self.subTest(route):
                out = self.run_of(f"waterfall-{route}")
                told = rmbsim("explain", out, "payment", "O-1", "--lang", "en")
                self.assertEqual(told.returncode, 0, told.stderr)
                lines = told.stdout.splitlines()
                start = next(i for i, line in enumerate(lines) if "on its way home" in line)
                for offset, (date, step, dollars, renminbi) in enumerate(steps, 1):
                    for part in (date, step, dollars, renminbi):
                        self.assertIn(part, lines[start + offset])
                for amount in self.ENTRIES:
                    self.assertIn(amount, "\n".join(lines[:start]))
                zh = rmbsim("explain", out, "payment", "O-1", "--lang", "zh")
                self.assertIn("回款过程", zh.stdout)
                self.assertEqual(rmbsim("audit", out).returncode, 0)

    def test_a_district_is_told_of_together_and_audited(self):
        out = self.path / "district"
        done = rmbsim("run", "scenarios/starter/district/scenario.yaml", "--out", out, "--quiet")
        self.assertEqual(done.returncode, 0, done.stderr)
        audit = rmbsim("audit", out)
        self.assertEqual(audit.returncode, 0, audit.stdout + audit.stderr)
        result = json.loads((out / "result.json").read_text(encoding="utf-8"))
        entities = {kpi["entity"] for kpi in result["kpis"]}
        self.assertIn("sailvan-like", entities)
        self.assertFalse([entity for entity in entities if entity.startswith("longgang-")])

    def test_an_order_that_was_drawn_is_told_with_its_share(self):
        out = self.run_of("small-seller-year", "--until", "2025-06-30")
        told = rmbsim("explain", out, "payment", "us.5", "--lang", "en")
        self.assertEqual(told.returncode, 0, told.stderr)
        self.assertIn("40.00", told.stdout)
        missing = rmbsim("explain", out, "payment", "us.99999999", "--lang", "en")
        self.assertNotEqual(missing.returncode, 0)

    def test_the_ways_home_are_ranked_with_paired_differences(self):
        out = self.path / "routes"
        done = rmbsim("compare", LIBRARY / "routes.yaml", "--out", out, "--lang", "en")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("Structures by what they earn", done.stdout)
        self.assertIn("Online sales", done.stdout)
        variants = json.loads((out / "comparison.json").read_text(encoding="utf-8"))["variants"]
        self.assertEqual([variant["rank"] for variant in variants].count(1), 1)
        names = {kpi["name"] for kpi in variants[0]["kpis"]}
        self.assertLessEqual({"days_to_yuan_mean", "days_to_yuan_p95", "collection_cost_bp", "reserve_locked_mean",
                              "conversion_gain", "chargeback_rate", "cash_gap_worst"}, names)

    def test_money_in_is_money_out_in_the_books_of_other_auditors(self):
        for name in ("waterfall-provider", "returns-in-january", "ceiling"):
            with self.subTest(name):
                out = self.run_of(name)
                books = self.path / f"{name}.hledger"
                self.assertEqual(rmbsim("export", out, "--as", "hledger", "--out", books).returncode, 0)
                checked = subprocess.run(["hledger", "-f", books, "check", "--strict"], capture_output=True,
                                         encoding="utf-8", env=ENVIRONMENT, check=False)
                self.assertEqual(checked.returncode, 0, checked.stderr)


if __name__ == "__main__":
    BINARY = sys.argv[1]
    SOURCE = pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
