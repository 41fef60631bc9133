#!/usr/bin/env python3
"""Derives online_retail.csv from the invoice lines of UCI Online Retail (CC BY 4.0).

    python3 online_retail.py online_retail_sample.csv > online_retail.csv

Amounts are integers of pence and shares exact fractions; no binary floating point. A quantile q of n
values is the value of rank ceil(q n) in ascending order, so every quantile is a value that occurred.
"""
import collections
import csv
import datetime
import fractions
import sys

QUANTILES = [(1, "0.01"), (5, "0.05"), (10, "0.1"), (25, "0.25"), (50, "0.5"),
             (75, "0.75"), (90, "0.9"), (95, "0.95"), (99, "0.99")]


def pence(text):
    """Minor units of an amount written with two decimals."""
    whole, point, part = text.partition(".")
    if point != "." or len(part) != 2:
        raise ValueError(f"{text}: an amount with two decimals was expected")
    return int(whole + part)


def decimal(value, places):
    """A fraction from 0 on as text, rounded half up."""
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    return f"{scaled // 10**places}.{scaled % 10**places:0{places}d}"


def quantile_rows(name, values, write, unit):
    values = sorted(values)
    for percent, label in QUANTILES:
        rank = -(-percent * len(values) // 100)
        yield name, "q" + label, write(fractions.Fraction(values[rank - 1])), unit, len(values)
    yield name, "mean", write(fractions.Fraction(sum(values), len(values))), unit, len(values)


def share_rows(name, counts):
    total = sum(counts.values())
    for key in sorted(counts):
        yield name, key, decimal(fractions.Fraction(counts[key], total), 5), "share", total


def rows(lines):
    value, size, at = collections.Counter(), collections.Counter(), {}
    for line in lines:
        invoice, total = line["invoice_no"], pence(line["total_linea"])
        if total != int(line["quantity"]) * pence(line["unit_price"]):
            raise ValueError(f"invoice {invoice}: total_linea is not quantity x unit_price")
        value[invoice] += total
        size[invoice] += 1
        at.setdefault(invoice, datetime.datetime.fromisoformat(line["invoice_date"]))
    pounds = lambda of_pence: decimal(of_pence / 100, 2)
    yield from quantile_rows("invoice_value", value.values(), pounds, "GBP")
    yield from quantile_rows("lines_per_invoice", size.values(), lambda n: decimal(n, 2), "lines")
    for day, count in sorted(collections.Counter(t.date() for t in at.values()).items()):
        yield "invoices_on_day", day.isoformat(), count, "invoices", len(at)
    yield from share_rows("invoice_hour", collections.Counter(t.hour for t in at.values()))
    returned = sum(line["invoice_no"].startswith("C") or int(line["quantity"]) < 0 for line in lines)
    yield "cancelled_or_returned_lines", "count", returned, "lines", len(lines)


def main():
    with open(sys.argv[1], newline="", encoding="utf-8") as source:
        lines = list(csv.DictReader(source))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["variable", "statistic", "value", "unit", "observations"])
    out.writerows(rows(lines))


main()
