"""Where a command writes: standard output, or a file that appears only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError, SourceError

STANDARD = "-"


@contextmanager
def opened(output: str) -> Iterator[BinaryIO]:
    """A stream to write bytes to. A file is written beside its place and moved there at the end.

    Raises ExportError when the place cannot be written.
    """
    if output == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(output)
    try:
        with _beside(path) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(
            error.strerror or str(error), where=output, hint="choose a folder you may write to"
        ) from error


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123 - mkstemp gives a descriptor
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def is_terminal(output: str) -> bool:
    """Whether the output goes to a person's terminal."""
    return output == STANDARD and sys.stdout.isatty()


@contextmanager
def reading(name: str) -> Iterator[BinaryIO]:
    """A stream to read bytes from: a file, or - for standard input. Raises SourceError when it cannot be opened."""
    if name == STANDARD:
        yield sys.stdin.buffer
        return
    try:
        stream = Path(name).open("rb")  # noqa: SIM115 - closed below; only the opening may raise SourceError
    except OSError as error:
        raise SourceError(
            error.strerror or str(error), where=name, hint="give a file, or - for standard input"
        ) from error
    with stream:
        yield stream
