"""The tables in data/: well-formed, complete, and the generated file is what they give."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg.mentions.gazetteer import entries
from kg.model import Mention

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
TABLES = ["states", "blocs", "bloc_members", "bodies", "exchanges", "goods", "officials", "officials_listed", "persons",
          "companies", "organisations", "places", "acts", "vessels"]  # fmt: skip
LINK = re.compile(r"(?:iso:[A-Z]{2}|mic:[A-Z0-9]{4}|wd:Q\d+)")
TYPES = {"state", "bloc", "government-body", "official", "person", "company", "exchange", "organisation", "commodity",
         "legal-act", "vessel", "place"}  # fmt: skip
DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_where_it_is_from_and_has_full_rows(table: str) -> None:
    header = [line for line in (DATA / f"{table}.csv").read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    assert re.search("Sources?:", "\n".join(header))
    assert re.search("CC0|PDDL|public domain", "\n".join(header))
    for row in rows(table):
        assert None not in row
        assert None not in row.values()
        assert all(value == value.strip() for value in row.values()), row


@pytest.mark.parametrize("table", TABLES)
def test_links_and_days_are_well_formed(table: str) -> None:
    for row in rows(table):
        assert not row.get("link") or LINK.fullmatch(row["link"]), row
        for column in ("since", "until"):
            assert not row.get(column) or DAY.fullmatch(row[column]), row
        if row.get("since") and row.get("until"):
            assert row["since"] <= row["until"], row


def test_the_generated_file_is_what_the_tables_give() -> None:
    done = subprocess.run([sys.executable, ROOT / "scripts" / "forms.py", "--check"], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def test_entries_have_known_types_and_one_link_each() -> None:
    links = [entry.link for entry in entries().values() if entry.link]
    assert len(links) == len(set(links))
    for entry in entries().values():
        assert entry.type in TYPES
        assert entry.link is None or LINK.fullmatch(entry.link)
        assert entry.principal is None or entry.principal in entries()
        Mention(start=0, end=1, text="x", type=entry.type, key=entry.key, name=entry.name, link=entry.link)


def test_every_country_of_iso_3166_is_there() -> None:
    codes = {row["iso"] for row in rows("states")}
    assert len(codes) == len(rows("states"))
    assert len([c for c in codes if c not in {"SU", "YU", "DD", "CS", "XK"}]) == 249
    assert {"US", "RU", "CN", "DE", "GB", "UA", "IR", "KP", "TW", "PS", "VA"} <= codes


def test_states_have_names_adjectives_and_people_in_both_languages() -> None:
    for row in rows("states"):
        assert row["name"]
        assert row["de"] or row["name"], row
        if row["kind"] == "state" and not row["until"]:
            assert row["adj_en"] or row["adj_de"] or row["iso"] in {"CD", "KN", "ST", "SM", "VA"}, row


def members(bloc: str, day: str) -> set[str]:
    return {
        row["state"] for row in rows("bloc_members")
        if row["bloc"] == bloc and row["since"] <= day and (not row["until"] or day < row["until"])
    }  # fmt: skip


def test_members_of_blocs_are_states_and_their_days_follow_each_other() -> None:
    states, blocs = {row["iso"] for row in rows("states")}, {row["id"] for row in rows("blocs")}
    for row in rows("bloc_members"):
        assert row["state"] in states, row
        assert row["bloc"] in blocs, row
        date.fromisoformat(row["since"])
        assert not row["until"] or date.fromisoformat(row["until"]) > date.fromisoformat(row["since"])


@pytest.mark.parametrize(
    ("bloc", "day", "count", "inside", "outside"),
    [
        ("eu", "2019-06-01", 28, "GB", "UA"),
        ("eu", "2024-05-03", 27, "HR", "GB"),
        ("eu", "2003-06-01", 15, "DE", "PL"),
        ("nato", "2024-05-03", 32, "SE", "AT"),
        ("nato", "2022-05-03", 30, "MK", "FI"),
        ("g7", "2024-05-03", 7, "JP", "RU"),
        ("g8", "2010-01-01", 8, "RU", "CN"),
        ("brics", "2025-06-01", 10, "EG", "AR"),
        ("eaeu", "2024-01-01", 5, "AM", "UA"),
        ("opec", "2024-05-03", 12, "SA", "QA"),
        ("gcc", "2024-05-03", 6, "AE", "IQ"),
    ],
)
def test_members_by_date(bloc: str, day: str, count: int, inside: str, outside: str) -> None:
    found = members(bloc, day)
    assert len(found) == count, found
    assert inside in found
    assert outside not in found


def test_heads_of_state_have_the_time_of_their_office() -> None:
    for row in rows("officials"):
        assert row["since"], row
        assert row["comment"], row


def test_the_manifest_names_every_file() -> None:
    manifest = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))
    listed = {row["path"] for row in manifest["file"]}
    present = {path.name for path in DATA.iterdir() if path.is_file() and not path.name.startswith(".")} - {
        "MANIFEST.toml"
    }
    assert present <= listed, present - listed
    for row in manifest["file"]:
        assert row["source"], row
        assert row["licence"], row
