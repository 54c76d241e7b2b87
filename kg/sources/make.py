"""A draft becomes an Article: headline in front, language, hash, identifier, furniture marked."""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import SourceError
from kg.ids import text_sha256
from kg.model import Article, Region
from kg.sources import clean, language
from kg.sources.draft import Draft, Options
from kg.sources.rules import frequent
from kg.sources.tidy import key, squeeze, tidy

_TITLE = 400  # code points; a longer "title" is text


def article(draft: Draft, options: Options) -> Article:
    """The article of a draft. Raises SourceError when there is no text, or too much."""
    title = _line(draft.title, _TITLE)
    text, regions = _headed(draft, title)
    if not any(c.isalnum() for c in text):
        raise SourceError("no text", where=draft.where, hint="an article has at least a headline or a sentence")
    if len(text) > options.limits.text:
        raise SourceError(
            f"{len(text):,} characters of text, more than the {options.limits.text:,} of one article",
            where=draft.where,
            hint="split it, one article each",
        )
    code = options.language or draft.language or _detect(text, regions)
    digest = text_sha256(text)
    return Article(
        id=_line(draft.id, 500) or digest[:20],
        language=code,
        title=title,
        publisher=_line(draft.publisher),
        author=tuple(dict.fromkeys(name for each in draft.author if (name := _line(each)))),
        published=draft.published,
        published_how=draft.how if draft.published else "none",
        published_suspect=draft.suspect and draft.published is not None,
        url=_line(draft.url, 2_000),
        licence=_line(draft.licence),
        source=draft.where,
        sha256=digest,
        text=text,
        boilerplate=clean.mark(text, title, code, regions),
    )


def _line(value: str | None, longest: int = 200) -> str | None:
    """One tidy line, None when nothing is left."""
    return squeeze(value)[:longest].strip() or None if value else None


def _headed(draft: Draft, title: str | None) -> tuple[str, tuple[Region, ...]]:
    """The text with its headline in front, where it does not begin with it already."""
    if not title or draft.headed or _begins_with(draft.text, title):
        return draft.text, draft.regions
    if not draft.text:
        return title, ()
    # A title that ends in half a character pair would otherwise compose with nothing: NFC holds across the blank line.
    front = tidy(title) + "\n\n"
    moved = (
        region.model_copy(update={"start": region.start + len(front), "end": region.end + len(front)})
        for region in draft.regions
    )
    return front + draft.text, tuple(moved)


def _begins_with(text: str, title: str) -> bool:
    """Whether the first line is the headline, or a headline follows what stands above headlines."""
    first = text.split("\n", 1)[0]
    return (len(first) < 2 * _TITLE and key(first) == key(title)) or clean.headline_at(
        clean.lines(text[:2_000]), title
    ) is not None


def _detect(text: str, regions: tuple[Region, ...]) -> str:
    """The language of what is not furniture; frequent words decide where the text is short."""
    plain = _without(text, regions) if regions else text
    code = language.detect(plain)
    return code if code != "und" else language.by_words(plain, {each: frequent(each) for each in language.readable()})


def _without(text: str, regions: Iterable[Region]) -> str:
    pieces, position = [], 0
    for region in sorted(regions, key=lambda each: each.start):
        pieces.append(text[position : region.start])
        position = max(position, region.end)
    return "".join([*pieces, text[position:]])
