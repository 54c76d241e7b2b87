"""Measures by class of case: what is done, how real it is, and to which instrument. Sentences of our own."""

from __future__ import annotations

import pytest
from reading import measures, read

CASES = [
    # imposed, with the instrument named, compounded or put together
    ("de", "Die EU verhängte am Montag ein Einfuhrverbot für russisches Öl.", "import-ban", "impose", "done"),
    ("de", "Die EU hat am Montag die Einfuhr von russischem Stahl untersagt.", "import-ban", "impose", "done"),
    ("de", "Russland wies zehn deutsche Diplomaten aus.", "diplomatic-measure", "impose", "done"),
    ("en", "The EU banned imports of Russian oil on Monday.", "import-ban", "impose", "done"),
    ("en", "The United States imposed a 25% tariff on steel from Brazil.", "tariff", "impose", "done"),
    ("en", "Iran is under US sanctions.", "sanctions", "impose", "done"),
    # threatened is not imposed
    ("de", "Washington droht Ankara mit Sanktionen, falls die Türkei kauft.", "sanctions", "impose", "threatened"),
    ("en", "Washington threatened Turkey with sanctions if it buys.", "sanctions", "impose", "threatened"),
    # negation and refusal
    ("de", "Die EU hat keine Sanktionen gegen Serbien verhängt.", "sanctions", "impose", "denied"),
    ("de", "Ungarn weigert sich, die Sanktionen gegen Russland aufzuheben.", "sanctions", "lift", "denied"),
    ("en", "Canada did not impose sanctions on India.", "sanctions", "impose", "denied"),
    ("en", "The United States refused to lift sanctions on Iran.", "sanctions", "lift", "denied"),
    # the verb and its object decide: lifting, easing, renewing are no imposing
    ("de", "Die USA hoben das Waffenembargo gegen Zypern auf.", "arms-embargo", "lift", "done"),
    ("de", "Die EU hat die Sanktionen gegen Belarus nicht verlängert.", "sanctions", "renew", "denied"),
    ("de", "Die EU will die Sanktionen gegen Iran verschärfen.", "sanctions", "expand", "announced"),
    ("en", "The US lifted sanctions on Venezuela.", "sanctions", "lift", "done"),
    ("en", "The European Union failed to renew its sanctions against Belarus.", "sanctions", "renew", "denied"),
    ("en", "The EU extended its arms embargo against Myanmar until April 2025.", "arms-embargo", "renew", "done"),
    ("en", "China delayed tariffs on American soybeans.", "tariff", "ease", "done"),
    # Konjunktiv in reported speech
    ("de", "Die USA hätten die Strafzölle auf chinesischen Stahl ausgesetzt, hieß es.", "tariff", "ease", "done"),
    # considered and possible
    ("de", "Japan erwägt, den Export von Halbleitern nach Russland zu verbieten.", "export-ban", "impose", "proposed"),
    ("en", "Japan is considering a ban on exports of semiconductors to Russia.", "export-ban", "impose", "proposed"),
    ("en", "The EU could impose tariffs on Chinese cars.", "tariff", "impose", "proposed"),
]


@pytest.mark.parametrize(("language", "text", "measure", "action", "stage"), CASES)
def test_measure(language: str, text: str, measure: str, action: str, stage: str) -> None:
    assert (measure, action, stage) in measures(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Organisation für das Verbot chemischer Waffen tagt in Den Haag mit Russland."),
        ("de", "Der Ausbau der Autobahn in Polen beginnt im Herbst."),
        ("en", "Appropriate authorities in Canada have a duty to protect investors."),
        ("en", "France won the match against Germany."),
    ],
)
def test_no_measure(language: str, text: str) -> None:
    assert not measures(text, language)


def test_listed_instruments_are_one_event_each() -> None:
    text = "Die EU-Staaten verlängerten die Einreiseverbote und Kontensperren gegen Syrien um ein Jahr."
    assert sorted(measures(text, "de")) == [("asset-freeze", "renew", "done"), ("travel-ban", "renew", "done")]


def test_what_the_sanctions_are_takes_what_is_done_to_them() -> None:
    text = "Die EU verlängerte ihre Sanktionen gegen Syrien. Es geht um Reisesperren gegen das Land."
    assert ("travel-ban", "renew", "done") in measures(text, "de")


def test_a_verb_that_forbids_is_not_what_is_done_to_the_next_measure() -> None:
    text = "The UK tightened sanctions against Belarus and froze the assets of its banks."
    assert ("asset-freeze", "impose", "done") in measures(text, "en")


