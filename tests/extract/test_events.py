"""Events that are no measures. Sentences of our own."""

from __future__ import annotations

import pytest
from reading import read

CASES = [
    ("de", "Deutschland liefert Panzer an die Ukraine.", "supply", "supply", "iso:DE", "iso:UA"),
    ("de", "China hat die Waffenlieferungen an Russland eingestellt.", "supply", "stop", "iso:CN", "iso:RU"),
    ("de", "Der russische Einmarsch in die Ukraine begann im Februar.", "attack", "armed", "iso:RU", "iso:UA"),
    ("de", "Die USA warfen China Spionage vor.", "statement", "accuse", "iso:US", "iso:CN"),
    ("de", "Frankreich forderte, dass Russland abzieht.", "statement", "demand", "iso:FR", "iso:RU"),
    ("de", "Bundeskanzler Olaf Scholz reist am Freitag nach China.", "meeting", "visit", "wd:Q61053", "iso:CN"),
    ("de", "Die Türkei bezieht russisches Erdgas.", "supply", "supply", "iso:RU", "iso:TR"),
    ("de", "Polen importiert Kohle aus Kolumbien.", "supply", "supply", "iso:CO", "iso:PL"),
    ("de", "Deutschland half der Ukraine mit Krediten.", "support", "political", "iso:DE", "iso:UA"),
    ("de", "Österreich gewährt der Ukraine einen Kredit.", "support", "economic", "iso:AT", "iso:UA"),
    ("de", "Die Ukraine wurde von Russland beschossen.", "attack", "armed", "iso:RU", "iso:UA"),
    ("de", "Die Invasion der Ukraine durch Russland dauert an.", "attack", "armed", "iso:RU", "iso:UA"),
    ("de", "Die Invasion Russlands in die Ukraine dauert an.", "attack", "armed", "iso:RU", "iso:UA"),
    (
        "de",
        "Olaf Scholz sprach bei einem Besuch in Athen über Griechenland.",
        "meeting",
        "visit",
        "wd:Q61053",
        "iso:GR",
    ),
    ("de", "Die China-Reise von Olaf Scholz dauert drei Tage.", "meeting", "visit", "wd:Q61053", "iso:CN"),
    ("en", "India bought Russian crude oil last year.", "supply", "supply", "iso:RU", "iso:IN"),
    ("en", "Poland imports coal from Colombia.", "supply", "supply", "iso:CO", "iso:PL"),
    ("en", "Syria has received military backing from Russia.", "support", "military", "iso:RU", "iso:SY"),
    ("en", "Iran supplies drones to Russia.", "supply", "supply", "iso:IR", "iso:RU"),
    ("en", "Russia invaded Ukraine in 2022.", "attack", "armed", "iso:RU", "iso:UA"),
    ("en", "Russia's invasion of Ukraine shook the markets.", "attack", "armed", "iso:RU", "iso:UA"),
    ("en", "China accused the United States of protectionism.", "statement", "accuse", "iso:CN", "iso:US"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_event(case: tuple[str, str, str, str, str, str]) -> None:
    language, text, kind, action, agent, target = case
    found = [(c.type, c.action, c.agent, c.target) for c in read(text, language)]
    assert (kind, action, (agent,), (target,)) in found


@pytest.mark.parametrize(
    ("language", "text", "action", "agents"),
    [
        ("de", "Beim EU-Gipfel am 3. Mai 2024 ging es um Geld.", "summit", {"wd:Q458"}),
        ("de", "Das Treffen der G7 fand am 3. Mai 2024 in Italien statt.", "talks", {"wd:Q1764511"}),
        ("de", "Biden telefonierte am Montag mit Xi Jinping.", "call", {"wd:Q6279", "wd:Q15031"}),
        ("de", "Biden will am Freitag mit Xi Jinping sprechen.", "talks", {"wd:Q6279", "wd:Q15031"}),
        ("en", "Biden held talks with Xi Jinping in Geneva.", "talks", {"wd:Q6279", "wd:Q15031"}),
        ("en", "Talks between Iran and the European Union stalled.", "talks", {"iso:IR", "wd:Q458"}),
    ],
)
def test_meeting(language: str, text: str, action: str, agents: set[str]) -> None:
    found = [(c.action, set(c.agent)) for c in read(text, language) if c.type == "meeting"]
    assert (action, agents) in found


def test_who_is_turned_to_supplies() -> None:
    text = (
        "Das Embargo traf Russland, das sich an Nordkorea und den Iran gewandt hat, um Waffenlieferungen zu erhalten."
    )
    claim = next(c for c in read(text, "de") if c.type == "supply")
    assert (claim.agent, claim.target) == (("iso:KP", "iso:IR"), ("iso:RU",))


def test_who_is_warned_not_to_support_supports_nothing() -> None:
    found = read("Die USA warnten China davor, Russland zu unterstützen.", "de")
    assert [c.type for c in found] == ["statement"]


def test_mentions_of_one_event_are_one_claim() -> None:
    text = "Russland überfiel die Ukraine. Seit dem russischen Einmarsch in die Ukraine steigen die Preise."
    attacks = [c for c in read(text, "de") if c.type == "attack"]
    assert len(attacks) == 1
    assert len(attacks[0].evidence) == 2


def test_who_speaks_in_the_first_person_is_the_speaker() -> None:
    text = "\u201cWe condemn Russia for the attack\u201d, French President Emmanuel Macron said."
    claim = next(c for c in read(text, "en") if c.type == "statement")
    assert (claim.action, claim.target) == ("condemn", ("iso:RU",))
    assert claim.agent != claim.target
    assert len(claim.agent) == 1


def test_the_attacker_is_whom_the_measures_answer() -> None:
    text = "Die EU verh\u00e4ngte Sanktionen gegen Russland. Seit dem Ukraine-Krieg steigen die Preise."
    claim = next(c for c in read(text, "de") if c.type == "attack")
    assert (claim.agent, claim.target) == (("iso:RU",), ("iso:UA",))


def test_dates_ahead_are_announced() -> None:
    claim = next(c for c in read("Bundeskanzler Olaf Scholz reist am Freitag nach China.", "de") if c.type == "meeting")
    assert (claim.stage, claim.date) == ("announced", "2024-05-17")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Japan und die EU haben ein Handelsabkommen unterzeichnet."),
        ("en", "Japan and the European Union signed a trade agreement."),
    ],
)
def test_agreement(language: str, text: str) -> None:
    claim = next(c for c in read(text, language) if c.type == "agreement")
    assert (claim.action, set(claim.agent)) == ("sign", {"iso:JP", "wd:Q458"})


