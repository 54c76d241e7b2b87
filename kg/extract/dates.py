"""Date expressions of a text, resolved to EDTF against the day of publication.

Kinds: ``point``, ``deadline`` (bis, by, until), ``start`` (ab, seit, from, since), ``duration`` (a span counted
from publication: the last three months), ``period`` (an interval: a quarter, a season, from … to).
Vague words (recently, kürzlich) give no date; the date of publication is never a default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg import edtf
from kg.extract.dates_calendar import day_of, needs
from kg.extract.dates_calendar import resolve as on_calendar
from kg.extract.dates_grammar import Grammar, Pattern, grammar
from kg.text import Sentence

_ANY_DAY = date(2000, 1, 1)  # for absolute dates, which look at no other day
_PRECISION = ("year", "month", "day")
# Rules whose result depends on whether the clause looks forward or back.
_BY_TENSE = frozenset({"date", "range", "weekday", "weekdays", "unit", "turn", "part_of_year", "season", "week_ending"})
_DIGITS = frozenset({"digits"})
_AROUND = 60  # characters; the longest expressions, "in the first nine months of the fiscal year 2026", are shorter
_PARTS = re.compile(r"[-–'’]")
_COMMA = 4  # a cue beyond a comma counts as so many words farther away


@dataclass(frozen=True, slots=True)
class DateExpression:
    """Words that name a date, and the date they name.

    ``start`` and ``end`` are offsets into the article's text. ``anchor`` is the date of publication that it was
    resolved against, None for an absolute date. ``how`` names the rule and, where it mattered, the tense.
    """

    start: int
    end: int
    text: str
    edtf: str
    kind: str
    anchor: str | None
    how: str
    rule: str
    values: tuple[tuple[str, str], ...]


def find(sentences: Sequence[Sentence], published: str | None, language: str) -> tuple[DateExpression, ...]:
    """The date expressions of an article, in order, not overlapping.

    ``published`` is ISO 8601 to the precision that is known; what cannot be resolved with it is left out.
    Raises UsageError for a language without tables.
    """
    rules = grammar(language)
    return tuple(found for sentence in sentences for found in _in_sentence(sentence, published, rules))


def resolve(expression: DateExpression, published: str | None, *, future: bool | None = None) -> DateExpression:
    """The same expression resolved anew, where the reader knows that the clause looks forward (or back).

    Returned unchanged when it cannot be resolved so.
    """
    found = _edtf(expression.rule, dict(expression.values), published, future)
    if found is None:
        return expression
    tense = "" if future is None else " future" if future else " past"
    return replace(expression, edtf=found[0], anchor=found[1], how=expression.rule + tense)


def within(expressions: Iterable[DateExpression], start: int, end: int) -> tuple[DateExpression, ...]:
    """Those that lie inside a stretch of the text."""
    return tuple(e for e in expressions if start <= e.start and e.end <= end)


def _in_sentence(sentence: Sentence, published: str | None, rules: Grammar) -> Iterator[DateExpression]:
    present, first, last = _classes(sentence, rules)
    if not present:
        return
    # Most patterns begin or end with a word that announces them, so that only its surroundings are searched.
    begin, stop = max(0, first - sentence.start - _AROUND), last - sentence.start + _AROUND
    matches = [
        (match.start() - match.end(), match.start(), number, match)
        for number, pattern in rules.possible(frozenset(present))
        for match in pattern.match.finditer(sentence.text, begin, stop)
    ]
    found: list[DateExpression] = []
    for _, _, number, match in sorted(matches, key=lambda m: m[:3]):  # the longest first
        start, end = match.start() + sentence.start, match.end() + sentence.start
        if any(start < e.end and e.start < end for e in found):
            continue
        found += _expressions(sentence, match, rules.patterns[number], published, rules)
    yield from sorted(found, key=lambda e: e.start)


def _classes(sentence: Sentence, rules: Grammar) -> tuple[set[str], int, int]:
    """The classes of words that the sentence holds, and where the first begins and the last ends.

    "mid-March" and "week's" count as two words.
    """
    present: set[str] = set()
    first = last = -1
    known = rules.classes
    for token in sentence.tokens:
        word = token.text.lower()
        classes = known.get(word)
        if not word.isalpha():
            classes = (classes or frozenset()) | _of_parts(word, known)
        if classes:
            present |= classes
            first, last = first if first >= 0 else token.start, token.end
    return present, first, last


def _of_parts(word: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The classes of a word with digits, a hyphen or an apostrophe."""
    found = _DIGITS if word[-1].isdigit() or word[0].isdigit() else frozenset()
    for part in _PARTS.split(word) if len(word) > 1 else ():
        found |= known.get(part, frozenset()) | (_DIGITS if part.isdigit() else frozenset())
    return found


