"""Each form of source, as an Article."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from source_forms import ATOM, FEED, MARKDOWN, PAGE, PDF, RECORD, TEXT, VALID, WARC, jsonl, pdf, warc

from kg.errors import SourceError
from kg.ids import text_sha256
from kg.model import Article
from kg.sources import articles

Load = Callable[..., tuple[list[Article], list[SourceError]]]


def one(found: tuple[list[Article], list[SourceError]]) -> Article:
    made, errors = found
    assert not errors
    assert len(made) == 1
    return made[0]


def unmarked(article: Article) -> list[str]:
    text = list(article.text)
    for region in article.boilerplate:
        text[region.start : region.end] = "\n" * (region.end - region.start)
    return [line.strip() for line in "".join(text).split("\n") if line.strip()]


def marked(article: Article) -> dict[str, str]:
    return {article.text[r.start : r.end].split("\n")[0]: r.kind for r in article.boilerplate}


def test_plain_text(load: Load) -> None:
    article = one(load("a.txt", TEXT))
    assert article.title == "Ruritanien verbietet Kupferimporte"
    assert (article.publisher, article.language) == ("Beispielblatt", "de")
    assert (article.published, article.published_how, article.published_suspect) == ("2024-05-03", "text", True)
    assert unmarked(article) == [article.title, "Die Regierung hat die Einfuhr von Kupfer verboten."]
    assert article.sha256 == text_sha256(article.text)
    assert article.id == article.sha256[:20]
    assert article.source is not None
    assert article.source.endswith("a.txt")


def test_plain_text_that_states_its_date(load: Load) -> None:
    article = one(load("a.txt", b"Zinn wird knapp\n\nStand: 3. Mai 2024\n\nDie Ausfuhr ruht."))
    assert (article.published, article.published_suspect) == ("2024-05-03", False)


def test_one_line_is_no_headline(load: Load) -> None:
    article = one(load("note", "Die Ausfuhr von Zinn ruht seit dem Freitag, und niemand weiß warum.".encode()))
    assert article.title is None


def test_wrapped_lines_are_joined(load: Load) -> None:
    raw = (
        "Ruritania halts exports of tin\n\nThe government of Ruritania halted all exports of tin on\n"
        "Friday, said the ministry of trade in Strelsau. The order will\n"
        "stay in force until the end of June, unless the neighbouring\n"
        "countries lift their own levy on wire, which they raised last\nyear.\n"
    )
    assert "exports of tin on Friday" in one(load("a.txt", raw.encode())).text


def test_markdown(load: Load) -> None:
    article = one(load("a.md", MARKDOWN))
    assert article.text == "Ruritania bans copper\n\nThe government banned imports of copper."
    assert (article.title, article.author, article.language) == ("Ruritania bans copper", ("Jane Doe",), "en")
    assert (article.published, article.published_how, article.published_suspect) == ("2024-05-03", "given", False)


def test_html(load: Load) -> None:
    article = one(load("a.html", PAGE))
    assert article.title == "Ruritanien verbietet Kupferimporte"
    assert (article.publisher, article.author, article.language) == ("Beispielblatt", ("Erika Mustermann",), "de")
    assert (article.published, article.published_how, article.published_suspect) == ("2024-05-03", "jsonld", False)
    assert article.url == "https://example.org/wirtschaft/kupferverbot"
    kept = unmarked(article)
    assert kept[0] == article.title
    assert [line.split()[0] for line in kept[1:]] == ["Die", "Der", "Vertreter"]
    assert "Außenminister" in article.text
    assert "40 Prozent" in article.text
    assert "unsichtbar" not in article.text
    assert "geheim" not in article.text
    assert {"Politik", "Sport"} <= set(article.text.split("\n"))
    kinds = marked(article)
    assert kinds["Von Erika Mustermann"] == "byline"
    assert kinds["Wir verwenden Cookies, um Ihnen Inhalte anzubieten."] == "cookie"
    assert kinds["Kupfer im Hafen von Strelsau. Foto: Max Muster"] == "caption"
    assert kinds["Siehe auch: Der Kupferpreis steigt weiter"] == "related"
    assert kinds["Mehr zum Thema"] == "related"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta property="article:published_time" content="2024-05-03T10:00:00Z">', "", ("2024-05-03", "meta", False)),
        ("", '<time datetime="2024-05-03">3. Mai</time>', ("2024-05-03", "meta", False)),
        ('<link rel="canonical" href="https://example.org/2024/05/03/zinn">', "", ("2024-05-03", "url", False)),
        ("", "<p>3. Mai 2024</p>", ("2024-05-03", "text", True)),
        ("", "<p>Veröffentlicht: 3. Mai 2024</p>", ("2024-05-03", "text", False)),
        ("", "", (None, "none", False)),
        # The page says of itself that it is older than its metadata.
        ('<meta name="date" content="2024-05-03">', "<p>Stand: 12. April 2021</p>", ("2024-05-03", "meta", True)),
    ],
)
def test_dates_of_html(load: Load, head: str, body: str, expected: tuple[str | None, str, bool]) -> None:
    prose = (
        "<p>Die Regierung von Ruritanien hat die Ausfuhr von Zinn gestoppt, wie das Ministerium am Abend mitteilte.</p>"
        * 3
    )
    title = "Zinn wird knapp"
    page = f"<html lang=de><head><title>{title}</title>{head}</head><body><h1>{title}</h1>{body}{prose}</body></html>"
    article = one(load("a.html", page.encode()))
    assert (article.published, article.published_how, article.published_suspect) == expected


def test_html_in_another_encoding(load: Load) -> None:
    head = '<head><meta charset="iso-8859-2"><title>Łódź</title></head>'
    page = f"<html>{head}<body><h1>Łódź</h1><p>Zakaz eksportu cyny.</p></body></html>"
    assert one(load("a.html", page.encode("iso-8859-2"))).title == "Łódź"


def test_json_lines(load: Load) -> None:
    notes: dict[str, int] = {}
    record = {**RECORD, "source": "somewhere", "tone": 1, "author": ["A B", "C D"]}
    article = one(load("a.jsonl", jsonl(record), notes=notes))
    assert article.id == "probe-1"
    assert article.text.startswith(f"{RECORD['title']}\n\nDie Regierung")
    assert (article.published, article.published_how) == ("2024-05-03", "given")
    assert (article.licence, article.author) == ("CC0-1.0", ("A B", "C D"))
    assert article.source is not None
    assert article.source.endswith("a.jsonl:1")
    assert notes == {"key 'tone' ignored": 1}


def test_a_headline_is_not_put_twice(load: Load) -> None:
    record = {"title": "Zinn wird knapp", "text": "Zinn wird knapp\n\nDie Ausfuhr ruht."}
    assert one(load("a.jsonl", jsonl(record))).text == record["text"]


def test_a_record_without_title_has_the_headline_of_its_text(load: Load) -> None:
    article = one(load("a.jsonl", jsonl({"title": None, "text": "Zinn wird knapp\n\nDie Ausfuhr ruht."})))
    assert (article.title, article.text) == ("Zinn wird knapp", "Zinn wird knapp\n\nDie Ausfuhr ruht.")
    assert one(load("b.jsonl", jsonl({"text": "Die Ausfuhr ruht.\n\nNiemand weiß warum."}))).title is None


def test_json_lines_may_hold_markdown_or_tags(load: Load) -> None:
    text = "The **ministry** [banned](https://example.org/x) it.\n\n<p>It cited &quot;risks&quot;.</p>"
    assert one(load("a.jsonl", jsonl({"text": text}))).text == 'The ministry banned it.\n\nIt cited "risks".'
    assert (
        one(load("b.jsonl", jsonl({"text": "Das <b>Amt</b> &amp; die Bank<br>schweigen."}))).text
        == "Das Amt & die Bank\nschweigen."
    )


def test_what_was_written_comes_back_unchanged(load: Load) -> None:
    for name, data in VALID.items():
        made, _ = load(name, data)
        for article in made:
            linked = article.model_copy(update={"near_copies": ("x", "y")})
            assert one(load("again.jsonl", linked.model_dump_json().encode())) == linked


def test_rss(load: Load) -> None:
    made, errors = load("a.xml", FEED)
    assert not errors
    first, second = made
    assert (first.id, first.title) == ("example-4711", "Ruritania bans copper & wire")
    assert (first.published, first.published_how, first.language) == ("2024-05-03", "feed", "en")
    assert first.author == ("Jane Doe",)
    assert first.text.endswith("Syldavia on Friday.\n\nThe ministry gave no reason.")
    assert second.url == "https://example.org/levy"
    assert second.source is not None
    assert second.source.endswith("a.xml!2")


def test_atom(load: Load) -> None:
    article = one(load("a.atom", ATOM))
    assert (article.publisher, article.licence, article.language) == ("Beispielblatt", "CC BY 4.0", "de")
    assert article.published == "2024-05-06"


def test_pdf(load: Load) -> None:
    article = one(load("a.pdf", PDF))
    assert (article.title, article.author) == ("Embargo auf Stahl beschlossen", ("Erika Mustermann",))
    assert (article.published, article.published_how) == ("2024-05-06", "pdf")
    assert "Die Sanktionen treten" in article.text
    assert article.language == "de"


def test_running_heads_of_a_pdf_are_marked(load: Load) -> None:
    pages = [
        ["Beispielblatt Nr. 7", f"Auf Seite {word} geht es um Zinn.", f"- {i} -"]
        for i, word in enumerate(["eins", "zwei", "drei"], 1)
    ]
    article = one(load("a.pdf", pdf(pages, {"Title": "Zinn"})))
    assert unmarked(article) == ["Zinn", *[f"Auf Seite {word} geht es um Zinn." for word in ("eins", "zwei", "drei")]]


@pytest.mark.parametrize("packed", [False, True])
def test_warc(load: Load, packed: bool) -> None:
    pages = {"https://example.org/kupfer": PAGE, "https://example.org/zinn": b"<p>Zinn</p><p>wird</p><p>knapp</p>"}
    made, errors = load("a.warc.gz" if packed else "a.warc", warc(pages, packed=packed))
    assert not errors
    assert [article.url for article in made] == [
        "https://example.org/wirtschaft/kupferverbot",
        "https://example.org/zinn",
    ] or [article.url for article in made] == list(pages)
    assert made[0].source is not None
    assert made[0].source.endswith("!https://example.org/kupfer")
    # The archive's date is when a crawler came by.
    assert (made[1].published, made[1].published_how, made[1].published_suspect) == ("2024-06-30", "header", True)


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ("Content-Encoding: gzip\r\n", gzip.compress),
        ("Content-Encoding: deflate\r\n", zlib.compress),
        ("Content-Encoding: deflate\r\n", lambda data: zlib.compress(data)[2:-4]),
        ("Transfer-Encoding: chunked\r\n", lambda data: b"%x\r\n%s\r\n0\r\n\r\n" % (len(data), data)),
    ],
)
def test_bodies_in_a_warc_are_unpacked(load: Load, headers: str, pack: Callable[[bytes], bytes]) -> None:
    data = warc({"https://example.org/kupfer": pack(PAGE)}, headers=headers)
    assert one(load("a.warc", data)).text == one(load("a.html", PAGE)).text


def test_a_body_of_another_encoding_is_named(load: Load) -> None:
    made, errors = load("a.warc", warc({"https://example.org/kupfer": PAGE}, headers="Content-Encoding: br\r\n"))
    assert not made
    assert "Content-Encoding br" in str(errors[0])


def test_pictures_in_a_warc_are_passed_over_and_counted(load: Load) -> None:
    notes: dict[str, int] = {}
    data = warc({"https://example.org/a.png": b"\x89PNG\r\n"}, content_type="image/png")
    assert load("a.warc", data, notes=notes) == ([], [])
    assert notes == {"WARC records passed over: status 200, image/png": 1}


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.xml", "a.pdf", "a.warc"])
def test_all_forms_may_be_packed(load: Load, name: str) -> None:
    plain, _ = load(name, VALID[name])
    packed, errors = load(f"{name}.gz", gzip.compress(VALID[name], mtime=0))
    assert not errors
    assert [article.text for article in packed] == [article.text for article in plain]


@pytest.mark.parametrize("name", ["a.html", "a.jsonl", "a.xml", "a.pdf", "a.warc", "a.jsonl.gz"])
def test_content_decides_before_the_name(load: Load, name: str) -> None:
    right, _ = load(name, VALID[name])
    wrong, errors = load("thing.txt", VALID[name])
    assert not errors
    assert [article.text for article in wrong] == [article.text for article in right]


def test_a_folder_is_read_in_order_and_to_the_bottom(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a/deep.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Titel {name}\n\nEin Text.")
    assert [a.title for a in articles(tmp_path)] == [
        "Titel a.txt",
        "Titel b/a/deep.txt",
        "Titel b/z.txt",
        "Titel c.txt",
    ]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_bytes(gzip.compress(jsonl(RECORD)))
    with path.open("rb") as stream:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
        (article,) = articles("-")
    assert (article.id, article.source) == ("probe-1", "standard input:1")


def test_standard_input_without_a_file_behind_it_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in notebooks, and in tests of the command line."""
    stdin = io.TextIOWrapper(io.BytesIO(TEXT))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert [article.title for article in articles(["-"])] == ["Ruritanien verbietet Kupferimporte"]
    assert not stdin.closed
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SourceError, match="standard input: there is none"):
        list(articles("-"))


