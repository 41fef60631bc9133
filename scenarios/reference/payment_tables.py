#!/usr/bin/env python3
"""Writes adapters/iso20022/iban_lengths.inc and reason_codes.inc from the CSV files beside this script."""
import csv
import pathlib

here = pathlib.Path(__file__).resolve().parent
into = here.parent.parent / "adapters" / "iso20022"


def rows(name):
    with open(here / name, encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: next(iter(row.values())))


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


head = "// Written by scenarios/reference/payment_tables.py from {}; do not edit.\n// clang-format off\n"
with open(into / "iban_lengths.inc", "w", encoding="utf-8") as out:
    out.write(head.format("iban_lengths.csv"))
    for row in rows("iban_lengths.csv"):
        out.write("{%s, %d},\n" % (text(row["country"]), int(row["length"])))
with open(into / "reason_codes.inc", "w", encoding="utf-8") as out:
    out.write(head.format("reason_codes.csv"))
    for row in rows("reason_codes.csv"):
        fields = ("code", "used_in", "name", "meaning_en", "meaning_zh")
        out.write("{%s},\n" % ", ".join(text(row[field]) for field in fields))
