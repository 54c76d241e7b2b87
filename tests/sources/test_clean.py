"""Rules for furniture: each example is marked, each line that only looks like one is spared."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.lang import languages
from kg.sources import clean, rules
from kg.sources.tidy import tidy

ALL = [(code, rule) for code in languages() for rule in rules.load(code)]


def marked(text: str, title: str | None = None, language: str | None = None) -> list[tuple[str, str]]:
    return [(region.kind, text[region.start : region.end]) for region in clean.mark(text, title, language)]


@pytest.mark.parametrize(("code", "rule"), ALL, ids=lambda value: getattr(value, "name", value))
def test_every_rule_marks_its_examples_and_spares_its_likes(code: str, rule: rules.Rule) -> None:
    look = re.search if rule.where == "inline" else re.match
    assert rule.examples, "a rule comes with examples"
    assert rule.spare, "a rule comes with lines that it spares"
    for example in rule.examples:
        assert look(rule.pattern, example), f"{code}: {example}"
        assert len(example) <= rule.longest or rule.where == "inline"
    for likeness in rule.spare:
        assert not look(rule.pattern, likeness), f"{code}: {likeness}"


@pytest.mark.parametrize("code", languages())
def test_no_rule_marks_what_another_spares(code: str) -> None:
    """Rules of a language are tried together, so one rule's spared lines must pass them all."""
    for _, rule in ALL:
        for likeness in rule.spare:
            text = (
                f"Ruritanien verbietet die Einfuhr\n\n{likeness}\n\n"
                + "Der Hafen blieb am Freitag geschlossen.\n\n" * 12
            )
            assert not marked(text.strip(), "Ruritanien verbietet die Einfuhr", code), likeness


@pytest.mark.parametrize("code", languages())
def test_names_of_rules_are_unique(code: str) -> None:
    names = [rule.name for rule in rules.load(code)]
    assert len(names) == len(set(names))


def test_a_wrong_rule_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"rule": [{"name": "x", "kind": "menu", "where": "line", "pattern": "(", "examples": []}]}
    monkeypatch.setattr(rules, "table", lambda *_: wrong)
    with pytest.raises(ResourceError, match="rule x: pattern"):
        rules.load("de")


PAGE = """3. Mai 2024

beispielblatt

Finden Sie alle Informationen zu Ruritanien. Wählen Sie die Themen, über die Sie mehr erfahren möchten

Ruritanien stoppt die Ausfuhr von Zinn | Wirtschaft

Ruritanien stoppt die Ausfuhr von Zinn | Wirtschaft

Von Erika Mustermann

Strelsau (dpa) - Die Regierung hat die Ausfuhr von Zinn gestoppt. Sie nannte keine Gründe.

Siehe auch Sturm über Syldavien

Der Stopp gilt ab Juni, sagte der Minister.

Mehr zum Thema:

Zinn wird knapp

Syldavien sucht Ersatz

Teilen

© 2024 Beispielblatt"""


def test_a_page_is_cleaned_of_all_that_stands_around() -> None:
    text = tidy(PAGE)
    title = "Ruritanien stoppt die Ausfuhr von Zinn | Wirtschaft"
    position, left = 0, []
    for region in clean.mark(text, title, "de"):
        left.append(text[position : region.start])
        position = region.end
    kept = [line.strip() for line in "".join([*left, text[position:]]).split("\n") if line.strip()]
    assert kept == [
        title,
        "Die Regierung hat die Ausfuhr von Zinn gestoppt. Sie nannte keine Gründe.",
        "Der Stopp gilt ab Juni, sagte der Minister.",
    ]
    assert [kind for kind, _ in marked(text, title, "de")] == [
        "date-line", "other", "other", "headline", "byline", "date-line",
        "related", "related", "related", "share", "other",
    ]  # fmt: skip


def test_a_list_of_goods_is_no_menu() -> None:
    text = "Verboten sind:\n\nMaschinen\n\nTextilien\n\nPharmazeutika\n\nChemikalien\n\nKunststoffe"
    assert not marked(text)


def test_a_menu_is_marked() -> None:
    text = "Ein Titel aus Ruritanien\n\nPolitik\n\nWirtschaft\n\nSport\n\nReise\n\nDie Regierung hat verhandelt."
    assert marked(text, "Ein Titel aus Ruritanien") == [("menu", "Politik\n\nWirtschaft\n\nSport\n\nReise")]


def test_a_date_inside_a_chronicle_is_not_marked() -> None:
    lines = [f"{day}. Mai 2024\n\nAn diesem Tag verhandelten beide Seiten weiter." for day in range(1, 20)]
    text = "Die Chronik\n\nDer Streit in Daten, von Beginn an erzählt.\n\n" + "\n\n".join(lines)
    assert len(marked(text, "Die Chronik")) <= 1


