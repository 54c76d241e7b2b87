"""What the tests of the explorer share: a store with hostile texts, and the data of a page."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import lxml.html
import pyoxigraph as ox

from kg import rdf
from kg.model import Claim, Entity, Head, Quote, Reading

HOSTILE = (
    "</script><script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\"> {{program}} =1+1"
)
"""A name that tries to be markup, a template and a formula."""
ARABIC = "\u202eإيران \u2066والعراق"
"""A name written from right to left, with marks that would turn what follows it."""
QUOTE = "Sofia sagte: „Das ist <b>verboten</b>“ & schwieg"
SECOND = "Oslo began talks with Sofia"


def store() -> ox.Store:
    """Three articles: measures and a meeting between four actors, with speakers, addresses and dates."""
    made = ox.Store()
    for reading in (_first(), _second(), _third()):
        made.extend(rdf.quads(reading))
    return made


def _entity(name: str, label: str, kind: str = "state", link: str | None = None) -> Entity:
    return Entity(id=name, type=kind, name=label, link=link)


def _first() -> Reading:
    people = (
        _entity("a", "Bulgaria", link="iso:BG"),
        _entity("b", HOSTILE, "company"),
        _entity("s", "Ada Speaker", "official"),
    )
    claim = Claim(
        type="measure",
        action="impose",
        measure="export-ban",
        stage="done",
        agent=("a",),
        target=("b",),
        speaker=("s",),
        date="2024-03-05",
        date_text="am Dienstag",
        evidence=(Quote(text=QUOTE),),
        confidence=0.75,
        decided=("action: verb untersagen",),
    )
    head = Head(
        id="one",
        language="de",
        title="Ein <i>Titel</i>",
        publisher="Beispielblatt",
        published="2024-03-06",
        url="https://example.org/a?x=1&y=2",
    )
    return Reading(article=head, entities=people, claims=(claim,))


def _second() -> Reading:
    people = (
        _entity("a", "Bulgaria", link="iso:BG"),
        _entity("n", "Norway", link="iso:NO"),
        _entity("x", ARABIC, "organisation"),
    )
    meeting = Claim(
        type="meeting",
        action="talks",
        stage="done",
        agent=("a", "n"),
        date="2020-01",
        evidence=(Quote(text=SECOND),),
        confidence=0.5,
    )
    support = Claim(type="support", action="economic", stage="done", agent=("n",), target=("x",), evidence=())
    head = Head(
        id="two", language="en", title="Talks", published="2020-02-01", url="javascript:document.title='broken'"
    )
    return Reading(article=head, entities=people, claims=(meeting, support))


def _third() -> Reading:
    people = (_entity("a", "Bulgaria", link="iso:BG"), _entity("b", HOSTILE, "company"))
    claim = Claim(
        type="measure",
        action="impose",
        measure="tariff",
        stage="announced",
        agent=("a",),
        target=("b",),
        date="2024-09-01",
        evidence=(Quote(text="A tariff of five per cent was announced"),),
        confidence=0.9,
    )
    head = Head(id="three", language="en", title="Tariff", publisher="Example Post", published="2024-09-02")
    return Reading(article=head, entities=people, claims=(claim,))


def page(path: Path) -> Any:
    """The page as a browser parses it."""
    return lxml.html.fromstring(path.read_bytes())


def data(path: Path) -> dict[str, Any]:
    """What the page's program will read."""
    packed = page(path).get_element_by_id("data").text
    found: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(packed)))
    return found
