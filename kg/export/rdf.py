"""The store itself, in the forms of RDF. TriG, N-Quads and JSON-LD keep which article says what; the others do not."""

from __future__ import annotations

from typing import Any, BinaryIO

from kg.vocab import META


def write(store: Any, file: BinaryIO, form: str) -> None:
    """Write all graphs but the store's own notes: ``form`` is ttl, nt, trig, nq or jsonld.

    Oxigraph streams: memory does not grow with the store.
    """
    import pyoxigraph as ox

    if not isinstance(store, ox.Store):
        store.dump(form, file)
        return
    forms = {
        "ttl": ox.RdfFormat.TURTLE,
        "nt": ox.RdfFormat.N_TRIPLES,
        "trig": ox.RdfFormat.TRIG,
        "nq": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    graphs = sorted((graph for graph in store.named_graphs() if graph.value != META), key=str)
    quads = (quad for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    found = (quad.triple for quad in quads) if form in {"ttl", "nt"} else quads
    ox.serialize(found, file, forms[form])
