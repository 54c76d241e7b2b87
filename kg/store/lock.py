"""One writer at a time: a lock file that says who holds it.

The lock is the system's own (``flock``), so it ends with the process that holds it, however that ends; what stands
in the file only names the holder. RocksDB's lock is not enough: it names nobody, and two threads of one process that
replace the same graph can leave both contents behind.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from kg.errors import StoreError, StoreLocked
from kg.store.disk import explained

_COMMAND_LENGTH = 60
_PAUSE = 0.02


@dataclass(frozen=True, slots=True)
class Holder:
    """Who writes: process number, host, command line and the time since when (ISO 8601 with offset)."""

    pid: int
    host: str
    command: str
    since: str

    @classmethod
    def me(cls) -> Self:
        """This process, now."""
        words = [Path(sys.argv[0]).name, *sys.argv[1:]] if sys.argv else ["python"]
        command = shlex.join(words)
        if len(command) > _COMMAND_LENGTH:
            command = command[: _COMMAND_LENGTH - 1] + "…"
        return cls(
            os.getpid(), socket.gethostname(), command, datetime.now().astimezone().isoformat(timespec="seconds")
        )

    def __str__(self) -> str:
        """``process 4711 (kg build …) on HOST since 14:02``."""
        return f"process {self.pid} ({self.command}) on {self.host} since {_short(self.since)}"


class Lock:
    """The lock of a store. Not re-entrant: two writers in one process exclude each other too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None
        _close_in_children(self)

    def acquire(self, wait: float = 0.0) -> None:
        """Take the lock, waiting for so many seconds at most, or raise StoreLocked with the name of the holder."""
        with explained(self._path.parent, "cannot be locked for writing"):
            fd = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        end = time.monotonic() + wait
        while not _flock(fd, exclusive=True):
            if time.monotonic() >= end:
                os.close(fd)
                raise self._held()
            time.sleep(_PAUSE)
        self._fd = fd
        with explained(self._path.parent, "cannot be written"):
            _sign(fd, Holder.me())

    def release(self) -> None:
        """Let go; nothing happens when it is not held."""
        if self._fd is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._fd, 0)
            self.forget()

    def forget(self) -> None:
        """Close the file without a word in it: what a forked child has to do."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            os.close(fd)

    def holder(self) -> Holder | None:
        """Who wrote itself into the file last, if it can be read."""
        try:
            return Holder(**json.loads(self._path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def _held(self) -> StoreLocked:
        who = str(self.holder() or "another process")
        return StoreLocked(
            f"{who} is writing to this store",
            where=str(self._path.parent),
            hint="wait for it or stop it; reading goes on",
        )


class SharedLock:
    """Holds a folder or file for reading, so that a writer does not remove it meanwhile."""

    def __init__(self, path: Path) -> None:
        self._fd: int | None = os.open(path, os.O_RDONLY)
        self.identity = _identity(os.fstat(self._fd))
        self.held = _flock(self._fd, exclusive=False)

    def release(self) -> None:
        """Let go; nothing happens the second time."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            os.close(fd)

    def still_names(self, path: Path) -> bool:
        """Whether the path still leads to what is held: it may have been removed before the lock was taken."""
        try:
            return _identity(path.stat()) == self.identity
        except OSError:
            return False


@contextlib.contextmanager
def if_unused(path: Path) -> Iterator[bool]:
    """Whether nobody holds the folder with a SharedLock; nobody can take one inside the block."""
    fd = os.open(path, os.O_RDONLY)
    try:
        yield _flock(fd, exclusive=True)
    finally:
        os.close(fd)


def _identity(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_dev, stat.st_ino


def _flock(fd: int, *, exclusive: bool) -> bool:
    """Whether the lock could be taken without waiting."""
    try:
        import fcntl
    except ImportError:  # Windows
        raise StoreError(
            "a store on disk needs file locks of Linux or macOS", hint="use WSL, or a store in memory"
        ) from None
    try:
        fcntl.flock(fd, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sign(fd: int, holder: Holder) -> None:
    os.ftruncate(fd, 0)
    os.pwrite(fd, json.dumps(asdict(holder), ensure_ascii=False).encode(), 0)


def _short(since: str) -> str:
    """The time of day when it was today, else day and time."""
    then = datetime.fromisoformat(since)
    return f"{then:%H:%M}" if then.date() == datetime.now().astimezone().date() else f"{then:%Y-%m-%d %H:%M}"


def _close_in_children(lock: Lock) -> None:
    """A forked worker would share the lock and keep it after its parent was killed."""
    import weakref

    if hasattr(os, "register_at_fork"):
        reference = weakref.ref(lock)

        def forget() -> None:
            if (held := reference()) is not None:
                held.forget()

        os.register_at_fork(after_in_child=forget)
