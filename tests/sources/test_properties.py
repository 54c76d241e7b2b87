"""Invariants of the stored text and of records, over texts that nobody would write."""

from __future__ import annotations

import io
import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.ids import text_sha256
from kg.model import Article
from kg.sources import dates, jsonl
from kg.sources.draft import Draft, Input, Options
from kg.sources.make import article
from kg.sources.markdown import front_matter, plain
from kg.sources.tidy import key, squeeze, tidy, unwrap

ODD = st.text(
    st.characters() | st.sampled_from("\u0301\u00ad\u200b\ufeff\u2028\x85\x00\r\n\t é\u0344\u212b가"), max_size=80
)


@given(ODD)
def test_tidy_text_is_stable_nfc_and_clean(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in once)
    assert "\n\n\n" not in once
    assert once == once.strip()
    assert once.encode().decode() == once


@given(ODD)
def test_squeezed_text_is_one_line(text: str) -> None:
    assert "\n" not in squeeze(text)


@given(ODD, ODD)
def test_a_key_forgets_marks_and_blanks_alone(one: str, other: str) -> None:
    assert key(one + " – " + other) == key(one + "\n" + other)


@given(st.lists(st.text("abc -\n", max_size=90), max_size=12), st.booleans())
def test_unwrapping_changes_blanks_and_hyphens_alone(lines: list[str], hyphens: bool) -> None:
    text = "\n".join(lines)
    assert [c for c in unwrap(text, hyphens=hyphens) if c in "abc"] == [c for c in text if c in "abc"]


def test_paragraphs_and_lists_keep_their_lines() -> None:
    text = (
        "Ein Satz, der die ganze Breite der Zeile einnimmt und mehr\n"
        "- erster Punkt der Liste, auch er nimmt die Breite der Zeile\n"
        "- zweiter Punkt der Liste, auch er nimmt die ganze Breite\nkurz"
    )
    assert unwrap(text).count("\n") == 3
    hard = "Erste Zeile.\nZweite Zeile, die viel länger ist als alle anderen Zeilen.\nDritte.\nVierte."
    assert unwrap(hard) == hard


def test_divided_words() -> None:
    text = (
        "Das Ministerium der ruritanischen Regierung hat die Aus-\n"
        "fuhr von Zinn gestoppt, nicht aber die Ein- und Durch-\n"
        "fuhr von Blei, wie ein Sprecher der Behörde es erklärt,\n"
        "der nicht genannt werden will."
    )
    assert "die Ausfuhr von Zinn" in unwrap(text, hyphens=True)
    assert "die Ein- und Durchfuhr" in unwrap(text, hyphens=True)
    assert "Aus-fuhr" in unwrap(text)


DRAFTS = st.builds(
    Draft,
    text=ODD.map(tidy),
    where=st.just("here:1"),
    id=st.none() | ODD,
    title=st.none() | ODD,
    publisher=st.none() | ODD,
    author=st.lists(ODD, max_size=3).map(tuple),
    published=st.sampled_from([None, "2024-05-03"]),
    how=st.just("given"),
    language=st.sampled_from(["de", "en", "fr"]),
)


@settings(deadline=None)
@given(DRAFTS)
def test_an_article_begins_with_its_headline_and_comes_back_from_json(draft: Draft) -> None:
    try:
        made = article(draft, Options())
    except SourceError as error:
        assert str(error).startswith("here:1: no text")  # noqa: PT017 — either outcome is right
        return
    assert tidy(made.text) == made.text
    assert made.sha256 == text_sha256(made.text)
    if made.title and key(made.title):
        assert key(made.text).startswith(key(made.title)) or key(made.title) in key(made.text)
    line = made.model_dump_json().encode() + b"\n"
    source = Input(io.BufferedReader(io.BytesIO(line)), name="a.jsonl", where="a.jsonl")
    assert list(jsonl.read(source, Options())) == [made]


RECORDS = st.dictionaries(
    st.sampled_from(
        ["id", "text", "title", "published", "author", "language", "url", "publisher", "more", "boilerplate", "sha256"]
    ),
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | ODD
    | st.lists(ODD, max_size=2)
    | st.dictionaries(ODD, ODD, max_size=1),
    max_size=7,
)


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=4))
def test_any_record_is_an_article_or_an_error_of_its_line(records: list[dict[str, object]]) -> None:
    data = b"".join(json.dumps(record).encode() + b"\n" for record in records)
    source = Input(io.BufferedReader(io.BytesIO(data)), name="a.jsonl", where="a.jsonl")
    for number, found in enumerate(jsonl.read(source, Options()), start=1):
        if isinstance(found, SourceError | Draft):
            assert found.where == f"a.jsonl:{number}"
        else:
            assert isinstance(found, Article)


@given(ODD)
def test_plain_text_of_anything_is_tidy(text: str) -> None:
    assert tidy(plain(text)) == plain(text)


def test_front_matter() -> None:
    text = '---\ntitle: "Zinn: knapp"\nautoren: [A B, C D]\ndate: 2024-05-03\nunbekannt: x\n---\n\nText'
    fields, body = front_matter(text)
    assert fields == {"title": "Zinn: knapp", "author": "A B, C D", "published": "2024-05-03"}
    assert body.strip() == "Text"
    assert front_matter("--- kein Kopf\n")[0] == {}


@given(
    st.dates(min_value=__import__("datetime").date(1900, 1, 1)),
    st.sampled_from(
        [
            "%Y-%m-%d",
            "%d.%m.%Y",
            "%B %d, %Y",
            "%d %b %Y",
            "%Y-%m-%dT10:00:00Z",
            "D:%Y%m%d101500+02'00'",
            "%a, %d %b %Y 10:00:00 GMT",
        ]
    ),
)
def test_dates_come_back_from_each_notation(day: object, form: str) -> None:
    assert dates.parse(day.strftime(form)) == day.isoformat()  # type: ignore[attr-defined]


@given(ODD | st.text("0123456789-./TZ: Mai", max_size=30))
def test_no_text_breaks_the_parser_of_dates(text: str) -> None:
    found = dates.parse(text)
    assert found is None or dates.parse(found) == found


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/2024/05/03/zinn", "2024-05-03"),
        ("https://example.org/2024-05-03-zinn.html", "2024-05-03"),
        ("https://example.org/news/20240503/zinn", "2024-05-03"), ("https://example.org/2024/13/03/zinn", None),
        ("https://example.org/a/12345678/b", None), ("https://example.org/", None), (None, None),
    ],
)  # fmt: skip
def test_dates_in_addresses(url: str | None, expected: str | None) -> None:
    assert dates.in_url(url) == expected


def test_doubtful_dates() -> None:
    old = "Am 12. April 2021 begann der Streit, am 3. Mai 2021 endete er."
    assert dates.doubtful("2024-05-03", "meta", old)
    assert not dates.doubtful("2021-05-04", "meta", old)
    assert not dates.doubtful("2024-05-03", "given", old)
    assert not dates.doubtful("2024-05-03", "meta", "Am 12. April 2021 begann der Streit.")
    assert dates.doubtful("2024-05-03", "jsonld", "", own="2024-04-12")
    assert not dates.doubtful("2024-05-03", "jsonld", "", own="2024-05-02")
