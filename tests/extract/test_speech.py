from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.extract import speech_grammar
from kg.extract.speech import Attribution, speaker_of, speech
from kg.extract.speech_quotes import quotes
from kg.lang import table
from kg.model import Mention
from kg.text import Sentence, sentences

NAMES = {
    "Anna Weber": ("official", "weber"),
    "Weber": ("official", "weber"),
    "Paul Novak": ("official", "novak"),
    "Novak": ("official", "novak"),
    "US": ("state", "us"),
    "USA": ("state", "us"),
    "Russland": ("state", "ru"),
    "Russia": ("state", "ru"),
    "China": ("state", "cn"),
    "Peking": ("state", "cn"),
    "Finanzministerium": ("government-body", "treasury"),
    "Treasury": ("government-body", "treasury"),
    "Nordbank": ("company", "nordbank"),
    "Deutschland": ("state", "de"),
    "Frankreich": ("state", "fr"),
    "Reuters": ("organisation", "reuters"),
}


def split(text: str, language: str) -> list[Sentence]:
    return sentences(text, abbreviations=frozenset(table(language, "sentences")["abbreviations"]))


def named(text: str) -> list[Mention]:
    either = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
    return [
        Mention(
            start=m.start(), end=m.end(), text=m.group(), type=NAMES[m.group()][0], key=NAMES[m.group()][1], name=""
        )
        for m in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text)
    ]


def found(text: str, language: str) -> tuple[Attribution, ...]:
    return speech(split(text, language), named(text), language)


def speaker(text: str, part: str, language: str) -> tuple[str, ...]:
    start = text.index(part)
    return speaker_of(start, start + len(part), found(text, language))


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Weber sagte, Russland habe die Ausfuhr verboten.", "Russland habe die Ausfuhr verboten", ("weber",)),
        ("Russland habe die Ausfuhr verboten, sagte Weber.", "Russland habe die Ausfuhr verboten", ("weber",)),
        ("„Russland verbietet die Ausfuhr“, sagte Weber am Montag.", "Russland verbietet die Ausfuhr", ("weber",)),
        (
            "Ministerin Anna Weber erklärte: „Wir verbieten die Ausfuhr von Öl.“",
            "Wir verbieten die Ausfuhr",
            ("weber",),
        ),
        ("Russland werde liefern, teilte das Finanzministerium mit.", "Russland werde liefern", ("treasury",)),
        ("Russland liefere Öl, sagten US-Beamte.", "Russland liefere Öl", ("us",)),
        ("Nach Angaben von Novak liefert Russland weiter Öl.", "liefert Russland weiter Öl", ("novak",)),
        ("Novak zufolge liefert Russland weiter Öl.", "liefert Russland weiter Öl", ("novak",)),
        ("Russland liefert laut Reuters weiter Öl.", "Russland liefert", ("reuters",)),
        ("Russland liefert weiter Öl, so Novak.", "Russland liefert weiter Öl", ("novak",)),
        (
            "Deutschland und Frankreich forderten ein Embargo gegen Russland.",
            "ein Embargo gegen Russland",
            ("de", "fr"),
        ),
        ("Nach US-Angaben liefert Russland weiter Öl.", "liefert Russland weiter Öl", ("us",)),
        ("In China sagte Weber, das Embargo komme.", "das Embargo komme", ("weber",)),
        ("Das Embargo komme, hieß es aus Peking.", "Das Embargo komme", ("cn",)),
        ("Russland verbietet die Ausfuhr von Öl.", "Russland verbietet die Ausfuhr", ()),
        (
            "Weber sagte, das Embargo komme. Es gelte ab Mai und werde ein Jahr dauern.",
            "werde ein Jahr dauern",
            ("weber",),
        ),
        ("Weber begrüßte das Embargo. Sie forderte mehr Druck.", "mehr Druck", ("weber",)),
        (
            "„Das Embargo kommt im Mai“, sagte Novak. „Es wird Russland hart treffen.“",
            "Es wird Russland hart treffen",
            ("novak",),
        ),
        ("Sowohl China als auch Russland sagen, das Embargo ende.", "das Embargo ende", ("cn", "ru")),
        ("Weber sagte, Russland habe geliefert, das sich an China gewandt hat.", "das sich an China gewandt hat", ()),
        ("Weber sagte, Russland, das sich an China gewandt hat, habe geliefert.", "habe geliefert", ("weber",)),
        ("Novak kam an. „Das Embargo kommt im Mai“, sagte der Beamte.", "Das Embargo kommt im Mai", ()),
    ],
)
def test_german(text: str, part: str, expected: tuple[str, ...]) -> None:
    assert speaker(text, part, "de") == expected


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Weber said that Russia had banned the exports.", "Russia had banned the exports", ("weber",)),
        ("Russia had banned the exports, Weber said on Friday.", "Russia had banned the exports", ("weber",)),
        ("“Russia bans the exports,” said Weber.", "Russia bans the exports", ("weber",)),
        ('"Russia bans the exports," the Treasury said in a statement.', "Russia bans the exports", ("treasury",)),
        ("According to Reuters, Russia keeps selling oil.", "Russia keeps selling oil", ("reuters",)),
        ("Russia keeps selling oil, US officials said.", "Russia keeps selling oil", ("us",)),
        ("Novak arrived. He said the embargo would come.", "the embargo would come", ("novak",)),
        ("Nordbank is cutting loans to Russia, a company official said.", "cutting loans to Russia", ("nordbank",)),
        ("The tariffs announced by China took effect.", "The tariffs announced by China", ()),
        ("China banned exports, and Russia said it would reply.", "China banned exports", ()),
        ("China banned exports, and Russia said it would reply.", "it would reply", ("ru",)),
        ("MS. WEBER:  We ban the oil.\n\nMR. NOVAK:  We will reply to that.", "We will reply", ("novak",)),
    ],
)
def test_english(text: str, part: str, expected: tuple[str, ...]) -> None:
    if text.startswith("MS."):
        NAMES.update({"WEBER": ("official", "weber"), "NOVAK": ("official", "novak")})
    assert speaker(text, part, "en") == expected


