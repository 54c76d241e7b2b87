"""Rows and documents as text."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli.render import FORMATS, cell, document, one_of, plain, rows
from kg.errors import UsageError
from kg.ids import BASE, ONTOLOGY
from kg.model import Quote

COLUMNS = ("name", "goods", "confidence", "date")
ROW = ("Ünited [bold]States", ("oil", "gas"), 0.5, None)


def written(form: str, *found: tuple[Any, ...], columns: tuple[str, ...] = COLUMNS) -> str:
    stream = io.BytesIO()
    rows(columns, iter(found), form, stream)
    assert not stream.closed
    return stream.getvalue().decode()


def test_delimited_forms_join_lists_and_leave_nothing_empty() -> None:
    assert written("csv", ROW) == "name,goods,confidence,date\nÜnited [bold]States,oil; gas,0.5,\n"
    assert written("tsv", ROW).splitlines()[1].split("\t") == ["Ünited [bold]States", "oil; gas", "0.5", ""]


def test_json_forms_keep_lists_and_null() -> None:
    expected = {"name": "Ünited [bold]States", "goods": ["oil", "gas"], "confidence": 0.5, "date": None}
    assert json.loads(written("json", ROW)) == [expected]
    assert [json.loads(line) for line in written("jsonl", ROW, ROW).splitlines()] == [expected, expected]


def test_a_table_shows_all_cells_and_takes_no_text_for_markup() -> None:
    text = written("table", ROW)
    assert "Ünited [bold]States" in text
    assert "oil; gas" in text
    assert text == "\n".join(line.rstrip() for line in text.splitlines()) + "\n"


def test_a_table_shortens_our_own_addresses_and_no_others() -> None:
    own, term, other = f"{BASE}entity/iso%3AUS", f"{ONTOLOGY}Claim", "https://example.org/x"
    text = written("table", (own, term, other), columns=("a", "b", "c"))
    assert text.split()[-3:] == ["entity/iso%3AUS", "kg:Claim", other]
    assert own in written("csv", (own,), columns=("a",))


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_are_no_error(form: str) -> None:
    assert isinstance(written(form), str)


@given(st.lists(st.tuples(st.text(), st.text()), max_size=4))
def test_csv_is_read_back(found: list[tuple[str, str]]) -> None:
    found = [(re.sub(r"[\0\r\n\t]+", " ", a), re.sub(r"[\0\r\n\t]+", " ", b)) for a, b in found]
    text = written("csv", *found, columns=("a", "b"))
    assert [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))][1:] == found


def test_an_unknown_name_gets_the_valid_ones_and_the_nearest() -> None:
    with pytest.raises(
        UsageError, match="no format 'cvs'; did you mean 'csv'\\? formats: table, csv, tsv, json, jsonl"
    ):
        rows(COLUMNS, [], "cvs", io.BytesIO())
    with pytest.raises(UsageError, match="no colour 'xyz'; colours: red, blue"):
        one_of("xyz", ["red", "blue"], "colour")


@dataclass(frozen=True)
class Point:
    x: int
    names: tuple[str, ...]


def test_values_of_the_library_become_plain() -> None:
    assert plain({"p": Point(1, ("a",)), "q": Quote(text="x")}) == {
        "p": {"x": 1, "names": ["a"]},
        "q": {"text": "x", "start": None, "end": None},
    }
    stream = io.BytesIO()
    document(Point(1, ()), stream)
    assert json.loads(stream.getvalue()) == {"x": 1, "names": []}


def test_cells() -> None:
    assert [cell(value) for value in (None, True, 0.1 + 0.2, 12, ("a", None))] == ["", "true", "0.3", "12", "a; "]
