"""What the explorer page knows of a graph, as plain values. The keys are short, since an edge may come 20,000 times."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ResourceError
from kg.export.flat import clean
from kg.export.html_evidence import Evidence, read
from kg.export.html_names import german
from kg.graph.layout import looks, positions
from kg.graph.rank import rank

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from kg.export import Style

MEASURES = ("strength", "degree", "betweenness", "closeness", "pagerank")
"""The rankings that the page offers."""
SLOW = {"closeness": 5000}
"""Nodes up to which a measure is worked out that takes many seconds beyond."""
WHOLE = (200, 1500)
"""Numbers of nodes and edges up to which the page opens on the whole graph."""
OPENED = 60
"""The nodes that it opens on when there are more: those of the greatest strength."""
_NAMED = 60  # names in a list beside an edge

_EDGE = {
    "directed": "d",
    "weight": "w",
    "claims": "c",
    "first": "f",
    "last": "l",
    "published_first": "pf",
    "published_last": "pl",
    "spells": "sp",
    "undated": "u",
    "stages": "st",
    "claim_types": "ct",
    "actions": "ac",
    "instruments": "in",
    "shared": "sh",
    "speakers": "sk",
    "goods": "go",
    "sources": "so",
    "confidence_max": "cm",
    "confidence_mean": "ca",
}
_NODE = {"label_de": "de", "link": "li", "articles": "a", "claims": "c", "first": "f", "last": "l"}


def payload(graph: MultiDiGraph[str], style: Style) -> dict[str, Any]:
    """All that the page shows: texts, labels, nodes, edges, rankings, and with a store the claims behind the edges."""
    nodes = list(graph)
    numbers = {node: number for number, node in enumerate(nodes)}
    edges = list(graph.edges(data=True))
    kinds = _kinds(data for *_, data in edges)
    evidence = read(style.store, [iri for *_, data in edges for iri in data.get("quoted", ())])
    places = {kind["code"]: place for place, kind in enumerate(kinds)}
    rows = [
        {"s": numbers[a], "t": numbers[b], "k": places[_group(data)], **_edge(data, kinds, places, evidence)}
        for a, b, data in edges
    ]
    return {
        "about": _about(graph, style),
        "texts": _toml("texts.toml"),
        "labels": _labels(),
        "types": _types(graph, style),
        "kinds": kinds,
        "measures": _measures(graph, numbers),
        **_placed(graph, style),
        "edges": rows,
        "articles": evidence.articles,
        "claims": evidence.claims,
    }


def _about(graph: MultiDiGraph[str], style: Style) -> dict[str, Any]:
    about = {name: _safe(value) for name, value in graph.graph.items() if name != "node_types"}
    about |= {
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
        "evidence": style.store is not None,
        "size_by": style.size_by,
    }
    return about | ({"date": style.date} if style.date else {})


def _placed(graph: MultiDiGraph[str], style: Style) -> dict[str, Any]:
    """The nodes with their places; if there are many, the strongest also with their places among themselves."""
    shown = looks(graph, style.size_by)
    types = {kind["code"]: place for place, kind in enumerate(_types(graph, style))}
    rows = {}
    for iri, data in graph.nodes(data=True):
        look = shown[iri]
        row = {"iri": iri, "en": clean(str(data.get("label", iri))), "y": types[_type(data)]}
        if name := german().get(str(data.get("link"))):
            row["de"] = name
        rows[iri] = row | {"p": [look.x, look.y], "z": look.size} | _short(data, _NODE)
    opened = 0
    if len(rows) > WHOLE[0] or graph.number_of_edges() > WHOLE[1]:
        top = [row.node for row in rank(graph, "strength")[:OPENED]]
        for iri, place in positions(graph.subgraph(sorted(top, key=list(rows).index))).items():
            rows[iri]["o"] = list(place)
        opened = len(top)
    return {"nodes": list(rows.values()), "opened": opened}


def _types(graph: MultiDiGraph[str], style: Style) -> list[dict[str, Any]]:
    """The types of nodes, the commonest first, with their colours."""
    from kg.graph.layout import colours

    del style
    counts = Counter(_type(data) for _, data in graph.nodes(data=True))
    paint = colours(graph)
    found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [{"code": code, "n": n, "colour": "#{:02x}{:02x}{:02x}".format(*paint[code])} for code, n in found]


def _type(data: Mapping[str, Any]) -> str:
    return str(data.get("type", ""))


def _group(data: Mapping[str, Any]) -> str:
    """The part of an edge's kind that filters go by: a view may split one predicate by type, action and stage."""
    return clean(str(data.get("kind", ""))).split("/")[0]


