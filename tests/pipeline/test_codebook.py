"""What ``kg read`` prints keeps the codebook, so that ``kg load`` takes all of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import schema
from kg.pipeline import read_article, samples
from kg.sources import articles


def faults(sources: Iterable[str | Path]) -> list[str]:
    known = schema.load()
    return [
        f"{article.id}: {fault}"
        for article in articles(sources)
        for fault in known.faults(read_article(article), article.text)
    ]


def test_samples() -> None:
    assert faults(samples()) == []


@pytest.mark.parametrize("language", ["de", "en"])
def test_real_articles(shared: Path, tmp_path: Path, language: str) -> None:
    lines = (shared / "corpora" / f"sanctions_{language}.jsonl").read_text(encoding="utf-8").splitlines()
    some = tmp_path / "some.jsonl"
    some.write_text("\n".join(lines[::4]), encoding="utf-8")
    assert faults([some]) == []
