"""What the judge keeps, and how sure it says it is."""

from __future__ import annotations

from kg.extract.draft import Draft
from kg.extract.judge import THRESHOLD, judged, weights

STRONG = Draft(
    type="measure", measure="import-ban", action="impose", stage="done", sentence=0, start=0, end=5,
    agent=("wd:Q458",), target=("iso:RU",), goods=("wd:Q22656",), marks=frozenset({"agent", "target", "goods"}),
)  # fmt: skip


def test_confidence_is_a_share_of_one_and_above_the_threshold() -> None:
    kept = judged([STRONG], "de", 10)
    assert len(kept) == 1
    assert THRESHOLD <= kept[0].confidence <= 1


def test_weights_are_there_and_readable() -> None:
    assert weights()
    assert all(isinstance(value, float) for value in weights().values())


def test_judging_is_deterministic() -> None:
    assert judged([STRONG, STRONG], "en", 10) == judged([STRONG, STRONG], "en", 10)
