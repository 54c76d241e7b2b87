"""Whatever bytes come in, only articles and SourceErrors come out."""

from __future__ import annotations

import io
from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_forms import VALID

from kg.errors import SourceError
from kg.model import Article
from kg.sources import Limits
from kg.sources.draft import Input, Options
from kg.sources.make import article
from kg.sources.read import read
from kg.sources.tidy import tidy

SMALL = Limits(article=200_000, line=100_000, whole=400_000, text=100_000, ratio_from=100_000)
FUZZ = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outcome(name: str, data: bytes) -> Iterator[Article | SourceError]:
    options = Options(limits=SMALL)
    for found in read(Input(io.BufferedReader(io.BytesIO(data)), name=name, where=name), options):
        try:
            yield found if isinstance(found, Article | SourceError) else article(found, options)
        except SourceError as error:
            yield error


def check(name: str, data: bytes) -> None:
    pieces = list(outcome(name, data))
    assert pieces or name.startswith("a.warc"), "silence is no answer"
    for piece in pieces:
        if isinstance(piece, SourceError):
            assert "\n" not in str(piece)
            assert piece.where
            continue
        assert tidy(piece.text) == piece.text
        assert Article.model_validate_json(piece.model_dump_json()) == piece
        position = 0
        for region in piece.boilerplate:
            assert position <= region.start < region.end <= len(piece.text)
            position = region.end


@FUZZ
@given(st.sampled_from(sorted(VALID)), st.binary(max_size=3_000))
def test_random_bytes(name: str, data: bytes) -> None:
    check(name, data)


@FUZZ
@given(st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.xml"]), st.text(max_size=400))
def test_random_text(name: str, text: str) -> None:
    check(name, text.encode("utf-8", errors="surrogatepass"))


@FUZZ
@given(
    st.sampled_from(sorted(VALID)),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.sampled_from(["cut", "drop", "put", "flip", "again"]),
            st.binary(min_size=1, max_size=12),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_valid_files_with_damage(name: str, damage: list[tuple[float, str, bytes]]) -> None:
    data = VALID[name]
    for where, how, piece in damage:
        at = int(where * len(data))
        data = {
            "cut": data[:at],
            "drop": data[:at] + data[at + len(piece) :],
            "put": data[:at] + piece + data[at:],
            "flip": data[:at] + bytes(b ^ 0x55 for b in data[at : at + len(piece)]) + data[at + len(piece) :],
            "again": data[:at] + data[at // 2 :],
        }[how]
    check(name, data)


@FUZZ
@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<table>",
                "<li>",
                "<h1>",
                "<nav>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "&#x0;",
                "&lt;",
                "Zinn",
                "<br/>",
                "<svg>",
            ]
        ),
        max_size=60,
    )
)
def test_broken_markup(tags: list[str]) -> None:
    check("a.html", ("<html><body>" + "".join(tags)).encode())


def test_pages_nested_without_end() -> None:
    check("a.html", b"<html><body>" + b"<div>" * 15_000 + b"Zinn")
    check("a.html", b"<html><body>" + b"<b>" * 15_000 + b"Zinn")
    check("a.md", b"# T\n\n" + b"> " * 3_000 + b"Zinn")
    check("a.md", b"# T\n\n" + b"[" * 3_000 + b"Zinn")
    check("a.md", b"# T\n\n" + b"*a **b " * 2_000)
    check("a.txt", b"Siehe " * 10_000)
    check("a.txt", b"<" * 50_000)
    check("a.jsonl", b'{"text": "' + b"*a " * 20_000 + b'[x](http://a"}')
