"""Marks furniture of a page in an article's text: menus, related links, bylines, repeated headlines and so on.

Nothing is deleted. The rules are data (``kg/lang/<code>/boilerplate.toml``); what a table cannot say stands here:
lines above the headline, the repeated headline, date lines, menus.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.model import Region
from kg.sources import dates
from kg.sources.rules import Rule, Rules, rules, words
from kg.sources.tidy import key

HEAD = TAIL = 10
"""Lines at the beginning and at the end where furniture of the head and the tail is looked for."""
ABOVE = 8
"""Lines among which the headline is looked for."""
_STARTS = 4
_LIST = 8
_SHORT = 60  # code points of a site's name or a kicker above the headline
_MENU_LINE, _MENU_RUN, _MENU_KNOWN = 30, 4, 2
_HEADLINE = 15  # letters and digits from which a repeated line is a headline and not a word


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty: its text without blanks at the ends, and its place."""

    text: str
    start: int
    end: int


def mark(
    text: str, title: str | None = None, language: str | None = None, taken: Iterable[Region] = ()
) -> tuple[Region, ...]:
    """The regions of a text that are furniture: in order, not overlapping, those in ``taken`` among them.

    ``title`` is the headline, whose first appearance is never marked and whose others are. ``language`` chooses
    the rules: its own and the English ones, or those of all languages when it is None or not known. ``taken`` are
    regions that are known already, as of the menus of an HTML page; lines inside them are not looked at.
    """
    sure = tuple(_merge(text, taken))
    open_lines = _open(lines(text), sure) if sure else lines(text)
    found = _merge(text, _regions(text, open_lines, title, rules(language)))
    return merge(text, sure, found) if sure else tuple(found)


def _open(all_lines: Sequence[Line], taken: Sequence[Region]) -> list[Line]:
    """The lines outside regions."""
    starts = [region.start for region in taken]
    return [
        line
        for line in all_lines
        if not (number := bisect_right(starts, line.start)) or taken[number - 1].end < line.end
    ]


def lines(text: str) -> list[Line]:
    """The lines of a text that are not empty."""
    found, start = [], 0
    for raw in text.split("\n"):
        if stripped := raw.strip():
            begin = start + raw.index(stripped)
            found.append(Line(stripped, begin, begin + len(stripped)))
        start += len(raw) + 1
    return found


def _regions(text: str, all_lines: Sequence[Line], title: str | None, known: Rules) -> Iterator[Region]:
    first = headline_at(all_lines, title)
    if first is not None and title:
        yield from _repeated(all_lines, first, key(title))
    if first:
        yield from _above(all_lines[:first], known)
    body = 0 if first is None else first + 1
    yield from _by_line(all_lines, body, known)
    yield from _menus(all_lines[body:], known)
    yield from _inline(text, all_lines[body:], known)


def headline_at(all_lines: Sequence[Line], title: str | None) -> int | None:
    """The number of the line, among the first, that is the headline."""
    wanted = key(title) if title else ""
    if not wanted:
        return None
    return next((i for i, line in enumerate(all_lines[:ABOVE]) if _same(line.text, wanted)), None)


def _same(text: str, other: str) -> bool:
    """Whether a line is the headline of a key: equal, or one has the site's or the section's name behind it."""
    if len(text) > 2 * len(other) + _SHORT:
        return False
    one = key(text)
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _HEADLINE and long.startswith(short) and len(long) <= len(short) + 25


def _repeated(all_lines: Sequence[Line], first: int, wanted: str) -> Iterator[Region]:
    for line in all_lines[first + 1 : first + 1 + HEAD]:
        if _same(line.text, wanted):
            yield _region(line, "headline", "repeated-headline")


def _above(above: Sequence[Line], known: Rules) -> Iterator[Region]:
    """What stands above the headline: date, name of the site, slogan, kicker, menu."""
    for line in above:
        if is_date_line(line.text):
            yield _region(line, "date-line", "date-line")
        elif rule := known.head.find(line.text) or known.line.find(line.text):
            yield _region(line, rule.kind, rule.name)
        elif len(line.text) <= _SHORT and line.text[-1] not in ".!?":
            yield _region(line, "other", "above-headline")


def _by_line(all_lines: Sequence[Line], body: int, known: Rules) -> Iterator[Region]:
    last = len(all_lines) - TAIL
    listed = 0  # lines that may still belong to a list of links
    for number in range(body, len(all_lines)):
        line = all_lines[number]
        rule = _rule_of(line.text, known, at_head=number < body + HEAD, at_tail=number >= last)
        if rule:
            yield _region(line, rule.kind, rule.name)
            listed = _LIST if rule.list and _announces(line.text) else listed - 1
        elif listed > 0 and _is_link(line.text):
            yield _region(line, "related", "listed-link")
            listed -= 1
        else:
            listed = 0
            at_edge = number < body + _STARTS or number == len(all_lines) - 1
            if at_edge and is_date_line(line.text) and not _is_chronicle(all_lines):
                yield _region(line, "date-line", "date-line")


