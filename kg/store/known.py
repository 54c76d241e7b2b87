"""What the gazetteer knows of entities that resolution asks for."""

from __future__ import annotations

from functools import cache

from kg.ids import entity_iri
from kg.mentions.gazetteer import entries
from kg.mentions.labels import labels
from kg.model import Entity
from kg.resolve import Codes


@cache
def goods_codes() -> Codes:
    """Goods (IRIs) with their codes in the Harmonized System. Raises ResourceError when the gazetteer is missing."""
    goods = [entry for entry in entries().values() if entry.hs]
    return {entity_iri(Entity(id="-", type=g.type, name=g.name, link=g.link)): g.hs for g in goods}


def translations(entity: str) -> dict[str, str]:
    """Names of an entity (IRI) in the languages of the gazetteer, English left out; none for a link."""
    return _translated().get(entity, {})


@cache
def _translated() -> dict[str, dict[str, str]]:
    return {
        entity_iri(Entity(id="-", type=each.type, name=each.name, link=each.link)): found
        for each in entries().values()
        if (found := labels(each))
    }
