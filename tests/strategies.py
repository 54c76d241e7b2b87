"""Hypothesis strategies for values of kg: ``from strategies import readings``. They know the ontology and no RDF."""

from __future__ import annotations

import hashlib
import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st

from kg import ids, schema
from kg.model import Claim, Entity, Head, Provenance, Quote, Reading

# All of Unicode but surrogates, and often what breaks an escape.
words = st.text(
    st.one_of(
        st.sampled_from("\"'\\\n\r\t<>{}|^`%#äöüßÄé’„“ \u00a0\u2028🛢中"), st.characters(exclude_categories=["Cs"])
    ),
    min_size=1,
    max_size=24,
)
texts = st.text(
    st.one_of(st.sampled_from('abc äöü "\\\n.,'), st.characters(exclude_categories=["Cs", "Cc"])),
    min_size=20,
    max_size=120,
).map(lambda text: unicodedata.normalize("NFC", text))
links = st.one_of(
    st.sampled_from(["iso:US", "iso:RU", "iso:CN", "mic:XLME", "hs:7601", "wd:Q458"]),
    st.integers(1, 10**9).map("wd:Q{}".format),
)


@st.composite
def edtf_dates(draw: st.DrawFn) -> str:
    """A day, month or year, or an interval of two of them."""
    days = sorted(draw(st.lists(st.dates(date(1900, 1, 1), date(2100, 1, 1)), min_size=2, max_size=2)))
    length = draw(st.sampled_from([4, 7, 10]))
    first, last = (day.isoformat()[:length] for day in days)
    return draw(st.sampled_from([first, f"{first}/{last}"]))


@st.composite
def quotes(draw: st.DrawFn, text: str, *, offsets: bool = True) -> Quote:
    """A piece of a text, with its offsets or without."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, min(len(text), start + 30)))
    return Quote(text=text[start:end], start=start, end=end) if offsets else Quote(text=text[start:end])


@st.composite
def heads(draw: st.DrawFn, text: str | None = None) -> Head:
    """What is known of an article; its hash is that of the text."""
    known = schema.load()
    maybe = st.none() | words
    return Head(
        id=draw(words),
        language=draw(st.sampled_from(["de", "en", "und"])),
        title=draw(maybe),
        publisher=draw(maybe),
        author=tuple(sorted(draw(st.sets(words, max_size=2)))),
        published=draw(st.none() | edtf_dates()),
        published_how=draw(st.none() | st.sampled_from(sorted(known.date_origins))),
        published_suspect=draw(st.booleans()),
        url=draw(maybe),
        licence=draw(maybe),
        source=draw(maybe),
        sha256=hashlib.sha256(text.encode()).hexdigest() if text else None,
        near_copies=tuple(sorted(draw(st.sets(words, max_size=2)))),
    )


@st.composite
def entities(draw: st.DrawFn, text: str, *, offsets: bool = True) -> tuple[Entity, ...]:
    """Entities of one article: one a thing, so that their IRIs differ."""
    known = schema.load()
    entity = st.builds(
        Entity,
        id=words,
        type=st.sampled_from(sorted(known.entity_types)),
        name=words,
        link=st.none() | links,
        mentions=st.lists(quotes(text, offsets=offsets), max_size=3, unique=True).map(tuple),
    )
    found = draw(st.lists(entity, max_size=6, unique_by=lambda one: one.id))
    return tuple({ids.entity_iri(one): one for one in found}.values())


@st.composite
def claims(draw: st.DrawFn, text: str, fillers: tuple[Entity, ...], *, offsets: bool = True) -> Claim:
    """A claim with any codes of the ontology; it need not keep the rules on roles."""
    known = schema.load()
    kind = known.claim_types[draw(st.sampled_from(sorted(known.claim_types)))]
    role = st.just(()) if not fillers else st.sets(st.sampled_from([one.id for one in fillers]), max_size=3)
    numbers = st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    return Claim(
        type=kind.code,
        action=draw(st.sampled_from(sorted(kind.actions))),
        measure=draw(st.sampled_from(sorted(known.instruments))) if "instrument" in kind.needs else None,
        stage=draw(st.sampled_from(sorted(known.stages))),
        **{name: tuple(sorted(draw(role))) for name in known.roles},
        date=draw(st.none() | edtf_dates()),
        date_text=draw(st.none() | words),
        value=draw(numbers) if kind.code == "figure" else None,
        unit=draw(st.none() | words) if kind.code == "figure" else None,
        period=draw(st.none() | edtf_dates()) if kind.code == "figure" else None,
        evidence=tuple(draw(st.lists(quotes(text, offsets=offsets), max_size=2, unique=True))),
        confidence=draw(st.none() | st.floats(0, 1)),
        decided=tuple(sorted(draw(st.sets(words, max_size=2)))),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A whole reading, with offsets throughout or without any."""
    text, offsets = draw(texts), draw(st.booleans())
    fillers = draw(entities(text, offsets=offsets))
    return Reading(
        article=draw(heads(text if offsets else None)),
        entities=fillers,
        claims=tuple(draw(st.lists(claims(text, fillers, offsets=offsets), max_size=4))),
        provenance=draw(
            st.none()
            | st.builds(
                Provenance, kg=words, ontology=words, lexicon=words, models=st.sets(words, max_size=2).map(sorted)
            )
        ),
    )


def unordered(reading: Reading) -> Reading:
    """The same reading with all that is a set in order and once, so that two readings can be compared."""
    return Reading(
        article=_sorted(reading.article, "author", "near_copies"),
        entities=tuple(sorted((_sorted(one, "mentions") for one in reading.entities), key=lambda one: one.id)),
        claims=tuple(_sorted(one, *schema.load().roles, "evidence", "decided") for one in reading.claims),
        provenance=reading.provenance and _sorted(reading.provenance, "models"),
    )


def _sorted(value: Any, *fields: str) -> Any:
    return value.model_copy(update={name: tuple(sorted(set(getattr(value, name)), key=_key)) for name in fields})


def _key(value: object) -> tuple[int, str]:
    if not isinstance(value, Quote):
        return 0, str(value)
    return (-1 if value.start is None else value.start), value.text