def _rule_of(text: str, known: Rules, *, at_head: bool, at_tail: bool) -> Rule | None:
    rule = known.line.find(text)
    if rule is None and at_head:
        rule = known.head.find(text)
    if rule is None and at_tail:
        rule = known.tail.find(text)
    return rule


def _is_chronicle(all_lines: Sequence[Line]) -> bool:
    """Whether dates on lines of their own are the headings of a text that tells events day by day."""
    return sum(is_date_line(line.text) for line in all_lines) > 3  # noqa: PLR2004 — head, updated, foot


def _announces(text: str) -> bool:
    """A heading such as "Mehr zum Thema:" has its links below, "Siehe auch: Kupfer wird teurer" is one itself."""
    return len(text.split()) <= 4 or text.endswith(":")  # noqa: PLR2004 — words of a heading


def _is_link(text: str) -> bool:
    return len(text) <= 140 and text[-1] not in ".:;" and not text[0].islower()  # noqa: PLR2004 — a long headline


def _menus(all_lines: Sequence[Line], known: Rules) -> Iterator[Region]:
    run: list[Line] = []
    for line in [*all_lines, Line("", 0, 0)]:
        if line.text and len(line.text) <= _MENU_LINE and line.text[-1] not in ".:;,!?" and len(line.text.split()) <= 4:  # noqa: PLR2004
            run.append(line)
            continue
        if len(run) >= _MENU_RUN and sum(each.text.casefold() in known.menu for each in run) >= _MENU_KNOWN:
            yield from (_region(each, "menu", "menu") for each in run)
        run = []


def _inline(text: str, all_lines: Sequence[Line], known: Rules) -> Iterator[Region]:
    for line in all_lines[:_STARTS]:
        if (match := known.start.expression.match(line.text)) and match.end() < len(line.text):
            rule = known.start.rules[int((match.lastgroup or "r0")[1:])]
            yield Region(start=line.start, end=line.start + len(match.group().rstrip()), kind=rule.kind, rule=rule.name)
    folded = text.lower()
    for rule, expression in known.inline:
        if any(word in folded for word in rule.begins):
            for match in expression.finditer(text):
                yield Region(start=match.start(), end=match.end(), kind=rule.kind, rule=rule.name)


@cache
def _date_words() -> tuple[frozenset[str], frozenset[str]]:
    return words("date_line") | words("published") | words("updated"), words("published")


_REST = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")


def is_date_line(text: str) -> bool:
    """Whether a line holds nothing but a date, its weekday, its time and words such as "Stand"."""
    return date_of_line(text) is not None


def date_of_line(text: str) -> tuple[str, bool] | None:
    """The date of a date line, and whether it says of itself that it is the publication's."""
    if len(text) > 80 or not any(c.isdigit() for c in text):  # noqa: PLR2004 — "Published Friday, May 3, 2024 at 10:00 a.m. EDT | Updated …"
        return None
    found = dates.stated(text)
    if not found:
        return None
    rest = "".join(text[a:b] for a, b in _between(text, found))
    known, published = _date_words()
    left = [word.casefold() for word in _REST.findall(rest)]
    if any(word not in known for word in left) and " ".join(left) not in known:
        return None
    return found[0].value, not found[0].ambiguous and any(word in published for word in left)


def _between(text: str, found: Sequence[dates.Stated]) -> Iterator[tuple[int, int]]:
    position = 0
    for each in found:
        if each.start >= position:
            yield position, each.start
        position = max(position, each.end)
    yield position, len(text)


def _region(line: Line, kind: str, rule: str) -> Region:
    return Region(start=line.start, end=line.end, kind=kind, rule=rule)


def _merge(text: str, found: Iterable[Region]) -> Iterator[Region]:
    """In order, without overlaps; neighbours of one rule that only blanks part become one."""
    current: Region | None = None
    for region in sorted(found, key=lambda each: (each.start, -each.end)):
        if region.end <= region.start or (current and region.end <= current.end):
            continue
        if current is None:
            current = region
            continue
        start = max(region.start, current.end)
        same = (region.kind, region.rule) == (current.kind, current.rule)
        if same and not text[current.end : start].strip():
            current = current.model_copy(update={"end": region.end})
        else:
            yield current
            current = region.model_copy(update={"start": start})
    if current:
        yield current


def merge(text: str, sure: Iterable[Region], more: Iterable[Region]) -> tuple[Region, ...]:
    """Regions of two finders as one list, in order and without overlaps; where both speak, ``sure`` decides."""
    first = tuple(_merge(text, sure))
    return tuple(_merge(text, (*first, *(piece for region in more for piece in _outside(text, region, first)))))


def _outside(text: str, region: Region, taken: Sequence[Region]) -> Iterator[Region]:
    """The parts of a region that no taken one covers, without blanks at their ends."""
    position = region.start
    for other in (*taken, Region(start=region.end, end=region.end, kind="other")):
        if other.end < position or other.start > region.end:
            continue
        piece = text[position : min(other.start, region.end)]
        if piece.strip():
            start = position + len(piece) - len(piece.lstrip())
            yield region.model_copy(update={"start": start, "end": start + len(piece.strip())})
        position = max(position, other.end)