def test_a_named_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    if os.fork() == 0:
        pipe.write_bytes(jsonl(RECORD))
        os._exit(0)
    assert [article.id for article in articles(pipe)] == ["probe-1"]


def test_the_same_text_twice_is_one_article(load: Load) -> None:
    again: list[tuple[str, str]] = []
    made, errors = load(
        "a.jsonl",
        jsonl(RECORD, {**RECORD, "id": "probe-9"}),
        on_duplicate=lambda article, earlier: again.append((article.id, earlier)),
    )
    assert not errors
    assert [article.id for article in made] == ["probe-1"]
    assert again == [("probe-9", "probe-1")]


def test_the_language(load: Load) -> None:
    german = "Das Verbot gilt ab Juni, und die Firmen haben bis dahin Zeit, ihre Verträge zu kündigen."
    record = {"text": german}
    assert one(load("a.jsonl", jsonl(record))).language == "de"
    assert one(load("a.jsonl", jsonl({**record, "language": "de-AT"}))).language == "de"
    assert one(load("a.jsonl", jsonl({**record, "language": "German"}))).language == "de"
    assert one(load("a.jsonl", jsonl(record), language="fr")).language == "fr"
    assert one(load("a.jsonl", jsonl({"title": "Die EU verhängt Zölle gegen Ruritanien", "text": ""}))).language == "de"
    assert one(load("a.jsonl", jsonl({"title": "EU to ban the export of tin", "text": ""}))).language == "en"
    assert one(load("a.jsonl", jsonl({"text": "Kupfer Zinn Blei"}))).language == "und"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2024-05-03", "2024-05-03"), ("2024-05", "2024-05"), ("2024", "2024"), (2024, "2024"),
        ("03.05.2024", "2024-05-03"),
        ("2024-05-03T23:30:00-04:00", "2024-05-03"), ("Fri, 03 May 2024 23:30:00 -0400", "2024-05-03"),
        ("May 3, 2024", "2024-05-03"), ("2024-02-30", None), ("gestern", None), ("05/03/2024", None),
        ("", None), (None, None),
    ],
)  # fmt: skip
def test_dates_that_are_given(load: Load, given: object, expected: str | None) -> None:
    article = one(load("a.jsonl", jsonl({"text": "Ein Text.", "published": given})))
    assert article.published == expected
    assert article.published_how == ("given" if expected else "none")


def test_the_first_error_is_raised_when_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        list(articles(tmp_path / "nothing.txt"))


def test_warc_fixture_is_plain() -> None:
    assert WARC.startswith(b"WARC/1.")
    assert json.loads(jsonl(RECORD)) == RECORD