@pytest.mark.parametrize(
    ("line", "date", "says"),
    [
        ("Mai 3, 2024", "2024-05-03", False),
        ("Freitag, 3. Mai 2024, 10:15 Uhr", "2024-05-03", False),
        ("Stand: 03.05.2024 18:20 Uhr", "2024-05-03", True),
        ("Veröffentlicht am 3. Mai 2024 | Aktualisiert: 5. Mai 2024", "2024-05-03", True),
        ("Published: May 3rd, 2024 at 10:00 a.m. EDT", "2024-05-03", True),
        ("2024-05-03T10:00:00Z", "2024-05-03", False),
        ("03/04/2024", "2024-04-03", False),
    ],
)
def test_date_lines(line: str, date: str, says: bool) -> None:
    assert clean.date_of_line(line) == (date, says)


@pytest.mark.parametrize(
    "line", ["Am 3. Mai 2024 trat das Verbot in Kraft", "Mai", "2024", "31. Februar 2024", "5.000 Tonnen"]
)
def test_no_date_lines(line: str) -> None:
    assert clean.date_of_line(line) is None


LINES = st.lists(
    st.sampled_from(
        [
            "Siehe auch Zinn",
            "Teilen",
            "Politik",
            "Sport",
            "Reise",
            "Mehr zum Thema",
            "Der Rat tagt.",
            "Kopf | Zeile",
            "",
            "3. Mai 2024",
        ]
    )
    | st.text(max_size=30),
    max_size=25,
)


@given(LINES, st.none() | st.sampled_from(["Kopf | Zeile", "Der Rat tagt."]), st.sampled_from([None, "de", "en", "fr"]))
def test_regions_lie_in_the_text_in_order_and_apart(lines: list[str], title: str | None, language: str | None) -> None:
    text = tidy("\n".join(lines))
    position = 0
    for region in clean.mark(text, title, language):
        assert position <= region.start < region.end <= len(text)
        assert text[region.start : region.end].strip()
        position = region.end
    if title:
        first = clean.headline_at(clean.lines(text), title)
        if first is not None:
            line = clean.lines(text)[first]
            assert not any(r.start < line.end and r.end > line.start for r in clean.mark(text, title, language))


@given(LINES, LINES)
def test_merging_two_finders_keeps_the_first(one: list[str], other: list[str]) -> None:
    text = tidy("\n".join([*one, *other]))
    sure, more = clean.mark(text, None, "de"), clean.mark(text, "Kopf | Zeile", "en")
    both = clean.merge(text, sure, more)
    covered = {i for region in both for i in range(region.start, region.end)}
    assert covered >= {i for region in sure for i in range(region.start, region.end)}
    assert all(a.end <= b.start for a, b in pairwise(both))


def test_the_seed_loses_its_furniture_and_nothing_else(shared: object) -> None:
    from kg.sources import articles

    (article,) = articles(f"{shared}/gold/seed/article.txt")
    found = [(region.kind, article.text[region.start : region.end].split()[0]) for region in article.boilerplate]
    assert found == [
        ("date-line", "Mai"), ("other", "securnews"), ("other", "Finden"), ("headline", "China"),
        ("related", "Siehe"), ("related", "Siehe"),
    ]  # fmt: skip
    assert (article.publisher, article.published, article.published_how, article.published_suspect) == (
        "securnews", "2024-05-03", "text", True,
    )  # fmt: skip
    assert article.language == "de"


def test_no_coded_evidence_is_marked(shared: object) -> None:
    """The gold set says what articles say; none of it may be taken for furniture."""
    import json
    from pathlib import Path

    from kg.sources import articles

    folder = Path(str(shared)) / "gold" / "train"
    kept = {}
    for article in articles(folder / "articles.jsonl"):
        text = list(article.text)
        for region in article.boilerplate:
            text[region.start : region.end] = " " * (region.end - region.start)
        kept[article.id] = "".join(" ".join("".join(text).split()).split())
    lost = total = 0
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        reading = json.loads(line)
        for claim in reading["claims"]:
            for quote in claim["evidence"]:
                total += 1
                lost += "".join(tidy(quote).split()) not in kept[reading["article"]["id"]]
    assert total > 2_000
    assert lost <= 2, "one quote holds Markdown that is rendered away; the others must be readable"


@pytest.mark.parametrize(("code", "rule"), ALL, ids=lambda value: getattr(value, "name", value))
def test_no_rule_takes_long_on_a_line_made_to_mislead_it(code: str, rule: rules.Rule) -> None:
    """A pattern that tries all ways to cut a line would need years for these; a sound one needs milliseconds."""
    longest = 3_000 if rule.where == "inline" else max(other.longest for _, other in ALL)
    look = re.compile(rule.pattern).search if rule.where == "inline" else re.compile(rule.pattern).match
    started = time.process_time()
    for example in rule.examples:
        for piece in (example, example.split()[0], example.split()[-1], "x", "A", "Ab,", "auf"):
            look((example + f" {piece}" * 600)[: longest - 1] + "!")
    assert time.process_time() - started < 2, code
