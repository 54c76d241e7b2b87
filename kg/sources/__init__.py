"""Where articles come from: files of any form, folders, standard input, web addresses → ``Article``.

    from kg.sources import articles
    for article in articles(["news/", "dump.jsonl.gz"], on_error=print):
        ...

What is wrong with one piece is reported and never stops the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.model import Article
from kg.sources.draft import Draft, Options
from kg.sources.limits import LIMITS, Limits
from kg.sources.sniff import FORMS

__all__ = ["FORMS", "LIMITS", "Limits", "articles"]

_REMEMBERED = 500_000
"""Hashes kept to find the same text twice, some 50 MB; older ones are forgotten. The store knows all."""


def articles(  # noqa: PLR0913 — each is a switch that users turn by name
    sources: Iterable[str | Path] | str | Path,
    *,
    on_error: Callable[[SourceError], None] | None = None,
    on_duplicate: Callable[[Article, str], None] | None = None,
    language: str | None = None,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    notes: dict[str, int] | None = None,
) -> Iterator[Article]:
    """The articles of some sources, one after the other, in constant memory.

    sources: files, folders (all below, sorted by name, hidden ones left out), http(s) addresses, ``-`` for standard
        input. Forms are told by content first, by name second: plain text, Markdown, HTML, JSON lines, RSS/Atom,
        PDF, WARC, each also packed with gz.
    on_error: called with each SourceError, then reading goes on; when it is None the first error is raised.
    on_duplicate: called with an article whose text was already given in this run, and the id it had then.
    language: the code of all articles (ISO 639-1); None takes what the source says, else what the text looks like.
    allow_private: fetch addresses inside the own network too.
    limits: sizes above which an input is refused.
    notes: counts of what was tolerated, such as unknown keys; filled while reading.
    """
    from kg.sources.read import drafts

    options = Options(
        limits=limits, language=language, allow_private=allow_private, notes={} if notes is None else notes
    )
    named = (sources,) if isinstance(sources, str | Path) else sources
    seen: dict[bytes, str] = {}
    for found in drafts(named, options):
        try:
            article = _made(found, options)
        except SourceError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        digest = bytes.fromhex((article.sha256 or "")[:32])
        if (earlier := seen.get(digest)) is None:
            _remember(seen, digest, article.id)
            yield article
        elif on_duplicate:
            on_duplicate(article, earlier)


def _made(found: Draft | Article | SourceError, options: Options) -> Article:
    from kg.sources.make import article

    if isinstance(found, SourceError):
        raise found
    return found if isinstance(found, Article) else article(found, options)


def _remember(seen: dict[bytes, str], digest: bytes, name: str) -> None:
    seen[digest] = name
    if len(seen) > _REMEMBERED:
        del seen[next(iter(seen))]
