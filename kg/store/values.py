"""What the store answers: frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the readings that were given: numbers of articles."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    failed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added,
            self.replaced + other.replaced,
            self.unchanged + other.unchanged,
            self.failed + other.failed,
        )

    @property
    def stored(self) -> int:
        """Articles that were written."""
        return self.added + self.replaced


@dataclass(frozen=True, slots=True)
class Resolved:
    """What was derived anew: numbers of entities, edges, and blocks of claims that may speak of one measure."""

    entities: int = 0
    edges: int = 0
    blocks: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the store."""

    iri: str
    id: str
    title: str | None
    publisher: str | None
    published: str | None
    language: str | None
    url: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity, and how many articles name it."""

    iri: str
    name: str
    type: str
    link: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with the names of its parties. ``articles`` are independent ones.

    ``status`` is what was last reported, on ``as_of``: silence is not an end, and "in force" says nothing of today.
    """

    iri: str
    label: str
    instrument: str
    status: str
    as_of: str | None
    senders: tuple[str, ...]
    targets: tuple[str, ...]
    goods: tuple[str, ...]
    first: str | None
    last: str | None
    claims: int
    articles: int


@dataclass(frozen=True, slots=True)
class Stats:
    """Numbers of a store. ``quads`` are those of the articles' graphs, without what is derived.

    ``pending`` counts what has still to be derived; ``size`` is in bytes on disk.
    """

    articles: int
    quads: int
    claims: dict[str, int]
    entities: int
    measures: int
    edges: int
    pending: int
    languages: dict[str, int]
    size: int | None = None
    published: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Quoted words with their offsets in the article's text, in code points; None in readings coded without."""

    text: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim: what it says, who said it, where and when, in which words, and what decided the reading."""

    claim: str
    type: str
    action: str
    stage: str
    instrument: str | None
    roles: dict[str, tuple[str, ...]]
    speakers: tuple[str, ...]
    date: str | None
    date_text: str | None
    value: str | None
    unit: str | None
    period: str | None
    confidence: float | None
    decided: tuple[str, ...]
    quotes: tuple[Excerpt, ...]
    article: str
    article_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    published_suspect: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """A step of a measure, or the claims of one kind on an edge or entity, with all that report it."""

    action: str
    stage: str
    date: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A measure, edge or entity: what is known of it, and every claim behind it.

    ``kind`` is measure, edge, entity, article or claim. ``measures`` are those that an entity or edge has part in.
    ``omitted`` counts claims beyond the limit that was asked for.
    """

    kind: str
    iri: str
    label: str
    facts: dict[str, str] = field(default_factory=dict)
    steps: tuple[ExplainedStep, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    omitted: int = 0
