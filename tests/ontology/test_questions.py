"""Named questions by manifest: data, question, parameters, expected rows. All are files under questions/."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model import Reading
from kg.store import Store

FOLDER = Path(__file__).parent / "questions"
CASES = tomllib.loads((FOLDER / "manifest.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    lines = (FOLDER / "readings.jsonl").read_text(encoding="utf-8").splitlines()
    with Store.open() as opened:
        opened.add(Reading.model_validate_json(line) for line in lines)
        opened.resolve()
        yield opened


@pytest.mark.parametrize("case", CASES, ids=[case["question"] for case in CASES])
def test_answers(store: Store, case: dict[str, Any]) -> None:
    found = store.named(case["question"], **case["parameters"]).to_records()
    assert [[row[column] for column in case["columns"]] for row in found] == case["rows"]


def test_a_breach_leaves_an_easing_as_it_is(store: Store) -> None:
    (eased,) = [row for row in store.measures() if row.instrument == "import-ban"]
    assert (eased.status, eased.as_of) == ("eased", "2024-06-10")
