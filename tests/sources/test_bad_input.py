"""Bad input: one line that names the place and says what would be right, and the rest goes on."""

from __future__ import annotations

import gzip
import logging
import os
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from source_forms import FEED, PAGE, PDF, RECORD, TEXT, jsonl, warc

from kg.errors import SourceError
from kg.model import Article
from kg.sources import Limits, articles

Load = Callable[..., tuple[list[Article], list[SourceError]]]
BOMB = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>'
SMALL = Limits(article=20_000, line=5_000, whole=50_000, text=10_000, pages=3, ratio_from=50_000)


def fault(found: tuple[list[Article], list[SourceError]]) -> str:
    made, errors = found
    assert not made
    (error,) = errors
    assert error.where
    assert error.hint
    assert "\n" not in str(error)
    assert len(str(error)) < 600
    return str(error)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.gz", gzip.compress(b""), "empty"),
        ("a.txt", "\u200b\u00ad\n".encode(), "no text"),
        ("a.txt", b"--- ... ---", "no text"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "without visible text"),
        ("a.bin", bytes(range(256)) * 20, "binary"),
        ("a.txt", os.urandom(4) + bytes(range(32)) * 100, "binary"),
        ("a.docx", b"PK\x03\x04" + bytes(100), "a zip file"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "an image"),
        ("a.txt.xz", b"\xfd7zXZ\x00" + bytes(100), "xz -d"),
        ("a.csv", b"id,text\n1,Zinn\n", "files that end in .csv"),
        ("a.xml", b'<?xml version="1.0"?><urlset><url/></urlset>', "neither RSS, Atom nor XHTML"),
        ("a.json", b'[{"text": "a"}, {"text": "b"}]', "jq -c '.\\[\\]'"),
        ("a.json", b'{\n "text": "a"\n}', "jq -c ."),
        ("a.xml", BOMB + b"<rss><channel><item><title>&lol2;</title></item></channel></rss>", "XML entities"),
        ("a.html", BOMB + b"<html><body>&lol2;</body></html>", "XML entities"),
        ("a.xml", b"<rss><channel><title>x</title></channel></rss>", "without entries"),
        ("a.xml", b"<rss><channel><<<", "broken feed"),
        ("a.pdf", b"%PDF-1.4\nnothing", "broken PDF"),
        ("a.pdf", PDF[:300], "broken PDF|without text|broken pdf"),
        ("a.warc", b"WARC/1.0\r\nnothing", "WARC"),
        ("a.txt.gz", gzip.compress(TEXT)[:-12], "ends too early|broken gz"),
        ("a.txt.gz", gzip.compress(TEXT)[:20] + b"x" * 40, "broken gz"),
        ("a.txt.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(TEXT)))), "within gz"),
    ],
)
def test_one_line_says_what_is_wrong(load: Load, name: str, data: bytes, message: str) -> None:
    import re

    assert re.search(message, fault(load(name, data)))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"text": "a"', "malformed JSON at column"),
        (b'{"text": ' + b"[" * 4_000, "malformed JSON"),
        (b'{"text": ' + b"9" * 5_000 + b"}", "number too long|longer than"),
        (b'"text"', "no object"),
        (b'{"title": null}', "without text"),
        (b'{"text": ["a"]}', "text is list"),
        (b'{"text": "a", "title": {}}', "title is dict"),
        (b'{"text": "' + b"a" * 6_000 + b'"}', "line longer than 4.88 kB"),
        (b'{"text": "a", "boilerplate": [], "sha256": "0"}', "not an article as kg writes it"),
        (b'{"id": "1", "text": "a", "boilerplate": [], "sha256": "0"}', "changed after its sha256"),
        (b"\xff\xfe\x00{", "byte order mark|UTF-8|binary|malformed"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(load: Load, line: bytes, message: str) -> None:
    import re

    good = jsonl(RECORD).strip()
    made, errors = load(
        "a.jsonl",
        good + b"\n" + line + b"\n\n" + good.replace(b"probe-1", b"probe-2").replace(b"Frist", b"Frist mehr"),
        limits=SMALL,
    )
    assert [article.id for article in made] == ["probe-1", "probe-2"]
    (error,) = errors
    assert error.where is not None
    assert error.where.endswith("a.jsonl:2")
    assert re.search(message, str(error))


def test_edited_regions_are_refused(load: Load) -> None:
    made, _ = load("a.txt", TEXT)
    record = made[0].model_dump(mode="json")
    record["boilerplate"][0]["end"] = 10_000
    import json

    assert "outside the text" in fault(load("a.jsonl", json.dumps(record).encode()))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"Zinn. " * 5_000, "larger than 19.5 kB"),
        ("a.html", b"<html><body>" + b"<p>Zinn</p>" * 5_000, "larger than"),
        ("a.xml", FEED + b" " * 60_000, "larger than"),
        ("a.pdf", PDF + b" " * 60_000, "larger than"),
        ("a.txt", b"Zinn ist knapp. " * 700, "characters of text"),
        ("a.warc", warc({"https://example.org/": b"<p>Zinn</p>" * 5_000}), "a record larger than"),
        ("a.txt.gz", gzip.compress(b"a" * 3_000_000), "larger than|times its size"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * 3_000_000 + b'"}'), "times its size|longer than"),
    ],
)
def test_giants_are_refused(load: Load, name: str, data: bytes, message: str) -> None:
    import re

    assert re.search(message, fault(load(name, data, limits=SMALL)))


