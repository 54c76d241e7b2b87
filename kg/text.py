"""Sentences and tokens with offsets into the text. Offsets are code points, in NFC text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Region

# A number keeps its separators (1.000,50), an abbreviation its inner points (U.S.), a compound its hyphens (US-Firmen).
_TOKEN = re.compile(
    r"""
    \d+(?:[.,’']\d+)*(?:[.](?=\s+[A-ZÄÖÜa-zäöü]\w{2,}))?  # 900, 1.000,5 and the ordinal of "12. April"
    | (?:[^\W\d_][.]){2,}                      # U.S., z.B.
    | [^\W_]+(?:[-‐‑–'’](?=[^\W_])[^\W_]+)*-?  # words, compounds, US- und
    | [^\w\s] | _
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"\n(?:[ \t]*\n)+")
_WRAPPED = 100  # longest line, in code points, of a text that was broken to a width
_END = re.compile(r"[.!?…]+[\"'”“’»«)\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text, its number in the article, its tokens."""

    text: str
    start: int
    end: int
    number: int
    paragraph: int
    tokens: tuple[Token, ...]


def nfc(text: str) -> str:
    """Text in NFC with unix line ends and without control characters and byte order marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc").replace("\ufeff", "")


def tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """The tokens of a stretch of text that begins at ``offset``."""
    return tuple(Token(m.group(), m.start() + offset, m.end() + offset) for m in _TOKEN.finditer(text))


def sentences(
    text: str, boilerplate: Iterable[Region] = (), abbreviations: Collection[str] = frozenset()
) -> list[Sentence]:
    """The sentences outside boilerplate, in order. Line breaks end a sentence, except in text broken to a width.

    ``abbreviations`` are casefolded words after which a point ends no sentence ("dr", "z.b").
    """
    found: list[Sentence] = []
    covered = _Cover(boilerplate)
    for paragraph, (start, end) in enumerate(_lines(text)):
        for s, e in _split(text, start, end, abbreviations):
            if not covered.touches(s, e):
                found.append(Sentence(text[s:e], s, e, len(found), paragraph, tokens(text[s:e], s)))
    return found


class _Cover:
    """Whether a stretch touches one of the regions, by binary search."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._regions = sorted((r.start, r.end) for r in regions)
        self._reach: list[int] = []
        for _, end in self._regions:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def touches(self, start: int, end: int) -> bool:
        """True when more than half of the stretch lies in regions, so that a stray character hides no sentence."""
        last = bisect_right(self._regions, (end, -1))
        inside = sum(max(0, min(end, e) - max(start, s)) for s, e in self._regions[_first(self._reach, start) : last])
        return 2 * inside > end - start


def _first(reach: list[int], start: int) -> int:
    return bisect_right(reach, start)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: lines, but lines that were only wrapped are joined."""
    start = 0
    for match in [*_BLOCK.finditer(text), None]:
        end = match.start() if match else len(text)
        yield from _unwrap(text, start, end)
        start = match.end() if match else end


def _unwrap(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a block without blank lines. A line that begins in lower case goes on with the one before.

    Where that happens and all lines are short, the block was broken to a width: then every line goes on unless the
    one before ends with a mark.
    """
    lines = [(m.start(), m.end()) for m in re.compile(r"[^\n]+").finditer(text, start, end) if m.group().strip()]
    goes_on = [_open(text[s:e]) and text[t:f].lstrip()[0].islower() for (s, e), (t, f) in pairwise(lines)]
    wrapped = any(goes_on) and all(e - s <= _WRAPPED for s, e in lines)
    begin = start
    for number, (s, e) in enumerate(lines):
        if number == 0 or not (goes_on[number - 1] or (wrapped and _open(text[slice(*lines[number - 1])]))):
            begin = s
        if number + 1 == len(lines) or not (goes_on[number] or (wrapped and _open(text[s:e]))):
            yield begin, e


def _open(line: str) -> bool:
    """Whether a line does not end like a sentence."""
    return line.rstrip()[-1] not in '.!?…:;"”»“'


def _split(text: str, start: int, end: int, abbreviations: Collection[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(text, start, end):
        if _ends(text, match, end, abbreviations):
            yield from _strip(text, begin, match.end())
            begin = match.end()
    yield from _strip(text, begin, end)


def _strip(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    inner = text[start:end]
    s, e = start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())
    if s < e:
        yield s, e


def _ends(text: str, match: re.Match[str], end: int, abbreviations: Collection[str]) -> bool:
    """Whether a mark ends a sentence: not after an abbreviation, an initial or a German ordinal."""
    if match.group()[0] != ".":
        return _follows_sentence(text, match.end(), end)
    before = re.search(r"(\S+)$", text[max(0, match.start() - 24) : match.start()])
    word = before.group(1).casefold().lstrip("(\"'„“‚»") if before else ""
    if word in abbreviations or re.fullmatch(r"[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]", word):
        return False
    if re.fullmatch(r"(?:\d{1,2}[.]?[-–/])?\d{1,2}", word) and re.match(
        r"\s+(?:[A-ZÄÖÜ][a-zäöü]+|[a-zäöü])", text[match.end() : end]
    ):
        return False
    return _follows_sentence(text, match.end(), end)


def _follows_sentence(text: str, position: int, end: int) -> bool:
    rest = text[position:end].lstrip()
    return not rest or not rest[0].islower()
