"""How much of an input is read before it is refused. All sizes in bytes unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass

KIB, MIB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds that keep one bad input from filling memory.

    The defaults are far above real articles: the longest of 6,000 news texts that they were set by has 0.4 MB.
    """

    article: int = 10 * MIB
    """A file that is one article (text, Markdown, HTML), and one member of an archive."""
    line: int = 10 * MIB
    """One line of JSON lines."""
    whole: int = 64 * MIB
    """A file that must be held whole in memory: feed, PDF, a web address."""
    text: int = 2_000_000
    """Stored text of one article, in code points."""
    pages: int = 2_000
    """Pages of a PDF."""
    ratio: int = 200
    """Unpacked bytes for each packed byte; news text packs to between 1:3 and 1:10."""
    ratio_from: int = 16 * MIB
    """The ratio is judged from so many unpacked bytes on, since short runs of blanks pack well."""
    redirects: int = 5
    """Hops from the address the user named to the page."""
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    total_seconds: float = 60.0
    """Time for one web address, all hops together."""


LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size as people read it: ``10 MB``."""
    return f"{size / MIB:.3g} MB" if size >= MIB else f"{size / KIB:.3g} kB"
