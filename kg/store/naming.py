"""From what people call things to IRIs, with suggestions where nothing fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from itertools import islice

import pyoxigraph as ox

from kg.errors import NotFound, UsageError
from kg.ids import BASE
from kg.store.database import DERIVED_GRAPH, META_GRAPH, NOTES, Database, subject, text
from kg.vocab import DCTERMS, KG, OA, SCHEMA, SKOS

ARTICLE, MEASURE, ENTITY, EDGE = (f"{BASE}{kind}/" for kind in ("article", "measure", "entity", "edge"))
CONTENT = f"{NOTES}content"
"""Noted of each article in the store."""

_HASH = re.compile(r"[0-9a-f]{6,64}")
_ARTICLE_NAMES = (DCTERMS.identifier, SCHEMA.url, KG.source)
_ENTITY_NAMES = (KG.link, KG.name, KG.localId)
_LOOKED_AT = 500  # mentions of a name that are looked at to decide whom it means most often
_CUTOFF = 0.6  # of difflib: below it names do not look alike


def all_articles(database: Database) -> Iterator[str]:
    """The IRIs of the articles in the store."""
    return (subject(quad) for quad in database.match(None, CONTENT, None, META_GRAPH))


def article_id(database: Database, iri: str) -> str:
    """The id that the source gave the article."""
    return min(database.values(iri, DCTERMS.identifier), default=iri)


def articles(database: Database, name: str) -> list[str]:
    """The IRIs of the articles of this name: IRI, id, URL, source, or the first digits of the hash (6 or more).

    Several articles may share an id or URL: versions of one page. Raises NotFound, with ids that are near, and
    UsageError for digits that several hashes begin with.
    """
    if found := find_articles(database, name):
        return found
    near = suggestions(database, name, 3)
    raise NotFound(f"no article {name!r} in the store", hint=did_you_mean(near) or "kg list articles shows all")


def find_articles(database: Database, name: str) -> list[str]:
    """The same, empty where there is none."""
    if name.startswith(ARTICLE):
        return [name] if database.values(name, CONTENT, META_GRAPH) else []
    for predicate in _ARTICLE_NAMES:
        if found := _subjects(database, predicate, name):
            return sorted(found)
    if _HASH.fullmatch(name):
        return _by_hash(database, name)
    return []


def _by_hash(database: Database, digits: str) -> list[str]:
    begin = ARTICLE + digits[:20]
    found = sorted(iri for iri in all_articles(database) if iri.startswith(begin))
    if len(found) > 1:
        hint = f"more digits: {', '.join(iri.removeprefix(ARTICLE) for iri in found[:3])}"
        raise UsageError(f"{len(found)} articles have a hash that begins with {digits}", hint=hint)
    return found


def entity(database: Database, name: str) -> str:
    """The IRI of the entity of this name; the one that is named so most often, where several are.

    Raises NotFound, with names that are near.
    """
    if found := find_entity(database, name):
        return found
    near = suggestions(database, name, 3)
    raise NotFound(f"nothing called {name!r} in the store", hint=did_you_mean(near) or "kg list entities shows all")


def find_entity(database: Database, name: str) -> str | None:
    """The same, None where there is none."""
    if name.startswith(ENTITY):
        return name if next(database.match(name, KG.name), None) else None
    for predicate in _ENTITY_NAMES:
        if found := _subjects(database, predicate, name):
            return _most(found)
    return _mentioned(database, name) or _folded(database, name)


def suggestions(database: Database, name: str, limit: int) -> list[str]:
    """Names of entities and ids of articles that begin with it, contain it, or look like it, in this order."""
    known = sorted({*_labels(database), *_ids(database)}, key=lambda text: (text.casefold(), text))
    folded = name.casefold()
    begin = [text for text in known if text.casefold().startswith(folded)]
    inside = [text for text in known if folded in text.casefold()]
    alike = get_close_matches(name, known, n=limit, cutoff=_CUTOFF)
    return list(dict.fromkeys([*begin, *inside, *alike]))[:limit]


def did_you_mean(names: Iterable[str]) -> str | None:
    """A hint with these names."""
    listed = ", ".join(repr(name) for name in names)
    return f"did you mean {listed}?" if listed else None


def _subjects(database: Database, predicate: str, text: str) -> Counter[str]:
    found = islice(database.match(None, predicate, ox.Literal(text)), _LOOKED_AT)
    return Counter(subject(quad) for quad in found if quad.graph_name != META_GRAPH)


def _mentioned(database: Database, name: str) -> str | None:
    """Whom articles mean by these words: "Washington" may be a state."""
    counts: Counter[str] = Counter()
    for words, number in _subjects(database, OA.exact, name).items():
        for meant in database.values(words, KG.mentionOf):
            counts[meant] += number
    return _most(counts)


def _folded(database: Database, name: str) -> str | None:
    """By a label in any language, without regard to capitals."""
    folded = name.casefold()
    found = (
        subject(quad)
        for quad in database.match(None, SKOS.prefLabel, None, DERIVED_GRAPH)
        if text(quad).casefold() == folded and subject(quad).startswith(ENTITY)
    )
    return _most(Counter(found))


def _labels(database: Database) -> Iterator[str]:
    """Labels where they were derived, else the names that articles give."""
    found = {
        text(quad)
        for quad in database.match(None, SKOS.prefLabel, None, DERIVED_GRAPH)
        if subject(quad).startswith(ENTITY)
    }
    yield from found or {text(quad) for quad in database.match(None, KG.name)}


def _ids(database: Database) -> Iterator[str]:
    return (text(quad) for quad in database.match(None, DCTERMS.identifier))


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda iri: (-counts[iri], iri), default=None)
