"""Near-copies are found, others are not, and memory is bounded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article, Region
from kg.sources import clean
from kg.sources.near import PERMUTATIONS, NearCopies, shingles

WORDS = [f"wort{i}" for i in range(400)]


def article(name: str, text: str, title: str | None = None) -> Article:
    return Article(id=name, text=text, title=title, boilerplate=clean.mark(text, title, "de"))


def share(one: str, other: str) -> float:
    a, b = set(shingles(one)), set(shingles(other))
    return len(a & b) / len(a | b)


def test_a_copy_with_small_changes_is_linked() -> None:
    text = " ".join(WORDS)
    changed = " ".join(word if i % 40 else f"anders{i}" for i, word in enumerate(WORDS))
    assert share(text, changed) > 0.8
    near = NearCopies()
    assert near.add(article("a", text)) == ()
    assert near.add(article("b", changed)) == ("a",)
    assert near.add(article("c", " ".join(reversed(WORDS)))) == ()
    assert set(near.add(article("d", text))) == {"a", "b"}
    assert len(near) == 4


def test_furniture_does_not_count() -> None:
    body = " ".join(WORDS[:60])
    links = "\n\n".join(f"Siehe auch {' '.join(WORDS[i : i + 9])}" for i in range(100, 190, 10))
    near = NearCopies()
    near.add(article("a", body))
    assert near.add(article("b", f"{body}\n\n{links}")) == ("a",)
    bare = Article(id="c", text=f"{body}\n\n{links}", boilerplate=())
    assert near.add(bare) == ()


def test_a_signature_is_the_same_everywhere() -> None:
    """Stores keep signatures, so neither another machine nor another version may make others."""
    signature = NearCopies.signature(
        article("a", "Die Ausfuhr von Zinn ruht seit Freitag, teilte das Ministerium mit.")
    )
    assert len(signature) == 4 * PERMUTATIONS
    assert signature[:16].hex() == "e0c956caac3c97c61ddeb1c6fe92bd03"


def test_a_stored_signature_fills_the_index_again() -> None:
    first = article("a", " ".join(WORDS))
    near = NearCopies()
    assert near.add_signature("a", NearCopies.signature(first)) == ()
    assert near.add(article("b", first.text + " mehr")) == ("a",)
    with pytest.raises(ValueError, match="512 bytes"):
        near.add_signature("c", b"short")


def test_an_article_read_again_is_no_copy_of_itself() -> None:
    near = NearCopies()
    near.add(article("a", " ".join(WORDS)))
    assert near.add(article("a", " ".join(WORDS))) == ()


def test_the_oldest_are_forgotten() -> None:
    near = NearCopies(capacity=8)
    near.add(article("old", " ".join(WORDS)))
    for i in range(7):
        near.add(article(str(i), " ".join(f"x{i}y{j}" for j in range(50))))
    assert near.add(article("copy", " ".join(WORDS))) == ("old",)
    for i in range(20):
        near.add(article(f"n{i}", " ".join(f"z{i}y{j}" for j in range(50))))
    assert near.add(article("late", " ".join(WORDS))) == ()
    assert len(near) == 8


@pytest.mark.parametrize("text", ["", "Zinn", "Zinn knapp", "!!"])
def test_short_texts(text: str) -> None:
    near = NearCopies()
    near.add(Article(id="a", text=text))
    assert near.add(Article(id="b", text=text)) == ("a",)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 399), max_size=80, unique=True))
def test_the_estimate_is_close_to_the_truth(changed: list[int]) -> None:
    one = " ".join(WORDS)
    other = " ".join(f"anders{i}" if i in set(changed) else word for i, word in enumerate(WORDS))
    truth = share(one, other)
    near = NearCopies()
    near.add(Article(id="a", text=one, boilerplate=(Region(start=0, end=0, kind="other"),)))
    found = bool(near.add(Article(id="b", text=other)))
    # A share of 128 slots strays by less than four standard deviations (0.16 at 0.7).
    if truth > 0.86:
        assert found
    if truth < 0.54:
        assert not found
