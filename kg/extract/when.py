"""When an event happened or will: the date expression of its clause that stands nearest to the words that name it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.dates import DateExpression
from kg.extract.draft import Draft
from kg.extract.stages import STRONG

_FRONTED = 3
"""Most characters between an expression and the clause that it opens: "Today, the President …"."""

_PLANNED = frozenset({"measure", "statement"})
"""Types whose date may be that of the announcement."""

_DAY = len("2024-05-15")
_KINDS = frozenset({"point", "period", "deadline", "start"})


class Dates:
    """The date expressions of an article, by place.

    ``reach``: most characters between a date and the word that names the event, by language in the table of dates.
    """

    def __init__(self, expressions: Sequence[DateExpression], reach: int) -> None:
        self._reach = reach
        self._found = [e for e in expressions if e.kind in _KINDS]
        self._starts = [e.start for e in self._found]

    def dated(self, draft: Draft, trigger: tuple[int, int]) -> Draft:
        """The draft with its date, when its clause gives one near the trigger's offsets."""
        first = bisect_left(self._starts, draft.start)
        inside = self._found[max(0, first - 1) : bisect_left(self._starts, draft.end)]
        near = [(e, _distance(e, *trigger)) for e in inside if e.end > draft.start - _FRONTED]
        near = [(e, d) for e, d in near if d <= self._reach and not (_of_act(e) and d > _FRONTED)]
        if not near:
            return draft
        best = min(near, key=lambda pair: pair[1])[0]
        stage = "announced" if _unsaid(draft) and _ahead(best) else draft.stage
        if draft.type not in _PLANNED and stage in ("announced", "proposed") and _past(best):
            stage = "done"
        why = f"date {best.edtf}: {best.text} ({best.how})"
        return replace(draft, stage=stage, date=best.edtf, date_text=best.text, decided=(*draft.decided, why))


def _of_act(expression: DateExpression) -> bool:
    """Whether a date only tells which act is meant: "Executive Order 13219 of June 26, 2001"."""
    return expression.text.startswith("of ") and len(expression.edtf) == _DAY


def _past(expression: DateExpression) -> bool:
    """Whether a date that was resolved lies wholly before the day of publication."""
    anchor, end = expression.anchor, expression.edtf.split("/")[-1]
    return anchor is not None and len(anchor) == _DAY and end < anchor[: len(end)]


def _unsaid(draft: Draft) -> bool:
    """Whether a draft is done only because no word says otherwise."""
    return draft.stage == "done" and not any(line.startswith(STRONG) for line in draft.decided)


def _ahead(expression: DateExpression) -> bool:
    """Whether a date lies wholly after the day of publication: what is told in the present is still to come."""
    anchor = expression.anchor
    return (
        anchor is not None and len(anchor) == _DAY and expression.edtf[:_DAY] > anchor and len(expression.edtf) >= _DAY
    )


def _distance(expression: DateExpression, start: int, end: int) -> int:
    return max(0, expression.start - end, start - expression.end)
