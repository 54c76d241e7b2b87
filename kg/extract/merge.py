"""One article, one event: mentions of one event become one claim, and what the codebook does not code is dropped."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.extract.draft import Draft
from kg.extract.stages import RANK
from kg.extract.triggers import BACK

_EVIDENCE, _REASONS = 16, 40  # kept of one event, however often it is mentioned
_ROLES = ("agent", "target", "addressee", "goods")
PRESUPPOSE = frozenset({"lift", "ease", "renew"})
"""Actions whose measure gets no event of its own when it is only presupposed."""

_OF_TRADE = frozenset({"tariff", "quota", "price-cap"})  # not what "sanctions" are explained by
_PERSONAL = frozenset({"asset-freeze", "travel-ban"})  # what sanctions on persons are, in one decision
_OF_ORDERS = frozenset({"asset-freeze", "export-ban", "travel-ban"})  # what national emergencies are declared for
_BANS = frozenset(
    {"arms-embargo", "import-ban", "export-ban", "trade-embargo", "exchange-ban", "travel-ban", "transport-restriction"}
)
_CHANGES = frozenset({"renew", "ease", "lift", "expand"})
_EXPLAINED = 6  # most sentences between a change and the explanation
_SAME_DECISION = 2  # most sentences between a general name and the specific instruments that explain it
_BESIDE = 1  # the same for the name to be dropped


def resolve(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with "the embargo" and "the ban" read as the last ban named before; without one, no ban is meant."""
    found: list[Draft] = []
    last: Draft | None = None
    for draft in drafts:
        if draft.marks >= {"emergency", "bare"}:
            continue  # an order that is only named
        if "points back" in draft.marks:
            found.extend(_resolved(draft, last))
            continue
        found.append(draft)
        if draft.measure in _BANS:
            last = draft
    return found


def _resolved(draft: Draft, last: Draft | None) -> list[Draft]:
    if draft.measure not in ("trade-embargo", BACK):
        return [draft]  # its goods tell what it is
    unknown = [] if draft.measure == BACK else [draft]
    if last is None or not (_agree(draft.target, last.target) and _agree(draft.goods, last.goods)):
        return unknown
    if draft.measure == BACK and "bare" in draft.marks:
        return []  # says nothing new
    why = f"instrument {last.measure}: named before"
    return [replace(draft, measure=last.measure, goods=draft.goods or last.goods, decided=(*draft.decided, why))]


def adopt(drafts: Sequence[Draft]) -> list[Draft]:
    """Specific instruments that explain a general name take what is done to it.

    "Die EU verlängert die Sanktionen. Es geht um Reisesperren": the travel ban is renewed.
    """
    general = [d for d in drafts if "general" in d.marks and "bare" not in d.marks]
    numbers = [g.sentence for g in general]
    return [_adopted(d, _window(general, numbers, d.sentence, _SAME_DECISION)) if _explains(d) else d for d in drafts]


def unfold(drafts: Sequence[Draft]) -> list[Draft]:
    """A change of "the sanctions" as one of each instrument, where the article says what these sanctions are.

    "Die EU verlängert die Sanktionen … Dabei geht es um Reise- und Vermögenssperren" renews two instruments.
    """
    numbers = [d.sentence for d in drafts]
    found: list[Draft] = []
    for draft in drafts:
        parts = _parts(draft, _window(drafts, numbers, draft.sentence, _EXPLAINED))
        found.extend(parts or _ordered(draft, drafts) or [draft])
    return found


