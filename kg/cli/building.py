"""``kg build`` and ``kg resolve``: the main job."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from kg.cli.console import Reporter, stop
from kg.cli.options import DEFAULT_STORE, Jobs, Json, Language, Quiet, Sources, StorePath, option
from kg.cli.reading import Sample, chosen
from kg.cli.render import document
from kg.cli.run import INTERRUPTED, say

if TYPE_CHECKING:
    from kg.pipeline import Summary


def build(
    source: Sources = None,
    sample: Sample = False,
    store: StorePath = DEFAULT_STORE,
    jobs: Jobs = None,
    language: Language = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Read articles into the graph, from sources to measures.

    Articles that the graph holds in the same reading are passed over, so the same command after an
    interruption goes on where it stopped.

    Examples:
      kg build --sample
      kg build news --store graph
      kg build news/venezuela-belarus.jsonl news/feed.xml --jobs 2 --json
    """
    from kg import pipeline
    from kg.store import Store

    reporter = Reporter()
    names = chosen(source, sample)
    total = pipeline.estimate(names) if sys.stderr.isatty() else None
    done = pipeline.Summary()
    with Store.open(store, write=True) as opened, reporter.bar("reading", total, quiet=quiet or json) as bar:

        def progress(summary: Summary) -> None:
            nonlocal done
            done = summary
            bar.at(summary.handled)

        try:
            done = pipeline.build(
                names, opened, jobs=jobs, language=language, on_error=reporter.error, progress=progress
            )
        except KeyboardInterrupt:
            say(f"stopped; {done.stored} articles are stored in {store}; the same command goes on from there")
            stop(INTERRUPTED)
    if json:
        document({"store": str(store), **done.to_dict()}, sys.stdout.buffer)
    elif not quiet:
        _print(done, store)
    reporter.end()


def resolve(
    store: StorePath = DEFAULT_STORE,
    rebuild: Annotated[bool, Option("--rebuild", help="Drop what was derived and make it again.")] = False,
    quiet: Quiet = False,
) -> None:
    """Put claims together into measures with their steps.

    kg build and kg load do this at their end; this command is for after an interruption or a change
    of the rule.

    Examples:
      kg resolve
      kg resolve --rebuild
    """
    from kg.store import Store

    with Store.open(store, write=True) as opened:
        done = opened.resolve(rebuild=rebuild)
        measures = opened.stats().measures
    if not quiet:
        print(f"{store}: {measures} measures; {done.edges} edges and {done.entities} names derived anew")


def _print(summary: Summary, store: Path) -> None:
    """The summary for a person."""
    for line in _lines(summary, store):
        print(line)


def _lines(summary: Summary, store: Path) -> list[str]:
    stored = f"{summary.new} new, {summary.replaced} read anew, {summary.unchanged} unchanged"
    left = f"{summary.repeated} with a text met before, {summary.skipped} skipped"
    lines = [
        f"Articles   {summary.articles}: {stored}, {left}",
        f"Claims     {_counts(summary.claims)}",
    ]
    lines += [f"Skipped    {count} x {reason}" for reason, count in summary.reasons.items()]
    if summary.near_copies:
        lines.append(f"Copies     {summary.near_copies} nearly the same as another article, linked to it")
    seconds = summary.seconds
    lines.append(
        f"Time       {seconds['all']:.1f} s: reading {seconds['reading']:.1f},"
        f" storing {seconds['storing']:.1f}, resolving {seconds['resolving']:.1f}"
    )
    return [*lines, f"Graph      {store}", "", "Next:", *(f"  {command}" for command in suggestions(store))]


def _counts(counts: Mapping[str, int]) -> str:
    total = sum(counts.values())
    return f"{total}: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items(), key=lambda i: -i[1]))


def suggestions(store: Path) -> list[str]:
    """Commands that work on this graph and show what can be done with it."""
    where = option(store)
    return [
        f"kg list measures{where}",
        f'kg explain "United States"{where}',
        f"kg list queries{where}",
        f"kg export actors.gexf{where}",
    ]
