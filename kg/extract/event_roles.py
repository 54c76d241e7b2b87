"""Who takes part in an event that is no measure: by the form of its noun phrase, prepositions, place at a verb."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.actors import Actors
from kg.extract.lexicon import Event, Hit
from kg.extract.phrases import Phrases
from kg.extract.roles import SENDERS
from kg.extract.scene import Name, Scene
from kg.extract.speech_grammar import grammar

_REACH = 14
_LIST_GAP = 3
_GOODS_REACH = 9
_GROUP_REACH = 10
_PHRASE = 7  # most tokens from a noun to what its prepositions govern
_BEFORE_VERB = 6  # most tokens from a target's preposition to a verb at the end
_AFTER_VERB = 5  # most tokens from an inverted verb to its subject
_ACTING = frozenset({"supply", "support", "attack", "agreement"})  # types whose agents are states rather than officials
_TOGETHER = frozenset({"state", "bloc", "official", "person", "government-body", "organisation"})
_QUOTED = frozenset({",", "“", "”", '"', "«", "»", "’", "'"})  # marks between what is said and an inverted verb
_HOSTS = frozenset({"state", "bloc", "place"})
_SUFFERED = frozenset({"statement", "attack", "support"})  # types whose passive has its target as subject
_FALLBACK = frozenset({"statement", "supply", "support", "meeting"})  # nouns whose agent may be the clause's subject


class EventRoles:
    """The fillers of one frame word, as keys; ``find`` fills them."""

    def __init__(self, scene: Scene, hit: Hit, event: Event, actors: Actors, phrases: Phrases) -> None:
        self.scene, self.hit, self.event, self.actors = scene, hit, event, actors
        self.kind = hit.label.split(":")[2]  # verb or noun
        self.phrases = phrases
        number = scene.clause(hit.start)
        inside = (n for n in scene.names if scene.clause(n.start) == number and hit.distance(n.start, n.end) <= _REACH)
        self.names = [
            n
            for n in inside
            if n in self.phrases.free or (n.type == "place" and (event.type == "attack" or event.action == "visit"))
        ]
        if self.kind == "verb" and (antecedent := scene.antecedent(hit.start)) is not None:
            self.names.insert(0, antecedent)
        self.agent: list[str] = []
        self.target: list[str] = []
        self.goods: list[str] = []
        self.place: list[str] = []
        self.how: dict[str, str] = {}  # how each role was first filled, for the judge
        self.own_voice = False  # "we condemn": the agent is who speaks
        self._used: set[int] = set()

    def filled(self, role: str) -> bool:
        """Whether a role has a filler; of an event of all, two take part or a bloc does."""
        if role == "agent" and self.own_voice:
            return True
        if role == "agent" and self.event.agent == "all":
            return len(self.agent) > 1 or any(self.actors.type(k) == "bloc" for k in self.agent)
        return bool(getattr(self, role))

    def find(self) -> None:
        """Fills the roles."""
        if self.event.goods:
            self._find_goods()
        if self.event.agent == "speaker":
            self._judged()
        elif self.event.agent == "all":
            self._together()
        elif self.event.type in _SUFFERED and self.kind == "verb" and self._suffers():
            self._by_preposition("agent", self.scene.language.words["agent"])
            self._subject("target")  # "wird vorgeworfen", "was criticised": who acts may stand elsewhere
        else:
            self._apart()

    def _together(self) -> None:
        """All take part alike: who meets, who agrees; and where."""
        self.agent = list(dict.fromkeys(self._as(n, "agent") for n in self._group()))
        places = (n for n in self.scene.names if n.type in ("place", "state") and self.scene.isin(n.start - 1, "venue"))
        near = (n for n in places if self.hit.distance(n.start, n.end) <= _PHRASE)
        self.place = [n.key for n in near if n.key not in self.agent]

    def _apart(self) -> None:
        """One acts, the other is acted upon."""
        self._by_form()
        if not (self.target and self.event.type == "attack"):
            self._by_preposition("target", frozenset(self.event.target))
        if self.kind == "verb" or self.event.type in _FALLBACK:
            self._subject("target" if self.event.agent_by else "agent")
        if self.kind == "verb":
            self._object()
        if self.event.type == "statement":
            self._beyond()

    def _by_form(self) -> None:
        """Whom the noun phrase or a preposition of its own names as agent."""
        if self.event.agent_by:
            self._turned_to()
        elif self.event.type != "statement" and (self.kind == "noun" or self._passive()):
            self._by_preposition("agent", self.scene.language.words["agent"])
        if self.event.type == "supply":
            self._origin()
        if self.kind == "noun":
            self._of_noun()

    def _judged(self) -> None:
        """Whom a judgement in somebody's speech is about: the first name of its clause."""
        free = [n for n in self.names if n.type != "place"]
        self._add("target", [n for name in free[:1] for n in (name, *self._coordinated(name))])

    def _add(self, role: str, names: list[Name], how: str = "by place") -> None:
        fresh = [n for n in names if n.start not in self._used]
        self._used.update(n.start for n in fresh)
        keys = [self._as(n, role) for n in fresh]
        taken = {*self.agent, *self.target}
        found = [k for k in dict.fromkeys(keys) if k not in taken]
        getattr(self, role).extend(found)
        if found:
            self.how.setdefault(role, how)

    def _as(self, name: Name, role: str) -> str:
        """The key that fills the role: the state behind an official where states act."""
        if name.type == "place":
            state = self.actors.region(name.key)
            return name.key if state in self.agent else state  # a state may attack a place of its own
        body = name.type == "government-body"  # acts for its state, where persons speak and meet for themselves
        acting = self.event.type in _ACTING or body or (role == "target" and self.event.type == "meeting")
        return self.actors.acting(name.key) if acting else name.key

    def _find_goods(self) -> None:
        numbers = (self.scene.clause(self.hit.start), self.scene.clause(self.hit.last))
        near = (n for n in self.scene.goods if self.hit.distance(n.start, n.end) <= _GOODS_REACH)
        self.goods = list(dict.fromkeys(n.key for n in near if self.scene.clause(n.start) in numbers))

    def _group(self) -> list[Name]:
        """Who meets or agrees: the names in a compound ("EU-Gipfel"), else all near ones but those of the place."""
        inside = [n for n in self.names if self.hit.start <= n.start < self.hit.end]
        if inside:
            return inside
        if self.kind == "noun" and (attached := self._attached()):
            return attached
        near = [n for n in self.names if self.hit.distance(n.start, n.end) <= _GROUP_REACH and n.type in _TOGETHER]
        near = [n for n in near if not (n.type == "state" and self.scene.isin(n.start - 1, "places"))]
        people = {self.actors.state(n.key) for n in near if n.type == "official"}
        free = [
            n for n in near if n.mention.form != "adjective" and not (n.key in people and n.type in ("state", "bloc"))
        ]
        found = free or near
        return [*found, *(n for n in self._coordinated(found[-1]) if n not in found)] if found else []

    def _attached(self) -> list[Name]:
        """Two parties, or a bloc, directly behind the noun: "Treffen der G7", "talks between Iran and the EU"."""
        for name in self.names:
            between = range(self.hit.end, name.start)
            if (
                name.start >= self.hit.end
                and len(between) < _LIST_GAP
                and any(self.scene.isin(i, "together") for i in between)
            ):
                found = [name, *self._coordinated(name)]
                return found if len(found) > 1 or name.type == "bloc" else []
        return []

    def _turned_to(self) -> None:
        """Who is asked for goods supplies them: "wandte sich an Nordkorea und den Iran", "turned to North Korea"."""
        places = [i for i in self._clause() if self.scene.words[i] in self.event.agent_by]
        names = [n for n in self.names if places and places[0] < n.start and n.mention.form != "adjective"]
        if names:
            self._add("agent", [names[0], *self._coordinated(names[0])])

    def _origin(self) -> None:
        """Whose goods they are: "Russian crude", "russisches Gas", "US-Waffen"."""
        starts = {n.start for n in self.scene.goods if n.key in self.goods}
        for name in self.names:
            owns = name.mention.form in ("adjective", "compound")
            if owns and any(0 <= start - name.end <= 1 or name.start <= start < name.end for start in starts):
                self._add("agent", [name], "by origin")

    def _of_noun(self) -> None:
        """ "russischer Einmarsch", "Russia's invasion", "EU-Hilfe", "Offensive der Türkei", "invasion of Ukraine"."""
        for name in self.names:
            if name.start <= self.hit.start < name.end and self.event.type == "attack":
                sends = name.type == "bloc" or name.key in SENDERS
                self._add("agent" if sends else "target", [name], "by compound")  # "NATO-Angriff", but "Ukraine-Krieg"
            elif name.start <= self.hit.start < name.end and self.event.action == "visit" and name.type in _HOSTS:
                self._add("target", [name], "by compound")  # "Moskau-Reise", but "Obama-Besuch"
            elif self._attributive(name) or name.start <= self.hit.start < name.end:
                hit = bool(self.event.agent_by) or self._scene_of(name)
                self._add("target" if hit else "agent", [name], "before the noun")
            elif 0 <= name.start - self.hit.end <= 1 and self._genitive(name):
                role = "target" if self.agent or self._suffering(name) else "agent"
                self._add(role, [name, *self._coordinated(name)], "by genitive")

    def _attributive(self, name: Name) -> bool:
        """Whether a name stands before the noun as its attribute: "russischer Angriff", "Russia's new offensive"."""
        between = self.scene.words[name.end : self.hit.start]
        prepositions = grammar(self.scene.language.code).prepositions
        return name.end <= self.hit.start and len(between) <= 1 and not prepositions.intersection(between)

    def _suffering(self, name: Name) -> bool:
        """Whether a genitive is acted upon: "Invasion der Ukraine", but "Invasion Russlands in die Ukraine"."""
        if self.event.type == "attack" and name.type == "place":
            return True
        if self.event.type == "support" and any(self.scene.isin(name.start - 1, c) for c in ("agent", "places")):
            return False  # "support from Russia"
        return self.event.genitive == "target" and not (self.event.type == "attack" and self._aimed(name))

    def _aimed(self, name: Name) -> bool:
        """Whether a preposition behind a name says whom the act is aimed at."""
        aims = (self._before(n) for n in self.names if n.start >= name.end and n.start - name.end <= _PHRASE)
        return any(self.scene.words[i] in self.event.target for i in aims if i >= 0)

    def _scene_of(self, name: Name) -> bool:
        """Whether a name before an attack is where it strikes: "Paris attacks", but "US strikes", "Iran's attack"."""
        if self.event.type != "attack" or name.end != self.hit.start or name.mention.form == "adjective":
            return False
        if name.type != "place" and not grammar(self.scene.language.code).lower_titles:
            return False  # "Russlands Krieg"
        if self.scene.sentence.tokens[name.end - 1].text.endswith(("'s", "’s")):
            return False
        return name.type == "place" or not (name.type == "bloc" or name.key in SENDERS or self._aimed(name))

    def _genitive(self, name: Name) -> bool:
        return self.scene.isin(name.start - 1, "of") or name.start == self.hit.end

    def _by_preposition(self, role: str, words: frozenset[str]) -> None:
        """The list of names behind the first fitting preposition that follows the frame word, or precedes a verb."""
        first = self.hit.start if self.kind == "noun" else self.hit.start - _BEFORE_VERB
        for name in self.names:
            before = self._before(name)
            if name.start in self._used or before < 0 or self.scene.words[before] not in words:
                continue
            if first <= before and (self.kind == "verb" or before - self.hit.end <= _PHRASE):
                self._add(role, [name, *self._coordinated(name)], "by preposition")
                return

    def _before(self, name: Name) -> int:
        """The token before a name's noun phrase."""
        before = name.start - 1
        while before >= 0 and (self.scene.isin(before, "article") or self._adjective(before)):
            before -= 1
        return before

    def _adjective(self, token: int) -> bool:
        return any(n.start <= token < n.end for n in self.scene.names if n.mention.form == "adjective")

    def _coordinated(self, first: Name) -> Iterator[Name]:
        return self.phrases.coordinated(first)

    def _subject(self, role: str) -> None:
        """The first free name of the clause, before the verb or right behind an inverted one."""
        inverts = not self.scene.language.words["passive"] and not self._unnamed_subject()  # verb before its subject
        last = self.hit.last + _AFTER_VERB if inverts or self.kind == "noun" else self.hit.start
        for name in self._inverted() or [*self._governing(), *self.names]:
            if getattr(self, role) or name.start > max(last, self.hit.last + _AFTER_VERB if self._inverted() else 0):
                return
            if name.start not in self._used and not self._governed(name) and self._can_act(name):
                self._add(role, [name, *self._coordinated(name)], "by subject")

    def _inverted(self) -> list[Name]:
        """Who speaks behind what is said: "…, kritisierte Jean Asselborn", "…, warned Jens Stoltenberg"."""
        behind = self.event.type == "statement" and self.kind == "verb"
        if not behind or self.scene.words[max(0, self.hit.start - 1)] not in _QUOTED:
            return []
        near = (n for n in self.names if 0 <= n.start - self.hit.end <= _AFTER_VERB)
        return [n for n in near if n.mention.form != "adjective"][:1]

    def _unnamed_subject(self) -> bool:
        """Whether a subject that is no name stands directly before the verb: "Das Land unterstützt Russland"."""
        first = self.scene.clauses.index(self.scene.clause(self.hit.start))
        if self.kind == "noun" or not first + 1 <= self.hit.start <= first + 2:
            return False
        named = any(first <= n.start < self.hit.start for n in self.scene.names)
        opening = self.scene.words[first]
        if self.hit.start == first + 1:
            return opening in grammar(self.scene.language.code).subjects
        noun = self.scene.sentence.tokens[first + 1].text[0].isupper()
        return not named and noun and self.scene.isin(first, "article")

    def _can_act(self, name: Name) -> bool:
        suffers = self.event.type in _SUFFERED and self.kind == "verb" and self._suffers()
        if name.mention.form == "adjective" and (suffers or self.event.type == "statement"):
            after = self.scene.sentence.tokens[name.end : name.end + 1]
            return bool(after) and after[0].text in grammar(self.scene.language.code).offices  # "russische Regierung"
        return name.type != "place" and not self.phrases.oblique(name)

    def _passive(self) -> bool:
        return any(self.scene.isin(i, "passive_words") for i in self._clause())

    def _suffers(self) -> bool:
        """Whether the verb is a participle of the passive: "was criticised", "wird vorgeworfen"."""
        verb = self.scene.words[self.hit.start]
        if not self.scene.language.words["passive"]:
            participle = "ge" in verb[:6] or verb.endswith("iert")
            passive = grammar(self.scene.language.code).passive
            return participle and any(self.scene.words[i] in passive for i in self._clause())
        near = (self.hit.start - 1, self.hit.start - 2)
        return verb.endswith("ed") and any(self.scene.isin(i, "passive_words") for i in near)

    def _beyond(self) -> None:
        """Of what is said: a pronoun's person, and whom the next clause is about ("forderte, dass Russland …")."""
        if not self.agent and self.kind == "verb" and any(self.scene.isin(i, "pronouns") for i in self._clause()):
            person = self.actors.person_before(self.scene.sentence.start)
            self.agent = [person] if person and person not in self.target else []
        if not self.agent and self.kind == "verb":
            self.own_voice = any(self.scene.isin(i, "own_voice") for i in self._clause())
        if (self.agent or self.own_voice) and not self.target:
            following = self.scene.clause(self.hit.last) + 1
            names = [
                n for n in self.scene.actors if self.scene.clause(n.start) == following and n.start > self.hit.last
            ]
            self._add("target", names[:1])

    def _clause(self) -> list[int]:
        number = self.scene.clause(self.hit.start)
        return [i for i, c in enumerate(self.scene.clauses) if c == number]

    def _governing(self) -> list[Name]:
        """An infinitive has its subject in the clause before: "Blinken plant, nach China zu reisen"."""
        if self.kind == "noun" or not any(
            self.scene.isin(i, "infinitive") for i in (self.hit.start - 1, self.hit.start)
        ):
            return []
        number = self.scene.clause(self.hit.start) - 1
        return [n for n in self.scene.actors if self.scene.clause(n.start) == number]

    def _governed(self, name: Name) -> bool:
        """Whether a preposition takes the name out of the subject's place, or it only qualifies a noun."""
        if name.mention.form == "adjective":
            return False
        before = self._before(name)
        return any(self.scene.isin(before, c) for c in ("target", "target_goods_origin", "purpose"))

    def _object(self) -> None:
        """With no target by preposition: the next free name behind the agent."""
        for name in self.names:
            if (
                len(self.target) == 0
                and name.start not in self._used
                and not self.hit.start <= name.start < self.hit.end
            ):
                self._add("target", [name, *self._coordinated(name)], "by object")
