"""The shape of the triples, as documented: what a query may rely on."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg import rdf
from kg.errors import ReadingError
from kg.ids import BASE, article_iri, code_iri
from kg.model import Reading
from kg.vocab import VOCABULARY

QUOTE = {"text": "The EU banned diamonds from Russia on Monday.", "start": 17, "end": 62}
LINE = {
    "article": {
        "id": "a-1",
        "language": "en",
        "title": "EU bans diamonds",
        "published": "2024-01-02",
        "published_how": "meta",
        "published_suspect": True,
        "sha256": "ab" * 32,
    },
    "entities": [
        {
            "id": "eu",
            "type": "bloc",
            "name": "European Union",
            "link": "wd:Q458",
            "mentions": [{"text": "EU", "start": 0, "end": 2}],
        },
        {"id": "ru", "type": "state", "name": "Russia", "link": "iso:RU", "mentions": ["Russia"]},
        {"id": "gem", "type": "commodity", "name": "diamonds", "mentions": ["diamonds"]},
    ],
    "claims": [
        {
            "type": "measure",
            "action": "impose",
            "measure": "import-ban",
            "stage": "done",
            "agent": ["eu"],
            "target": ["ru"],
            "goods": ["gem"],
            "date": "2024-01",
            "confidence": 0.5,
            "evidence": [QUOTE],
        }
    ],
    "provenance": {"kg": "1", "ontology": "2", "lexicon": "3", "models": ["m"]},
}
PREFIXES = """
PREFIX kg: <https://w3id.org/kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX schema: <https://schema.org/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def change(**fields: object) -> Reading:
    claim = {**LINE["claims"][0], **fields}
    return Reading.model_validate({**LINE, "claims": [claim]})


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.extend(rdf.quads(Reading.model_validate(LINE)))
    return store


@pytest.mark.parametrize(
    "pattern",
    [
        '?a a kg:Article, schema:NewsArticle ; dcterms:identifier "a-1" ; schema:headline "EU bans diamonds"',
        '?a kg:published "2024-01-02" ; schema:datePublished "2024-01-02"^^xsd:date ; kg:publishedSuspect true',
        f"?a kg:publishedHow <{code_iri('date-origin', 'meta')}>",
        '?r a kg:ReadingRun, prov:Activity ; prov:used ?a ; kg:kgVersion "1" ; kg:model "m" . ?a a kg:Article',
        f"?c a kg:Claim, kg:MeasureClaim ; kg:action <{code_iri('measure-action', 'impose')}> ; kg:order 0",
        f"?c kg:instrument <{code_iri('instrument', 'import-ban')}> ; kg:stage <{code_iri('stage', 'done')}>",
        f"?c kg:agent <{BASE}entity/wd%3AQ458> ; kg:target <{BASE}entity/iso%3ARU> ; kg:confidence 0.5",
        '?c kg:date "2024-01" ; kg:earliest "2024-01-01"^^xsd:date ; kg:latest "2024-01-31"^^xsd:date',
        "?c prov:wasDerivedFrom ?a ; prov:wasGeneratedBy ?r . ?a a kg:Article . ?r a kg:ReadingRun",
        "?c kg:evidence ?w . ?w a oa:SpecificResource ; oa:hasSource ?a ; oa:hasSelector ?s . ?a a kg:Article",
        "?w oa:hasSelector ?s . ?s a oa:TextPositionSelector, oa:TextQuoteSelector ; oa:start 17 ; oa:end 62",
        '?w oa:hasSelector ?s . ?s oa:exact "The EU banned diamonds from Russia on Monday."',
        '?a a kg:Article . ?m kg:mentionOf ?e ; oa:exact "EU" FILTER(STR(?m) = CONCAT(STR(?a), "#char=0,2"))',
        '?m kg:mentionOf ?e ; oa:exact "diamonds" . ?e a kg:Commodity ; kg:name "diamonds" ; kg:localId "gem"',
    ],
)
def test_pattern_is_there(store: ox.Store, pattern: str) -> None:
    assert store.query(
        f"{PREFIXES} ASK {{ GRAPH <{article_iri(Reading.model_validate(LINE).article)}> {{ {pattern} }} }}"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"type": "meting"}, ["claim type 'meting'", "meeting"]),
        ({"action": "supply"}, ["action of a measure 'supply'", "impose"]),
        ({"measure": "ban"}, ["instrument 'ban'", "import-ban"]),
        ({"stage": "maybe"}, ["stage 'maybe'", "announced"]),
        ({"date": "next week"}, ["next week", "2024-04"]),
    ],
)
def test_what_the_ontology_does_not_know_is_refused_with_the_valid_values(fields: dict, words: list[str]) -> None:
    with pytest.raises(ReadingError) as error:
        rdf.ntriples(change(**fields))
    assert all(word in str(error.value) for word in ["a-1", *words])


def test_an_unknown_entity_type_is_refused() -> None:
    line = {**LINE, "entities": [{"id": "x", "type": "pla net>", "name": "X"}], "claims": []}
    with pytest.raises(ReadingError, match="commodity"):
        rdf.quads(Reading.model_validate(line))


def test_a_hash_that_is_none_is_refused() -> None:
    line = {**LINE, "article": {"id": "a", "sha256": "x> <y"}}
    with pytest.raises(ReadingError, match="hex digest"):
        rdf.quads(Reading.model_validate(line))


def test_the_same_claim_twice_is_two_claims() -> None:
    twice = Reading.model_validate({**LINE, "claims": [LINE["claims"][0]] * 2})
    assert len(rdf.reading(rdf.quads(twice)).claims) == 2


def test_the_graph_of_another_thing_is_no_reading() -> None:
    with pytest.raises(ReadingError, match="0 articles"):
        rdf.reading([])


def test_the_vocabulary_goes_to_its_own_graph() -> None:
    quads = rdf.vocabulary_quads()
    assert {quad.graph_name.value for quad in quads} == {VOCABULARY}
    assert not any(isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode) for quad in quads)
