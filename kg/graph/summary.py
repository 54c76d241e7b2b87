"""The attributes of an edge and of a node, summed up from the claims behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from kg.graph.edges import EdgeRow
from kg.graph.read import ClaimRow


def best(rows: Iterable[EdgeRow], most: int) -> list[ClaimRow]:
    """The claims whose words are shown: the surest, then the earliest published, then by IRI."""
    claims = {row.claim.iri: row.claim for row in rows}.values()
    ranked = sorted(claims, key=lambda c: (-_sure(c), c.article.published or "9999", c.iri))
    return ranked[:most]


def edge(
    rows: list[EdgeRow], shown: Iterable[ClaimRow], quotes: tuple[str, ...], names: Mapping[str, str]
) -> dict[str, Any]:
    """The attributes of the edge that these rows make, as ``project`` documents them; ``quotes`` are from ``shown``."""
    kind = rows[0].kind
    claims = list({row.claim.iri: row.claim for row in rows}.values())
    articles = {claim.article.iri: claim.article for claim in claims}.values()
    origins = {article.origin for article in articles}
    shared = {row.shared for row in rows} - {""}
    dated = sorted((c.earliest, c.latest) for c in claims if c.earliest and c.latest)
    published = sorted(article.published for article in articles if article.published)
    sure = [_sure(claim) for claim in claims]
    return {
        "kind": kind.name,
        "label": kind.label,
        "label_de": kind.label_de,
        "predicate": kind.predicate,
        "directed": kind.directed,
        "weight": len(shared) if shared else len(origins),
        "claims": len(claims),
        "first": dated[0][0] if dated else None,
        "last": max(latest for _, latest in dated) if dated else None,
        "published_first": published[0] if published else None,
        "published_last": published[-1] if published else None,
        "spells": spells(dated),
        "undated": len(claims) - len(dated),
        "claim_types": _counts(claim.type for claim in claims),
        "stages": _counts(claim.stage for claim in claims),
        "actions": _counts(claim.action for claim in claims),
        "instruments": _counts(claim.instrument for claim in claims if claim.instrument),
        "languages": _counts(article.language for article in articles if article.language),
        "shared": _named(shared, names),
        "speakers": _named((iri for claim in claims for iri in claim.roles.get("speaker", ())), names),
        "goods": _named((iri for claim in claims for iri in claim.roles.get("goods", ())), names),
        "quotes": quotes,
        "quoted": tuple(claim.iri for claim in shown),
        "articles": tuple(sorted({article.id for article in articles})),
        "origins": tuple(sorted(origins)),
        "sources": tuple(sorted({article.publisher for article in articles if article.publisher})),
        "confidence_max": round(max(sure), 4),
        "confidence_mean": round(sum(sure) / len(sure), 4),
    }


def spells(dated: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Intervals of days (both included) with those that overlap or follow each other joined. Input sorted by start."""
    joined: list[tuple[str, str]] = []
    for start, end in dated:
        if joined and start <= _next(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if day < "9999-12-31" else day


def _sure(claim: ClaimRow) -> float:
    """A reading coded by hand has no confidence: it is sure."""
    return 1.0 if claim.confidence is None else claim.confidence


def _counts(values: Iterable[str]) -> dict[str, int]:
    """How often each value is there, the most frequent first."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _named(iris: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({names.get(iri, iri) for iri in iris}))
