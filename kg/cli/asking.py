"""``kg query``: SPARQL by name, file, text or standard input."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from kg.cli.complete import query_names
from kg.cli.options import DEFAULT_STORE, Output, StorePath
from kg.cli.output import STANDARD, is_terminal, opened, reading
from kg.cli.render import one_of, rows
from kg.errors import QueryError, UsageError

if TYPE_CHECKING:
    from typing import BinaryIO

    from kg.store import Result, Store

ROWS, GRAPH = "csv", "ttl"
"""Forms of rows and of triples that nobody asked a form of."""

_WORD = re.compile(r"[\w.-]+")


def query(
    question: Annotated[
        str,
        Argument(
            metavar="NAME|FILE|TEXT|-",
            help="A named query (kg list queries), a file, SPARQL, or - for standard input.",
            autocompletion=query_names,
        ),
    ],
    parameter: Annotated[
        list[str] | None, Option("--param", "-p", metavar="KEY=VALUE", help="A value for a parameter of the query.")
    ] = None,
    store: StorePath = DEFAULT_STORE,
    format: Annotated[  # noqa: A002 - the option is called so
        str | None,
        Option(
            "--format",
            "-f",
            help="table, csv, tsv, json, xml; for triples ttl, nt, trig, nq, jsonld, rdf.",
            show_default=False,
        ),
    ] = None,
    output: Output = STANDARD,
) -> None:
    """Ask the graph in SPARQL: SELECT, ASK, CONSTRUCT, DESCRIBE.

    A table on a terminal; else CSV, and Turtle for CONSTRUCT and DESCRIBE, unless --format says otherwise.

    Examples:
      kg query who-measures-whom
      kg query "SELECT ?name { ?state a kg:State ; kg:name ?name } LIMIT 5" --format json
      kg query "ASK { ?claim kg:stage ?stage }"
    """
    from kg.store import Store

    given = _parameters(parameter or [])
    with Store.open(store) as graph:
        result = _asked(graph, question, given)
        with opened(output) as stream:
            _write(result, format, stream, terminal=is_terminal(output))


def _parameters(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not (key and sign):
            raise UsageError(f"{pair!r} is no parameter", hint="write -p key=value")
        found[key] = value
    return found


def _asked(graph: Store, question: str, given: dict[str, str]) -> Result:
    """The answer to a query by name, else by its text."""
    from kg.schema.queries import queries
    from kg.schema.queries import query as named

    if question in queries():
        return graph.named(question, **given)
    if given and _is_file(question):
        path = Path(question)
        return graph.query(named(path.stem, path.parent).render(None, **_values(given)))
    if given:
        raise UsageError("parameters are for queries with a name or in a file", hint=f"queries: {', '.join(queries())}")
    return graph.query(_text(question))


def _values(given: dict[str, str]) -> dict[str, Any]:
    """Typed loosely, since ``render`` has keywords of its own beside the parameters."""
    return {**given}


def _text(question: str) -> str:
    """SPARQL from standard input, a file, or as it stands."""
    if question == STANDARD or _is_file(question):
        with reading(question) as stream:
            return decoded(stream.read(), question)
    if _WORD.fullmatch(question):
        from kg.schema.queries import queries

        one_of(question, queries(), "query")
    return question


def _is_file(question: str) -> bool:
    try:
        return Path(question).is_file()
    except (OSError, ValueError):  # a query is no valid path
        return False


def decoded(data: bytes, name: str) -> str:
    """Text in UTF-8. Raises QueryError with the byte that is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(f"not UTF-8 at byte {error.start + 1}", where=name, hint="save the query as UTF-8") from None


def _write(result: Result, form: str | None, stream: BinaryIO, *, terminal: bool) -> None:
    """The result in the form that was asked for, else as it suits the output."""
    table = terminal and result.kind == "rows"
    form = form or ("table" if table else GRAPH if result.kind == "triples" else ROWS)
    if form == "table":
        rows(result.columns, result, form, stream)
    else:
        result.serialize(form, stream)
    if result.kind == "boolean":
        stream.write(b"\n")
