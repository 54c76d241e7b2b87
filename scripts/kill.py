"""Kill a process that builds a store, at random moments, and look at what is left.

    python scripts/kill.py 1000 [--seed N] [--articles N] [--minutes N]

A process adds articles one by one and in bulk, replaces some, drops some and resolves; it reports each article after
it was stored. It is killed with SIGKILL, then another process opens the store and checks that each reported article
is whole and none is half there. Then the same run goes on; when it comes to its end, the store is compared, quad by
quad and with its derived graph, with one that was built undisturbed. Prints a table; exit code 1 when anything was
lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import NotFound
from kg.ids import article_iri, text_sha256
from kg.model import Claim, Entity, Head, Provenance, Quote, Reading
from kg.schema import load
from kg.store import Store
from kg.store.database import META_GRAPH
from kg.vocab import DERIVED, VOCABULARY

_STATES = {"us": "United States", "gb": "United Kingdom", "ru": "Russia", "ir": "Iran", "de": "Germany"}
_INSTRUMENTS = ("import-ban", "tariff", "sanctions", "asset-freeze")
_GOODS = ("nickel", "oil", "steel")
_BULK = 105  # articles of the first batch: it is loaded in bulk
_BATCH = 15
_WITHIN = 0.5  # of the time of an undisturbed run: later kills mostly come too late


@dataclass(frozen=True)
class Plan:
    """What a run does: first readings, newer ones of some articles, and articles to drop at last."""

    first: tuple[Reading, ...]
    newer: tuple[Reading, ...]
    dropped: tuple[str, ...]


def plan(seed: int, articles: int) -> Plan:
    """The same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    first = tuple(reading(chance, number, "1") for number in range(articles))
    newer = tuple(reading(chance, number, "2") for number in range(0, articles, 5))
    return Plan(first, newer, tuple(one.article.id for one in first[3::40]))


def reading(chance: random.Random, number: int, lexicon: str) -> Reading:
    """A made-up reading; the number decides the text, chance what is read from it."""
    senders, target = chance.sample(["us", "gb", "de"], chance.randint(1, 2)), chance.choice(["ru", "ir"])
    goods = chance.sample(_GOODS, chance.randint(0, 2))
    day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    sentence = f"Report {number} of version {lexicon}: a measure against {_STATES[target]}."
    claims = tuple(
        Claim(
            type="measure",
            action=chance.choice(["impose", "expand", "lift"]),
            measure=chance.choice(_INSTRUMENTS),
            stage=chance.choice(["done", "announced", "threatened", "denied"]),
            agent=tuple(senders),
            target=(target,),
            goods=tuple(goods),
            date=chance.choice([day, None]),
            confidence=0.5,
            evidence=(Quote(text=sentence, start=0, end=len(sentence)),),
        )
        for _ in range(chance.randint(1, 3))
    )
    states = [Entity(id=i, type="state", name=_STATES[i], link=f"iso:{i.upper()}") for i in (*senders, target)]
    things = [Entity(id=i, type="commodity", name=i) for i in goods]
    head = Head(
        id=f"a{number}",
        language="en",
        title=sentence,
        published=day,
        sha256=text_sha256(f"text {number}"),
        source="made",
    )
    provenance = Provenance(kg="0", ontology="0", lexicon=lexicon)
    return Reading(article=head, entities=(*states, *things), claims=claims, provenance=provenance)


def run(folder: Path, work: Plan, log: Path) -> None:
    """Do what is left of the plan, and write a line to the log for each article after it was stored."""
    with log.open("ab", buffering=0) as reports, Store.open(folder, write=True) as store:

        def report(version: str, ids: Sequence[str]) -> None:
            reports.write("".join(f"{version} {name}\n" for name in ids).encode())

        for batch in _batches(store, work.first):
            store.add(batch, on_stored=lambda ids: report("1", ids))
            store.resolve()
        for batch in _batches(store, work.newer):
            store.add(batch, on_stored=lambda ids: report("2", ids))
            store.resolve()
        for name in work.dropped:
            try:
                store.drop([name])
            except NotFound:  # dropped by an earlier run
                continue
            report("dropped", [name])
    with log.open("ab", buffering=0) as reports:
        reports.write(b"done -\n")


