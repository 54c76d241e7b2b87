"""What a reader of one form hands over, before it is made an Article."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import SourceError
from kg.model import Article, Region
from kg.sources.limits import LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Input:
    """One stream of bytes with what is known of it from outside.

    ``name`` is the file name or address whose ending may tell the form, ``where`` names the place in messages
    and in ``Article.source``; ``charset`` and ``date`` come from HTTP headers or a WARC record.
    """

    stream: io.BufferedReader
    name: str
    where: str
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article in the making. ``text`` is tidy (see kg.sources.tidy); ``regions`` lie in it."""

    text: str
    where: str
    id: str | None = None
    title: str | None = None
    publisher: str | None = None
    author: tuple[str, ...] = ()
    published: str | None = None
    how: str = "none"
    suspect: bool = False
    language: str | None = None
    url: str | None = None
    licence: str | None = None
    regions: tuple[Region, ...] = ()
    headed: bool = False
    """True when the text holds its headline already, after furniture."""


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for a whole run."""

    limits: Limits = LIMITS
    language: str | None = None
    allow_private: bool = False
    notes: dict[str, int] = field(default_factory=dict)

    def note(self, what: str) -> None:
        """Count something that was tolerated; at most a hundred different things are told apart."""
        key = what if what in self.notes or len(self.notes) < 100 else "more notes"  # noqa: PLR2004 — said in the docstring
        self.notes[key] = self.notes.get(key, 0) + 1


Found = Iterator["Draft | Article | SourceError"]
"""A reader goes on after a bad piece: it yields the error and then the rest."""
