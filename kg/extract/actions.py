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
    if any(t.act is not None and t.act.start == hit.start for t in (trigger, *others)):
        return None  # the act of a composition decides only that
    if scene.clause(trigger.start) not in (scene.clause(hit.start), scene.clause(hit.last)):
        return None
    distance = hit.distance(trigger.start, trigger.end)
    if _forbidden_by_verb(scene, trigger, distance):
        return None
    if distance > REACH[kind] or not _ATTACHED[kind](scene, trigger, hit):
        return None
    return distance + (_LATE if name == "impose" else 0) + (_ADJECTIVE if kind == "adjective" else 0)


def _forbidden_by_verb(scene: Scene, trigger: Trigger, distance: int) -> bool:
    """Whether a verb nearer than an action word forbids, so that forbidding is what is done."""
    act = trigger.act
    if act is None or scene.isin(act.start, "act_nouns"):
        return False
    return distance > act.distance(trigger.start, trigger.end)


def _verb(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """A verb whose object the trigger can be.

    Not inside a name of several words ("military end use"); in a language without verbs at the end ("passive" in its
    cues) behind the trigger only as a passive or participle, since "tariffs raise prices" raises no tariffs.
    """
    if trigger.start <= hit.start < trigger.end:
        return trigger.end - trigger.start == 1
    if hit.end - hit.start > 1:
        return True  # "must continue in effect", "remain in place"
    passive = scene.language.words["passive"]
    if not passive or hit.start < trigger.start:
        return not passive or hit.start > trigger.start - _OBJECT
    between = scene.words[trigger.end : hit.start]
    return scene.words[hit.start].endswith(_PARTICIPLE) and (not between or any(w in passive for w in between))


def _noun(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """A noun governs what follows ("Aufhebung der Sanktionen"), or closes a compound ("sanctions relief")."""
    if (hit.start, hit.end) == (trigger.start, trigger.end):
        return True
    if hit.start <= trigger.start:
        return _verb(scene, trigger, hit)
    return hit.start == trigger.end


def _adjective(scene: Scene, trigger: Trigger, hit: Hit) -> bool:
    """An adjective stands before its noun, with no other noun phrase between."""
    between = range(hit.end, trigger.start)
    return hit.start < trigger.start and not any(scene.isin(i, c) for i in between for c in ("article", "target", "of"))


_ATTACHED = {"verb": _verb, "noun": _noun, "adjective": _adjective}
_OBJECT = 9  # most tokens from an English verb to its object
_PARTICIPLE = ("ed", "en", "wn", "ut")
_LATE, _ADJECTIVE = 30, 4
