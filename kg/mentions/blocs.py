"""Members of blocs by date, from ``data/bloc_members.csv``."""

from __future__ import annotations

import csv
from functools import cache

from kg.mentions.gazetteer import entries
from kg.resources import resource


@cache
def _members() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """State, first day and first day after, by the key of the bloc."""
    keys: dict[str, str] = {}
    for row in _rows("blocs.csv"):
        keys[row["id"]] = row["link"] or f"bloc:{row['id']}"
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in _rows("bloc_members.csv"):
        found.setdefault(keys[row["bloc"]], []).append((f"iso:{row['state']}", row["since"], row["until"]))
    return {key: tuple(spans) for key, spans in found.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with resource(f"data/{name}").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def members(key: str, day: str) -> frozenset[str]:
    """The keys of the states that belong to a bloc on a day (ISO 8601), empty where ``data/bloc_members.csv`` has none.

    ``members("wd:Q458", "2024-05-03")`` are the 27 of the EU. Raises KeyError for a key that is no bloc's.
    """
    if entries()[key].type != "bloc":
        raise KeyError(key)
    return frozenset(
        state for state, since, until in _members().get(key, ()) if since <= day and (not until or day < until)
    )
