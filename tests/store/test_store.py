from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import rdf
from kg.errors import ExportError, KgError, NotFound, ReadingError, StoreError, UsageError
from kg.model import Reading
from kg.store import Counts, Store

Make = Callable[..., Any]
PLACES = pytest.mark.parametrize("place", [None, "store"], ids=["memory", "disk"])


@pytest.fixture
def store(place: str | None, tmp_path: Path) -> Any:
    with Store.open(tmp_path / place if place else None, write=True) as opened:
        yield opened


@PLACES
def test_add_is_idempotent(store: Store, read: Make, held: Make) -> None:
    readings = [read("a"), read("b")]
    assert store.add(readings) == Counts(added=2)
    before = held(store, notes=True)
    assert store.add(readings) == Counts(unchanged=2)
    assert held(store, notes=True) == before


@PLACES
def test_another_reading_replaces(store: Store, read: Make, say: Make, held: Make) -> None:
    newer = read("a", say("gb", "ir", measure="tariff"), version="2")
    store.add([read("a")])
    assert store.add([newer]) == Counts(replaced=1)
    store.resolve()
    with Store.open() as fresh:
        fresh.add([newer])
        fresh.resolve()
        assert held(store) == held(fresh)
    assert store.reading("a") == newer


@PLACES
def test_bulk_stores_the_same(store: Store, read: Make, say: Make, held: Make) -> None:
    readings = [read(f"a{n}", say(("us", "gb")[n % 2])) for n in range(230)]
    stored: list[str] = []
    assert store.add(iter(readings), on_stored=stored.extend) == Counts(added=230)
    assert stored == [one.article.id for one in readings]
    with Store.open() as fresh:
        for one in readings:
            fresh.add([one])
        assert held(store, notes=True) == held(fresh, notes=True)


@PLACES
def test_the_same_article_twice_in_a_batch(store: Store, read: Make) -> None:
    assert store.add([read("a"), read("a", version="2"), read("b")]) == Counts(added=2, replaced=1)
    assert store.reading("a").provenance.lexicon == "2"  # type: ignore[union-attr]


@PLACES
def test_drop_leaves_no_trace(store: Store, read: Make, say: Make, held: Make) -> None:
    store.resolve()
    before = held(store, notes=True)
    store.add([read("a", say(goods=("nickel",)))], signatures={"a": b"\x00\x01"})
    store.add([read("b", say("gb"))])
    store.resolve()
    assert store.drop(["a"]) == 1
    with Store.open() as fresh:
        fresh.add([read("b", say("gb"))])
        fresh.resolve()
        assert held(store, notes=True) == held(fresh, notes=True)
    assert store.drop(["https://example.org/b"]) == 1
    assert held(store, notes=True) == before


def test_drop_by_each_name(read: Make) -> None:
    head = read("a").article
    with Store.open() as store:
        for name in (head.id, head.url, head.sha256, head.sha256[:8], rdf.quads(read("a"))[0].graph_name.value):
            store.add([read("a")])
            assert store.drop([name]) == 1
        store.add([read("article-one")])
        with pytest.raises(NotFound, match=r"no article 'article-on' in the store; did you mean 'article-one'\?"):
            store.drop(["article-one", "article-on"])
        assert store.stats().articles == 1


def test_bad_reading_spares_the_others(read: Make, say: Make) -> None:
    errors: list[ReadingError] = []
    bad = read("bad", say(stage="imagined"))
    with Store.open() as store:
        assert store.add([read("a"), bad, read("b")], on_error=errors.append) == Counts(added=2, failed=1)
        assert "imagined" in str(errors[0])
        with pytest.raises(ReadingError):
            store.add([bad])


@pytest.mark.parametrize("error", [KgError, KeyboardInterrupt])
def test_what_was_read_before_a_failure_is_stored(error: type[BaseException], read: Make) -> None:
    def source() -> Any:
        yield read("a")
        raise error("no more")

    with Store.open() as store:
        with pytest.raises(error):
            store.add(source())
        assert store.stats().articles == 1


