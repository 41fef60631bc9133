#!/usr/bin/env python3
"""Writes flows.csv of the longgang-maker demo to standard output.

    python3 make_flows.py > flows.csv

The same bytes on every machine: whole minor units, no floats, and draws that are SHA-256 of (seed, what, n), so
that a change to one company's plan leaves the lines of the others as they were. The plan is group_plan.py;
the bounds that the lines must keep (check_flows.py) are checked before anything is written.
"""
import csv
import datetime as dt
import hashlib
import io
import sys

import bank_days
import check_flows
import group_plan as plan

SEED = "longgang-maker/20260101"
WAN = 10_000 * 100                      # minor units


def draw(low, high, *what):
    """A whole number from low to high, both included, fixed by `what`."""
    digest = hashlib.sha256("|".join([SEED, *map(str, what)]).encode()).digest()
    return low + int.from_bytes(digest[:8], "big") % (high - low + 1)


def split(total, parts, *what):
    """`total` in `parts` unequal amounts of the same sign, to the minor unit; the last takes the remainder."""
    weights = [draw(40, 160, "weight", n, *what) for n in range(parts)]
    amounts = [total * weight // sum(weights) if total > 0 else -(-total * weight // sum(weights)) for weight in weights]
    amounts[-1] += total - sum(amounts)
    return amounts


def clock(first, last, *what):
    """HH:MM between two times."""
    low, high = (int(t[:2]) * 60 + int(t[3:]) for t in (first, last))
    minute = draw(low, high, "clock", *what)
    return f"{minute // 60:02d}:{minute % 60:02d}"


def season(rows, day):
    for first, last, percent in rows:
        if first <= day <= last:
            return percent
    return 100


class Lines:
    def __init__(self):
        self.rows = []

    def add(self, account, day, time, kind, amount, note):
        if amount:
            self.rows.append((day, time, account, kind, amount, note))

    def spread(self, account, day, hours, kind, total, parts, note, numbered=0):
        """Several lines of one kind on one day; `numbered`: how many counterparties share the note."""
        for n, amount in enumerate(split(total, parts, account, day, kind, note)):
            who = f"{note} {draw(1, numbered, 'who', account, day, kind, n):02d}" if numbered else note
            self.add(account, day, clock(*hours, account, day, kind, note, n), kind, amount, who)


def about(amount, percent, *what):
    """`amount` give or take so many percent, to the minor unit."""
    return amount * draw((100 - percent) * 10_000, (100 + percent) * 10_000, "about", *what) // 1_000_000


def mainland(lines, account, company, days):
    """One mainland company outside the group: customers, suppliers, people, taxes. Returns receipts by day."""
    def pay(day, hours, kind, wan, parts, note, numbered=0):
        total = about(wan * WAN, 2, account, day, note)
        lines.spread(account, day, hours, kind, -total, parts, note, numbered)

    receipts = {}
    for day in days:
        total = about(company["receipts"] * WAN * season(plan.RECEIPT_SEASON, day) // 100, 12, account, day)
        receipts[day] = total
        lines.spread(account, day, ("09:05", "15:20"), "sales", total, company["customers"], "customer", 40)
        if dt.date.fromisoformat(day).weekday() == 2:
            pay(day, ("09:30", "15:00"), "other_payment", company["other"] * 5, 1, "sundry costs")
    for day in days:
        run, spot = plan.SUPPLIER_RUNS.get(day, 0), plan.SPOT_SEASON.get(day, 100)
        pay(day, ("10:30", "14:45"), "suppliers", company["run"] * run // 100, company["run_lines"], "supplier", 90)
        pay(day, ("10:00", "15:00"), "suppliers", company["spot"] * spot // 100, company["spot_lines"], "spot supplier", 90)
    for day, amount in company["payroll"].items():
        pay(day, ("09:30", "11:30"), "payroll", amount, 3, "salaries")
    pay(company["bonus"][0], ("09:30", "11:30"), "payroll", company["bonus"][1], 4, "Spring Festival bonus")
    for day in plan.SOCIAL_DAYS:
        pay(day, ("10:00", "12:00"), "other_payment", company["social"], 2, "social insurance and housing fund")
    for month, amount in company["vat"].items():
        pay(plan.VAT_DAYS[month], ("10:00", "14:00"), "tax", amount, 1, "VAT and surcharges")
    pay(plan.CIT_DAY, ("10:00", "14:00"), "tax", company["cit"], 1, "CIT prepayment fourth quarter")
    for day in plan.RENT_DAYS:
        lines.spread(account, day, ("10:00", "12:00"), "rent", -company["rent"] * WAN, 1, "rent")
    for day, amount, note in company["capex"]:
        lines.spread(account, day, ("11:00", "14:00"), "capex", -amount * WAN, 1, note)
    return receipts


def mirrored(lines, payer, payee, day, total, parts, note):
    """A payment inside the group: minus on one account, plus on the other, same minute and amount."""
    for n, amount in enumerate(split(total, parts, payer, payee, day, note)):
        time = clock("10:00", "13:30", payer, payee, day, note, n)
        lines.add(payer, day, time, "suppliers", -amount, f"{note} to {payee}")
        lines.add(payee, day, time, "sales", amount, f"{note} from {payer}")


def inside_the_group(lines, su_receipts):
    for day in plan.PARTS_DAYS:
        for payee, amount, note in plan.PARTS:
            mirrored(lines, "SZ.ops", payee, day, about(amount * WAN, 6, payee, day), 2, note)
    waiting = 0
    for day, amount in su_receipts.items():
        waiting += amount
        if dt.date.fromisoformat(day).weekday() in (1, 4):
            mirrored(lines, "SU.ops", "SZ.ops", day, waiting * plan.GOODS_SHARE // 100, 2, "goods")
            waiting = 0
    for day, to_sz, to_cd in plan.TRADE:
        mirrored(lines, "HK.header", "SZ.ops", day, about(to_sz * WAN, 4, "sz", day), 2, "goods")
        mirrored(lines, "HK.header", "CD.ops", day, about(to_cd * WAN, 4, "cd", day), 1, "goods")
    for payer, day, amount in plan.USD_TRADE:
        mirrored(lines, payer, "HK.usd", day, amount * WAN, 1, "goods")


def overseas(lines, days_of):
    for account, kind, weekly, parts, note in plan.OVERSEAS_DAILY:
        for day in days_of[account]:
            total = about(weekly[int(day[5:7])] * WAN // 5, 30, account, day, kind)
            numbered = 25 if kind == "sales" else 0
            lines.spread(account, day, ("09:10", "14:40"), kind, total, parts, note, numbered)
    for account, kind, dated, parts, note in plan.OVERSEAS_DATED:
        for day, amount in dated.items():
            lines.spread(account, day, ("10:00", "14:30"), kind, amount * WAN, parts, note, 30 if kind == "suppliers" else 0)


def all_lines(accounts):
    days_of = {a: [d.isoformat() for d in bank_days.open_days(x["calendar"])] for a, x in accounts.items()}
    lines = Lines()
    receipts = {a: mainland(lines, a, c, days_of[a]) for a, c in plan.COMPANIES.items()}
    inside_the_group(lines, receipts["SU.ops"])
    overseas(lines, days_of)
    for account, day, time, kind, amount, note in plan.ONE_OFF:
        lines.add(account, day, time, kind, amount * WAN, note)
    return sorted(lines.rows)


def main():
    accounts = bank_days.accounts()
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(["id", "date", "time", "account", "kind", "amount", "note"])
    for n, (day, time, account, kind, amount, note) in enumerate(all_lines(accounts), 1):
        out.writerow([f"F-{n:05d}", day, time, account, kind, bank_days.plain(amount), note])
    text.seek(0)
    problems = check_flows.problems(accounts, list(csv.DictReader(text)))
    if problems:
        sys.exit("\n".join(problems))
    sys.stdout.write(text.getvalue())


if __name__ == "__main__":
    main()
