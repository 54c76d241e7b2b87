"""The values that pass between the rooms: Article, Mention, Entity, Claim, Reading. All frozen.

Offsets are code points into ``Article.text``, which is NFC and is never changed after it was made.
``Reading`` serialises to one JSON line in the form of the codebook (docs/codebook.md).
"""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_serializer, model_validator

ROLES = ("agent", "target", "addressee", "goods", "place")
"""Roles of a claim whose fillers are entities; ``speaker`` stands apart, as who says it."""


class Value(BaseModel):
    """A frozen value that rejects unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(Value):
    """A piece of an article's text. Offsets are None only in readings coded by hand without them."""

    text: str
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        """The codebook also allows the bare string."""
        return {"text": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _length_agrees(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end are given together or not at all")
        if self.start is not None and self.end is not None and self.end - self.start != len(self.text):
            raise ValueError(f"offsets {self.start}-{self.end} do not have the length of {self.text!r}")
        return self


class Region(Value):
    """A stretch of text that is site furniture, and the rule that found it. Nothing is read from it."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    kind: str = Field(description="menu, related, cookie, byline, headline, caption, share, date-line, other")
    rule: str = ""


class Head(Value):
    """What is known of an article beside its text."""

    id: str = Field(min_length=1, description="the source's own id where it has one, else made from the text's hash")
    language: str = Field(default="und", description="BCP 47 primary tag, 'und' when unknown")
    title: str | None = None
    publisher: str | None = None
    author: tuple[str, ...] = ()
    published: str | None = Field(default=None, description="ISO 8601 date, to the precision that was found")
    published_how: str | None = Field(default=None, description="given, meta, jsonld, url, text, header, …")
    published_suspect: bool = Field(default=False, description="the date may be that of a crawl")
    url: str | None = None
    licence: str | None = None
    source: str | None = Field(default=None, description="the file or address it was read from, with line or member")
    sha256: str | None = Field(default=None, description="hex digest of the stored text in UTF-8")
    near_copies: tuple[str, ...] = Field(default=(), description="ids of articles with nearly the same text")


class Article(Head):
    """One article. ``text`` begins with the headline, as a reader sees it, and is NFC."""

    text: str
    boilerplate: tuple[Region, ...] = ()

    def head(self) -> Head:
        """The same without the text."""
        return Head(**{name: getattr(self, name) for name in Head.model_fields})


class Mention(Value):
    """A name in the text: offsets, the surface string, what it is and how that was decided.

    ``key`` groups the mentions of one thing inside an article (a link where there is one).
    """

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    type: str
    key: str
    name: str = Field(description="canonical name, English where it is known")
    link: str | None = None
    form: str = Field(default="name", description="name, adjective, inhabitant, capital, seat, government, compound …")
    how: str = Field(default="gazetteer", description="gazetteer, pattern, apposition, fuzzy, abbreviation, short form")


class Entity(Value):
    """A thing that the article names, with all its mentions."""

    id: str
    type: str
    name: str
    link: str | None = Field(default=None, description="iso:US, mic:XLME, wd:Q… or hs:7601")
    mentions: tuple[Quote, ...] = ()

    @field_validator("mentions", mode="before")
    @classmethod
    def _quotes(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else value


class Claim(Value):
    """What the article says of one event. Types, actions, instruments, stages and roles: ontology/kg.ttl."""

    type: str
    action: str
    measure: str | None = Field(default=None, description="the instrument, of a measure alone")
    stage: str
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    date: str | None = Field(default=None, description="EDTF: day, month, year or an interval of them")
    date_text: str | None = Field(default=None, description="the words the date was resolved from")
    value: float | int | None = Field(default=None, description="of a figure")
    unit: str | None = Field(default=None, description="percent, an ISO 4217 code, t, barrel/day, … of a figure")
    period: str | None = Field(default=None, description="EDTF, of a figure")
    evidence: tuple[Quote, ...] = ()
    confidence: float | None = Field(default=None, ge=0, le=1)
    decided: tuple[str, ...] = Field(default=(), description="which evidence decided what: 'stage done: banned'")

    def roles(self) -> dict[str, tuple[str, ...]]:
        """The filled roles, without the speaker."""
        return {role: fillers for role in ROLES if (fillers := getattr(self, role))}

    @model_serializer(mode="wrap")
    def _codebook(self, handler: Any) -> dict[str, Any]:
        """Roles and date always stand, as the codebook asks; what only some claims have stands where it is."""
        optional = ("measure", "date_text", "value", "unit", "period", "confidence", "decided")
        return {key: value for key, value in handler(self).items() if key not in optional or value not in (None, ())}


class Provenance(Value):
    """What made a reading: names and versions, no times, so that readings stay reproducible."""

    kg: str
    ontology: str
    lexicon: str
    models: tuple[str, ...] = ()


class Reading(Value):
    """What one article says, as data: one line of ``kg read``."""

    article: Head
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    provenance: Provenance | None = None

    @model_validator(mode="after")
    def _roles_point_to_entities(self) -> Self:
        ids = [entity.id for entity in self.entities]
        known = set(ids)
        if len(known) != len(ids):
            raise ValueError("two entities share an id")
        for number, claim in enumerate(self.claims):
            for role in (*ROLES, "speaker"):
                if missing := set(getattr(claim, role)) - known:
                    raise ValueError(f"claim {number}: {role} points to no entity: {sorted(missing)}")
        return self

    def to_json(self) -> str:
        """One JSON line, keys in fixed order, without a line break."""
        return self.model_dump_json(exclude_defaults=False, exclude_none=False)
