"""Markdown: front matter, and the text as a reader sees it rendered."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.sources import dates, language, stream
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.encoding import decode
from kg.sources.tidy import squeeze, tidy, unwrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 500_000
_FRONT = re.compile(r"\A\ufeff?\s*---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z][\w -]*?)\s*:\s*(.*)")
_FIELDS = {
    "title": "title", "headline": "title", "titel": "title",
    "date": "published", "published": "published", "datum": "published",
    "author": "author", "authors": "author", "autor": "author", "autoren": "author",
    "publisher": "publisher", "site": "publisher", "quelle": "publisher",
    "language": "language", "lang": "language", "sprache": "language",
    "url": "url", "link": "url", "id": "id", "licence": "licence", "license": "licence", "lizenz": "licence",
}  # fmt: skip
# Signs that a text field holds Markdown: links, several headings, strong words; or tags and entities of HTML.
_SIGNS = re.compile(r"\]\(<?https?://|^#{1,6} \S|\*\*\S[^*\n]*\*\*|^\[[^\]\n]+\]: http", re.MULTILINE)
_MAY_BE = ("](", "**", "# ", "]: http")  # one of them stands in every text that the expression finds
_TAGS = re.compile(
    r"<!--.{0,2000}?-->|</?(?:p|div|span|a|img|br|hr|b|i|u|em|strong|sup|sub|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th"
    r"|figure|figcaption|iframe|blockquote|section|small|font|center|s|del|ins|mark)(?:\s[^<>]{0,2000})?/?>",
    re.DOTALL | re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});")
_BREAKING = re.compile(
    r"</?(?:p|div|br|hr|li|h[1-6]|tr|table|ul|ol|figure|figcaption|blockquote|section)\b", re.IGNORECASE
)


def read(source: Input, options: Options) -> Found:
    """The one article of a Markdown file, with the fields of its front matter (title, date, author …)."""
    data = stream.whole(source.stream, options.limits.article, source.where, "one article")
    fields, body = front_matter(decode(data, source.where, source.charset))
    text = render(body)
    heading = re.match(r"\s*#\s+(.+)", body)
    published = dates.parse(fields.get("published"))
    yield Draft(
        text=text,
        where=source.where,
        id=fields.get("id"),
        title=fields.get("title") or (squeeze(render(heading.group(1))) if heading else None) or _first(text),
        publisher=fields.get("publisher"),
        author=tuple(re.split(r"\s*(?:,|;| und | and )\s*", fields["author"])) if fields.get("author") else (),
        published=published,
        how="given" if published else "none",
        language=language.primary(fields.get("language")),
        url=fields.get("url") or source.url,
        licence=fields.get("licence"),
    )


def _first(text: str) -> str | None:
    """The first line as a headline, where it is one."""
    line, _, rest = text.partition("\n")
    return line if rest and len(line) <= 200 and not line.endswith(".") else None  # noqa: PLR2004 — a long headline


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """The fields above a Markdown text, and the text. Values are plain; lists in brackets lose them."""
    match = _FRONT.match(text)
    if not match:
        return {}, text
    fields: dict[str, str] = {}
    for line in match.group(1).splitlines():
        if (found := _FIELD.match(line)) and (name := _FIELDS.get(found.group(1).strip().casefold())):
            value = found.group(2).strip().strip("[]").strip().strip("\"'")
            fields.setdefault(name, value.replace('", "', ", "))
    return {name: value for name, value in fields.items() if value}, text[match.end() :]


def plain(text: str) -> str:
    """Tidy text of a field that may hold plain text, Markdown or a little HTML; hard-wrapped lines are joined."""
    if any(sign in text for sign in _MAY_BE) and _SIGNS.search(text):
        return render(text)
    if "<" in text:
        text = _TAGS.sub(_blank, text)
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return tidy(unwrap(text))


def _blank(match: re.Match[str]) -> str:
    return "\n" if _BREAKING.match(match.group()) else ""


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group())


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Indented text is text: news has no code, and old plain texts indent their paragraphs.
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table").disable(["code", "reference"])
    # Addresses are thrown away, so they need neither encoding nor judging.
    parser.normalizeLink = parser.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    parser.validateLink = bool  # type: ignore[method-assign,assignment]
    return parser


def render(text: str) -> str:
    """Tidy text of Markdown: links by their label, no images, one paragraph a block.

    A text of more than ``LONGEST`` characters is taken as it is: made to mislead, it would cost a minute.
    """
    if len(text) > LONGEST:
        return tidy(unwrap(text))
    blocks = (block for token in _parser().parse(text) for block in _block(token))
    return tidy("\n\n".join(blocks))


def _block(token: Token) -> Iterator[str]:
    if token.type == "inline":
        yield "".join(_inline(token.children or ()))
    elif token.type in ("fence", "code_block"):
        yield unwrap(token.content)
    elif token.type == "html_block":
        yield plain(_TAGS.sub(_blank, token.content))


def _inline(children: Iterator[Token] | list[Token] | tuple[Token, ...]) -> Iterator[str]:
    for token in children:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type == "softbreak":
            yield " "
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAKING.match(token.content)):
            yield "\n"