def _batches(store: Store, readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """What is not yet stored: a large batch first, then small ones."""
    newest = Provenance(kg="0", ontology="0", lexicon="2")
    todo = [
        one
        for one in readings
        if not store.has(one.article.sha256 or "", newest) and not store.has(one.article.sha256 or "", one.provenance)
    ]
    size = _BULK
    while todo:
        yield todo[:size]
        todo, size = todo[size:], _BATCH


Contents = dict[str, frozenset[str]]
"""What each graph holds, by its IRI."""


def contents(store: Store) -> Contents:
    """All graphs but the one that the store keeps for itself; the marks in it are counted apart."""
    found: dict[str, list[str]] = {}
    for quad in store._db.match():  # noqa: SLF001 - a look from inside
        if quad.graph_name != META_GRAPH:
            found.setdefault(quad.graph_name.value, []).append(f"{quad.subject} {quad.predicate} {quad.object}")  # type: ignore[union-attr]  # named
    return {name: frozenset(lines) for name, lines in found.items()}


def undisturbed(work: Plan) -> Contents:
    """What the plan leads to when nothing happens, in memory."""
    with Store.open() as store:
        store.add(work.first)
        store.add(work.newer)
        store.resolve()
        store.drop(work.dropped)
        return contents(store)


def versions(readings: Sequence[Reading]) -> Contents:
    """The graph of each article as these readings make it."""
    with Store.open() as store:
        store.add(readings)
        return contents(store)


@dataclass
class Trials:
    """What was seen, and how often."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Expected:
    """What a store may hold in the course of a plan, and what it must hold at its end."""

    first: Contents
    newer: Contents
    dropped: frozenset[str]
    end: Contents


def faults(found: Contents, reported: dict[str, str], expected: Expected) -> Iterator[str]:
    """What is wrong in a store after a kill. ``reported``: the last report on each article."""
    for name in found.keys() - expected.first.keys() - {DERIVED}:
        yield f"graph that nobody wrote: {name}"
    for name, old in expected.first.items():
        if name == VOCABULARY:
            continue
        new, graph, last = expected.newer.get(name), found.get(name), reported.get(name, "")
        if graph is not None and graph not in (old, new):
            yield f"half: {name} holds {len(graph)} quads, last report {last!r}"
        elif graph is None and last in {"1", "2"} and name not in expected.dropped:
            yield f"lost: {name}, last report {last!r}"
        elif graph == old != new and last == "2":
            yield f"old again: {name}"


def _reports(log: Path, iris: dict[str, str]) -> tuple[dict[str, str], bool, int]:
    lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
    return {iris[name]: version for version, name in lines if name != "-"}, ["done", "-"] in lines, len(lines)


def _in_child(work: object) -> int:
    """Fork: a process of its own, without the time to start Python."""
    if pid := os.fork():
        return pid
    try:
        work()  # type: ignore[operator]  # a callable
    except BaseException as error:  # noqa: BLE001 - reported by the exit code
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)
    os._exit(0)


def _checked(folder: Path, expected: Expected, reported: dict[str, str], *, done: bool) -> None:
    with Store.open(folder) as store:
        found, pending = contents(store), store.stats().pending
    wrong = list(faults(found, reported, expected))
    if done and (found != expected.end or pending):
        graphs = [name for name in found.keys() | expected.end.keys() if found.get(name) != expected.end.get(name)]
        wrong.append(f"the end differs in {sorted(graphs)[:3]}, {pending} pending")
    if wrong:
        raise AssertionError("; ".join(wrong[:5]))


def kill(trials: int, seed: int, articles: int, place: Path, end: float) -> Trials:
    """So many kills, or fewer when the (monotonic) time has come; stores are made anew when a run comes to its end."""
    chance, seen = random.Random(seed), Trials()  # noqa: S311 - no secret
    number, longest = 0, 0.0
    while seen.counts["killed"] < trials and time.monotonic() < end:
        number += 1
        work, folder, log = plan(seed + number, articles), place / f"store{number}", place / f"log{number}"
        iris = {one.article.id: article_iri(one.article) for one in work.first}
        dropped = frozenset(iris[name] for name in work.dropped)
        expected = Expected(versions(work.first), versions(work.newer), dropped, undisturbed(work))
        done = False
        while not done and not seen.faults:
            begin = time.monotonic()
            pid = _in_child(lambda: run(folder, work, log))  # noqa: B023 - the child runs at once
            if longest:
                killed = _kill_at(pid, chance.uniform(0, _WITHIN * longest))
            else:
                killed, longest = _kill_at(pid, 600), time.monotonic() - begin
            reported, done, lines = _reports(log, iris)
            seen.counts.update(killed=killed, finished=done, runs=1)
            if folder.joinpath("kg-store.json").exists():
                _look(seen, lambda: _checked(folder, expected, reported, done=done))  # noqa: B023 - the child runs at once
            if done:
                seen.counts["reports"] += lines
        shutil.rmtree(folder, ignore_errors=True)
        if seen.faults:
            break
    return seen


def _kill_at(pid: int, seconds: float) -> int:
    """1 when the process still ran at that time and was killed, 0 when it had come to its end."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return 0
        time.sleep(0.001)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return int(os.WIFSIGNALED(status))


def _look(seen: Trials, check: object) -> None:
    _, status = os.waitpid(_in_child(check), 0)
    seen.counts["checks"] += 1
    if status:
        seen.faults.append("a check failed, see above")


def main() -> int:
    """Parse the command line, run the trials, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("trials", type=int, nargs="?", default=1000, help="how many kills")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="for the same moments again")
    parser.add_argument("--articles", type=int, default=130, help="of one run")
    parser.add_argument("--minutes", type=float, default=600, help="stop then, whatever was asked for")
    asked = parser.parse_args()
    load()
    begin = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        seen = kill(asked.trials, asked.seed, max(asked.articles, 1), Path(place), begin + 60 * asked.minutes)
    rows = {
        "seed": asked.seed,
        "processes killed": seen.counts["killed"],
        "runs that came to their end, equal to an undisturbed one": seen.counts["finished"] - len(seen.faults),
        "stores opened and checked": seen.counts["checks"],
        "reports of stored or dropped articles, in finished runs": seen.counts["reports"],
        "lost, half or different": len(seen.faults),
        "seconds": round(time.monotonic() - begin),
    }
    sys.stdout.write("".join(f"{name:<60}{value:>12}\n" for name, value in rows.items()))
    return 1 if seen.faults else 0


if __name__ == "__main__":
    sys.exit(main())