def _ordered(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    """What is done to a national emergency, as done to the instruments that the article says the order uses."""
    if "emergency" not in draft.marks:
        return []
    named = sorted({d.measure for d in drafts if d.measure in _OF_ORDERS and "general" not in d.marks})
    why = "instrument: what the order of the emergency uses"
    return [replace(draft, measure=m, marks=draft.marks - {"general"}, decided=(*draft.decided, why)) for m in named]


def _window(drafts: Sequence[Draft], numbers: Sequence[int], sentence: int, reach: int) -> Sequence[Draft]:
    """The drafts of the sentences around one; drafts are in the order of their sentences."""
    return drafts[bisect_left(numbers, sentence - reach) : bisect_right(numbers, sentence + reach)]


def _parts(draft: Draft, drafts: Sequence[Draft]) -> list[Draft]:
    if "general" not in draft.marks or draft.action not in _CHANGES:
        return []
    named = [
        d
        for d in drafts
        if d.measure in _PERSONAL
        and "general" not in d.marks
        and _agree(d.target, draft.target)
        and _agree(d.agent, draft.agent)
    ]
    if {d.measure for d in named} != _PERSONAL:
        return []
    why = "instrument: what the article explains the sanctions as"
    return [
        replace(draft, measure=m, marks=draft.marks - {"general"}, decided=(*draft.decided, why))
        for m in sorted(_PERSONAL)
    ]


def _explains(draft: Draft) -> bool:
    return {"general", "bare"} & draft.marks == {"bare"} and draft.measure not in _OF_TRADE


def _adopted(draft: Draft, general: Sequence[Draft]) -> Draft:
    near = [g for g in general if _agree(g.target, draft.target) and _agree(g.agent, draft.agent)]
    if not near:
        return draft
    source = min(near, key=lambda g: (abs(g.sentence - draft.sentence), abs(g.start - draft.start)))
    return replace(
        draft,
        action=source.action,
        stage=source.stage,
        agent=draft.agent or source.agent,
        target=draft.target or source.target,
        marks=draft.marks - {"bare"},
        decided=(*draft.decided, f"action {source.action}: that of the sanctions it explains"),
    )


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with those of one event joined, in order of the first mention."""
    events: list[Draft] = []
    by_core: dict[tuple[str, str, str | None], list[int]] = {}
    for draft in drafts:
        rivals = by_core.setdefault((draft.type, draft.action, draft.measure), [])
        index = next((i for i in rivals if same(events[i], draft)), None)
        if index is None:
            rivals.append(len(events))
            events.append(draft)
        else:
            events[index] = _join(events[index], draft)
    return events


def same(a: Draft, b: Draft) -> bool:
    """Whether two drafts speak of one event: the core agrees and neither roles nor dates contradict."""
    if (a.type, a.action, a.measure) != (b.type, b.action, b.measure):
        return False
    if a.type == "measure" and _settled(a) != _settled(b) and "refers" not in b.marks:
        return False
    return all(_agree(getattr(a, role), getattr(b, role)) for role in _ROLES) and _dates_agree(a, b)


def _settled(draft: Draft) -> str:
    """What is denied is not one act with what is planned or done; of one act the most advanced stage counts."""
    return "denied" if draft.stage == "denied" else "asserted"


def _agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return not a or not b or bool(set(a) & set(b))


def _dates_agree(a: Draft, b: Draft) -> bool:
    if a.date is None or b.date is None:
        return True
    first, second = a.date.split("/")[0], b.date.split("/")[0]
    length = min(len(first), len(second))
    return "/" in a.date + b.date or first[:length] == second[:length]


def _join(a: Draft, b: Draft) -> Draft:
    """One draft with the fillers and evidence of both and the more advanced stage."""
    leading = b if _leads(b, a) else a
    date = a if a.date and (not b.date or len(a.date) >= len(b.date)) else b
    return replace(
        a,
        stage=leading.stage,
        speaker=_speakers(a, b),
        date=date.date,
        date_text=date.date_text,
        others=(*a.others, (b.start, b.end), *b.others)[:_EVIDENCE],
        decided=tuple(dict.fromkeys((*a.decided, *b.decided)))[:_REASONS],
        marks=_marks(a, b),
        agent=_union(a.agent, b.agent),
        target=_union(a.target, b.target),
        addressee=_union(a.addressee, b.addressee),
        goods=_union(a.goods, b.goods),
        place=_union(a.place, b.place),
    )


def _leads(b: Draft, a: Draft) -> bool:
    """Whether the stage of b goes before that of a: the more advanced one, of those that a word for the act tells."""
    if a.type == "measure" and ("bare" in a.marks) != ("bare" in b.marks):
        return "bare" in a.marks
    return RANK[b.stage] > RANK[a.stage]


def _speakers(a: Draft, b: Draft) -> tuple[str, ...]:
    """Whom the article cites: nobody for what it also reports as done in its own voice."""
    if "done" in (a.stage, b.stage) and not (a.speaker and b.speaker):
        return ()
    return a.speaker or b.speaker


def _marks(a: Draft, b: Draft) -> frozenset[str]:
    """Marks of strength add up; a word that says the action in either mention says it for both."""
    marks = a.marks | b.marks
    return marks if {"bare"} <= a.marks & b.marks else marks - {"bare"}


def _union(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*a, *b)))


def mark(events: Sequence[Draft]) -> list[Draft]:
    """The events with marks on what the codebook mostly does not code beside others; the judge weighs them."""
    return [replace(e, marks=e.marks | frozenset(_doubts(e, events))) for e in events]


def _doubts(event: Draft, events: Sequence[Draft]) -> Iterator[str]:
    if _presupposed(event, events):
        yield "presupposed"
    if _generic(event, events):
        yield "beside a specific instrument"


def _presupposed(event: Draft, events: Iterable[Draft]) -> bool:
    """A measure that no word imposes, beside its lifting, easing or renewal."""
    if event.action != "impose" or "bare" not in event.marks or {"agent by form", "target by form"} & event.marks:
        return False
    return any(
        e.type == "measure" and e.action in PRESUPPOSE and e.measure == event.measure and _agree(e.target, event.target)
        for e in events
    )


def _generic(event: Draft, events: Iterable[Draft]) -> bool:
    """The general name beside specific instruments of the same decision."""
    if "general" not in event.marks:
        return False
    return any(
        e.type == "measure"
        and "general" not in e.marks
        and e.action == event.action
        and abs(e.sentence - event.sentence) <= _SAME_DECISION
        and _agree(e.target, event.target)
        and _agree(e.agent, event.agent)
        for e in events
    )
