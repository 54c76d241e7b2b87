"""SPARQL 1.1 queries that stay inside the store: no SERVICE, no files, no updates."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ids import BASE
from kg.store.database import Database
from kg.store.result import Result
from kg.vocab import DCTERMS, DERIVED, KG, META, OA, OWL, PROV, RDF, RDFS, SCHEMA, SKOS, VOCABULARY, XSD

PREFIXES = {
    "kg": KG.iri,
    "dcterms": DCTERMS.iri,
    "oa": OA.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "schema": SCHEMA.iri,
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}
"""Prefixes that a query need not declare. ``<entity/iso%3AUS>`` is relative to ``kg.ids.BASE``."""

GRAPHS = {"vocabulary": VOCABULARY, "derived": DERIVED, "meta": META}
"""Short names of the graphs that are no article's."""

_VERBS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_BEGIN = f"a query begins with {', '.join(_VERBS)} or PREFIX"
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
# Strings, comments, IRIs, variables and prefixed names are passed over, so that only keywords are left.
_TOKEN = re.compile(
    r"""
    (?P<text>\"{3}.*?\"{3} | '{3}.*?'{3} | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\s]*>)
    | (?P<comment>\#[^\n]*)
    | (?P<name>[?$]\w+ | @[\w-]+ | [\w.-]*:[\w.%:-]*)
    | (?P<word>\w+)
    | (?P<mark>\S)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_OPTION = re.compile(r"(?!LATERAL|SERVICE)[A-Za-z]+")  # words, not classes of characters; nor what kg refuses
_SHOWN = 6  # of the many things the parser would have accepted


def query(database: Database, text: str, graphs: Iterable[str] | None = None) -> Result:
    """Run a query. Its default graph is the union of all graphs, or of those that are named.

    Raises QueryError for SPARQL that does not parse (with line and column) or that may not run.
    """
    check(text)
    chosen = [ox.NamedNode(GRAPHS.get(name, name)) for name in graphs] if graphs is not None else None
    try:
        with database.errors("cannot be read"):
            found = database.store.query(
                text,
                base_iri=BASE,
                prefixes=PREFIXES,
                use_default_graph_as_union=chosen is None,
                default_graph=chosen,  # type: ignore[arg-type]  # the stub asks for an invariant list
            )
    except SyntaxError as error:
        raise _explained(str(error)) from None
    except ValueError as error:
        raise QueryError(str(error)) from None
    return Result(found, database)


def check(text: str) -> None:
    """Raise QueryError for what is no query, or reaches beyond the store."""
    words = list(_keywords(text))
    if not words:
        raise QueryError("the query is empty", hint=_BEGIN)
    for number, (word, place) in enumerate(words):
        if word == "SERVICE":
            raise QueryError("SERVICE is refused: a query stays inside the store", where=place)
        if word == "FROM" and any(following.startswith("<FILE:") for following, _ in words[number + 1 : number + 3]):
            raise QueryError(
                "a file cannot be queried", where=place, hint="FROM takes the name of a graph in the store"
            )
    known = {*_UPDATES, *_VERBS}
    verb, place = next(((word, place) for word, place in words if word in known), ("", words[0][1]))
    if not verb:
        raise QueryError("this is no SPARQL query", where=place, hint=_BEGIN)
    if verb in _UPDATES:
        raise QueryError(
            f"{verb} is an update, which is refused", where=place, hint="kg load and kg drop change a store"
        )


def _keywords(text: str) -> Iterable[tuple[str, str]]:
    """Words and IRIs in capitals, with their places."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup in {"word", "iri"}:
            begin = match.start()
            line, column = text.count("\n", 0, begin) + 1, begin - text.rfind("\n", 0, begin)
            yield match.group().upper(), f"line {line}, column {column}"


def _explained(message: str) -> QueryError:
    """``error at 1:25: expected one of A, B, …`` with the place set apart and the list shortened."""
    if not (match := _PLACE.match(message)):
        return QueryError(message)
    line, column, rest = match.groups()
    where = f"line {line}, column {column}"
    if "Prefix not found" in rest:
        hint = f"known without PREFIX: {', '.join(PREFIXES)}"
        return QueryError("the prefix before this is not declared", where=where, hint=hint)
    options = [option for option in rest.removeprefix("expected one of ").split(", ") if _OPTION.fullmatch(option)]
    if rest.startswith("expected "):
        more = ", …" if len(options) > _SHOWN else ""
        expected = f"; valid are {', '.join(options[:_SHOWN])}{more}" if options else ""
        rest = f"this is no SPARQL, or something is missing before it{expected}"
    return QueryError(rest, where=where)
