"""How real an act is, by class of case. Sentences of our own, both languages."""

from __future__ import annotations

import pytest
from reading import measures, read

DE = [
    # held out as a consequence
    ("Die EU drohte Belarus mit Sanktionen.", "sanctions", "threatened"),
    ("Die EU ist bereit, Sanktionen gegen Belarus zu verhängen.", "sanctions", "threatened"),
    ("Wenn Belarus nicht einlenkt, wird die EU Sanktionen verhängen.", "sanctions", "threatened"),
    (
        "In diesem Fall werde die EU Sanktionen gegen Belarus verhängen, sagte Charles Michel.",
        "sanctions",
        "threatened",
    ),
    ("Die EU behält sich ein Einfuhrverbot für Kali aus Belarus vor.", "import-ban", "threatened"),
    # a relief on a condition is offered
    ("Wenn Minsk einlenkt, wird die EU die Sanktionen gegen Belarus aufheben.", "sanctions", "proposed"),
    # proposals, talks, demands
    ("Polen sprach sich für Sanktionen der EU gegen Belarus aus.", "sanctions", "proposed"),
    ("Polen fordert, dass die EU Sanktionen gegen Belarus verhängt.", "sanctions", "proposed"),
    ("Die EU berät über Sanktionen gegen Belarus.", "sanctions", "proposed"),
    ("Die geplanten Sanktionen der EU gegen Belarus treffen Banken.", "sanctions", "proposed"),
    ("Kanada könnte ein Einfuhrverbot für Stahl aus China verhängen.", "import-ban", "proposed"),
    # refusal
    ("Ungarn sprach sich gegen Sanktionen der EU gegen Belarus aus.", "sanctions", "denied"),
    ("Sanktionen gegen Belarus sind für die EU kein Thema.", "sanctions", "denied"),
    ("Ein Einfuhrverbot für Kali aus Belarus beschlossen die Minister noch nicht.", "import-ban", "denied"),
    # decided, not yet in effect
    ("Japan kündigte ein Einfuhrverbot für Kohle aus Russland an.", "import-ban", "announced"),
    ("Die Zölle der EU auf Stahl aus China treten am Freitag in Kraft.", "tariff", "announced"),
    # a modal verb of another predicate says nothing of the measure
    ("Die Zölle der USA auf Stahl aus China könnten Autobauer belasten.", "tariff", "done"),
    ("Die von Russland erlassenen Einfuhrverbote für Obst würden Bauern in Polen schaden.", "import-ban", "done"),
    ("Wegen der Sanktionen der EU gegen Russland will die Firma neue Kunden suchen.", "sanctions", "done"),
    # what a coordination begins does not reach back
    ("Die EU hat Einreiseverbote gegen Belarus verhängt und droht mit weiteren Schritten.", "travel-ban", "done"),
    # background
    ("Im Januar hatten die USA ein Einfuhrverbot gegen Myanmar verhängt.", "import-ban", "done"),
    ("Die USA hätten Sanktionen gegen Myanmar verhängt, hieß es.", "sanctions", "done"),
]
EN = [
    ("The EU threatened to impose sanctions on Belarus.", "sanctions", "threatened"),
    ("If Belarus does not yield, the EU will impose sanctions.", "sanctions", "threatened"),
    ("The EU is prepared to impose sanctions on Belarus.", "sanctions", "threatened"),
    ("Poland urged the EU to ban imports of potash from Belarus.", "import-ban", "proposed"),
    ("Possible US tariffs on Canada worry firms.", "tariff", "proposed"),
    ("Lowering Indian tariffs on cars would help Germany.", "tariff", "proposed"),
    ("Japan said on Monday it would impose sanctions on Myanmar.", "sanctions", "announced"),
    ("Japan plans to announce tariffs on steel from China.", "tariff", "announced"),
    ("The new US tariffs on steel from China won't take effect until July.", "tariff", "announced"),
    ("Hungary rejected EU sanctions on Belarus.", "sanctions", "denied"),
    ("The recent US tariffs on steel from China could disrupt drilling.", "tariff", "done"),
    ("Firms in China could suffer because of US tariffs.", "tariff", "done"),
    ("The carmaker is not exposed to US tariffs on Canada.", "tariff", "done"),
    ("Under US sanctions, Iran may not sell oil.", "sanctions", "done"),
]


@pytest.mark.parametrize(("text", "measure", "stage"), DE)
def test_german(text: str, measure: str, stage: str) -> None:
    assert (measure, stage) in [(m, s) for m, _, s in measures(text, "de")]


@pytest.mark.parametrize(("text", "measure", "stage"), EN)
def test_english(text: str, measure: str, stage: str) -> None:
    assert (measure, stage) in [(m, s) for m, _, s in measures(text, "en")]


@pytest.mark.parametrize(
    ("language", "text", "kind", "stage"),
    [
        ("de", "Nach dem Treffen von Angela Merkel und Emmanuel Macron blieb vieles offen.", "meeting", "done"),
        (
            "de",
            "Emmanuel Macron wird zu Gesprächen mit Angela Merkel erwartet, die am Freitag stattfinden.",
            "meeting",
            "announced",
        ),
        ("de", "Die USA beraten über Hilfen nach dem russischen Überfall auf die Ukraine.", "attack", "done"),
        ("de", "Syrien wird von Russland unterstützt.", "support", "done"),
        ("de", "Armenien unterzeichnet kein Abkommen mit der EU.", "agreement", "denied"),
        ("en", "Emmanuel Macron will meet Joe Biden in Paris.", "meeting", "announced"),
        ("en", "Turkey discussed the Russian invasion of Ukraine.", "attack", "done"),
    ],
)
def test_other_events(language: str, text: str, kind: str, stage: str) -> None:
    assert stage in [c.stage for c in read(text, language) if c.type == kind]


def test_a_deadline_ahead_does_not_undo_what_is_told_as_done() -> None:
    text = "Die EU hatte die Sanktionen gegen Syrien bis zum 1. Juni verlängert."
    assert ("sanctions", "renew", "done") in measures(text, "de")


def test_the_reason_names_the_cue() -> None:
    claim = next(c for c in read("Die EU drohte Belarus mit Sanktionen.", "de") if c.type == "measure")
    assert any(line.startswith("stage threatened: droh") for line in claim.decided)
