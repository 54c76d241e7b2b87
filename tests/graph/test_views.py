"""The view files, and a claim type that only the ontology knows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import schema
from kg.errors import ResourceError
from kg.graph import project, views
from kg.ids import BASE
from kg.resources import resource

Make = Callable[..., Any]

GOOD = """
title = { en = "T", de = "T" }
description = { en = "D", de = "D" }
"""


def test_the_views_of_the_installation() -> None:
    assert list(views()) == ["actors", "measures", "goods", "statements", "exchanges", "co-targets", "everything"]
    known = schema.load()
    for view in views().values():
        assert view.rules
        for rule in view.rules:
            assert set(rule.types) <= set(known.claim_types)
            assert {*rule.source_types, *rule.target_types} <= set(known.entity_types)
        assert set(view.defaults.get("stage", ())) <= set(known.stages)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title = 1 1", "view.toml"),
        (GOOD + "colour = 1", "unknown key colour"),
        ('title = { en = "T" }', "title is needed in English and German"),
        (GOOD + '[[edges]]\nsource = ["agent"]', "says nothing"),
        (GOOD + '[[edges]]\nsource = ["actor"]\ntarget = ["goods"]\npredicate = "x"', "roles: agent, target"),
        (GOOD + '[[edges]]\ndeclared = true\nsplit = ["day"]', "splits: type, action"),
        (GOOD + '[defaults]\nlanguage = ["de"]', "unknown key language"),
    ],
)
def test_a_wrong_file_is_named_with_what_would_be_right(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "view.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ResourceError, match=line):
        views(tmp_path)


NEW_TYPE = """
@prefix kg: <https://w3id.org/kg/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix code: <https://w3id.org/kg/code/> .

kg:LawsuitClaim a owl:Class ; rdfs:subClassOf kg:Claim ; rdfs:label "lawsuit"@en, "Klage"@de ;
    skos:definition "A suit."@en, "Eine Klage."@de .
kg:sues a owl:ObjectProperty ; rdfs:label "sues"@en, "verklagt"@de ; skos:definition "Sues."@en, "Verklagt."@de .
<https://w3id.org/kg/code/claim-type/lawsuit> a skos:Concept, kg:ClaimType ;
    skos:inScheme <https://w3id.org/kg/code/claim-type> ; skos:notation "lawsuit" ; kg:claimClass kg:LawsuitClaim ;
    kg:usesRole <https://w3id.org/kg/code/role/agent>, <https://w3id.org/kg/code/role/target> ;
    kg:minimumRoles 2 ; kg:symmetric false ;
    skos:prefLabel "lawsuit"@en, "Klage"@de ; skos:definition "A suit."@en, "Eine Klage."@de .
<https://w3id.org/kg/code/lawsuit-action/file> a skos:Concept, kg:Action ;
    skos:inScheme <https://w3id.org/kg/code/lawsuit-action> ; skos:notation "file" ;
    kg:actionOf <https://w3id.org/kg/code/claim-type/lawsuit> ;
    skos:prefLabel "file"@en, "einreichen"@de ; skos:definition "File."@en, "Einreichen."@de .
<https://w3id.org/kg/code/edge-form/lawsuit> a skos:Concept, kg:EdgeForm ;
    skos:inScheme <https://w3id.org/kg/code/edge-form> ; skos:notation "lawsuit" ;
    kg:edgeOf <https://w3id.org/kg/code/claim-type/lawsuit> ; kg:predicate kg:sues ;
    kg:fromRole <https://w3id.org/kg/code/role/agent> ; kg:toRole <https://w3id.org/kg/code/role/target> ;
    kg:whenStage <https://w3id.org/kg/code/stage/done> ;
    skos:prefLabel "sues"@en, "verklagt"@de ; skos:definition "Sues."@en, "Verklagt."@de .
<https://w3id.org/kg/code/instrument/data-ban> a skos:Concept, kg:Instrument ;
    skos:inScheme <https://w3id.org/kg/code/instrument> ; skos:notation "data-ban" ;
    skos:prefLabel "data ban"@en, "Datenverbot"@de ; skos:definition "No data."@en, "Keine Daten."@de .
"""


@pytest.fixture
def wider(tmp_path: Path) -> schema.Schema:
    """The ontology with a claim type, an edge form and an instrument more."""
    folder = tmp_path / "ontology"
    shutil.copytree(resource("ontology"), folder)
    (folder / "codes" / "own.ttl").write_text(NEW_TYPE, encoding="utf-8")
    return schema.load(folder)


def test_a_new_claim_type_and_instrument_come_through(
    wider: schema.Schema, store_of: Make, say: Make, paper: Make, tmp_path: Path
) -> None:
    from kg.export import export

    claims = [
        say("lawsuit", "file", agent="us", target="cn", date="2024-04-12"),
        say("measure", "impose", measure="data-ban", agent="us", target="cn"),
    ]
    graph = project(store_of([paper("a", *claims)], wider), schema=wider)
    us, cn = f"{BASE}entity/iso%3AUS", f"{BASE}entity/iso%3ACN"
    assert graph.edges[us, cn, "sues"]["label_de"] == "verklagt"
    assert graph.edges[us, cn, "measures"]["instruments"] == {"data-ban": 1}
    text = export(graph, tmp_path / "g.gexf").path.read_text(encoding="utf-8")
    assert 'kind="sues"' in text
    assert "data-ban" in text
