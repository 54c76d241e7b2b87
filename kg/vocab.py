"""Closed namespaces: the terms that code uses, as IRIs. A mistyped term raises, here and not in a result.

>>> KG.Claim
'https://w3id.org/kg/ontology#Claim'
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.ids import BASE, ONTOLOGY

VOCABULARY: Final = BASE + "graph/vocabulary"
"""Name of the graph with the ontology and the code lists."""
DERIVED: Final = BASE + "graph/derived"
"""Name of the graph with what is derived: measures, steps, edges, labels of entities."""
META: Final = BASE + "graph/meta"
"""Name of the graph with what the store knows of itself."""


class Namespace:
    """The known terms of one vocabulary. ``KG.agent`` and ``KG["agent"]`` give the IRI.

    Raises AttributeError or KeyError, with the valid terms, for a term that is not declared.
    """

    def __init__(self, iri: str, terms: str) -> None:
        self.iri = iri
        self._terms = {term: iri + term for term in terms.split()}

    def __getattr__(self, term: str) -> str:
        if term.startswith("_"):
            raise AttributeError(term)
        try:
            return self._terms[term]
        except KeyError:
            raise AttributeError(f"{self.iri} has no term {term!r}; terms: {', '.join(sorted(self._terms))}") from None

    def __getitem__(self, term: str) -> str:
        try:
            return self._terms[term]
        except KeyError:
            raise KeyError(f"{self.iri} has no term {term!r}") from None

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all terms."""
        return iter(self._terms.values())

    def __contains__(self, iri: object) -> bool:
        return iri in self._terms.values()

    def local(self, iri: str) -> str:
        """The name of a term without its namespace. Raises KeyError for an IRI of another namespace."""
        if not iri.startswith(self.iri):
            raise KeyError(f"{iri} is not in {self.iri}")
        return iri[len(self.iri) :]


KG = Namespace(
    ONTOLOGY,
    """
    Article ReadingRun Claim Entity Event Measure Step Edge
    ClaimType Action Instrument Stage Role EntityType EdgeForm FurnitureKind DateOrigin Status
    published publishedHow publishedSuspect sha256 source nearCopyOf
    kgVersion ontologyVersion lexiconVersion model
    action instrument stage agent target addressee goods place speaker
    date dateText earliest latest value unit period confidence decidedBy order evidence
    mentionOf name link localId
    sender step claim status edgeFrom edgeTo predicate articleCount asOf claimCount first last reported
    claimClass entityClass roleProperty coreRole fillerType usesRole actionOf needs minimumRoles symmetric
    edgeOf fromRole toRole whenAction whenStage
    """,
)
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label subClassOf subPropertyOf isDefinedBy seeAlso")
OWL = Namespace(
    "http://www.w3.org/2002/07/owl#",
    "Ontology Class ObjectProperty DatatypeProperty AnnotationProperty SymmetricProperty versionInfo versionIRI sameAs",
)
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "string integer decimal double boolean date")
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#", "Concept ConceptScheme prefLabel definition notation broader inScheme"
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "SpecificResource TextPositionSelector TextQuoteSelector hasSource hasSelector exact start end",
)
PROV = Namespace("http://www.w3.org/ns/prov#", "Activity Entity used wasDerivedFrom wasGeneratedBy")
SCHEMA = Namespace("https://schema.org/", "NewsArticle headline inLanguage publisher author datePublished url license")
DCTERMS = Namespace("http://purl.org/dc/terms/", "identifier license")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/", "Event Actor Place hasActor hasPlace")
