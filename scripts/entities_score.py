"""Print precision, recall and F1 of kg.mentions on the gold set, by language and type, with the scorer's own matching.

    python scripts/entities_score.py [SHARED] [--split train|dev] [--errors TYPE]

SHARED is the folder that holds ``gold/`` (default: ../shared). ``--errors`` prints what was missed and invented of one
type, summed over all articles; use it on train.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from kg import lang, mentions, text  # noqa: E402
from kg.model import Article  # noqa: E402


def load_scorer(path: Path) -> Any:
    """The gold set's score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def marker() -> Any:
    """The marker of boilerplate of kg.sources, or none where that is not there."""
    try:
        from kg.sources.clean import mark
    except ImportError:
        return lambda _text, _title: ()
    return mark


def read(row: dict[str, Any], mark: Any) -> list[dict[str, Any]]:
    """The entities of one article, in the form of the codebook."""
    body = text.nfc(row["text"])
    title = text.nfc(row.get("title") or "").strip()
    whole = body if not title or title in body[: 2 * len(title) + 200] else f"{title}\n\n{body}"
    article = Article(id=row["id"], language=row["language"], published=row.get("published"), title=title, text=whole)
    table = lang.table(row["language"], "sentences") if row["language"] in lang.languages() else {}
    sentences = text.sentences(whole, mark(whole, title), frozenset(table.get("abbreviations", ())))
    return [e.model_dump() for e in mentions.entities(mentions.find(article, sentences))]


def count(
    gold: list[dict[str, Any]], system: list[dict[str, Any]], score: Any, errors: dict[str, Counter[str]]
) -> Counter[tuple[str, str]]:
    """True positives, gold and system entities by type."""
    c: Counter[tuple[str, str]] = Counter()
    pairs = score.match_entities(gold, system)
    types = {e["id"]: e["type"] for e in gold}
    for e in gold:
        c[e["type"], "gold"] += 1
    right = set()
    for e in system:
        c[e["type"], "system"] += 1
        if types.get(pairs.get(e["id"])) == e["type"]:
            c[e["type"], "right"] += 1
            right.add(pairs[e["id"]])
        else:
            other = types.get(pairs.get(e["id"]))
            errors["invented " + e["type"]][f"{e['mentions'][0]['text']}{f' ({other})' if other else ''}"] += 1
    for e in gold:
        if e["id"] not in right:
            errors["missed " + e["type"]][e["mentions"][0] if e["mentions"] else e["name"]] += 1
    return c


def show(title: str, counts: Counter[tuple[str, str]]) -> None:
    """A table of one language."""
    print(f"\n## {title}")
    kinds = sorted({kind for kind, _ in counts})
    for kind in (*kinds, "all"):
        right, gold, system = (
            sum(counts[k, what] for k in ([kind] if kind != "all" else kinds)) for what in ("right", "gold", "system")
        )
        p, r = right / system if system else 0.0, right / gold if gold else 0.0
        print(f"{kind:16s} P {p:.3f}  R {r:.3f}  F1 {2 * right / (gold + system):.3f}   gold {gold}, system {system}")


def main() -> None:
    """Score one split."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", nargs="?", default=str(ROOT.parent / "shared"))
    parser.add_argument("--split", default="dev")
    parser.add_argument("--errors", help="a type of entity, or all")
    args = parser.parse_args()
    gold_folder = Path(args.shared) / "gold"
    score, mark = load_scorer(gold_folder / "score.py"), marker()
    gold = score.load(gold_folder / args.split / "gold.jsonl")
    by_language: dict[str, Counter[tuple[str, str]]] = {}
    errors: dict[str, Counter[str]] = {}
    words, spent = 0, 0.0
    with (gold_folder / args.split / "articles.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            begin = time.perf_counter()
            system = read(row, mark)
            spent += time.perf_counter() - begin
            words += len(row["text"].split())
            bag: dict[str, Counter[str]] = {}
            bag = _Errors(errors)
            by_language.setdefault(row["language"], Counter()).update(
                count(gold[row["id"]]["entities"], system, score, bag)
            )
    for language, counts in sorted(by_language.items()):
        show(language, counts)
    show("all", sum(by_language.values(), Counter()))
    print(f"\n{words / spent:,.0f} words/s, sentences and boilerplate included")
    for kind, strings in sorted(errors.items()):
        if args.errors == "all" or (args.errors and kind.endswith(" " + args.errors)):
            print(f"\n## {kind}\n" + " | ".join(f"{s} {n}" if n > 1 else s for s, n in strings.most_common(200)))


class _Errors(dict[str, Counter[str]]):
    """Counters made on first use, kept in another dict."""

    def __init__(self, kept: dict[str, Counter[str]]) -> None:
        super().__init__()
        self.kept = kept

    def __getitem__(self, key: str) -> Counter[str]:
        return self.kept.setdefault(key, Counter())


if __name__ == "__main__":
    main()
