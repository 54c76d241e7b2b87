"""Numbers with a unit or a currency: "900 Millionen US-Dollar", "$900m", "70 %", "two thirds of", "15-20 bcm".

Units are the codebook's: ``percent``, ISO 4217 codes, ``t``, ``bbl``, ``bbl/d``, ``m3``, ``USD/bbl`` …; a range
takes its lower bound. Numbers of people and bare numbers are no quantities. Tables: kg/lang/<code>/numbers.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.lang import table
from kg.text import Sentence

_DIGITS = r"\d{1,3}(?:[.,’' ]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
# Short forms that are words of their own elsewhere ("a", "m", "t") count only right behind digits.
_SHORT = 2
_MINUS = "-−–"
_LARGE = {"bcm": ("m3", 1e9)}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something. Offsets are into the article's text.

    ``value`` is in ``unit``, scale applied; ``upper`` is the other bound of a range. ``currency`` is the ISO 4217
    code where the unit is money or a price. ``comparative`` is "more" (more than), "less" (less than, up to) or None.
    """

    start: int
    end: int
    text: str
    value: float | int
    unit: str
    currency: str | None = None
    upper: float | int | None = None
    approximate: bool = False
    comparative: str | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """The compiled table of a language."""

    match: re.Pattern[str]
    fraction: re.Pattern[str]
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    units: Mapping[str, str]
    currencies: Mapping[str, str]
    fractions: Mapping[str, float]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    needs_scale: frozenset[str]
    triggers: frozenset[str]
    starters: frozenset[str]
    decimal: str


def find(sentences: Sequence[Sentence], language: str) -> tuple[Quantity, ...]:
    """The quantities of an article, in order, not overlapping. Raises UsageError for a language without tables."""
    rules = _rules(language)
    return tuple(quantity for sentence in sentences for quantity in _in_sentence(sentence, rules))


def within(quantities: Sequence[Quantity], start: int, end: int) -> tuple[Quantity, ...]:
    """Those that lie inside a stretch of the text."""
    return tuple(q for q in quantities if start <= q.start and q.end <= end)


def parse(number: str, decimal: str = ".") -> float | int:
    """The value of a number written with digits, in a language that writes decimals with that mark.

    A mark before three last digits groups them, unless it is the decimal mark of the language.
    """
    text = re.sub(r"[ ’']", "", number)
    other = "," if decimal == "." else "."
    if decimal in text and other not in text and text.count(decimal) > 1:
        text = text.replace(decimal, "")
    elif other in text and decimal not in text and not re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", text):
        text = text.replace(other, decimal)  # "4.1 Prozent" in a German text
    return _whole(float(text.replace(other, "").replace(decimal, ".")))


def _whole(value: float) -> float | int:
    value = float(f"{value:.12g}")  # 65.79 million is no 65790000.00000001
    return int(value) if value == int(value) else value


def _in_sentence(sentence: Sentence, rules: _Rules) -> Iterator[Quantity]:
    if not any(_announces(token.text, rules) for token in sentence.tokens):
        return
    found = [q for m in _matches(sentence, rules) if (q := _quantity(sentence, m, rules))]
    for match in rules.fraction.finditer(sentence.text):
        if not any(q.start < match.end() + sentence.start and match.start() + sentence.start < q.end for q in found):
            found.append(_fraction(sentence, match, rules))
    yield from sorted(found, key=lambda q: q.start)


def _matches(sentence: Sentence, rules: _Rules) -> Iterator[re.Match[str]]:
    """Tries the pattern only where a token can begin a quantity: the pattern is too wide to be searched for."""
    reached = 0
    for token in sentence.tokens:
        position = token.start - sentence.start
        if position < reached or not (token.text[0].isdigit() or token.text.lower() in rules.starters):
            continue
        position -= position > 0 and sentence.text[position - 1] in _MINUS
        if match := rules.match.match(sentence.text, max(position, reached)):
            reached = match.end()
            yield match


