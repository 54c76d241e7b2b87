"""The ``figure`` claims of the codebook: numbers on imports, exports, trade, production, stocks, prices, aid and revenue."""

from __future__ import annotations

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

_ACTORS = frozenset({"state", "bloc", "company", "government-body", "organisation"})
_MEMORY = 2  # sentences over which a figure hands on its goods and sides
_UNIT_KINDS = {"bbl/d": "production"}

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


def figures(
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

    def read(self, sentence: Sentence) -> Iterator[Draft]:
        numbers = _inside(self._quantities, sentence)
        if not numbers:
            return
        words = [token.text.lower() for token in sentence.tokens]
        scene = _Scene(sentence, words, _inside(self._mentions, sentence), _inside(self._dates, sentence), numbers)
        for position, quantity in enumerate(numbers):
            if (figure := self._figure(scene, position)) is not None:
                self._last = figure
                yield self._draft(scene, quantity, figure)

    def _figure(self, scene: _Scene, position: int) -> _Figure | None:
        quantity = scene.numbers[position]
        first, last = scene.span(quantity)
        left, right = scene.clause(first, last)
        clause = scene.words[left:right]
        if self._is_none(scene, position, clause):
            return None
        kind = self._kind(scene, first, last, quantity)
        if kind is None or (kind == "price" and quantity.currency and self._is_change(scene, first)):
            return None
        figure = self._filled(scene, position, kind)
        return figure if figure.agent or figure.target or figure.goods else None

    def _is_none(self, scene: _Scene, position: int, clause: Sequence[str]) -> bool:
        """Whether the number is a rate, an index, a vote, or the same sum in another currency."""
        quantity = scene.numbers[position]
        if quantity.unit == "percentage points" or self._rules.means("not_figures", clause):
            return True
        if position == 0 or not quantity.currency:
            return False
        before = scene.numbers[position - 1]
        gap = scene.sentence.text[before.end - scene.sentence.start : quantity.start - scene.sentence.start].strip()
        return gap in ("(", ", or", "or", "oder") and before.currency not in (None, quantity.currency)

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
            for index, word in enumerate(scene.words)
            if not first <= index < last and (kind := self._rules.kind(word)) is not None
        ]
        if near:
            return min(near)[2]
        last_figure = self._last
        return last_figure.kind if last_figure and scene.sentence.number - last_figure.sentence <= 1 else None

    def _filled(self, scene: _Scene, position: int, kind: str) -> _Figure:
        """Kind, sides and goods: from the stretch around the number, then the sentence, then the figure before."""
        first, last = scene.window(position)
        actors = scene.places(_ACTORS)
        rules = self._rules
        near = sides(scene.words, [p for p in actors if first <= p.first < last], rules)
        whole = sides(scene.words, actors, rules)
        flags = {
            "receives": rules.means("receives", scene.words[first:last]),
            "deficit": rules.means("deficit", scene.words),
        }
        agent, target = roles(kind, near, **flags)
        more_agent, more_target = roles(kind, whole, **flags)
        agent, target = agent or tuple(k for k in more_agent if k not in target), target
        target = target or tuple(k for k in more_target if k not in agent)
        goods = scene.goods(first, last)
        previous = self._last
        if previous and scene.sentence.number - previous.sentence <= _MEMORY and previous.kind == kind:
            goods = goods or previous.goods
            if not agent and not target:
                agent, target = previous.agent, previous.target
        return _Figure(kind, agent, target, goods, scene.period(position), scene.sentence.number)

    def _draft(self, scene: _Scene, quantity: Quantity, figure: _Figure) -> Draft:
        first, last = scene.span(quantity)
        left, right = scene.clause(first, last)
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
            speaker=speaker_of(start, end, self._said, figure.agent, stage),
            value=self._signed(scene, quantity, clause),
            unit=quantity.unit,
            period=figure.period.edtf if figure.period else None,
            confidence=0.5,
            decided=(f"figure: {figure.kind}", f"value: {quantity.text}"),
        )

    def _signed(self, scene: _Scene, quantity: Quantity, clause: Sequence[str]) -> float | int:
        """A fall is negative, unless the number is what it fell to."""
        first, last = scene.span(quantity)
        before, rules = scene.words[max(0, first - 2) : first], self._rules
        if quantity.value < 0 or rules.means("to", before) or rules.means("rise", clause):
            return quantity.value
        change = quantity.unit == "percent" or rules.means("by", before)
        return -quantity.value if change and rules.means("fall", clause) else quantity.value


def _inside(items: Sequence[_Item], sentence: Sentence) -> Sequence[_Item]:
    """Those that begin in a sentence; items are in order."""
    first = bisect_left(items, sentence.start, key=lambda item: item.start)
    return items[first : bisect_left(items, sentence.end, key=lambda item: item.start)]
