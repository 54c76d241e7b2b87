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
        if hit.start in taken or hit.last in taken:
            continue
        draft = _draft(scene, hit, actors)
        if draft is not None:
            taken.update((hit.start, hit.last))
            yield dates.dated(draft, scene.span(hit.start, hit.end))


def _draft(scene: Scene, hit: Hit, actors: Actors) -> Draft | None:
    _, number, kind = hit.label.split(":")
    event = scene.language.events[int(number)]
    if event.type in ("supply", "agreement") and not event.agent_by and _restricted(scene, hit):
        return None
    if event.type in ("supply", "support", "attack") and kind == "verb" and _only_talked_of(scene, hit):
        return None
    roles = EventRoles(scene, hit, event, kind, actors)
    roles.find()
    if any(not roles.filled(role) for role in event.needs):
        return None
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
        marks=frozenset({"own voice"} if roles.own_voice else ()),
        decided=(f"{event.type}/{event.action}: {hit.rule}", how.why),
    )


def _only_talked_of(scene: Scene, hit: Hit) -> bool:
    """Whether a deed is an infinitive that a statement governs: who is warned not to support supports nothing yet."""
    frames = (scene.language.events[int(h.label.split(":")[1])] for h in scene.labelled("event:"))
    return scene.isin(hit.start - 1, "infinitive") and any(f.type == "statement" for f in frames)


def _restricted(scene: Scene, hit: Hit) -> bool:
    """Whether the clause names a measure: a ban is not also the supply it forbids."""
    return any(scene.clause(i.start) == scene.clause(hit.start) for i in scene.labelled("instrument:"))


def _stage(event: Event, found: str) -> str:
    """A demand or warning is done by being said; "fordert" is no cue for its own stage."""
    return "done" if event.type == "statement" else found
