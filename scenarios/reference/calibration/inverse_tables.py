#!/usr/bin/env python3
"""Writes the tables that a scenario takes: order_value of a store, orders_per_day of a district.

    python3 inverse_tables.py order_value 29.90      # the shape of olist_calibration.csv about this median
    python3 inverse_tables.py sellers 1.06 1.00 20   # log-normal: median, sigma, most orders a day
    python3 inverse_tables.py sellers 4.60 1.20 6000 1.2   # … and a Pareto tail above the 95 % seller: alpha

Second line: the mean of what the program draws from the table (straight lines between knots, cut down to whole
minor units or orders). Decimals and exact fractions only. docs/calibration.md says what is an assumption.
"""
import csv
import decimal
import fractions
import pathlib
import sys

Decimal, Fraction = decimal.Decimal, fractions.Fraction
decimal.getcontext().prec = 40

# Standard normal quantiles, six decimals, of the usual printed table.
NORMAL = [("0.10", "-1.281552"), ("0.25", "-0.674490"), ("0.50", "0"), ("0.60", "0.253347"),
          ("0.75", "0.674490"), ("0.85", "1.036433"), ("0.90", "1.281552"), ("0.95", "1.644854"),
          ("0.97", "1.880794"), ("0.99", "2.326348"), ("0.995", "2.575829"), ("0.999", "3.090232")]


def half_up(value):
    return int((Decimal(value) + Decimal("0.5")).to_integral_value(rounding=decimal.ROUND_FLOOR))


def order_value(median):
    """Knots in cents: each of the source over its median, times `median`; flat below q0.01 and above q0.99."""
    path = pathlib.Path(__file__).with_name("olist_calibration.csv")
    with open(path, newline="", encoding="utf-8") as source:
        rows = [r for r in csv.DictReader(source) if r["variable"] == "order_payment_value"]
    quantile = {r["statistic"][1:]: Decimal(r["value"]) for r in rows if r["statistic"][0] == "q"}
    cents = {share: half_up(100 * median * value / quantile["0.5"]) for share, value in quantile.items()}
    shares = sorted(cents, key=Decimal)
    return [("0", cents[shares[0]])] + [(s, cents[s]) for s in shares] + [("1", cents[shares[-1]])]


def sellers(median, sigma, most, alpha=None):
    """Whole orders a day, 1 or more, by size of seller."""
    start = median * (sigma * Decimal(NORMAL[7][1])).exp()  # the 95 % seller
    knots = [("0", 1)]
    for share, normal in NORMAL:
        size = median * (sigma * Decimal(normal)).exp()
        if alpha and Decimal(share) > Decimal("0.95"):
            size = start * (((1 - Decimal(share)) / Decimal("0.05")).ln() * -1 / alpha).exp()
        knots.append((share, min(max(half_up(size), 1), most)))
    return knots + [("1", most)]


def drawn_mean(knots):
    """Each whole value n lies between its knots for 1 / (high - low) of their share."""
    total = Fraction(0)
    for (low_share, low), (share, high) in zip(knots, knots[1:]):
        width = Fraction(share) - Fraction(low_share)
        total += width * (Fraction(low) if low == high else Fraction(low + high - 1, 2))
    return total


def main():
    what, numbers = sys.argv[1], [Decimal(text) for text in sys.argv[2:]]
    if what == "order_value":
        knots, places = order_value(*numbers), 2
    else:
        knots, places = sellers(numbers[0], numbers[1], int(numbers[2]), *numbers[3:]), 0
    text = [f'"{share}": {Decimal(value).scaleb(-places)}' for share, value in knots]
    print("{" + ", ".join(text) + "}")
    mean = drawn_mean(knots) / 10**places
    print(f"mean {mean.numerator * 10000 // mean.denominator / Decimal(10000)}")


main()
