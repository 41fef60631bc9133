"""What the scenario says about accounts, and on which days their banks work.

Reads scenario.yaml (its flow-style account and bank lines, no YAML library) and scenarios/calendars.
Money is whole minor units: all currencies here have two decimals.
"""
import csv
import datetime as dt
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
CALENDARS = HERE.parents[1] / "calendars"
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 3, 31)
DAYS = [FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1)]


def minor(text):
    """'-12.30' -> -1230; more than two decimals is an error."""
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(".")
    if len(part) > 2:
        raise ValueError(f"too many decimals: {text}")
    return sign * (int(whole) * 100 + int(part.ljust(2, "0") or 0))


def plain(amount):
    """-1230 -> '-12.30'"""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def open_days(calendar):
    """The days of the period on which a bank with this calendar works."""
    marks = {}
    with open(CALENDARS / f"{calendar}.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            marks[row["date"]] = row["is_workday"] == "1"
    return [d for d in DAYS if marks.get(d.isoformat(), d.weekday() < 5)]


def accounts(scenario=HERE / "scenario.yaml"):
    """id -> dict(bank, calendar, currency, opening, overdraft), in file order."""
    calendar, found = {}, {}
    for line in scenario.read_text(encoding="utf-8").splitlines():
        keys = dict(re.findall(r"(\w+): ([^,{}]+)", line))
        if not line.startswith("  - {id: "):
            continue
        if "calendar" in keys:
            calendar[keys["id"]] = keys["calendar"]
        elif "opening" in keys:
            found[keys["id"]] = dict(
                bank=keys["bank"], calendar=calendar[keys["bank"]], currency=keys["currency"],
                opening=minor(keys["opening"]), overdraft=minor(keys.get("overdraft", "0")))
    return found
