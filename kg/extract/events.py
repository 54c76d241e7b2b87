"""Events that are no measures: supply, support, attack, meeting, agreement, statement, by the frames of a language."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.event_roles import EventRoles
from kg.extract.lexicon import Event, Hit
from kg.extract.scene import Scene
from kg.extract.stages import stage
from kg.extract.when import Dates


def events(scene: Scene, actors: Actors, dates: Dates) -> Iterator[Draft]:
    """The drafts of a sentence's events, one a frame word; nested frame words of one place yield the first frame."""
    taken: set[int] = set()
    for hit in sorted(scene.labelled("event:"), key=lambda h: (h.start - h.last, h.start, int(h.label.split(":")[1]))):
        if _frame(scene, hit).agent == "speaker":
            continue
        if hit.start in taken or hit.last in taken:
            continue
        draft = _draft(scene, hit, actors)
        if draft is not None:
            taken.update((hit.start, hit.last))
            yield dates.dated(draft, scene.span(hit.start, hit.end))
    yield from _judgements(scene, actors, taken)


def _judgements(scene: Scene, actors: Actors, taken: set[int]) -> Iterator[Draft]:
    """What a sentence may hold of judgements in somebody's speech: the first of each clause."""
    clauses = {scene.clause(i) for i in taken if any(h.start == i and _frame(scene, h).type == "statement" for h in scene.labelled("event:"))}
    for hit in scene.labelled("event:"):
        if _frame(scene, hit).agent != "speaker" or scene.clause(hit.start) in clauses:
            continue
        if (draft := _draft(scene, hit, actors)) is not None:
            clauses.add(scene.clause(hit.start))
            yield draft


def _frame(scene: Scene, hit: Hit) -> Event:
    return scene.language.events[int(hit.label.split(":")[1])]


def _draft(scene: Scene, hit: Hit, actors: Actors) -> Draft | None:
    kind, event = hit.label.split(":")[2], _frame(scene, hit)
    if event.type in ("supply", "agreement") and not event.agent_by and _restricted(scene, hit):
        return None
    if event.type in ("supply", "support", "attack") and kind == "verb" and _only_talked_of(scene, hit):
        return None
    roles = EventRoles(scene, hit, event, kind, actors)
    roles.find()
    if event.type != "statement" and any(not roles.filled(role) for role in event.needs):
        return None  # who states something to whom, the article around may tell
    start, end = scene.clause_span(hit.start)
    how = stage(scene, hit.start, hit.end, None)
    return Draft(
        type=event.type,
        action=event.action,
        stage=_stage(event, how.name),
        sentence=scene.sentence.number,
        start=start,
        end=end,
        agent=tuple(roles.agent),
        target=tuple(roles.target),
        goods=tuple(roles.goods),
        place=tuple(roles.place),
        marks=_marks(event, roles),
        decided=(f"{event.type}/{event.action}: {hit.rule}", how.why),
    )


def _marks(event: Event, roles: EventRoles) -> frozenset[str]:
    if event.agent == "speaker":
        return frozenset({"judgement in speech"})
    return frozenset({"own voice"} if roles.own_voice else ())


def _only_talked_of(scene: Scene, hit: Hit) -> bool:
    """Whether a deed is an infinitive that a statement governs: who is warned not to support supports nothing yet."""
    frames = (_frame(scene, h) for h in scene.labelled("event:"))
    verbs = any(f.type == "statement" and f.agent != "speaker" for f in frames)
    return verbs and scene.isin(hit.start - 1, "infinitive")


def _restricted(scene: Scene, hit: Hit) -> bool:
    """Whether the clause names a measure: a ban is not also the supply it forbids."""
    return any(scene.clause(i.start) == scene.clause(hit.start) for i in scene.labelled("instrument:"))


def _stage(event: Event, found: str) -> str:
    """A demand or warning is done by being said; "fordert" is no cue for its own stage."""
    return "done" if event.type == "statement" else found
