#!/usr/bin/env python3
"""The bounds that flows.csv keeps, checked from the lines alone.

    python3 check_flows.py [flows.csv]

1. Nothing on a day when the account's bank is closed; kinds and signs as the format asks.
2. Without a pool no account uses more than 80 % of its overdraft, at any minute.
3. With the pool a company may begin the day at nothing: its worst dip within one day, from zero, also stays within
   80 % of its overdraft. HK.header is left out: its own overdraft is carried overnight and is covered by 2.
"""
import csv
import sys

import bank_days

ROOM = 80       # percent of the overdraft that the plan may use
RECEIPTS = {"sales", "other_receipt", "loan_drawdown"}
PAYMENTS = {"suppliers", "payroll", "tax", "dividend", "capex", "rent", "other_payment", "loan_repayment"}


def lowest(start, amounts):
    low = balance = start
    for amount in amounts:
        balance += amount
        low = min(low, balance)
    return low


def problems(accounts, rows):
    found, by_account = [], {a: [] for a in accounts}
    days_of = {a: {d.isoformat() for d in bank_days.open_days(x["calendar"])} for a, x in accounts.items()}
    for row in rows:
        amount = bank_days.minor(row["amount"])
        if row["kind"] not in (RECEIPTS if amount > 0 else PAYMENTS):
            found.append(f"{row['id']}: {row['kind']} with amount {row['amount']}")
        if row["date"] not in days_of[row["account"]]:
            found.append(f"{row['id']}: bank of {row['account']} is closed on {row['date']}")
        by_account[row["account"]].append((row["date"], row["time"], amount))
    for account, lines in by_account.items():
        lines.sort(key=lambda line: (line[0], line[1], line[2]))        # within a minute payments come first
        floor = -accounts[account]["overdraft"] * ROOM // 100
        low = lowest(accounts[account]["opening"], [amount for *_, amount in lines])
        if low < min(floor, 0):
            found.append(f"{account}: falls to {bank_days.plain(low)} without a pool, floor {bank_days.plain(floor)}")
        if account == "HK.header":
            continue
        for day in sorted({line[0] for line in lines}):
            dip = lowest(0, [amount for date, _, amount in lines if date == day])
            if dip < floor:
                found.append(f"{account}: dips to {bank_days.plain(dip)} from zero on {day}, floor {bank_days.plain(floor)}")
    return found


if __name__ == "__main__":
    path = sys.argv[1] if len(sys.argv) > 1 else bank_days.HERE / "flows.csv"
    with open(path, encoding="utf-8", newline="") as file:
        sys.exit("\n".join(problems(bank_days.accounts(), list(csv.DictReader(file)))) or 0)
