"""Text as it is stored: NFC, unix line ends, one blank between words, no control or invisible characters.

This is done once, when an article is made; afterwards the text never changes, so offsets stay valid.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphen, zero-width space, word joiner, directional marks, byte order mark,
# lone surrogates (JSON allows them, UTF-8 does not) and non-characters.
_REMOVED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_ODD = r"\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = re.compile(rf"[ {_ODD}]{{2,}}|[{_ODD}]")  # not the single space, which stays as it is
_EDGES = re.compile(r" *\n *")
_EMPTY = re.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """Text in the stored form. ``tidy(tidy(x)) == tidy(x)``.

    Removed characters are those that a reader cannot see; all blanks within a line (no-break spaces and tabs
    too) become one space, and more than one empty line becomes one.
    """
    if not text.replace("\n", " ").isprintable():  # nothing to replace or remove is printable, and looking is cheap
        text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text))
        text = _BLANKS.sub(" ", text)
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _EDGES.sub("\n", text)
    if "\n\n\n" in text:
        text = _EMPTY.sub("\n\n", text)
    return unicodedata.normalize("NFC", text.strip())


def squeeze(text: str) -> str:
    """Text on one line."""
    return tidy(text).replace("\n\n", " ").replace("\n", " ")


_WORD = re.compile(r"[^\W_]+")


def key(text: str) -> str:
    """What two lines must share to say the same: their letters and digits, case folded."""
    return "".join(_WORD.findall(text)).casefold()


_FEWEST, _SHARE, _NARROWEST = 4, 0.5, 40  # a wrapped text: four lines or more, half of their ends soft
_TYPED, _PRINTED = (
    (100, 1.0),
    (125, 0.85),
)  # widest line; share of the width that a full line has (proportional type: less)
_HARD = re.compile(r"\s*(?:[-*•–·]\s|\(?\w{1,3}[.)]\s|[#>|<\[])")
_SUSPENDED = re.compile(r"\s*(?:und|oder|bzw|sowie|and|or|to|bis)\b")


def unwrap(text: str, *, hyphens: bool = False) -> str:
    """Join lines that a typesetter broke at a fixed width, since a line break ends a sentence elsewhere.

    A break is soft when the first word of the next line would not have fitted on the line, or when a line of some
    length ends without a mark and the next begins with a small letter. Texts whose lines
    are longer than a hundred characters, or seldom end at the width, are left as they are.
    ``hyphens``: the text was printed, as in PDF: words divided at the end of a line are joined, and lines of one
    width differ in their number of letters.
    """
    widest, full = _PRINTED if hyphens else _TYPED
    lines = _LINE_ENDS.sub("\n", text).split("\n")
    width = _width(lines, widest)
    if width is None:
        return text
    width = int(full * width)
    soft = [_is_soft(a, b, width) for a, b in pairwise(lines)]
    ends = sum(1 for a, b in pairwise(lines) if a.strip() and b.strip())
    if not ends or sum(soft) < _SHARE * ends:
        return text
    pieces = [lines[0]]
    for line, joined in zip(lines[1:], soft, strict=True):
        if joined:
            _join(pieces, line.lstrip(), hyphens=hyphens)
        else:
            pieces += ["\n", line]
    return "".join(pieces)


def _width(lines: list[str], widest: int) -> int | None:
    """The width that the lines were broken at, or None for a text that was not broken."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(lengths) < _FEWEST:
        return None
    width = lengths[-1 - len(lengths) // 10]  # one line in ten may hold an unbreakable address
    return width if _NARROWEST <= width <= widest else None


def _is_soft(line: str, following: str, width: int) -> bool:
    if not line.strip() or not following.strip() or line.endswith("  ") or _HARD.match(following):
        return False
    goes_on = following.lstrip()[0].islower() and line.rstrip()[-1] not in ".!?:;" and 2 * len(line.rstrip()) > width
    return goes_on or len(line.rstrip()) + 1 + len(following.split(None, 1)[0]) > width


def _join(pieces: list[str], line: str, *, hyphens: bool) -> None:
    last = pieces[-1].rstrip()
    if last.endswith("-") and last[-2:-1].isalpha() and line[:1].islower() and not _SUSPENDED.match(line):
        pieces[-1] = last[:-1] if hyphens else last
        pieces.append(line)
    else:
        pieces[-1] = last
        pieces += [" ", line]
