"""Who is cited for an event that several sentences tell. Sentences of our own."""

from __future__ import annotations

import pytest
from reading import read


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Die EU verhängte Sanktionen gegen Belarus. Die Sanktionen gegen Belarus seien nötig, sagte Olaf Scholz.",
        ),
        ("en", "The EU imposed sanctions on Belarus. The EU sanctions on Belarus are needed, Olaf Scholz said."),
    ],
)
def test_nobody_is_cited_for_what_the_article_reports_itself(language: str, text: str) -> None:
    assert [c.speaker for c in read(text, language) if c.measure == "sanctions"] == [()]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Am Montag, dem Tag der Wahl, verhängte die EU Sanktionen gegen Belarus.", "2024-05-13"),
        ("en", "Today, the United States imposed sanctions on Iran.", "2024-05-15"),
    ],
)
def test_a_date_that_opens_the_sentence(language: str, text: str, expected: str) -> None:
    assert [c.date for c in read(text, language) if c.measure == "sanctions"] == [expected]


def test_the_date_of_an_order_that_is_named_is_not_that_of_the_act() -> None:
    text = "The United States lifted its sanctions on Burundi imposed by Executive Order 13712 of November 22, 2015."
    assert all(c.date is None for c in read(text, "en") if c.action == "lift")