def _values(match: re.Match[str], pattern: Pattern, rules: Grammar) -> dict[str, str]:
    """The groups of a match by class, as the calendar wants them."""
    found = {name: rules.value(name.rstrip("2"), form) for name, form in match.groupdict().items() if form}
    return {**found, **pattern.fixed}


def _is_number(text: str, match: re.Match[str], rules: Grammar) -> bool:
    """Whether four bare digits are no year: "Resolution 2231", "2000 Euro"."""
    before = text[max(0, match.start() - 20) : match.start()].split()[-1:]
    after = text[match.end() : match.end() + 20].split()[:1]
    return _bare(before) in rules.not_years_after or _bare(after) in rules.not_years_before


def _bare(words: list[str]) -> str:
    return words[0].strip(".,;:()").lower() if words else ""


def _expressions(
    sentence: Sentence, match: re.Match[str], pattern: Pattern, published: str | None, rules: Grammar
) -> Iterator[DateExpression]:
    """The expression of a match, or none where it is no date or cannot be resolved."""
    values = _values(match, pattern, rules)
    bare = pattern.rule in ("year", "range") and "month" not in values and "part" not in values
    if bare and _is_number(sentence.text, match, rules):
        return
    kind, start, end = _kind(sentence, match, pattern, rules)
    if kind == "deadline":  # "by the end of 2024" is the year
        values.pop("part", None)
    future = _looks_forward(sentence, start, end, kind, rules) if pattern.rule in _BY_TENSE else None
    if resolved := _edtf(pattern.rule, values, published, future):
        text = sentence.text[start:end]
        tense = "" if future is None or resolved[1] is None else " future" if future else " past"
        yield DateExpression(
            start=sentence.start + start,
            end=sentence.start + end,
            text=text,
            edtf=resolved[0],
            kind=_final_kind(kind, pattern.rule, resolved[0]),
            anchor=resolved[1],
            how=pattern.rule + tense,
            rule=pattern.rule,
            values=tuple(sorted(values.items())),
        )


def _kind(sentence: Sentence, match: re.Match[str], pattern: Pattern, rules: Grammar) -> tuple[str | None, int, int]:
    """What the words around say of the kind, and the expression with the words that belong to it."""
    start, end, kind = match.start(), match.end(), pattern.kind
    left = sentence.text[max(0, start - 40) : start]
    whole = sentence.text[start:end]
    for name, phrase in rules.before:
        if before := phrase.search(left):
            start -= len(left) - before.start()
            kind = kind or (name if name != "plain" else None)
            break
    for name, phrase in rules.inside:
        if kind is None and name != "plain" and phrase.match(whole):
            kind = name
    for name, phrase in rules.after:
        if after := phrase.match(sentence.text, end):
            return name, start, after.end()
    return kind, start, end


def _final_kind(kind: str | None, rule: str, found: str) -> str:
    if kind:
        return "start" if kind == "since" else kind
    if rule in ("span", "so_far", "to_come"):
        return "duration"
    return "period" if "/" in found else "point"


def _looks_forward(sentence: Sentence, start: int, end: int, kind: str | None, rules: Grammar) -> bool | None:
    """What the nearest cue of tense in the sentence says; deadlines and beginnings lie ahead."""
    if kind in ("deadline", "start", "since"):
        return kind != "since"
    cues = [
        (_distance(sentence, token.start - sentence.start, start, end), number, sense)
        for number, token in enumerate(sentence.tokens)
        if (sense := rules.tense.get(token.text)) is not None and not start <= token.start - sentence.start < end
    ]
    return min(cues)[2] if cues else None


def _distance(sentence: Sentence, cue: int, start: int, end: int) -> int:
    between = sentence.text[end:cue] if cue >= end else sentence.text[cue:start]
    return between.count(" ") + _COMMA * sum(between.count(mark) for mark in ",;–:")


def _edtf(
    rule: str, values: dict[str, str], published: str | None, future: bool | None
) -> tuple[str, str | None] | None:
    """The date and the anchor that it needed; None where the date of publication is not precise enough."""
    need = needs(rule, values)
    if need is None:
        found = on_calendar(rule, values, _ANY_DAY, future)
        return (found, None) if found else None
    at = day_of(published)
    if at is None or published is None:
        return None
    if _PRECISION.index(need) > _PRECISION.index(edtf.precision(published[:10])):
        return None
    found = on_calendar(rule, values, at, future)
    return (found, published[:10]) if found else None
