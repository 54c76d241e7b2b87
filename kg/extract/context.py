"""What the article as a whole gives to a measure: 42 of 100 agents and 32 of 100 targets stand outside the sentence.

Votes of the sentences that do name a sender and a target, headline and lead counting more, decide who is meant
elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.actors import Actors
from kg.extract.draft import Draft
from kg.extract.speech import Attribution, speaker_of

_LEAD_WEIGHT = 2
_FORM_WEIGHT = 3
_PRIOR = 4
_TARGET_BY_POSITION = 2  # how much more often it must be a target than a sender
_BOTH_BY_FORM = frozenset({"agent by form", "target by form"})
USUAL_SENDERS = ("wd:Q458", "iso:US", "wd:Q1065")
"""Who is the sender when no sentence names one, if the article names it at all: EU, United States, United Nations."""


class Frame:
    """The senders and targets of an article's measures."""

    def __init__(self, drafts: Sequence[Draft], actors: Actors) -> None:
        self._actors = actors
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._agents: Counter[str] = Counter()
        self._targets: Counter[str] = Counter()
        for power in actors.powers():
            if power in USUAL_SENDERS:
                self._agents[power] += _PRIOR
        for draft in drafts:
            self._count(draft)

    def _count(self, draft: Draft) -> None:
        """One draft's votes: those of form count more than those of position, headline and lead more than the rest."""
        lead = _LEAD_WEIGHT if "lead" in draft.marks else 1
        sends, aimed = (_FORM_WEIGHT if f"{role} by form" in draft.marks else 1 for role in ("agent", "target"))
        for agent in draft.agent:
            self._agents[agent] += sends * lead
            for target in draft.target:
                self._pairs[agent, target] += sends * aimed * lead
        for target in draft.target:
            self._targets[target] += aimed * lead

    def complete(self, draft: Draft) -> Draft:
        """The draft with the article's agent and target where it lacks them, or has only what contradicts them."""
        agent, target, why = self._kept(draft, "agent"), self._kept(draft, "target"), []
        worldwide = draft.measure == "tariff" and bool(draft.goods)  # a duty on goods from everywhere
        if not target and not worldwide and (found := self._target(agent)) is not None:
            target = (found,)
            why.append(f"target {found}: the article's")
        if not agent and (found := self._agent(target)) is not None:
            agent = (found,)
            why.append(f"agent {found}: the article's")
        target = tuple(k for k in target if self._actors.acting(k) not in agent or k in agent)  # its own authority
        return replace(draft, agent=agent, target=self._with_state(agent, target), decided=(*draft.decided, *why))

    def sift(self, draft: Draft) -> Draft:
        """The draft without fillers that position alone gives and that the article contradicts: they split events."""
        return replace(draft, agent=self._kept(draft, "agent"), target=self._kept(draft, "target"))

    def voice(self, draft: Draft, said: Sequence[Attribution]) -> Draft:
        """A statement in the first person, with who speaks as agent: by the speech around it, else the sender."""
        if "own voice" not in draft.marks:
            return draft
        agent = speaker_of(draft.start, draft.end, said) or tuple(filter(None, [self._agent(draft.target)]))
        why = f"agent {', '.join(agent)}: who speaks in the first person"
        return replace(draft, agent=tuple(a for a in agent if a not in draft.target), decided=(*draft.decided, why))

    def attacker(self, draft: Draft) -> Draft:
        """An attack whose agent no sentence names, by whom the article's measures answer: "seit dem Ukraine-Krieg"."""
        main = _first(self._targets)
        if draft.type != "attack" or draft.agent or main is None or main in draft.target:
            return draft
        why = f"agent {main}: whom the article's measures are against"
        return replace(draft, agent=(main,), decided=(*draft.decided, why))

    def _kept(self, draft: Draft, role: str) -> tuple[str, ...]:
        """The fillers of a role without those that the article as a whole contradicts.

        A sender and target both given by the form of the words stand, and a subject right beside its verb. A filler
        by form alone stays unless it mostly has the other role, one by position where it mostly has this one.
        """
        fillers: tuple[str, ...] = getattr(draft, role)
        mine, other = (self._agents, self._targets) if role == "agent" else (self._targets, self._agents)
        if draft.marks >= _BOTH_BY_FORM or (role == "agent" and "subject by form" in draft.marks):
            return fillers
        if f"{role} by form" in draft.marks:
            return tuple(k for k in fillers if mine[k] >= other[k])
        least = 1 if role == "agent" else _TARGET_BY_POSITION
        return tuple(k for k in fillers if mine[k] > least * other[k])

    def _with_state(self, agent: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...]:
        """Named persons and firms with the state behind them, where it is known."""
        states = [s for key in target if (s := self._actors.state(key)) is not None]
        return tuple(dict.fromkeys([*target, *(s for s in states if s not in agent)]))

    def _agent(self, target: tuple[str, ...]) -> str | None:
        pairs = Counter({a: n for (a, t), n in self._pairs.items() if t in target and a not in target})
        votes = pairs or Counter({a: n for a, n in self._agents.items() if a not in target})
        return _first(votes) or self._usual(target)

    def _usual(self, target: tuple[str, ...]) -> str | None:
        powers = [k for k in self._actors.powers() if k not in target]
        return next((k for k in powers if k in USUAL_SENDERS), None)

    def _target(self, agent: tuple[str, ...]) -> str | None:
        pairs = Counter({t: n for (a, t), n in self._pairs.items() if a in agent and t not in agent})
        sender = _first(self._agents)
        votes = pairs or Counter({t: n for t, n in self._targets.items() if t not in agent and (t != sender or agent)})
        return _first(votes) or next(
            (k for k in self._actors.powers() if k not in agent and k != sender and k not in USUAL_SENDERS), None
        )


def _first(votes: Counter[str]) -> str | None:
    """The most frequent, and of equals the one that came first."""
    return votes.most_common(1)[0][0] if votes else None
