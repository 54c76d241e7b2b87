"""What is found in sentences written for these tests."""

from __future__ import annotations

import pytest

from kg import text
from kg.mentions import entities, find, members, principal
from kg.model import Article, Mention


def read(words: str, language: str = "en", published: str = "2024-05-03") -> tuple[Mention, ...]:
    article = Article(id="t", language=language, published=published, text=words)
    return find(article, text.sentences(words))


def keys(words: str, language: str = "en", published: str = "2024-05-03") -> dict[str, str]:
    return {m.text: m.key for m in read(words, language, published)}


@pytest.mark.parametrize(
    ("language", "words", "surface", "key", "kind"),
    [
        ("de", "Die russische Regierung lehnt das ab.", "russische Regierung", "iso:RU", "state"),
        ("de", "US-Beamte reisten ab.", "US-Beamte", "iso:US", "state"),
        ("de", "Die Ausfuhr verbot Peking gestern.", "Peking", "iso:CN", "state"),
        ("de", "Die Waffenlieferungen gehen weiter.", "Waffenlieferungen", "wd:Q728", "commodity"),
        (
            "de",
            "Das syrische Finanzministerium schweigt.",
            "syrische Finanzministerium",
            "iso:SY/finance-ministry",
            "government-body",
        ),
        (
            "de",
            "Das US-Finanzministerium setzte ihn auf die Liste.",
            "US-Finanzministerium",
            "wd:Q648666",
            "government-body",
        ),
        ("en", "The London Metal Exchange stopped deliveries.", "London Metal Exchange", "mic:XLME", "exchange"),
        ("en", "U.S. officials declined to comment.", "U.S. officials", "iso:US", "state"),
        ("en", "Tariffs on aluminum rose.", "aluminum", "wd:Q663", "commodity"),
        ("en", "China's foreign ministry objected.", "China's foreign ministry", None, "government-body"),
    ],
)
def test_known_names(language: str, words: str, surface: str, key: str | None, kind: str) -> None:
    found = {m.text: m for m in read(words, language)}
    assert surface in found, found
    assert found[surface].type == kind
    assert key is None or found[surface].key == key


def test_one_entity_a_key_with_short_ids() -> None:
    found = entities(
        read("Russia and the Kremlin sell aluminium on the LME. Russian metal left the London Metal Exchange.")
    )
    assert {e.id for e in found} == {"ru", "aluminium", "lme"}
    assert {q.text for q in next(e for e in found if e.id == "ru").mentions} == {"Russia", "Kremlin", "Russian"}


def test_principal() -> None:
    assert principal("wd:Q648666") == "iso:US"
    assert principal("iso:SY/finance-ministry") == "iso:SY"
    assert principal("iso:SY") is None


