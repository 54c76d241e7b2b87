"""What the ontology declares, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations, product
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Claim


def _empty() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology or a value of a code list. ``code`` is its notation, else the end of its IRI."""

    iri: str
    code: str
    labels: Mapping[str, str] = field(default_factory=_empty, hash=False)
    definitions: Mapping[str, str] = field(default_factory=_empty, hash=False)
    broader: str | None = None

    def label(self, language: str = "en") -> str:
        """The label in a language, else in English, else the code."""
        return self.labels.get(language) or self.labels.get("en") or self.code


@dataclass(frozen=True, slots=True)
class Role(Term):
    """A role: the property from a claim to its fillers, and the types of entity that may fill it (none: any)."""

    property: str = ""
    core: bool = True
    fillers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Edge(Term):
    """How claims of one type become direct edges: from a role to a role, for some actions and stages.

    ``actions`` and ``stages`` hold codes; an empty set of actions means all.
    """

    type: str = ""
    source: str = ""
    target: str = ""
    predicate: Term = field(default_factory=lambda: Term("", ""))
    symmetric: bool = False
    actions: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()

    def counts(self, action: str, stage: str) -> bool:
        """Whether a claim of this action at this stage becomes the edge."""
        return (not self.actions or action in self.actions) and (not self.stages or stage in self.stages)

    def pairs(self, claim: Claim) -> Iterator[tuple[str, str]]:
        """The edges of a claim, as pairs of role fillers. A symmetric edge is given in both directions."""
        if claim.type != self.type or not self.counts(claim.action, claim.stage):
            return
        sources, targets = getattr(claim, self.source), getattr(claim, self.target)
        if self.source == self.target:
            yield from permutations(sources, 2)
            return
        for source, target in product(sources, targets):
            if source != target:
                yield source, target
                if self.symmetric:
                    yield target, source


@dataclass(frozen=True, slots=True)
class ClaimType(Term):
    """A claim type: its class, actions, roles and edges."""

    class_iri: str = ""
    class_name: str = ""
    actions: Mapping[str, Term] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    roles: frozenset[str] = frozenset()
    symmetric: bool = False
    minimum_roles: int = 0
    needs: frozenset[str] = frozenset()
    edges: tuple[Edge, ...] = ()

    @property
    def edge(self) -> Edge | None:
        """The first edge form, None where the type has none."""
        return self.edges[0] if self.edges else None
