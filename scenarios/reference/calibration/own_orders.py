#!/usr/bin/env python3
"""Prints a store's row from your own orders, for `commerce:` or a district's `mix:`.

    python3 own_orders.py orders.csv

Columns `id,store,on,price` and, where known, `delivered,refunded,refund,charged_back`: the file that `orders:` takes.
Dates 2026-01-31, prices with a point. Exact decimals only. A quantile q of n values is that of rank ceil(q n).

refund_rate      value given back over value sold, for the program gives back whole orders
chargeback_rate  over the orders that were not refunded, as the program draws it
delivery_days    from the 5 % quantile up, as far as keeps the mean
Rates            leave out orders of the file's last 60 days: what becomes of them is not known yet
"""
import csv
import datetime
import decimal
import sys
from fractions import Fraction

QUANTILES = ["0.01", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.99"]
OPEN_DAYS = datetime.timedelta(60)


class WrongInput(Exception):
    pass


def half_up(value, places=0):
    scaled = (2 * value.numerator * 10**places + value.denominator) // (2 * value.denominator)
    return decimal.Decimal(scaled).scaleb(-places)


def day(text, column):
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongInput(f"{column} '{text}': a date such as 2026-01-31 was expected") from None


def amount(text, column):
    try:
        value = decimal.Decimal(text)
    except decimal.InvalidOperation:
        value = decimal.Decimal(0)
    if not value.is_finite() or value <= 0:
        raise WrongInput(f"{column} '{text}': an amount above zero such as 29.90 was expected")
    return value


def read(path):
    """The orders of each store, and the last day of the file."""
    stores = {}
    with open(path, newline="", encoding="utf-8-sig") as source:
        reader = csv.DictReader(source)
        missing = {"id", "store", "on", "price"} - set(reader.fieldnames or [])
        if missing:
            raise WrongInput(f"{path}:1: error: no column {', '.join(sorted(missing))}")
        for row in reader:
            try:
                order = {key: day(row.get(key) or "", key) for key in ("on", "delivered", "refunded", "charged_back")}
                if order["on"] is None:
                    raise WrongInput("on is empty: the day of the order was expected")
                order["price"] = amount(row["price"] or "", "price")
                order["refund"] = amount(row["refund"], "refund") if row.get("refund") else order["price"]
            except WrongInput as wrong:
                raise WrongInput(f"{path}:{reader.line_num}: error: {wrong}") from None
            stores.setdefault(row["store"], []).append(order)
    if not stores:
        raise WrongInput(f"{path}:2: error: no order, one or more were expected")
    return stores, max(order["on"] for orders in stores.values() for order in orders)


def ranked(values, share):
    return values[-(-Fraction(share) * len(values) // 1) - 1]


def mean(values):
    return Fraction(sum(values)) / len(values)


def value_row(orders):
    prices = sorted(order["price"] for order in orders)
    knots = [("0", prices[0])] + [(q, ranked(prices, q)) for q in QUANTILES] + [("1", prices[-1])]
    drawn = sum((Fraction(share) - Fraction(before)) * (Fraction(low) + Fraction(high)) / 2
                for (before, low), (share, high) in zip(knots, knots[1:]))
    places = max(-price.as_tuple().exponent for price in prices)
    actual = mean([Fraction(price) for price in prices])
    note = f"mean of the export {half_up(actual, places)}, of the table {half_up(drawn, places)}"
    return "{" + ", ".join(f'"{share}": {value:f}' for share, value in knots) + "}", note


def days_after_delivery(orders, what):
    days = [(order[what] - (order["delivered"] or order["on"])).days for order in orders if order[what]]
    return max(int(half_up(mean(days))), 0) if days else None


def fields(orders, last):
    days = (max(o["on"] for o in orders) - min(o["on"] for o in orders)).days + 1
    value, note = value_row(orders)
    per_day = Fraction(len(orders), days)
    yield "orders_per_day", max(int(half_up(per_day)), 1)
    yield "order_value", value
    transit = sorted((o["delivered"] - o["on"]).days for o in orders if o["delivered"])
    if transit:
        least = ranked(transit, "0.05")
        yield "delivery_days", f"[{least}, {max(int(half_up(2 * mean(transit))) - least, least)}]"
    settled = [o for o in orders if o["on"] <= last - OPEN_DAYS]
    if settled:
        back = sum(Fraction(o["refund"]) for o in settled if o["refunded"])
        kept = [o for o in settled if not o["refunded"]]
        rates = {"refund": (back / sum(Fraction(o["price"]) for o in settled), "refunded"),
                 "chargeback": (Fraction(sum(o["charged_back"] is not None for o in kept), max(len(kept), 1)),
                                "charged_back")}
        for name, (rate, what) in rates.items():
            if rate > 0:
                yield name + "_rate", half_up(rate, 4)
                yield name + "_days", days_after_delivery(settled, what)
    yield None, f"# {len(orders)} orders, {half_up(per_day, 2)} a day; {note}; add marketplace and route"


def main():
    try:
        stores, last = read(sys.argv[1])
    except (WrongInput, OSError, UnicodeDecodeError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    for store, orders in sorted(stores.items()):
        row = list(fields(orders, last))
        print(row[-1][1])
        print("- {id: " + ", ".join([store] + [f"{key}: {value}" for key, value in row[:-1]]) + "}")
    return 0


sys.exit(main())
