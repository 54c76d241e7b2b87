"""The files of the ontology: complete in both languages, without puns, and the same to two parsers."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg import model, schema, vocab
from kg.ids import BASE, ONTOLOGY
from kg.resources import resource
from kg.vocab import KG, OWL, RDF, RDFS, SKOS

FOLDER = resource("ontology")
FILES = sorted(FOLDER.rglob("*.ttl"))
ROOT = Path(__file__).resolve().parents[2]
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
BUILT_IN = {
    RDF.type: OWL.ObjectProperty,
    **dict.fromkeys([RDFS.label, RDFS.isDefinedBy, RDFS.seeAlso, OWL.versionInfo], OWL.AnnotationProperty),
    **dict.fromkeys(
        [RDFS.subClassOf, RDFS.subPropertyOf, RDFS.iri + "domain", RDFS.iri + "range", OWL.versionIRI], "axiom"
    ),
}


@pytest.fixture(scope="module")
def triples() -> tuple[ox.Triple, ...]:
    return schema.load().triples


@pytest.fixture(scope="module")
def kinds(triples: tuple[ox.Triple, ...]) -> dict[str, set[str]]:
    """What each IRI is declared to be; an individual is what has a class of the ontology or of SKOS."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate.value == RDF.type:
            found[triple.subject.value].add(triple.object.value)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_parsers_see_the_same_graph(path: Path) -> None:
    ours = ox.serialize([quad.triple for quad in ox.parse(path=path)], format=ox.RdfFormat.N_TRIPLES)
    assert isomorphic(rdflib.Graph().parse(path), rdflib.Graph().parse(data=ours, format="nt"))


def test_every_term_is_told_in_both_languages(triples: tuple[ox.Triple, ...], kinds: dict[str, set[str]]) -> None:
    texts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    origin: dict[str, str] = {}
    for triple in triples:
        if isinstance(triple.object, ox.Literal) and triple.object.language and triple.object.value.strip():
            texts[triple.subject.value].add((triple.predicate.value, triple.object.language))
        if triple.predicate.value == RDFS.isDefinedBy:
            origin[triple.subject.value] = triple.object.value
    own = [iri for iri in kinds if iri.startswith(BASE) and OWL.Ontology not in kinds[iri]]
    assert len(own) > 200
    for iri in own:
        label = RDFS.label if kinds[iri] & KINDS else SKOS.prefLabel
        missing = {(p, lang) for p in (label, SKOS.definition) for lang in ("en", "de")} - texts[iri]
        assert not missing, iri
        assert origin[iri] == ONTOLOGY.rstrip("#"), iri


def test_labels_are_unique_within_a_code_list() -> None:
    known = schema.load()
    for scheme in ("instrument", "stage", "claim-type", "entity-type", "role", "status", "measure-action"):
        for language in ("en", "de"):
            labels = [term.labels[language] for term in known.codes(scheme).values()]
            assert len(set(labels)) == len(labels), scheme


def test_nothing_is_two_kinds_of_thing(kinds: dict[str, set[str]]) -> None:
    # OWL 2 DL forbids some of these puns; kg has none at all.
    for iri, types in kinds.items():
        assert len(types & KINDS) <= 1, iri
        if types & KINDS:
            assert not types - KINDS - {OWL.SymmetricProperty}, f"{iri} is also an individual"


def test_every_property_is_declared_and_used_as_declared(
    triples: tuple[ox.Triple, ...], kinds: dict[str, set[str]]
) -> None:
    for triple in triples:
        predicate = triple.predicate.value
        kind = {BUILT_IN[predicate]} if predicate in BUILT_IN else kinds[predicate] & KINDS
        assert kind, f"{predicate} is not declared"
        is_text = isinstance(triple.object, ox.Literal)
        assert kind != ({OWL.ObjectProperty} if is_text else {OWL.DatatypeProperty}), triple
        if kind == {OWL.ObjectProperty} and predicate != RDF.type:
            assert not kinds[triple.object.value] & KINDS, f"{triple.object} is no individual"
            assert triple.object.value in kinds, f"{triple.object} is not declared"


def test_axioms_join_declared_terms_of_one_kind(triples: tuple[ox.Triple, ...], kinds: dict[str, set[str]]) -> None:
    for triple in triples:
        subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value
        if predicate in {RDFS.subClassOf, RDFS.subPropertyOf}:
            assert kinds[subject] & KINDS == kinds[value] & KINDS != set(), triple
        if predicate == RDFS.iri + "domain":
            assert OWL.Class in kinds[value], triple
        if predicate == RDFS.iri + "range":
            # xsd:date is missing from OWL 2's map of datatypes.
            in_owl = {vocab.XSD[name] for name in ("string", "integer", "decimal", "double", "boolean")}
            assert value in in_owl or OWL.Class in kinds[value], triple


def test_every_alignment_is_there(triples: tuple[ox.Triple, ...]) -> None:
    targets = {
        t.object.value for t in triples if t.subject.value.startswith(BASE) and isinstance(t.object, ox.NamedNode)
    }
    namespaces = [
        vocab.SEM.iri, vocab.PROV.iri, SKOS.iri, vocab.SCHEMA.iri, vocab.OA.iri,
        "http://www.w3.org/ns/org#", "http://www.w3.org/2006/time#",
    ]  # fmt: skip
    for namespace in namespaces:
        assert any(iri.startswith(namespace) for iri in targets), namespace


def test_every_term_that_code_uses_is_declared(kinds: dict[str, set[str]]) -> None:
    for namespace in (KG, vocab.OA, vocab.PROV, vocab.SCHEMA, vocab.SEM, SKOS, vocab.DCTERMS):
        assert not [iri for iri in namespace if iri not in kinds]


def test_every_term_in_queries_and_code_is_declared(kinds: dict[str, set[str]]) -> None:
    # Terms in SPARQL text are not checked by the closed namespaces.
    files = [*FOLDER.rglob("*.rq"), *(ROOT / "kg").rglob("*.py")]
    used = {
        (ONTOLOGY + term, path.name) for path in files for term in re.findall(r"\bkg:([A-Za-z]\w*)", path.read_text())
    }
    assert not [(iri, name) for iri, name in used if iri not in kinds]


def test_roles_of_the_model_are_those_of_the_ontology() -> None:
    known = schema.load()
    assert list(known.roles) == [*model.ROLES, "speaker"]
    assert all(role.property == KG[code] for code, role in known.roles.items())


def test_codes_match_their_iris() -> None:
    from kg.ids import code_iri

    known = schema.load()
    for scheme in (
        "instrument",
        "stage",
        "status",
        "claim-type",
        "entity-type",
        "role",
        "date-origin",
        "furniture-kind",
    ):
        assert all(term.iri == code_iri(scheme, code) for code, term in known.codes(scheme).items())
    for kind in known.claim_types.values():
        assert all(term.iri == code_iri(f"{kind.code}-action", code) for code, term in kind.actions.items())


def test_codes_are_those_of_the_codebook(shared: Path) -> None:
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("check", shared / "gold" / "check.py")
    assert spec is not None
    assert spec.loader is not None
    check = module_from_spec(spec)
    spec.loader.exec_module(check)
    known = schema.load()
    assert set(known.instruments) == check.MEASURES
    assert set(known.stages) == check.STAGES
    assert set(known.entity_types) == check.ENTITY_TYPES
    assert {code: set(kind.actions) for code, kind in known.claim_types.items()} == check.ACTIONS
