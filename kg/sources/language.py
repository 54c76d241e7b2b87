"""The language of a text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.lang import languages

CANDIDATES = (  # noqa: SIM905 — codes are easier to read so
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sq sr sv tr uk vi zh"
).split()
"""Languages of newspapers that py3langid tells apart well; its other sixty draw short texts to themselves."""

SAMPLE = 500
_FEWEST, _SHORT = 20, 120  # letters: below the first nothing is said, below the second only when nearly certain
_SURE, _NEARLY_CERTAIN = 0.9, 0.99
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*$", re.IGNORECASE)
_NAMES = {"deu": "de", "ger": "de", "german": "de", "deutsch": "de", "eng": "en", "english": "en"}
_LETTERS = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in CANDIDATES if code in known])
    return identifier


def primary(tag: object) -> str | None:
    """The primary subtag of a BCP 47 tag ("de-AT" → "de"), None when it is none or says nothing."""
    text = tag.strip().casefold() if isinstance(tag, str) else ""
    if text in _NAMES:
        return _NAMES[text]
    match = _TAG.match(text)
    return match.group(1) if match and match.group(1) not in ("und", "mul", "zxx") else None


def detect(text: str) -> str:
    """The language of a text, "und" when it is too short or too unlike any to say.

    Five hundred characters from behind the beginning decide, since headlines are full of names; where they do not,
    as in lists and tables, as many from the middle.
    """
    if len(text) <= SAMPLE:
        return _classify(text)
    skip = min(len(text) // 10, 400)
    code = _classify(text[skip : skip + SAMPLE])
    middle = len(text) // 2
    return code if code != "und" else _classify(text[middle : middle + 2 * SAMPLE])


def _classify(sample: str) -> str:
    letters = len(_LETTERS.findall(sample))
    if letters < _FEWEST:
        return "und"
    code, probability = _identifier().classify(sample)
    needed = _NEARLY_CERTAIN if letters < _SHORT else _SURE
    return str(code) if float(probability) >= needed else "und"


def readable() -> tuple[str, ...]:
    """The languages that kg has tables for."""
    return languages()


_WORDS = 2


def by_words(text: str, frequent: Mapping[str, frozenset[str]]) -> str:
    """The language whose frequent words a short text holds: at least two, and twice as many as of any other."""
    found = re.findall(r"[^\W\d_]+", text[:SAMPLE].casefold())
    counts = sorted(((sum(word in known for word in found), code) for code, known in frequent.items()), reverse=True)
    if not counts or counts[0][0] < _WORDS:
        return "und"
    return counts[0][1] if len(counts) == 1 or counts[0][0] >= 2 * counts[1][0] else "und"
