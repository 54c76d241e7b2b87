"""Who says what: quotations, reported speech and named sources, each with its speaker.

``speech`` finds the attributions of an article, ``speaker_of`` tells who stands behind a stretch of text. A statement
claim has its speaker as agent; the attribution of its own verb (``cue_start``) is then none of its ``speaker``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.extract.speech_grammar import Grammar, grammar
from kg.extract.speech_quotes import quotes
from kg.model import Mention
from kg.text import Sentence, Token

SPEAKERS = frozenset({"state", "bloc", "government-body", "official", "person", "company", "exchange", "organisation"})
_PEOPLE = frozenset({"official", "person"})
_BREAKS = frozenset(',;:–—()„“”"«»')
_OWN_ACTS = frozenset({"done", "threatened"})
_OWN_WORDS = frozenset({"announce", "threaten"})  # by which an actor acts rather than tells
_LABEL = re.compile(r"([A-ZÄÖÜ][A-ZÄÖÜ.’' -]{3,40}):\s")
_SHORT_QUOTE = 3  # words; shorter ones are words in quotation marks, not speech
_NEAR = 12  # names that are looked at for a pronoun
_TITLE = 4  # words of a title between a body and a person
_POSSESSIVE = frozenset({"-", "’s", "'s", "s", "’", "'"})
_PLAIN = 14  # words from the verb to the end of a clause that only names the speaker
_REPORTING = frozenset({"say", "claim", "announce", "expect", "warn"})
_REACH = 2  # sentences over which reported speech goes on without a new cue


@dataclass(frozen=True, slots=True)
class Attribution:
    """A stretch of text (offsets into the article) that somebody says.

    ``speaker`` are ``Mention.key`` values; ``kind`` is direct, indirect, according-to, continued or transcript.
    ``verb`` is the class of the verb (say, claim, deny, warn, demand, propose, threaten, announce, accuse, praise,
    promise, expect, source).
    """

    start: int
    end: int
    speaker: tuple[str, ...]
    kind: str
    cue: str
    verb: str
    cue_start: int
    sentence: int


def speech(sentences: Sequence[Sentence], mentions: Sequence[Mention], language: str) -> tuple[Attribution, ...]:
    """The attributions of an article, in order of their cues. Raises UsageError for a language without tables."""
    rules = grammar(language)
    reader = _Reader(sentences, mentions, rules)
    return (*reader.read(), *turns(sentences, [m for m in mentions if m.type in SPEAKERS], rules))


def speaker_of(
    start: int,
    end: int,
    attributions: Sequence[Attribution],
    agents: Collection[str] = (),
    stage: str | None = None,
) -> tuple[str, ...]:
    """The speakers of a stretch of text: of the narrowest attribution that covers most of it, else none.

    Given the agents and the stage of a claim, who only does or threatens it is none whom the article cites for it.
    """
    covering = [a for a in attributions if 2 * (min(end, a.end) - max(start, a.start)) > end - start]
    for found in sorted(covering, key=lambda a: (a.end - a.start, a.cue_start)):
        own = set(found.speaker) <= set(agents)
        if not own or not (stage in _OWN_ACTS or (stage != "denied" and found.verb in _OWN_WORDS)):
            return found.speaker
    return ()


def turns(sentences: Sequence[Sentence], actors: Sequence[Mention], rules: Grammar) -> Iterator[Attribution]:
    """The turns of a transcript, whose lines begin with a speaker in capitals: "THE PRESIDENT:  Good morning."."""
    if not sentences:
        return
    labels = [(s, match) for s in sentences if (match := _LABEL.match(s.text))]
    ends = [*(s.start for s, _ in labels[1:]), sentences[-1].end]
    people = [m for m in actors if m.type in _PEOPLE]
    for (sentence, match), end in zip(labels, ends, strict=False):
        if speaker := _labelled(match.group(1), people, rules):
            start = sentence.start
            yield Attribution(start, end, (speaker,), "transcript", match.group(1), "say", start, sentence.number)


def _labelled(label: str, people: Sequence[Mention], rules: Grammar) -> str | None:
    """Whom a label names: by surname, else by an office, which is that of the person whom the headline names first."""
    words = label.casefold().split()
    named = (m.key for m in people if words[-1] in m.text.casefold().split())
    office = any(word.strip(".") in rules.offices for word in words)
    return next(named, people[0].key if people and office else None)


@dataclass(frozen=True, slots=True)
class _Cue:
    """A verb of saying or a frame: its token, its class, the bounds of its clause as token numbers."""

    index: int
    verb: str
    left: int
    right: int


class _Reader:
    """Reads an article from front to back and remembers who spoke last."""

    def __init__(self, sentences: Sequence[Sentence], mentions: Sequence[Mention], rules: Grammar) -> None:
        self._sentences, self._rules = sentences, rules
        self._actors = [m for m in mentions if m.type in SPEAKERS]
        self._starts = [m.start for m in self._actors]
        self._quotes = quotes(sentences)
        self._quote_ends = [end for _, end in self._quotes]
        self._last: tuple[str, ...] = ()
        self._last_sentence = -_REACH - 1

    def read(self) -> Iterator[Attribution]:
        for sentence in self._sentences:
            found = [*self._verbs(sentence), *self._frames(sentence)]
            found = found or [*self._continued(sentence)]
            for attribution in found:
                self._last_sentence = sentence.number
                if attribution.speaker:
                    self._last = attribution.speaker
            yield from (a for a in found if a.speaker)

    # ---- verbs of saying

    def _verbs(self, sentence: Sentence) -> Iterator[Attribution]:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if (verb := self._class(tokens, index)) and not self._quoted(token):
                left, right = _clause(tokens, index)
                cue = _Cue(index, verb, left, right)
                speaker = self._speaker(sentence, cue)
                start, end, kind = self._content(sentence, cue)
                yield Attribution(start, end, speaker, kind, token.text, verb, token.start, sentence.number)

    def _class(self, tokens: Sequence[Token], index: int) -> str | None:
        """The class of a verb of saying at a token, or None. Participles of a passive are none."""
        word, rules = tokens[index].text, self._rules
        if prefixes := rules.separable.get(word):
            for later in tokens[index + 1 : index + 30]:
                if later.text in prefixes:
                    return prefixes[later.text]
                if later.text in ".;":
                    break
        if (verb := rules.verbs.get(word)) is None:
            return None
        if word in rules.attributive and self._attributive(tokens, index):
            return None
        passive = any(
            t.text in rules.passive for t in (*tokens[max(0, index - 1) : index], *_next(tokens, index, rules))
        )
        return None if passive else verb

    def _attributive(self, tokens: Sequence[Token], index: int) -> bool:
        """Whether an English form stands before its noun: "alleged violations", "the proposed ceasefire"."""
        after = tokens[index + 1].text if index + 1 < len(tokens) else ""
        return after.isalpha() and after.islower() and after not in self._rules.complements

    def _speaker(self, sentence: Sentence, cue: _Cue) -> tuple[str, ...]:
        tokens = sentence.tokens
        inverted = cue.left == cue.index  # "…, sagte Merkel": the verb opens its clause
        if {t.text for t in tokens[max(0, cue.index - 1) : cue.index + 2]} & self._rules.unnamed:
            return ()
        direct = () if inverted else self._directly(sentence, cue.index)
        return direct or self._around(sentence, cue, inverted=inverted)

    def _around(self, sentence: Sentence, cue: _Cue, *, inverted: bool) -> tuple[str, ...]:
        """Who speaks, by a pronoun, the subject of the clause or an office."""
        tokens, rules = sentence.tokens, self._rules
        near = {tokens[i].text for i in (cue.index - 1, cue.index + 1) if cue.left <= i < cue.right}
        if {t.text for t in tokens[cue.left : cue.index][:2]} & rules.subjects:  # "He has warned Russia"
            return self._referent(sentence, tokens[cue.left].start)
        if {t.text for t in tokens[cue.index + 1 : cue.index + 2]} & rules.subjects_behind:
            return self._referent(sentence)
        if not inverted and (keys := self._subject(sentence, cue.left, cue.index)):
            return keys
        if near & rules.pronouns and tokens[cue.index].text not in rules.open_sources:
            return self._referent(sentence)
        if keys := self._subject(sentence, cue.index + 1, cue.right):
            return keys
        keys = self._named_by_office(sentence, cue)
        return keys if keys or inverted else self._subject(sentence, 0, cue.left)

    def _directly(self, sentence: Sentence, index: int) -> tuple[str, ...]:
        """The actor whose name ends before a verb and its adverbs: "as the European Union has already said"."""
        while index > 0 and sentence.tokens[index - 1].text in self._rules.adverbs:
            index -= 1
        end = sentence.tokens[index - 1].end if index else -1
        near = self._actors[: bisect_left(self._starts, end)][-1:]
        return tuple(m.key for m in near if m.end == end and self._rules.lower_titles)

    def _named_by_office(self, sentence: Sentence, cue: _Cue) -> tuple[str, ...]:
        """Who is meant by "der Beamte", "the ministry", or by "hieß es in Berlin"."""
        words, rules = [t.text for t in sentence.tokens[cue.left : cue.right]], self._rules
        if sentence.tokens[cue.index].text in rules.open_sources:
            return self._any(sentence, cue.index + 1, cue.right)
        if body := next((rules.bodies[word] for word in words if word in rules.bodies), None):
            return self._any(sentence, cue.left, cue.right) or self._recent(sentence.tokens[cue.index].start, {body})
        if any(word in rules.offices for word in words):
            return self._any(sentence, cue.left, cue.right) or self._last
        return ()

    def _subject(self, sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
        """The first actor of a stretch of tokens that no preposition governs, with those that are joined to it."""
        keys: list[str] = []
        previous: Mention | None = None
        for mention in self._between(sentence, first, last):
            gap = self._gap(sentence, previous, mention) if previous else []
            if previous is None:
                if not self._governed(sentence, mention, first):
                    keys, previous = [mention.key], mention
            elif self._joined(gap):  # "und sein Kollege X", "als auch US-Beamte"
                keys, previous = [*keys, mention.key], mention
            elif previous.type not in _PEOPLE and self._title(gap):
                keys, previous = [*keys[:-1], mention.key], mention  # "US-Präsident Barack Obama", "China's ministry"
            else:
                break
        return tuple(dict.fromkeys(keys))

    def _any(self, sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
        return next(((m.key,) for m in self._between(sentence, first, last)), ())

    def _between(self, sentence: Sentence, first: int, last: int) -> Sequence[Mention]:
        """The actors named in a stretch of tokens."""
        if first >= last or not self._actors:
            return ()
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        return self._actors[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _governed(self, sentence: Sentence, mention: Mention, first: int) -> bool:
        """Whether one of the three words before a name, from a token on, is a preposition."""
        index = bisect_left(sentence.tokens, mention.start, key=lambda t: t.end - 1)
        before = [t.text for t in sentence.tokens[max(first, index - 3) : index]]
        for word in reversed(before):
            if word in _BREAKS or word in self._rules.offices:
                return False
            if word.lower() in self._rules.prepositions:
                return True
        return False

    def _gap(self, sentence: Sentence, a: Mention, b: Mention) -> list[str]:
        return [t.text for t in sentence.tokens if a.end <= t.start and t.end <= b.start]

    def _joined(self, gap: Sequence[str]) -> bool:
        """Whether the words between two names join them."""
        text = f" {' '.join(gap)}"
        return 0 < len(gap) <= _TITLE and any(text.endswith(f" {join}") for join in self._rules.joins)

    def _title(self, gap: Sequence[str]) -> bool:
        """Whether the words between two names can be a title: "Lazard chief strategist Ron Temple"."""
        rules = self._rules
        if len(gap) > _TITLE or any(w in _BREAKS or w in rules.prepositions or w in rules.joins for w in gap):
            return False
        plain = (w for w in gap if not w[0].isupper() and w not in rules.offices and w not in _POSSESSIVE)
        return not any(w in rules.verbs or not rules.lower_titles for w in plain)

    def _referent(self, sentence: Sentence, before: int = 0) -> tuple[str, ...]:
        """Whom a pronoun stands for: a person named before it, the last speaker, or one of the sentence before."""
        inside = self._actors[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, before)]
        if people := [m.key for m in inside if m.type in _PEOPLE]:
            return (people[-1],)
        if self._last and self._last_sentence >= sentence.number - 1:
            return self._last
        return self._recent(sentence.start, _PEOPLE) or self._last

    def _recent(self, position: int, types: Collection[str]) -> tuple[str, ...]:
        """The last entity of some types that was named before a position, not too far back."""
        index = bisect_left(self._starts, position)
        near = reversed(self._actors[max(0, index - _NEAR) : index])
        return next(((m.key,) for m in near if m.type in types), ())

    # ---- what is said

    def _content(self, sentence: Sentence, cue: _Cue) -> tuple[int, int, str]:
        """The stretch that a cue covers: its clause and what follows; what stands before an inverted one as well."""
        tokens, rules = sentence.tokens, self._rules
        first = tokens[cue.left].text
        start, end = sentence.start, sentence.end
        if cue.left > 0 and first.lower() in rules.relative:
            start, end = tokens[cue.left].start, tokens[cue.right - 1].end
        elif cue.left > 0 and cue.left != cue.index and not self._parenthesis(tokens, cue):
            start = tokens[cue.left].start
        end = self._reported(tokens, cue, end)
        kind = "indirect"
        for quote_start, quote_end in self._quotes_in(sentence):
            if start <= quote_end and quote_start <= end and self._long(quote_start, quote_end):
                kind, start, end = "direct", min(start, quote_start), max(end, quote_end)
        return start, end, kind

    def _reported(self, tokens: Sequence[Token], cue: _Cue, end: int) -> int:
        """Where reported speech ends: a last relative clause in the indicative, behind a subjunctive, is not in it."""
        rules = self._rules
        for index in range(len(tokens) - 1, cue.right, -1):
            if tokens[index - 1].text == "," and tokens[index].text in rules.relative:
                said, told = ({t.text for t in part} for part in (tokens[cue.right : index], tokens[index:]))
                if said & rules.subjunctive and told & rules.indicative and not told & rules.subjunctive:
                    return tokens[index - 1].start
        return end

    def _parenthesis(self, tokens: Sequence[Token], cue: _Cue) -> bool:
        """Whether a clause only names the speaker of what stands around it: ", Trump said on Friday"."""
        rules = self._rules
        if tokens[cue.left].text.lower() in rules.like:
            return True
        words = {t.text.lower() for t in tokens[cue.left : cue.right]}
        plain = cue.verb in _REPORTING and not words & rules.clause and tokens[cue.left].text not in rules.conjunctions
        closed = cue.right == len(tokens) or tokens[cue.right].text in ",–—" or cue.right >= len(tokens) - 1
        return plain and closed and cue.right - cue.index <= _PLAIN

    def _quotes_in(self, sentence: Sentence) -> Sequence[tuple[int, int]]:
        first = bisect_right(self._quote_ends, sentence.start)
        found = []
        for span in self._quotes[first:]:
            if span[0] >= sentence.end:
                break
            found.append(span)
        return found

    def _long(self, start: int, end: int) -> bool:
        return end - start > 8 * _SHORT_QUOTE

    def _quoted(self, token: Token) -> bool:
        position = bisect_right(self._quote_ends, token.start)
        return position < len(self._quotes) and self._quotes[position][0] <= token.start

    # ---- named sources, and speech that goes on

    def _frames(self, sentence: Sentence) -> Iterator[Attribution]:
        rules = self._rules
        for pattern, ahead in ((rules.before, True), (rules.comma, True), (rules.after, False), (rules.again, False)):
            for match in pattern.finditer(sentence.text) if pattern else ():
                start, end = match.start() + sentence.start, match.end() + sentence.start
                again = rules.again is not None and rules.again.fullmatch(match.group())
                if speaker := self._last if again else self._source(sentence, end if ahead else start, ahead=ahead):
                    yield Attribution(
                        sentence.start,
                        sentence.end,
                        speaker,
                        "according-to",
                        match.group(),
                        "source",
                        start,
                        sentence.number,
                    )

    def _source(self, sentence: Sentence, position: int, *, ahead: bool) -> tuple[str, ...]:
        """The speaker next to a frame, within its clause."""
        index = bisect_left(sentence.tokens, position, key=lambda t: t.start)
        if ahead:
            stop = next((i for i in range(index, len(sentence.tokens)) if sentence.tokens[i].text in _BREAKS), None)
            first, last = index, min(len(sentence.tokens) if stop is None else stop, index + 12)
        else:
            first, last = max(0, index - _TITLE), index
        found = self._between(sentence, first, last)
        people = [m.key for m in found if m.type in _PEOPLE]
        return tuple(people[:1]) or tuple(m.key for m in found[:1])

    def _continued(self, sentence: Sentence) -> Iterator[Attribution]:
        """A sentence in the subjunctive, or in quotation marks, behind one with a speaker."""
        if not self._last or sentence.number - self._last_sentence > _REACH:
            return
        marks = [span for span in self._quotes_in(sentence) if self._long(*span)]
        cue = next((t for t in sentence.tokens if t.text in self._rules.subjunctive and not self._quoted(t)), None)
        if cue or marks:
            start = cue.start if cue else marks[0][0]
            kind = "direct" if marks and not cue else "continued"
            text = cue.text if cue else ""
            yield Attribution(sentence.start, sentence.end, self._last, kind, text, "say", start, sentence.number)


def _next(tokens: Sequence[Token], index: int, rules: Grammar) -> Sequence[Token]:
    """The word behind a participle, where German puts its auxiliary: "gefordert worden"."""
    return tokens[index + 1 : index + 2] if rules.separable else ()


def _clause(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """The tokens around one up to the next commas, colons, dashes, brackets and quotation marks."""
    left = index
    while left > 0 and tokens[left - 1].text not in _BREAKS:
        left -= 1
    right = index + 1
    while right < len(tokens) and tokens[right].text not in _BREAKS:
        right += 1
    return left, right
