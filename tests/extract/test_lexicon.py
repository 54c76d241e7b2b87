"""Rules over tokens: open words, neighbours, gaps."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon


@pytest.mark.parametrize(
    ("rule", "words", "place"),
    [
        ("verhängt*", ["die", "eu", "verhängte", "zölle"], (2, 3, 2)),
        ("*sanktionen", ["russland-sanktionen", "wirken"], (0, 1, 0)),
        ("*export*", ["ein", "waffenexporteur"], (1, 2, 1)),
        ("auf eis", ["liegt", "auf", "eis"], (1, 3, 2)),
        ("hebt … auf", ["sie", "hebt", "das", "verbot", "auf"], (1, 2, 4)),
    ],
)
def test_hit(rule: str, words: list[str], place: tuple[int, int, int]) -> None:
    hits = Lexicon([("x", rule)]).hits(words)
    assert [(h.start, h.end, h.last) for h in hits] == [place]


def test_a_gap_ends_with_the_sentence() -> None:
    assert not Lexicon([("x", "hebt … auf")]).hits(["hebt", "es", ".", "auf"])


def test_distance_counts_from_the_nearer_part() -> None:
    hit = Lexicon([("x", "hebt … auf")]).hits(["hebt", "das", "alte", "verbot", "auf"])[0]
    assert hit.distance(3, 4) == 0
    assert hit.distance(1, 2) == 0
