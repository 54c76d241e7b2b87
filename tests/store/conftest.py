"""Readings in short form, and what a store holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.ids import text_sha256
from kg.model import Claim, Entity, Head, Provenance, Quote, Reading
from kg.store import Store

NAMES = {"us": "United States", "gb": "United Kingdom", "ru": "Russia", "ir": "Iran"}
LINKS = {"aluminium": "wd:Q663"}
Lines = frozenset[str]


def measure(agent: str = "us", target: str = "ru", **said: Any) -> Claim:
    fields: dict[str, Any] = {"action": "impose", "measure": "import-ban", "stage": "done"} | said
    quote = fields.pop("quote", "Washington banned imports of nickel.")
    roles = {"agent": tuple(agent.split()), "target": tuple(target.split())}
    return Claim(type="measure", **roles, **fields, evidence=(Quote(text=quote, start=0, end=len(quote)),))


def reading(name: str = "a", *claims: Claim, version: str = "1", text: str | None = None, **head: Any) -> Reading:
    said = claims or (measure(),)
    used = sorted({filler for claim in said for role in (*claim.roles().values(), claim.speaker) for filler in role})
    return Reading(
        article=Head(
            **{
                "id": name,
                "language": "en",
                "title": f"Headline {name}",
                "publisher": "Daily Example",
                "published": "2024-04-13",
                "url": f"https://example.org/{name}",
                "sha256": text_sha256(text or f"text of {name}"),
            }
            | head
        ),
        entities=tuple(entity(local) for local in used),
        claims=said,
        provenance=Provenance(kg="1", ontology="1", lexicon=version),
    )


def entity(local: str) -> Entity:
    if local in NAMES:
        words = (Quote(text="Washington", start=0, end=10),) if local == "us" else ()
        return Entity(id=local, type="state", name=NAMES[local], link=f"iso:{local.upper()}", mentions=words)
    return Entity(id=local, type="commodity", name=local, link=LINKS.get(local))


def lines(store: Store, *, notes: bool = False) -> Lines:
    """All quads as text; those of the graph META only when ``notes`` is set."""
    return frozenset(str(quad) for quad in store._db.match() if notes or not str(quad.graph_name).endswith("/meta>"))


@pytest.fixture(scope="session")
def say() -> Callable[..., Claim]:
    return measure


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    return reading


@pytest.fixture(scope="session")
def held() -> Callable[..., Lines]:
    return lines
