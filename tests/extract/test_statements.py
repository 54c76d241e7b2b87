"""Statements: by verbs of judgement, by judgements in speech, and whom they are about. Sentences of our own."""

from __future__ import annotations

import pytest
from reading import read

from kg import mentions
from kg.extract.phrases import titles
from kg.model import Article, Claim
from kg.text import sentences

ASSELBORN = "official:jean-asselborn"
STOLTENBERG = "wd:Q57665"


def statements(text: str, language: str) -> list[Claim]:
    return [c for c in read(text, language) if c.type == "statement"]


@pytest.mark.parametrize(
    ("language", "text", "action", "agent", "target"),
    [
        ("de", "Luxemburgs Außenminister Jean Asselborn kritisierte die Türkei.", "condemn", ASSELBORN, "iso:TR"),
        ("de", "Das Vorgehen der Türkei sei falsch, sagte Jens Stoltenberg.", "condemn", STOLTENBERG, "iso:TR"),
        ("de", "Die Türkei müsse einlenken, sagte Jens Stoltenberg.", "demand", STOLTENBERG, "iso:TR"),
        ("de", "Jens Stoltenberg sagte, China sei ein zuverlässiger Partner.", "praise", STOLTENBERG, "iso:CN"),
        ("de", "Der Iran wurde von Deutschland kritisiert.", "condemn", "iso:DE", "iso:IR"),
        ("en", "China was criticised by Germany for its record.", "condemn", "iso:DE", "iso:CN"),
        ("en", "China must open its market, Jens Stoltenberg said.", "demand", STOLTENBERG, "iso:CN"),
        ("en", "Jens Stoltenberg said the conduct of China was unacceptable.", "condemn", STOLTENBERG, "iso:CN"),
        ("en", "Jens Stoltenberg said Japan was a reliable partner.", "praise", STOLTENBERG, "iso:JP"),
    ],
)
def test_statement(language: str, text: str, action: str, agent: str, target: str) -> None:
    found = [(c.action, c.agent, c.target) for c in statements(text, language)]
    assert (action, (agent,), (target,)) in found


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("de", "China baut Häfen aus. Das sei gefährlich, sagte Jens Stoltenberg.", "iso:CN"),
        ("en", "China is building ports. Jens Stoltenberg said this was dangerous.", "iso:CN"),
    ],
)
def test_whom_it_is_about_may_be_named_before(language: str, text: str, target: str) -> None:
    assert [c.target for c in statements(text, language)] == [(target,)]


def test_a_judgement_of_nobody_is_no_statement() -> None:
    assert not statements("Das Vorgehen der Türkei ist falsch.", "de")


@pytest.mark.parametrize(
    ("language", "text", "introduced"),
    [
        ("de", "Luxemburgs Außenminister Jean Asselborn kam.", True),
        ("de", "Der türkische Präsident Recep Tayyip Erdogan kam.", True),
        ("en", "French President Emmanuel Macron came.", True),
        ("de", "Für Luxemburg kam Jean Asselborn.", False),
        ("en", "France, Emmanuel Macron said, will wait.", False),
    ],
)
def test_title(language: str, text: str, introduced: bool) -> None:
    article = Article(id="t", language=language, published="2024-05-15", text=text)
    found = mentions.find(article, sentences(text, (), frozenset()))
    assert bool(titles(text, found, language)) is introduced
