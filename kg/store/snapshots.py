"""What readers open beside a writer: snapshots, made by hard links, numbered upwards.

A reader holds the newest one by a shared lock while it reads; the writer removes those that are older and not held.
The database itself is never opened by a reader beside a writer, which Oxigraph leaves undefined.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kg.store.disk import explained
from kg.store.layout import Layout
from kg.store.lock import SharedLock, if_unused

if TYPE_CHECKING:
    import pyoxigraph

_DRAFT = "draft-"
# The writer holds a snapshot only for the moment in which it removes it, and never the newest.
_TRIES, _PAUSE = 20, 0.005


def publish(layout: Layout, database: pyoxigraph.Store) -> Path:
    """Make what the database holds now visible to readers; the caller holds the lock.

    Raises StoreFull when the disk refuses; what was stored stays.
    """
    with explained(layout.root, "the snapshot for readers cannot be written"):
        layout.snapshots.mkdir(exist_ok=True)
        _clear_drafts(layout)
        number = max(_numbers(layout), default=0) + 1
        draft = layout.snapshots / f"{_DRAFT}{number}"
        database.backup(str(draft))
        final = layout.snapshots / str(number)
        draft.rename(final)
        layout.unpublished.unlink(missing_ok=True)
    remove_old(layout)
    return final


def newest(layout: Layout) -> Path | None:
    """The newest snapshot, not held."""
    number = max(_numbers(layout), default=None)
    return None if number is None else layout.snapshots / str(number)


def mark_unpublished(layout: Layout) -> None:
    """Say that the database is about to hold more than the newest snapshot."""
    with explained(layout.root, "cannot be written"):
        layout.unpublished.touch()


def remove_old(layout: Layout) -> None:
    """Remove the snapshots that are not the newest and that nobody reads."""
    for number in sorted(_numbers(layout))[:-1]:
        path = layout.snapshots / str(number)
        with contextlib.suppress(OSError), if_unused(path) as free:
            if free:
                _remove(path)


def hold_newest(layout: Layout) -> tuple[Path, SharedLock] | None:
    """The newest snapshot, held for reading; None when there is none."""
    for attempt in range(_TRIES):
        if not (numbers := _numbers(layout)):
            return None
        path = layout.snapshots / str(max(numbers))
        with contextlib.suppress(FileNotFoundError):
            held = SharedLock(path)
            # A file system without locks never grants one: then the newest is read all the same.
            if held.still_names(path) and (held.held or attempt == _TRIES - 1):
                return path, held
            held.release()
        time.sleep(_PAUSE)
    return None


def _numbers(layout: Layout) -> list[int]:
    try:
        return [int(name) for name in os.listdir(layout.snapshots) if name.isdecimal()]  # noqa: PTH208 - names are wanted
    except FileNotFoundError:
        return []


def _remove(path: Path) -> None:
    """First out of the readers' sight, then piece by piece."""
    doomed = path.with_name(f"{_DRAFT}old-{path.name}")
    path.rename(doomed)
    shutil.rmtree(doomed, ignore_errors=True)


def _clear_drafts(layout: Layout) -> None:
    for path in layout.snapshots.glob(f"{_DRAFT}*"):
        shutil.rmtree(path, ignore_errors=True)
