"""Measures how fast kg reads and loads, beside a bare spaCy pipeline and raw pyoxigraph; prints a Markdown table.

    pip install spacy                                  # optional; its rows are left out, with the reason, without it
    python scripts/bench.py CORPORA [--sizes 1000 10000] [--jobs N] [--quick]

CORPORA is a folder with ``sanctions_*.jsonl`` and ``bulk_*.jsonl`` (JSON lines with id, language, text, …). Where a
corpus has fewer articles than a size asks for, its articles are taken again with another id and a mark at the end of
the text.
Each figure comes from a process of its own, so that peak memory is that of the one measurement.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import count, islice
from pathlib import Path
from time import perf_counter
from typing import Any, Self

from kg.model import Article, Reading
from kg.pipeline.parallel import cores

Figures = dict[str, Any]
KINDS = ("sanctions", "bulk")


def main() -> None:
    """Run one measurement as a child, or all of them."""
    arguments = _arguments()
    if arguments.one:
        name, kind, size, jobs = json.loads(arguments.one)
        with Watch() as watch:
            figures = MEASUREMENTS[name](arguments.corpora, kind, size, jobs)
        print(json.dumps(figures | watch.figures()))
        return
    print(_title(arguments))
    print("| what | articles | rate | seconds | CPU seconds | peak MB: main process / largest worker | notes |")
    print("|---|---|---|---|---|---|---|")
    for name, kind, size, jobs in _plan(arguments):
        print(_row(name, kind, size, jobs, _child(arguments, name, kind, size, jobs)), flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--jobs", type=int, default=cores(), help="processes of the parallel rows")
    parser.add_argument("--quick", action="store_true", help="100 articles, to try the script")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    return parser.parse_args()


def _plan(arguments: argparse.Namespace) -> Iterator[tuple[str, str, int, int]]:
    sizes = [100] if arguments.quick else arguments.sizes
    for size in sizes:
        for kind in KINDS:
            yield "spacy", kind, min(size, 1000), 1  # the rate does not depend on the size
            yield "read", kind, size, 1
            if arguments.jobs > 1:
                yield "read", kind, size, arguments.jobs
        yield "load", "sanctions", size, 1
        yield "raw", "sanctions", size, 1
        yield "build", "sanctions", size, arguments.jobs


def _child(arguments: argparse.Namespace, *what: Any) -> Figures:
    command = [sys.executable, __file__, str(arguments.corpora), "--one", json.dumps(what)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this script itself
    if done.returncode:
        return {"skipped": done.stderr.strip().splitlines()[-1]}
    figures: Figures = json.loads(done.stdout)
    return figures


def _title(arguments: argparse.Namespace) -> str:
    known = ", ".join(
        f"{name} {_version(name)}" for name in ("kg", "pyoxigraph", "ahocorasick-rs", "pydantic", "spacy")
    )
    today = datetime.now(tz=UTC).date().isoformat()
    machine = f"{cores()} cores ({platform.machine()}), Python {platform.python_version()}"
    return f"Measured on {today}: {machine}, {known}; parallel rows with {arguments.jobs} processes.\n"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        import kg

        return kg.__version__ if name == "kg" else "not installed"


def _row(name: str, kind: str, size: int, jobs: int, found: Figures) -> str:
    what = {
        "spacy": f"bare spaCy (tokens and sentences), {kind} news, 1 process",
        "read": f"kg reads {kind} news, {jobs} process{'es' if jobs > 1 else ''}",
        "load": "kg loads readings",
        "raw": "raw pyoxigraph bulk-loads the same quads",
        "build": f"kg build: sources, reading with {jobs}, storing, resolving",
    }[name]
    if "skipped" in found:
        return f"| {what} | {size:,} | | | | | not measured: {found['skipped']} |"
    memory = f"{found['memory']:,} / {found['worker']:,}" if found["worker"] else f"{found['memory']:,}"
    times = f"{found['seconds']:.1f} | {found['cpu']:.1f}"
    return f"| {what} | {size:,} | {found['rate']} | {times} | {memory} | {found.get('notes', '')} |"


class Watch(threading.Thread):
    """Looks at the processes below this one, twice a second, since their memory and time are not told afterwards.

    They are read from /proc; without it (macOS, Windows) only this process is measured.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._over, self._workers = threading.Event(), dict[int, tuple[int, float]]()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        """Look until it is over."""
        while not self._over.wait(0.5):
            for pid in _below(os.getpid()):
                with contextlib.suppress(OSError, ValueError, StopIteration):
                    self._workers[pid] = _used(pid)

    def figures(self) -> Figures:
        """Peak memory in MB of this process and of the largest below; seconds of processor of all of them."""
        unit = 1024 * 1024 if sys.platform == "darwin" else 1024  # of ru_maxrss
        own = resource.getrusage(resource.RUSAGE_SELF)
        worker = max((memory for memory, _ in self._workers.values()), default=0)
        cpu = own.ru_utime + own.ru_stime + sum(seconds for _, seconds in self._workers.values())
        return {"memory": own.ru_maxrss // unit, "worker": worker, "cpu": cpu}


def _below(pid: int) -> set[int]:
    """The processes that this one began, and those that they began."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found, more = set[int](), {pid}
    while more:
        more = {child for child, parent in parents.items() if parent in more} - found
        found |= more
    return found


def _used(pid: int) -> tuple[int, float]:
    """Peak memory in MB and seconds of processor of a process."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return peak // 1024, sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _articles(corpora: Path, kind: str, size: int) -> Iterator[Article]:
    from kg.sources import articles

    paths = sorted(corpora.glob(f"{kind}_*.jsonl"))
    if not paths:
        sys.exit(f"no {kind}_*.jsonl in {corpora}")

    def again() -> Iterator[Article]:
        for turn in count():
            for article in articles(paths):
                yield _marked(article, turn) if turn else article

    return islice(again(), size)


def _marked(article: Article, turn: int) -> Article:
    from kg.ids import text_sha256

    text = f"{article.text}\n[{turn}]"
    return article.model_copy(update={"id": f"{article.id}-{turn}", "text": text, "sha256": text_sha256(text)})


def _once(size: int, corpora: Path, kind: str) -> str:
    lines = sum(path.read_bytes().count(b"\n") for path in corpora.glob(f"{kind}_*.jsonl"))
    return f"{lines:,} different articles, repeated with marks" if lines < size else ""


def _read(corpora: Path, kind: str, size: int, jobs: int) -> Figures:
    """Articles a second; loading lexicons and starting processes counts, parsing the sources too."""
    from kg.pipeline import read_articles

    begin, characters, claims = perf_counter(), 0, 0

    def counted() -> Iterator[Article]:
        nonlocal characters
        for article in _articles(corpora, kind, size):
            characters += len(article.text)
            yield article

    for outcome in read_articles(counted(), jobs=jobs):
        claims += len(outcome.reading.claims)
    seconds = perf_counter() - begin
    notes = f"{characters / seconds / 1e6:.2f} M characters/s, {claims:,} claims"
    if again := _once(size, corpora, kind):
        notes += f"; {again}"
    return {"seconds": seconds, "rate": f"{size / seconds:,.0f} articles/s", "notes": notes}


def _spacy(corpora: Path, kind: str, size: int, _jobs: int) -> Figures:
    """Tokens and sentences alone, on the same text: what any spaCy pipeline costs before it knows anything."""
    try:
        import spacy  # type: ignore[import-not-found,unused-ignore]  # optional
    except ImportError:
        sys.exit("spaCy is not installed (pip install spacy)")
    pipes = {language: spacy.blank(language) for language in ("de", "en")}
    for pipe in pipes.values():
        pipe.add_pipe("sentencizer")
        pipe.max_length = 10**8
    begin, characters = perf_counter(), 0
    for article in _articles(corpora, kind, size):
        characters += len(article.text)
        if article.language in pipes:
            pipes[article.language](article.text)
    seconds = perf_counter() - begin
    notes = f"{characters / seconds / 1e6:.2f} M characters/s"
    return {"seconds": seconds, "rate": f"{size / seconds:,.0f} articles/s", "notes": notes}


def _readings(corpora: Path, kind: str, size: int) -> list[Reading]:
    from kg.pipeline import read_articles

    return [outcome.reading for outcome in read_articles(_articles(corpora, kind, size)) if not outcome.error]


def _load(corpora: Path, kind: str, size: int, _jobs: int) -> Figures:
    from kg import rdf, schema
    from kg.pipeline.loading import BATCH
    from kg.store import Store

    found, known = _readings(corpora, kind, size), schema.load()
    quads = sum(len(list(rdf.quads(reading, known))) for reading in found)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "graph", write=True) as store:
        begin = perf_counter()
        for start in range(0, len(found), BATCH):
            store.add(found[start : start + BATCH])
        seconds = perf_counter() - begin
        begin = perf_counter()
        store.resolve()
        resolving = perf_counter() - begin
    notes = f"{quads:,} quads, {len(found) / seconds:,.0f} articles/s; then resolving {resolving:.1f} s"
    return {"seconds": seconds, "rate": f"{quads / seconds:,.0f} quads/s", "notes": notes}


