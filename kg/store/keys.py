"""What has to be derived anew when an article comes or goes: edges, blocks of measures, labels of entities."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kg.ids import BASE, digest
from kg.resolve import Block, EdgeForm, EdgeKey, blocks, edge_keys
from kg.schema import Schema
from kg.store.database import NOTES
from kg.store.records import Records

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


def touched(records: Records, edge_forms: Forms) -> frozenset[Key]:
    """All that depends on what an article says."""
    found = set(map(entity_key, records.entities))
    for record in records.claims:
        found.update(map(edge_marker, edge_keys(record, edge_forms)), map(block_marker, blocks(record)))
    return frozenset(found)
