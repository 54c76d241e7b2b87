"""The visible text of an HTML page as blocks, each with what its place in the page says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.sources.tidy import tidy

_HIDDEN_TAGS = frozenset(
    (  # noqa: SIM905 — names are easier to read so
        "script style noscript template head iframe object embed svg math canvas audio video map select option "
        "datalist textarea input meta link title base param source track dialog"
    ).split()
)
_BLOCK_TAGS = frozenset(
    (  # noqa: SIM905 — the same
        "address article aside blockquote body button caption center dd details div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main menu nav ol p pre search section summary "
        "table tbody td tfoot th thead tr ul"
    ).split()
)
_KIND_OF_TAG = {
    "nav": "menu",
    "footer": "menu",
    "menu": "menu",
    "aside": "related",
    "figcaption": "caption",
    "form": "other",
    "button": "other",
}
# Words in class, id or role that say what a part of a page is for.
_KIND_OF_NAME = (
    ("cookie", re.compile(r"cookie|consent|gdpr|dsgvo|\bcmp\b", re.IGNORECASE)),
    ("share", re.compile(r"\b(?:share|sharing|social|teilen)", re.IGNORECASE)),
    ("related", re.compile(r"related|recommend|teaser|read-?more|siehe-auch|(?:most|also)-?read", re.IGNORECASE)),
    ("menu", re.compile(r"\b(?:nav|menu|breadcrumb|sidebar|footer|masthead|tags?-?list|pagination)", re.IGNORECASE)),
    ("byline", re.compile(r"\b(?:byline|author|autor)", re.IGNORECASE)),
    ("caption", re.compile(r"caption|bildunterschrift", re.IGNORECASE)),
    ("other", re.compile(r"newsletter|paywall|subscri|advert|\bads?\b|comment", re.IGNORECASE)),
)  # fmt: skip
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST = 40_000
"""Elements that wait to be looked at; pages with more are broken, or made to do harm."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of visible text: tidy, not empty; its tag, and the kind of furniture its place makes it, or None."""

    text: str
    tag: str
    kind: str | None


def blocks(root: Any, *, hidden: bool = False) -> list[Block]:
    """The visible text below an element (lxml), in the order of the page.

    ``hidden``: also what styles hide, for pages that scripts make visible.
    """
    found: list[Block] = []
    pieces: list[str] = []

    def close(tag: str, kind: str | None) -> None:
        if text := tidy("".join(pieces)):
            found.append(Block(text, tag, kind))
        pieces.clear()

    for event, element, tag, kind in _walk(root, hidden=hidden):
        if event == "text":
            pieces.append(_inline(element))
        elif event == "break":
            pieces.append("\n")
        else:
            close(tag, kind)
    return found


def _inline(text: str) -> str:
    """White space in HTML is one blank."""
    return re.sub(r"\s+", " ", text)


def _walk(root: Any, *, hidden: bool) -> Iterator[tuple[str, Any, str, str | None]]:
    """Pieces of text and the edges of blocks, without recursion, since pages may be nested without end."""
    stack: list[tuple[Any, str, str | None, bool]] = [(root, "body", None, False)]
    while stack:
        node, tag, kind, leaving = stack.pop()
        if isinstance(node, str):
            yield "text", node, tag, kind
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            yield "edge", node, name, kind
            continue
        if name == "br":
            yield "break", node, tag, kind
        if not name or (name in _HIDDEN_TAGS and not (hidden and name == "noscript")) or len(stack) > MOST:
            continue
        if not hidden and _is_hidden(node):
            continue
        own_kind = _kind(node, name) or kind
        if name in _BLOCK_TAGS:
            yield "edge", node, tag, kind
            stack.append((node, name, own_kind, True))
            tag = name
        children: list[tuple[Any, str, str | None, bool]] = []
        if node.text:
            children.append((node.text, tag, own_kind, False))
        for child in node:
            children.append((child, tag, own_kind, False))
            if child.tail:
                children.append((child.tail, tag, own_kind, False))
        stack.extend(reversed(children))
    yield "edge", root, "body", None


def _is_hidden(node: Any) -> bool:
    if "hidden" in node.attrib or node.get("aria-hidden") == "true":
        return True
    style = node.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _kind(node: Any, name: str) -> str | None:
    if name in _KIND_OF_TAG:
        return _KIND_OF_TAG[name]
    if name in ("html", "body", "main", "article", "h1"):
        return None  # their classes speak of the whole page
    names = " ".join(filter(None, (node.get("class"), node.get("id"), node.get("role"))))
    return next((kind for kind, pattern in _KIND_OF_NAME if pattern.search(names)), None) if names else None
