"""The main job: sources → articles → readings → store → measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Article, Reading
from kg.pipeline.bulk import TIME_LIMIT, OnError, read_articles
from kg.pipeline.loading import BATCH, write
from kg.pipeline.reader import current_provenance
from kg.pipeline.summary import Summary, Tally

if TYPE_CHECKING:
    from kg.store import Store

OnProgress = Callable[[Summary], None]
"""Told how far a build is, after each article that was read and each batch that was stored."""

_PATIENCE = 10.0  # seconds after which a batch is written though it is not full: slow reading is then not lost either


def build(  # noqa: PLR0913 - all but two are keywords with a default
    sources: Iterable[str | Path],
    store: Store,
    *,
    jobs: int | None = None,
    language: str | None = None,
    on_error: OnError | None = None,
    progress: OnProgress | None = None,
    time_limit: float | None = TIME_LIMIT,
) -> Summary:
    """Read all articles of the sources into an open store and put their measures together.

    What the store holds in the same reading (text, kg, ontology and lexicon agree) is not read again, so that the same
    call after an interruption goes on where that stopped. Articles in a language without lexicon are reported and
    left out. Parameters as of ``read``; without ``on_error`` failed inputs are only counted, in the summary.

    Raises StoreError when the store cannot be written; what was stored before stays.
    """
    tally = Tally()

    def report(error: KgError) -> None:
        tally.skip(error)
        if on_error:
            on_error(error)

    def repeat(_article: Article, _earlier: str) -> None:
        tally.articles += 1
        tally.handled += 1
        tally.repeated += 1

    from kg.sources import articles

    found = articles(sources, language=language, on_error=report, on_duplicate=repeat)
    batch: list[Reading] = []
    due = monotonic() + _PATIENCE
    for outcome in read_articles(_new(found, store, tally), jobs=jobs, time_limit=time_limit):
        tally.handled += 1
        if outcome.error:
            report(outcome.error)
        else:
            batch.append(outcome.reading)
        if len(batch) >= BATCH or monotonic() > due:
            write(batch, store, tally)
            batch, due = [], monotonic() + _PATIENCE
        if progress:
            progress(tally.summary())
    write(batch, store, tally)
    with tally.timed("resolving"):
        store.resolve()
    return tally.summary()


def _new(articles: Iterable[Article], store: Store, tally: Tally) -> Iterator[Article]:
    """The articles that have to be read, with links to their near-copies."""
    from kg.sources.near import NearCopies

    made_by = current_provenance()
    near = NearCopies()
    for article in articles:
        tally.articles += 1
        copies = near.add(article.id, article.text)
        if article.sha256 and store.has(article.sha256, made_by):
            tally.unchanged += 1
            tally.handled += 1
        else:
            yield article.model_copy(update={"near_copies": tuple(copies)})
