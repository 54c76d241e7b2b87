"""The only reader of ``ontology/``: claim types, roles, code lists, and how a claim becomes an edge.

A claim type, an instrument or an edge is added by an entry in the ontology and by no code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.resources import resource
from kg.schema import build as _build
from kg.schema.dates import bounds
from kg.schema.source import Source
from kg.schema.terms import ClaimType, Edge, Role, Term
from kg.vocab import KG

if TYPE_CHECKING:
    import pyoxigraph

    from kg.model import Reading
    from kg.schema.queries import Query

__all__ = ["ClaimType", "Edge", "Role", "Schema", "Term", "bounds", "load"]


@dataclass(frozen=True, eq=False)
class Schema:
    """What the ontology declares. Mappings go from code to term and cannot be changed."""

    folder: Path
    version: str
    claim_types: Mapping[str, ClaimType]
    instruments: Mapping[str, Term]
    stages: Mapping[str, Term]
    entity_types: Mapping[str, Term]
    roles: Mapping[str, Role]
    furniture_kinds: Mapping[str, Term]
    date_origins: Mapping[str, Term]
    statuses: Mapping[str, Term]
    entity_classes: Mapping[str, str]
    triples: tuple[pyoxigraph.Triple, ...] = field(repr=False)

    @property
    def edges(self) -> tuple[Edge, ...]:
        """All edge forms, in the order of the ontology."""
        return tuple(edge for kind in self.claim_types.values() for edge in kind.edges)

    @property
    def predicates(self) -> dict[str, Term]:
        """The properties of direct edges, by IRI."""
        return {edge.predicate.iri: edge.predicate for edge in self.edges}

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the labels."""
        return tuple(sorted({language for term in self.stages.values() for language in term.labels}))

    @property
    def queries(self) -> Mapping[str, Query]:
        """The named questions of this ontology, by name."""
        from kg.schema.queries import queries

        return queries(self.folder / "queries")

    def codes(self, scheme: str) -> Mapping[str, Term]:
        """The values of a code list: instrument, stage, claim-type, entity-type, role, or TYPE-action.

        Raises UsageError, with the names of all lists, for any other name.
        """
        lists: dict[str, Mapping[str, Term]] = {
            "instrument": self.instruments,
            "stage": self.stages,
            "claim-type": self.claim_types,
            "entity-type": self.entity_types,
            "role": self.roles,
            "furniture-kind": self.furniture_kinds,
            "date-origin": self.date_origins,
            "status": self.statuses,
            **{f"{code}-action": kind.actions for code, kind in self.claim_types.items()},
        }
        if scheme not in lists:
            raise UsageError(f"no code list {scheme!r}", hint=f"code lists: {', '.join(lists)}")
        return lists[scheme]

    def faults(self, reading: Reading, text: str | None = None) -> list[str]:
        """What breaks the codebook in a reading, one line each; with the article's text also what is not in it."""
        from kg.schema.check import faults

        return faults(self, reading, text)


def load(folder: Path | None = None) -> Schema:
    """The schema of a folder of Turtle files, by default of the installed ontology; read once.

    Raises ResourceError, with file and line, for a folder that is missing or a file that is wrong.
    """
    return _cached((folder or resource("ontology")).resolve())


@cache
def _cached(folder: Path) -> Schema:
    source = Source(folder)
    return Schema(
        folder=folder,
        version=_build.version(source),
        claim_types=_build.claim_types(source),
        instruments=_build.codes(source, KG.Instrument),
        stages=_build.codes(source, KG.Stage),
        entity_types=_build.codes(source, KG.EntityType),
        roles=_build.roles(source),
        furniture_kinds=_build.codes(source, KG.FurnitureKind),
        date_origins=_build.codes(source, KG.DateOrigin),
        statuses=_build.codes(source, KG.Status),
        entity_classes=_build.classes(source, KG.EntityType, KG.entityClass),
        triples=tuple(source.triples),
    )
