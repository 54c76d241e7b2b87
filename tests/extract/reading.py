"""Reads a few sentences of our own, for tests. The judge keeps everything, so that tests see what the rules decide."""

from __future__ import annotations

from kg import mentions
from kg.extract.reader import claim_of, drafts
from kg.lang import table
from kg.model import Article, Claim
from kg.text import sentences


def read(text: str, language: str, published: str = "2024-05-15") -> list[Claim]:
    """The claims of a short text, before the judge."""
    article = Article(id="t", language=language, published=published, text=text)
    abbreviations = frozenset(w.casefold() for w in table(language, "sentences")["abbreviations"])
    parts = sentences(text, (), abbreviations)
    return [claim_of(d, text) for d in drafts(article, parts, mentions.find(article, parts))]


def measures(text: str, language: str) -> list[tuple[str | None, str, str]]:
    """Instrument, action and stage of each measure."""
    return [(c.measure, c.action, c.stage) for c in read(text, language) if c.type == "measure"]
