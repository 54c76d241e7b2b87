from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf
from kg.errors import ReadingError

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@st.composite
def expressions(draw: st.DrawFn) -> str:
    first, second = sorted((draw(DAYS), draw(DAYS)))
    length = draw(st.sampled_from((4, 7, 10)))
    a, b = first.isoformat()[:length], second.isoformat()[:length]
    return draw(st.sampled_from((a, f"{a}/{b}")))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-10-01/2023-12-31", date(2023, 10, 1), date(2023, 12, 31)),
        ("2014-06/2014-08", date(2014, 6, 1), date(2014, 8, 31)),
        ("2024-04-12", date(2024, 4, 12), date(2024, 4, 12)),
    ],
)
def test_bounds(text: str, start: date, end: date) -> None:
    assert edtf.bounds(text) == (start, end)


@pytest.mark.parametrize("text", ["", "24-04-12", "2024-13", "2023-02-29", "2024/2023", "2024-04-12/..", "x", "0000"])
def test_what_is_no_date_is_refused_with_the_valid_forms(text: str) -> None:
    assert not edtf.is_valid(text)
    with pytest.raises(ReadingError, match=r"2024-04-12|ends before"):
        edtf.bounds(text)


@given(DAYS, DAYS)
def test_between_is_the_inverse_of_bounds(a: date, b: date) -> None:
    start, end = sorted((a, b))
    assert edtf.bounds(edtf.between(start, end)) == (start, end)


@given(expressions(), expressions())
def test_overlap_is_symmetric_and_the_opposite_of_contradiction(a: str, b: str) -> None:
    assert edtf.overlaps(a, b) == edtf.overlaps(b, a)
    assert edtf.contradict(a, b) != edtf.overlaps(a, b)
    assert edtf.overlaps(a, a)
    if edtf.contains(a, b):
        assert edtf.overlaps(a, b)
        assert edtf.length(b) <= edtf.length(a)


def test_an_unknown_date_contradicts_nothing() -> None:
    assert not edtf.contradict(None, "2024")


def test_between_takes_the_shortest_form() -> None:
    assert edtf.between(date(2024, 2, 1), date(2024, 2, 29)) == "2024-02"
    assert edtf.between(date(2023, 1, 1), date(2023, 12, 31)) == "2023"
    with pytest.raises(ReadingError):
        edtf.between(date(2024, 2, 2), date(2024, 2, 1))


@pytest.mark.parametrize(
    ("text", "kind"), [("2024", "year"), ("2024-04", "month"), ("2024-04-12", "day"), ("2023/2024", "interval")]
)
def test_precision(text: str, kind: str) -> None:
    assert edtf.precision(text) == kind
