from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kg.edtf import bounds
from kg.ids import BASE
from kg.resolve import (
    Block,
    ClaimRecord,
    EdgeForm,
    Measure,
    Report,
    blocks,
    edge,
    edge_keys,
    independent,
    measures,
    status,
)


def entity(name: str) -> str:
    """``ru`` is a state, ``acme:company`` is not, ``hs:76`` carries a code."""
    if name.startswith("hs:"):
        return f"{BASE}entity/hs%3A{name[3:]}"
    if ":" in name:
        local, kind = name.split(":")
        return f"{BASE}entity/{kind}/{local}"
    return f"{BASE}entity/iso%3A{name.upper()}"


def make(  # noqa: PLR0913 - the fields of a claim
    iri: str,
    agent: str = "",
    target: str = "ru",
    *,
    goods: str = "",
    action: str = "impose",
    stage: str = "done",
    instrument: str = "import-ban",
    date: str | None = None,
    published: str | None = "2024-04-13",
    suspect: bool = False,
    copies: tuple[str, ...] = (),
    kind: str = "measure",
) -> ClaimRecord:
    given: dict[str, Any] = {"agent": agent, "target": target, "goods": goods}
    roles = {role: frozenset(map(entity, names.split())) for role, names in given.items() if names}
    article = f"a-{iri}"
    report = Report(article, article, bounds(published) if published else None, suspect, frozenset(copies))
    when = bounds(date) if date else None
    return ClaimRecord(iri, report, kind, action, stage, instrument if kind == "measure" else None, roles, when)


RU = Block("import-ban", entity("ru"))


def groups(records: Iterable[ClaimRecord], block: Block = RU) -> list[list[str]]:
    return sorted(sorted(claim.iri for claim in measure.claims) for measure in measures(block, records))


def only(*records: ClaimRecord) -> Measure:
    (measure,) = measures(RU, records)
    return measure


def test_same_date_alone_joins_nothing() -> None:
    a = make("a", "us", goods="nickel:commodity", date="2024-04-12")
    assert groups([a, make("b", "eu:bloc", goods="nickel:commodity", date="2024-04-12")]) == [["a"], ["b"]]
    assert groups([a, make("b", "us", goods="oil:commodity", date="2024-04-12")]) == [["a"], ["b"]]
    assert blocks(a).isdisjoint(blocks(make("b", "us", "by", date="2024-04-12")))
    assert blocks(a).isdisjoint(blocks(make("b", "us", instrument="tariff", date="2024-04-12")))


def test_general_sanctions_join_no_named_instrument() -> None:
    general = make("b", "us", instrument="sanctions", date="2024-04-12")
    assert groups([make("a", "us", date="2024-04-12"), general]) == [["a"]]


def test_silent_side_joins() -> None:
    named = make("a", "us gb", goods="nickel:commodity copper:commodity", date="2024-04-12")
    assert groups([named, make("b", published="2024-04-20"), make("c", "gb", published="2024-04-20")]) == [
        ["a", "b", "c"]
    ]


def test_silent_claim_goes_where_it_fits_best() -> None:
    old = make("a", "us", goods="oil:commodity", date="2022-03-08")
    new = make("b", "us", goods="nickel:commodity", date="2024-04-12")
    assert groups([old, new, make("c", goods="nickel:commodity")]) == [["a"], ["b", "c"]]
    assert groups([old, new, make("c", published="2022-03-10")]) == [["a", "c"], ["b"]]


def test_contradicting_acts_of_imposing_are_two() -> None:
    first = make("a", "us", date="2024-04-12")
    assert groups([first, make("b", "us", date="2024-05-20")]) == [["a"], ["b"]]
    assert groups([first, make("b", "us", date="2024-04-13")]) == [["a", "b"]]
    assert groups([first, make("b", "us", date="2024-04")]) == [["a", "b"]]
    assert groups([first, make("b", "us", date="2024-05-20", action="expand")]) == [["a", "b"]]


def test_date_in_doubt_contradicts_nothing() -> None:
    crawled = make("b", "us", date="2024-05-03", published="2024-05-03", suspect=True)
    measure = only(make("a", "us", date="2024-04-12"), crawled)
    assert [len(step.claims) for step in measure.steps] == [2]
    assert measure.steps[0].date == make("x", date="2024-04-12").date


