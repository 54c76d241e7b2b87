"""``kg list``, ``kg stats``, ``kg version``: what there is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from kg.cli.complete import kind_names
from kg.cli.options import DEFAULT_STORE, Format, Json, Output, StorePath
from kg.cli.output import STANDARD, is_terminal, opened
from kg.cli.render import document, one_of, rows

if TYPE_CHECKING:
    from kg.schema.parameters import Parameter
    from kg.schema.queries import Query
    from kg.store import Store

Listing = tuple[Sequence[str], Iterable[Sequence[Any]]]


def list_(
    kind: Annotated[str, Argument(metavar="KIND", help="What to list; see below.", autocompletion=kind_names)],
    store: StorePath = DEFAULT_STORE,
    format: Format = None,  # noqa: A002 - the option is called so
    json: Json = False,
    limit: Annotated[int | None, Option("--limit", "-n", min=1, metavar="N", help="Lines at most.")] = None,
    output: Output = STANDARD,
) -> None:
    """List what the graph holds or what kg knows.

    In the graph: articles, entities, measures. Of this installation: queries, views, types, instruments, stages,
    languages, formats. A table on a terminal, else CSV.

    Examples:
      kg list measures
      kg list entities --limit 10 --format csv
      kg list instruments --json
    """
    one_of(kind, KINDS, "kind")
    form = "json" if json else format or ("table" if is_terminal(output) else "csv")
    with opened(output) as stream:
        if kind in STORED:
            from kg.store import Store

            with Store.open(store) as graph:
                columns, found = (TABLES if form == "table" else STORED).get(kind, STORED[kind])(graph)
                rows(columns, islice(found, limit), form, stream)
        else:
            columns, found = KNOWN[kind]()
            rows(columns, islice(found, limit), form, stream)


def _articles(store: Store) -> Listing:
    columns = ("id", "published", "language", "publisher", "title", "claims", "iri")
    return columns, _picked(store.articles(), columns)


def _entities(store: Store) -> Listing:
    columns = ("name", "type", "link", "articles", "iri")
    return columns, _picked(store.entities(), columns)


def _measures(store: Store) -> Listing:
    from kg.store import MeasureRow

    columns = ["id", *(field.name for field in fields(MeasureRow) if field.name not in ("label", "iri"))]
    found = store.measures()
    return columns, ([row.iri.rpartition("/")[2], *(getattr(row, name) for name in columns[1:])] for row in found)


def _measures_table(store: Store) -> Listing:
    """What fits beside a whole id; the other forms have every column."""
    columns = ("id", "status", "as_of", "label")
    return columns, ([row.iri.rpartition("/")[2], row.status, row.as_of, row.label] for row in store.measures())


def _picked(found: Iterable[Any], columns: Sequence[str]) -> Iterable[Sequence[Any]]:
    return ([getattr(row, column) for column in columns] for row in found)


def _queries() -> Listing:
    from kg.schema.queries import queries

    columns = ("name", "title", "parameters")
    found = queries().items()
    return columns, ((name, each.title, _parameters(each)) for name, each in found)


def _parameters(query: Query) -> list[str]:
    """``target`` is required, ``[since]`` is not, ``[limit=100]`` has a default."""
    return [_parameter(each) for each in query.parameters.values()]


def _parameter(each: Parameter) -> str:
    if each.required:
        return each.name
    return f"[{each.name}={each.default}]" if each.default else f"[{each.name}]"


def _views() -> Listing:
    from kg.graph import views

    found = views().items()
    return ("name", "title", "description"), ((name, view.title["en"], view.description["en"]) for name, view in found)


def _types() -> Listing:
    from kg import schema
    from kg.model import ROLES

    columns = ("type", "en", "de", "actions", "roles", "definition")
    kinds = schema.load().claim_types.items()
    found = (
        (
            code,
            kind.label("en"),
            kind.label("de"),
            tuple(kind.actions),
            [role for role in (*ROLES, "speaker") if role in kind.roles],
            kind,
        )
        for code, kind in kinds
    )
    return columns, ((*row, _defined(kind)) for *row, kind in found)


def _codes(scheme: str) -> Callable[[], Listing]:
    def listed() -> Listing:
        from kg import schema

        terms = schema.load().codes(scheme).items()
        found = ((code, term.label("en"), term.label("de"), _defined(term)) for code, term in terms)
        return (scheme, "en", "de", "definition"), found

    return listed


def _defined(term: Any) -> str:
    return str(getattr(term, "definitions", {}).get("en", ""))


def _languages() -> Listing:
    from kg.lang import languages

    return ("language",), ((code,) for code in languages())


def _formats() -> Listing:
    from kg.export import FORMATS

    found = FORMATS.values()
    return ("format", "endings", "of", "for"), ((form.name, form.extensions, form.of, form.about) for form in found)


STORED: dict[str, Callable[[Any], Listing]] = {"articles": _articles, "entities": _entities, "measures": _measures}
TABLES: dict[str, Callable[[Any], Listing]] = {"measures": _measures_table}
"""Lists with fewer columns in a table than in other forms."""
KNOWN: dict[str, Callable[[], Listing]] = {
    "queries": _queries,
    "views": _views,
    "types": _types,
    "instruments": _codes("instrument"),
    "stages": _codes("stage"),
    "languages": _languages,
    "formats": _formats,
}
KINDS = (*STORED, *KNOWN)


def stats(store: StorePath = DEFAULT_STORE, json: Json = False) -> None:
    """Count what the graph holds.

    Examples:
      kg stats
      kg stats --json
    """
    from kg.store import Store

    with Store.open(store) as graph:
        found = graph.stats()
    if json:
        document(found, sys.stdout.buffer)
        return
    for field in fields(found):
        print(f"{field.name:<10} {_shown(getattr(found, field.name))}")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count:,} {name}" for name, count in sorted(value.items(), key=lambda item: -item[1]))
    if isinstance(value, tuple):
        return " to ".join(value)
    return f"{value:,}" if isinstance(value, int) else str(value or "")


def version(json: Json = False) -> None:
    """Print the versions of kg, its ontology and its lexicons.

    Examples:
      kg version
      kg version --json
    """
    found = _versions()
    if json:
        document(found, sys.stdout.buffer)
        return
    for name, value in found.items():
        print(f"{name:<11} {value}")


def _versions() -> dict[str, str]:
    import platform
    from importlib.metadata import version as installed

    from kg.pipeline import current_provenance

    made_by = current_provenance()
    own = {"kg": made_by.kg, "ontology": made_by.ontology, "lexicon": made_by.lexicon}
    return own | {"pyoxigraph": installed("pyoxigraph"), "python": platform.python_version()}
