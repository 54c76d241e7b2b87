"""The way of a claim: scenes → drafts → events of the article → claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract.actors import Actors
from kg.extract.completion import Completion
from kg.extract.context import Frame
from kg.extract.dates import find as find_dates
from kg.extract.dates_grammar import grammar as dates_grammar
from kg.extract.draft import Draft
from kg.extract.events import events
from kg.extract.figures import figures
from kg.extract.judge import judged
from kg.extract.lexicon import Language, language
from kg.extract.measures import measures
from kg.extract.merge import adopt, mark, merge, resolve, unfold
from kg.extract.phrases import titles
from kg.extract.quantities import find as find_quantities
from kg.extract.scene import Scene, scene
from kg.extract.speech import Attribution, speaker_of, speech
from kg.extract.statements import Statements
from kg.extract.when import Dates
from kg.mentions import principal
from kg.model import ROLES, Article, Claim, Mention, Quote
from kg.text import Sentence

_EVIDENCE = 4  # most quotes kept of one event


def read(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Claim, ...]:
    """The claims of one article; see ``kg.extract.claims``."""
    found = drafts(article, sentences, mentions)
    kept = judged([d for d in found if d.type != "figure"], article.language, len(sentences))
    claims = sorted([*kept, *(d for d in found if d.type == "figure")], key=_order)
    return tuple(claim_of(d, article.text) for d in claims)


def _counted(draft: Draft, figures: Sequence[Draft]) -> bool:
    """Whether a supply is only the flow that a figure of its sentence counts."""
    return (draft.type, draft.action) == ("supply", "supply") and any(f.sentence == draft.sentence for f in figures)


def _order(draft: Draft) -> tuple[int, str, str, str]:
    return draft.start, draft.type, draft.measure or "", draft.action


def drafts(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Draft]:
    """The events of one article as drafts, in order, merged, with the marks that tell how they were found."""
    lang = language(article.language)
    if lang is None:
        return []
    actors = Actors(mentions, {m.key: state for m in mentions if (state := principal(m.key)) is not None}, lang.regions)
    scenes = list(_scenes(sentences, mentions, lang))
    numbers = find_quantities(sentences, article.language)
    if not scenes and not numbers:
        return []
    expressions = find_dates(sentences, article.published, article.language)
    said = speech(sentences, mentions, article.language)
    speakers = _Speakers(said)
    dates = Dates(expressions, dates_grammar(article.language).reach)
    acts = [speakers.of(d) for s in scenes for d in measures(s, actors, dates)]
    acts = resolve(acts)
    frame = Frame(acts, actors)
    others = [speakers.of(frame.voice(d, speakers.near(d))) for s in scenes for d in events(s, actors, dates)]
    others = list(
        Completion(mentions, actors).complete(
            [*Statements(mentions, said, actors, titles(article.text, mentions, article.language)).settle(others)]
        )
    )
    found = merge([frame.complete(event) for event in mark(merge([frame.sift(a) for a in unfold(adopt(acts))]))])
    counted = figures(article, sentences, mentions, expressions, numbers, said)
    found += [frame.attacker(d) for d in merge([d for d in others if not _counted(d, counted)])]
    found += counted
    return sorted((d for d in found if _codable(d)), key=_order)


class _Speakers:
    """Who says what, by place, so that a draft looks only at the attributions that can reach it."""

    def __init__(self, said: Sequence[Attribution]) -> None:
        self._said = sorted(said, key=lambda a: a.start)
        self._starts = [a.start for a in self._said]
        self._longest = max((a.end - a.start for a in said), default=0)

    def near(self, draft: Draft) -> Sequence[Attribution]:
        """The attributions that may cover a draft."""
        first = bisect_left(self._starts, draft.start - self._longest)
        return self._said[first : bisect_left(self._starts, draft.end)]

    def of(self, draft: Draft) -> Draft:
        """The draft with whom the article cites for it; a statement's speaker is its agent."""
        if draft.type == "statement":
            return draft
        speaker = speaker_of(draft.start, draft.end, self.near(draft), draft.agent, draft.stage)
        if not speaker:
            return draft
        return replace(
            draft, speaker=speaker, decided=(*draft.decided, f"speaker {', '.join(speaker)}: speech around it")
        )


def _scenes(sentences: Sequence[Sentence], mentions: Sequence[Mention], lang: Language) -> Iterator[Scene]:
    starts = [m.start for m in mentions]
    for sentence in sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        if (found := scene(sentence, inside, lang)) is not None:
            yield found


def _codable(draft: Draft) -> bool:
    """The codebook's least: two of agent, target, addressee and goods are filled, or one and a date."""
    filled = sum(bool(getattr(draft, role)) for role in ("agent", "target", "addressee", "goods"))
    together = draft.type in ("meeting", "agreement") and len(draft.agent) > 1
    return filled > 1 or (filled == 1 and (draft.date is not None or together or draft.value is not None))


def claim_of(draft: Draft, text: str) -> Claim:
    """The claim of a draft, with the quotes of its evidence from the article's text."""
    spans = sorted({(draft.start, draft.end), *draft.others})[:_EVIDENCE]
    return Claim(
        type=draft.type,
        action=draft.action,
        measure=draft.measure,
        stage=draft.stage,
        speaker=draft.speaker,
        date=draft.date,
        date_text=draft.date_text,
        value=draft.value,
        unit=draft.unit,
        period=draft.period,
        evidence=tuple(Quote(text=text[s:e], start=s, end=e) for s, e in spans),
        confidence=draft.confidence,
        decided=draft.decided,
        **{role: getattr(draft, role) for role in ROLES},
    )
