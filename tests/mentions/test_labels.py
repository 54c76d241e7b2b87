"""German names of known things."""

from __future__ import annotations

import re

import pytest

from kg.mentions.gazetteer import entries
from kg.mentions.labels import labels


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("iso:RU", "Russland"),
        ("iso:US", "USA"),
        ("iso:AE", "Vereinigte Arabische Emirate"),
        ("wd:Q458", "Europäische Union"),
        ("wd:Q648666", "US-Finanzministerium"),
        ("wd:Q4951", "Europäischer Gerichtshof"),
        ("wd:Q663", "Aluminium"),
    ],
)
def test_german_names(key: str, name: str) -> None:
    assert labels(entries()[key]) == {"de": name}


def test_a_name_that_german_news_use_too_is_no_translation() -> None:
    assert labels(entries()["wd:Q7184"]) == {}  # NATO
    assert labels(entries()["mic:XLME"]) == {}


def test_no_name_bears_the_notation_of_the_tables() -> None:
    named = [label["de"] for entry in entries().values() if (label := labels(entry))]
    assert len(named) > 500
    assert [name for name in named if re.search(r"[~()=|]", name)] == []
