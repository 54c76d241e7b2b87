"""Many sources → many readings, over processes, in the order of the input, with memory that does not grow."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

from kg.errors import KgError, ReadingError
from kg.model import Article, Provenance, Reading
from kg.pipeline.parallel import ordered
from kg.pipeline.reader import current_provenance, read_article, unread

OnError = Callable[[KgError], None]
"""Told of each input that failed, with its place. The batch goes on."""

TIME_LIMIT = 60.0
"""Seconds after which an article is given up. Ordinary articles take 0.01; a megabyte of text some seconds."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an article: its reading, and why nothing or not all was read where that is so."""

    reading: Reading
    error: KgError | None = None


def read(
    sources: Iterable[str | Path],
    *,
    jobs: int | None = None,
    language: str | None = None,
    on_error: OnError | None = None,
    time_limit: float | None = TIME_LIMIT,
) -> Iterator[Reading]:
    """The readings of all articles in the sources, in their order. See ``kg.sources.articles`` for what a source is.

    :param jobs: processes to read with; None: one a processor. Scripts that use more than one guard their
        main part by ``if __name__ == "__main__"``, as multiprocessing asks. The result does not depend on it.
    :param language: code of the language of all articles (ISO 639-1); None: as the source says, else detected.
    :param on_error: told of every input that is no article (SourceError) and of every article that could not be
        read (ReadingError), whose reading then has no claims. None: the first such error is raised.
    :param time_limit: seconds an article may take; None: no limit.
    """
    from kg.sources import articles

    found = articles(sources, language=language, on_error=on_error)
    for outcome in read_articles(found, jobs=jobs, time_limit=time_limit):
        if outcome.error and on_error is None:
            raise outcome.error
        if outcome.error and on_error:
            on_error(outcome.error)
        yield outcome.reading


def read_articles(
    articles: Iterable[Article], *, jobs: int | None = None, time_limit: float | None = TIME_LIMIT
) -> Iterator[Outcome]:
    """What became of each article, in order; a failure is an outcome and stops nothing."""
    made_by = current_provenance()  # worked out once, not once a process
    work = partial(_attempt, made_by=made_by, time_limit=time_limit)
    return ordered(work, articles, lost=partial(_lost, made_by=made_by), jobs=jobs)


def _attempt(article: Article, *, made_by: Provenance, time_limit: float | None) -> Outcome:
    """Read one article; any fault of the reader becomes an outcome that names the article."""
    try:
        with _limit(time_limit):
            return Outcome(read_article(article, provenance=made_by), unread(article))
    except TimeoutError:
        return _failed(article, made_by, f"not read within {time_limit:g} seconds")
    except KgError as error:
        return Outcome(_nothing(article, made_by), error)
    except Exception as error:  # noqa: BLE001 - one article must not stop a batch
        return _failed(article, made_by, f"reading failed: {type(error).__name__}: {error}")


def _lost(article: Article, *, made_by: Provenance) -> Outcome:
    return _failed(article, made_by, "reading ended the process that did it (out of memory?)")


def _failed(article: Article, made_by: Provenance, message: str) -> Outcome:
    return Outcome(_nothing(article, made_by), ReadingError(message, where=article.source or article.id))


def _nothing(article: Article, made_by: Provenance) -> Reading:
    return Reading(article=article.head(), provenance=made_by)


@contextmanager
def _limit(seconds: float | None) -> Iterator[None]:
    """Raise TimeoutError after this many seconds, where the system and the thread allow it."""
    possible = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if seconds is None or not possible:
        yield
        return
    before = signal.signal(signal.SIGALRM, _timeout)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _timeout(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError
