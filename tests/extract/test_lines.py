"""Text that was broken to a width is read as running text; lists and headlines are not."""

from __future__ import annotations

from kg.text import sentences


def test_wrapped_lines_are_joined() -> None:
    text = "The order blocks all property\n    and interests of its members in the\nEuropean Union. It ends."
    assert [s.text.split()[-1] for s in sentences(text)] == ["Union.", "ends."]


def test_lines_that_begin_in_capitals_stay_apart() -> None:
    text = "Zoll auf Stahl steigt\nMinister reist nach Rom\nWetter"
    assert len(sentences(text)) == 3


def test_blank_lines_end_a_sentence() -> None:
    assert len(sentences("Eine Zeile ohne Punkt\n\nund noch eine")) == 2
