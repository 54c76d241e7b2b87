"""One walk over all languages: each has the tables that kg.mentions reads, and they do what they say."""

from __future__ import annotations

import pytest

from kg import text
from kg.lang import languages, table
from kg.mentions import find
from kg.mentions.gazetteer import kinds
from kg.mentions.rules import rules
from kg.model import Article

LISTS = {
    "office",
    "person",
    "speech",
    "government",
    "of",
    "locative",
    "no_name",
    "trade",
    "governs",
    "heads",
    "state_heads",
    "joined",
}


@pytest.mark.parametrize("language", languages())
def test_the_table_of_names_is_whole(language: str) -> None:
    names = table(language, "names")
    assert names.keys() >= LISTS | {
        "bodies",
        "phrases",
        "following",
        "introducing",
        "numbered",
        "not_before",
        "prefixes",
    }
    for key in LISTS:
        assert all(isinstance(word, str) and word for word in names[key]), key
        assert len(names[key]) == len(set(names[key])), key
    assert set(names["joined"]) <= set(names["bodies"])
    assert all("{}" in body["name"] and body["forms"] for body in names["bodies"].values())


@pytest.mark.parametrize("language", languages())
def test_every_kind_of_body_joins_a_state(language: str) -> None:
    for kind, body in table(language, "names")["bodies"].items():
        form = body["forms"][0].split("(")[0]
        words = f"Das peruanische {form} schweigt." if language == "de" else f"Peru's {form} is silent."
        article = Article(id="t", language=language, text=words)
        found = {m.key for m in find(article, text.sentences(words))}
        assert f"iso:PE/{kind.replace(' ', '-')}" in found, (kind, found)


@pytest.mark.parametrize("language", languages())
def test_every_title_introduces_an_official(language: str) -> None:
    for title in table(language, "names")["office"]:
        word = title.split("(")[0]
        words = f"Dort sprach {word} Jonas Beispiel." if language == "de" else f"There spoke {word} Peter Samplewood."
        article = Article(id="t", language=language, text=words)
        found = {(m.text, m.type) for m in find(article, text.sentences(words))}
        expected = "Jonas Beispiel" if language == "de" else "Peter Samplewood"
        assert (expected, "official") in found, (title, found)


def test_kinds_of_listed_bodies_that_sentences_name_are_known() -> None:
    named = {kind for language in languages() for kind in rules(language).body_names}
    assert {"finance ministry", "foreign ministry", "central bank", "parliament", "army"} <= named & set(kinds())


@pytest.mark.parametrize("language", languages())
def test_currencies_are_no_states(language: str) -> None:
    words = "Es kostet 900 US-Dollar." if language == "de" else "It costs US$900, or 900 U.S. dollars."
    article = Article(id="t", language=language, text=words)
    assert find(article, text.sentences(words)) == ()
