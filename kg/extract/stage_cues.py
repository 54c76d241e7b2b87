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
_AT_EVENT = 4  # most tokens between a cue and a noun that names an event
_OBJECT = 5  # most tokens between a preposition and the noun that it governs
_INFINITIVE = re.compile(r"\w{2,6}zu\w{3,}n")
_PARTICIPLE = re.compile(r"(?!.*zu\w+n$)(\w*ge\w+(t|en)|(be|er|ver|ent|unter|über|zer)\w+t|\w+iert)")
_REPORTS = frozenset({"denied", "threatened", "proposed", "planned", "talked", "announced"})
_TOLD = _REPORTS | {"done"}
_PRETERITE = re.compile(r"\w+(te|[bdfghkmnprst]ten)")
_QUOTES = frozenset('"„“”»«')
_STOPS = frozenset(",;:–—()")
_WEAK = frozenset({"modal", "intends", "future"})
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
        return frozenset(self.clause(i) for i in at)

    @cached_property
    def _clauses(self) -> tuple[int, ...]:
        """The clauses of the sentence, a little finer and coarser than those of the scene.

        A quotation mark within a phrase begins none ('will "zügig" handeln'); a finite verb behind a comma does.
        """
        words, clauses = self.scene.words, self.scene.clauses
        number, found = 0, [0] * len(words)
        for i in range(1, len(words)):
            begins = clauses[i] != clauses[i - 1]
            begins = begins and not (words[i] in _QUOTES and words[i - 1][0].isalnum())
            number += begins or words[i] == "-" or (words[i - 1] == "," and self.scene.isin(i, "finite"))
            found[i] = number
        return tuple(found)

    @cached_property
    def _hits(self) -> tuple[Hit, ...]:
        """The cues of the sentence without those that are part of a longer one: "would" in "said it would"."""
        hits = tuple(self.scene.labelled("stage:"))
        return tuple(h for h in hits if not any(_part_of(h, other) for other in hits))

    def clause(self, token: int) -> int:
        """The number of the clause of a token."""
        return self._clauses[token]

    def labelled(self, prefix: str) -> Iterator[Hit]:
        """The cues whose label begins so."""
        return (hit for hit in self._hits if hit.label.startswith(prefix))

    @cached_property
    def analytic(self) -> bool:
        """Whether the language puts the object behind its verb, as English does."""
        return bool(self.scene.language.words["passive"])

    @cached_property
    def event(self) -> str | None:
        """The type of the event that the trigger names, None for a measure."""
        hit = next((h for h in self.scene.labelled("event:") if h.start == self.start and self.act is None), None)
        measure = any(h.start == self.start for h in self.scene.labelled("instrument:"))
        return self.scene.language.events[int(hit.label.split(":")[1])].type if hit and not measure else None

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
        for hit in self.labelled("stage:"):
            name = hit.label.split(":")[1]
            if self._part(hit, name) or self._idle(hit, name) or not self._reaches(hit, name):
                continue
            distance = self._distance(hit)
            if name not in found or distance < found[name][0]:
                found[name] = (distance, hit.rule)
        return {name: rule for name, (_, rule) in found.items()}

    def qualified(self) -> tuple[str, str] | None:
        """The stage that a participle or adjective before the noun says: "die geplanten Sanktionen"."""
        governors = [("before_", _PHRASE), ("object_done", _OBJECT)]
        if self.event == "meeting" and not self.verbal:
            governors.append(("object_held", _BEFORE_NAME + 1))
        for prefix, reach in governors:
            for hit in self.labelled(f"stage:{prefix}"):
                between = range(hit.last + 1, self.start)
                bound = prefix == "before_" and any(map(self._bound, between))
                if hit.last < self.start and len(between) < reach and not bound:
                    return hit.label.split("_", 1)[1].replace("held", "done"), hit.rule
        return None

    def past(self) -> str | None:
        """The verb that acts where it is a past tense: "verhängte", "hat … verhängt"."""
        act = self.act
        if act is None or not self.verbal or self.analytic:
            return None  # an English participle says no tense: "the tariffs imposed last week may rise"
        word = self.scene.words[act.last]
        told = self._german_past(word) and not any(h.start == act.start for h in self.labelled("stage:announced"))
        return word if told else None

    def negated(self) -> bool:
        """Whether a negation stands at the verb that acts, or directly before the name ("keine Sanktionen")."""
        return any(self._negates(hit) for hit in self.labelled("stage:negation"))

    def conditional(self) -> bool:
        """Whether the act itself stands in the condition: "falls Sanktionen verhängt werden"."""
        ahead = (hit for hit in self._conditions() if hit.start < self.start)
        return (self.verbal or self.analytic) and any(not self._marks(hit.end, self.start) for hit in ahead)

    def on_condition(self) -> str | None:
        """The word that opens a condition in another clause of the sentence."""
        return next((hit.rule for hit in self._conditions() if self._marks_between(hit)), None)

    # ---- tense

    def _german_past(self, word: str) -> bool:
        inside = [i for i, c in enumerate(self._clauses) if c in self.clauses]
        if any(self.scene.isin(i, "modal") for i in inside):
            return False
        if _PRETERITE.fullmatch(word) is not None:
            return True
        return _PARTICIPLE.fullmatch(word) is not None and any(self.scene.isin(i, "perfect") for i in inside)

    # ---- scope

    def _part(self, hit: Hit, name: str) -> bool:
        """Whether a cue only is the word that names the act: "auszuschließen", "Verhandlungen"."""
        inside = self.start <= hit.start < self.end and name not in _WEAK
        acts = self.act is not None and self.act.start <= hit.start <= self.act.last
        return inside or (acts and name in ("denied", "threatened", "proposed", "planned", "talked"))

    def _idle(self, hit: Hit, name: str) -> bool:
        """Whether a cue says nothing of such an event: talks are no plan to talk, a war is none for being spoken of."""
        if self.event in ("meeting", "attack") and name == "talked":
            return True
        named = self.event is not None and not self.verbal and self.event != "meeting"
        return named and self._distance(hit) > _AT_EVENT

    def _distance(self, hit: Hit) -> int:
        distance = hit.distance(self.start, self.end)
        return distance if self.act is None else min(distance, hit.distance(self.act.start, self.act.end))

    def _reaches(self, hit: Hit, name: str) -> bool:
        if name.startswith(("before_", "negat", "condition")):
            return name == "negated_negation" and self._same(hit)
        if name.startswith("object_"):
            ends = hit.last < self.start
            governor = hit.last if ends else hit.start
            governs = ends or self.scene.isin(hit.start, "preposition")  # "gegen … ausgesprochen"
            return governs and self._same(hit) and 0 <= self.start - governor - 1 <= _OBJECT
        if self._distance(hit) > NEAR or self._cut(hit):
            return False
        if not self._same(hit):
            return self._governs(hit, name)
        return self._modal(hit) if name in _WEAK else self._ordered(hit, name)

    def _same(self, hit: Hit) -> bool:
        return self.clause(hit.start) in self.clauses or self.clause(hit.last) in self.clauses

    def _governs(self, hit: Hit, name: str) -> bool:
        """Whether a cue of the clause before rules a complement, or one that opens the next clause reports it."""
        if name not in _REPORTS:
            return False
        number = self.clause(hit.start)
        if number + 1 in self.clauses:
            return self._infinitive(number + 1) or not self.scene.isin(self._first(number + 1), "adjunct")
        return number - 1 in self.clauses and self._first(number) == hit.start

    def _first(self, number: int) -> int:
        """The first word of a clause."""
        inside = [i for i, c in enumerate(self._clauses) if c == number]
        return next((i for i in inside if self.scene.words[i][0].isalnum()), inside[0])

    def _infinitive(self, number: int) -> bool:
        """Whether a German clause is an infinitive, which may begin with an article: "…, die Sanktionen aufzuheben"."""
        inside = (i for i, c in enumerate(self._clauses) if c == number)
        return not self.analytic and any(
            self.scene.isin(i, "infinitive") or _INFINITIVE.fullmatch(self.scene.words[i]) for i in inside
        )

    def _modal(self, hit: Hit) -> bool:
        """Whether a modal verb is that of the act: tariffs that could disrupt trade are no tariffs that could come."""
        if self._embedded(hit):
            return False
        if self.event == "meeting" and hit.label in ("stage:future", "stage:intends"):
            return True
        exists = any(self._same(h) for h in self.labelled("stage:exist")) or self._imposed_by(hit)
        if not self.analytic:
            return exists or (self.verbal and not (hit.label == "stage:future" and self._passive()))
        if hit.start < self.end:
            return True
        if self.act is None or not self.verbal:
            return exists
        gerund = self.act.start < self.start and self.scene.words[self.act.start].endswith("ing")
        return exists or gerund or self.act.start > hit.start  # "lowering tariffs would help"

    def _imposed_by(self, hit: Hit) -> bool:
        """Whether a German modal is that of a verb that imposes, of "mit Sanktionen …", or of nothing but the noun."""
        if self.analytic or self.event is not None:
            return False
        verbs = (h for h in self.scene.labelled("action:impose:verb") if self._same(h) and h.start > hit.start)
        alone = hit.end == self.start and (self.end == len(self._clauses) or not self.scene.words[self.end].isalpha())
        return alone or self.scene.isin(self.start - 1, "means") or any(h.start >= self.end for h in verbs)

    def _passive(self) -> bool:
        """Whether an event is told by a participle, so that "wird" makes no future: "wird von Russland unterstützt"."""
        return self.event is not None and _PARTICIPLE.fullmatch(self.scene.words[self.start]) is not None

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
            return self._taken_over(hit)
        joints = [i for i in range(self.end, hit.start) if self.scene.isin(i, "joint")]
        verbs = (h for h in self.scene.labelled("action:") if h.label.endswith("verb") and h.start != hit.start)
        return bool(joints) and any(self.end <= h.last < joints[-1] for h in verbs)

    def _taken_over(self, hit: Hit) -> bool:
        """Whether a later cue behind a coordination rules the act: "rejected talks and moved to impose sanctions"."""
        joints = [i for i in range(hit.last + 1, self.start) if self.scene.isin(i, "joint")]
        later = (h for h in self.labelled("stage:") if h.label.split(":")[1] in _TOLD)
        return bool(joints) and any(joints[0] < h.start and h.last < self.start for h in later)

    # ---- conditions and negation

    def _conditions(self) -> Iterator[Hit]:
        """Words that open a condition; an inverted verb does only as the first word of its clause or sentence."""
        hits = tuple(self.labelled("stage:condition"))
        for hit in hits:
            before = self.scene.words[hit.start - 1] if hit.start else ""
            if self.scene.isin(hit.start, "inverted") and (before[:1].isalnum() or hit is not hits[0]):
                continue
            if self.scene.isin(hit.start, "inverted_first") and (before[:1].isalnum() or before == ","):
                continue
            yield hit

    def _marks(self, first: int, last: int) -> bool:
        return any(self.scene.words[i] in _STOPS for i in range(first, last))

    def _marks_between(self, hit: Hit) -> bool:
        """Whether a condition is not the clause of the act: it stands behind it, or a comma lies between."""
        return hit.start >= self.end or self._marks(hit.end, self.start)

    def _negates(self, hit: Hit) -> bool:
        act = self.act
        if not self._same(hit) or (act is not None and act.start <= hit.start <= act.last):
            return False
        if hit.end <= self.start <= hit.end + _BEFORE_NAME:
            return True
        if act is None and self.event is not None and self.verbal:
            return hit.distance(self.start, self.end) <= _NEGATION_NEAR
        if act is not None and not self.analytic and self._closes(hit):
            return True  # "verhängten die Minister noch nicht"
        if act is None or hit.distance(act.last, act.last + 1) > _NEGATION_NEAR:
            return False
        between = range(hit.end, act.start) if hit.start < act.start else ()
        return not any(self.scene.isin(i, "preposition") for i in between)

    def _closes(self, hit: Hit) -> bool:
        """Whether a word is the last of its clause."""
        after = hit.last + 1
        return after >= len(self._clauses) or not self.scene.words[after][0].isalnum()

    def _bound(self, token: int) -> bool:
        """Whether a word ends the noun phrase that an adjective qualifies."""
        scene = self.scene
        return not scene.words[token][0].isalnum() or any(scene.isin(token, c) for c in ("article", "target", "of"))


def _part_of(hit: Hit, other: Hit) -> bool:
    """Whether a cue is the first or last part of a longer one of another class."""
    longer = other.last - other.start > hit.last - hit.start and other.label != hit.label
    return longer and ((other.start <= hit.start and hit.last < other.end) or (hit.start == hit.last == other.last))
