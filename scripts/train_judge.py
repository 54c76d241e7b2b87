"""Learns the weights of ``kg.extract.judge`` from the coded articles of ``../shared/gold/train``.

    python scripts/train_judge.py [--check]

Logistic regression with an L2 penalty by gradient descent, deterministic, standard library only. ``--check`` prints
the F1 of ten-fold cross-validation by threshold and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluate import SHARED, articles, as_reading, scorer

from kg import mentions
from kg.extract.judge import all_features
from kg.extract.reader import claim_of, drafts
from kg.model import Article
from kg.pipeline.reader import abbreviations
from kg.text import sentences

OUT = Path(__file__).resolve().parents[1] / "data" / "judge.json"
RARE, PENALTY, ROUNDS, FOLDS = 8, 3.0, 300, 10
THRESHOLDS = (0.0, 0.2, 0.25, 0.3, 0.35)


@dataclass
class Case:
    """One article: its gold and system readings, the features and the outcome of each claim that is judged."""

    article: Article
    gold: dict[str, Any]
    reading: dict[str, Any]
    features: list[dict[str, float]]
    right: list[float]
    judged: list[int]  # numbers of the judged claims in the reading


def cases(score: Any) -> list[Case]:
    """Reads the training articles."""
    folder = SHARED / "gold" / "train"
    gold = score.load(folder / "gold.jsonl")
    return [_case(score, article, gold[article.id]) for article in articles(folder / "articles.jsonl")]


def _case(score: Any, article: Article, gold: dict[str, Any]) -> Case:
    parts = sentences(article.text, article.boilerplate, abbreviations(article.language))
    found = mentions.find(article, parts)
    events = drafts(article, parts, found)
    reading = as_reading(article, found, [claim_of(d, article.text) for d in events])
    rename = score.match_entities(gold["entities"], reading["entities"])
    pairs = score.align(gold["claims"], reading["claims"], rename)
    hits = {j for i, j in pairs if score.core(gold["claims"][i], reading["claims"][j], rename)}
    numbers = [i for i, d in enumerate(events) if d.type != "figure"]
    features = list(all_features([events[i] for i in numbers], article.language, len(parts)))
    return Case(article, gold, reading, features, [float(i in hits) for i in numbers], numbers)


def learn(rows: Sequence[dict[str, float]], right: Sequence[float]) -> dict[str, float]:
    """The weights of the features that are not rare."""
    counts = Counter(name for row in rows for name, value in row.items() if value)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    place = {name: i for i, name in enumerate(names)}
    sparse = [[(place[n], float(v)) for n, v in row.items() if n in place and v] for row in rows]
    weights = [0.0] * len(names)
    velocity = [0.0] * len(names)
    for _ in range(ROUNDS):
        gradient = [PENALTY * w for w in weights]
        for row, y in zip(sparse, right, strict=True):
            error = _sigmoid(sum(weights[i] * v for i, v in row)) - y
            for i, v in row:
                gradient[i] += error * v
        for i, slope in enumerate(gradient):
            velocity[i] = 0.9 * velocity[i] - 0.0008 * slope
            weights[i] += velocity[i]
    return {name: round(weights[place[name]], 3) for name in names}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def confidences(case: Case, weights: dict[str, float]) -> list[float]:
    """The confidence of each judged claim."""
    return [_sigmoid(sum(weights.get(n, 0.0) * v for n, v in row.items())) for row in case.features]


def check(score: Any, data: list[Case]) -> None:
    """Prints F1 by threshold, each article judged by weights that have not seen it."""
    sure: list[list[float]] = [[] for _ in data]
    for fold in range(FOLDS):
        seen = [c for i, c in enumerate(data) if i % FOLDS != fold]
        weights = learn([r for c in seen for r in c.features], [y for c in seen for y in c.right])
        for i, case in enumerate(data):
            if i % FOLDS == fold:
                sure[i] = confidences(case, weights)
    for threshold in THRESHOLDS:
        for language in ("de", "en"):
            total: Counter[str] = Counter()
            for case, values in zip(data, sure, strict=True):
                if case.article.language == language:
                    dropped = {n for n, v in zip(case.judged, values, strict=True) if v < threshold}
                    kept = [c for i, c in enumerate(case.reading["claims"]) if i not in dropped]
                    total += score.count_article(case.gold, {**case.reading, "claims": kept})[0]
            row = score.summary(total)
            print(f"{threshold:.2f} {language} measure {row['measure']['f1']:.3f} claim {row['claim']['f1']:.3f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Parses the command line and learns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    score = scorer()
    data = cases(score)
    if options.check:
        check(score, data)
        return 0
    weights = learn([r for c in data for r in c.features], [y for c in data for y in c.right])
    note = "Learnt by scripts/train_judge.py from coded news articles; features: kg/extract/judge.py. CC0."
    OUT.write_text(json.dumps({"comment": note, "weights": weights}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights from {sum(len(c.right) for c in data)} claims: {OUT.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
