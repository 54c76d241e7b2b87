"""JSON lines → readings: what is wrong is said with its line, what is right goes through."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.model import Head, Reading
from kg.pipeline import loading
from kg.pipeline.loading import readings

GOOD = {
    "article": {"id": "a", "language": "en", "published": "2024-04-13"},
    "entities": [{"id": "us", "type": "state", "name": "United States", "link": "iso:US", "mentions": ["USA"]}],
    "claims": [
        {
            "type": "measure",
            "action": "impose",
            "measure": "tariff",
            "stage": "done",
            "agent": ["us"],
            "date": "2024-04-12",
            "evidence": ["Washington imposed tariffs."],
        }
    ],
}


def stream(*lines: str | bytes) -> io.BytesIO:
    return io.BytesIO(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines))


def test_good_lines_come_through_and_blank_ones_do_not_count() -> None:
    errors: list[KgError] = []
    found = list(readings(stream(json.dumps(GOOD), "", json.dumps(GOOD)), on_error=errors.append))
    assert [reading.claims[0].measure for reading in found] == ["tariff", "tariff"]
    assert errors == []


def changed(**claim: object) -> str:
    return json.dumps(GOOD | {"claims": [GOOD["claims"][0] | claim]})  # type: ignore[dict-item] - a list


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"article": {"id": "a"', "not JSON: "),
        ("[]", "should be an object"),
        (b'{"article": {"id": "\xff"}}', "not JSON: not UTF-8 at byte 21"),
        ('{"article": {}}', "article.id: Field required"),
        (changed(target=["ru"]), "target points to no entity"),
        (changed(colour="red"), "claims.0.colour: Extra inputs are not permitted"),
        (changed(stage="perhaps"), "perhaps"),
        (changed(measure="trade-war"), "trade-war"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_read(line: str | bytes, said: str) -> None:
    errors: list[KgError] = []
    found = list(readings(stream(json.dumps(GOOD), line, json.dumps(GOOD)), where="f.jsonl", on_error=errors.append))
    assert len(found) == 2
    assert [error.where for error in errors] == ["f.jsonl, line 2"]
    assert said in str(errors[0])
    assert "\n" not in str(errors[0])


def test_a_giant_line_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LINE_LIMIT", 1000)
    errors: list[KgError] = []
    giant = '{"article": {"id": "' + "x" * 5000 + '"}}'
    found = list(readings(stream(json.dumps(GOOD), giant, json.dumps(GOOD)), on_error=errors.append))
    assert len(found) == 2
    assert [error.where for error in errors] == ["<stdin>, line 2"]


@given(st.binary(max_size=200))
def test_no_bytes_raise(junk: bytes) -> None:
    for reading in readings(io.BytesIO(junk)):
        assert isinstance(reading, Reading)


@given(st.text(min_size=1, max_size=20), st.sampled_from(["de", "en", "und"]))
def test_what_is_printed_is_read_back(name: str, language: str) -> None:
    reading = Reading(article=Head(id=name, language=language, title=name))
    assert list(readings(stream(reading.to_json()))) == [reading]
