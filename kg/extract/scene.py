"""A sentence prepared for reading: its words, clauses, names and rule hits, all by number of token."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kg.extract.lexicon import Hit, Language
from kg.model import Mention
from kg.text import Sentence

ACTORS = frozenset(
    {"state", "bloc", "government-body", "official", "person", "company", "exchange", "organisation", "vessel"}
)
"""Types of entities that can act or be acted upon."""

_MARKS = frozenset({";", ":", "–", "—", "„", "“", "”", '"', "»", "«", "(", ")"})
_QUOTES = frozenset({"„", "“", "”", '"', "»", "«"})
_QUOTED = 3  # most words of a quotation that is no clause of its own
_HANGS = 3  # most tokens between a relative clause and the name that it hangs on
_JOINT = 5  # most tokens between two joined names
_TITLE = 3  # most tokens, one less, between an adjective and the name that it qualifies
_COORDINATION = frozenset({"und", "and", "sowie", "oder", "or"})


@dataclass(frozen=True, slots=True)
class Name:
    """A mention and the tokens it covers; inside a compound it covers the whole compound."""

    mention: Mention
    start: int
    end: int

    @property
    def key(self) -> str:
        """What the name stands for."""
        return self.mention.key

    @property
    def type(self) -> str:
        """The type of the entity."""
        return self.mention.type


@dataclass(frozen=True)
class Scene:
    """One sentence with everything that decisions look at."""

    sentence: Sentence
    words: tuple[str, ...]  # casefolded
    names: tuple[Name, ...]
    hits: tuple[Hit, ...]
    clauses: tuple[int, ...]  # number of the clause of each token
    language: Language

    @cached_property
    def actors(self) -> tuple[Name, ...]:
        """Names of what can act."""
        return tuple(n for n in self.names if n.type in ACTORS)

    @cached_property
    def goods(self) -> tuple[Name, ...]:
        """Names of what is traded."""
        return tuple(n for n in self.names if n.type == "commodity")

    def labelled(self, prefix: str) -> Iterator[Hit]:
        """Hits whose label begins so."""
        return (hit for hit in self.hits if hit.label.startswith(prefix))

    def clause(self, token: int) -> int:
        """The number of the clause of a token."""
        return self.clauses[token]

    def isin(self, token: int, word_class: str) -> bool:
        """Whether a token, which may lie outside, belongs to a class of words of the language's cues."""
        return 0 <= token < len(self.words) and self.words[token] in self.language.words[word_class]

    def coordinated(self, first: Name) -> Iterator[Name]:
        """The actors joined to a name by "und", commas and the like: "die USA, die EU und Präsident Xi"."""
        position = first.end
        for name in self.actors:
            if name.start < position or self._qualifies(name):
                continue
            between = range(position, name.start)
            joined = any(self.words[i] == "," or self.isin(i, "coordination") for i in between)
            if not joined or len(between) > _JOINT or not all(self._joins(i, name) for i in between):
                return
            yield name
            position = name.end

    def _qualifies(self, name: Name) -> bool:
        """Whether an adjective only belongs to the title, name or goods that follow it."""
        after = (n.start - name.end for n in (*self.actors, *self.goods) if n.start >= name.end)
        return name.mention.form == "adjective" and min(after, default=_JOINT) < _TITLE

    def _joins(self, token: int, name: Name) -> bool:
        """Whether a word may stand between joined names: conjunction, article, adjective, a person's title."""
        if self.words[token] == "," or self.isin(token, "coordination") or self.isin(token, "article"):
            return True
        title = name.type in ("official", "person") and self.sentence.tokens[token].text[0].isupper()
        return title or any(n.start <= token < n.end for n in self.names if n.mention.form == "adjective")

    def antecedent(self, token: int) -> Name | None:
        """The name that a relative clause around a token hangs on: "… an Russland, das sich …"."""
        first = self.clauses.index(self.clauses[token])
        if not first or not self.isin(first, "relative"):
            return None
        before = [n for n in self.actors if first - _HANGS <= n.end <= first]  # a German verb may stand between
        return before[-1] if before else None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of tokens[start:end] in the article's text."""
        return self.sentence.tokens[start].start, self.sentence.tokens[end - 1].end

    def clause_span(self, token: int) -> tuple[int, int]:
        """Offsets of the clause around a token, without marks at its edges."""
        number = self.clauses[token]
        inside = [i for i, c in enumerate(self.clauses) if c == number]
        while len(inside) > 1 and not self.words[inside[0]][0].isalnum():
            inside = inside[1:]
        while len(inside) > 1 and not self.words[inside[-1]][-1].isalnum():
            inside = inside[:-1]
        return self.span(inside[0], inside[-1] + 1)


def scene(sentence: Sentence, mentions: Sequence[Mention], language: Language) -> Scene | None:
    """The scene of a sentence, or None when no word of it can be part of a claim."""
    words = tuple(token.text.casefold() for token in sentence.tokens)
    hits = language.lexicon.hits(words)
    if not any(hit.label.startswith(("instrument:", "act:", "event:")) for hit in hits):
        return None
    return Scene(
        sentence=sentence,
        words=words,
        names=tuple(_names(sentence, mentions)),
        hits=tuple(hits),
        clauses=_clauses(words, language.words),
        language=language,
    )


def _names(sentence: Sentence, mentions: Sequence[Mention]) -> Iterator[Name]:
    starts = [token.start for token in sentence.tokens]
    for mention in mentions:
        first = bisect_right(starts, mention.start) - 1
        last = bisect_right(starts, mention.end - 1) - 1
        if 0 <= first <= last:
            yield Name(mention, first, last + 1)


def _clauses(words: Sequence[str], classes: Mapping[str, frozenset[str]]) -> tuple[int, ...]:
    """Numbers the clauses: a mark begins a new one, and a comma before an opening word or behind a verb of saying."""
    number, found = 0, []
    inside = _short_quotes(words)
    for i, word in enumerate(words):
        if i in inside:
            found.append(number)
            continue
        opens = word in classes["openers"] and word not in _COORDINATION
        said = i > 1 and words[i - 2] in classes["saying"]
        if word in _MARKS or (i and words[i - 1] == "," and (opens or said)):
            number += 1
        found.append(number)
    return tuple(found)


def _short_quotes(words: Sequence[str]) -> frozenset[int]:
    """The marks around a quoted word or two, which belong to their clause: the "maximum pressure" campaign."""
    marks = [i for i, word in enumerate(words) if word in _QUOTES]
    return frozenset(i for a, b in pairwise(marks) if b - a <= _QUOTED + 1 for i in (a, b))
