"""Opening a store on disk: as its one writer, or as one of many readers."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError, StoreFull, StoreLocked
from kg.store import snapshots
from kg.store.database import Database
from kg.store.disk import explained
from kg.store.layout import Layout
from kg.store.lock import Lock, SharedLock

_WAIT = 0.5  # seconds that a writer waits for a reader that publishes
_FIRST_SNAPSHOT = 5.0  # seconds that a reader waits for the first snapshot of a writer


@dataclass(slots=True)
class Opened:
    """A database with the lock that is held on it: that of a writer, or that of a reader."""

    database: Database | None
    layout: Layout
    writer: Lock | None = None
    reader: SharedLock | None = None

    def take(self) -> Database:
        """The database, for its one owner: it closes when nobody refers to it."""
        if (database := self.database) is None:
            raise StoreError("the store is closed", where=str(self.layout.root))
        self.database = None
        return database

    def release(self) -> None:
        """Let go of the database, then of the locks."""
        self.database = None
        for lock in (self.writer, self.reader):
            if lock is not None:
                lock.release()


def for_writing(root: Path) -> Opened:
    """Open as the writer; a folder that is missing or empty becomes a store.

    Raises StoreLocked with the name of the holder, and what ``Layout`` raises.
    """
    layout = Layout(root)
    if layout.exists():
        layout.check()
    else:
        layout.create()
    lock = Lock(layout.lock)
    lock.acquire(_WAIT)
    try:
        database = Database.for_writing(layout.database, root)
        if snapshots.newest(layout) is None:
            snapshots.publish(layout, database.store)
        return Opened(database, layout, writer=lock)
    except BaseException:
        lock.release()
        raise


def for_reading(root: Path) -> Opened:
    """Open the newest state that a writer has published; what a killed writer left is published first.

    Raises StoreMissing, StoreForeign or StoreVersion for what is no store of ours.
    """
    layout = Layout(root)
    layout.check()
    if layout.unpublished.exists() or snapshots.newest(layout) is None:
        try:
            _publish(layout)
        except StoreLocked:
            return _beside_a_writer(layout)
        except StoreFull:
            return _on_read_only_disk(layout)
    return _newest(layout) or _beside_a_writer(layout)


def _publish(layout: Layout) -> None:
    """Nobody writes: be the writer for a moment."""
    lock = Lock(layout.lock)
    lock.acquire()
    try:
        snapshots.publish(layout, Database.for_writing(layout.database, layout.root).store)
    finally:
        lock.release()


def _newest(layout: Layout) -> Opened | None:
    if (held := snapshots.hold_newest(layout)) is None:
        return None
    path, lock = held
    try:
        return Opened(Database.for_reading(path, layout.root), layout, reader=lock)
    except StoreError:
        lock.release()
        raise


def _beside_a_writer(layout: Layout) -> Opened:
    end = time.monotonic() + _FIRST_SNAPSHOT
    while (opened := _newest(layout)) is None:
        if time.monotonic() > end:
            hint = "try again when something is stored"
            raise StoreLocked("another process is making the store", where=str(layout.root), hint=hint)
        time.sleep(0.02)
    return opened


def _on_read_only_disk(layout: Layout) -> Opened:
    """Nothing can be published here: read the database itself, while a shared lock keeps writers out."""
    with explained(layout.root, "cannot be read"):
        lock = SharedLock(layout.lock if layout.lock.exists() else layout.mark)
    if not lock.held:
        lock.release()
        return _beside_a_writer(layout)
    if not layout.database.exists():
        lock.release()
        raise StoreError("the store has no database", where=str(layout.root), hint="build it with kg build")
    return Opened(Database.for_reading(layout.database, layout.root), layout, reader=lock)
