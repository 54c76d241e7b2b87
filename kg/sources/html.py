"""HTML pages: the whole visible text is stored, and what is not the article is marked.

trafilatura says which blocks are the article; the others become regions. Nothing is fetched, no entity is resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import SourceError
from kg.model import Region
from kg.sources import clean, dates, stream
from kg.sources.blocks import Block, blocks
from kg.sources.draft import Draft, Found, Input, Options
from kg.sources.encoding import decode
from kg.sources.meta import Meta, meta
from kg.sources.rules import rules
from kg.sources.tidy import key

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\b", re.IGNORECASE)
_INSIDE = 40  # letters from which a block may be a piece of a paragraph of the article
_PROSE = 60


def read(source: Input, options: Options) -> Found:
    """The one article of a page."""
    data = stream.whole(source.stream, options.limits.article, source.where, "one page")
    yield page(data, source)


def page(data: bytes, source: Input) -> Draft:
    """The article of the bytes of a page."""
    declared = _CHARSET.search(data[:4_096])
    charset = source.charset or (declared.group(1).decode("ascii") if declared else None)
    markup = decode(data, source.where, charset)
    tree = parse(markup, source.where)
    about = meta(tree, source.url)
    found = blocks(tree) or blocks(tree, hidden=True)
    if not found:
        raise SourceError("a page without visible text", where=source.where, hint="give the page as a browser saved it")
    return _draft(found, about, markup, source)


def parse(markup: str, where: str) -> Any:
    """The tree of a page, mended where it is broken."""
    from lxml import etree, html

    if _ENTITY.search(markup[:10_000]):
        raise SourceError("the page declares XML entities", where=where, hint="save it from a browser as HTML")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(f"no HTML: {error}", where=where, hint="save the page from a browser as HTML") from error
    return tree


def _draft(found: Sequence[Block], about: Meta, markup: str, source: Input) -> Draft:
    text = "\n\n".join(block.text for block in found)
    headline = _headline(found, about.title)
    regions = tuple(_regions(found, main_text(markup), headline, about.title))
    published, how, suspect = _published(about, found, markup, source)
    return Draft(
        text=text,
        where=source.where,
        title=about.title,
        publisher=about.publisher,
        author=about.author,
        published=published,
        how=how,
        suspect=suspect,
        language=about.language,
        url=about.url or source.url,
        licence=about.licence,
        regions=regions,
        headed=headline is not None,
    )


def _headline(found: Sequence[Block], title: str | None) -> int | None:
    """The block that is the headline: a heading of the first level, else any block that reads so."""
    wanted = key(title) if title else ""
    same = [i for i, block in enumerate(found) if wanted and key(block.text) == wanted]
    return next((i for i in same if found[i].tag == "h1"), same[0] if same else None)


def main_text(markup: str) -> list[str]:
    """The lines that trafilatura takes as the article, as keys; empty when it finds none."""
    import trafilatura

    main = trafilatura.extract(
        markup, include_comments=False, include_tables=True, favor_recall=True, output_format="txt"
    )
    return [key(line) for line in (main or "").splitlines() if key(line)]


def _regions(found: Sequence[Block], main: list[str], headline: int | None, title: str | None) -> Iterator[Region]:
    lines, joined, wanted = set(main), "\n".join(main), key(title or "")
    start = 0
    for number, block in enumerate(found):
        end = start + len(block.text)
        if number == headline:
            pass
        elif wanted and key(block.text) == wanted:
            yield Region(start=start, end=end, kind="headline", rule="repeated-headline")
        elif main and not _is_main(block, lines, joined):
            kind, rule = _named(block)
            yield Region(start=start, end=end, kind=kind, rule=rule)
        elif block.kind and (not main or block.kind == "caption"):
            yield Region(start=start, end=end, kind=block.kind, rule=f"html:{block.kind}")
        start = end + 2


def _is_main(block: Block, lines: set[str], joined: str) -> bool:
    """Whether the article holds the block: as a line, or a long block as a piece of one or several of them.

    A short block inside a menu is not the article, although the article may hold the same word.
    """
    parts = [key(line) for line in block.text.split("\n")]
    whole = "".join(parts)
    if block.kind in ("menu", "share", "cookie") and len(whole) < _INSIDE:
        return False
    if whole in lines or all(part in lines for part in parts if part):
        return True
    return len(whole) >= _INSIDE and (whole in joined or any(part in joined for part in parts if len(part) >= _INSIDE))


def _named(block: Block) -> tuple[str, str]:
    """Kind and rule of a block that is not the article: by its place in the page, else by its words."""
    if block.kind:
        return block.kind, f"html:{block.kind}"
    if clean.is_date_line(block.text):
        return "date-line", "date-line"
    known = rules()
    if rule := known.line.find(block.text) or known.head.find(block.text):
        return rule.kind, rule.name
    listed = block.tag in ("li", "ul", "ol", "td", "dd") and len(block.text) < _PROSE
    return "menu" if listed else "other", "html:not-main"


def _published(about: Meta, found: Sequence[Block], markup: str, source: Input) -> tuple[str | None, str, bool]:
    """The date, how it was found, and whether it may be that of a crawl; the rules stand in kg.sources.dates."""
    text = "\n".join(block.text for block in found)
    top = [dated for block in found if (dated := clean.date_of_line(block.text))]
    own = next((value for value, says in top if says), None)
    if about.published:
        return about.published, about.how, dates.doubtful(about.published, about.how, text, own)
    if top:
        value, says = (own, True) if own else top[0]
        return value, "text", not says or dates.doubtful(value, "text", text)
    if guessed := _heuristic(markup, source.url):
        return guessed, "text", True
    return (source.date, "header", True) if source.date else (None, "none", False)


def _heuristic(markup: str, url: str | None) -> str | None:
    from htmldate import find_date

    return dates.parse(find_date(markup, extensive_search=False, original_date=True, url=url))


def fragment(markup: str) -> str:
    """The visible text of a piece of HTML, as feeds hold it."""
    from lxml import etree, html

    if "<" not in markup and "&" not in markup:
        return markup
    try:
        parser = html.HTMLParser(
            encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        tree = html.document_fromstring(f"<div>{markup}</div>".encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return ""
    return "\n\n".join(block.text for block in blocks(tree))
