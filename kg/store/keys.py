"""What has to be derived anew when an article comes or goes: edges, blocks of measures, labels of entities."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from kg.ids import BASE, digest, entity_iri
from kg.model import Claim, Reading
from kg.resolve import Block, ClaimRecord, EdgeForm, EdgeKey, Report, blocks, edge_keys
from kg.schema import Schema
from kg.store.database import NOTES

STALE_ENTITY, STALE_EDGE, STALE_BLOCK = f"{NOTES}staleEntity", f"{NOTES}staleEdge", f"{NOTES}staleBlock"
"""Properties of the markers. Their objects say in JSON what to derive; they go in the transaction that derives it."""

Forms = tuple[tuple[str, EdgeForm], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Something to derive: its marker's subject and property, and what is needed to derive it."""

    iri: str
    marker: str
    parts: tuple[str, ...]

    @property
    def line(self) -> str:
        """The marker as a triple in N-Triples, without the point."""
        text = json.dumps(self.parts, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
        return f'<{self.iri}> <{self.marker}> "{text}"'

    @classmethod
    def read(cls, iri: str, marker: str, text: str) -> Key:
        """The key of a marker found in the store."""
        return cls(iri, marker, tuple(json.loads(text)))


def entity_key(iri: str) -> Key:
    """The label and type of an entity."""
    return Key(iri, STALE_ENTITY, ())


def edge_marker(key: EdgeKey) -> Key:
    """A shortcut edge."""
    return Key(key.iri, STALE_EDGE, (key.predicate, key.source, key.target, "symmetric" if key.symmetric else ""))


def block_marker(block: Block) -> Key:
    """The measures of a block."""
    return Key(f"{BASE}block/{digest(block.instrument, block.anchor)}", STALE_BLOCK, (block.instrument, block.anchor))


def edge_of(key: Key) -> EdgeKey:
    """The edge that a marker names."""
    predicate, source, target, symmetric = key.parts
    return EdgeKey(predicate, source, target, bool(symmetric))


def block_of(key: Key) -> Block:
    """The block that a marker names."""
    return Block(*key.parts)


def forms(schema: Schema) -> Forms:
    """The edge forms with the IRI of their predicate."""
    return tuple((form.predicate.iri, form) for form in schema.edges)


def touched(reading: Reading, edge_forms: Forms) -> frozenset[Key]:
    """All that depends on what this reading says."""
    entities = {entity.id: entity_iri(entity) for entity in reading.entities}
    records = [_record(claim, entities) for claim in reading.claims]
    return touched_by(records, entities.values(), edge_forms)


def touched_by(records: Iterable[ClaimRecord], entities: Iterable[str], edge_forms: Forms) -> frozenset[Key]:
    """All that depends on these claims and entities (IRIs)."""
    found = set(map(entity_key, entities))
    for record in records:
        found.update(map(edge_marker, edge_keys(record, edge_forms)), map(block_marker, blocks(record)))
    return frozenset(found)


def _record(claim: Claim, entities: dict[str, str]) -> ClaimRecord:
    roles = {role: frozenset(entities[f] for f in fillers) for role, fillers in claim.roles().items()}
    return ClaimRecord("", Report(""), claim.type, claim.action, claim.stage, claim.measure, roles)
