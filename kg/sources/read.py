"""From streams to drafts: the form is told, and its reader called."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from kg.errors import KgError, SourceError
from kg.sources import places, sniff, stream
from kg.sources.draft import Found, Input, Options

_MODULES = {form: form for form in sniff.FORMS} | {"text": "plain"}
_LOUD = ("trafilatura", "htmldate", "courlan", "justext", "readability", "pypdf", "warcio", "charset_normalizer")
_LOUD_FORMS = frozenset(("html", "feed", "pdf", "warc", "text"))
_DEEPEST = 2  # gz in gz
DAMAGE = (ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError,
          OSError, RecursionError, RuntimeError, TypeError, ValueError)  # fmt: skip
"""What libraries raise on broken input: anything but errors of our own and the wish to stop."""


def drafts(sources: Iterable[str | Path], options: Options) -> Found:
    """What all sources hold; errors stand in the place of what could not be read."""
    for found in places.all_inputs(sources, options):
        if isinstance(found, SourceError):
            yield found
            continue
        with found.stream:
            yield from read(found, options)


def read(source: Input, options: Options) -> Found:
    """What one stream holds. Never raises SourceError, but yields it."""
    try:
        form, opened = _told(source, options)
    except SourceError as error:
        yield error
        return
    except DAMAGE as error:
        yield broken(source.where, "cannot be read", error)
        return
    yield from _guarded(_reader(form)(opened, options), opened, form)


def _reader(form: str) -> Callable[[Input, Options], Found]:
    reader: Callable[[Input, Options], Found] = import_module(f"kg.sources.{_MODULES[form]}").read
    return reader


def _told(source: Input, options: Options) -> tuple[str, Input]:
    """The form of a stream, and the stream from its beginning, unpacked."""
    current = source.stream
    for _ in range(_DEEPEST + 1):
        head, current = stream.head(current)
        if not head.startswith(sniff.GZ):
            return sniff.form(head, source.name, source.where, source.content_type), replace(source, stream=current)
        current = stream.unpacked(current, source.where, options.limits)
    raise SourceError("gz data within gz data within gz data", where=source.where, hint="unpack it")


def _guarded(found: Found, source: Input, form: str) -> Found:
    """Passes on what a reader finds; whatever a library raises becomes one line, and ends this stream alone."""
    iterator = iter(found)
    while True:
        try:
            with quiet() if form in _LOUD_FORMS else nullcontext():
                piece = next(iterator)
        except StopIteration:
            return
        except SourceError as error:
            yield error
            return
        except KgError:
            raise
        except DAMAGE as error:
            yield broken(source.where, f"broken {form}", error)
            return
        yield piece


def broken(where: str, what: str, error: BaseException) -> SourceError:
    """One line for what a library said."""
    said = " ".join(str(error).split())[:160] or type(error).__name__
    return SourceError(f"{what}: {said}", where=where, hint="check that the file is whole and opens elsewhere")


@contextmanager
def quiet() -> Iterator[None]:
    """Libraries neither warn nor log inside. Their loggers are put back as they were."""
    loggers = [logging.getLogger(name) for name in _LOUD]
    before = [logger.level for logger in loggers]
    for logger in loggers:  # those below inherit the level
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
