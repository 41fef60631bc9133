#!/usr/bin/python3
"""compare through the real binary: many variants, regimes and overlays among them, random histories, break-even.

    compare_test.py BINARY SOURCE [TEST…]        registered with ctest in sources.cmake
"""
import decimal
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BINARY = ""
SOURCE = pathlib.Path()
DEMO = "scenarios/demo/longgang-maker"
PATIENCE_S = 120
MONEY = re.compile(r"-?\d+\.\d\d")
VARIANTS = """compare:
  - {name: no-pool, baseline: true, title: {en: no pool, zh: 无资金池}, set: {pools: []}}
  - {name: pool, title: {en: pool, zh: 资金池}}
  - {name: half-quota, title: {en: half the quota, zh: 额度减半}, set: {policy.overlays: ["library:policy/overlays/overseas-lending-multiple-0.5.yaml"]}}
  - {name: same, title: {en: pool once more, zh: 同一资金池}, set: {policy.regime: INT-251}}
  - {name: dear-rail, title: {en: dear rail, zh: 高价通道}, set: {rails.cips.fee: "30000.00 CNY"}}
"""
SELF = """compare:
  - {name: one, baseline: true, title: {en: one, zh: 甲}}
  - {name: two, title: {en: two, zh: 乙}}
"""


class Compare(unittest.TestCase):
    """A copy of the demo with five variants, and one whose two variants are the same."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.tree = pathlib.Path(tempfile.mkdtemp(prefix="rmbsim-compare-"))
        cls.addClassCleanup(shutil.rmtree, cls.tree)
        (cls.tree / "scenarios").symlink_to(SOURCE / "scenarios")
        for name, compare in [("many", VARIANTS), ("self", SELF)]:
            shutil.copytree(SOURCE / DEMO, cls.tree / name)
            path = cls.tree / name / "scenario.yaml"
            text = path.read_text(encoding="utf-8")
            path.write_text(text[: text.index("compare:")] + compare, encoding="utf-8")
        cls.printed = cls.told("compare", "many/scenario.yaml", "--out", "many-1", "--lang", "en")
        cls.found = cls.read("many-1")

    @classmethod
    def call(cls, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run([BINARY, *arguments], cwd=cls.tree, capture_output=True, encoding="utf-8",
                              timeout=PATIENCE_S, check=False)

    @classmethod
    def told(cls, *arguments: str) -> str:
        done = cls.call(*arguments)
        if done.returncode != 0:
            raise AssertionError(f"{' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    @classmethod
    def read(cls, folder: str) -> dict:
        return json.loads((cls.tree / folder / "comparison.json").read_text(encoding="utf-8"))

    def variant(self, name: str) -> dict:
        return next(one for one in self.found["variants"] if one["name"] == name)


class Ranking(Compare):
    def test_the_terminal_ranks_all_in_a_hundred_columns_with_the_answer_first(self) -> None:
        lines = self.printed.splitlines()
        self.assertLessEqual(max(len(line) for line in lines), 100)
        places = [self.printed.index(word) for word in ["Structures by what they earn", "Net benefit after", "Limits"]]
        self.assertEqual(places, sorted(places))
        for title in ["no pool", "half the quota", "pool once more", "dear rail"]:
            self.assertIn(title, self.printed)

    def test_ranks_are_those_of_the_net_results(self) -> None:
        net = [decimal.Decimal(row["net_result"]) for row in self.found["ranking"]]
        self.assertEqual(net, sorted(net, reverse=True))
        ranks = {row["variant"]: row["rank"] for row in self.found["ranking"]}
        self.assertEqual(ranks["pool"], ranks["same"], "equal results share a rank")
        self.assertEqual((self.found["winner"], self.found["baseline"]), ("pool", "no-pool"))

    def test_the_shape_of_comparison_json(self) -> None:
        self.assertEqual([one["name"] for one in self.found["variants"]],
                         ["no-pool", "pool", "half-quota", "same", "dear-rail"])
        for one in self.found["variants"]:
            result = json.loads((self.tree / "many-1" / one["name"] / "result.json").read_text(encoding="utf-8"))
            self.assertEqual(one["digest"], result["digest"])
            self.assertEqual([kpi["value"] for kpi in one["kpis"]], [kpi["value"] for kpi in result["kpis"]])
            for kpi in one["kpis"]:
                meaning = self.found["indicators"][kpi["name"]]
                self.assertTrue(all(meaning[key] for key in ["en", "zh", "unit", "formula", "formula_zh"]), kpi["name"])
            if one["name"] != "no-pool":
                losers = next(kpi for kpi in one["kpis"] if kpi["name"] == "participation_losers")
                self.assertEqual(int(losers["value"]), len(one["losers"]))
            for row in one["trapped"]:
                self.assertRegex(row["amount"], MONEY)
            for limit in one["limits"]:
                for key in ["cap", "peak", "least_headroom", "blocked"]:
                    self.assertRegex(limit[key], MONEY)
            if one["name"] == "no-pool":
                continue
            self.assertEqual(len(one["effects"]), 8)
            effect = {row["entity"]: decimal.Decimal(row["net_benefit"]) for row in one["effects"]}
            self.assertEqual({row["entity"] for row in one["losers"]}, {name for name, value in effect.items() if value < 0})
            group = next(kpi for kpi in one["kpis"] if kpi["name"] == "net_result" and kpi["entity"] == "group")
            self.assertEqual(decimal.Decimal(group["difference"]), sum(effect.values()), "the table adds up")

    def test_differences_are_exact(self) -> None:
        for kpi in self.variant("dear-rail")["kpis"]:
            if "difference" in kpi:
                self.assertEqual(decimal.Decimal(kpi["difference"]),
                                 decimal.Decimal(kpi["value"]) - decimal.Decimal(kpi["baseline"]), kpi["name"])

    def test_an_overlay_is_a_variant_and_the_same_regime_is_the_same_run(self) -> None:
        self.assertEqual(self.variant("same")["digest"], self.variant("pool")["digest"])
        self.assertNotEqual(self.variant("half-quota")["digest"], self.variant("pool")["digest"])
        # 208,000,000.00 at a multiple of 0.8 is 130,000,000.00 at 0.5.
        limit = {name: next(row for row in self.variant(name)["limits"] if row["id"] == "od-quota")
                 for name in ["pool", "half-quota"]}
        self.assertEqual(limit["pool"]["cap"], "208000000.00")
        self.assertEqual(limit["half-quota"]["cap"], "130000000.00")
        self.assertGreater(limit["half-quota"]["days_bound"], limit["pool"]["days_bound"])

    def test_every_variant_can_be_audited_and_explained(self) -> None:
        for one in self.found["variants"]:
            self.told("audit", f"many-1/{one['name']}")
        self.assertIn("net_result", self.told("explain", "many-1/dear-rail", "kpi", "net_result", "--lang", "en"))

    def test_the_report_is_made_again_from_the_folder_byte_for_byte(self) -> None:
        self.told("report", "many-1", "--lang", "en", "--out", "again.html")
        self.assertEqual((self.tree / "again.html").read_bytes(), (self.tree / "many-1/report.html").read_bytes())


class Threads(Compare):
    def test_one_thread_and_two_give_the_same_bytes(self) -> None:
        for jobs in ["1", "2", "3"]:
            self.told("compare", "many/scenario.yaml", "--out", f"jobs-{jobs}", "--replications", "3", "--quiet",
                      "--jobs", jobs)
        for name in ["comparison.json", "pool/result.json", "dear-rail/result.json"]:
            one = (self.tree / "jobs-1" / name).read_bytes()
            for jobs in ["2", "3"]:
                self.assertEqual(one, (self.tree / f"jobs-{jobs}" / name).read_bytes(), name)

    def test_the_first_variant_that_is_wrong_is_named_whatever_the_threads(self) -> None:
        path = self.tree / "many" / "wrong.yaml"
        text = (self.tree / "many/scenario.yaml").read_text(encoding="utf-8")
        path.write_text(text.replace('rails.cips.fee: "30000.00 CNY"', 'rails.cips.fee: "1.00"')
                        .replace("policy.regime: INT-251}", "policy.regime: INT-999}"), encoding="utf-8")
        said = {self.call("compare", "many/wrong.yaml", "--jobs", jobs, "--out", "wrong").stderr for jobs in "1234"}
        self.assertEqual(len(said), 1, said)
        self.assertIn("INT-999", said.pop())
        self.assertFalse(list(self.tree.glob("wrong*")), "nothing half-written stays")


class Histories(Compare):
    def test_five_histories_give_intervals_around_their_mean(self) -> None:
        printed = self.told("compare", "many/scenario.yaml", "--out", "five", "--replications", "5", "--lang", "en")
        self.assertIn("5 random histories", printed)
        found = self.read("five")
        self.assertEqual(found["replications"]["count"], 5)
        pool = next(one for one in found["variants"] if one["name"] == "pool")
        self.assertEqual(pool["digests"][0], self.variant("pool")["digest"], "the first history is the run shown")
        self.assertEqual(len(set(pool["digests"])), 5)
        for kpi in pool["kpis"]:
            for interval in [kpi.get("interval"), kpi.get("difference_interval")]:
                if interval:
                    low, mean, high = (decimal.Decimal(interval[key]) for key in ["low", "mean", "high"])
                    self.assertTrue(low <= mean <= high, kpi)
        sales = next(kpi for kpi in pool["kpis"] if kpi["name"] == "store_sales" and kpi["entity"] == "group")
        self.assertGreater(decimal.Decimal(sales["interval"]["deviation"]), 0)
        # Sales are chance, and the same chance in every variant.
        self.assertEqual(set(sales["difference_interval"].values()), {"0.00"})
        self.assertIn('"replications":5', (self.tree / "five/report.html").read_text(encoding="utf-8"))

    def test_a_variant_against_itself_is_exactly_zero(self) -> None:
        self.told("compare", "self/scenario.yaml", "--out", "itself", "--replications", "4", "--quiet")
        two = self.read("itself")["variants"][1]
        self.assertEqual(two["losers"], [])
        checked = 0
        for kpi in two["kpis"]:
            if "difference" not in kpi:
                continue
            for text in [kpi["difference"], *kpi["difference_interval"].values()]:
                self.assertRegex(text, r"\A0(\.0+)?\Z", kpi)
                checked += 1
        self.assertGreater(checked, 100)


class BreakEven(Compare):
    def test_a_fee_that_uses_up_the_benefit_is_found(self) -> None:
        printed = self.told("compare", "many/scenario.yaml", "--out", "even", "--lang", "en",
                            "--break-even", "rails.cips.fee=30.00..100000.00 CNY")
        self.assertIn("Breakeven", printed)
        found = self.read("even")["break_even"]
        self.assertEqual((found["outcome"], found["variant"], found["tolerance"]), ("found", "pool", "0.01"))
        self.assertLessEqual(found["runs"], 40)
        low, high = (decimal.Decimal(text) for text in found["value_at_bracket"])
        self.assertGreaterEqual(low, 0)
        self.assertLessEqual(high, 0)
        # At the fee found, a run's own net benefit is as good as nothing.
        self.told("compare", "many/scenario.yaml", "--out", "there", "--quiet", "--set",
                  f"rails.cips.fee={found['at']} CNY")
        kpis = next(one for one in self.read("there")["variants"] if one["name"] == "pool")["kpis"]
        benefit = next(kpi for kpi in kpis if kpi["name"] == "net_benefit" and kpi["entity"] == "group")
        self.assertLess(abs(decimal.Decimal(benefit["value"])), 5)

    def test_no_change_of_sign_is_said(self) -> None:
        printed = self.told("compare", "many/scenario.yaml", "--out", "none", "--lang", "en",
                            "--break-even", "rails.cips.fee=30.00..40.00 CNY")
        self.assertIn("no change of sign", printed)
        self.assertEqual(self.read("none")["break_even"]["runs"], 2)

    def test_what_is_no_bracket_is_input_that_is_wrong(self) -> None:
        for typed in ["rails.cips.fee", "rails.cips.fee=5", "=1..2", "a.b=2..1", "a.b=1..1", "a.b=x..2",
                      "rails.cips.fee=1.00..2.00", "rails.nothing.fee=1..2"]:
            with self.subTest(typed=typed):
                done = self.call("compare", "many/scenario.yaml", "--break-even", typed, "--out", "bad")
                self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
                self.assertIn("error: ", done.stderr)
                self.assertFalse(list(self.tree.glob("bad*")))


class Interruption(Compare):
    def test_ctrl_c_ends_many_histories_and_leaves_nothing(self) -> None:
        with subprocess.Popen([BINARY, "compare", "many/scenario.yaml", "--replications", "100000", "--out", "long"],
                              cwd=self.tree, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as running:
            deadline = time.monotonic() + PATIENCE_S
            while not list(self.tree.glob("long*/pool/journal.sqlite")) and time.monotonic() < deadline:
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            said = running.communicate(timeout=PATIENCE_S)[1].decode()
        self.assertEqual(running.returncode, 128 + signal.SIGINT, said)
        self.assertIn("interrupted", said)
        self.assertFalse(list(self.tree.glob("long*")))


if __name__ == "__main__":
    BINARY, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