def test_has_tells_versions_apart(read: Make) -> None:
    one = read("a")
    with Store.open() as store:
        store.add([one])
        assert store.has(one.article.sha256, one.provenance)
        assert not store.has(one.article.sha256, read("a", version="2").provenance)
        assert not store.has("0" * 64, one.provenance)


def test_signatures_stay_with_the_text(read: Make) -> None:
    with Store.open() as store:
        store.add([read("a"), read("b")], signatures={"a": b"\xff\x00one"})
        store.add([read("a", version="2")])
        assert list(store.signatures()) == [("a", b"\xff\x00one")]
        store.drop(["a"])
        assert list(store.signatures()) == []


def test_vocabulary_is_there() -> None:
    with Store.open() as store:
        assert store.query("ASK { kg:Measure rdfs:label ?label }", graphs=["vocabulary"])
        assert not store.query("ASK { kg:Measure rdfs:label ?label }", graphs=["derived"])


def test_a_closed_or_read_store_says_so(tmp_path: Path, read: Make) -> None:
    with Store.open(tmp_path / "s", write=True) as store:
        store.add([read("a")])
    with pytest.raises(StoreError, match="closed"):
        store.stats()
    with Store.open(tmp_path / "s") as reader, pytest.raises(StoreError, match="opened for reading"):
        reader.add([read("b")])


@pytest.mark.parametrize("form", ["nq", "trig", "jsonld", "nt", "ttl", "rdf"])
def test_dump_is_read_back(form: str, tmp_path: Path, read: Make) -> None:
    path = tmp_path / f"out.{form}"
    with Store.open() as store:
        store.add([read("a"), read("b")])
        store.resolve()
        store.dump(form, path)
        quads = set(ox.parse(path=path))
        wanted = {q for q in store._db.match() if not str(q.graph_name).endswith("/meta>")}
    found, expected = ({ox.Triple(q.subject, q.predicate, q.object) for q in part} for part in (quads, wanted))
    assert found == expected
    if form in {"nq", "trig", "jsonld"}:
        assert quads == wanted


def test_stats_and_tables(read: Make, say: Make) -> None:
    with Store.open() as store:
        store.add([read("b", published="2024-05"), read("a", say("gb"), say("us", "ir", measure="tariff"))])
        assert store.stats().pending > 0
        store.resolve()
        stats = store.stats()
        assert (stats.articles, stats.claims, stats.entities, stats.measures) == (2, {"measure": 3}, 4, 3)
        assert (stats.pending, stats.published, stats.languages) == (0, ("2024-04-13", "2024-05"), {"en": 2})
        assert [(row.id, row.claims) for row in store.articles()] == [("a", 2), ("b", 1)]
        assert [(row.name, row.type, row.articles) for row in store.entities()][:2] == [
            ("Russia", "state", 2),
            ("United States", "state", 2),
        ]
        assert {row.label for row in store.measures()} == {
            "United States → Russia: import ban, in force, first reported 2024-05-01",
            "United Kingdom → Russia: import ban, in force, first reported 2024-04-13",
            "United States → Iran: tariff, in force, first reported 2024-04-13",
        }


def test_label_follows_the_name_that_most_give(read: Make, say: Make) -> None:
    def named(name: str, title: str) -> Reading:
        one = read(name, say(target="ir"))
        entities = [e if e.id != "us" else e.model_copy(update={"name": title}) for e in one.entities]
        return one.model_copy(update={"entities": tuple(entities)})  # type: ignore[no-any-return]

    with Store.open() as store:
        store.add([named("a", "America")])
        store.resolve()
        assert next(store.measures()).senders == ("America",)
        store.add([named("b", "United States"), named("c", "United States")])
        store.resolve()
        row = next(store.measures())
        assert (row.senders, row.label.split(" → ")[0]) == (("United States",), "United States")


