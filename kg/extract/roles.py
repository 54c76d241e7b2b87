"""Who measures whom: the fillers that a sentence itself gives to the measure of a trigger.

Evidence, strongest first: a compound or adjective at the trigger ("EU-Sanktionen", "Russland-Sanktionen"), a genitive
or possessive ("sanctions of the EU"), a preposition (gegen, against, on; von, by), the place of a name before the verb,
and what is left over. Each decision is kept in ``why``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.extract.actions import Action
from kg.extract.actors import Actors
from kg.extract.scene import Name, Scene
from kg.extract.triggers import Trigger

SENDERS = frozenset({"iso:US", "iso:GB"})
"""States whose name before "sanctions" is the sender, as that of any bloc is: "US sanctions", but "Iran sanctions"."""

EXPORTED = frozenset({"export-ban", "arms-embargo", "services-ban"})
FROM_THE_TARGET = frozenset({"import-ban", "exchange-ban", "tariff", "price-cap"})
"""Instruments on goods that come from the target."""

WITH_GOODS = frozenset(
    {
        "import-ban",
        "export-ban",
        "arms-embargo",
        "tariff",
        "quota",
        "price-cap",
        "exchange-ban",
        "trade-embargo",
        "services-ban",
    }
)
"""Instruments whose goods are looked for in the whole clause; of others only directly behind "on" and the like."""

_LIST_GAP = 3
_PARTICIPLE = ("ed", "en", "wn", "ld", "de")
_SANCTIONED = frozenset({"state", "company", "person", "official", "vessel"})  # what position alone makes a target
_IMPOSERS = frozenset({"state", "bloc", "exchange"})
"""Whose acts are measures; a private person or firm neither imposes nor lifts one."""

_POSSESSED = 6
_GOODS_REACH = 12
_BY_OTHERS = frozenset({"evade", "enforce"})
_SENDER = frozenset({"compound", "before the noun", "genitive"})
_INFINITIVE = re.compile(r"\w{2,4}zu\w+n")  # a German one with its prefix: aufzuheben, auszusetzen
_ATTRIBUTE = re.compile(r"\w{4,}[tn]e[mnrs]?")  # a German participle before its noun


@dataclass
class Roles:
    """Fillers as found, in order, and why."""

    agent: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    addressee: list[str] = field(default_factory=list)
    goods: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    strong: frozenset[str] = frozenset()  # roles filled by the form of the words, not by position alone

    def add(self, role: str, keys: list[str], why: str) -> None:
        """Adds fillers that no role has yet."""
        taken = {*self.agent, *self.target, *self.addressee}
        fresh = [k for k in dict.fromkeys(keys) if k not in (set(self.goods) if role == "goods" else taken)]
        if fresh:
            getattr(self, role).extend(fresh)
            self.why.append(f"{role} {', '.join(fresh)}: {why}")


def measure_roles(scene: Scene, trigger: Trigger, actors: Actors, action: Action, *, acts: bool) -> Roles:
    """The roles of a trigger's measure that its sentence gives.

    ``acts`` says whether a word of the sentence does something to the measure: only then does the subject of the
    clause do it.
    """
    finder = _Finder(scene, trigger, actors, action)
    finder.attached()
    finder.produced_by()
    finder.laid_on()
    finder.by_preposition()
    finder.origin()
    finder.exchanges()
    finder.roles.strong = frozenset(r for r in ("agent", "target") if getattr(finder.roles, r))
    if acts:
        finder.subject()
        finder.left_over()
    finder.named_goods()
    return finder.roles


class _Finder:
    """The steps of the search; each looks only at names that no earlier step has used."""

    def __init__(self, scene: Scene, trigger: Trigger, actors: Actors, action: Action) -> None:
        self.scene, self.trigger, self.actors, self.action = scene, trigger, actors, action
        self.roles = Roles()
        self.used: set[int] = set()
        number = scene.clause(trigger.start)
        self.inside = [
            n
            for n in scene.actors
            if scene.clause(n.start) == number
            or (trigger.act and scene.clause(n.start) == scene.clause(trigger.act.start))
        ]

    def _take(self, role: str, names: list[Name], why: str) -> None:
        names = [n for n in names if n.start not in self.used or n.type == "commodity"]
        self.used.update(n.start for n in names if n.type != "commodity")
        things = [n for n in names if n.type == "commodity"]
        keys = [n.key for n in names if n.type != "commodity"]
        if role == "agent" and self.action.name in _BY_OTHERS and why in _SENDER:
            return  # who breaks or enforces sanctions is not who imposed them
        if role == "agent":
            keys = [self.actors.acting(k) for k in keys]
            if self.action.name not in _BY_OTHERS:
                keys = [k for k in keys if self.actors.type(k) in _IMPOSERS]
        self.roles.add(role, keys, why)
        self.roles.add("goods", [n.key for n in things], why)

    def attached(self) -> None:
        """Names in the compound, before and right behind the instrument's noun."""
        start, end = self.trigger.start, self.trigger.end
        for name in self.inside:
            if start <= name.start < end and self.trigger.act is None:
                self._take("agent" if self._sends(name) else "target", [name], "compound")
            elif 0 <= start - name.end <= (
                _POSSESSED if self._possessive(name.end) or name.mention.text.endswith(("'s", "’s")) else 2
            ) and self._modifies(name):  # "US economic sanctions"
                self._take("agent" if self._is_sender(name) else "target", [name], "before the noun")
            elif 0 <= name.start - self._noun_end() <= 1 and self._genitive(name):
                self._take("agent", [name, *self._coordinated(name)], "genitive")

    def _is_sender(self, name: Name) -> bool:
        """Whether a name before the noun sends: an adjective does, but "anti-Russian sanctions" are against Russia."""
        if self.scene.words[name.start].startswith("anti") or self.scene.words[name.start - 1 : name.start] == (
            "anti-",
        ):
            return False
        return self._sends(name) or self._adjective(name)

    def _sends(self, name: Name) -> bool:
        return name.type == "bloc" or name.key in SENDERS or name.type in ("government-body", "official", "person")

    def _adjective(self, name: Name) -> bool:
        text = name.mention.text
        return name.mention.form == "adjective" or text.endswith(("'s", "’s")) or self._possessive(name.end)

    def _possessive(self, token: int) -> bool:
        return token < len(self.scene.words) and self.scene.words[token] in ("'s", "’s", "’", "'")

    def _modifies(self, name: Name) -> bool:
        """Whether only words that can stand inside a noun phrase lie between a name and the trigger."""
        if self._governed(name) and not self._adjective(name):
            return False
        inside = range(name.end, self.trigger.start)
        act = self.trigger.act
        if act is not None and act.start in inside and not self.scene.isin(act.start, "act_nouns"):
            return False
        if any(h.start in inside and h.label.endswith(":verb") for h in self.scene.labelled("action:")):
            return False
        between = self.scene.words[name.end : self.trigger.start]
        goods = {
            w for n in self.scene.goods for w in self.scene.words[n.end : n.end + 1]
        }  # "steel and aluminum tariffs"
        return all(
            (w[0].isalpha() or w in ("'s", "’s", "%")) and (w in goods or not self._function(w)) for w in between
        )

    def _governed(self, name: Name) -> bool:
        """Whether an article and a preposition stand before a name: "auf die Ukraine" is a phrase of its own."""
        return self.scene.isin(name.start - 1, "article") and self.scene.isin(name.start - 2, "target")

    def _function(self, word: str) -> bool:
        words = self.scene.language.words
        return any(
            word in words[c]
            for c in ("target", "target_goods_origin", "agent", "of", "coordination", "article", "purpose", "openers")
        )

    def _genitive(self, name: Name) -> bool:
        return name.start > self._noun_end() and self.scene.isin(name.start - 1, "of")

    def _noun_end(self) -> int:
        """Where the noun ends that a genitive can belong to ("das Verbot der USA"); past all words without one."""
        act = self.trigger.act
        if act is None:
            return self.trigger.end
        return act.end if self.scene.isin(act.start, "act_nouns") else len(self.scene.words)

    def produced_by(self) -> None:
        """Where goods are said to come from: "von Russland produziertes Aluminium", "Russian aluminium"."""
        if self.trigger.measure not in WITH_GOODS:
            return
        goods = {n.start for n in self.scene.goods}
        for name in self.inside:
            if self._produces(name, goods) or (
                self.trigger.measure in FROM_THE_TARGET and self._adjective(name) and name.end in goods
            ):
                self._take("target", [name], "origin of the goods")

    def _produces(self, name: Name, goods: set[int]) -> bool:
        return (
            self.scene.isin(name.start - 1, "agent")
            and name.end < len(self.scene.words)
            and _ATTRIBUTE.fullmatch(self.scene.words[name.end]) is not None
            and bool(goods & {name.end + 1, name.end + 2})
        )

    def laid_on(self) -> None:
        """Whom a verb of laying on is directed at: "mit einem Embargo belegte Staaten", "Iran was sanctioned"."""
        number = self.scene.clause(self.trigger.start)
        verbs = [
            i
            for i, w in enumerate(self.scene.words)
            if w in self.scene.language.words["subject_is_target"] and self.scene.clause(i) == number
        ]
        for verb in verbs:
            behind = [n for n in self.inside if 0 <= n.start - verb - 1 <= 1]
            if behind:
                self._take("target", [behind[0], *self._coordinated(behind[0])], f"object of {self.scene.words[verb]}")
            elif any(
                self.scene.words[i] in self.scene.language.words["passive_words"] and self.scene.clause(i) == number
                for i in range(len(self.scene.words))
            ):
                first = [n for n in self.inside if n.start not in self.used and self._can_act(n) and n.start < verb]
                self._take("target", first[:1], f"subject of the passive {self.scene.words[verb]}")

    def by_preposition(self) -> None:
        """ "gegen Russland und Belarus", "on Iran", "by the EU", on either side of the trigger."""
        for role, reach in (("target", 10), ("agent", 12)):
            for token in self._prepositions(role, reach):
                names = self._list(token + 1)
                if names:
                    self._take(role, names, self.scene.words[token])
                    break

    def _prepositions(self, role: str, reach: int) -> list[int]:
        number = self.scene.clause(self.trigger.start)
        found = [
            i
            for i in range(max(0, self.trigger.start - reach), min(len(self.scene.words), self.trigger.end + reach))
            if self.scene.isin(i, role) and self.scene.clause(i) == number
        ]
        fits = self._done_by if role == "agent" else self._aims
        found = [i for i in found if fits(i)]
        # What stands behind a noun belongs to it more likely than what stands before.
        return sorted(found, key=lambda i: (i < self.trigger.start, abs(i - self.trigger.end)))

    def _aims(self, token: int) -> bool:
        """Whether a preposition can tell the target: not "over", which names a cause, nor that of a war or attack."""
        return not self.scene.isin(token, "purpose") and not self.scene.isin(token - 1, "hostile")

    def _done_by(self, token: int) -> bool:
        """Whether "by" tells who acts on the measure, not who holds, makes or threatens something else."""
        verbs = self.scene.language.words["agent_verbs"]
        before = self.scene.words[token - 1] if token else ""
        return not verbs or before in verbs or not before.endswith(_PARTICIPLE)

    def _list(self, token: int, first_gap: int = 6) -> list[Name]:
        """The names that follow a preposition: the first within a few tokens, then those coordinated with it."""
        found: list[Name] = []
        position, gap = token, first_gap
        for name in self.scene.names:
            if name.start < token or name.type in ("legal-act", "place"):
                continue
            if name.start - position > gap or not self._bridges(position, name.start, first=not found):
                break
            found.append(name)
            position, gap = name.end, _LIST_GAP
        return found

    def _bridges(self, start: int, end: int, *, first: bool) -> bool:
        """Whether the words between hold a list together: no preposition or clause border."""
        scene = self.scene
        if start < end and scene.clause(start) != scene.clause(end):
            return False
        for i in range(start, end):
            if any(scene.isin(i, c) for c in ("target", "agent", "purpose")) or (
                scene.isin(i, "target_goods_origin") and not first
            ):
                return False
        joined = any(scene.isin(i, "coordination") or scene.words[i] == "," for i in range(start, end))
        return first or joined or start == end

    def origin(self) -> None:
        """Where restricted goods come from or go to: "imports from Iran", "Lieferungen nach Libyen"."""
        if self.trigger.measure not in WITH_GOODS or self.roles.target:
            return
        for name in self.inside:
            if name.start not in self.used and self._behind(name, "target_goods_origin"):
                self._take("target", [name], self.scene.words[name.start - 1])

    def _behind(self, name: Name, word_class: str) -> bool:
        return (
            any(self.scene.isin(name.start - back, word_class) for back in (1, 2))
            and name.start >= self.trigger.start - 1
        )

    def exchanges(self) -> None:
        """Trading venues are who must comply."""
        if self.trigger.measure == "exchange-ban":
            self._take("addressee", [n for n in self.inside if n.type == "exchange"], "type exchange")

    def subject(self) -> None:
        """The first name of the clause that no preposition governs acts, and those coordinated with it.

        An infinitive has its subject in the clause before: "Ungarn weigert sich, die Sanktionen aufzuheben".
        """
        if self.roles.agent or self._own_voice():
            return
        for name in [*self.inside, *self._governing()]:
            if name.start in self.used or not self._can_act(name) or self._behind_the_verb(name):
                continue
            group = [name, *self._coordinated(name)]
            self._take("agent", group, "subject")
            if self.roles.agent and self._at_the_verb(group):
                self.roles.strong |= {"agent", "subject"}
            return

    def _at_the_verb(self, group: list[Name]) -> bool:
        """Whether the verb that acts stands right beside its subject: "China beschränkt die Ausfuhr"."""
        act = self.action.hit
        return act is not None and any(act.start == n.end or n.start - act.start in (1, 2) for n in group)

    def _behind_the_verb(self, name: Name) -> bool:
        """Whether a name stands where a subject cannot, in a language that has it before the verb."""
        act = self.action.hit
        return bool(self.scene.language.words["passive"]) and act is not None and name.start > act.start

    def _own_voice(self) -> bool:
        """Whether "I" or "we" act in the clause: who that is the article tells, not another name of the clause."""
        number = self.scene.clause(self.trigger.start)
        return any(self.scene.isin(i, "own_voice") and c == number for i, c in enumerate(self.scene.clauses))

    def _governing(self) -> list[Name]:
        act = self.action.hit
        if act is None or not (
            self.scene.isin(act.start - 1, "infinitive") or _INFINITIVE.fullmatch(self.scene.words[act.start])
        ):
            return []
        number = self.scene.clause(act.start) - 1
        return [n for n in self.scene.actors if self.scene.clause(n.start) == number]

    def _can_act(self, name: Name) -> bool:
        if name.type in ("company", "vessel", "exchange", "place") or name.mention.form in ("adjective", "inhabitant"):
            return False
        last = self.scene.words[name.end - 1].rpartition("-")[2]
        if name.mention.form == "compound" and last not in self.scene.language.words["acting_compounds"]:
            return False
        before = name.start - 1
        if self.scene.isin(before, "article"):
            before -= 1
        return not any(self.scene.isin(before, c) for c in ("target", "target_goods_origin", "purpose", "of"))

    def _coordinated(self, first: Name) -> list[Name]:
        return [n for n in self.scene.coordinated(first) if n.start not in self.used]

    def left_over(self) -> None:
        """With no target yet, another state, person or firm of the clause is whom it is about."""
        if self.roles.target:
            return
        rest = [
            n
            for n in self.inside
            if n.start not in self.used and self.actors.acting(n.key) not in self.roles.agent and n.type in _SANCTIONED
        ]
        rest = [n for n in rest if n.type != "official" or n.start > self.trigger.start]
        rest = [n for n in rest if not self._has_a_say(n)]
        if rest:
            nearest = min(rest, key=lambda n: abs(n.start - self.trigger.start))
            self._take("target", [nearest], "left over in the clause")

    def _has_a_say(self, name: Name) -> bool:
        """Whether a name is the subject of what is thought of the measure: "ein Verbot lehnt Berlin ab"."""
        return any(name.start - 1 == h.start or name.end == h.start for h in self.scene.labelled("stage:"))

    def named_goods(self) -> None:
        """Goods of the clause near the trigger, of an instrument on goods."""
        if self.trigger.measure not in WITH_GOODS:
            return
        number = self.scene.clause(self.trigger.start)
        near = [
            n
            for n in self.scene.goods
            if self.scene.clause(n.start) == number and _distance(n, self.trigger) <= _GOODS_REACH
        ]
        near = [
            n for n in near if not self.scene.isin(n.start - 1, "definite")
        ] or near  # "these metals" were named before
        self.roles.add("goods", [n.key for n in near], "named in the clause")


def _distance(name: Name, trigger: Trigger) -> int:
    return max(0, name.start - trigger.end, trigger.start - name.end)
