"""The ``figure`` claims of the codebook: imports, exports, trade, production, stocks, prices, aid, revenue."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.extract.dates import DateExpression
from kg.extract.draft import Draft
from kg.extract.figures_lexicon import Lexicon, lexicon
from kg.extract.figures_roles import roles, sides
from kg.extract.figures_scene import Scene as _Scene
from kg.extract.quantities import Quantity
from kg.extract.speech import Attribution, speaker_of
from kg.model import Article, Mention
from kg.text import Sentence

_MEMORY = 2  # sentences over which a figure hands on its goods and sides
_UNIT_KINDS = {"bbl/d": "production"}
# How far, in words, the word may stand that names the kind; things that are counted need it nearer.
_NEAR, _COUNTED = 24, 6
_NONE = 12  # how far a word may stand that makes a number no figure
_COUNTS = frozenset({"units", "aircraft", "cars", "dwellings", "centrifuges", "l", "g"})

_Item = TypeVar("_Item", Mention, DateExpression, Quantity)


@dataclass(frozen=True, slots=True)
class _Figure:
    """What the words around a quantity say of it, and in which sentence."""

    kind: str
    agent: tuple[str, ...]
    target: tuple[str, ...]
    goods: tuple[str, ...]
    period: DateExpression | None
    sentence: int


def figures(  # noqa: PLR0913, PLR0917 - one argument a layer of reading, in the order in which they are read
    article: Article,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    dates: Sequence[DateExpression],
    quantities: Sequence[Quantity],
    said: Sequence[Attribution] = (),
) -> tuple[Draft, ...]:
    """The figures of an article, in order. ``said`` names their speakers.

    A range counts with its lower bound, a fall is negative, a forecast is proposed. Rates of duty, indices, votes and
    counts of people are none. Raises UsageError for a language without tables.
    """
    reader = _Reader(lexicon(article.language), mentions, dates, quantities, said)
    return tuple(draft for sentence in sentences for draft in reader.read(sentence))


class _Reader:
    """Reads sentences in order and remembers the last figure, whose kind and sides the next may share."""

    def __init__(
        self,
        rules: Lexicon,
        mentions: Sequence[Mention],
        dates: Sequence[DateExpression],
        quantities: Sequence[Quantity],
        said: Sequence[Attribution],
    ) -> None:
        self._rules, self._said = rules, said
        self._mentions, self._dates, self._quantities = mentions, dates, quantities
        self._last: _Figure | None = None
        self._kinds: list[tuple[int, str]] = []  # the words of the sentence that name a kind

    def read(self, sentence: Sentence) -> Iterator[Draft]:
        numbers = _inside(self._quantities, sentence)
        if not numbers:
            return
        words = [token.text.lower() for token in sentence.tokens]
        scene = _Scene(sentence, words, _inside(self._mentions, sentence), _inside(self._dates, sentence), numbers)
        self._kinds = [
            (index, kind) for index, word in enumerate(words) if (kind := self._rules.kind(word)) is not None
        ]
        for position, quantity in enumerate(numbers):
            if (figure := self._figure(scene, position)) is not None:
                self._last = figure
                yield self._draft(scene, quantity, figure)

    def _figure(self, scene: _Scene, position: int) -> _Figure | None:
        quantity = scene.numbers[position]
        first, last = scene.span(quantity)
        left, right = scene.clause(first, last)
        clause = scene.words[left:right]
        if self._is_none(scene, position, clause, left):
            return None
        kind = self._kind(scene, first, last, quantity)
        if kind is None or (kind == "price" and quantity.currency and self._is_change(scene, first)):
            return None
        figure = self._filled(scene, position, kind)
        return figure if _is_filled(figure, quantity, self._rules.kinds[kind], clause) else None

    def _is_none(self, scene: _Scene, position: int, clause: Sequence[str], left: int) -> bool:
        """Whether the number is a rate, an index, a vote, or the one before it said in another way."""
        quantity = scene.numbers[position]
        first = scene.span(quantity)[0]
        bracketed = scene.words[max(0, first - 1)] == "(" and (quantity.currency or quantity.unit in _COUNTS)
        near = clause[max(0, first - left - _NONE) : first - left + _NONE]
        if bracketed or quantity.unit == "percentage points" or self._rules.means("not_figures", near):
            return True
        if position == 0 or not quantity.currency:
            return False
        before = scene.numbers[position - 1]
        gap = scene.sentence.text[before.end - scene.sentence.start : quantity.start - scene.sentence.start].strip(" ,")
        return gap in ("or", "oder") and before.unit != quantity.unit

    def _is_change(self, scene: _Scene, first: int) -> bool:
        """Whether a sum is only by how much a price moved: "rose $1 to $72"."""
        before = scene.words[max(0, first - 1) : first]
        rules = self._rules
        return rules.means("by", before) or rules.means("fall", before) or rules.means("rise", before)

    def _kind(self, scene: _Scene, first: int, last: int, quantity: Quantity) -> str | None:
        """The kind that the nearest word in the sentence names, else that of the figure just before."""
        if quantity.unit in _UNIT_KINDS:
            return _UNIT_KINDS[quantity.unit]
        if "/" in quantity.unit:
            return "price"
        near = [
            (scene.distance(index, first, last), index, kind)
            for index, kind in self._kinds
            if not first <= index < last
        ]
        reach = _COUNTED if quantity.unit in _COUNTS else _NEAR
        if near:
            return min(near)[2] if min(near)[0] <= reach else None
        last_figure = self._last
        return last_figure.kind if last_figure and scene.sentence.number - last_figure.sentence <= 1 else None

    def _filled(self, scene: _Scene, position: int, kind: str) -> _Figure:
        """Kind, sides and goods: from the stretch around the number, then the sentence, then the figure before."""
        first, last = scene.window(position)
        actors = scene.actors([a for a in self._said if a.sentence == scene.sentence.number])
        rules = self._rules
        near = sides(scene.words, [p for p in actors if first <= p.first < last], rules)
        whole = sides(scene.words, actors, rules)
        flags = {
            "receives": rules.means("receives", scene.words[first:last]),
            "deficit": rules.means("deficit", scene.words),
        }
        agent, target = roles(kind, near, **flags)
        more_agent, more_target = roles(kind, whole, **flags)
        agent = agent or tuple(k for k in more_agent if k not in target)
        target = target or tuple(k for k in more_target if k not in agent)
        goods = scene.goods(*scene.span(scene.numbers[position]))
        previous = self._last
        if previous and scene.sentence.number - previous.sentence <= _MEMORY and previous.kind == kind:
            goods = goods or previous.goods
            if not agent and not target:
                agent, target = previous.agent, previous.target
        elif previous and scene.sentence.number - previous.sentence <= _MEMORY:
            agent, target = _home(kind, previous, agent, target)
        return _Figure(kind, agent, target, goods, scene.period(position), scene.sentence.number)

    def _draft(self, scene: _Scene, quantity: Quantity, figure: _Figure) -> Draft:
        first, last = scene.span(quantity)
        left, right = scene.clause(first, last)
        if right - left - (last - first) <= 1 and left > 1:  # ", or 0.47%," belongs to the clause before
            left = scene.clause(left - 1, left - 1)[0]
        start, end = scene.sentence.tokens[left].start, scene.sentence.tokens[right - 1].end
        clause = scene.words[left:right]
        stage = "proposed" if self._rules.means("forecast", clause) else "done"
        return Draft(
            type="figure",
            action=figure.kind,
            stage=stage,
            sentence=scene.sentence.number,
            start=start,
            end=end,
            agent=figure.agent,
            target=figure.target,
            goods=figure.goods,
            speaker=speaker_of(start, end, self._said),
            value=self._signed(scene, quantity, clause),
            unit=quantity.unit,
            period=figure.period.edtf if figure.period else None,
            confidence=0.5,
            decided=(f"figure: {figure.kind}", f"value: {quantity.text}"),
        )

    def _signed(self, scene: _Scene, quantity: Quantity, clause: Sequence[str]) -> float | int:
        """A fall is negative, unless the number is what it fell to."""
        first, rules = scene.span(quantity)[0], self._rules
        before = scene.words[max(0, first - 3) : first]
        if quantity.value < 0 or rules.means("to", before) or rules.means("rise", clause):
            return quantity.value
        change = quantity.unit == "percent" or rules.means("by", before)
        fell = rules.means("fall", clause) or rules.means("fall_end", clause[-1:])
        return -quantity.value if change and fell else quantity.value


def _is_filled(figure: _Figure, quantity: Quantity, kind: re.Pattern[str], clause: Sequence[str]) -> bool:
    """Whether somebody or something is counted; that a share moved by some percent is no figure of its company."""
    if quantity.unit == "percent" and not figure.goods and not figure.target:
        return bool(figure.agent) and any(kind.fullmatch(word) for word in clause)
    return bool(figure.agent or figure.target or figure.goods)


def _home(
    kind: str, previous: _Figure, agent: tuple[str, ...], target: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Exports and imports told one after the other are those of one country."""
    if kind == "import" and previous.kind in ("export", "trade") and not target:
        return agent, previous.agent
    if kind in ("export", "trade") and previous.kind == "import" and not agent:
        return previous.target, target
    if {kind, previous.kind} == {"export", "trade"} and not agent:
        return previous.agent, target
    return agent, target


def _inside(items: Sequence[_Item], sentence: Sentence) -> Sequence[_Item]:
    """Those that begin in a sentence; items are in order."""
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    return items[first : bisect_left(items, sentence.end, key=lambda item: item.start)]