@pytest.mark.parametrize(
    ("language", "text", "agent", "target"),
    [
        ("de", "Wegen der Sanktionen der EU gegen Russland sucht die Firma Kunden.", "wd:Q458", "iso:RU"),
        ("de", "Die US-Sanktionen gegen den Iran treffen Banken.", "iso:US", "iso:IR"),
        ("de", "Neue Iran-Sanktionen der USA treffen Banken.", "iso:US", "iso:IR"),
        ("de", "Gegen Belarus verhängte Großbritannien Sanktionen.", "iso:GB", "iso:BY"),
        ("en", "Sanctions against Mali were imposed by the United Nations.", "wd:Q1065", "iso:ML"),
        ("en", "Russia was sanctioned by Japan.", "iso:JP", "iso:RU"),
        ("en", "US sanctions on Iran hit banks.", "iso:US", "iso:IR"),
    ],
)
def test_who_measures_whom(language: str, text: str, agent: str, target: str) -> None:
    claim = next(c for c in read(text, language) if c.type == "measure")
    assert (claim.agent, claim.target) == ((agent,), (target,))


def test_roles_outside_the_sentence_come_from_the_article() -> None:
    text = "Die EU verhängte Sanktionen gegen Belarus.\n\nDie Strafmaßnahmen gelten. Ein Einreiseverbot gilt auch."
    ban = next(c for c in read(text, "de") if c.measure == "travel-ban")
    assert (ban.agent, ban.target) == (("wd:Q458",), ("iso:BY",))


def test_addressee_origin_and_back_reference() -> None:
    text = (
        "Großbritannien untersagte den Metallbörsen die Annahme von neuem, von Russland produziertem Kupfer.\n\n"
        "Der Schritt wird die London Metal Exchange daran hindern, russisches Kupfer anzunehmen."
    )
    bans = [c for c in read(text, "de") if c.measure == "exchange-ban"]
    assert len(bans) == 1
    assert (bans[0].agent, bans[0].target, bans[0].addressee) == (("iso:GB",), ("iso:RU",), ("mic:XLME",))
    assert len(bans[0].evidence) == 2


def test_who_breaks_sanctions_is_not_who_imposed_them() -> None:
    claim = next(c for c in read("Turkey evaded US sanctions against Iran.", "en") if c.type == "measure")
    assert (claim.action, claim.agent, claim.target) == ("evade", ("iso:TR",), ("iso:IR",))


def test_embargo_on_weapons_is_an_arms_embargo() -> None:
    assert ("arms-embargo", "impose", "done") in measures(
        "Die EU verhängte ein Embargo auf Waffen gegen Myanmar.", "de"
    )


def test_a_date_and_why() -> None:
    claim = read("Die EU verhängte am Montag ein Einfuhrverbot für russisches Öl.", "de")[0]
    assert claim.date == "2024-05-13"
    assert claim.date_text == "am Montag"
    assert any(line.startswith("instrument import-ban") for line in claim.decided)
    assert any(line.startswith("action impose") for line in claim.decided)


def test_evidence_is_in_the_text() -> None:
    text = "Am Dienstag tagte der Rat. Die EU verhängte Zölle auf Stahl aus China, wie ein Sprecher sagte."
    for claim in read(text, "de"):
        for quote in claim.evidence:
            assert text[quote.start : quote.end] == quote.text


def test_a_ban_with_its_senders_behind_it_and_the_origin_of_the_goods() -> None:
    text = "Peking reagierte auf das Verbot der USA und Kanadas, chinesisches Kupfer an den Börsen zu handeln."
    ban = next(c for c in read(text, "de") if c.measure == "exchange-ban")
    assert (ban.agent, ban.target) == (("iso:US", "iso:CA"), ("iso:CN",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die EU verhängte Sanktionen gegen Belarus. Die EU-Sanktionen gelten. Minsk liegt in Belarus."),
        ("en", "The EU imposed sanctions on Belarus. The EU said sanctions on Belarus would be imposed. They work."),
    ],
)
def test_plan_and_act_of_one_measure_are_one_event(language: str, text: str) -> None:
    assert [m for m in measures(text, language) if m[0] == "sanctions"] == [("sanctions", "impose", "done")]


def test_who_holds_or_threatens_something_is_not_the_sender() -> None:
    text = "The United States imposed sanctions on firms held by Iran."
    claim = next(c for c in read(text, "en") if c.type == "measure")
    assert claim.agent == ("iso:US",)


def test_one_clause_cannot_turn_the_direction_of_the_article() -> None:
    text = (
        "The United States imposed sanctions on Iran. US sanctions on Iran hit banks.\n\n"
        "Iran fears that sanctions will be tightened in the United States."
    )
    assert {c.agent for c in read(text, "en") if c.type == "measure"} == {("iso:US",)}


