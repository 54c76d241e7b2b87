"""Events that are no measures: supply, support, attack, meeting, agreement, statement, by the frames of a language."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.event_roles import EventRoles
from kg.extract.lexicon import Event, Hit
from kg.extract.phrases import Phrases
from kg.extract.scene import Scene
from kg.extract.speech_grammar import grammar
from kg.extract.stages import stage
from kg.extract.when import Dates


def events(scene: Scene, actors: Actors, dates: Dates) -> Iterator[Draft]:
    """The drafts of a sentence's events, one a frame word; nested frame words of one place yield the first frame."""
    hits = [(hit, _frame(scene, hit)) for hit in scene.labelled("event:")]
    if not hits:
        return
    phrases = Phrases(scene)
    acts = [(hit, event) for hit, event in hits if event.agent != "speaker"]
    taken: set[int] = set()
    for hit, event in sorted(acts, key=lambda pair: (pair[0].start - pair[0].last, pair[0].start, _number(pair[0]))):
        if hit.start in taken or hit.last in taken:
            continue
        draft = _draft(scene, hit, event, actors, phrases)
        if draft is not None:
            taken.update((hit.start, hit.last))
            yield dates.dated(draft, scene.span(hit.start, hit.end))
    stated = {hit.start for hit, event in hits if event.type == "statement"}
    clauses = {scene.clause(i) for i in taken & stated}
    for hit, event in hits:  # judgements in somebody's speech: the first of each clause
        if event.agent != "speaker" or scene.clause(hit.start) in clauses:
            continue
        if (draft := _draft(scene, hit, event, actors, phrases)) is not None:
            clauses.add(scene.clause(hit.start))
            yield draft


def _frame(scene: Scene, hit: Hit) -> Event:
    return scene.language.events[_number(hit)]


def _number(hit: Hit) -> int:
    return int(hit.label.split(":")[1])


def _draft(scene: Scene, hit: Hit, event: Event, actors: Actors, phrases: Phrases) -> Draft | None:
    kind = hit.label.split(":")[2]
    if event.agent != "speaker" and not _written_as(scene, hit, kind):
        return None
    if event.type in ("supply", "support", "attack") and kind == "verb" and _only_talked_of(scene, hit):
        return None
    roles = EventRoles(scene, hit, event, actors, phrases)
    roles.find()
    lacks = {role for role in event.needs if not roles.filled(role)} if event.type != "statement" else set()
    if lacks and not (roles.agent or roles.target):
        return None  # who takes part beside those named, the article before may tell
    beside = set(_beside(scene, hit, event))
    if event.type in ("supply", "agreement") and "beside a ban" in beside and not event.agent_by:
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
        marks=frozenset(_marks(scene, hit, event, roles)) | {f"lacks {role}" for role in lacks} | beside,
        decided=(f"{event.type}/{event.action}: {hit.rule}", how.why),
    )


def _marks(scene: Scene, hit: Hit, event: Event, roles: EventRoles) -> Iterator[str]:
    """What tells how sure the frame is, for the judge."""
    yield f"word {hit.rule}"
    yield roles.kind
    if scene.sentence.number == 0:
        yield "lead"
    if event.agent == "speaker":
        yield "judgement in speech"
        return
    if roles.own_voice:
        yield "own voice"
    yield from (f"{role} {how}" for role, how in roles.how.items())
    if hit.start > hit.last or hit.last >= hit.end:
        yield "bracket"


def _written_as(scene: Scene, hit: Hit, kind: str) -> bool:
    """Whether a word has the capital of a German noun, or a verb has none: "das Treffen", but "die Folgen treffen"."""
    if grammar(scene.language.code).lower_titles:
        return True
    texts = [scene.sentence.tokens[i].text for i in range(hit.start, hit.end)]
    if kind == "noun":
        return any(t[0].isupper() for t in texts)
    plain = hit.start == hit.last and hit.end == hit.start + 1
    return not plain or hit.start == 0 or not scene.words[hit.start - 1][-1].isalnum() or not texts[0][0].isupper()


def _only_talked_of(scene: Scene, hit: Hit) -> bool:
    """Whether a deed is an infinitive that a statement governs: who is warned not to support supports nothing yet."""
    frames = (_frame(scene, h) for h in scene.labelled("event:"))
    verbs = any(f.type == "statement" and f.agent != "speaker" for f in frames)
    return verbs and scene.isin(hit.start - 1, "infinitive")


def _beside(scene: Scene, hit: Hit, event: Event) -> Iterator[str]:
    """Marks where the clause names a measure: a ban is not also the supply it forbids, a demand for it no statement."""
    for found in scene.labelled("instrument:"):
        if scene.clause(found.start) == scene.clause(hit.start):
            yield f"beside {'sanctions' if found.label.split(':')[1] in scene.language.general else 'a ban'}"
            yield f"{event.action} beside a measure"


def _stage(event: Event, found: str) -> str:
    """A demand or warning is done by being said; "fordert" is no cue for its own stage."""
    return "done" if event.type == "statement" else found
