"""Closed namespaces: a mistyped term raises where it stands."""

from __future__ import annotations

import pytest

from kg.vocab import KG, OA, Namespace


def test_a_known_term_is_its_iri() -> None:
    assert KG.agent == KG["agent"] == "https://w3id.org/kg/ontology#agent"
    assert KG.local(KG.agent) == "agent"
    assert KG.agent in KG
    assert OA.exact not in KG


def test_a_mistyped_term_raises_with_the_valid_ones() -> None:
    with pytest.raises(AttributeError, match=r"agnet.*agent"):
        _ = KG.agnet
    with pytest.raises(KeyError, match="agnet"):
        _ = KG["agnet"]
    with pytest.raises(KeyError, match="not in"):
        KG.local(OA.exact)


def test_private_names_are_no_terms() -> None:
    assert not hasattr(Namespace("x:", "a"), "__wrapped__")
