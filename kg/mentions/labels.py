"""What known things are called in German, for labels: the first form of each line in the tables of ``data/``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from kg.mentions.gazetteer import Entry
from kg.resources import resource

_TABLES = {
    "states": ("state", "place"),
    "blocs": ("bloc",),
    "bodies": ("government-body",),
    "exchanges": ("exchange",),
    "goods": ("commodity",),
    "places": ("place",),
}
"""The tables whose German forms begin with a name, and the types that their lines may have."""

# The tables write adjectives without their ending, which depends on the gender of the noun: "e" where neither fits.
_MASCULINE = re.compile(r"(?:rat|hof|dienst|kongress|osten|ozean|ausschuss|bund|senat|golf|fonds)\b")
_NEUTER = re.compile(r"(?:meer|amt|reich|parlament|ministerium|gericht|büro|bündnis|haus|komitee)\b")
_ADJECTIVE = re.compile(r"\b(\w+)(?:~|(?<=[a-zß])e)(?= )")
_NOTATION = re.compile(r"\(.*?\)|=[^|]*")


def labels(entry: Entry) -> dict[str, str]:
    """Names by language, as ``{"de": "Russland"}``; empty where German news use the English name or none is listed."""
    name = _german().get((entry.type, entry.name))
    return {"de": name} if name else {}


@cache
def _german() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for table, types in _TABLES.items():
        for name, german in _rows(table):
            for kind in types:
                found.setdefault((kind, name), german)
    return found


def _rows(table: str) -> Iterator[tuple[str, str]]:
    with resource(f"data/{table}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            german = _name(_NOTATION.sub("", row["de"]).split("|")[0])
            international = row["name"] in (row.get("any") or "").split("|")
            if german and german != row["name"] and not international:
                yield row["name"], german


def _name(form: str) -> str:
    """A form with the endings of its adjectives: ``Europäisch~ Union``, ``Statistisch~ Bundesamt``."""
    noun = " ".join(form.split()[1:3]).casefold()
    ending = "er" if _MASCULINE.search(noun) else "es" if _NEUTER.search(noun) else "e"
    named = _ADJECTIVE.sub(rf"\1{ending}", form)
    return named[:1].upper() + named[1:]
