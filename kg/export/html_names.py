"""German names of states and blocs, for nodes whose articles have told none."""

from __future__ import annotations

import csv
from functools import cache

from kg.resources import resource


@cache
def german() -> dict[str, str]:
    """By link ("iso:RU"): the first German form of ``data/states.csv``, which is the name of CLDR.

    Of ``data/blocs.csv`` the forms with an adjective ("Europäisch~ Union"): its nouns are feminine or plural, and so
    the adjective ends in -e. Its other forms are paraphrases.
    """
    states = {f"iso:{row['iso']}": row["de"].split("|")[0] for row in _rows("data/states.csv")}
    forms = {row["link"]: row["de"].split("|")[0] for row in _rows("data/blocs.csv")}
    blocs = {link: form.replace("~", "e") for link, form in forms.items() if "~" in form}
    return {link: name for link, name in (states | blocs).items() if link and name and "~" not in name}


def _rows(name: str) -> list[dict[str, str]]:
    with resource(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))
