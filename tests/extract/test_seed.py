"""The article that kg began from: its main claims come out, by general means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg import extract, mentions
from kg.lang import table
from kg.model import Article, Claim
from kg.sources import clean
from kg.text import nfc, sentences

US, GB, CN, RU, UA, KP, IR = (f"iso:{code}" for code in ("US", "GB", "CN", "RU", "UA", "KP", "IR"))
METALS = {"wd:Q663", "wd:Q753", "wd:Q744"}


@pytest.fixture(scope="module")
def seed(shared: Path) -> list[Claim]:
    text = nfc((shared / "gold" / "seed" / "article.txt").read_text(encoding="utf-8"))
    head: dict[str, Any] = json.loads((shared / "gold" / "seed" / "gold.jsonl").read_text(encoding="utf-8"))["article"]
    regions = clean.mark(text, head["title"])
    article = Article(id="seed", language="de", published=head["published"], text=text, boilerplate=regions)
    abbreviations = frozenset(w.casefold() for w in table("de", "sentences")["abbreviations"])
    parts = sentences(text, regions, abbreviations)
    return list(extract.claims(article, parts, mentions.find(article, parts)))


def find(claims: list[Claim], kind: str, action: str, **roles: set[str]) -> Claim:
    """The claim of a type and action whose roles are exactly these."""
    for claim in claims:
        if (claim.type, claim.action) == (kind, action) and all(set(getattr(claim, r)) == f for r, f in roles.items()):
            return claim
    raise AssertionError(f"no {kind}/{action} with {roles}")


def test_exchange_ban(seed: list[Claim]) -> None:
    bans = [c for c in seed if c.measure == "exchange-ban"]
    assert len(bans) == 1
    ban = bans[0]
    assert (set(ban.agent), set(ban.target), set(ban.goods)) == ({US, GB}, {RU}, METALS)
    assert set(ban.addressee) == {"mic:XLME", "mic:XCME"}
    assert (ban.action, ban.stage, ban.date) == ("impose", "done", "2024-05-03")
    assert len(ban.evidence) == 2


def test_import_ban(seed: list[Claim]) -> None:
    ban = find(seed, "measure", "impose", agent={US, GB}, target={RU}, goods=METALS, addressee=set())
    assert (ban.measure, ban.stage) == ("import-ban", "done")


def test_embargo_on_those_who_supply(seed: list[Claim]) -> None:
    embargo = find(seed, "measure", "impose", target={KP, IR})
    assert embargo.measure == "trade-embargo"


@pytest.mark.parametrize(
    ("kind", "action", "roles"),
    [
        ("support", "military", {"agent": {CN}, "target": {RU}}),
        ("supply", "increase", {"agent": {CN}, "target": {RU}}),
        ("supply", "stop", {"agent": {CN}, "target": {RU}, "goods": {"wd:Q728"}}),
        ("supply", "supply", {"agent": {KP, IR}, "target": {RU}, "goods": {"wd:Q728"}}),
        ("attack", "armed", {"agent": {RU}, "target": {UA}}),
        ("statement", "warn", {"agent": {US}, "target": {CN}}),
        ("meeting", "visit", {"agent": {"wd:Q61053"}, "target": {CN}}),
        ("meeting", "visit", {"agent": {"wd:Q7821917"}, "target": {CN}}),
        ("meeting", "visit", {"agent": {"wd:Q263725"}, "target": {CN}}),
        ("meeting", "call", {"agent": {"wd:Q6279", "wd:Q15031"}}),
    ],
)
def test_other_claims(seed: list[Claim], kind: str, action: str, roles: dict[str, set[str]]) -> None:
    claim = find(seed, kind, action, **roles)
    assert claim.evidence


def test_talks_of_the_g7(seed: list[Claim]) -> None:
    assert any(c.action == "talks" and "wd:Q1764511" in c.agent for c in seed)


@pytest.mark.parametrize(("value", "unit"), [(70, "percent"), (900_000_000, "USD"), (90, "percent")])
def test_figures(seed: list[Claim], value: float, unit: str) -> None:
    assert any(c.type == "figure" and (c.value, c.unit) == (value, unit) for c in seed)


def test_nothing_comes_from_links_to_other_articles(seed: list[Claim]) -> None:
    quotes = [q.text for c in seed for q in c.evidence]
    assert not any("Siehe auch" in q or "Tropensturm" in q or "Partygate" in q for q in quotes)
