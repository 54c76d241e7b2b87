"""How real an act is, by the words whose scope holds it: denied, threatened, proposed, announced, done."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.lexicon import Hit
from kg.extract.scene import Scene
from kg.extract.stage_cues import Focus

RANK = {"denied": 0, "threatened": 1, "proposed": 2, "announced": 3, "done": 4}
"""From least to most advanced."""

STRONG = "stage done, as told: "
"""How the reason begins where a word tells that it has happened."""

UNDOES = frozenset({"lift", "ease", "exempt"})
_OPEN = ("modal", "future", "intends", "announced", "proposed", "planned", "talked")
_MEETINGS = frozenset({"meeting", "agreement"})
"""Types of events that are announced, not proposed, when those who meet plan them."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the cue that decided it."""

    name: str
    why: str


def stage(scene: Scene, start: int, end: int, act: Hit | None, action: str = "impose") -> Stage:
    """The stage of what is said at tokens[start:end], whose verb is ``act`` where one is known."""
    focus = Focus(scene, start, end, act)
    if action == "impose" and (told := focus.qualified()) is not None:
        planned = told[0] == "proposed" and focus.event in _MEETINGS
        return _as("announced" if planned else told[0], told[1])
    cues = focus.cues()
    return _refused(focus, cues) or _past(focus) or _uncertain(focus, cues, action) or _settled(cues)


def _refused(focus: Focus, cues: dict[str, str]) -> Stage | None:
    if "negated_negation" in cues:
        return None
    if cue := cues.get("object_denied") or cues.get("denied"):
        return _as("denied", cue)
    return _as("denied", "negation") if focus.negated() else None


def _past(focus: Focus) -> Stage | None:
    """What a past tense tells, unless it stands in a condition."""
    told = None if focus.conditional() else focus.past()
    return Stage("done", STRONG + told) if told else None


def _uncertain(focus: Focus, cues: dict[str, str], action: str) -> Stage | None:
    """What is held out, depends on a condition, or is only spoken of."""
    cue = cues.get("threatened")
    if cue is None and any(name in cues for name in _OPEN) and "done" not in cues and not focus.conditional():
        cue = focus.on_condition()
    if cue is not None:  # relief is offered, not threatened
        offered = action in UNDOES or focus.event not in (None, "attack")
        return _as("proposed" if offered else "threatened", cue)
    if focus.conditional() and "done" not in cues:
        return _as("proposed", "condition")
    for name in ("object_proposed", "proposed", "planned", "talked", "modal"):
        if name in cues:
            return _as("announced" if name == "planned" and focus.event in _MEETINGS else "proposed", cues[name])
    return None


def _settled(cues: dict[str, str]) -> Stage:
    """What is decided or done. A word like "verhängte" outweighs one of intention, unless the future is spoken of."""
    announced = cues.get("announced") or cues.get("intends")
    if announced and not ("done" in cues and "future" not in cues):
        return _as("announced", announced)
    if "future" in cues and "done" not in cues:
        return _as("announced", cues["future"])
    if "done" in cues:
        return Stage("done", STRONG + cues["done"])
    return _as("done", cues.get("background", "no cue"))


def _as(name: str, cue: str) -> Stage:
    return Stage(name, f"stage {name}: {cue}")
