"""What is done to a measure, decided for each trigger by the words around it.

The nearest action word of the clause decides. An action that presupposes the measure (lift, ease, renew …) goes
before "impose", since "die verhängten Sanktionen werden verlängert" renews.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.lexicon import Hit
from kg.extract.scene import Scene
from kg.extract.triggers import Trigger

REACH = {"verb": 14, "noun": 4, "adjective": 3}
"""Most tokens between a trigger and an action word, by kind: a German verb may stand far away, a noun may not."""

_PARTICIPLE = frozenset({"verhängten", "verhängte", "geltenden", "bestehenden", "imposed", "existing"})


@dataclass(frozen=True, slots=True)
class Action:
    """The action and the hit that decided it; ``explicit`` is False where it is only the default."""

    name: str
    hit: Hit | None = None

    @property
    def explicit(self) -> bool:
        """Whether a word says it."""
        return self.hit is not None

    @property
    def why(self) -> str:
        """The evidence, for people."""
        return f"action {self.name}: {self.hit.rule if self.hit else 'no word says otherwise'}"


def action(scene: Scene, trigger: Trigger, others: tuple[Trigger, ...]) -> Action:
    """The action on the measure of a trigger; ``others`` are the other triggers of the sentence."""
    if trigger.undone:
        return Action("lift", trigger.act)
    candidates = sorted(_candidates(scene, trigger, others), key=lambda c: c[0])
    if candidates:
        _, hit = candidates[0]
        return Action(hit.label.split(":")[1], hit)
    return Action("impose", trigger.act)


def _candidates(scene: Scene, trigger: Trigger, others: tuple[Trigger, ...]) -> Iterator[tuple[float, Hit]]:
    for hit in scene.labelled("action:"):
        cost = _cost(scene, trigger, hit, others)
        if cost is not None:
            yield cost, hit


def _cost(scene: Scene, trigger: Trigger, hit: Hit, others: tuple[Trigger, ...]) -> float | None:
    """How far an action word is from deciding a trigger, or None when it cannot."""
    _, name, kind = hit.label.split(":")
    if trigger.act is not None and hit.start == trigger.act.start:
        return None
    if scene.clause(hit.start) != scene.clause(trigger.start) and scene.clause(hit.last) != scene.clause(trigger.start):
        return None
    distance = hit.distance(trigger.start, trigger.end)
    if distance > REACH[kind] or (kind == "adjective" and hit.start >= trigger.end):
        return None
    if any(_belongs(hit, other) and not _coordinated(trigger, other, scene) for other in others):
        return None
    return distance + (30 if name == "impose" else 0) + (4 if kind == "adjective" else 0)


def _belongs(hit: Hit, other: Trigger) -> bool:
    """Whether an action word is the act of another trigger's composition."""
    return other.act is not None and other.act.start == hit.start


def _coordinated(trigger: Trigger, other: Trigger, scene: Scene) -> bool:
    return scene.clause(trigger.start) == scene.clause(other.start)
