"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError

_HINTS = {
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "a part of the path is a file",
    errno.ENOSPC: "the disk is full: free space or choose another place",
    errno.EDQUOT: "the quota is used up: free space or choose another place",
    errno.EROFS: "the disk is read-only: choose another place",
    errno.EACCES: "you may not write here: choose another place",
    errno.EPERM: "you may not write here: choose another place",
    errno.EISDIR: "this is a folder: name a file",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def write(paths: Sequence[Path], writer: Callable[[Sequence[BinaryIO]], None]) -> int:
    """Let ``writer`` fill the files; they take their names only when all are complete. Returns the bytes written.

    Until then the bytes are in hidden files beside, which go when anything fails, and what was there before stays.
    Raises ExportError with the path and what would help.
    """
    with _drafts(paths) as drafts:
        files = [os.fdopen(handle, "wb") for handle, _ in drafts]
        with _explained(paths[0]):
            try:
                writer(files)
            finally:
                for file in files:
                    file.close()
            size = sum(draft.stat().st_size for _, draft in drafts)
            for (_, draft), path in zip(drafts, paths, strict=True):
                draft.chmod(0o666 & ~_umask())
                draft.replace(path)
    return size


def to_stdout(writer: Callable[[Sequence[BinaryIO]], None]) -> int:
    """Let ``writer`` fill one file, and send its bytes to standard output when it is complete."""
    whole = BytesIO()
    writer([whole])
    sys.stdout.buffer.write(whole.getbuffer())
    sys.stdout.buffer.flush()
    return whole.tell()


@contextmanager
def _drafts(paths: Sequence[Path]) -> Iterator[list[tuple[int, Path]]]:
    drafts: list[tuple[int, Path]] = []
    try:
        for path in paths:
            if path.is_dir():
                raise ExportError("this is a folder", where=str(path), hint="name a file")
            with _explained(path):
                handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
            drafts.append((handle, Path(name)))
        yield drafts
    finally:
        for _, draft in drafts:
            draft.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = os.strerror(error.errno) if error.errno else str(error)
        raise ExportError(f"cannot be written: {what}", where=str(path), hint=_HINTS.get(error.errno or 0)) from error


def _umask() -> int:
    """The process's mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