def test_another_rule_derives_all_anew(tmp_path: Path, read: Make, held: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "s", write=True) as store:
        store.add([read("a"), read("b")])
        store.resolve()
        assert store.resolve().entities == 0
        before = held(store)
    monkeypatch.setattr("kg.store.deriving.VERSION", "next")
    with Store.open(tmp_path / "s", write=True) as store:
        assert store.resolve().entities == 2
        assert held(store) == before
        assert store.resolve().entities == 0


def test_goods_of_one_kind_are_one_measure(read: Make, say: Make) -> None:
    with Store.open() as store:
        store.add(
            [read("a", say(goods=("aluminium",))), read("b", say(goods=("metals",))), read("c", say(goods=("oil",)))]
        )
        store.resolve()
        assert sorted(sorted(row.goods) for row in store.measures()) == [["aluminium", "metals"], ["oil"]]


def test_translations_are_labels_too(read: Make) -> None:
    with Store.open() as store:
        store.add([read("a")])
        store.resolve(translations=lambda link: {"de": "Russland"} if link == "iso:RU" else {})
        assert store.explain("russland").label == "Russia"


changes = st.lists(
    st.tuples(
        st.sampled_from(["add", "add", "add", "drop", "resolve"]),
        st.integers(0, 5),
        st.sampled_from(["1", "2"]),
        st.lists(
            st.tuples(
                st.sampled_from(["us", "gb", "us gb", ""]),
                st.sampled_from(["ru", "ir", "ru ir"]),
                st.sampled_from(["import-ban", "sanctions"]),
                st.sampled_from(["impose", "lift", "expand", "evade"]),
                st.sampled_from(["done", "threatened", "denied"]),
                st.sampled_from([None, "2024-04-12", "2024-05-20", "2019"]),
                st.sampled_from([(), ("nickel",), ("nickel", "oil")]),
            ),
            max_size=3,
        ),
        st.sampled_from([(), ("a0",), ("a1", "a3")]),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(changes)
def test_any_order_of_changes_equals_a_rebuild(read: Make, say: Make, held: Make, changes: list[Any]) -> None:
    kept: dict[str, Reading] = {}
    with Store.open() as store:
        for verb, number, version, rows, copies in changes:
            name = f"a{number}"
            if verb == "add":
                claims = [
                    say(agent, target, measure=tool, action=action, stage=stage, date=date, goods=goods)
                    for agent, target, tool, action, stage, date, goods in rows
                ]
                kept[name] = read(name, *claims, version=version, near_copies=copies)
                store.add([kept[name]])
            elif verb == "drop" and name in kept:
                store.drop([name])
                del kept[name]
            elif verb == "resolve":
                store.resolve()
        store.resolve()
        step_by_step = held(store, notes=True)
        store.resolve(rebuild=True)
        assert held(store, notes=True) == step_by_step
    with Store.open() as fresh:
        fresh.add(kept.values())
        fresh.resolve()
        assert held(fresh, notes=True) == step_by_step


def test_digits_that_two_hashes_begin_with(read: Make) -> None:
    readings = [read(name, sha256=f"abcdef{name}" + "0" * 57) for name in ("1", "2")]
    with Store.open() as store:
        store.add(readings)
        with pytest.raises(UsageError, match="2 articles have a hash that begins with abcdef; more digits: abcdef1"):
            store.drop(["abcdef"])
        assert store.drop(["abcdef1"]) == 1


def test_a_file_that_cannot_be_written(tmp_path: Path, read: Make) -> None:
    with Store.open() as store:
        store.add([read("a")])
        with pytest.raises(ExportError, match=r"missing/out\.nq: cannot be written"):
            store.dump("nq", tmp_path / "missing" / "out.nq")
        with pytest.raises(ExportError):
            store.query("SELECT * { ?s ?p ?o }").serialize("csv", str(tmp_path / "missing" / "out.csv"))
        begin, end = os.pipe()
        os.close(begin)
        with pytest.raises(BrokenPipeError), os.fdopen(end, "wb", buffering=0) as pipe:
            store.dump("nq", pipe)
        with pytest.raises(UsageError, match="no form 'docx' to dump; forms: nq"):
            store.dump("docx", tmp_path / "x")
