"""How sure a claim is: a logistic model over named features of how it was found, learnt from coded articles.

``scripts/train_judge.py`` writes the weights; ``data/judge.json`` holds them, one number a feature. The confidence is
the share of such claims that agreed with the coders in type, instrument, action and most roles; what is less likely
than THRESHOLD is not claimed. Without the file every claim is kept with the confidence of its draft.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kg.errors import ResourceError
from kg.extract.context import USUAL_SENDERS
from kg.extract.draft import Draft
from kg.resources import resource

THRESHOLD = 0.2
"""Chosen on the training articles by cross-validation: from 0.2 to 0.3 the F1 of measures changes by about 0.01."""

_MOST = 4  # counts above it say no more


@cache
def weights() -> Mapping[str, float]:
    """The weight of each feature; empty when the file is missing. Raises ResourceError when it is broken."""
    try:
        path = resource("data/judge.json")
    except ResourceError:
        return {}
    try:
        found: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    except (ValueError, KeyError, TypeError) as error:
        raise ResourceError(f"no weights: {error}", where="data/judge.json") from error
    return found


def judged(drafts: Sequence[Draft], language: str, length: int) -> list[Draft]:
    """The drafts that are likely enough, with their confidence. ``length`` is the article's number of sentences."""
    table = weights()
    if not table:
        return list(drafts)
    kept = []
    for draft, features in zip(drafts, all_features(drafts, language, length), strict=True):
        score = sum(table.get(name, 0.0) * value for name, value in features.items())
        confidence = round(1 / (1 + math.exp(-score)), 3)
        if confidence >= THRESHOLD:
            kept.append(replace(draft, confidence=confidence))
    return kept


def all_features(drafts: Sequence[Draft], language: str, length: int) -> Iterator[dict[str, float]]:
    """The features of each draft of an article, in order; they look at the others too."""
    rivals = Counter((d.type, d.measure, d.action) for d in drafts)
    types = Counter(d.type for d in drafts)
    for draft in drafts:
        found = dict(_names(draft), **_counts(draft))
        found[f"rivals of a {'measure' if draft.type == 'measure' else 'other'}"] = min(
            _MOST, rivals[draft.type, draft.measure, draft.action] - 1
        )
        found["of its type"] = min(3 * _MOST, types[draft.type]) / _MOST
        found["position"] = draft.sentence / max(1, length)
        found[f"language {language}"] = 1.0
        yield found


def _names(draft: Draft) -> Iterator[tuple[str, float]]:
    """Features that are there or not."""
    yield "any", 1.0
    yield f"type {draft.type}", 1.0
    yield f"action {draft.type} {draft.action}", 1.0
    yield f"stage {draft.stage}", 1.0
    if draft.measure:
        yield f"instrument {draft.measure}", 1.0
    kind = draft.type if draft.type != "measure" else ""  # what a mark is worth depends on the type of event
    for mark in draft.marks:
        yield f"mark {mark}", 1.0
        if kind:
            yield f"{kind} with mark {mark}", 1.0
    for role in ("agent", "target", "goods", "date", "speaker"):
        if not getattr(draft, role):
            yield f"no {role}", 1.0
            if kind:
                yield f"{kind} with no {role}", 1.0
    if kind:
        yield f"{kind} {draft.stage}", 1.0
    else:
        for role in ("agent", "target"):
            if set(getattr(draft, role)) & set(USUAL_SENDERS):
                yield f"usual sender as {role}", 1.0


def _counts(draft: Draft) -> dict[str, float]:
    return {
        "mentions": min(3, len(draft.others)),
        "agents": min(_MOST, len(draft.agent)),
        "targets": min(_MOST, len(draft.target)),
    }
