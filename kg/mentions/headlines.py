"""Whether a sentence is written as English headlines are, with its long words in capitals."""

from __future__ import annotations

from kg.mentions.document import Document

_TITLE_SHARE = 0.7
_LONG = 4


def headline(document: Document, position: int) -> bool:
    """Whether the sentence has no point at its end and its long words in capitals: no names can be told there."""
    sentence = document.sentence(position)
    if sentence is None or document.language == "de" or sentence.text.endswith("."):
        return False
    long = [t.text for t in sentence.tokens if len(t.text) > _LONG and t.text[0].isalpha()]
    return len(long) > _LONG and sum(word[0].isupper() for word in long) > _TITLE_SHARE * len(long)
