"""Scores reading against a gold set, with the funnel that says where measures are lost, beside a baseline.

    python scripts/evaluate.py [--sets train dev] [--clean] [--names gold|found] [--out FOLDER]

Figures are those of ``../shared/gold/score.py``. The funnel counts gold measures: ``found`` (a measure with a
common role filler is read at all), ``instrument`` and ``action`` (these agree too), ``roles`` (the claim counts as a
match), ``stage``.
The baseline is the same reader that always says "impose": what deciding the action is worth.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg import extract, pipeline, sources
from kg.model import Article, Claim, Mention
from kg.text import sentences

SHARED = Path(__file__).resolve().parents[2] / "shared"
FIGURES = ("measure", "claim", "role", "entity", "figure")
ACCURACIES = ("stage", "date", "speaker", "figure")


def articles(path: Path) -> Iterator[Article]:
    """The articles of a JSON lines file, as ``kg read`` sees them."""
    yield from sources.articles([path])


def gold_mentions(article: Article, reading: dict[str, Any]) -> tuple[Mention, ...]:
    """The coded names, found in the text: how well claims would be read if all names were."""
    found: list[Mention] = []
    names = sorted(
        ((m, e) for e in reading["entities"] for m in e["mentions"]), key=lambda pair: (-len(pair[0]), pair[1]["id"])
    )
    taken = [False] * len(article.text)
    for surface, entity in names:
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}", article.text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * len(surface)
                found.append(_mention(match, surface, entity))
    return tuple(sorted(found, key=lambda m: m.start))


def _mention(match: re.Match[str], surface: str, entity: dict[str, Any]) -> Mention:
    adjective = entity["type"] in ("state", "bloc") and (
        surface[0].islower() or surface.endswith(("ian", "ish", "ese", "can", "an"))
    )
    form = "compound" if surface.endswith("-") else "adjective" if adjective else "name"
    return Mention(
        start=match.start(),
        end=match.end(),
        text=surface,
        type=entity["type"],
        key=entity.get("link") or entity["id"],
        name=entity["name"],
        link=entity.get("link"),
        form=form,
    )


def read(article: Article, reading: dict[str, Any], names: str) -> tuple[dict[str, Any], float]:
    """The reading of an article and the processor seconds it took; with gold names, claims from those alone."""
    begin = time.process_time()
    if names == "found":
        found = pipeline.read_article(article).model_dump(mode="json")
        return found, time.process_time() - begin
    parts = sentences(article.text, article.boilerplate, pipeline.reader.abbreviations(article.language))
    coded = gold_mentions(article, reading)
    claims = extract.claims(article, parts, coded)
    return as_reading(article, coded, claims), time.process_time() - begin


def as_reading(article: Article, found: Sequence[Mention], claims: Iterable[Claim]) -> dict[str, Any]:
    """A reading in the codebook's form, with ``Mention.key`` as the entities' ids."""
    entities: dict[str, dict[str, Any]] = {}
    for mention in found:
        entity = entities.setdefault(
            mention.key,
            {"id": mention.key, "type": mention.type, "name": mention.name, "link": mention.link, "mentions": []},
        )
        if mention.text not in entity["mentions"]:
            entity["mentions"].append(mention.text)
    return {
        "article": {"id": article.id, "language": article.language, "published": article.published},
        "entities": list(entities.values()),
        "claims": [c.model_dump(mode="json") for c in claims],
    }


def always_impose(reading: dict[str, Any]) -> dict[str, Any]:
    """The baseline: every measure is imposed."""
    claims = [{**c, "action": "impose"} if c["type"] == "measure" else c for c in reading["claims"]]
    return {**reading, "claims": claims}


def funnel(score: Any, gold: dict[str, Any], system: dict[str, Any], counts: Counter[str]) -> None:
    """Adds one article's gold measures to the counts, step by step."""
    rename = score.match_entities(gold["entities"], system["entities"])
    measures = [[c for c in r["claims"] if c["type"] == "measure"] for r in (gold, system)]
    counts["gold"] += len(measures[0])
    counts["system"] += len(measures[1])
    for i, j in score.align(*measures, rename):
        g, s = measures[0][i], measures[1][j]
        same = g["measure"] == s["measure"]
        acts = same and g["action"] == s["action"]
        hit = score.core(g, s, rename)
        counts["found"] += 1
        counts["instrument"] += same
        counts["action"] += acts
        counts["roles"] += hit
        counts["stage"] += hit and g["stage"] == s["stage"]