def _kinds(edges: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The kinds of edges, the commonest first, with labels and colours."""
    counts: Counter[str] = Counter()
    labels: dict[str, tuple[str, str | None]] = {}
    for data in edges:
        group = _group(data)
        counts[group] += 1
        whole = clean(str(data.get("kind", ""))) == group
        label = clean(str(data.get("label") or group)) if whole else group
        labels.setdefault(group, (label, clean(str(data["label_de"])) if whole and data.get("label_de") else None))
    look = _toml("look.toml")
    rest = sorted(code for code in counts if code not in look["edges"])
    paint = {code: look["others"][place % len(look["others"])] for place, code in enumerate(rest)} | look["edges"]
    return [
        {"code": code, "n": n, "en": labels[code][0], "de": labels[code][1], "colour": paint[code]}
        for code, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _edge(
    data: Mapping[str, Any], kinds: list[dict[str, Any]], places: Mapping[str, int], evidence: Evidence
) -> dict[str, Any]:
    row = {"w": 1, **_short(data, _EDGE)}
    if row.get("d") is True:
        del row["d"]
    kind = kinds[places[_group(data)]]
    for language, name in (("en", "label"), ("de", "label_de")):
        if (label := clean(str(data.get(name) or ""))) and label != kind[language]:
            row[language] = label
    found = [evidence.numbers[iri] for iri in data.get("quoted", ()) if iri in evidence.numbers]
    if found:
        row["ev"] = found
    elif quotes := data.get("quotes"):
        row["q"] = [clean(str(quote)) for quote in quotes]
    return row


def _short(data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """The attributes under their short names, without empty ones."""
    found = {short: _safe(data[name]) for name, short in names.items() if name in data}
    return {short: value for short, value in found.items() if value is not None and value not in ("", [], {})}


def _safe(value: Any) -> Any:
    """Plain values of JSON: text without control characters, numbers that are numbers, lists that are not endless."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(str(key)): _safe(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else list(value)
        return [_safe(item) for item in items[:_NAMED]]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, int) or value is None else clean(str(value))


def _measures(graph: MultiDiGraph[str], numbers: Mapping[str, int]) -> dict[str, Any]:
    """By measure: the value and the place of each node, in the order of the nodes."""
    found = {}
    for name in (name for name in MEASURES if len(numbers) <= SLOW.get(name, len(numbers))):
        values: list[float | None] = [None] * len(numbers)
        places = [0] * len(numbers)
        for row in rank(graph, name):
            number = numbers[row.node]
            values[number] = None if not math.isfinite(row.value) else float(f"{row.value:.6g}")
            places[number] = row.place
        found[name] = {"value": values, "place": places}
    return found


def _labels() -> dict[str, Any]:
    """The ontology's words for its codes, by language."""
    from kg import schema

    known = schema.load()
    lists = {
        "type": known.entity_types,
        "stage": known.stages,
        "instrument": known.instruments,
        "claim": known.claim_types,
    }
    return {
        language: {
            **{name: {code: term.label(language) for code, term in terms.items()} for name, terms in lists.items()},
            "action": {
                f"{kind}/{code}": term.label(language)
                for kind, claim_type in known.claim_types.items()
                for code, term in claim_type.actions.items()
            },
        }
        for language in ("en", "de")
    }


def _toml(name: str) -> dict[str, Any]:
    path = Path(__file__).with_name("explorer") / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(str(error), where=f"explorer/{name}") from error
