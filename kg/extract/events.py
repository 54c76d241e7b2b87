"""Events that are no measures: supply, support, attack, meeting, agreement, statement, by the frames of a language."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.lexicon import Event, Hit
from kg.extract.scene import Name, Scene
from kg.extract.stages import stage
from kg.extract.when import Dates

_REACH = 14
_LIST_GAP = 3
_GOODS_REACH = 9
_GROUP_REACH = 10
_ACTING = frozenset({"supply", "support", "attack", "agreement"})  # types whose agents are states rather than officials


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
    if event.type != "attack" and any(scene.labelled("instrument:")) and event.type in ("supply", "agreement"):
        return None
    roles = _Roles(scene, hit, event, kind, actors)
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
        decided=(f"{event.type}/{event.action}: {hit.rule}", how.why),
    )


def _stage(event: Event, found: str) -> str:
    """A demand or warning is done by being said; "fordert" is no cue for its own stage."""
    return "done" if event.type == "statement" else found


class _Roles:
    """The fillers of one frame word: the target by preposition or as object, the agent as subject or by adjective."""

    def __init__(self, scene: Scene, hit: Hit, event: Event, kind: str, actors: Actors) -> None:
        self.scene, self.hit, self.event, self.kind, self.actors = scene, hit, event, kind, actors
        number = scene.clause(hit.start)
        self.names = [
            n for n in scene.actors if scene.clause(n.start) == number and hit.distance(n.start, n.end) <= _REACH
        ]
        self.agent: list[str] = []
        self.target: list[str] = []
        self.goods: list[str] = []

    def filled(self, role: str) -> bool:
        """Whether a role has a filler; of an event of all, two take part or a bloc does."""
        if role == "agent" and self.event.agent == "all":
            return len(self.agent) > 1 or any(self.actors.type(k) == "bloc" for k in self.agent)
        return bool(getattr(self, role))

    def find(self) -> None:
        """Fills the roles."""
        if self.event.goods:
            self._find_goods()
        if self.event.agent == "all":
            self.agent = list(dict.fromkeys(n.key for n in self._group()))
            return
        used = self._find_target()
        self._find_agent(used)
        if not self.target:
            self._object(used)

    def _find_goods(self) -> None:
        near = [
            n
            for n in self.scene.goods
            if self.hit.distance(n.start, n.end) <= _GOODS_REACH
            and self.scene.clause(n.start) == self.scene.clause(self.hit.start)
        ]
        self.goods = list(dict.fromkeys(n.key for n in near))

    def _group(self) -> list[Name]:
        near = [
            n
            for n in self.names
            if self.hit.distance(n.start, n.end) <= _GROUP_REACH
            and n.type in ("state", "bloc", "official", "person", "government-body", "organisation")
        ]
        people = {self.actors.state(n.key) for n in near if n.type == "official"}
        return [
            n
            for n in near
            if not (n.key in people and n.type in ("state", "bloc")) and n.mention.form not in ("adjective", "compound")
        ] or near

    def _find_target(self) -> set[int]:
        used: set[int] = set()
        for name in self.names:
            before = name.start - 1
            while before >= 0 and (self.scene.isin(before, "article") or self._adjective_between(before)):
                before -= 1
            if before >= 0 and self.scene.words[before] in self.event.target and before >= self.hit.start - 6:
                self.target.append(self._as(name, "target"))
                used.add(name.start)
                for other in self._coordinated(name):
                    self.target.append(self._as(other, "target"))
                    used.add(other.start)
                break
        return used

    def _adjective_between(self, token: int) -> bool:
        return any(n.start <= token < n.end for n in self.scene.names if n.mention.form == "adjective")

    def _as(self, name: Name, role: str) -> str:
        acting = self.event.type in _ACTING or (role == "target" and self.event.type == "meeting")
        return self.actors.acting(name.key) if acting else name.key

    def _coordinated(self, first: Name) -> Iterator[Name]:
        position = first.end
        for name in self.scene.actors:
            if name.start < first.end:
                continue
            between = self.scene.words[position : name.start]
            if (
                not between
                or len(between) > _LIST_GAP
                or not all(
                    w == ","
                    or w in self.scene.language.words["coordination"]
                    or w in self.scene.language.words["article"]
                    for w in between
                )
            ):
                return
            yield name
            position = name.end

    def _find_agent(self, used: set[int]) -> None:
        for name in self.names:
            if name.start in used or name.start > self.hit.last + 4 or self._governed(name):
                continue
            if self._as(name, "agent") in self.target:
                continue
            group = [name, *(n for n in self._coordinated(name) if n.start not in used)]
            self.agent = list(dict.fromkeys(self._as(n, "agent") for n in group))
            used.update(n.start for n in group)
            return

    def _governed(self, name: Name) -> bool:
        """Whether a preposition takes the name out of the subject's place."""
        before = name.start - 1
        if self.scene.isin(before, "article"):
            before -= 1
        if before < 0 or name.mention.form == "adjective":
            return False
        return any(self.scene.isin(before, c) for c in ("target", "target_goods_origin", "purpose"))

    def _object(self, used: set[int]) -> None:
        for name in self.names:
            if (
                name.start not in used
                and name.start not in range(self.hit.start, self.hit.end)
                and self._as(name, "target") not in self.agent
            ):
                self.target = [self._as(name, "target")]
                return