def test_a_private_person_imposes_nothing() -> None:
    text = "The US imposed tariffs on India. Asked Rohan Mehta on Monday: could tariffs on India be lifted?"
    assert all(c.agent == ("iso:US",) for c in read(text, "en") if c.type == "measure")


@pytest.mark.parametrize(
    ("language", "text", "measure", "action"),
    [
        ("de", "Die EU-Staaten froren Gelder der Zentralbank Irans ein.", "asset-freeze", "impose"),
        ("de", "Kanada erhob Gegenzölle auf Stahl aus den USA.", "tariff", "impose"),
        ("de", "Die EU-Sanktionen gegen Belarus bleiben in Kraft.", "sanctions", "renew"),
        ("de", "Die Exportkontrollen der USA gegen China wurden weiter verschärft.", "export-ban", "expand"),
        ("de", "Die EU schränkte den Zugang zum Kapitalmarkt für Russland ein.", "financial-restriction", "impose"),
        ("en", "The US kept sanctions on Cuba in place.", "sanctions", "renew"),
        ("en", "The EU scrapped its export restrictions on Serbia.", "export-ban", "lift"),
        ("en", "The United States ratcheted up sanctions on Iran.", "sanctions", "expand"),
        ("en", "The US put an import surcharge on steel from Brazil.", "tariff", "impose"),
        ("en", "Britain imposed a ban on Russian oil.", "import-ban", "impose"),
    ],
)
def test_further_words_for_instruments_and_actions(language: str, text: str, measure: str, action: str) -> None:
    assert (measure, action) in {m[:2] for m in measures(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "measure", "action"),
    [
        (
            "de",
            "Die EU verhängte ein Waffenembargo gegen Mali. Paris will das Embargo aufheben.",
            "arms-embargo",
            "lift",
        ),
        ("en", "The EU imposed an arms embargo on Mali. Paris wants the embargo lifted.", "arms-embargo", "lift"),
        (
            "de",
            "Kanada verhängte ein Importverbot gegen Mali. Später wurde das Verbot gelockert.",
            "import-ban",
            "ease",
        ),
        ("en", "Canada imposed an import ban on Mali. Later Canada eased the ban.", "import-ban", "ease"),
    ],
)
def test_the_ban_is_the_one_named_before(language: str, text: str, measure: str, action: str) -> None:
    assert (measure, action) in {m[:2] for m in measures(text, language)}
    assert not {"back", "trade-embargo"} & {m[0] for m in measures(text, language)}


def test_a_ban_that_nothing_tells_is_no_measure() -> None:
    assert not measures("Canada eased the ban in Mali on Monday.", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die EU verhängte wegen des Angriffs auf die Ukraine Sanktionen gegen Russland."),
        ("en", "The EU approved sanctions vs. Russia over Ukraine. The sanctions followed the war against Ukraine."),
    ],
)
def test_the_victim_of_an_attack_is_no_target(language: str, text: str) -> None:
    assert {c.target for c in read(text, language) if c.type == "measure"} == {("iso:RU",)}


def test_sanctions_against_a_state_in_one_word() -> None:
    claim = next(c for c in read("Die EU hob die antirussischen Sanktionen auf.", "de") if c.type == "measure")
    assert (claim.agent, claim.target) == (("wd:Q458",), ("iso:RU",))


def test_an_emergency_is_renewed_by_the_instrument_of_its_order() -> None:
    text = (
        "The President issued an Executive Order blocking property of certain persons in Mali.\n\n"
        "The United States is extending for one year the national emergency declared in that order."
    )
    assert ("asset-freeze", "renew") in {m[:2] for m in measures(text, "en")}


def test_a_quoted_word_stays_in_its_clause() -> None:
    text = 'The United States stepped up its "maximum pressure" campaign against Iran.'
    claim = next(c for c in read(text, "en") if c.type == "measure")
    assert (claim.action, claim.target) == ("expand", ("iso:IR",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "China beschränkt die Ausfuhr von Gallium. Die USA belegten China mit Sanktionen gegen Firmen aus China.",
        ),
        (
            "en",
            "China restricts exports of gallium. The US has US sanctions on China, sanctions against China, in force.",
        ),
    ],
)
def test_a_counter_measure_keeps_its_sender(language: str, text: str) -> None:
    assert {c.agent for c in read(text, language) if c.measure == "export-ban"} == {("iso:CN",)}


def test_who_rejects_a_measure_is_not_its_target() -> None:
    text = "Die EU prüft ein Einfuhrverbot für Aluminium aus Russland. Ein Einfuhrverbot für Aluminium lehnt Berlin ab."
    assert all("iso:DE" not in c.target for c in read(text, "de") if c.measure == "import-ban")