def test_who_only_does_it_is_not_cited_for_it() -> None:
    text = "Russland drohte mit einem Embargo."
    attributions = found(text, "de")
    assert speaker_of(0, len(text), attributions) == ("ru",)
    assert speaker_of(0, len(text), attributions, agents=("ru",), stage="threatened") == ()
    assert speaker_of(0, len(text), attributions, agents=("ru",), stage="denied") == ("ru",)


def test_nested_speech_has_the_inner_speaker() -> None:
    text = "Weber sagte, das Finanzministerium, das laut Novak zögert, habe entschieden."
    kinds = {a.kind for a in found(text, "de")}
    assert kinds == {"indirect", "according-to"}


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Er sagte: „Ja, gewiss.“", ["Ja, gewiss."]),
        ("»Ja«, sagte er, »gewiss.«", ["Ja", "gewiss."]),
        ("“Yes,” he said. “Sure.”", ["Yes,", "Sure."]),
        ('Die "Lage" ist "ernst".', ["Lage", "ernst"]),
        ("„Ja. Gewiss doch“, sagte er.", ["Ja. Gewiss doch"]),
        ('Nur 5 Zoll: 5" lang.', []),
        ("„Offen bis zum Ende.\n\nNeuer Absatz.", ["Offen bis zum Ende."]),
    ],
)
def test_quotation_marks(text: str, inside: list[str]) -> None:
    assert [text[s:e] for s, e in quotes(sentences(text))] == inside


def test_a_table_with_a_gap_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {key: value for key, value in table("en", "speech").items() if key != "bodies"}
    monkeypatch.setattr(speech_grammar, "table", lambda *_: broken)
    with pytest.raises(ResourceError, match=re.escape("kg/lang/en/speech.toml")):
        speech_grammar.grammar.__wrapped__("en")


@given(
    st.lists(
        st.sampled_from(
            [
                "„",
                "“",
                '"',
                ",",
                ".",
                "sagte",
                "said",
                "Weber",
                "Novak",
                "laut",
                "according to",
                "er",
                "habe",
                "\n",
                "that",
                ":",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_words_gives_stretches_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for language in ("de", "en"):
        for a in found(text, language):
            assert 0 <= a.start < a.end <= len(text)
            assert a.start <= a.cue_start
            assert a.speaker


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # a subject right before its verb, whatever pronoun follows
        ("China complained. Russia said it would close the border.", {"ru"}),
        ("It was in doubt, as Russia has already said it will close the border.", {"ru"}),
        # groups without a name
        ("Russia may suffer, analysts said on Monday.", set()),
        # participles and nouns that look like verbs of saying
        ("Ministers met to talk about US alleged breaches.", set()),
        ("The US proposed ceasefire failed on Monday.", set()),
    ],
)
def test_english_subjects_and_false_verbs(text: str, speakers: set[str]) -> None:
    said = found(text, "en")
    last = max((a.sentence for a in said), default=0)
    assert {key for a in said if a.sentence == last for key in a.speaker} == speakers


def test_an_actor_that_announces_its_own_act_is_not_cited() -> None:
    text = "Russland kündigte ein Embargo an."
    attributions = found(text, "de")
    assert speaker_of(0, len(text), attributions, agents=("ru",), stage="announced") == ()
    assert speaker_of(0, len(text), attributions, agents=("us",), stage="announced") == ("ru",)
