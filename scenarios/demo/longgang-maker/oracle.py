#!/usr/bin/env python3
"""A second opinion on the pool: daily sweeps over flows.csv, worked out without the simulator.

    python3 oracle.py            # the table, day by day, and the days on which the quota cut a sweep
    python3 oracle.py --no-pool  # closing balances without a pool

Written from the domain notes and scenario.yaml, in whole minor units; links, quota and openings are copied below.
Exact for the mainland companies up to 20 March. Left out, hence approximate: interest and charges (the 30.00 a CIPS
transfer costs can move the position by one unit of 10,000), the online store's payouts to HK.usd, and therefore
HK.usd and HK.header. The position depends on HK.header only on days marked `capacity`.
"""
import argparse
import csv
import datetime as dt
from fractions import Fraction

import bank_days

M = 100_000_000                                    # one million in minor units
QUOTA = 208 * M                                    # 0.8 x 10 % x (1400 + 520 + 430 + 250) m
MEMBERS = [                                        # link, account, method, amount, unit, min_up; in priority order
    ("sz-up", "SZ.ops", "target", 3 * M, 1_000_000, 10_000_000),
    ("hz-up", "HZ.ops", "zero", 0, 1, 0),
    ("cd-up", "CD.ops", "threshold", 5 * M, 1, 0),
    ("su-up", "SU.ops", "fixed", 4 * M, 1, 0),
]
MASTER = dict(target=10 * M, unit=1_000_000, min=M)
USD = dict(target=4 * M, unit=100_000, min_up=M // 2, min_down=8 * M)
HALF_SPREAD = Fraction(6, 10_000)                   # 0.0012 between bid and ask
OVERSEAS_UP = [("SG.usd", M // 2), ("US.usd", 4 * M // 10)]     # targets; unit 1,000.00, at least 200,000.00


def floor_to(amount, unit):
    return amount // unit * unit


def ceil_to(amount, unit):
    return -(-amount // unit) * unit


def wish_up(method, amount, balance):
    if method in ("target", "zero"):
        return max(balance - amount, 0)
    if method == "threshold":
        return balance if balance >= amount else 0
    return amount if balance >= amount else 0                    # fixed


def wish_down(method, amount, balance):
    return max((amount if method == "target" else 0) - balance, 0)


def granted(wish, capacity, unit):
    """Funding: rounded up when the header can bear it, else what it can bear, rounded down."""
    amount = ceil_to(min(wish, max(capacity, 0)), unit)
    return amount if amount <= capacity else floor_to(max(capacity, 0), unit)


class Rates:
    """CNY for one unit, from the ECB's euro reference rates; the last published day holds."""

    def __init__(self):
        path = bank_days.HERE.parents[1] / "market" / "ecb_eur_reference.csv"
        with open(path, encoding="utf-8", newline="") as file:
            self.rows = [(r["date"], Fraction(r["EURCNY"]), Fraction(r["EURUSD"])) for r in csv.DictReader(file) if r["EURUSD"]]

    def cny(self, currency, day):
        _, eurcny, eurusd = max(r for r in self.rows if r[0] <= day)
        return eurcny if currency == "EUR" else eurcny / eurusd


class Pool:
    def __init__(self, accounts):
        self.balance = {a: x["opening"] for a, x in accounts.items()}
        self.position = 0                                        # lent abroad, net
        self.wire = []                                           # USD under way to HK.usd: (first usable day, amount)
        self.notes = []

    def move(self, source, target, amount):
        self.balance[source] -= amount
        self.balance[target] += amount

    def members(self):
        for link, account, method, amount, unit, least in MEMBERS:
            up = floor_to(wish_up(method, amount, self.balance[account]), unit)
            if up >= max(least, 1):
                self.move(account, "SZ.master", up)
        for link, account, method, amount, unit, _ in MEMBERS:
            wish = wish_down(method, amount, self.balance[account])
            down = granted(wish, self.balance["SZ.master"], unit)
            if down < wish:
                self.notes.append(f"{account} short {bank_days.plain(wish - down)}")
            self.move("SZ.master", account, down)

    def across_the_border(self):
        """SZ.master <-> HK.header; returns (wish, moved), both positive outwards."""
        gap = self.balance["SZ.master"] - MASTER["target"]
        if gap > 0:
            wish = floor_to(gap, MASTER["unit"])
            moved = floor_to(min(gap, QUOTA - self.position), MASTER["unit"])
            if wish >= MASTER["min"] and moved < wish:
                self.notes.append(f"quota cut {bank_days.plain(wish - (moved if moved >= MASTER['min'] else 0))}")
        else:
            wish = -ceil_to(-gap, MASTER["unit"])
            moved = -granted(-gap, self.balance["HK.header"], MASTER["unit"])
            if -wish >= MASTER["min"] and moved != wish:
                self.notes.append(f"capacity {bank_days.plain(self.balance['HK.header'])} of {bank_days.plain(-wish)}")
        if abs(moved) < MASTER["min"]:
            moved = 0
        self.move("SZ.master", "HK.header", moved)
        self.position += moved
        return wish, moved

    def convert(self, account, amount, rate):
        """amount > 0: into HK.header; half the spread goes to the bank."""
        side = rate * (1 - HALF_SPREAD) if amount > 0 else rate * (1 + HALF_SPREAD)
        self.balance[account] -= amount
        self.balance["HK.header"] += round(amount * side)

    def currencies(self, day, rates):
        euro = self.balance["HK.eur"]
        if euro >= M or euro < 0:
            rate = rates.cny("EUR", day)
            self.convert("HK.eur", euro if euro > 0 else -granted(-euro, self.balance["HK.header"] / rate // 1, 1), rate)
        rate, gap = rates.cny("USD", day), self.balance["HK.usd"] - USD["target"]
        if gap > 0:
            moved = floor_to(gap, USD["unit"])
        else:
            moved = -granted(-gap, int(self.balance["HK.header"] / rate / (1 + HALF_SPREAD)), USD["unit"])
        if moved >= USD["min_up"] or -moved >= USD["min_down"]:
            self.convert("HK.usd", moved, rate)

    def dollars_from_afar(self, day, open_days):
        if day.isoformat() not in open_days["HK"]:
            return
        self.balance["HK.usd"] += sum(a for d, a in self.wire if d <= day)
        self.wire = [(d, a) for d, a in self.wire if d > day]

    def send_dollars(self, day, open_days):
        for account, target in OVERSEAS_UP:
            home = account[:2]
            amount = floor_to(self.balance[account] - target, 100_000)
            if amount >= 20_000_000 and {day.isoformat()} <= open_days[home] & open_days["US"] & open_days["HK"]:
                self.balance[account] -= amount
                self.wire.append((day + dt.timedelta(1), amount))


def simulate(pooled, on_day):
    """Calls on_day(day, pool, low, wish, moved) for each day; `low` is each account's lowest minute of the day."""
    accounts = bank_days.accounts()
    open_days = {c: {d.isoformat() for d in bank_days.open_days(c)} for c in ("CN", "HK", "SG", "US")}
    with open(bank_days.HERE / "flows.csv", encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: (r["date"], r["time"], r["id"]))
    pool, rates = Pool(accounts), Rates()
    for day in bank_days.DAYS:
        iso, pool.notes, wish, moved = day.isoformat(), [], 0, 0
        pool.dollars_from_afar(day, open_days)
        low = dict(pool.balance)
        for row in (r for r in rows if r["date"] == iso):
            account = row["account"]
            pool.balance[account] += bank_days.minor(row["amount"])
            low[account] = min(low[account], pool.balance[account])
        if pooled:
            if iso in open_days["HK"]:
                pool.currencies(iso, rates)                      # 15:00 and 15:30
            if iso in open_days["CN"]:
                pool.members()                                   # 16:00
            if iso in open_days["CN"] & open_days["HK"]:
                wish, moved = pool.across_the_border()           # 16:30
            pool.send_dollars(day, open_days)
        on_day(day, pool, low, wish, moved)
    return accounts


COLUMNS = ["SZ.master", "SZ.ops", "HZ.ops", "CD.ops", "SU.ops", "DG.ops", "HK.header", "HK.usd", "HK.hkd", "HK.eur", "SG.usd", "US.usd"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--no-pool", action="store_true")
    pooled = not parser.parse_args().no_pool
    lows, cut, full = {}, [], []

    def on_day(day, pool, low, wish, moved):
        for account, amount in low.items():
            lows[account] = min(lows.get(account, (amount, day)), (amount, day))
        if any(n.startswith("quota") for n in pool.notes):
            cut.append(day.isoformat())
        if pool.position == QUOTA:
            full.append(day.isoformat())
        print(day.isoformat(), *(bank_days.plain(pool.balance[a]) for a in COLUMNS),
              *(bank_days.plain(x) for x in (pool.position, wish, moved)), "; ".join(pool.notes), sep=",")

    print("date", *COLUMNS, "position", "wish", "moved", "notes", sep=",")
    accounts = simulate(pooled, on_day)
    print("# lowest minute:", ", ".join(f"{a} {bank_days.plain(x)} on {d}" for a, (x, d) in lows.items()))
    for account, (amount, day) in lows.items():
        if amount < -accounts[account]["overdraft"]:
            raise SystemExit(f"{account} is below its overdraft on {day}: {bank_days.plain(amount)}")
    if pooled:
        print(f"# quota cut a sweep on {len(cut)} days:", *cut)
        print(f"# headroom nil at the close of {len(full)} days:", *full)


if __name__ == "__main__":
    main()
