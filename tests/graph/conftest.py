"""Stores and readings for the tests of projections and rankings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pyoxigraph as ox
import pytest

from kg import rdf
from kg.model import Claim, Entity, Head, Reading

PEOPLE = {
    "us": ("state", "United States", "iso:US"),
    "gb": ("state", "United Kingdom", "iso:GB"),
    "ru": ("state", "Russia", "iso:RU"),
    "cn": ("state", "China", "iso:CN"),
    "eu": ("bloc", "European Union", "wd:Q458"),
    "lme": ("exchange", "London Metal Exchange", "mic:XLME"),
    "al": ("commodity", "aluminium", "wd:Q663"),
    "min": ("official", "Jürgen Müßig", None),
}

Say = Callable[..., Claim]
Paper = Callable[..., Reading]


def _claim(kind: str, action: str, stage: str = "done", **rest: Any) -> Claim:
    roles = {key: (value,) if isinstance(value, str) else value for key, value in rest.items() if key in _ROLES}
    return Claim(type=kind, action=action, stage=stage, **{**rest, **roles})


_ROLES = ("agent", "target", "addressee", "goods", "place", "speaker", "evidence")


def _reading(name: str, *claims: Claim, **head: Any) -> Reading:
    used = {iri for c in claims for role in _ROLES[:-1] for iri in getattr(c, role)}
    entities = [
        Entity(id=key, type=kind, name=label, link=link)
        for key, (kind, label, link) in sorted(PEOPLE.items())
        if key in used
    ]
    about = {"language": "en", "published": "2024-05-03", "publisher": f"Paper {name}", **head}
    return Reading(article=Head(id=name, **about), entities=tuple(entities), claims=claims)


@pytest.fixture
def say() -> Say:
    """Makes a claim; roles may be given as bare strings."""
    return _claim


@pytest.fixture
def paper() -> Paper:
    """Makes the reading of an article with these claims."""
    return _reading


@pytest.fixture
def store_of() -> Callable[..., ox.Store]:
    """Makes a bare store of readings."""

    def make(readings: Iterable[Reading], schema: Any = None) -> ox.Store:
        store = ox.Store()
        for reading in readings:
            store.extend(rdf.quads(reading, schema))
        return store

    return make