def scorer() -> Any:
    """The gold set's own score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit("../shared/gold/score.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def evaluate(name: str, names: str, out: Path | None) -> None:
    """Reads one set and prints its figures by language."""
    score = scorer()
    folder = SHARED / "gold" / name
    gold = score.load(folder / "gold.jsonl")
    counts: dict[str, list[Counter[str]]] = {}
    plain: dict[str, list[Counter[str]]] = {}
    steps: dict[str, Counter[str]] = {}
    readings, seconds = [], 0.0
    for article in articles(folder / "articles.jsonl"):
        reading, spent = read(article, gold[article.id], names)
        seconds += spent
        readings.append(reading)
        g, language = gold[article.id], article.language
        counts.setdefault(language, []).append(score.count_article(g, reading)[0])
        plain.setdefault(language, []).append(score.count_article(g, always_impose(reading))[0])
        funnel(score, g, reading, steps.setdefault(language, Counter()))
    if out:
        out.mkdir(parents=True, exist_ok=True)
        (out / f"{name}.jsonl").write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in readings), encoding="utf-8"
        )
    print(
        f"\n# {name}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, names: {names}, {len(readings) / seconds:.0f} articles/s"
    )
    for language in sorted(counts):
        _show(score, language, sum(counts[language], Counter()), sum(plain[language], Counter()), steps[language])


def _show(score: Any, language: str, total: Counter[str], plain: Counter[str], steps: Counter[str]) -> None:
    row = score.summary(total)
    parts = [f"{k} {row[k]['f1']:.3f} (P {row[k]['p']:.2f} R {row[k]['r']:.2f})" for k in FIGURES if k in row]
    right = [f"{k} {row[f'{k} accuracy']:.2f}" for k in ACCURACIES if row[f"{k} accuracy"] is not None]
    base = score.summary(plain)["measure"]["f1"] if "measure g" in plain else 0.0
    print(f"{language}: {', '.join(parts)}")
    others = ("supply", "support", "attack", "meeting", "agreement", "statement")
    print(
        "    " + ", ".join(f"{k} {row[k]['f1']:.2f} ({row[k]['gold']}/{row[k]['system']})" for k in others if k in row)
    )
    print(f"    right among matches: {', '.join(right)}; baseline (always impose): measure {base:.3f}")
    names = ("gold", "system", "found", "instrument", "action", "roles", "stage")
    print("    funnel: " + " ".join(f"{k} {steps[k]}" for k in names))


def clean(names: str) -> None:
    """Counts measures read from articles that hold none."""
    for language in ("de", "en"):
        invented: Counter[str] = Counter()
        number = 0
        for article in articles(SHARED / "corpora" / f"clean_{language}.jsonl"):
            number += 1
            claims = read(article, {"entities": []}, names)[0]["claims"]
            invented.update(f"{c['measure']}/{c['action']}" for c in claims if c["type"] == "measure")
        print(
            f"clean {language}: {100 * sum(invented.values()) / number:.0f} invented measures per 100: {dict(invented)}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Parses the command line and evaluates."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", nargs="*", default=["train", "dev"])
    parser.add_argument("--names", choices=("gold", "found"), default="found")
    parser.add_argument("--clean", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    for name in options.sets:
        evaluate(name, options.names, options.out)
    if options.clean:
        clean(options.names)
    return 0


if __name__ == "__main__":
    sys.exit(main())