def _announces(word: str, rules: _Rules) -> bool:
    word = word.lower()
    return word in rules.triggers or ("-" in word and any(part in rules.triggers for part in word.split("-")))


def _quantity(sentence: Sentence, match: re.Match[str], rules: _Rules) -> Quantity | None:
    groups = match.groupdict()
    money, unit = groups["front"] or groups["money"], groups["unit"]
    if not (money or unit) or _is_article(groups, rules):
        return None
    if money and not groups["scale"] and _fold(money) in rules.needs_scale:
        return None
    scale = rules.scales[_fold(groups["scale"])] if groups["scale"] else 1.0
    low_scale = rules.scales[_fold(groups["lowscale"])] if groups["lowscale"] else scale
    low = _number(groups["low"], rules) * low_scale
    high = _number(groups["high"], rules) * scale if groups["high"] else None
    begin = match.start()
    if high is not None and high <= low:  # "1.4% in 2025 and 1.5%": two numbers, no range
        begin, low, high = match.start("high"), high, None
    currency = rules.currencies[_fold(money)] if money else None
    name = _unit_name(currency, unit or groups["per"], rules)
    factor = 1.0
    if name in _LARGE:
        name, factor = _LARGE[name]
    start, approximate, comparative = _context(sentence.text, begin, rules)
    return Quantity(
        start=sentence.start + start,
        end=sentence.start + match.end(),
        text=sentence.text[start : match.end()],
        value=_whole(low * factor * (-1 if groups["minus"] else 1)),
        unit=name,
        currency=currency,
        upper=_whole(high * factor) if high is not None else None,
        approximate=approximate,
        comparative=comparative,
    )


def _is_article(groups: Mapping[str, str | None], rules: _Rules) -> bool:
    """Whether the number is the article of a thing: "a tank", but not "ein Prozent", "a million tonnes"."""
    low, unit = groups["low"] or "", groups["unit"]
    counted = groups["scale"] or groups["high"] or low[0].isdigit() or rules.numbers[_fold(low)] != 1
    return not counted and (unit is None or rules.units[_fold(unit)] != "percent")


def _fraction(sentence: Sentence, match: re.Match[str], rules: _Rules) -> Quantity:
    start, approximate, comparative = _context(sentence.text, match.start(), rules)
    value = _whole(rules.fractions[_fold(match.group())])
    where = sentence.start + start, sentence.start + match.end()
    return Quantity(*where, sentence.text[start : match.end()], value, "percent", None, None, approximate, comparative)


def _unit_name(currency: str | None, unit: str | None, rules: _Rules) -> str:
    name = rules.units[_fold(unit)] if unit else ""
    if currency:
        return f"{currency}/{name}" if name and name != "percent" else currency
    return name


def _number(text: str, rules: _Rules) -> float:
    return float(parse(text, rules.decimal)) if text[0].isdigit() else rules.numbers[_fold(text)]


def _fold(text: str) -> str:
    return " ".join(text.lower().replace("-", " ").split()) if len(text) > 1 else text.lower()


def _context(text: str, start: int, rules: _Rules) -> tuple[int, bool, str | None]:
    """Where the quantity begins with the words that qualify it, and what they say."""
    approximate, comparative = False, None
    left = text[max(0, start - 30) : start]
    for name, phrase in rules.before:
        if before := phrase.search(left):
            approximate = approximate or name == "approximate"
            comparative = comparative or (name if name != "approximate" else None)
            start -= len(left) - before.start()
            left = left[: before.start()]
    return start, approximate, comparative


