"""Times each named question on a store, with its defaults and with entities, and prints a Markdown table.

    python scripts/time_questions.py STORE [--entity iso:RU --sender iso:US --goods oil] [--repeat 3] [--limit 1.0]

The seconds are the best of some runs in one process, from the name of the question to the last row. Exit code 1 when
one takes longer than ``--limit``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from kg.errors import KgError
from kg.schema.queries import Query, queries
from kg.store import Store

_DAY = "2024-01"


def main() -> int:
    """Print the table."""
    arguments = _arguments()
    slow = 0
    with Store.open(arguments.store) as store:
        stats = store.stats()
        print(f"{datetime.now(UTC):%Y-%m-%d}, {stats.articles:,} articles, {stats.measures:,} measures\n")
        print("| question | parameters | rows | seconds |")
        print("|---|---|---|---|")
        measure = next(store.measures()).iri
        for name, question in queries().items():
            for values in _variants(question, arguments, measure):
                try:
                    rows, seconds = _timed(store, name, values, arguments.repeat)
                except KgError as error:
                    print(f"| {name} | {_listed(values)} | {error} | |")
                    continue
                slow += seconds > arguments.limit
                print(f"| {name} | {_listed(values)} | {rows} | {seconds:.3f} |", flush=True)
    if slow:
        print(f"{slow} over {arguments.limit} s", file=sys.stderr)
    return 1 if slow else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--entity", default="iso:RU", help="for targets, and where no other fits")
    parser.add_argument("--sender", default="iso:US", help="for senders and the beginning of edges")
    parser.add_argument("--goods", default="crude oil")
    parser.add_argument("--exchange", default="mic:XLME")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds")
    return parser.parse_args()


def _variants(question: Query, arguments: argparse.Namespace, measure: str) -> Iterator[dict[str, str]]:
    """The needed parameters alone; then one optional entity each; then all entities, in German."""
    known = {
        "sender": arguments.sender,
        "from": arguments.sender,
        "first": arguments.sender,
        "goods": arguments.goods,
        "exchange": arguments.exchange,
    }

    def value(name: str, kind: str) -> str:
        return measure if kind == "measure" else known.get(name, arguments.entity) if kind == "entity" else _DAY

    needed = {p.name: value(p.name, p.type) for p in question.parameters.values() if p.required}
    optional = [p for p in question.parameters.values() if p.type == "entity" and not p.required]
    yield needed
    for parameter in optional:
        yield needed | {parameter.name: value(parameter.name, parameter.type)}
    if len(optional) > 1:
        yield needed | {p.name: value(p.name, p.type) for p in optional} | {"language": "de"}


def _timed(store: Store, name: str, values: dict[str, str], repeat: int) -> tuple[int, float]:
    best, rows = float("inf"), 0
    for _ in range(repeat):
        begin = perf_counter()
        rows = sum(1 for _ in store.named(name, **values))
        best = min(best, perf_counter() - begin)
    return rows, best


def _listed(values: dict[str, str]) -> str:
    return ", ".join(f"{key}={value.rpartition('/')[2]}" for key, value in values.items())


if __name__ == "__main__":
    sys.exit(main())
