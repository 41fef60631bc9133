#!/usr/bin/python3
"""A bank's day for the bench: PAYMENTS among 100 participants of HVPS, by chance, over plain queues.

    make_bank_day.py FILE PAYMENTS
"""
import sys

BANKS = 100


def main() -> None:
    path, payments = sys.argv[1], int(sys.argv[2])
    banks = "".join(f"  - {{id: b{i}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}}\n" for i in range(BANKS))
    participants = "".join(f"      - {{bank: b{i}, balance: 2000000000.00}}\n" for i in range(BANKS))
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""scenario: bank-day
title: {{en: A day of {payments} payments, zh: 一日{payments}笔}}
period: {{from: 2026-11-23, to: 2026-11-23}}
seed: 7
banks:
{banks}rails:
  - id: hvps
    kind: settlement
    system: hvps
    participants:
{participants}payments:
  - rail: hvps
    generate: day
    per_day: {payments}
    amounts: {{"0": 1000.00, "0.5": 600000.00, "0.9": 20000000.00, "1": 900000000.00}}
    hours: "09:00-16:30"
""")


if __name__ == "__main__":
    main()
