"""What a build is given: the samples, and how many articles to expect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.resources import resource

_LINES = {".jsonl", ".ndjson"}
_UNKNOWN = {".gz", ".warc"}
_BLOCK = 1 << 20


def samples() -> list[str]:
    """The paths of the sample articles that come with kg. Raises ResourceError when they are missing."""
    folder = resource("data/samples")
    return [str(path) for path in sorted(folder.iterdir()) if path.is_file() and path.stem != "README"]


def estimate(sources: Iterable[str | Path]) -> int | None:
    """About how many articles the sources hold, for a progress bar; None where that takes reading them."""
    total = 0
    for source in sources:
        for path in _files(str(source)):
            count = _articles(path)
            if count is None:
                return None
            total += count
    return total


def _files(source: str) -> Iterator[Path | None]:
    path = Path(source)
    if path.is_dir():
        yield from (inner for inner in path.rglob("*") if inner.is_file())
    else:
        yield path if path.is_file() else None


def _articles(path: Path | None) -> int | None:
    if path is None or path.suffix.lower() in _UNKNOWN:
        return None
    if path.suffix.lower() not in _LINES:
        return 1
    try:
        with path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
    except OSError:
        return None
