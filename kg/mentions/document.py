"""What the finders share: the text with its sentences, and candidates for mentions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.mentions.gazetteer import Entry, Gazetteer, gazetteer
from kg.mentions.rules import Rules, rules
from kg.model import Article
from kg.text import Sentence

_SPACE = re.compile(r"[\t\u00a0\u202f]|(?<!\n)\n(?!\n)")
_INDENT = re.compile(r"[ \t]*\n[ \t]+(?=\S)|[ \t]+\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention. Of two that overlap the longer one holds, of equal ones that with the lower rank."""

    start: int
    end: int
    type: str
    key: str
    name: str
    link: str | None
    form: str
    how: str
    rank: int = 5
    principal: str | None = None


def of_entry(  # noqa: PLR0913, PLR0917  what a candidate says of itself, of which callers give two or three
    start: int, end: int, entry: Entry, form: str, how: str = "gazetteer", rank: int = 3
) -> Candidate:
    """A candidate that names a known entry."""
    return Candidate(start, end, entry.type, entry.key, entry.name, entry.link, form, how, rank, entry.principal)


class Document:
    """An article's text as the finders see it: line breaks read as spaces, searched in the given sentences alone.

    Positions of candidates are into ``text``; ``original`` turns them into offsets of the article.
    """

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.text, self._offsets = squeeze(article.text)
        self.language = article.language
        self.published = article.published
        self.sentences = sentences
        self._starts = [s.start for s in sentences]
        self.gazetteer: Gazetteer = gazetteer(article.language)
        self.rules: Rules = rules(article.language)

    def original(self, position: int) -> int:
        """The offset in the article of a position in ``text``."""
        return position if self._offsets is None else self._offsets[position]

    def sentence(self, position: int) -> Sentence | None:
        """The sentence that holds a position, None outside all of them."""
        offset = self.original(position)
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or offset >= self.sentences[number].end:
            return None
        return self.sentences[number]

    def inside(self, start: int, end: int) -> bool:
        """Whether a stretch lies in one sentence, or in one and the next (a line break inside a name)."""
        first, last = self.sentence(start), self.sentence(end - 1)
        return first is not None and last is not None and last.number - first.number <= 1


def squeeze(text: str) -> tuple[str, list[int] | None]:
    """The text with each single line break and its indentation as one space, and the offset of each of its characters.

    Offsets are None where nothing but single characters was replaced. Paragraph breaks stay: no name goes over one.
    """
    if not _INDENT.search(text):
        return _SPACE.sub(" ", text), None
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _INDENT.finditer(text):
        pieces += (text[at : match.start()], " ")
        offsets += (*range(at, match.start()), match.start())
        at = match.end()
    pieces.append(text[at:])
    offsets += range(at, len(text) + 1)
    return _SPACE.sub(" ", "".join(pieces)), offsets


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, longest first; sorted by start."""
    chosen: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.rank, c.start)):
        at = bisect_right(starts, candidate.start)
        if at and chosen[at - 1].end > candidate.start:
            continue
        if at < len(chosen) and chosen[at].start < candidate.end:
            continue
        starts.insert(at, candidate.start)
        chosen.insert(at, candidate)
    return chosen
