"""From sources to the store: what is read, what is passed over, what is counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KgError
from kg.model import Article, Claim, Mention, Quote
from kg.pipeline import Summary, build, building, current_provenance, estimate, load, reader, samples
from kg.pipeline.summary import OTHER, Tally
from kg.store import Store

WORDS = "Washington said that tariffs on steel from China would rise to a quarter of its value in June".split(" ")  # noqa: SIM905 - a sentence


def text(number: int, *, words: int = 60) -> str:
    """Articles that share no three words in a row, unless they are of one number."""
    return " ".join(f"{WORDS[(i * (number + 3)) % len(WORDS)]}{number if i % 2 else ''}" for i in range(words))


def jsonl(path: Path, *articles: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    return path


def article(number: int, **fields: Any) -> dict[str, Any]:
    return {"id": f"a{number}", "language": "en", "published": "2024-04-13", "text": text(number)} | fields


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ids of the articles that were read, by a reader that finds one claim in each."""
    read: list[str] = []

    def find(article: Article, _sentences: Sequence[Any]) -> tuple[Mention, ...]:
        read.append(article.id)
        if "explode" in article.text:
            raise ZeroDivisionError
        first = article.text.split()[0]
        return (
            Mention(
                start=0, end=len(first), text=first, type="state", key="iso:US", name="United States", link="iso:US"
            ),
        )

    def claims(article: Article, _sentences: Sequence[Any], found: Sequence[Mention]) -> tuple[Claim, ...]:
        us, said = found[0], Quote(text=article.text[:20], start=0, end=20)
        claim = Claim(
            type="statement", action="warn", stage="done", agent=(us.key,), target=(us.key,), evidence=(said,)
        )
        return (claim,)

    monkeypatch.setattr(reader.mentions, "find", find)
    monkeypatch.setattr(reader.extract, "claims", claims)
    return read


@pytest.fixture
def store() -> Any:
    with Store.open() as opened:
        yield opened


def test_new_articles_are_read_and_known_ones_are_not(tmp_path: Path, store: Store, reads: list[str]) -> None:
    source = jsonl(tmp_path / "a.jsonl", article(1), article(2), article(3))
    first = build([source], store, jobs=1)
    assert (first.articles, first.handled, first.new, first.unchanged, dict(first.claims)) == (
        3,
        3,
        3,
        0,
        {"statement": 3},
    )
    again = build([source], store, jobs=1)
    assert (again.new, again.replaced, again.unchanged, dict(again.claims)) == (0, 0, 3, {})
    assert reads == ["a1", "a2", "a3"]


