"""Measures dates, speakers and figures apart from the rest of reading, against a coded gold set.

    python scripts/score_parts.py ../shared/gold/train

The folder holds articles.jsonl and gold.jsonl in the form of the codebook. For each claim of the gold set:
dates    whether its date is among the expressions of its evidence, and of the article
speaker  whether the speakers of its first evidence are the coded ones, beside the share of claims without any
figures  precision, recall and F1 of the figures that the article gives (a value must agree, and half of the fillers)
Names are those that kg finds, matched to the coded entities by the gold set's own scorer.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from kg import mentions as names
from kg.edtf import overlaps
from kg.extract import dates, quantities
from kg.extract.draft import Draft
from kg.extract.figures import figures
from kg.extract.speech import Attribution, speaker_of, speech
from kg.lang import table
from kg.model import Article, Mention
from kg.text import nfc, sentences


def main(folder: Path) -> None:
    """Prints the figures by language."""
    scorer = _scorer(folder.parent / "score.py")
    articles = {a["id"]: a for a in map(json.loads, (folder / "articles.jsonl").read_text("utf-8").splitlines())}
    counts: dict[str, Counter[str]] = {}
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        for key in (gold["article"]["language"], "all"):
            counts.setdefault(key, Counter()).update(_article(gold, articles[gold["article"]["id"]], scorer))
    for key, c in sorted(counts.items()):
        _show(key, c)


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        sys.exit(f"{path}: no scorer")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _article(gold: dict[str, Any], raw: dict[str, Any], scorer: ModuleType) -> Counter[str]:
    head = gold["article"]
    text = nfc("\n\n".join(part for part in ((raw.get("title") or "").strip(), raw["text"]) if part))
    article = Article(id=head["id"], language=head["language"], published=head["published"], text=text)
    split = sentences(text, abbreviations=frozenset(table(article.language, "sentences")["abbreviations"]))
    found = names.find(article, split)
    expressions = dates.find(split, article.published, article.language)
    said = speech(split, found, article.language)
    drafts = figures(article, split, found, expressions, quantities.find(split, article.language), said)
    rename = scorer.match_entities(gold["entities"], _entities(found))
    c: Counter[str] = Counter()
    for claim in gold["claims"]:
        spans = [span for quote in claim["evidence"] if (span := _locate(quote, text))]
        _date(c, claim, spans, expressions)
        _speaker(c, claim, spans, said, rename)
    c.update(_figures(gold, drafts, found, scorer))
    return c


def _locate(quote: str, text: str) -> tuple[int, int] | None:
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    return match.span() if match else None


def _entities(found: tuple[Mention, ...]) -> list[dict[str, Any]]:
    first = {m.key: m for m in reversed(found)}
    return [
        {"id": key, "type": m.type, "name": m.name, "link": m.link, "mentions": [x.text for x in found if x.key == key]}
        for key, m in first.items()
    ]


def _date(
    c: Counter[str], claim: dict[str, Any], spans: list[tuple[int, int]], found: tuple[dates.DateExpression, ...]
) -> None:
    wanted = claim.get("period") if claim["type"] == "figure" else claim.get("date")
    if wanted is None:
        return
    c["dates"] += 1
    c["dates in evidence"] += any(e.edtf == wanted for s, t in spans for e in found if s <= e.start <= t)
    c["dates in article"] += any(e.edtf == wanted for e in found)
    c["dates overlap in article"] += any(overlaps(e.edtf, wanted) for e in found)


def _speaker(
    c: Counter[str],
    claim: dict[str, Any],
    spans: list[tuple[int, int]],
    said: tuple[Attribution, ...],
    rename: dict[str, str],
) -> None:
    wanted = set(claim["speaker"])
    agents = [s for s, g in rename.items() if g in claim["agent"]]
    # A statement has its speaker as agent; companies are cited for their own figures.
    own = () if claim["type"] == "figure" else agents
    got = speaker_of(*spans[0], said, own, claim["stage"]) if spans and claim["type"] != "statement" else ()
    c["speakers"] += 1
    c["speakers right"] += {rename.get(key, key) for key in got} == wanted
    c["speakers none"] += not wanted


def _figures(
    gold: dict[str, Any], drafts: tuple[Draft, ...], found: tuple[Mention, ...], scorer: ModuleType
) -> Counter[str]:
    claims = [
        {
            "type": "figure",
            "stage": d.stage,
            "action": d.action,
            "agent": d.agent,
            "target": d.target,
            "goods": d.goods,
            "value": d.value,
            "unit": d.unit,
        }
        for d in drafts
    ]
    only = {**gold, "claims": [claim for claim in gold["claims"] if claim["type"] == "figure"]}
    c, _, _ = scorer.count_article(only, {"entities": _entities(found), "claims": claims})
    return Counter({key: c[key] for key in ("figure tp", "figure g", "figure s")})


def _show(key: str, c: Counter[str]) -> None:
    n, s, g, f = c["dates"] or 1, c["speakers"] or 1, c["figure g"] or 1, c["figure s"] or 1
    print(
        f"{key}: dates {c['dates']}, in evidence {c['dates in evidence'] / n:.3f}, "
        f"in article {c['dates in article'] / n:.3f}, "
        f"overlap in article {c['dates overlap in article'] / n:.3f}; "
        f"speakers {c['speakers']}, right {c['speakers right'] / s:.3f}, always none {c['speakers none'] / s:.3f}; "
        f"figures P {c['figure tp'] / f:.3f} R {c['figure tp'] / g:.3f} F1 {2 * c['figure tp'] / (f + g):.3f} "
        f"(gold {c['figure g']}, found {c['figure s']})"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
