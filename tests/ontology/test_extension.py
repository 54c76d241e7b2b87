"""A claim type and an instrument are added by entries in the ontology alone, and come through to a projection."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from strategies import unordered

from kg import graph, rdf, schema
from kg.errors import ReadingError
from kg.ids import CODES, article_iri
from kg.model import Reading
from kg.resources import resource
from kg.store import Store

ENTRIES = f"""
@prefix kg: <https://w3id.org/kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <{CODES}claim-type/> .
@prefix act: <{CODES}ownership-action/> .
@prefix role: <{CODES}role/> .
@prefix stage: <{CODES}stage/> .
@prefix instrument: <{CODES}instrument/> .
@prefix edge: <{CODES}edge-form/> .

kg:OwnershipClaim a owl:Class ; rdfs:subClassOf kg:Claim ; rdfs:label "claim on ownership"@en .
kg:owns a owl:ObjectProperty ; rdfs:label "owns"@en, "besitzt"@de .
type:ownership a skos:Concept, kg:ClaimType ; skos:notation "ownership" ; kg:claimClass kg:OwnershipClaim ;
    kg:usesRole role:agent, role:target, role:speaker ; kg:minimumRoles 2 ; kg:symmetric false ;
    skos:prefLabel "ownership"@en, "Besitz"@de .
act:buy a skos:Concept, kg:Action ; skos:notation "buy" ; kg:actionOf type:ownership ; skos:prefLabel "buy"@en .
act:sell a skos:Concept, kg:Action ; skos:notation "sell" ; kg:actionOf type:ownership ; skos:prefLabel "sell"@en .
edge:ownership a skos:Concept, kg:EdgeForm ; skos:notation "ownership" ; kg:edgeOf type:ownership ;
    kg:fromRole role:agent ; kg:toRole role:target ; kg:predicate kg:owns ;
    kg:whenAction act:buy ; kg:whenStage stage:done .
instrument:data-ban a skos:Concept, kg:Instrument ; skos:notation "data-ban" ; skos:broader instrument:sanctions ;
    skos:prefLabel "data ban"@en, "Datenverbot"@de .
"""
OWNED = {"type": "ownership", "stage": "done", "target": ["bank"], "evidence": ["They own it."]}
LINE = {
    "article": {"id": "a", "language": "en", "published": "2024-05-02"},
    "entities": [
        {"id": "fund", "type": "company", "name": "North Fund", "mentions": ["North Fund"]},
        {"id": "bank", "type": "company", "name": "Harbour Bank", "mentions": ["Harbour Bank"]},
        {"id": "us", "type": "state", "name": "United States", "link": "iso:US", "mentions": ["US"]},
    ],
    "claims": [
        OWNED | {"action": "buy", "agent": ["fund"]},
        OWNED | {"action": "sell", "agent": ["us"]},
        {
            "type": "measure", "action": "impose", "measure": "data-ban", "stage": "done",
            "agent": ["us"], "target": ["fund"], "evidence": ["g"],
        },
    ],
}  # fmt: skip
READING = Reading.model_validate(LINE)


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> schema.Schema:
    folder = Path(shutil.copytree(resource("ontology"), tmp_path_factory.mktemp("extended") / "ontology"))
    (folder / "codes" / "ownership.ttl").write_text(ENTRIES, encoding="utf-8")
    return schema.load(folder)


def test_the_shipped_ontology_does_not_know_them() -> None:
    assert len(schema.load().faults(READING)) == 3
    with pytest.raises(ReadingError, match="unknown claim type 'ownership'"):
        rdf.quads(READING)


def test_the_schema_knows_them(extended: schema.Schema) -> None:
    assert extended.faults(READING) == []
    assert extended.claim_types["ownership"].label("de") == "Besitz"
    assert extended.instruments["data-ban"].broader == "sanctions"
    assert list(extended.claim_types["ownership"].actions) == ["buy", "sell"]


def test_they_go_to_triples_and_back(extended: schema.Schema) -> None:
    store = ox.Store()
    store.extend(rdf.quads(READING, extended))
    assert store.query(
        f"""PREFIX kg: <https://w3id.org/kg/ontology#> ASK {{ GRAPH <{article_iri(READING.article)}> {{
        ?claim a kg:OwnershipClaim ; kg:action <{CODES}ownership-action/buy> .
        ?ban kg:instrument <{CODES}instrument/data-ban> }} }}"""
    )
    assert unordered(rdf.reading(store, extended)) == unordered(READING)


def test_they_come_through_store_and_projection(extended: schema.Schema) -> None:
    with Store.open(schema=extended) as store:
        store.add([READING])
        store.resolve()
        owned = list(store.query("SELECT ?a ?b { GRAPH <https://w3id.org/kg/graph/derived> { ?a kg:owns ?b } }"))
        assert [tuple(iri.rsplit("/")[-1] for iri in row) for row in owned] == [("north-fund", "harbour-bank")]
        assert [row.instrument for row in store.measures()] == ["data-ban"]
        labels = {edge["label"] for _, _, edge in graph.project(store, schema=extended).edges(data=True)}
        assert "owns" in labels
        german = store.query('SELECT ?code { ?code skos:prefLabel "Datenverbot"@de }')
        assert list(german) == [(f"{CODES}instrument/data-ban",)]
