"""What a query gives: rows, triples, or yes and no."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.store.database import Database
from kg.store.disk import exported
from kg.vocab import XSD

Python = str | int | float | bool | None
"""IRIs, plain text and dates as str (dates in ISO 8601), numbers as int and float, truth as bool; None: unbound."""

_NUMBERS = {XSD.integer: int, XSD.decimal: float, XSD.double: float}
_TABLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


class Result:
    """Rows (``kind`` "rows"), triples ("triples") or a truth value ("boolean"), read as they come, once.

    >>> from kg.store import Store
    >>> with Store.open() as store:
    ...     list(store.query("SELECT (1 + 1 AS ?two) {}"))
    [(2,)]
    """

    def __init__(self, found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean, database: Database) -> None:
        self._found, self._database = found, database

    @property
    def kind(self) -> str:
        """``rows``, ``triples`` or ``boolean``."""
        if isinstance(self._found, ox.QueryBoolean):
            return "boolean"
        return "rows" if isinstance(self._found, ox.QuerySolutions) else "triples"

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns: the variables; subject, predicate, object; or boolean."""
        if isinstance(self._found, ox.QuerySolutions):
            return tuple(variable.value for variable in self._found.variables)
        return ("boolean",) if self.kind == "boolean" else ("subject", "predicate", "object")

    @property
    def formats(self) -> tuple[str, ...]:
        """The forms that ``serialize`` can write this result in."""
        return tuple(_GRAPHS if self.kind == "triples" else _TABLES)

    def __bool__(self) -> bool:
        """The answer of ASK. Raises UsageError for other results, whose emptiness shows only in reading them."""
        if not isinstance(self._found, ox.QueryBoolean):
            raise UsageError(f"a result of {self.kind} is neither true nor false", hint="use list(result)")
        return bool(self._found)

    def __iter__(self) -> Iterator[tuple[Python, ...]]:
        """Rows of Python values."""
        if isinstance(self._found, ox.QueryBoolean):
            yield (bool(self._found),)
            return
        for row in self.terms():
            yield tuple(map(value, row))

    def terms(self) -> Iterator[tuple[Any, ...]]:
        """Rows of pyoxigraph terms, None where a variable is unbound."""
        if isinstance(self._found, ox.QueryBoolean):
            raise UsageError("a truth value has no terms", hint="use bool(result)")
        with self._database.errors("cannot be read"):
            for row in self._found:
                yield (row.subject, row.predicate, row.object) if isinstance(row, ox.Triple) else tuple(row)

    def to_records(self) -> list[dict[str, Python]]:
        """One dictionary a row."""
        columns = self.columns
        return [dict(zip(columns, row, strict=True)) for row in self]

    def serialize(self, form: str, output: IO[bytes] | str | None = None) -> bytes | None:
        """Write the result to a file or path, or give its bytes.

        Rows and booleans: csv, tsv, json, xml (SPARQL 1.1 results). Triples: ttl, nt, trig, nq, jsonld, rdf.
        Raises UsageError for another form, ExportError when the file cannot be written.
        """
        if form not in self.formats:
            raise UsageError(f"no form {form!r} for {self.kind}", hint=f"forms: {', '.join(self.formats)}")
        with exported(output):
            if isinstance(self._found, ox.QueryTriples):
                quads = self._found
                return ox.serialize(quads, output, _GRAPHS[form], prefixes=_prefixes(form))
            return self._found.serialize(output, _TABLES[form])


def value(term: Any) -> Python:
    """A term as a Python value."""
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else None if term is None else str(term)
    datatype = term.datatype.value
    try:
        if datatype in _NUMBERS:
            return _NUMBERS[datatype](term.value.replace("INF", "inf"))  # type: ignore[no-any-return]
    except ValueError:  # a literal that is not of its datatype stays text
        return term.value
    return term.value == "true" if datatype == XSD.boolean else term.value


def _prefixes(form: str) -> dict[str, str] | None:
    from kg.store.querying import PREFIXES

    return PREFIXES if form in {"ttl", "turtle", "trig", "rdf", "jsonld"} else None
