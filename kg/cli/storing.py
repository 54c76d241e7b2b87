"""``kg load`` and ``kg drop``: readings into the store, articles out of it."""

from __future__ import annotations

import sys
from typing import Annotated

from typer import Argument

from kg.cli.console import Reporter, stop
from kg.cli.options import DEFAULT_STORE, Json, Quiet, StorePath
from kg.cli.output import STANDARD, reading
from kg.cli.render import document
from kg.cli.run import INTERRUPTED, say


def load(
    file: Annotated[list[str] | None, Argument(metavar="FILE", help="Readings; - for standard input.")] = None,
    store: StorePath = DEFAULT_STORE,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Put readings, as kg read prints them, into the graph.

    A line that is no reading is reported with its number and passed over. Readings coded by hand will do.

    Examples:
      kg load readings.jsonl
      kg read news | kg load -
    """
    from kg import pipeline
    from kg.store import Store

    reporter = Reporter()
    with Store.open(store, write=True) as opened:
        for name in file or [STANDARD]:
            try:
                with reading(name) as stream:
                    where = "<stdin>" if name == STANDARD else name
                    done = pipeline.load(stream, opened, where=where, on_error=reporter.error)
            except KeyboardInterrupt:
                say(f"stopped while loading {name}; what was stored stays; the same command goes on from there")
                stop(INTERRUPTED)
            if json:
                document(done, sys.stdout.buffer)
            elif not quiet:
                counts = f"{done.new} new, {done.replaced} replaced, {done.unchanged} unchanged, {done.skipped} skipped"
                print(f"{name}: {done.articles} readings: {counts}")
    reporter.end()


def drop(
    article: Annotated[list[str], Argument(help="Ids or IRIs of articles, as kg list articles prints them.")],
    store: StorePath = DEFAULT_STORE,
    quiet: Quiet = False,
) -> None:
    """Take articles, and all that only they said, out again.

    Examples:
      kg drop andean-report-2024-04-18
    """
    from kg.store import Store

    with Store.open(store, write=True) as opened:
        count = opened.drop(article)
    if not quiet:
        print(f"{count} of {len(article)} articles dropped")