@cache
def _rules(language: str) -> _Rules:
    data = table(language, "numbers")
    numbers, scales = _numbers(data), _inverse(data["scale"], data)
    units, currencies = _inverse(data["unit"], data), _inverse(data["currency"], data)
    words = [*units, *currencies, *_inverse(data["fraction"], data)]
    return _Rules(
        match=_compiled(data, numbers),
        fraction=re.compile(rf"(?<!\w)(?:{_either(_forms(data['fraction'], data))})(?!\w)", re.IGNORECASE),
        numbers=numbers,
        scales={form: float(value) for form, value in scales.items()},
        units=units,
        currencies=currencies,
        fractions={form: float(value) for form, value in _inverse(data["fraction"], data).items()},
        before=tuple(
            (name, re.compile(rf"(?<!\w)(?:{_either(data[name])})\s+$", re.IGNORECASE))
            for name in ("more", "less", "approximate")
        ),
        triggers=frozenset(part for word in words for part in word.split() if len(part) > _SHORT or not part.isalpha())
        | {"t", "kg", "€", "$", "£", "%", "us", "rs", "mw", "gw", "b"},
        needs_scale=frozenset(map(_fold, data["needs_scale"])),
        starters=frozenset(re.split(r"[ $.]", word)[0] or word[0] for word in (*numbers, *currencies, *data["minus"]))
        | frozenset(word for word in numbers if data["joint"] != "-")
        | frozenset(word.replace(" ", "-") for word in numbers),
        decimal=data["decimal"],
    )


def _forms(classes: Mapping[str, list[str]], data: Mapping[str, Any]) -> list[str]:
    found = []
    for form in (form for forms in classes.values() for form in forms):
        found += [form.rstrip("*") + e for e in ("", *data["endings"])] if form.endswith("*") else [form]
    return found


def _inverse(classes: Mapping[str, list[str]], data: Mapping[str, Any]) -> dict[str, str]:
    return {_fold(form): code for code, forms in classes.items() for form in _forms({code: forms}, data)}


def _numbers(data: Mapping[str, Any]) -> dict[str, float]:
    """Number words and their values, with those of two parts: fünfundzwanzig, twenty-five."""
    found = {
        form: float(value) for part in ("ones", "others", "tens") for form, value in _inverse(data[part], data).items()
    }
    for ten, tens in data["tens"].items():
        for one, ones in data["ones"].items():
            for a, b in ((o, t) for o in ones for t in tens):
                both = f"{b} {a}" if data["joint"] == "-" else f"{a}{data['joint']}{b}"
                found[both] = float(ten) + float(one)
    return found


def _either(forms: Sequence[str]) -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "|".join(re.escape(form).replace(r"\ ", r"[\s-]+") for form in ordered)


def _compiled(data: Mapping[str, Any], numbers: Mapping[str, float]) -> re.Pattern[str]:
    number = rf"(?:{_DIGITS}|(?<!\w)(?:{_either(list(numbers))})(?![^\W\d_]))"
    plural = _either([word for word, value in numbers.items() if value != 1])  # "-an" of "$3,000-an-ounce" is no bound
    high = rf"(?:{_DIGITS}|(?<!\w)(?:{plural})(?![^\W\d_]))"
    scale = _either(_forms(data["scale"], data))
    currency, unit = _either(_forms(data["currency"], data)), _either(_forms(data["unit"], data))
    between = _either(data["range"]["between"])
    per = _either(data["per"])
    return re.compile(
        rf"""(?<![\w.,])
        (?:(?P<minus>[-−–]|{_either(data["minus"])})\s*(?=[\d\w$€£]))?
        (?:(?P<front>{currency})\s?(?=\d))?
        (?P<low>{number})
        (?:[\s-]*(?P<lowscale>{scale})(?![^\W\d_])(?=\s*(?:{between})))?
        (?:\s*(?:(?:{between})|[-–]\s*(?:{currency}))\s*(?P<high>{high}))?
        (?:[\s-]*(?P<scale>{scale})(?![^\W\d_]|/))?
        (?:[\s-]*(?:(?P<money>{currency})|(?P<unit>{unit}))(?![^\W\d_]))?
        (?:(?:[\s-]+(?:{per})[\s-]+|/)(?P<per>{unit})(?![^\W\d_]))?
        """,
        re.VERBOSE | re.IGNORECASE,
    )