def test_a_bomb_is_stopped_before_it_fills_memory(load: Load) -> None:
    packer = zlib.compressobj(9, wbits=31)
    pieces = [packer.compress(b'{"text": "')] + [packer.compress(b"a" * 1_000_000) for _ in range(40)]
    tracemalloc.start()
    message = fault(load("b.jsonl.gz", b"".join([*pieces, packer.flush()])))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "times its size" in message
    assert peak < 30_000_000, "one line of at most ten megabytes is held, and its copy"


def test_an_encrypted_pdf(load: Load) -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "encrypted" in fault(load("a.pdf", out.getvalue()))


def test_too_many_pages(load: Load) -> None:
    from source_forms import pdf

    assert "4 pages" in fault(load("a.pdf", pdf([["Zinn"]] * 4), limits=SMALL))


def test_a_feed_that_breaks_off_gives_what_came_before(load: Load) -> None:
    made, errors = load("a.xml", FEED[: FEED.index(b"Syldavia will raise")])
    assert made[0].id == "example-4711"
    assert "broken XML after entry" in str(errors[0])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die Regierung prüft Zölle auf Stahl.", "utf-8-sig"),
        ("Die Regierung prüft Zölle auf Stahl.", "utf-16"),
        ("Die Regierung prüft Zölle auf Stahl.", "utf-16-le"),
        ("Die Regierung prüft Zölle auf Stahl.", "utf-16-be"),
        ("Die Regierung prüft Zölle auf Stahl.", "utf-32"),
        ("Die Regierung prüft Zölle auf Stahl.", "latin-1"),
        ("Die Regierung prüft „Zölle“ auf Stahl – in €.", "cp1252"),
        ("Правительство вводит пошлины на сталь и медь. Решение вступит в силу в июне этого года.", "cp1251"),
    ],
)
def test_encodings(load: Load, text: str, encoding: str) -> None:
    made, errors = load("a.txt", text.encode(encoding))
    assert not errors
    assert made[0].text == text


def test_a_file_cut_inside_a_character(load: Load) -> None:
    made, errors = load("a.txt", ("Zölle, Märkte, Börsen, Häfen: " * 20).encode() + b"\xc3")
    assert not errors
    assert made[0].text.startswith("Zölle")


def test_places_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Zinn wird knapp\n\nDie Ausfuhr ruht.")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    errors: list[SourceError] = []
    made = list(articles([tmp_path, tmp_path / "none", "a\0b", "", "gopher://x/y"], on_error=errors.append))
    assert len(made) == 1
    said = [str(error).replace(str(tmp_path), "") for error in errors]
    assert any("/dangling: a link to /gone.txt, which is not there" in line for line in said)
    assert sum("leads back to a folder above it" in line for line in said) == 2
    assert any("/self: Too many levels" in line for line in said)
    assert any("/none: no such file" in line for line in said)
    assert sum("this is no name of a file" in line for line in said) == 2
    assert any("gopher" in line and "http://host/path" in line for line in said)
    assert len(said) == 8


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_without_the_right_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Zinn")
    path.chmod(0)
    errors: list[SourceError] = []
    assert not list(articles(path, on_error=errors.append))
    assert "chmod" in str(errors[0])


def test_a_denied_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The same for root, whom no file denies itself to."""
    from kg.sources import places

    path = tmp_path / "a.txt"
    path.write_text("Zinn")

    def deny(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(places.io, "FileIO", deny)
    errors: list[SourceError] = []
    assert not list(articles(path, on_error=errors.append))
    assert "may not be read" in str(errors[0])


def test_an_empty_folder(tmp_path: Path) -> None:
    errors: list[SourceError] = []
    assert not list(articles(tmp_path, on_error=errors.append))
    assert "an empty folder" in str(errors[0])


def test_the_rest_goes_on(tmp_path: Path) -> None:
    for name, data in {
        "1.pdf": b"%PDF-1.4",
        "2.html": PAGE,
        "3.gz": b"\x1f\x8bxx",
        "4.txt": TEXT,
        "5.zip": b"PK\x03\x04",
    }.items():
        (tmp_path / name).write_bytes(data)
    errors: list[SourceError] = []
    made = list(articles(tmp_path, on_error=errors.append))
    assert [Path(article.source or "").name for article in made] == ["2.html", "4.txt"]
    assert [Path(error.where or "").name for error in errors] == ["1.pdf", "3.gz", "5.zip"]


def test_libraries_are_silent_and_their_loggers_stay_as_they_were(load: Load, caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("pypdf")
    before = (logger.level, logger.disabled)
    load("a.pdf", PDF[:400] + b"junk" + PDF[400:])
    load("a.html", b"<p>x</p><p>y</p><p>z</p>")
    assert not caplog.records
    assert (logger.level, logger.disabled) == before


def test_nothing_is_printed(load: Load, capfd: pytest.CaptureFixture[str]) -> None:
    """A library of ours writes pieces of broken archives to standard error."""
    data = warc({"https://example.org/kupfer": PAGE, "https://example.org/zinn": PAGE})
    made, errors = load("a.warc", data.replace(b"Content-Length: ", b"Content-Length: 1", 1))
    made, errors = load("b.warc", data.replace(b"</html>", b"</html> und noch etwas", 1))
    assert made
    assert "wrong length" in str(errors[-1])
    assert capfd.readouterr() == ("", "")


def test_memory_does_not_grow_with_the_number_of_articles(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        with path.open("wb") as out:
            for i in range(count):
                out.write(
                    jsonl(
                        {**RECORD, "id": str(i), "text": f"{RECORD['text']} Nummer {i}. " + "Zinn und Kupfer. " * 100}
                    )
                )
        tracemalloc.start()
        assert sum(1 for _ in articles(path)) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(20)  # what is loaded once
    assert peak(600) < peak(100) + 200_000, "500 articles more, of which only their hashes are kept"
