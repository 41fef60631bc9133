#!/usr/bin/env python3
"""Writes zones.csv: the UTC offset of each time zone the calendars use, as dated rows.

Source   IANA time zone database, read through Python's zoneinfo from the system's tzdata.
Range    FIRST (included) to LAST (not included). Past LAST the product has no offset to give.
Rows     one per change of offset; the first row of a zone is FIRST itself.
Run      python3 scenarios/calendars/zones.py > scenarios/calendars/zones.csv
"""
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = [
    "America/New_York",
    "Asia/Hong_Kong",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Europe/Berlin",
    "Europe/London",
    "UTC",
]
FIRST = datetime(2015, 1, 1, tzinfo=timezone.utc)
LAST = datetime(2028, 1, 1, tzinfo=timezone.utc)


def offset_minutes(zone: ZoneInfo, instant: datetime) -> int:
    return int(instant.astimezone(zone).utcoffset().total_seconds()) // 60


def first_instant_after_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Narrows a change known to lie in (before, after] to the second."""
    old = offset_minutes(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if offset_minutes(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def rows(name: str):
    zone = ZoneInfo(name)
    yield FIRST, offset_minutes(zone, FIRST)
    day = FIRST
    while day < LAST:
        next_day = day + timedelta(days=1)
        if offset_minutes(zone, day) != offset_minutes(zone, next_day):
            change = first_instant_after_change(zone, day, next_day)
            if change < LAST:
                yield change, offset_minutes(zone, change)
        day = next_day


print("zone,from_utc,offset_minutes")
for name in ZONES:
    for instant, minutes in rows(name):
        print(f"{name},{instant:%Y-%m-%dT%H:%M:%SZ},{minutes}")