def _raw(corpora: Path, kind: str, size: int, _jobs: int) -> Figures:
    import pyoxigraph

    from kg import rdf, schema

    known = schema.load()
    quads = [quad for reading in _readings(corpora, kind, size) for quad in rdf.quads(reading, known)]
    with tempfile.TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)
        begin = perf_counter()
        store.bulk_extend(quads)
        seconds = perf_counter() - begin
    return {"seconds": seconds, "rate": f"{len(quads) / seconds:,.0f} quads/s", "notes": "quads made before"}


def _build(corpora: Path, kind: str, size: int, jobs: int) -> Figures:
    from kg.pipeline import build
    from kg.store import Store

    with tempfile.TemporaryDirectory() as folder:
        source, place = Path(folder) / "articles.jsonl", Path(folder) / "graph"
        with source.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{article.model_dump_json()}\n" for article in _articles(corpora, kind, size))
        with Store.open(place, write=True) as store:
            done = build([source], store, jobs=jobs)
        megabytes = sum(path.stat().st_size for path in (place / "db").rglob("*") if path.is_file()) / 1e6
    parts = ", ".join(f"{phase} {seconds:.0f} s" for phase, seconds in done.seconds.items() if phase != "all")
    seconds = done.seconds["all"]
    return {
        "seconds": seconds,
        "rate": f"{size / seconds:,.0f} articles/s",
        "notes": f"{parts}; {sum(done.claims.values()):,} claims; store {megabytes:,.0f} MB",
    }


MEASUREMENTS: dict[str, Callable[[Path, str, int, int], Figures]] = {
    "spacy": _spacy,
    "read": _read,
    "load": _load,
    "raw": _raw,
    "build": _build,
}

if __name__ == "__main__":
    main()
