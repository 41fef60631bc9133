#!/usr/bin/python3
"""What `rmbsim rails` says, against the hours of the settlement rules worked by hand.

    rails_test.py BINARY SOURCE_DIR [TEST…]     registered with ctest in sources.cmake
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

BINARY = ""
SOURCE = pathlib.Path()
RAILS = ["cips", "hvps", "beps", "ibps", "rmb-chats", "hkd-chats", "usd-chats", "eur-chats", "payment-connect-north",
         "payment-connect-south", "mbridge", "cny-agent", "cny-clearing", "usd-correspondent", "fedwire"]


# Rail, handed in, taken, booked, booking date, value date.
FRIDAY = {
    "SZ-NY-1": [
        ("usd-nostro", "2026-11-20 03:30:00 -05:00", "2026-11-20 03:30:00 -05:00", "2026-11-20 05:30:00 -05:00",
         "2026-11-20", "2026-11-20"),
        ("fedwire", "2026-11-20 05:30:00 -05:00", "2026-11-20 05:30:00 -05:00", "2026-11-20 05:30:00 -05:00",
         "2026-11-20", "2026-11-20")],
    "SZ-NY-2": [
        ("usd-nostro", "2026-11-20 16:50:00 -05:00", "2026-11-20 16:50:00 -05:00", "2026-11-20 18:50:00 -05:00",
         "2026-11-20", "2026-11-20"),
        ("fedwire", "2026-11-20 18:50:00 -05:00", "2026-11-22 21:00:00 -05:00", "2026-11-22 21:00:00 -05:00",
         "2026-11-22", "2026-11-23")],
    "SZ-HK-1": [
        ("cips", "2026-11-20 20:00:00 +08:00", "2026-11-20 20:00:00 +08:00", "2026-11-20 20:00:00 +08:00",
         "2026-11-20", "2026-11-20"),
        ("rmb-chats", "2026-11-20 20:00:05 +08:00", "2026-11-20 20:00:05 +08:00", "2026-11-20 20:00:05 +08:00",
         "2026-11-20", "2026-11-20")],
    "SZ-HK-2": [
        ("cips", "2026-11-21 06:00:00 +08:00", "2026-11-21 06:00:00 +08:00", "2026-11-21 06:00:00 +08:00",
         "2026-11-21", "2026-11-20"),
        ("rmb-chats", "2026-11-21 06:00:05 +08:00", "2026-11-23 08:30:00 +08:00", "2026-11-23 08:30:00 +08:00",
         "2026-11-23", "2026-11-23")],
}


def rmbsim(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([BINARY, *arguments], capture_output=True, encoding="utf-8", check=False,
                          env=os.environ | {"LC_ALL": "C.UTF-8"})


def rails(*arguments: str) -> subprocess.CompletedProcess:
    return rmbsim("rails", *arguments)


class Rails(unittest.TestCase):
    def said(self, *arguments: str) -> str:
        done = rails(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def route(self, *arguments: str) -> dict:
        return json.loads(self.said("route", "--format", "json", *arguments))

    def test_every_rail_is_listed_and_shown_in_both_languages(self):
        listed = self.said("list")
        for rail in RAILS:
            with self.subTest(rail):
                self.assertIn(f"\n{rail} ", "\n" + listed)
                for language in ("en", "zh"):
                    self.assertIn("[", self.said("show", rail, "--lang", language))
                shown = json.loads(self.said("show", rail, "--format", "json"))
                self.assertTrue(shown["hours"] and shown["source"])

    def test_what_is_not_public_is_said_to_be_unconfirmed(self):
        self.assertIn("no public tariff is known (unconfirmed)", self.said("show", "cips"))
        self.assertIn("未见公开收费标准", self.said("show", "cips", "--lang", "zh"))

    def test_hours_are_those_of_the_day(self):
        old, new = (self.said("show", "hvps", "--on", day) for day in ("2026-10-16", "2026-10-19"))
        self.assertIn("20:30 -1d … 17:30", old)
        self.assertNotIn("19:00 -1d", old)
        self.assertIn("19:00 -1d … 17:30", new)
        self.assertNotIn("20:30 -1d", new)

    def test_a_weekend_of_cips_by_the_clock(self):
        # Friday's night session ends on Saturday 08:30, Monday opens at 04:30: in UTC eight hours earlier.
        sessions = json.loads(self.said("timetable", "cips", "--from", "2026-11-20", "--to", "2026-11-23", "--format",
                                        "json"))["sessions"]
        self.assertEqual([(s["business_date"], s["session"], s["opens"], s["closes"]) for s in sessions], [
            ("2026-11-20", "day", "2026-11-20T00:30:00.000Z", "2026-11-20T09:30:00.000Z"),
            ("2026-11-20", "night", "2026-11-20T09:00:00.000Z", "2026-11-21T00:30:00.000Z"),
            ("2026-11-23", "day", "2026-11-22T20:30:00.000Z", "2026-11-23T09:30:00.000Z"),
            ("2026-11-23", "night", "2026-11-23T09:00:00.000Z", "2026-11-24T00:30:00.000Z")])

    def test_a_timetable_says_where_its_calendars_end(self):
        self.assertIn("2026-12-31; nothing is known after", self.said("timetable", "hvps", "--from", "2026-12-30"))

    def test_friday_half_past_four_to_new_york(self):
        # 03:30 in New York; the correspondent takes two hours, Fedwire five seconds.
        chosen = self.route("--from", "CN", "--to", "US", "--currency", "USD", "--amount", "100000.00", "--at",
                            "2026-11-20T16:30+08:00")["chosen"]
        self.assertEqual([(leg["rail"], leg["taken"], leg["booking_date"], leg["value_date"])
                          for leg in chosen["legs"]],
                         [("usd-correspondent", "2026-11-20T08:30:00.000Z", "2026-11-20", "2026-11-20"),
                          ("fedwire", "2026-11-20T10:30:00.000Z", "2026-11-20", "2026-11-20")])
        self.assertEqual(chosen["cost_cny"], "967.50")

    def test_friday_evening_is_explained_leg_by_leg(self):
        # The timetable worked by hand in the comment of the scenario: local times of each rail, dates of booking
        # and value.
        with tempfile.TemporaryDirectory() as folder:
            run = pathlib.Path(folder) / "friday"
            scenario = SOURCE / "scenarios/library/bank/friday-evening.yaml"
            done = rmbsim("run", str(scenario), "--out", str(run))
            self.assertEqual(done.returncode, 0, done.stderr)
            for payment, legs in FRIDAY.items():
                with self.subTest(payment):
                    told = rmbsim("explain", str(run), "payment", payment).stdout
                    found = [re.split(r"  +", line.strip()) for line in told.splitlines()
                             if re.match(r"    [12]    ", line)]
                    self.assertEqual([(leg[2], *leg[4:]) for leg in found], legs)
            told = rmbsim("explain", str(run), "payment", "SZ-NY-1").stdout
            self.assertRegex(told, r">fedwire> ny-bank +967\.50 +2026-11-20 05:30:05 -05:00  taken")
            self.assertRegex(told, r">chips> ny-bank +967\.50 +2026-11-20 05:32:00 -05:00  later")
            self.assertIn("起息日", rmbsim("explain", str(run), "payment", "SZ-NY-1", "--lang", "zh").stdout)
            audited = rmbsim("audit", str(run))
            self.assertEqual(audited.returncode, 0, audited.stdout)

    def test_renminbi_first_offers_yuan_too(self):
        answer = self.route("--from", "CN", "--to", "US", "--currency", "USD", "--amount", "100000.00", "--at",
                            "2026-11-20T16:30+08:00", "--objective", "rmb_first")
        self.assertEqual(answer["chosen"]["amount"], "710000.00 CNY")
        self.assertIn("not_renminbi", {other["reason"] for other in answer["others"]})

    def test_a_ceiling_is_named(self):
        text = self.said("route", "--from", "CN", "--to", "HK", "--amount", "10000.01", "--payer", "person", "--at",
                         "2026-11-22T10:00+08:00")
        self.assertIn("above the ceiling of payment-connect-south: 10000.00 CNY (item)", text)

    def test_payment_connect_takes_its_ceiling_and_names_the_document_of_one_fen_more(self):
        # A Sunday: 10,000.00 yuan southbound; northbound 10,000 Hong Kong dollars, 9,100.00 yuan at 0.91.
        for way, rail, at, above in ((("CN", "HK"), "payment-connect-south", "10000.00", "10000.01"),
                                     (("HK", "CN"), "payment-connect-north", "9100.00", "9100.01")):
            with self.subTest(rail):
                asked = ["--from", way[0], "--to", way[1], "--payer", "person", "--at", "2026-11-22T10:00+08:00"]
                chosen = self.route(*asked, "--amount", at)["chosen"]
                self.assertEqual([leg["rail"] for leg in chosen["legs"]], [rail])
                others = self.route(*asked, "--amount", above)["others"]
                refused = [other for other in others if other["reason"] == "over_limit" and f">{rail}>" in other["path"]]
                self.assertTrue(refused)
                self.assertIn("Payment Connect 跨境支付通, live 2025-06-22", refused[0]["document"])
                self.assertIn(refused[0]["document"], refused[0]["why"])

    def test_wrong_words_are_told_with_exit_code_2(self):
        right = ["--from", "CN", "--to", "HK", "--amount", "1.00", "--at", "2026-11-20T16:30+08:00"]
        wrong = {("show", "cip"): "did you mean 'cips'", ("timetable", "cips"): "--from DATE", ("wire",): "understood",
                 ("route", *right[:6]): "--at is missing", ("route", *right[:5], "1,0", *right[6:]): "not an amount",
                 ("route", *right[:5], "0", *right[6:]): "nothing to pay",
                 ("route", *right[:3], "XX", *right[4:]): "unknown bank",
                 ("route", *right[:7], "2026-11-20T16:30"): "not an instant",
                 ("route", *right, "--currency", "RMB"): "ISO 4217"}
        for arguments, message in wrong.items():
            with self.subTest(arguments):
                done = rails(*arguments)
                self.assertEqual(done.returncode, 2, done.stdout)
                self.assertIn(message, done.stderr)
                self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    BINARY, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
