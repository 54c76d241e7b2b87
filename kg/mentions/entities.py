"""From mentions to entities: one a key, with a short identifier."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ids import digest, slug
from kg.lang import languages
from kg.mentions.gazetteer import entries, gazetteer
from kg.model import Entity, Mention, Quote

_SHORT = 40


def entities(mentions: Iterable[Mention]) -> tuple[Entity, ...]:
    """One entity for each key, in order of first mention, with all distinct surface strings (the first place of each).

    ``Entity.id`` is short and unique among them: "us", "lme", "aluminium".
    """
    groups: dict[str, list[Mention]] = {}
    for mention in mentions:
        groups.setdefault(mention.key, []).append(mention)
    named = [m for group in groups.values() for m in group]
    for mention in (m for m in named if m.type == "government-body" and principal(m.key) not in groups):
        if (owner := principal(mention.key)) is not None and (inner := _inner(mention, owner)) is not None:
            groups.setdefault(owner, []).append(inner)
    taken: set[str] = set()
    found = []
    for group in groups.values():
        first = group[0]
        name = _identifier(first, taken)
        taken.add(name)
        found.append(Entity(id=name, type=first.type, name=first.name, link=first.link, mentions=_quotes(group)))
    return tuple(found)


def _inner(mention: Mention, owner: str) -> Mention | None:
    """The state or bloc that a body's name holds: "US" in US-Finanzministerium."""
    for language in languages():
        for match in gazetteer(language).find(mention.text):
            entry = match.forms[0].entry
            if entry.key == owner:
                start, end = mention.start + match.start, mention.start + match.end
                return Mention(
                    start=start, end=end, text=mention.text[match.start : match.end], type=entry.type, key=entry.key,
                    name=entry.name, link=entry.link, form="compound", how="part",
                )  # fmt: skip
    return None


def _quotes(group: list[Mention]) -> tuple[Quote, ...]:
    distinct: dict[str, Mention] = {}
    for mention in group:
        distinct.setdefault(mention.text, mention)
    return tuple(Quote(text=m.text, start=m.start, end=m.end) for m in distinct.values())


def _identifier(mention: Mention, taken: set[str]) -> str:
    """The code of an ISO link, else the name's slug; with a piece of the key's hash where that is taken."""
    if mention.link and mention.link.startswith(("iso:", "mic:")):
        name = mention.link.partition(":")[2].lower()
        # Codes of exchanges begin with X where they are a country's main ones: XLME is better known as lme.
        name = name.removeprefix("x") if mention.link.startswith("mic:") else name
    else:
        name = slug(mention.name)[:_SHORT].strip("-") or digest(mention.key, length=8)
    return name if name not in taken else f"{name}-{digest(mention.key, length=6)}"


def principal(key: str) -> str | None:
    """The key of the state or bloc that a body or an official acts for, None where that is not known.

    ``principal("wd:Q648666")``, the US Treasury, is "iso:US"; keys that kg makes begin with it: "iso:RU/central-bank".
    """
    if (entry := entries().get(key)) is not None:
        return entry.principal
    owner, _, rest = key.partition("/")
    return owner if rest and owner in entries() else None
