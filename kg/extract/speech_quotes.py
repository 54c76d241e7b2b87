"""Stretches between quotation marks, over sentences of one paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.text import Sentence, Token

_OPEN = {"„": '“”"', "“": '”"', "«": "»", "»": "«", "‟": "”"}
_CLOSE = frozenset("”“»«")
_STRAIGHT = '"'
_MARKS = frozenset([*_OPEN, *_CLOSE, _STRAIGHT])


def quotes(sentences: Sequence[Sentence]) -> tuple[tuple[int, int], ...]:
    """Offsets of what stands between quotation marks, without the marks, in order.

    A quotation that is not closed ends with its paragraph; an opening mark inside one begins a new one.
    """
    return tuple(span for span in _spans(sentences) if span[0] < span[1])


def _spans(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    start, closing, paragraph, reached = -1, "", -1, 0
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            if start >= 0:
                yield start, reached
            start, paragraph = -1, sentence.paragraph
        for token in sentence.tokens:
            if token.text not in _MARKS:
                continue
            if start >= 0 and _closes(token, closing, sentence):
                yield start, token.start
                start = -1
            elif _opens(token, sentence):
                if start >= 0:
                    yield start, token.start
                start, closing = token.end, _OPEN.get(token.text, _STRAIGHT)
        reached = sentence.end
    if start >= 0:
        yield start, reached


def _closes(token: Token, closing: str, sentence: Sentence) -> bool:
    if token.text not in closing:
        return False
    # A straight mark, or “ that both opens (English) and closes (German), closes where a word stands before it.
    before = sentence.text[token.start - sentence.start - 1 : token.start - sentence.start]
    return token.text not in '"“' or not before.isspace()


def _opens(token: Token, sentence: Sentence) -> bool:
    if token.text not in _OPEN and token.text != _STRAIGHT:
        return False
    after = sentence.text[token.end - sentence.start : token.end - sentence.start + 1]
    before = sentence.text[max(0, token.start - sentence.start - 1) : token.start - sentence.start]
    return bool(after) and not after.isspace() and (not before or not before.isalnum())
