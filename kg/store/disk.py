"""What the disk says when it refuses, in words of kg."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import ExportError, StoreError, StoreFull

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
# RocksDB passes the system's words on without the number.
_FULL_WORDS = ("no space left", "disk quota exceeded", "file too large", "max allowed space")
_READ_ONLY_WORDS = ("read-only file system", "permission denied", "operation not permitted")
_STOPPED_WORDS = ("background error", "shutdown in progress")


@contextmanager
def explained(place: Path | None, action: str) -> Iterator[None]:
    """Turn an OSError into StoreFull or StoreError that names the place and what could not be done."""
    try:
        yield
    except OSError as error:
        raise as_store_error(error, place, action) from error


@contextmanager
def exported(output: object) -> Iterator[None]:
    """Turn an OSError in writing a file of the user's into ExportError. A broken pipe is left to who made the pipe."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        where = str(output) if isinstance(output, str | os.PathLike) else None
        full = _is_full(error)
        raise ExportError("the disk is full" if full else f"cannot be written: {error}", where=where) from error


def _is_full(error: OSError) -> bool:
    return error.errno in _FULL or any(words in str(error).lower() for words in _FULL_WORDS)


def as_store_error(error: OSError, place: Path | None, action: str) -> StoreError:
    """StoreFull when space or permission is missing, StoreError for the rest."""
    where, text = str(place) if place else "the store in memory", str(error).lower()
    if _is_full(error):
        hint = "make room and run the same command again: what was stored stays"
        return StoreFull(f"{action}: the disk is full", where=where, hint=hint)
    if error.errno in _READ_ONLY or any(words in text for words in _READ_ONLY_WORDS):
        return StoreFull(
            f"{action}: the disk or folder is closed or read-only for you", where=where, hint="choose another folder"
        )
    if any(words in text for words in _STOPPED_WORDS):
        return StoreFull(f"{action}: the database stopped after an earlier error of the disk ({error})", where=where)
    return StoreError(f"{action}: {error}", where=where)