def test_long_silence_opens_another() -> None:
    assert groups([make("a", "us", date="2014-07-29"), make("b", "us", published="2024-04-13")]) == [["a"], ["b"]]
    bridge = [make(f"m{year}", "us", action="renew", date=f"{year}-06-30") for year in range(2015, 2024)]
    assert len(groups([make("a", "us", date="2014-07-29"), make("b", "us"), *bridge])) == 1


def test_imposed_again_after_lifting() -> None:
    life = [make("a", "us", date="2023-10-18"), make("b", "us", action="lift", date="2024-01-30")]
    assert groups([*life, make("c", "us", date="2024-04-18")]) == [["a", "b"], ["c"]]


def test_threat_to_lifting_is_one_life() -> None:
    life = [
        make("d", "us", action="lift", date="2024-06-01"),
        make("a", "us", stage="threatened", published="2024-01-10"),
        make("c", "us", date="2024-04-12"),
        make("b", "us", stage="announced", date="2024-04-12", published="2024-03-01"),
    ]
    measure = only(*life)
    said = [(step.action, step.stage) for step in measure.steps]
    assert said == [("impose", "threatened"), ("impose", "announced"), ("impose", "done"), ("lift", "done")]
    assert [status(measure.steps[:n]) for n in range(1, 5)] == ["threatened", "announced", "in force", "lifted"]


def test_reports_without_a_date_find_their_step() -> None:
    acts = [make("a", "us", date="2024-04-12"), make("b", "us", action="expand", date="2024-09-01")]
    later = make("c", "us", published="2025-03-01")
    threats = [
        make(f"t{n}", "us", stage="threatened", published=day) for n, day in enumerate(("2024-01-10", "2024-02-20"))
    ]
    much_later = make("u", "us", stage="threatened", published="2024-12-01")
    measure = only(*acts, later, *threats, much_later)
    found = [(step.stage, step.action, [claim.iri for claim in step.claims]) for step in measure.steps]
    assert found == [
        ("threatened", "impose", ["t0", "t1"]),
        ("done", "impose", ["a", "c"]),
        ("done", "expand", ["b"]),
        ("threatened", "impose", ["u"]),
    ]


def test_denial_stays_beside_what_it_denies() -> None:
    measure = only(make("a", "us", date="2024-04-12"), make("b", "us", stage="denied", published="2024-04-14"))
    assert [step.stage for step in measure.steps] == ["done", "denied"]
    assert status(measure.steps) == "in force"
    assert status(only(make("b", "us", stage="denied")).steps) == "denied"


def test_claim_on_two_states_is_two_measures() -> None:
    both = make("a", "us", "ru by")
    assert {block.anchor for block in blocks(both)} == {entity("ru"), entity("by")}


def test_named_firms_keep_designations_apart() -> None:
    one = make("a", "us", "ru acme:company", date="2024-04-12")
    other = make("b", "us", "ru bolt:company", date="2024-04-12")
    assert groups([one, other]) == [["a"], ["b"]]
    assert groups([one, make("c", "us", "ru", date="2024-04-12")]) == [["a", "c"]]


def test_goods_codes_cover_their_kinds() -> None:
    chapter, heading = make("a", "us", goods="hs:76", date="2024-04-12"), make("b", "us", goods="hs:7601")
    assert groups([chapter, heading]) == [["a", "b"]]
    assert groups([chapter, make("b", "us", goods="hs:7502")]) == [["a"], ["b"]]


def test_goods_codes_from_a_list() -> None:
    pair = [make("a", "us", goods="metals:commodity", date="2024-04-12"), make("b", "us", goods="nickel:commodity")]
    codes = {entity("metals:commodity"): ("74-81",), entity("nickel:commodity"): ("7502",)}
    assert len(measures(RU, pair)) == 2
    assert len(measures(RU, pair, codes)) == 1
    assert len(measures(RU, pair, codes | {entity("nickel:commodity"): ("2604",)})) == 2


def test_year_in_the_words_makes_a_date_firm() -> None:
    first = make("a", "us", date="2024-04-12")
    crawled = make("b", "us", date="2022-03-08", published="2024-05-03", suspect=True)
    assert groups([first, crawled]) == [["a", "b"]]
    assert groups([first, replace(crawled, absolute=True)]) == [["a"], ["b"]]
    assert only(crawled).steps[0].date == bounds("2022-03-08")