def test_members_of_a_bloc() -> None:
    assert len(members("wd:Q458", "2024-05-03")) == 27
    assert "iso:GB" in members("wd:Q458", "2019-05-03")
    with pytest.raises(KeyError):
        members("iso:US", "2024-05-03")


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        # Governments, seats and capitals stand for their state.
        (
            "en",
            "The Trump administration and the Kremlin agreed.",
            {"Trump administration": "iso:US", "Kremlin": "iso:RU"},
        ),
        ("de", "Die Biden-Regierung zögert.", {"Biden-Regierung": "iso:US"}),
        ("de", "Die Regierung in Kiew bat um Hilfe.", {"Regierung in Kiew": "iso:UA"}),
        ("de", "Die Warschauer Regierung lehnte ab.", {"Warschauer Regierung": "iso:PL"}),
        ("de", "Das Weiße Haus schwieg.", {"Weiße Haus": "iso:US"}),
        # A city is a place after a preposition, and its state or bloc where it acts.
        ("de", "In Brüssel trafen sich die Minister.", {"Brüssel": "wd:Q239"}),
        ("de", "Brüssel droht mit Zöllen.", {"Brüssel": "wd:Q458"}),
        ("en", "London imposed a travel ban.", {"London": "iso:GB"}),
        ("en", "They met in London.", {"London": "wd:Q84"}),
        # Short forms.
        (
            "en",
            "The Farm Trade Institute (FTI) objects. The FTI wants talks.",
            {"FTI": "organisation/farm-trade-institute"},
        ),
        (
            "de",
            "Außenminister Jonas Beispiel reiste ab. Beispiel will Montag reden.",
            {"Beispiel": "official/jonas-beispiel"},
        ),
        (
            "en",
            "Secretary Anthony Blinken spoke. Blinken left.",
            {"Anthony Blinken": "wd:Q7821917", "Blinken": "wd:Q7821917"},
        ),
        # The state before a title is whom the official acts for.
        (
            "de",
            "Der ruritanische und der chinesische Außenminister Wu Muster kamen.",
            {"Wu Muster": "iso:CN/official/wu-muster"},
        ),
        # Bodies of states that no list has.
        (
            "en",
            "The Ministry of Finance of Peru disagreed.",
            {"Ministry of Finance of Peru": "iso:PE/finance-ministry"},
        ),
        (
            "de",
            "Die peruanische Zentralbank griff ein. Die Zentralbank verkaufte Gold.",
            {"Zentralbank": "iso:PE/central-bank"},
        ),
        # Acts with a number.
        ("en", "Executive Order 14071 bans it.", {"Executive Order 14071": "legal-act/executive-order-14071"}),
        (
            "en",
            "Under Council Regulation (EU) No 833/2014 it is banned.",
            {"Council Regulation (EU) No 833/2014": "legal-act/regulation-eu-833-2014"},
        ),
        (
            "de",
            "Die Verordnung (EU) Nr. 833/2014 verbietet es.",
            {"Verordnung (EU) Nr. 833/2014": "legal-act/regulation-eu-833-2014"},
        ),
        # Words in capitals.
        ("en", "MOSCOW WARNS LONDON", {"MOSCOW": "iso:RU"}),
        # Compounds.
        ("de", "Das Öl-Embargo und die Stahlzölle bleiben.", {"Öl-Embargo": "wd:Q22656", "Stahlzölle": "wd:Q11427"}),
        ("de", "Der Ukrainekrieg dauert an.", {"Ukrainekrieg": "iso:UA"}),
    ],
)
def test_rules(language: str, words: str, expected: dict[str, str]) -> None:
    found = keys(words, language)
    assert expected.items() <= found.items(), found


@pytest.mark.parametrize(
    ("language", "words", "absent"),
    [
        ("en", "She roasted a turkey and read a march.", {"turkey", "march"}),
        ("en", "Treasury yields rose.", {"Treasury"}),
        ("en", "He drank tea and ate rice.", {"tea", "rice"}),
        ("en", "Jordan Miller lives there.", {"Jordan"}),
        ("de", "Er kochte Tee und aß Essen.", {"Tee", "Essen"}),
        ("de", "Die Armee übte.", {"Armee"}),
        ("en", "New technology changes schools.", {"technology"}),
    ],
)
def test_words_in_other_senses_are_no_names(language: str, words: str, absent: set[str]) -> None:
    assert not absent & set(keys(words, language))


@pytest.mark.parametrize(
    ("words", "key", "kind"),
    [
        ("Officials in Georgia met Russian envoys in Tbilisi.", "iso:GE", "state"),
        ("Voters in Georgia and Florida went to the polls.", "wd:Q1428", "place"),
        ("Exports of technology to Iran were banned.", "commodity:technology", "commodity"),
        ("Imports of tea fell.", "wd:Q6097", "commodity"),
    ],
)
def test_context_decides_on_ambiguous_names(words: str, key: str, kind: str) -> None:
    assert (key, kind) in {(m.key, m.type) for m in read(words)}


def test_a_surname_is_not_read_before_the_first_office() -> None:
    assert "Macron" in keys("Macron gab nach.", "de", "2020-01-01")
    assert "Macron" not in keys("Macron gab nach.", "de", "1999-01-01")


def test_a_body_that_swallows_its_state_still_gives_the_state() -> None:
    found = entities(read("Das peruanische Finanzministerium klagt.", "de"))
    assert {e.id: e.type for e in found} == {"ministry-of-finance-of-peru": "government-body", "pe": "state"}
