"""RDF terms as N-Triples text, in the canonical forms that the store keeps."""

from __future__ import annotations

import math
from decimal import Decimal

from kg.vocab import XSD

_DECIMAL_DIGITS = 18  # Oxigraph holds decimals as 128-bit integers of 10^-18
_DECIMAL_LIMIT = 1e15  # above it a float has no exact fraction left


def iri(value: str) -> str:
    """An IRI of kg or of a vocabulary, which needs no escaping."""
    return f"<{value}>"


def string(value: str) -> str:
    """A plain string. The four characters that N-Triples and SPARQL forbid in quotes are escaped."""
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" in value or "\r" in value:
        value = value.replace("\n", "\\n").replace("\r", "\\r")
    return f'"{value}"'


def typed(value: str, datatype: str) -> str:
    """A literal of a datatype whose lexical form needs no escaping."""
    return f'"{value}"^^<{datatype}>'


def number(value: float) -> str:
    """An integer; a float as decimal where decimal holds it exactly, else as double."""
    if isinstance(value, int):
        return typed(str(value), XSD.integer)
    if not math.isfinite(value):
        return typed("NaN" if math.isnan(value) else f"{'-' if value < 0 else ''}INF", XSD.double)
    plain = f"{Decimal(repr(value)):f}"
    whole, _, fraction = plain.partition(".")
    fraction = fraction.rstrip("0")
    plain = f"{whole}.{fraction}" if fraction else whole
    if len(fraction) > _DECIMAL_DIGITS or abs(value) >= _DECIMAL_LIMIT:
        return typed(plain, XSD.double)
    return typed("0" if plain == "-0" else plain, XSD.decimal)


def parsed(value: str, datatype: str) -> float:
    """The number that ``number`` wrote. Raises ValueError for what is no number."""
    if datatype == XSD.integer:
        return int(value)
    return float(value.replace("INF", "inf"))
