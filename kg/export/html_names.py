"""German names of states, for nodes whose articles have told none."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import resource


@cache
def german() -> dict[str, str]:
    """By link ("iso:RU"): the first German form of ``data/states.csv``, which is the name of CLDR."""
    with resource("data/states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return {f"iso:{row['iso']}": name for row in rows if "~" not in (name := row["de"].split("|")[0]) and name}
