"""Makes many readings of a few real ones, to measure a graph of any size: synthetic, no news.

    kg read FOLDER | python scripts/multiply.py 10000 | kg load - --store BIG

Reads JSON lines from standard input. Each copy has its own id, hash and address, and all its dates lie ``--days``
further in the past than those of the copy before, so that copies do not report the same acts; what is said stays.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

_MONTH, _DAY = 7, 10  # characters of a month and of a day in ISO 8601


def main() -> None:
    """Print the readings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=int, help="how many readings to print")
    parser.add_argument("--days", type=int, default=37, help="days between two copies")
    arguments = parser.parse_args()
    readings = [json.loads(line) for line in sys.stdin if line.strip()]
    for number in range(arguments.articles if readings else 0):
        copy, place = divmod(number, len(readings))
        print(json.dumps(copied(readings[place], copy, arguments.days), ensure_ascii=False))


def copied(reading: dict[str, Any], copy: int, days: int) -> dict[str, Any]:
    """The reading as another article. Copy 0 is the reading itself."""
    if not copy:
        return reading
    head = dict(reading["article"])
    seed = head.get("sha256") or head["id"]
    head |= {"id": f"{head['id']}-{copy}", "sha256": hashlib.sha256(f"{copy} {seed}".encode()).hexdigest()}
    head["near_copies"] = [f"{name}-{copy}" for name in head.get("near_copies", ())]
    if head.get("url"):
        head["url"] += f"#{copy}"
    if head.get("published"):
        head["published"] = moved(head["published"], copy * days)
    claims = [dict(_moved_claim(claim, copy * days)) for claim in reading["claims"]]
    return reading | {"article": head, "claims": claims}


def _moved_claim(claim: dict[str, Any], days: int) -> Iterator[tuple[str, Any]]:
    for key, value in claim.items():
        yield key, moved(value, days) if key in {"date", "period"} and value else value


def moved(edtf: str, days: int) -> str:
    """A day, month, year or interval, so many days earlier, at the same precision."""
    return "/".join(_moved(part, days) if part[:1].isdigit() else part for part in edtf.split("/"))


def _moved(part: str, days: int) -> str:
    if len(part) == _DAY:
        return (date.fromisoformat(part) - timedelta(days)).isoformat()
    if len(part) == _MONTH:
        return (date.fromisoformat(f"{part}-15") - timedelta(days)).isoformat()[:_MONTH]
    return (date(int(part), 7, 1) - timedelta(days)).isoformat()[:4]


if __name__ == "__main__":
    main()
