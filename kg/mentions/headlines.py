"""Whether a sentence is written as English headlines are, with its long words in capitals."""

from __future__ import annotations

from kg.mentions.document import Document

_TITLE_SHARE = 0.7
_LONG = 4


def headline(document: Document, position: int) -> bool:
    """Whether the sentence has its long words in capitals, as English headlines do: no names can be told there."""
    sentence = document.sentence(position)
    long = [t.text for t in sentence.tokens if len(t.text) > _LONG and t.text[0].isalpha()] if sentence else []
    return (
        len(long) > _LONG and document.language != "de" and sum(w[0].isupper() for w in long) > _TITLE_SHARE * len(long)
    )
