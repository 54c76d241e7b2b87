"""Reading ↔ RDF: what one article says as triples in the graph that its IRI names, and back.

RDF 1.1, no blank nodes, literals in the canonical form that Oxigraph keeps. ``A`` is the article:

    A                 a kg:Article, schema:NewsArticle; its head (dcterms:identifier, schema:headline, kg:published, …)
    A#reading         a kg:ReadingRun, prov:Activity; prov:used A; the versions and models that made the reading
    A/claim/HASH      a kg:Claim and the class of its type; kg:action, kg:stage, kg:instrument; its roles and speaker;
                      kg:date (EDTF) with kg:earliest and kg:latest; kg:evidence A#char=10,50; prov:wasDerivedFrom A
    A#char=10,50      a oa:SpecificResource; oa:hasSource A; oa:hasSelector A#selector=10,50 (RFC 5147, code points)
    A#selector=10,50  a oa:TextPositionSelector, oa:TextQuoteSelector; oa:start, oa:end, oa:exact
    A#char=3,6        kg:mentionOf an entity; oa:exact: the words that name it
    an entity         a kg:State or another class; kg:name, kg:link, kg:localId (its id in this reading)

Quotes coded without offsets are ``A#quote=HASH`` and have no start and end. A float is written as decimal where that
is exact, else as double. Two entities of one reading that are the same thing become one.
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

__all__ = ["bounds", "claim_iris", "nquads", "ntriples", "quads", "reading", "vocabulary_quads"]


def ntriples(reading: Reading, schema: Schema | None = None) -> str:
    """The triples of a reading as N-Triples, also valid inside ``INSERT DATA { GRAPH <article> { … } }``.

    Raises ReadingError for a code that the ontology does not declare and for a date that is not EDTF.
    """
    return "".join([f"{line} .\n" for line in _write.lines(reading, schema or _schema.load())])


def claim_iris(reading: Reading) -> list[str]:
    """The IRIs of the claims, in their order; claims that say the very same are told apart by a number."""
    return _write.claim_iris(reading)


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
