"""What an HTML page says of itself: schema.org JSON-LD, meta elements, ``time``, ``title``, ``lang``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.sources import dates, language
from kg.sources.tidy import key, squeeze

_ARTICLE = re.compile(
    r"(?:News|Report|Blog|Opinion|Analysis|Review|Background|Satirical|TechA|Scholarly|LiveBlog|SocialMedia)?\w*(?:Article|Posting)$"
)
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "headline")
_PUBLISHER = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "citation_journal_title",
)
_AUTHOR = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)
_DATE = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
)
_URL = ("og:url", "twitter:url")
_SUFFIX = re.compile(r"\s+[|–—•·»-]\s+[^|–—•·»]{2,40}$")
_LONGEST_JSON = 1_000_000  # characters of JSON-LD


@dataclass(frozen=True, slots=True)
class Meta:
    """The page about itself. ``how`` is one of jsonld, meta, url, none."""

    title: str | None
    publisher: str | None
    author: tuple[str, ...]
    published: str | None
    how: str
    language: str | None
    url: str | None
    licence: str | None


def meta(tree: Any, url: str | None) -> Meta:
    """The metadata of a parsed page (lxml). Nothing is guessed."""
    named, linked = _named(tree), _linked(tree)
    described: dict[str, Any] = next(_described(tree), {})
    address = url or linked.get("canonical") or _first(named, _URL)
    published, how = _published(tree, named, described, address)
    publisher = _name(described.get("publisher")) or _first(named, _PUBLISHER)
    return Meta(
        title=_title(tree, named, described),
        publisher=publisher,
        author=_people(_authors(described.get("author")) or _split(_first(named, _AUTHOR)), publisher),
        published=published,
        how=how,
        language=language.primary(tree.get("lang"))
        or language.primary(_first(named, ("content-language", "og:locale"))),
        url=address if address and address.startswith(("http://", "https://")) else None,
        licence=_text(described.get("license"))
        or linked.get("license")
        or _first(named, ("dc.rights", "dcterms.rights", "copyright")),
    )


def _named(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().casefold(), content)
    return found


def _linked(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("link"):
        for name in (element.get("rel") or "").casefold().split():
            found.setdefault(name, element.get("href") or "")
    return found


def _first(named: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((named[name] for name in names if name in named), None)


def _described(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are articles."""
    for element in tree.iter("script"):
        if "ld+json" in (element.get("type") or "") and element.text and len(element.text) < _LONGEST_JSON:
            try:
                value = json.loads(element.text.strip().rstrip(";"), strict=False)
            except (ValueError, RecursionError):
                continue
            yield from (each for each in _objects(value) if _is_article(each.get("@type")))


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a document, those in a list and in ``@graph`` too."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _is_article(types: Any) -> bool:
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.search(name) for name in names)


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """A name, written as such or as an object."""
    if isinstance(value, list):
        value = value[0] if value else None
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _authors(value: Any) -> tuple[str, ...]:
    each = value if isinstance(value, list) else [value]
    return tuple(name for one in each[:20] if (name := _name(one)) and "://" not in name)


_HOUSE = re.compile(r"www\.|\.(?:de|com|org|net|at|ch)\b|\b(?:GmbH|AG|Ltd|Inc)\b")


def _people(names: tuple[str, ...], publisher: str | None) -> tuple[str, ...]:
    """The names without that of the house, which many pages give as author; none is left when a house is named so."""
    if any(_HOUSE.search(name) for name in names):
        return ()
    return tuple(name for name in names if key(name) != key(publisher or ""))


def _split(value: str | None) -> tuple[str, ...]:
    if not value or "://" in value:
        return ()
    return tuple(name for name in re.split(r"\s*(?:,|;| und | and )\s*", re.sub(r"^(?:Von|By)\s+", "", value)) if name)


def _title(tree: Any, named: dict[str, str], described: dict[str, Any]) -> str | None:
    """The headline as the page shows it: a first-level heading that the metadata agree with, else theirs."""
    told = _text(described.get("headline")) or _first(named, _TITLE)
    element = next(tree.iter("title"), None)
    window = squeeze(element.text_content()) if element is not None else ""
    headings = [squeeze(h.text_content()) for h in tree.iter("h1")]
    headings = [h for h in headings if h]
    for claimed in filter(None, (told, window)):
        for heading in headings:
            if key(heading) and (key(heading) in key(claimed) or key(claimed) in key(heading)):
                return heading
    if told:
        return squeeze(told)
    if len(headings) == 1:
        return headings[0]
    return _SUFFIX.sub("", window) or None


def _published(tree: Any, named: dict[str, str], described: dict[str, Any], url: str | None) -> tuple[str | None, str]:
    if found := dates.parse(_text(described.get("datePublished"))):
        return found, "jsonld"
    if found := next((d for name in _DATE if name in named and (d := dates.parse(named[name]))), None):
        return found, "meta"
    if found := next(_times(tree), None):
        return found, "meta"
    if found := dates.in_url(url):
        return found, "url"
    return None, "none"


def _times(tree: Any) -> Iterator[str]:
    """``time`` elements that say they are the publication's; a lone one beside the headline counts too."""
    elements = list(tree.iter("time"))
    sure = [
        e for e in elements if "pubdate" in e.attrib or "publish" in (e.get("itemprop") or e.get("class") or "").lower()
    ]
    for element in sure or (elements if len(elements) == 1 else []):
        if found := dates.parse(element.get("datetime")) or dates.parse(squeeze(element.text_content())):
            yield found
