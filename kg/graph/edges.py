"""From claims to edge rows, by the rules of a view."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from kg.graph.read import ClaimRow
from kg.graph.view import Rule, View

_SHOWN = 3
"""How many claims stand behind a pair, for each of its ends and each that they share."""


class Kind(NamedTuple):
    """What an edge says. ``predicate`` is an IRI of the ontology, or empty where the view alone names the edge."""

    name: str
    predicate: str
    directed: bool
    label: str
    label_de: str


class EdgeRow(NamedTuple):
    """One claim as an edge. ``shared`` is what a pair has in common, where a view joins pairs."""

    source: str
    target: str
    kind: Kind
    claim: ClaimRow
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """An edge that the ontology declares for a claim type. No actions or stages: all of them."""

    type: str
    source: str
    target: str
    kind: Kind
    actions: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()


Parties = Mapping[str, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the claims: the type of each entity, and each measure's senders, targets and goods."""

    types: Mapping[str, str]
    parties: Parties = field(default_factory=dict)


_Maker = Callable[[ClaimRow], Iterable[tuple[str, str, Kind]]]


def roles_of(view: View, forms: Iterable[Form]) -> frozenset[str]:
    """The roles that must be read for a view."""
    declared = {role for form in forms for role in (form.source, form.target)}
    return frozenset(role for rule in view.rules for role in (rule.roles() or declared))


def edges(
    claims: Iterable[ClaimRow], view: View, forms: Iterable[Form], known: Known, left_out: Counter[str]
) -> Iterator[EdgeRow]:
    """The edges of the claims. A claim that makes none is counted in ``left_out`` under "no edge"."""
    claims, forms = list(claims), list(forms)
    pairs = [rule for rule in view.rules if rule.pair]
    makers = [_maker(rule, forms, known) for rule in view.rules if not rule.pair]
    paired = {rule.pair for rule in pairs}
    for claim in claims:
        made = {(source, target, kind) for make in makers for source, target, kind in make(claim) if source != target}
        for source, target, kind in sorted(made):
            yield EdgeRow(source, target, kind, claim)
        if not made and not any(claim.roles.get(role) for role in paired):
            left_out["no edge"] += 1
    for rule in pairs:
        yield from _pairs(claims, rule, known, left_out)


def _maker(rule: Rule, forms: list[Form], known: Known) -> _Maker:
    return _declared(rule, forms, known) if rule.declared else _roles(rule, known)


def _declared(rule: Rule, forms: list[Form], known: Known) -> _Maker:
    by_type: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        limited = (rule.source and form.source not in rule.source) or (rule.target and form.target not in rule.target)
        if not limited and (not rule.types or form.type in rule.types):
            by_type[form.type].append(form)
    split = _splitter(rule)

    def make(claim: ClaimRow) -> Iterator[tuple[str, str, Kind]]:
        for form in by_type.get(claim.type, ()):
            right_action = not form.actions or claim.action in form.actions
            if right_action and (not form.stages or claim.stage in form.stages):
                for source, target in _ends(
                    claim, (form.source, form.target), rule, known, directed=form.kind.directed
                ):
                    yield source, target, split(form.kind, claim)

    return make


def _roles(rule: Rule, known: Known) -> _Maker:
    split = _splitter(rule)
    ends = [(source, target) for source in rule.source for target in rule.target]
    german = rule.label.get("de", rule.predicate)
    kinds = {
        directed: Kind(rule.predicate, "", directed, rule.label.get("en", rule.predicate), german)
        for directed in (True, False)
    }

    def make(claim: ClaimRow) -> Iterator[tuple[str, str, Kind]]:
        if rule.types and claim.type not in rule.types:
            return
        for source_role, target_role in ends:
            # Two fillers of one role do the same together: neither is the source.
            kind = kinds[source_role != target_role]
            for source, target in _ends(claim, (source_role, target_role), rule, known, directed=kind.directed):
                yield source, target, split(kind, claim)

    return make


def _ends(
    claim: ClaimRow, roles: tuple[str, str], rule: Rule, known: Known, *, directed: bool
) -> Iterator[tuple[str, str]]:
    """The pairs of fillers. Those of an undirected edge stand in the order of their IRIs."""
    targets = claim.roles.get(roles[1])
    if not targets:
        return
    types, parties = known.types, known.parties.get(rule.party)
    for a in claim.roles.get(roles[0], ()):
        for b in targets:
            right = not rule.source_types or types.get(a) in rule.source_types
            right = right and (not rule.target_types or types.get(b) in rule.target_types)
            if right and (parties is None or b in parties.get(a, ()) or a in parties.get(b, ())):
                yield (a, b) if directed or a < b else (b, a)


def _splitter(rule: Rule) -> Callable[[Kind, ClaimRow], Kind]:
    """Gives the kind of a claim's edge: the rule's, or one for each value that the rule splits by."""
    if not rule.split:
        return lambda kind, _: kind
    numbers = [ClaimRow._fields.index(name) for name in rule.split]
    kinds: dict[tuple[object, ...], Kind] = {}

    def split(kind: Kind, claim: ClaimRow) -> Kind:
        values = tuple(claim[number] for number in numbers if claim[number])
        key = (kind, *values)
        if key not in kinds:
            more = "/".join(map(str, values))
            kinds[key] = kind._replace(
                name=f"{kind.name}/{more}", label=f"{kind.label} ({more})", label_de=f"{kind.label_de} ({more})"
            )
        return kinds[key]

    return split


def _pairs(claims: Iterable[ClaimRow], rule: Rule, known: Known, left_out: Counter[str]) -> Iterator[EdgeRow]:
    """Each two fillers of ``rule.pair`` that share a filler of ``rule.by``, with the surest claims of both.

    All claims of both would be a row for each pair and claim: millions for a sender of many targets.
    """
    shared: dict[str, dict[str, list[ClaimRow]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if not rule.types or claim.type in rule.types:
            for by in claim.roles.get(rule.by, ()):
                for end in claim.roles.get(rule.pair, ()):
                    if end != by and (not rule.source_types or known.types.get(end) in rule.source_types):
                        shared[by][end].append(claim)
    kind = Kind(rule.predicate, "", False, rule.label.get("en", rule.predicate), rule.label.get("de", rule.predicate))
    for by, ends in sorted(shared.items()):
        kept = sorted(ends, key=lambda end: (-len({claim.article.origin for claim in ends[end]}), end))
        if rule.most and len(kept) > rule.most:
            left_out[f"{rule.pair} beyond {rule.most} of one {rule.by}"] += len(kept) - rule.most
            kept = kept[: rule.most]
        shown = {end: sorted(ends[end], key=lambda c: (-(c.confidence or 1), c.iri))[:_SHOWN] for end in kept}
        for a, b in combinations(sorted(kept), 2):
            for claim in {claim.iri: claim for claim in (*shown[a], *shown[b])}.values():
                yield EdgeRow(a, b, kind, claim, by)
