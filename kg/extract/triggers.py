"""Which measures a sentence names: instruments by one noun, or put together from an object and an act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lexicon import Hit
from kg.extract.scene import Scene

REACH = 11
"""Most tokens between an object and the act that forbids it."""

_NAMED = frozenset({"organisation", "government-body", "company", "official"})
_GOODS = 3  # most tokens from "Lieferung" to the weapons that it delivers
_TRADE = frozenset({"export-ban", "import-ban"})
_EXCHANGE = "exchange-ban"
BACK = "back"
"""The instrument of what points back to one named before ("the ban"), until the article tells which."""
_WEAPONS = frozenset({"weapons", "arms", "military equipment", "ammunition", "armaments", "missiles", "tanks"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A measure named at tokens[start:end]; ``act`` is the hit that forbids, of a composition."""

    measure: str
    start: int
    end: int
    general: bool = False
    act: Hit | None = None
    undone: bool = False  # the act allows again what was forbidden
    rule: str = ""


def triggers(scene: Scene) -> list[Trigger]:
    """The measures that a sentence names, in order, each once a place; specific ones win over general ones there."""
    ignored = [h for h in scene.hits if h.label == "ignore"]
    named = [t for t in _specific(_named(scene)) if not _in_name(scene, t.start)]
    named = [t for t in named if not any(h.start <= t.start < h.end for h in ignored)]
    composed = [t for t in _composed(scene) if not any(_same_place(t, n) for n in named if n.measure != BACK)]
    named = [n for n in named if n.measure != BACK or _points_back(scene, n, composed)]
    composed = [t for t in composed if not (t.act and _in_name(scene, t.act.start))]
    return sorted([*named, *_once(composed)], key=lambda t: (t.start, t.measure))


def _points_back(scene: Scene, trigger: Trigger, composed: list[Trigger]) -> bool:
    """Whether "the ban" stands alone: neither part of a composition nor followed by what is banned."""
    inside = any(t.act is not None and trigger.start <= t.act.start < trigger.end for t in composed)
    return not inside and not any(scene.isin(trigger.end, c) for c in ("target", "of", "target_goods_origin"))


def _in_name(scene: Scene, token: int) -> bool:
    """Whether a word belongs to a name: the Organisation for the Prohibition of Chemical Weapons bans nothing here."""
    return any(n.start <= token < n.end and n.type in _NAMED for n in scene.names if n.end - n.start > 1)


def _named(scene: Scene) -> Iterator[Trigger]:
    for hit in scene.labelled("instrument:"):
        measure = hit.label.split(":", 1)[1]
        yield Trigger(measure, hit.start, max(hit.end, hit.start + 1), measure in scene.language.general, rule=hit.rule)


def _specific(found: Iterator[Trigger]) -> list[Trigger]:
    """Of triggers that overlap, the longest and then the specific one."""
    kept: list[Trigger] = []
    for trigger in sorted(found, key=lambda t: (t.general, t.start - t.end, t.start)):
        if not any(trigger.start < k.end and k.start < trigger.end for k in kept):
            kept.append(trigger)
    return kept


def _composed(scene: Scene) -> Iterator[Trigger]:
    acts = [hit for hit in scene.hits if hit.label.startswith("act:")]
    if not acts:
        return
    for measure, start, end, rule in _objects(scene):
        wanted = scene.language.compositions[measure]
        if (act := _nearest(scene, start, end, acts, wanted | {"allow"})) is not None:
            undone = act.label == "act:allow"
            yield Trigger(measure, start, end, act=act, undone=undone, rule=f"{rule} + {act.rule}")


def _objects(scene: Scene) -> Iterator[tuple[str, int, int, str]]:
    for hit in scene.labelled("object:"):
        measure = hit.label.split(":", 1)[1]
        if measure == "export-ban" and _near_weapons(scene, hit):
            measure = "arms-embargo"
        yield measure, hit.start, hit.end, hit.rule
    for name in scene.names:
        if name.type == "exchange":
            yield _EXCHANGE, name.start, name.end, "name of an exchange"


def _near_weapons(scene: Scene, hit: Hit) -> bool:
    return any(n.mention.name.casefold() in _WEAPONS and hit.distance(n.start, n.end) <= _GOODS for n in scene.goods)


def _nearest(scene: Scene, start: int, end: int, acts: list[Hit], wanted: frozenset[str]) -> Hit | None:
    best: Hit | None = None
    for act in acts:
        if act.label[4:] not in wanted or scene.clause(act.start) != scene.clause(start) or act.start == start:
            continue
        distance = act.distance(start, end)
        if distance <= REACH and (best is None or distance < best.distance(start, end)):
            best = act
    return best


def _same_place(a: Trigger, b: Trigger) -> bool:
    """Whether a composition only repeats a named instrument: "Einfuhrverbot für …" beside "verboten"."""
    return (a.start < b.end and b.start < a.end) or (a.act is not None and b.start <= a.act.start < b.end)


def _once(found: list[Trigger]) -> list[Trigger]:
    """One composition an instrument and act; what is kept from an exchange is no ban on exports too."""
    exchanges = {t.act.start for t in found if t.act is not None and t.measure == _EXCHANGE}
    found = [t for t in found if t.measure not in _TRADE or t.act is None or t.act.start not in exchanges]
    seen: set[tuple[str, int]] = set()
    kept = []
    for trigger in found:
        place = (trigger.measure, trigger.act.start if trigger.act else trigger.start)
        if place not in seen:
            seen.add(place)
            kept.append(trigger)
    return kept