def test_a_german_verb_is_no_noun() -> None:
    text = "Die Folgen treffen China und Russland in den kommenden Tagen."
    assert not [c for c in read(text, "de") if c.type == "meeting"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Nordkorea rüstet auf. Das Land unterstützt Russland."),
        ("en", "North Korea is arming itself. The regime supports Russia."),
    ],
)
def test_who_acts_may_be_named_before(language: str, text: str) -> None:
    claim = next(c for c in read(text, language) if c.type == "support")
    assert (claim.agent, claim.target) == (("iso:KP",), ("iso:RU",))


def test_a_state_may_attack_a_place_of_its_own() -> None:
    claim = next(c for c in read("Die Bombardierung Aleppos durch Syrien dauert an.", "de") if c.type == "attack")
    assert claim.agent == ("iso:SY",)
    assert claim.target
    assert claim.target != claim.agent


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Russland überfiel die Ukraine. Russlands Krieg begann im Februar 2022."),
        ("en", "Russia invaded Ukraine. Russia's war began in February 2022."),
    ],
)
def test_an_attack_named_again_in_short_is_the_same(language: str, text: str) -> None:
    found = [(c.agent, c.target) for c in read(text, language) if c.type == "attack"]
    assert found == [(("iso:RU",), ("iso:UA",))]
