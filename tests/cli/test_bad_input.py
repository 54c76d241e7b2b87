"""Bad input costs one line that names the place and says what would be right; the rest is done, nothing is lost."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.errors import StoreLocked
from kg.store import Store

Run = Callable[..., Any]

GOOD = "Sanctions on steel\n13 April 2024\nThe United States imposed tariffs on steel from China on Friday.\n"
FRENCH = (
    "Le gouvernement français a annoncé mardi de nouvelles mesures pour soutenir les agriculteurs du sud du pays, "
    "après plusieurs semaines de manifestations dans les rues de Toulouse et de Montpellier.\n"
)


def bomb() -> bytes:
    return gzip.compress(b"0" * 40_000_000)


BAD: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b"\n \n",
    "noise.txt": bytes(range(256)) * 40,
    "giant.txt": b"word " * 2_300_000,
    "broken.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
    "broken.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 100000\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<html>",
    "broken.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n")[:-12],
    "empty.html": b"<html><body><script>1</script></body></html>",
    "broken.xml": b"<?xml version='1.0'?><rss><channel><ti",
    "bomb.txt.gz": bomb(),
    "french.txt": FRENCH.encode(),
    "lines.jsonl": b'{"id": "x", "text": "\n',
}


@pytest.fixture
def built(run: Run, home: Path) -> Path:
    """A graph of one article."""
    (home / "good.txt").write_text(GOOD, encoding="utf-8")
    done = run("build", "good.txt")
    assert (done.code, done.err) == (0, "")
    return home / "graph"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_source_is_named_and_the_rest_is_read(name: str, run: Run, home: Path) -> None:
    news = home / "news"
    news.mkdir()
    (news / "a.txt").write_text(GOOD, encoding="utf-8")
    (news / name).write_bytes(BAD[name])
    (news / "z.txt").write_text(GOOD.replace("steel", "copper"), encoding="utf-8")
    done = run("build", "news", "--jobs", 1)
    assert done.code == 1
    assert name in done.one_error()
    assert "Traceback" not in done.err
    assert done.lines[0].startswith("Articles   ")
    assert ": 2 new," in done.lines[0]
    assert "1 skipped" in done.lines[0]
    listed = json.loads(run("list", "articles", "--json").out)
    assert len(listed) == 2


@pytest.mark.usefixtures("built")
def test_all_of_them_at_once(run: Run, home: Path) -> None:
    for name, data in BAD.items():
        (home / name).write_bytes(data)
    done = run("read", *BAD, "good.txt", "-o", "out.jsonl")
    assert done.code == 1
    errors = done.err.splitlines()
    assert all(line.startswith("kg: ") for line in errors)
    assert all(any(name in line for line in errors) for name in BAD)
    assert json.loads((home / "out.jsonl").read_text(encoding="utf-8").splitlines()[-1])["claims"]
    assert json.loads(run("stats", "--json").out)["articles"] == 1


def test_lines_that_are_no_json_are_numbered(run: Run, home: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": GOOD}),
        "{",
        "7",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": FRENCH}),
    ]
    (home / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("read", "in.jsonl")
    assert done.code == 1
    told = done.err.splitlines()
    assert len(told) == 4
    for number, line in zip((2, 3, 4, 5), told, strict=True):
        assert "in.jsonl" in line
        assert str(number) in line.partition("in.jsonl")[2]
    assert [json.loads(line)["article"]["id"] for line in done.lines] == ["a", "c"]


@pytest.mark.usefixtures("built")
def test_a_source_that_is_not_there(run: Run) -> None:
    done = run("build", "nowhere.txt", "good.txt")
    assert done.code == 1
    assert "nowhere.txt" in done.one_error()
    assert "1 unchanged" in done.lines[0]


@pytest.mark.usefixtures("built")
def test_readings_that_are_none_are_numbered_and_the_rest_is_loaded(run: Run, home: Path) -> None:
    run("read", "good.txt", "-o", "readings.jsonl")
    good = (home / "readings.jsonl").read_bytes()
    (home / "in.jsonl").write_bytes(b'{"article"\n' + good + b"[1]\n" + good.replace(b'"steel"', b'"st\xffeel"'))
    done = run("load", "in.jsonl", "--store", "other")
    assert done.code == 1
    assert [line.partition(": ")[2].partition(":")[0] for line in done.err.splitlines()] == [
        "in.jsonl, line 1",
        "in.jsonl, line 3",
        "in.jsonl, line 4",
    ]
    assert done.out == "in.jsonl: 1 readings: 1 new, 0 replaced, 0 unchanged, 3 skipped\n"


@pytest.mark.parametrize("words", [["stats"], ["query", "ASK {}"], ["explain", "x"], ["list", "measures"], ["rank"]])
def test_no_store(words: list[str], run: Run) -> None:
    done = run(*words, "--store", "nowhere")
    assert done.code == 3
    assert done.one_error() == "kg: nowhere: there is no store here; kg build SOURCE… makes one"


@pytest.mark.usefixtures("built")
def test_a_folder_of_something_else(run: Run, home: Path) -> None:
    (home / "photos").mkdir()
    (home / "photos" / "cat.jpg").write_bytes(b"x")
    for words in (["stats"], ["build", "good.txt"], ["load", "good.txt"]):
        done = run(*words, "--store", "photos")
        assert done.code == 3
        assert "photos: the folder is no store of kg, it holds cat.jpg" in done.one_error()
    assert [path.name for path in (home / "photos").iterdir()] == ["cat.jpg"]
    assert run("build", "good.txt", "--store", "good.txt").code == 3


def test_a_store_of_another_version(run: Run, built: Path) -> None:
    mark = built / "kg-store.json"
    mark.write_text(mark.read_text().replace('"schema": 1', '"schema": 99'))
    for words in (["stats"], ["build", "good.txt"]):
        done = run(*words)
        assert done.code == 3
        assert "schema 99" in done.one_error()


def test_a_store_that_somebody_writes_to(run: Run, built: Path) -> None:
    with Store.open(built, write=True):
        with pytest.raises(StoreLocked):
            Store.open(built, write=True)
        done = run("build", "good.txt")
        assert done.code == 3
        assert f"process {os.getpid()}" in done.one_error()
        assert run("stats").code == 0


@pytest.mark.usefixtures("built")
def test_a_place_that_cannot_be_written(run: Run, home: Path) -> None:
    done = run("build", "good.txt", "--store", "good.txt/graph")
    assert done.code == 3
    assert "good.txt" in done.one_error()
    done = run("query", "ASK {}", "-o", "nowhere/out.csv")
    assert done.code == 6
    assert "nowhere/out.csv: No such file or directory" in done.one_error()
    assert not (home / "nowhere").exists()


@pytest.mark.usefixtures("built")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only(run: Run, home: Path) -> None:
    (home / "locked").mkdir(mode=0o500)
    done = run("build", "good.txt", "--store", "locked/graph")
    assert done.code == 3
    assert "read-only" in done.one_error()


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("SELECT * { ?s ?p ", "line 1, column 18"),
        ("SELECT *\n{ ?s nix:x ?o }", "line 2"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "line 1, column 1: INSERT is an update"),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("", "the query is empty"),
    ],
)
def test_wrong_sparql_is_told_with_its_place(question: str, place: str, run: Run) -> None:
    done = run("query", question)
    assert done.code == 4
    assert place in done.one_error()


@pytest.mark.usefixtures("built")
def test_a_query_file_in_another_encoding(run: Run, home: Path) -> None:
    (home / "q.rq").write_bytes("SELECT * { ?s ?p 'ü' }".encode("latin-1"))
    done = run("query", "q.rq")
    assert (done.code, done.one_error()) == (4, "kg: q.rq: not UTF-8 at byte 19; save the query as UTF-8")


@pytest.mark.usefixtures("built")
def test_unknown_names_get_the_valid_ones(run: Run) -> None:
    for words, said in (
        (["query", "who-measures"], "did you mean 'who-measures-whom'? queries: "),
        (["query", "who-measures-whom", "-p", "colour=red"], "parameters: "),
        (["query", "ASK {}", "-p", "colour=red"], "parameters are for queries with a name or in a file"),
        (["query", "ASK {}", "--format", "yaml"], "csv, tsv, json, xml"),
        (["rank", "--by", "beauty"], "betweenness"),
        (["rank", "--view", "nothing"], "views: actors"),
        (["rank", "--stage", "maybe"], "threatened"),
        (["export", "out.xyz"], ".gexf"),
    ):
        done = run(*words)
        assert done.code in (2, 6), words
        assert said in done.one_error()


@pytest.mark.usefixtures("built")
def test_nothing_of_this_name(run: Run) -> None:
    done = run("explain", "Atlantis")
    assert done.code == 5
    assert "nothing called 'Atlantis'" in done.one_error()
    assert run("drop", "Atlantis").code == 5


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_under_the_output(shell: Run) -> None:
    done = shell("kg list instruments > /dev/full")
    assert (done.code, done.err) == (6, "kg: standard output: No space left on device\n")


def test_a_closed_pipe_is_no_error(shell: Run, home: Path) -> None:
    (home / "many.jsonl").write_text(
        "".join(json.dumps({"id": f"a{n}", "language": "en", "text": f"{GOOD} {n}"}) + "\n" for n in range(500))
    )
    for line in ("kg read many.jsonl --jobs 2", "kg read many.jsonl --jobs 1", "kg articles many.jsonl"):
        done = shell(f"{line} | head -n 1")
        assert (done.code, done.err, len(done.out.splitlines())) == (0, "", 1), line
    assert shell("kg list types | true").err == ""


def test_python_m_kg_is_kg(shell: Run) -> None:
    done = shell(f"{sys.executable} -m kg lst")
    assert (done.code, done.err) == (2, "kg: No such command 'lst'. Did you mean 'list'?\n")
