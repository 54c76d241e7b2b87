"""Drafts of measures: each trigger of a sentence with its action, stage and the roles that the sentence gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.actions import Action, action
from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.roles import Roles, measure_roles
from kg.extract.scene import Scene
from kg.extract.stages import Stage, stage
from kg.extract.triggers import BACK, Trigger, triggers
from kg.extract.when import Dates

WEAPONS = frozenset({"weapons", "arms", "ammunition", "armaments", "missiles", "military equipment", "tanks"})
FUELS = frozenset({"oil", "crude oil", "petroleum", "natural gas", "gas", "coal", "refined petroleum products"})
"""Names of goods that decide the direction of an embargo."""

_LEAD = 4  # sentences that count as headline and lead


def measures(scene: Scene, actors: Actors, dates: Dates) -> Iterator[Draft]:
    """The drafts of a sentence's measures, in the order of their triggers."""
    found = triggers(scene)
    for trigger in found:
        others = tuple(t for t in found if t is not trigger)
        act = action(scene, trigger, others)
        how = stage(scene, trigger.start, trigger.end, act.hit, act.name)
        roles = measure_roles(scene, trigger, actors, act, acts=act.explicit or how.name != "done")
        draft = _draft(scene, _Parts(trigger, act, how, roles), actors)
        yield dates.dated(draft, scene.span(trigger.start, trigger.end))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was decided of one trigger."""

    trigger: Trigger
    act: Action
    how: Stage
    roles: Roles


def _draft(scene: Scene, parts: _Parts, actors: Actors) -> Draft:
    trigger, act, how, roles = parts.trigger, parts.act, parts.how, parts.roles
    start, end = scene.clause_span(trigger.start)
    return Draft(
        type="measure",
        measure=_by_goods(trigger.measure, roles.goods, actors),
        action=act.name,
        stage=how.name,
        sentence=scene.sentence.number,
        start=start,
        end=end,
        agent=tuple(roles.agent),
        target=tuple(roles.target),
        addressee=tuple(roles.addressee),
        goods=tuple(roles.goods),
        decided=(f"instrument {trigger.measure}: {trigger.rule}", act.why, how.why, *roles.why),
        marks=frozenset(_marks(scene, trigger, act, roles)),
    )


def _by_goods(measure: str, goods: list[str], actors: Actors) -> str:
    """The codebook's rule for an embargo or ban on one kind of good: weapons, fuels from the target, else all trade."""
    names = {actors.name(key) for key in goods}
    if measure in ("trade-embargo", "export-ban", "import-ban") and names and names <= WEAPONS:
        return "arms-embargo"
    return "import-ban" if measure == "trade-embargo" and names & FUELS else measure


def _marks(scene: Scene, trigger: Trigger, act: Action, roles: Roles) -> Iterator[str]:
    yield from (name for name, holds in _traits(scene, trigger, act) if holds)
    for role in ("agent", "target", "goods"):
        if getattr(roles, role):
            yield role
    for role in roles.strong:
        yield f"{role} by form"


def _traits(scene: Scene, trigger: Trigger, act: Action) -> Iterator[tuple[str, bool]]:
    words = scene.language.words
    yield "bare", not act.explicit
    yield "general", trigger.general
    yield "lead", scene.sentence.number < _LEAD
    yield "composed", trigger.act is not None
    yield "points back", trigger.rule in words["embargoes"] or trigger.measure == BACK
    yield "emergency", trigger.rule in words["emergency"]
    yield "refers", any(scene.labelled("reference"))
