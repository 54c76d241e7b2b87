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


_Step = tuple[Any, str, "str | None", bool]
"""A node or a piece of text, the tag and the kind of the block around it, and whether the node is being left."""


def _walk(root: Any, *, hidden: bool) -> Iterator[tuple[str, Any, str, str | None]]:
    """Pieces of text and the edges of blocks, without recursion, since pages may be nested without end."""
    stack: list[_Step] = [(root, "body", None, False)]
    while stack:
        node, tag, kind, leaving = stack.pop()
        if isinstance(node, str):
            yield "text", node, tag, kind
            continue
        name = node.tag if isinstance(node.tag, str) else ""
        if leaving:
            yield "edge", node, name, kind
        elif name == "br":
            yield "break", node, tag, kind
            stack.extend(_inside(node, tag, kind))
        elif not _is_hidden(node, name, hidden=hidden):
            own = _kind(node, name) or kind
            if name in _BLOCK_TAGS:
                yield "edge", node, tag, kind
                stack.append((node, name, own, True))
                tag = name
            stack.extend(_inside(node, tag, own))
    yield "edge", root, "body", None


def _inside(node: Any, tag: str, kind: str | None) -> Iterator[_Step]:
    """What an element holds, the last first."""
    for child in reversed(node):
        if child.tail:
            yield child.tail, tag, kind, False
        yield child, tag, kind, False
    if node.text:
        yield node.text, tag, kind, False


def _is_hidden(node: Any, name: str, *, hidden: bool) -> bool:
    """Whether a reader does not see an element; ``hidden`` makes styles and ``noscript`` not count."""
    if not name or (name in _HIDDEN_TAGS and not (hidden and name == "noscript")):
        return True
    if hidden:
        return False
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
