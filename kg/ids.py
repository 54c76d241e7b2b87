"""Stable identifiers, made from the fewest raw fields: the same thing has the same IRI on every machine."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from urllib.parse import quote

from kg.model import Claim, Entity, Head

BASE = "https://w3id.org/kg/"
"""The one constant that all IRIs of kg begin with."""

ONTOLOGY = BASE + "ontology#"
CODES = BASE + "code/"


def digest(*parts: str, length: int = 20) -> str:
    """The first hex digits of the SHA-256 of the parts, which are kept apart by a separator."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:length]


def text_sha256(text: str) -> str:
    """The content hash of an article: SHA-256 of its stored text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def slug(name: str) -> str:
    """A readable, lossy piece of an identifier: ``Müller & Co`` → ``muller-co``."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c if c.isalnum() else "-" for c in plain if not unicodedata.combining(c))
    return re.sub("-+", "-", kept).strip("-")


def article_iri(head: Head) -> str:
    """The IRI of an article, also the name of its graph.

    Made from the content hash, so that the same text is one article wherever it was found;
    readings coded without the text fall back on their id.
    """
    return f"{BASE}article/{head.sha256[:20] if head.sha256 else digest('id', head.id)}"


def entity_iri(entity: Entity) -> str:
    """The IRI of an entity: from its link where it has one, else from its type and folded name."""
    if entity.link:
        return f"{BASE}entity/{quote(entity.link, safe='')}"
    return f"{BASE}entity/{entity.type}/{quote(slug(entity.name) or digest(entity.name), safe='')}"


def claim_iri(article: str, claim: Claim) -> str:
    """The IRI of a claim: its article's, and a hash of all that it says (not of its confidence)."""
    said = claim.model_dump(mode="json", exclude={"confidence", "decided"})
    return f"{article}/claim/{digest(json.dumps(said, sort_keys=True, ensure_ascii=False), length=12)}"


def code_iri(scheme: str, code: str) -> str:
    """The IRI of a value of a code list: ``code_iri("stage", "done")``."""
    return f"{CODES}{scheme}/{code}"
