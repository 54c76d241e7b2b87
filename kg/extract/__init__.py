"""Article and mentions → claims. Roles are filled with ``Mention.key``; the pipeline turns keys into entities."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Article, Claim, Mention
from kg.text import Sentence


def claims(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """What the article says, one claim an event, in order of the first mention; none in a language without tables.

    Offline and deterministic. ``Claim.decided`` names the evidence of each decision, ``Claim.confidence`` is a
    share of 1. Raises ResourceError when a table of the language is missing or wrong.
    """
    from kg.extract.reader import read

    return read(article, sentences, mentions)
