"""From what the user names to streams of bytes: files, folders, standard input, web addresses."""

from __future__ import annotations

import io
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import SourceError
from kg.sources import stream
from kg.sources.draft import Input, Options

_STORE = "kg-store.json"
"""The file that marks a folder as a graph of kg."""

_NAMES = "name a file, a folder, an http(s) address, or - for standard input"


def inputs(source: str | Path, options: Options) -> Iterator[Input | SourceError]:
    """The streams that a source stands for, in the order of their names. Each is to be closed by the caller."""
    name = str(source)
    if name == "-":
        yield _stdin()
    elif isinstance(source, str) and "://" in name:
        yield _address(name, options)
    elif "\0" in name or not name.strip():
        yield SourceError("this is no name of a file", where=repr(name), hint=_NAMES)
    else:
        for path in _files(Path(name), above=()):
            yield _open(path) if isinstance(path, Path) else path


def _stdin() -> Input | SourceError:
    if sys.stdin is None or sys.stdin.closed:
        return SourceError("there is none", where="standard input", hint=_NAMES)
    return Input(stream.kept_open(sys.stdin.buffer), name="-", where="standard input")


def _address(url: str, options: Options) -> Input | SourceError:
    from kg.sources.web import fetch

    try:
        return fetch(url, options)
    except SourceError as error:
        return error


def _files(path: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | SourceError]:
    """The files of a folder and of all below, sorted; hidden ones are left out.

    ``above`` are the folders on the way, so that a link back to one of them is seen. A graph in the folder is passed
    over, since ``kg build .`` puts it there.
    """
    try:
        status = path.stat()
        if not stat.S_ISDIR(status.st_mode):
            yield path
            return
        if above and (path / _STORE).exists():
            return
        mark = (status.st_dev, status.st_ino)
        entries = [] if mark in above else sorted(e for e in path.iterdir() if not e.name.startswith("."))
    except (OSError, ValueError) as error:
        yield _cannot(path, error)
        return
    if mark in above:
        yield SourceError("a link that leads back to a folder above it", where=str(path), hint="remove the link")
    elif not entries and not above:
        yield SourceError("an empty folder", where=str(path), hint="a source holds at least one article")
    for entry in entries:
        yield from _files(entry, (*above, mark))


def _open(path: Path) -> Input | SourceError:
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            return SourceError("neither a file nor a folder", where=str(path), hint=_NAMES)
        return Input(io.BufferedReader(io.FileIO(path), 64 * 1024), name=path.name, where=str(path))
    except (OSError, ValueError) as error:
        return _cannot(path, error)


def _cannot(path: Path, error: OSError | ValueError) -> SourceError:
    """What the system says, in one line."""
    where = str(path)
    if isinstance(error, FileNotFoundError):
        if path.is_symlink():
            return SourceError(f"a link to {path.readlink()}, which is not there", where=where, hint="mend the link")
        return SourceError("no such file", where=where, hint=_NAMES)
    if isinstance(error, PermissionError):
        return SourceError("may not be read", where=where, hint="give yourself the right: chmod u+r")
    return SourceError(getattr(error, "strerror", None) or str(error), where=where, hint=_NAMES)


def all_inputs(sources: Iterable[str | Path], options: Options) -> Iterator[Input | SourceError]:
    """The streams of all sources."""
    for source in sources:
        yield from inputs(source, options)