def test_evader_is_no_sender() -> None:
    measure = only(make("a", "us", date="2024-04-12"), make("b", "ru", "", action="evade", published="2024-06-01"))
    assert measure.senders == (entity("us"),)
    assert [step.action for step in measure.steps] == ["impose", "evade"]


def test_nobody_is_sender_and_target() -> None:
    assert only(make("a", "us ru", date="2024-04-12"), make("b", "ru")).senders == (entity("us"),)


def test_iri_stays_when_reports_follow() -> None:
    first = make("m", "us", date="2024-04-12")
    assert only(first).iri == only(first, make("a", "us", published="2024-05-01")).iri


records = st.lists(
    st.builds(
        lambda agent, target, goods, action, stage, date, published: (
            agent,
            target,
            goods,
            action,
            stage,
            date,
            published,
        ),
        st.sampled_from(["", "us", "gb", "us gb"]),
        st.sampled_from(["ru", "ru by", "ru acme:company", "ru bolt:company"]),
        st.sampled_from(["", "oil:commodity", "oil:commodity nickel:commodity", "hs:76", "hs:7601"]),
        st.sampled_from(["impose", "expand", "lift", "evade"]),
        st.sampled_from(["done", "announced", "threatened", "denied"]),
        st.sampled_from([None, "2014", "2022-03-08", "2022-03", "2024-04-12", "2024-04-13"]),
        st.sampled_from([None, "2022-03-10", "2024-04", "2024-05-03"]),
    ),
    max_size=12,
)


@given(records, st.randoms(use_true_random=False))
def test_each_claim_once_and_order_plays_no_part(rows: list[tuple[str, ...]], shuffle: random.Random) -> None:
    claims = [
        make(f"c{n}", row[0], row[1], goods=row[2], action=row[3], stage=row[4], date=row[5], published=row[6])
        for n, row in enumerate(rows)
    ]
    found = measures(RU, claims)
    assert sorted(c.iri for m in found for c in m.claims) == sorted(c.iri for c in claims if RU in blocks(c))
    mixed = shuffle.sample(claims, len(claims))
    assert measures(RU, mixed) == found


@dataclass(frozen=True)
class Form:
    type: str = "measure"
    source: str = "agent"
    target: str = "target"
    symmetric: bool = False

    def counts(self, action: str, stage: str) -> bool:
        return action == "impose" and stage == "done"


FORMS: list[tuple[str, EdgeForm]] = [(f"{BASE}ontology#measures", Form())]
MEETS: list[tuple[str, EdgeForm]] = [(f"{BASE}ontology#meets", Form("meeting", "agent", "agent", symmetric=True))]


def test_edges_of_a_claim() -> None:
    keys = edge_keys(make("a", "us gb", "ru"), FORMS)
    assert {(key.source, key.target) for key in keys} == {(entity("us"), entity("ru")), (entity("gb"), entity("ru"))}
    assert not edge_keys(make("a", "us", "ru", stage="threatened"), FORMS)
    assert not edge_keys(make("a", "ru", "ru"), FORMS)


def test_fillers_of_one_role_meet_once() -> None:
    claim = make("a", "us cn fr", "", kind="meeting")
    assert len(edge_keys(claim, MEETS)) == 3
    assert edge_keys(claim, MEETS) == edge_keys(make("a", "fr us cn", "", kind="meeting"), MEETS)


def test_near_copies_count_once_on_an_edge() -> None:
    claims = [
        make("a", "us", date="2024-04-12"),
        make("b", "us", copies=("a-a",)),
        make("c", "us", copies=("a-b",)),
        make("d", "us", published="2024-06-01"),
    ]
    (key,) = edge_keys(claims[0], FORMS)
    found = edge(key, [*claims, make("e", "us", "by")], FORMS)
    assert found is not None
    assert (found.claims, found.articles, found.span) == (
        ("a", "b", "c", "d"),
        2,
        (*bounds("2024-04-12")[:1], *bounds("2024-06-01")[1:]),
    )
    assert edge(key, [], FORMS) is None


@given(st.dictionaries(st.integers(0, 6), st.sets(st.integers(0, 6), max_size=3)), st.randoms(use_true_random=False))
def test_independent_is_symmetric(copies: dict[int, set[int]], shuffle: random.Random) -> None:
    reports = [Report(f"iri{n}", str(n), near_copies=frozenset(map(str, near))) for n, near in copies.items()]
    assert independent(reports) == independent(shuffle.sample(reports, len(reports))) <= len(reports)
