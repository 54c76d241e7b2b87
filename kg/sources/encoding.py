"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, Windows-1252, then charset-normalizer's guess."""

from __future__ import annotations

import codecs
import re

from kg.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# What German, English and other western texts use of Windows-1252 beyond ASCII.
_WESTERN = frozenset("äöüÄÖÜßéèêëáàâãåæçíìîïñóòôõøúùûýÉÈÁÀÂÇÑØÅ€£§°„“”‚‘’«»‹›–—…•·©®²³½ \u00a0\u00ad™")
_MOST = 0.97
# Encodings that news was ever kept in; the others only look like them.
_COMMON = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "iso8859_7", "iso8859_9",
    "koi8_r", "koi8_u", "cp437", "cp850", "mac_roman", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)  # fmt: skip


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """The text of some bytes; ``declared`` is what a header or a meta element says, tried first after UTF-8.

    Raises SourceError for bytes that are no text.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name, where)
    if (wide := _wide(data)) is not None:
        return wide
    if binary(data):
        raise SourceError("this is binary data, not text", where=where, hint=HINT)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, where, declared, error)


HINT = "save it as UTF-8 text, or give HTML, JSON lines, RSS/Atom, PDF or WARC"


def _strict(data: bytes, name: str, where: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceError(
            f"begins with a byte order mark of {name} but byte {error.start} does not fit", where=where, hint=HINT
        ) from error


def binary(data: bytes) -> bool:
    """Whether bytes hold so many control characters that they cannot be text in a one-byte encoding."""
    sample = data[:_SAMPLE]
    controls = len(_CONTROL.findall(sample))
    # Two control characters in a hundred: old Federal Register texts have a NUL every few hundred bytes.
    return controls > max(1, 0.02 * len(sample))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: western text has a NUL in every second byte."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(data) % 2 or len(sample) < 4:  # noqa: PLR2004 — two characters at least
        return None
    pairs = len(sample) // 2
    for name, zeros in (("utf-16-le", sample[1::2].count(0)), ("utf-16-be", sample[0::2].count(0))):
        if zeros > 0.7 * pairs:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                return None
    return None


def glance(head: bytes) -> str | None:
    """The first bytes roughly as text, to tell the form by; None for binary data. A character may be cut."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return head.decode(name, errors="replace")
    if b"\0" in head and (wide := _wide(head[: len(head) // 2 * 2])) is not None:
        return wide
    return None if binary(head) else head.decode("utf-8", errors="replace")


def _other(data: bytes, where: str, declared: str | None, error: UnicodeDecodeError) -> str:
    if _nearly_utf8(data):
        return data.decode("utf-8", errors="replace")
    if declared and (text := _try(data, declared)) is not None:
        return text
    western = _try(data, "cp1252")
    if western is not None and _plausible(western):
        return western
    if (name := _guess(data)) and (text := _try(data, name)) is not None:
        return text
    raise SourceError(
        f"the encoding cannot be recognised (byte {error.start} is not UTF-8)", where=where, hint=HINT
    ) from error


def _nearly_utf8(data: bytes) -> bool:
    """A few broken bytes, such as a file cut in the middle of a character, in what is otherwise UTF-8."""
    text = data[:_SAMPLE].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return broken <= max(1, 0.001 * len(text)) and sum(1 for c in text if ord(c) > 127) >= 3 * broken  # noqa: PLR2004


def _plausible(text: str) -> bool:
    beyond = [c for c in text[:_SAMPLE] if ord(c) > 127]  # noqa: PLR2004 — ASCII
    return sum(1 for c in beyond if c in _WESTERN) >= _MOST * len(beyond)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(codecs.lookup(name).name) if codecs.lookup(name)._is_text_encoding else None  # noqa: SLF001 — the only way to ask
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _guess(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_COMMON)).best()
    return best.encoding if best else None
