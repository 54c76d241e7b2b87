"""Reading ↔ RDF: what one article says as triples in the graph that its IRI names, and back.

The shape is documented in docs/rdf.md. RDF 1.1, no blank nodes, canonical literals.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg import schema as _schema
from kg.ids import article_iri
from kg.rdf import read as _read
from kg.rdf import write as _write
from kg.schema import Schema, bounds
from kg.vocab import VOCABULARY

if TYPE_CHECKING:
    import pyoxigraph

    from kg.model import Reading

__all__ = ["bounds", "nquads", "ntriples", "quads", "reading", "vocabulary_quads"]


def ntriples(reading: Reading, schema: Schema | None = None) -> str:
    """The triples of a reading as N-Triples, also valid inside ``INSERT DATA { GRAPH <article> { … } }``.

    Raises ReadingError for a code that the ontology does not declare and for a date that is not EDTF.
    """
    return "".join([f"{line} .\n" for line in _write.lines(reading, schema or _schema.load())])


def nquads(reading: Reading, schema: Schema | None = None) -> str:
    """The same as N-Quads, in the graph that the article's IRI names."""
    end = f" <{article_iri(reading.article)}> .\n"
    return "".join([line + end for line in _write.lines(reading, schema or _schema.load())])


def quads(reading: Reading, schema: Schema | None = None) -> list[pyoxigraph.Quad]:
    """The same as pyoxigraph quads. A quad may come twice, as in any RDF file."""
    import pyoxigraph as ox

    return list(ox.parse(nquads(reading, schema).encode(), format=ox.RdfFormat.N_QUADS))


def reading(quads: Iterable[pyoxigraph.Quad | pyoxigraph.Triple], schema: Schema | None = None) -> Reading:
    """The reading of one article's quads; ``reading(quads(r))`` is ``r`` up to the order of values that are sets.

    Claims keep their order. Raises ReadingError when the quads are not those of one article.
    """
    return _read.read(quads, schema or _schema.load())


def vocabulary_quads(schema: Schema | None = None) -> list[pyoxigraph.Quad]:
    """The ontology, its alignments and the code lists, for the graph ``kg.vocab.VOCABULARY``."""
    import pyoxigraph as ox

    graph = ox.NamedNode(VOCABULARY)
    triples = (schema or _schema.load()).triples
    return [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
