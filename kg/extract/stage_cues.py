"""Which cues of a sentence say how real an act is: those whose scope holds the word that names it.

A cue governs a trigger from its own clause, or from the clause that governs it ("fordert, dass …"). What stands behind
a coordination with a verb of its own does not reach back: "Einreiseverbote beschlossen und Sanktionen angedroht".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.extract.lexicon import Hit
from kg.extract.scene import Scene

NEAR = 14
"""Most tokens between a cue of the same clause and what it qualifies."""

_PHRASE = 4  # most tokens between a participle or adjective and the noun that it qualifies
_OBJECT = 5  # most tokens between a preposition and the noun that it governs
_INFINITIVE = re.compile(r"\w{2,6}zu\w{3,}n")
_REPORTS = frozenset({"denied", "threatened", "proposed", "announced"})
_WEAK = frozenset({"modal", "future"})
_NEGATION_NEAR = 3
_BEFORE_NAME = 2


@dataclass(frozen=True)
class Focus:
    """The words that name an act: a trigger at tokens[start:end], and the word that acts on it where one is known."""

    scene: Scene
    start: int
    end: int
    act: Hit | None

    @cached_property
    def clauses(self) -> frozenset[int]:
        """The numbers of the clauses of trigger and act."""
        at = [self.start, *([self.act.start, self.act.last] if self.act else [])]
        return frozenset(self.scene.clause(i) for i in at)

    @cached_property
    def analytic(self) -> bool:
        """Whether the language puts the object behind its verb, as English does."""
        return bool(self.scene.language.words["passive"])

    @cached_property
    def verbal(self) -> bool:
        """Whether a verb says what is done: an act, or the trigger itself where it is a verb."""
        if self.act is not None:
            return self.act.label.endswith(":verb") or (
                self.act.label.startswith("act:") and not self.scene.isin(self.act.start, "act_nouns")
            )
        return any(h.start == self.start and h.label.endswith(":verb") for h in self.scene.labelled("event:"))

    def cues(self) -> dict[str, str]:
        """The nearest cue of each class that reaches the act, by class."""
        found: dict[str, tuple[int, str]] = {}
        for hit in self.scene.labelled("stage:"):
            name = hit.label.split(":")[1]
            if self._part(hit, name) or not self._reaches(hit, name):
                continue
            distance = self._distance(hit)
            if name not in found or distance < found[name][0]:
                found[name] = (distance, hit.rule)
        return {name: rule for name, (_, rule) in found.items()}

    def qualified(self) -> tuple[str, str] | None:
        """The stage that a participle or adjective before the noun says: "die geplanten Sanktionen"."""
        for hit in self.scene.labelled("stage:before_"):
            between = range(hit.last + 1, self.start)
            if hit.last < self.start and len(between) < _PHRASE and not any(map(self._bound, between)):
                return hit.label.split("_", 1)[1], hit.rule
        return None

    def negated(self) -> bool:
        """Whether a negation stands at the verb that acts, or directly before the name ("keine Sanktionen")."""
        return any(self._negates(hit) for hit in self.scene.labelled("stage:negation"))

    def conditional(self) -> bool:
        """Whether the act itself stands in the condition: "falls Sanktionen verhängt werden"."""
        ahead = (hit for hit in self._conditions() if hit.start < self.start)
        return any(not self._marks(hit.end, self.start) for hit in ahead)

    def on_condition(self) -> str | None:
        """The word that opens a condition in another clause of the sentence."""
        return next((hit.rule for hit in self._conditions() if self._marks_between(hit)), None)

    # ---- scope

    def _part(self, hit: Hit, name: str) -> bool:
        """Whether a cue only is the word that names the act: "auszuschließen", "Verhandlungen"."""
        inside = self.start <= hit.start < self.end
        acts = self.act is not None and self.act.start <= hit.start <= self.act.last
        return inside or (acts and name in ("denied", "threatened", "proposed"))

    def _distance(self, hit: Hit) -> int:
        distance = hit.distance(self.start, self.end)
        return distance if self.act is None else min(distance, hit.distance(self.act.start, self.act.end))

    def _reaches(self, hit: Hit, name: str) -> bool:
        if name.startswith(("before_", "negat", "condition")):
            return name == "negated_negation" and self._same(hit)
        if name.startswith("object_"):
            return self._same(hit) and 0 <= self.start - hit.last - 1 <= _OBJECT
        if self._distance(hit) > NEAR or self._cut(hit):
            return False
        if not self._same(hit):
            return self._governs(hit, name)
        return self._modal(hit) if name in _WEAK else self._ordered(hit, name)

    def _same(self, hit: Hit) -> bool:
        return self.scene.clause(hit.start) in self.clauses or self.scene.clause(hit.last) in self.clauses

    def _governs(self, hit: Hit, name: str) -> bool:
        """Whether a cue of the clause before rules a complement, or one that opens the next clause reports it."""
        if name not in _REPORTS:
            return False
        number = self.scene.clause(hit.start)
        if number + 1 in self.clauses:
            return self._infinitive(number + 1) or not self.scene.isin(self._first(number + 1), "adjunct")
        return number - 1 in self.clauses and self._first(number) == hit.start

    def _first(self, number: int) -> int:
        """The first word of a clause."""
        inside = [i for i, c in enumerate(self.scene.clauses) if c == number]
        return next((i for i in inside if self.scene.words[i][0].isalnum()), inside[0])

    def _infinitive(self, number: int) -> bool:
        """Whether a German clause is an infinitive, which may begin with an article: "…, die Sanktionen aufzuheben"."""
        inside = (i for i, c in enumerate(self.scene.clauses) if c == number)
        return not self.analytic and any(
            self.scene.isin(i, "infinitive") or _INFINITIVE.fullmatch(self.scene.words[i]) for i in inside
        )

    def _modal(self, hit: Hit) -> bool:
        """Whether a modal verb is that of the act: tariffs that could disrupt trade are no tariffs that could come."""
        if self._embedded(hit):
            return False
        exists = any(self._same(h) for h in self.scene.labelled("stage:exist"))
        if not self.analytic:
            return self.verbal or exists
        if self.end <= hit.start:
            return exists or (self.verbal and self.act is not None and self.act.start > hit.start)
        return True

    def _ordered(self, hit: Hit, name: str) -> bool:
        """Whether an English cue stands before its object, or behind it in the passive."""
        if not self.analytic or name in ("done", "background", "announced"):
            return True
        if hit.start < self.start:
            return not self._embedded(hit)
        return any(self.scene.isin(i, "passive") for i in range(self.end, hit.end))

    def _embedded(self, hit: Hit) -> bool:
        """Whether a relative clause without a comma lies between: "could hit firms that deal with sanctioned banks"."""
        between = range(hit.end, self.start)
        return self.analytic and any(self.scene.isin(i, "relative") for i in between)

    def _cut(self, hit: Hit) -> bool:
        """Whether a coordination with a verb of its own keeps a later cue from what stands before it."""
        if hit.start < self.end:
            return False
        joints = [i for i in range(self.end, hit.start) if self.scene.isin(i, "joint")]
        verbs = (h for h in self.scene.labelled("action:") if h.label.endswith("verb") and h.start != hit.start)
        return bool(joints) and any(self.end <= h.last < joints[-1] for h in verbs)

    # ---- conditions and negation

    def _conditions(self) -> Iterator[Hit]:
        """Words that open a condition; an inverted verb does only as the first word of its clause."""
        for hit in self.scene.labelled("stage:condition"):
            if not self.scene.isin(hit.start, "inverted") or self._opens(hit.start):
                yield hit

    def _opens(self, token: int) -> bool:
        return token == 0 or not self.scene.words[token - 1][0].isalnum()

    def _marks(self, first: int, last: int) -> bool:
        return any(not self.scene.words[i][0].isalnum() for i in range(first, last))

    def _marks_between(self, hit: Hit) -> bool:
        """Whether a condition is not the clause of the act: it stands behind it, or a comma lies between."""
        return hit.start >= self.end or self._marks(hit.end, self.start)

    def _negates(self, hit: Hit) -> bool:
        act = self.act
        if not self._same(hit) or (act is not None and act.start <= hit.start <= act.last):
            return False
        if hit.end <= self.start <= hit.end + _BEFORE_NAME:
            return True
        if act is None or hit.distance(act.last, act.last + 1) > _NEGATION_NEAR:
            return False
        between = range(hit.end, act.start) if hit.start < act.start else ()
        return not any(self.scene.isin(i, "preposition") for i in between)

    def _bound(self, token: int) -> bool:
        """Whether a word ends the noun phrase that an adjective qualifies."""
        scene = self.scene
        return not scene.words[token][0].isalnum() or any(scene.isin(token, c) for c in ("article", "target", "of"))
