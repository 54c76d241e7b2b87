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

_SPACE = re.compile(r"[\n\t\u00a0\u202f]")


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


def of_entry(start: int, end: int, entry: Entry, form: str, how: str = "gazetteer", rank: int = 3) -> Candidate:
    """A candidate that names a known entry."""
    return Candidate(start, end, entry.type, entry.key, entry.name, entry.link, form, how, rank, entry.principal)


class Document:
    """An article's text as the finders see it: line breaks read as spaces, searched in the given sentences alone."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.text = _SPACE.sub(" ", article.text)
        self.language = article.language
        self.published = article.published
        self.sentences = sentences
        self._starts = [s.start for s in sentences]
        self.gazetteer: Gazetteer = gazetteer(article.language)
        self.rules: Rules = rules(article.language)

    def sentence(self, position: int) -> Sentence | None:
        """The sentence that holds a position, None outside all of them."""
        number = bisect_right(self._starts, position) - 1
        if number < 0 or position >= self.sentences[number].end:
            return None
        return self.sentences[number]

    def inside(self, start: int, end: int) -> bool:
        """Whether a stretch lies in one sentence, or begins in one and ends in the next (a line break inside a name)."""
        first, last = self.sentence(start), self.sentence(end - 1)
        return first is not None and last is not None and last.number - first.number <= 1


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
