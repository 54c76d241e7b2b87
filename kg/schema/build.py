"""From the triples of ``ontology/`` to a Schema."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from kg.errors import ResourceError
from kg.schema.source import Source
from kg.schema.terms import ClaimType, Edge, Role, Term
from kg.vocab import KG, OWL, RDF, RDFS, SKOS

T = TypeVar("T", bound=Term)


def frozen(terms: list[T]) -> Mapping[str, T]:
    """Terms by code, read-only."""
    return MappingProxyType({term.code: term for term in terms})


def term(source: Source, iri: str) -> Term:
    """A property or class, with its labels."""
    if iri not in source.subjects:
        raise ResourceError(f"<{iri}> is used and not declared", where=str(source.folder), hint="declare it in kg.ttl")
    return Term(iri, iri.rsplit("#", 1)[-1], *_texts(source, iri, RDFS.label))


def codes(source: Source, cls: str) -> Mapping[str, Term]:
    """The values of a code list, by code."""
    return frozen([_code(source, iri) for iri in source.of_class(cls)])


def roles(source: Source) -> Mapping[str, Role]:
    """The roles, by code."""
    return frozen([_role(source, iri) for iri in source.of_class(KG.Role)])


def classes(source: Source, cls: str, link: str) -> dict[str, str]:
    """The class IRI of each code: of entity types by kg:entityClass, of claim types by kg:claimClass."""
    return {source.code(iri): term(source, source.one(iri, link)).iri for iri in source.of_class(cls)}


def claim_types(source: Source) -> Mapping[str, ClaimType]:
    """The claim types with their actions, roles and edges, by code."""
    edges = [_edge(source, iri) for iri in source.of_class(KG.EdgeForm)]
    return frozen([_claim_type(source, iri, edges) for iri in source.of_class(KG.ClaimType)])


def version(source: Source) -> str:
    """The declared version and a hash of all files, so that a changed ontology is another version."""
    for iri in source.of_class(OWL.Ontology):
        if declared := source.values(iri, OWL.versionInfo):
            return f"{declared[0]}+{source.digest}"
    raise ResourceError("no owl:versionInfo", where=str(source.folder), hint="kg.ttl gives one")


def _texts(source: Source, iri: str, label: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    found = source.texts.get((iri, label), {}), source.texts.get((iri, SKOS.definition), {})
    return MappingProxyType(found[0]), MappingProxyType(found[1])


def _code(source: Source, iri: str) -> Term:
    broader = next((source.code(value) for value in source.values(iri, SKOS.broader)), None)
    return Term(iri, source.code(iri), *_texts(source, iri, SKOS.prefLabel), broader)


def _codes_of(source: Source, iri: str, predicate: str, cls: str) -> frozenset[str]:
    """The codes that a property points to, which must be declared values of a class."""
    values = source.values(iri, predicate)
    for value in values:
        if cls not in source.values(value, RDF.type):
            raise source.fault(iri, f"<{value}> is not a declared kg:{KG.local(cls)}", "declare it or mend the name")
    return frozenset(source.code(value) for value in values)


def _one_code(source: Source, iri: str, predicate: str, cls: str) -> str:
    source.one(iri, predicate)
    return next(iter(_codes_of(source, iri, predicate, cls)))


def _flag(source: Source, iri: str, predicate: str) -> bool:
    return source.one(iri, predicate) in {"true", "1"}


def _base(source: Source, iri: str) -> tuple[str, str, Mapping[str, str], Mapping[str, str], str | None]:
    found = _code(source, iri)
    return found.iri, found.code, found.labels, found.definitions, found.broader


def _role(source: Source, iri: str) -> Role:
    return Role(
        *_base(source, iri),
        property=term(source, source.one(iri, KG.roleProperty)).iri,
        core=_flag(source, iri, KG.coreRole),
        fillers=_codes_of(source, iri, KG.fillerType, KG.EntityType),
    )


def _edge(source: Source, iri: str) -> Edge:
    predicate = term(source, source.one(iri, KG.predicate))
    return Edge(
        *_base(source, iri),
        type=_one_code(source, iri, KG.edgeOf, KG.ClaimType),
        source=_one_code(source, iri, KG.fromRole, KG.Role),
        target=_one_code(source, iri, KG.toRole, KG.Role),
        predicate=predicate,
        symmetric=OWL.SymmetricProperty in source.values(predicate.iri, RDF.type),
        actions=_codes_of(source, iri, KG.whenAction, KG.Action),
        stages=_codes_of(source, iri, KG.whenStage, KG.Stage),
    )


def _claim_type(source: Source, iri: str, edges: list[Edge]) -> ClaimType:
    code, cls = source.code(iri), term(source, source.one(iri, KG.claimClass))
    actions = [action for action in source.of_class(KG.Action) if iri in source.values(action, KG.actionOf)]
    if not actions:
        raise source.fault(iri, f"claim type {code} has no actions", "declare a kg:Action with kg:actionOf")
    return ClaimType(
        *_base(source, iri),
        class_iri=cls.iri,
        class_name=cls.code,
        actions=frozen([_code(source, action) for action in actions]),
        roles=_codes_of(source, iri, KG.usesRole, KG.Role),
        symmetric=_flag(source, iri, KG.symmetric),
        minimum_roles=int(source.one(iri, KG.minimumRoles)),
        needs=frozenset(KG.local(need) for need in source.values(iri, KG.needs)),
        edges=tuple(edge for edge in edges if edge.type == code),
    )
