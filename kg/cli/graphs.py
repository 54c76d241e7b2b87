"""``kg rank`` and ``kg export``: projections of the graph, ordered and written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from kg.cli.complete import view_names
from kg.cli.options import DEFAULT_STORE, Format, Json, Output, Quiet, StorePath
from kg.cli.output import STANDARD, is_terminal, opened
from kg.cli.render import rows
from kg.cli.run import say

if TYPE_CHECKING:
    from kg.export import Written

_MEGABYTE = 1_000_000

View = Annotated[
    str, Option("--view", "-v", metavar="NAME", help="The projection: kg list views.", autocompletion=view_names)
]
ViewOrAll = Annotated[
    str | None,
    Option("--view", "-v", metavar="NAME", help="The projection: actors unless given.", autocompletion=view_names),
]
Since = Annotated[str | None, Option("--since", metavar="DATE", help="Keep what holds on or after this day.")]
Until = Annotated[str | None, Option("--until", metavar="DATE", help="Keep what holds on or before this day.")]
Stage = Annotated[
    list[str] | None, Option("--stage", metavar="CODE", help="Keep claims of this stage; may be repeated.")
]
Instrument = Annotated[
    list[str] | None, Option("--instrument", metavar="CODE", help="Keep this instrument; may be repeated.")
]
Blocs = Annotated[str | None, Option("--blocs", metavar="HOW", help="as-one, or members: members in a bloc's place.")]
Confidence = Annotated[
    float | None, Option("--min-confidence", min=0, max=1, metavar="X", help="Keep claims at least so sure.")
]


def rank(
    view: View = "actors",
    by: Annotated[str, Option("--by", metavar="MEASURE", help="degree, betweenness, pagerank, …")] = "betweenness",
    top: Annotated[int, Option("--top", "-n", min=1, metavar="N", help="Lines at most.")] = 20,
    store: StorePath = DEFAULT_STORE,
    since: Since = None,
    until: Until = None,
    stage: Stage = None,
    instrument: Instrument = None,
    blocs: Blocs = None,
    min_confidence: Confidence = None,
    format: Format = None,  # noqa: A002 - the option is called so
    json: Json = False,
    output: Output = STANDARD,
) -> None:
    """Rank the actors of a projection by a measure of centrality.

    It measures what is written about, not trade. A table on a terminal, else CSV.

    Examples:
      kg rank
      kg rank --by strength --top 5 --format csv
    """
    from kg.graph import project
    from kg.graph import rank as ranked
    from kg.store import Store

    kept = _filters(since, until, stage, instrument, blocs, min_confidence)
    form = "json" if json else format or ("table" if is_terminal(output) else "csv")
    with Store.open(store) as opened_store:
        graph = project(opened_store, view, **kept)
    columns = ("place", "label", "type", "value", "node")
    found = ([getattr(node, column) for column in columns] for node in ranked(graph, by=by)[:top])
    with opened(output) as stream:
        rows(columns, found, form, stream)


def export(
    target: Annotated[str, Argument(metavar="OUT", help="The file, whose ending names the form; - with --format.")],
    view: ViewOrAll = None,
    store: StorePath = DEFAULT_STORE,
    since: Since = None,
    until: Until = None,
    stage: Stage = None,
    instrument: Instrument = None,
    blocs: Blocs = None,
    min_confidence: Confidence = None,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None,
        Option("--format", "-f", metavar="FORM", help="A form of kg list formats, where no ending tells it."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Write the graph for Gephi, a browser, a spreadsheet, as triples.

    .html is a page to look around in, without a network. .gexf, .graphml, .csv, .json, .parquet hold the projection;
    .ttl, .trig, .nq, .jsonld hold the triples.

    Examples:
      kg export actors.gexf
      kg export graph.html
      kg export measures.graphml --view measures --since 2024
      kg export all.trig
    """
    from kg.export import export as write
    from kg.store import Store

    kept = _filters(since, until, stage, instrument, blocs, min_confidence)
    with Store.open(store) as graph:
        written = write(graph, target, view=view, format=format, **kept)
    if not quiet:
        say(_told(written))


def _filters(
    since: str | None,
    until: str | None,
    stage: list[str] | None,
    instrument: list[str] | None,
    blocs: str | None,
    min_confidence: float | None,
) -> dict[str, Any]:
    """What was asked for, and nothing else, so that forms which heed no filter can say so."""
    asked = {
        "since": since,
        "until": until,
        "stage": stage,
        "instrument": instrument,
        "blocs": blocs,
        "min_confidence": min_confidence,
    }
    return {name: value for name, value in asked.items() if value}


def _told(written: Written) -> str:
    names = " and ".join(str(path) for path in written.paths)
    size = f"{written.bytes / _MEGABYTE:.1f} MB" if written.bytes >= _MEGABYTE else f"{written.bytes / 1000:.0f} kB"
    content = f"{written.nodes} nodes, {written.edges} edges, " if written.nodes is not None else ""
    return f"wrote {names}: {content}{size}"