def test_a_new_version_reads_again_and_replaces(
    tmp_path: Path, store: Store, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = jsonl(tmp_path / "a.jsonl", article(1), article(2))
    build([source], store, jobs=1)
    newer = current_provenance().model_copy(update={"lexicon": "0123456789ab"})
    monkeypatch.setattr(building, "current_provenance", lambda: newer)
    monkeypatch.setattr("kg.pipeline.bulk.current_provenance", lambda: newer)
    done = build([source], store, jobs=1)
    assert (done.new, done.replaced, done.unchanged) == (0, 2, 0)
    assert reads == ["a1", "a2", "a1", "a2"]
    assert store.stats().articles == 2


def test_the_same_text_twice_is_one_article(tmp_path: Path, store: Store, reads: list[str]) -> None:
    source = jsonl(tmp_path / "a.jsonl", article(1), article(1, id="copy"), article(2))
    done = build([source], store, jobs=1)
    assert (done.articles, done.handled, done.new, done.repeated) == (3, 3, 2, 1)
    assert reads == ["a1", "a2"]


def test_near_copies_are_linked_to_articles_of_earlier_runs_too(tmp_path: Path, store: Store, reads: list[str]) -> None:
    build([jsonl(tmp_path / "a.jsonl", article(1), article(2))], store, jobs=1)
    done = build([jsonl(tmp_path / "b.jsonl", article(1, id="near", text=text(1) + " indeed"))], store, jobs=1)
    assert done.near_copies == 1
    assert store.reading("near").article.near_copies == ("a1",)
    assert store.reading("a1").article.near_copies == ()
    assert reads[-1] == "near"


def test_what_fails_is_counted_by_reason_and_stored_nowhere(tmp_path: Path, store: Store, reads: list[str]) -> None:
    errors: list[KgError] = []
    bad = article(2, text="explode " + text(2)), article(3, language="fr"), article(4, language="fr")
    done = build([jsonl(tmp_path / "a.jsonl", article(1), *bad)], store, jobs=1, on_error=errors.append)
    assert (done.articles, done.handled, done.new, done.skipped) == (4, 4, 1, 3)
    assert done.reasons == {"language 'fr' cannot be read": 2, "reading failed: ZeroDivisionError: ": 1}
    assert len(errors) == 3
    assert all("a.jsonl" in (error.where or "") for error in errors)
    assert [row.id for row in store.articles()] == ["a1"]
    assert reads == ["a1", "a2"]


def test_progress_is_told_and_batches_are_written(
    tmp_path: Path, store: Store, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 2)
    told: list[Summary] = []
    source = jsonl(tmp_path / "a.jsonl", *(article(n) for n in range(5)))
    build([source], store, jobs=1, progress=told.append)
    assert [summary.handled for summary in told] == [1, 2, 3, 4, 5]
    assert [summary.stored for summary in told] == [0, 2, 2, 4, 4]
    assert len(reads) == 5


def test_an_interruption_leaves_what_was_stored_and_the_next_run_goes_on(
    tmp_path: Path, reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 2)
    source = jsonl(tmp_path / "a.jsonl", *(article(n) for n in range(6)))

    def interrupt(summary: Summary) -> None:
        if summary.handled == 5:
            raise KeyboardInterrupt

    with Store.open(tmp_path / "graph", write=True) as store, pytest.raises(KeyboardInterrupt):
        build([source], store, jobs=1, progress=interrupt)
    with Store.open(tmp_path / "graph", write=True) as store:
        assert sorted(row.id for row in store.articles()) == ["a0", "a1", "a2", "a3"]
        done = build([source], store, jobs=1)
    assert (done.unchanged, done.new) == (4, 2)
    assert reads == ["a0", "a1", "a2", "a3", "a4", "a4", "a5"]


def test_jobs_change_nothing(tmp_path: Path, shared: Path) -> None:
    source = shared / "gold" / "dev" / "articles.jsonl"
    dumps = []
    for jobs in (1, 2):
        with Store.open(tmp_path / f"{jobs}", write=True) as store:
            summary = build([source], store, jobs=jobs)
            assert summary.new == summary.articles - summary.skipped - summary.repeated
            store.dump("nq", tmp_path / f"{jobs}.nq")
        dumps.append(sorted((tmp_path / f"{jobs}.nq").read_text(encoding="utf-8").splitlines()))
    assert dumps[0] == dumps[1]


def test_readings_are_loaded_and_faults_are_counted(tmp_path: Path, store: Store, reads: list[str]) -> None:
    source = jsonl(tmp_path / "a.jsonl", article(1), article(2))
    build([source], store, jobs=1)
    lines = tmp_path / "readings.jsonl"
    lines.write_text("".join(store.reading(f"a{n}").to_json() + "\n" for n in (1, 2)) + "{}\n", encoding="utf-8")
    with Store.open() as other, lines.open("rb") as stream:
        done = load(stream, other)
        assert (done.articles, done.new, done.skipped) == (2, 2, 1)
        assert done.reasons == {"article: Field required": 1}
        assert other.reading("a1") == store.reading("a1")
        assert other.stats().edges == store.stats().edges
    assert len(reads) == 2


def test_reasons_stay_few() -> None:
    tally = Tally()
    for number in range(200):
        tally.skip(KgError(f"reason {number}"))
    reasons = tally.summary().reasons
    assert len(reasons) == 51
    assert reasons[OTHER] == 150
    assert tally.summary().to_dict()["skipped"] == 200


def test_samples_are_there_and_are_articles() -> None:
    assert len(samples()) >= 12
    assert not any("README" in name for name in samples())


def test_estimates(tmp_path: Path) -> None:
    lines = jsonl(tmp_path / "a.jsonl", article(1), article(2))
    (tmp_path / "b.txt").write_text("x")
    assert estimate([lines]) == 2
    assert estimate([tmp_path]) == 3
    assert estimate([tmp_path, "-"]) is None
    assert estimate(["https://example.org/"]) is None
    (tmp_path / "c.warc.gz").write_bytes(b"")
    assert estimate([tmp_path]) is None
