"""Every form that is generated is found where it stands in a text."""

from __future__ import annotations

import pytest

from kg.lang import languages
from kg.mentions.gazetteer import gazetteer


@pytest.mark.parametrize("language", languages())
def test_every_form_is_found_between_spaces(language: str) -> None:
    known = gazetteer(language)
    surfaces = list(known.forms)
    text = " · ".join(surfaces)
    at, starts = 0, {}
    for surface in surfaces:
        starts[at] = surface
        at += len(surface) + 3
    for match in known.find(text):
        if starts.get(match.start) == text[match.start : match.end]:
            del starts[match.start]
    assert not starts, list(starts.values())[:10]


def test_every_stem_is_found_in_a_compound() -> None:
    known = gazetteer("de")
    assert len(known.stems) > 300
    for stem, forms in known.stems.items():
        word = stem + ("krieg" if forms[0].entry.type == "state" else "export")
        found = [m for m in known.find(f"der {word} ruht") if (m.start, m.end) == (4, 4 + len(word))]
        assert found, word


@pytest.mark.parametrize("language", languages())
def test_no_form_is_found_inside_a_word(language: str) -> None:
    known = gazetteer(language)
    assert not list(known.find("xUSAx EUx Prussianx geölte Gasthausx"))


def test_german_inflection() -> None:
    forms = gazetteer("de").forms
    for surface in (
        "russischen",
        "russischem",
        "prorussische",
        "Russlands",
        "Russen",
        "Russinnen",
        "Amerikanern",
        "Deutscher",
        "Vereinigten Staaten",
        "Weißen Hauses",
        "Auswärtigen Amtes",
        "Raketen",
        "Kupfers",
        "schwerer Waffen",
    ):
        assert surface in forms, surface
