"""One HTML file to look around in a graph: it needs no network and asks for nothing.

The page carries its style, its program (``explorer/``, built by ``scripts/build_explorer.py``) and its data, as
base64 of gzip, so that no text of an article can end a script or be taken for markup. Its content security policy
lets nothing run but this one program, by its hash, and nothing be loaded.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.errors import ResourceError
from kg.export.html_data import payload

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style

_LISTED = 50
"""Edges in the table that is shown where scripts are off."""
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def write(graph: MultiDiGraph[str], files: Sequence[BinaryIO], style: Style) -> None:
    """The page of a graph. With ``style.store`` it also holds the claims behind the edges, word by word."""
    data = payload(graph, style)
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    css, program = _part("style.css"), _part("explorer.min.js")
    texts = data["texts"]["en"]
    filled = {
        "title": escape(str(data["about"].get("title", "kg"))),
        "policy": f"default-src 'none'; script-src {_hash(program)}; style-src {_hash(css)}; base-uri 'none'; "
        "form-action 'none'",
        "style": css,
        "program": program,
        "data": base64.b64encode(gzip.compress(plain, 9, mtime=0)).decode(),
        "noscript": "\n".join(_table(data, texts)),
    }
    page = _PLACE.sub(lambda found: filled[found[1]], _part("page.html"))
    files[0].write(page.encode())


@cache
def _part(name: str) -> str:
    try:
        return (Path(__file__).with_name("explorer") / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(f"the explorer's {name} is missing", hint="install kg again") from error


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _table(data: dict[str, Any], texts: dict[str, str]) -> Iterator[str]:
    """The strongest edges for readers without scripts."""
    yield f"<p>{escape(texts['noscript'])}</p>"
    heads = ("source", "relation", "target", "articles", "first", "last")
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{escape(texts[name])}</th>' for name in heads)
    yield "</tr></thead><tbody>"
    nodes, edges = data["nodes"], sorted(data["edges"], key=lambda edge: -edge["w"])
    for edge in edges[:_LISTED]:
        label = edge.get("en") or data["kinds"][edge["k"]]["en"]
        cells = (nodes[edge["s"]]["en"], label, nodes[edge["t"]]["en"], edge["w"], edge.get("f", ""), edge.get("l", ""))
        yield "<tr>" + "".join(f'<td dir="auto">{escape(str(cell))}</td>' for cell in cells) + "</tr>"
    yield "</tbody></table>"
