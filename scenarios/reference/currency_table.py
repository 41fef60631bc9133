#!/usr/bin/env python3
"""Writes ledger/currency_table.inc from iso4217.csv.

Rows     one per currency that has a minor unit, sorted by code: {"AED", 784, 2},
Left out currencies without a minor unit (metals, funds, test codes); the file's head names them
Errors   stops on a code, number or minor unit of the wrong form, and on one that occurs twice
Run      python3 scenarios/reference/currency_table.py > ledger/currency_table.inc
"""
import csv
import pathlib
import re
import textwrap

SOURCE = pathlib.Path(__file__).with_name("iso4217.csv")

with SOURCE.open(encoding="utf-8", newline="") as lines:
    rows = sorted(csv.DictReader(lines), key=lambda row: row["code"])

for row in rows:
    if not re.fullmatch(r"[A-Z]{3}", row["code"]):
        raise SystemExit(f"{SOURCE}: {row['code']!r} is not a currency code")
    if not re.fullmatch(r"[0-9]{3}", row["numeric"]):
        raise SystemExit(f"{SOURCE}: {row['code']}: {row['numeric']!r} is not a numeric code")
    if not re.fullmatch(r"[0-9]?", row["minor_unit"]):
        raise SystemExit(f"{SOURCE}: {row['code']}: {row['minor_unit']!r} is not a minor unit")
for column in ("code", "numeric"):
    if len({row[column] for row in rows}) != len(rows):
        raise SystemExit(f"{SOURCE}: a {column} occurs twice")

kept = [row for row in rows if row["minor_unit"]]
left_out = [row["code"] for row in rows if not row["minor_unit"]]

print(f"// Currencies of ISO 4217: code, numeric code, decimals of the minor unit. {len(kept)} rows, sorted by code.")
print("//")
print("// Source     scenarios/reference/iso4217.csv (table A.1 of 2024-06-25)")
print("// Generator  scenarios/reference/currency_table.py; do not edit by hand")
for line in textwrap.wrap("no minor unit, so no amount of money: " + " ".join(left_out), 84):
    print(f"// {'Left out' if line.startswith('no minor') else '':<10} {line}")
for row in kept:
    # int() drops the leading zero: 008 would be read as octal in C++
    print(f'{{"{row["code"]}", {int(row["numeric"])}, {row["minor_unit"]}}},')
