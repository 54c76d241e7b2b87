"""One article → one Reading: sentences, mentions, claims, entities, in that order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import kg
from kg import extract, mentions
from kg.errors import ReadingError, ResourceError
from kg.lang import languages, table
from kg.mentions.gazetteer import entries
from kg.model import ROLES, Article, Claim, Entity, Mention, Provenance, Reading
from kg.resources import resource
from kg.text import sentences

_READS = ("extract", "lang", "mentions", "pipeline/reader.py", "text.py")
"""What of the package decides on a reading, beside ``data/``."""

_ABBREVIATIONS = "sentences"
_ROLES = (*ROLES, "speaker")


def read_article(article: Article, *, provenance: Provenance | None = None) -> Reading:
    """What one article says: its entities and claims, with their evidence. Same article, same reading.

    An article in a language without lexicon gives a Reading without entities and claims; ``unread`` says why.
    ``provenance`` is worked out on first use where it is not given.
    """
    made_by = provenance or current_provenance()
    head = article.head()
    if article.language not in languages():
        return Reading(article=head, provenance=made_by)
    found_sentences = sentences(article.text, article.boilerplate, abbreviations(article.language))
    found = mentions.find(article, found_sentences)
    claims = extract.claims(article, found_sentences, found)
    named = (*found, *principals(found, _fillers(claims)))
    entities = mentions.entities(named)
    ids = _ids(entities, named)
    return Reading(
        article=head,
        entities=entities,
        claims=tuple(_linked(claim, ids) for claim in claims),
        provenance=made_by,
    )


def unread(article: Article) -> ReadingError | None:
    """Why nothing can be read from this article, or None."""
    if article.language in languages():
        return None
    return ReadingError(
        f"language {article.language!r} cannot be read",
        where=article.source or article.id,
        hint=f"languages: {', '.join(languages())}",
    )


@cache
def abbreviations(language: str) -> frozenset[str]:
    """Casefolded words of a language after which a point ends no sentence, without that point."""
    try:
        words: Sequence[str] = table(language, _ABBREVIATIONS).get("abbreviations", ())
    except ResourceError:
        return frozenset()
    return frozenset(word.casefold().rstrip(".") for word in words)


@cache
def current_provenance() -> Provenance:
    """What this installation reads with: versions of kg and the ontology, digest of rules and tables."""
    from kg import schema

    return Provenance(kg=kg.__version__, ontology=schema.load().version, lexicon=lexicon_digest())


@cache
def lexicon_digest() -> str:
    """The first 12 hex digits of a SHA-256 over all that decides on a reading: rules, lexicons, gazetteers.

    A reading made with another digest is made anew by ``kg build``.
    """
    package = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for base, folder in [*((package, package / name) for name in _READS), _data()]:
        for path in _files(folder):
            total.update(path.relative_to(base).as_posix().encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:12]


def _data() -> tuple[Path, Path]:
    data = resource("data")
    return data.parent, data


def _files(folder: Path) -> Iterable[Path]:
    """The files below a folder, in a fixed order, without the samples, which are read and not read with."""
    if folder.is_file():
        return [folder]
    inside = (path for path in folder.rglob("*") if path.is_file())
    skipped = {"samples", "__pycache__"}
    return sorted(path for path in inside if not skipped & set(path.relative_to(folder).parts))


def principals(found: Sequence[Mention], wanted: Iterable[str]) -> list[Mention]:
    """Mentions of states and blocs that the article names by a body or official of theirs alone.

    "The US Treasury sanctioned …" is an act of the United States: its mention is then that of the Treasury.
    """
    missing = set(wanted) - {mention.key for mention in found}
    return [
        _principal(mention, key) for mention in found if (key := mentions.principal(mention.key)) in missing and key
    ]


def _principal(mention: Mention, key: str) -> Mention:
    entry = entries()[key]
    return mention.model_copy(
        update={
            "key": key,
            "type": entry.type,
            "name": entry.name,
            "link": entry.link,
            "form": "body",
            "how": "principal",
        }
    )


def _fillers(claims: Iterable[Claim]) -> set[str]:
    return {key for claim in claims for role in _ROLES for key in getattr(claim, role)}


def _ids(entities: Iterable[Entity], found: Iterable[Mention]) -> dict[str, str]:
    """Mention key → entity id. An entity has the link, name and type of its mentions, and the place of one of them."""
    key_at = {(mention.start, mention.link, mention.name, mention.type): mention.key for mention in found}
    ids = {}
    for entity in entities:
        for quote in entity.mentions:
            if key := key_at.get((quote.start or 0, entity.link, entity.name, entity.type)):
                ids[key] = entity.id
    return ids


def _linked(claim: Claim, ids: dict[str, str]) -> Claim:
    """The claim with entity ids where extraction wrote mention keys. A key without mention is left out, and noted."""
    roles: dict[str, tuple[str, ...]] = {}
    notes = []
    for role in _ROLES:
        keys = getattr(claim, role)
        roles[role] = tuple(dict.fromkeys(ids[key] for key in keys if key in ids))
        notes += [f"{role} left out: {key} is not named" for key in keys if key not in ids]
    return claim.model_copy(update={**roles, "decided": (*claim.decided, *notes)})
