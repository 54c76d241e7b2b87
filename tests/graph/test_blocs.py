"""The EU as one, or as its members on the day of the claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kg.errors import ResourceError
from kg.graph import blocs, project
from kg.graph.blocs import linked, members

Make = Callable[..., Any]
EU, GB, DE, RU = (linked(name) for name in ("wd:Q458", "iso:GB", "iso:DE", "iso:RU"))


def test_numbers_of_members_on_a_day() -> None:
    found = members()
    counts = {day: sum(member.on(day) for member in found[EU]) for day in ("1958-01-01", "2004-05-01", "2020-02-01")}
    assert counts == {"1958-01-01": 6, "2004-05-01": 25, "2020-02-01": 27}
    assert sum(member.on("2024-03-07") for member in found[linked("wd:Q7184")]) == 32
    assert sum(member.on("2024-03-07") for member in found[linked("wd:Q1764511")]) == 7


def test_a_bloc_gives_way_to_its_members_at_the_date(store_of: Make, say: Make, paper: Make) -> None:
    early = say("measure", "impose", measure="import-ban", agent="eu", target="ru", date="2014-07-31")
    late = say("measure", "expand", measure="import-ban", agent=("eu", "gb"), target="ru", date="2022-02-25")
    store = store_of([paper("a", early), paper("b", late)])
    whole = project(store)
    assert set(whole) == {EU, GB, RU}
    assert whole.graph["blocs"] == "as-one"
    split = project(store, blocs="members")
    assert EU not in split
    assert len(split) == 29
    assert (split.edges[DE, RU, "measures"]["claims"], split.edges[GB, RU, "measures"]["claims"]) == (2, 2)
    assert split.graph["blocs_source"] == "data/bloc_members.csv"


def test_without_a_date_the_day_of_publication_counts(store_of: Make, say: Make, paper: Make) -> None:
    ban = say("measure", "impose", measure="import-ban", agent="eu", target="ru")
    split = project(store_of([paper("a", ban, published="2019-06-01")]), blocs="members")
    assert GB in split


def test_states_are_named_though_no_article_names_them(store_of: Make, say: Make, paper: Make) -> None:
    ban = say("measure", "impose", measure="import-ban", agent="eu", target="ru")
    split = project(store_of([paper("a", ban)]), blocs="members")
    assert (split.nodes[DE]["type"], split.nodes[DE]["label"], split.nodes[DE]["link"]) == (
        "state",
        "Germany",
        "iso:DE",
    )


def test_a_wrong_line_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [{"bloc": "league-of-nations", "state": "FR", "since": "1920-01-10", "until": ""}]
    monkeypatch.setattr(blocs, "_table", lambda name: wrong if name == blocs.SOURCE else [])
    with pytest.raises(ResourceError, match=r"bloc_members\.csv: member 1: 'league-of-nations' is unknown"):
        members()
