"""Readings in bulk: failures are outcomes, nothing stops, jobs change nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

import pytest

from kg.errors import KgError
from kg.ids import text_sha256
from kg.model import Article, Claim, Entity, Mention, Provenance, Quote
from kg.pipeline import bulk, reader
from kg.pipeline.bulk import read_articles
from kg.pipeline.reader import abbreviations, lexicon_digest, principals, read_article, unread

MADE_BY = Provenance(kg="1", ontology="1", lexicon="1")


def article(text: str, language: str = "en", name: str = "a") -> Article:
    return Article(id=name, language=language, text=text, sha256=text_sha256(text), source=f"{name}.txt")


def find(article: Article, _sentences: Sequence[Any]) -> tuple[Mention, ...]:
    if "explode" in article.text:
        raise ZeroDivisionError("no parts")
    if "sleep" in article.text:
        time.sleep(30)
    start = article.text.index("USA")
    return (Mention(start=start, end=start + 3, text="USA", type="state", key="iso:US", name="United States"),)


def claims(article: Article, _sentences: Sequence[Any], _mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    agent = "iso:RU" if "unknown key" in article.text else "iso:US"
    return (Claim(type="statement", action="warn", stage="done", agent=(agent,), speaker=(agent, agent)),)


def entities(found: Sequence[Mention]) -> tuple[Entity, ...]:
    return tuple(
        Entity(id="us", type=m.type, name=m.name, mentions=(Quote(text=m.text, start=m.start, end=m.end),))
        for m in found
    )


@pytest.fixture(autouse=True)
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader.mentions, "find", find)
    monkeypatch.setattr(reader.mentions, "entities", entities)
    monkeypatch.setattr(reader.extract, "claims", claims)
    monkeypatch.setattr(bulk, "current_provenance", lambda: MADE_BY)


def outcomes(*articles: Article, **options: Any) -> list[tuple[int, str]]:
    found = read_articles(articles, jobs=1, **options)
    return [(len(outcome.reading.claims), str(outcome.error or "")) for outcome in found]


def test_keys_of_mentions_become_ids_of_entities() -> None:
    reading = read_article(article("The USA warned."), provenance=MADE_BY)
    assert reading.claims[0].agent == ("us",)
    assert reading.claims[0].speaker == ("us",)
    assert [entity.id for entity in reading.entities] == ["us"]
    assert reading.provenance == MADE_BY
    assert not hasattr(reading.article, "text")


def test_a_role_without_mention_is_left_out_and_noted() -> None:
    claim = read_article(article("USA unknown key"), provenance=MADE_BY).claims[0]
    assert (claim.agent, claim.speaker) == ((), ())
    assert claim.decided[0] == "agent left out: iso:RU is not named"


def test_a_state_named_by_its_body_alone_is_an_entity_at_the_place_of_the_body() -> None:
    text = "The US Treasury acted."
    body = Mention(
        start=4,
        end=15,
        text="US Treasury",
        type="government-body",
        key="wd:Q648666",
        name="Treasury",
        link="wd:Q648666",
    )
    (extra,) = principals([body], ["iso:US", "wd:Q648666"])
    assert (extra.key, extra.type, extra.link, extra.name) == ("iso:US", "state", "iso:US", "United States")
    assert (text[extra.start : extra.end], extra.text) == ("US Treasury", "US Treasury")
    assert principals([body], ["wd:Q648666"]) == []


def test_an_article_in_another_language_is_a_reading_without_claims_and_a_report() -> None:
    french = article("Les USA menacent.", "fr")
    assert read_article(french, provenance=MADE_BY).claims == ()
    assert "language 'fr' cannot be read; languages: de, en" in str(unread(french))
    assert unread(article("USA")) is None


def test_whatever_fails_the_batch_goes_on() -> None:
    bad = article("USA explode", name="b"), article("Les USA", "fr", "d")
    assert outcomes(article("USA"), *bad, article("The USA")) == [
        (1, ""),
        (0, "b.txt: reading failed: ZeroDivisionError: no parts"),
        (0, "d.txt: language 'fr' cannot be read; languages: de, en"),
        (1, ""),
    ]


@pytest.mark.skipif(os.name == "nt", reason="the time limit needs POSIX timers")
def test_an_article_that_takes_too_long_is_given_up() -> None:
    assert outcomes(article("USA sleep"), article("USA"), time_limit=0.05) == [
        (0, "a.txt: not read within 0.05 seconds"),
        (1, ""),
    ]


def test_errors_of_reading_reach_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    import kg.sources

    found = [article("USA"), article("USA explode", name="b")]
    monkeypatch.setattr(kg.sources, "articles", lambda *_, **__: iter(found), raising=False)
    errors: list[KgError] = []
    assert len(list(bulk.read(["x"], jobs=1, on_error=errors.append))) == 2
    assert [error.where for error in errors] == ["b.txt"]


def test_abbreviations_of_a_language_are_folded_and_without_point() -> None:
    assert all(word == word.casefold() and not word.endswith(".") for word in abbreviations("de"))


def test_digest_is_stable_within_an_installation() -> None:
    digest = lexicon_digest()
    lexicon_digest.cache_clear()
    assert digest == lexicon_digest()
    assert len(digest) == 12
