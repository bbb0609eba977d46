"""Writes recurrence.tsv beside this file: random rules, and what python-dateutil makes of them.

    python3 recurrence.py > recurrence.tsv

Left out is what python-dateutil reads differently from RFC 5545: BYWEEKNO without BYDAY (it takes all days of the week,
the standard that of the start) and BYSETPOS of weekly rules (it begins the first week at the start).
"""

import datetime
import random
import zoneinfo

import dateutil
from dateutil.rrule import rrulestr

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
MOST = 10
random.seed(20261122)


def some(choices, most):
    return sorted(random.sample(choices, random.randint(1, most)))


def rule():
    frequency = random.choice(["YEARLY"] * 4 + ["MONTHLY"] * 4 + ["WEEKLY"] * 3 + ["DAILY"] * 2 + ["HOURLY", "MINUTELY"])
    parts = ["FREQ=" + frequency]
    if random.random() < 0.5:
        parts.append("INTERVAL=%d" % random.randint(2, 40 if frequency in ("HOURLY", "MINUTELY") else 5))
    days = []
    if frequency == "YEARLY" and random.random() < 0.25:
        parts.append("BYWEEKNO=" + ",".join(map(str, some([1, 2, 10, 20, 26, 51, 52, 53], 3))))
        days = some(DAYS, 4)
    elif frequency == "YEARLY" and random.random() < 0.25:
        parts.append("BYYEARDAY=" + ",".join(map(str, some([1, 59, 60, 61, 100, 200, 365, 366, -1, -60, -366], 4))))
    else:
        if random.random() < 0.4:
            parts.append("BYMONTH=" + ",".join(map(str, some(range(1, 13), 4))))
        if frequency != "WEEKLY" and random.random() < 0.35:
            choices = [1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -3, -29, -31]
            parts.append("BYMONTHDAY=" + ",".join(map(str, some(choices, 4))))
        if random.random() < 0.5:
            days = some(DAYS, 4)
            if frequency in ("YEARLY", "MONTHLY") and random.random() < 0.5:
                nth = [1, 2, 3, 4, 5, -1, -2, -5] if frequency == "MONTHLY" or "BYMONTH" in parts[-1] else [1, 10, 20, 53, -1, -20]
                days = ["%d%s" % (random.choice(nth), day) for day in days]
    if days:
        parts.append("BYDAY=" + ",".join(days))
    if frequency in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY") and random.random() < 0.2:
        parts.append("BYHOUR=" + ",".join(map(str, some(range(0, 24), 3))))
        if random.random() < 0.5:
            parts.append("BYMINUTE=" + ",".join(map(str, some([0, 15, 30, 45], 2))))
    if random.random() < 0.4:
        parts.append("WKST=" + random.choice(DAYS))
    sets = days or any(part.startswith(("BYMONTHDAY", "BYYEARDAY", "BYHOUR")) for part in parts)
    if frequency in ("YEARLY", "MONTHLY", "DAILY") and sets and random.random() < 0.3:
        parts.append("BYSETPOS=" + ",".join(map(str, some([1, 2, 3, -1, -2], 2))))
    return ";".join(parts)


def start():
    if random.random() < 0.15:
        day = datetime.date(random.choice([2016, 2020, 2024]), 2, 29)
    else:
        day = datetime.date(2015, 1, 1) + datetime.timedelta(days=random.randint(0, 4500))
    return datetime.datetime.combine(day, datetime.time(random.choice([0, 2, 2, 9, 18, 23]), random.choice([0, 30])))


def exists(zone, civil):
    there = civil.replace(tzinfo=zone)
    return there.astimezone(datetime.timezone.utc).astimezone(zone).replace(tzinfo=None) == civil


def written(civil):
    return civil.strftime("%Y%m%dT%H%M%S")


print("# Made by recurrence.py with python-dateutil %s. Zone, start, rule, the starts that follow; “+” where more do." % dateutil.__version__)
rows = 0
while rows < 500:
    text, name = rule(), random.choice(["UTC", "Europe/Berlin", "America/New_York"])
    zone = zoneinfo.ZoneInfo(name)
    end = datetime.datetime(2040, 1, 1)
    # The first date that the rule itself produces, so that nobody has to agree on how the start is counted.
    first = next(iter(rrulestr(text, dtstart=start()).xafter(datetime.datetime(2010, 1, 1), count=1)), None)
    if first is None or first.year > 2035 or not exists(zone, first):
        continue
    bound = random.random()
    if bound < 0.2 and name == "UTC":
        text += ";COUNT=%d" % random.randint(1, 9)
    elif bound < 0.4:
        text += ";UNTIL=" + written(first + datetime.timedelta(days=random.randint(0, 900))) + ("Z" if name == "UTC" else "")
    found, more = [], False
    naive = text[:-1] if text.endswith("Z") else text
    for civil in rrulestr(naive, dtstart=first):
        if civil >= end:
            break
        if civil == first or not exists(zone, civil):
            continue
        if len(found) == MOST:
            more = True
            break
        found.append(civil)
    print("\t".join([name, written(first), text, " ".join(map(written, found)) + (" +" if more else "")]))
    rows += 1
