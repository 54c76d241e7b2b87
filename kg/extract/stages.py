"""How real an act is, by the words around its trigger: denied, threatened, proposed, announced, done."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.lexicon import Hit
from kg.extract.scene import Scene

RANK = {"denied": 0, "threatened": 1, "proposed": 2, "announced": 3, "done": 4}
"""From least to most advanced."""

UNDOES = frozenset({"lift", "ease", "exempt"})

NEAR = 12
"""Most tokens between a cue of the same clause and what it qualifies."""

_NEGATION_NEAR = 3
_BEFORE_NAME = 2


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage and the cue that decided it."""

    name: str
    why: str


def stage(scene: Scene, start: int, end: int, act: Hit | None, action: str = "impose") -> Stage:
    """The stage of what is said at tokens[start:end], whose verb is ``act`` where one is known."""
    cues = _cues(scene, start, end, act)
    if "negated_negation" not in cues and ("denied" in cues or _negated(scene, start, act)):
        return Stage("denied", _why("denied", cues.get("denied") or "negation"))
    if "threatened" in cues or ("condition" in cues and cues.keys() & {"proposed", "announced", "future"}):
        name = "proposed" if action in UNDOES else "threatened"  # relief is offered, not threatened
        return Stage(name, _why(name, cues.get("threatened") or cues["condition"]))
    for name in ("proposed", "announced"):
        if name in cues and not _settled(cues, name):
            return Stage(name, _why(name, cues[name]))
    if "future" in cues and "done" not in cues:
        return Stage("announced", _why("announced", cues["future"]))
    return Stage("done", _why("done", cues.get("done", "no cue")))


def _why(name: str, cue: str) -> str:
    return f"stage {name}: {cue}"


def _settled(cues: dict[str, str], name: str) -> bool:
    """Whether "verhängte", "imposed" and the like outweigh a weak cue of intention."""
    return name == "announced" and "done" in cues and "future" not in cues


def _cues(scene: Scene, start: int, end: int, act: Hit | None) -> dict[str, str]:
    """The nearest cue of each stage, of the trigger's clause and the clause that governs it."""
    clauses = {scene.clause(start)} | ({scene.clause(act.start), scene.clause(act.last)} if act else set())
    found: dict[str, tuple[int, str]] = {}
    for hit in scene.labelled("stage:"):
        name = hit.label.split(":")[1]
        if start <= hit.start < end:
            continue  # what names an act is no cue for it: "Verhandlungen"
        same = scene.clause(hit.start) in clauses or scene.clause(hit.last) in clauses
        distance = hit.distance(start, end)
        if act is not None:
            distance = min(distance, hit.distance(act.start, act.end))
        if distance > NEAR or not (same or _governs(scene, hit, clauses, name)):
            continue
        if name not in found or distance < found[name][0]:
            found[name] = (distance, hit.rule)
    return {name: rule for name, (_, rule) in found.items() if name != "negation"}


def _governs(scene: Scene, hit: Hit, clauses: set[int], name: str) -> bool:
    """Whether a cue of the clause before or a condition anywhere rules the clause: "fordert, dass …", "wenn …"."""
    number = scene.clause(hit.start)
    return name == "condition" or (name != "done" and number + 1 in clauses)


def _negated(scene: Scene, start: int, act: Hit | None) -> bool:
    """Whether a negation stands at the verb that acts, or directly before the name ("keine Sanktionen")."""
    for hit in scene.labelled("stage:negation"):
        if scene.clause(hit.start) not in (scene.clause(start), scene.clause(act.last) if act else -1):
            continue
        if act is not None and act.start <= hit.start <= act.last:
            continue
        if hit.end <= start <= hit.end + _BEFORE_NAME:
            return True
        if act is not None and hit.distance(act.last, act.last + 1) <= _NEGATION_NEAR:
            return True
    return False
