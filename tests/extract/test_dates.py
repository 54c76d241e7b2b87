from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import edtf
from kg.errors import ResourceError
from kg.extract import dates, dates_grammar
from kg.extract.dates_calendar import RULES
from kg.lang import table
from kg.text import Sentence, sentences

FRIDAY, SATURDAY = "2024-05-03", "2024-04-13"


def split(text: str, language: str) -> list[Sentence]:
    return sentences(text, abbreviations=frozenset(table(language, "sentences")["abbreviations"]))


def found(text: str, language: str, published: str | None = FRIDAY) -> list[str]:
    return [e.edtf for e in dates.find(split(text, language), published, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am Freitag verhängte die Regierung Zölle.", ["2024-05-03"]),
        ("Der Schritt vom Freitag trifft Banken.", ["2024-05-03"]),
        ("Die Minister wollen am Mittwoch in Wien beraten.", ["2024-05-08"]),
        ("Die Minister hatten am Mittwoch in Wien beraten.", ["2024-05-01"]),
        ("Am kommenden Montag reist sie nach Ankara.", ["2024-05-06"]),
        ("Das Treffen ist für Freitag nächster Woche angesetzt.", ["2024-05-10"]),
        ("Sie flog am Freitagabend ab.", ["2024-05-03"]),
        ("Die Verordnung gilt bis Ende nächster Woche.", ["2024-05-06/2024-05-12"]),
        ("An diesem Wochenende reist der Kanzler ab.", ["2024-05-04/2024-05-05"]),
        ("Am Wochenende hatten Tausende demonstriert.", ["2024-04-27/2024-04-28"]),
        ("Am Wochenende wollen sie verhandeln.", ["2024-05-04/2024-05-05"]),
        ("Im letzten Quartal 2023 sanken die Preise, im vergangenen Jahr nicht.", ["2023-10-01/2023-12-31", "2023"]),
        ("Das Gesetz tritt am 1. Juli in Kraft.", ["2024-07-01"]),
        ("Vor drei Monaten und vor zwei Jahren geschah dasselbe.", ["2024-02", "2022"]),
        ("Seit Mitte März vergangenen Jahres ruht der Handel.", ["2023-03"]),
        ("Zwischen 2015 und 2020 wuchs der Handel.", ["2015/2020"]),
        ("Die Gespräche vom 28. März bis zum 2. April 2024 scheiterten.", ["2024-03-28/2024-04-02"]),
        ("Im Sommer 2014 beschloss der Rat das.", ["2014-06/2014-08"]),
        ("Das Embargo galt bis Ende 2021.", ["2021"]),
        ("Ende 2021 lief das Embargo aus.", ["2021-12"]),
        ("Anfang 2022 begann der Streit.", ["2022"]),
        ("Kürzlich wurde seit langem wieder einmal verhandelt.", []),
        ("Die Resolution 2231 und 2000 Euro sind kein Datum.", []),
        ("Guten Morgen, sagte er.", []),
        ("Morgens war es kalt.", []),
    ],
)
def test_german(text: str, expected: list[str]) -> None:
    assert found(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministry imposed duties on Friday.", ["2024-05-03"]),
        ("They met last Friday and will meet next Monday.", ["2024-04-26", "2024-05-06"]),
        ("The talks will resume on Wednesday.", ["2024-05-08"]),
        ("The ship was loaded on Oct. 19 and left port.", ["2023-10-19"]),
        ("Exports fell in the first half of 2020.", ["2020-01-01/2020-06-30"]),
        ("Two years ago the pact was signed.", ["2022"]),
        ("The waiver runs until the end of the year.", ["2024"]),
        ("Stocks rose in the week ending February 7.", ["2024-02-01/2024-02-07"]),
        ("Prices are up so far this year.", ["2024-01-01/2024-05-03"]),
        ("Last June the duty was cut.", ["2023-06"]),
        ("It may march on; he may leave.", []),
        ("The tariff took effect in May 2018.", ["2018-05"]),
        ("The fair runs April 11-14, 2024, in Hanover.", ["2024-04-11/2024-04-14"]),
        ("Hijackings were common in the 1970s.", ["1970/1979"]),
        ("Over the last three months nothing moved.", ["2024-02-03/2024-05-03"]),
        ("Over the last three years nothing moved.", ["2021-05/2024-05"]),
        ("A budget for the next five years was passed.", ["2024/2029"]),
        ("They expect a second-quarter increase.", ["2024-04-01/2024-06-30"]),
        ("It recently paid $2014 for 2000 barrels.", []),
        ("Executive Order 2010 and Resolution 1718 apply.", []),
        ("From January to March 2023 trade shrank.", ["2023-01/2023-03"]),
        ("Last week’s vote and yesterday's speech", ["2024-04-22/2024-04-28", "2024-05-02"]),
    ],
)
def test_english(text: str, expected: list[str]) -> None:
    assert found(text, "en") == expected


def test_the_weekday_is_counted_from_publication_to_the_letter() -> None:
    assert found("Am Freitag untersagten die Behörden die Einfuhr.", "de", SATURDAY) == ["2024-04-12"]


def test_without_a_publication_date_only_absolute_dates_are_found() -> None:
    assert found("Am Freitag, dem 12. April 2024, und gestern", "de", None) == ["2024-04-12"]


def test_an_imprecise_publication_date_resolves_what_it_can() -> None:
    assert found("Am Freitag, im vergangenen Jahr und im vergangenen Monat", "de", "2024-05") == ["2023", "2024-04"]
    assert found("On April 13th and on Monday", "en", "2024-04") == ["2024-04-13"]


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("bis zum 1. Juni", "de", "deadline"),
        ("ab Montag", "de", "start"),
        ("von Mittwoch an", "de", "start"),
        ("seit zwei Wochen", "de", "start"),
        ("in den vergangenen zwei Wochen", "de", "duration"),
        ("im letzten Quartal 2023", "de", "period"),
        ("am Freitag", "de", "point"),
        ("by June 1", "en", "deadline"),
        ("since October", "en", "start"),
    ],
)
def test_kinds(text: str, language: str, kind: str) -> None:
    (expression,) = dates.find(split(text, language), FRIDAY, language)
    assert (expression.kind, expression.text) == (kind, text)


def test_an_expression_can_be_resolved_anew_when_the_clause_looks_forward() -> None:
    (expression,) = dates.find(split("Treffen am Mittwoch", "de"), FRIDAY, "de")
    assert expression.edtf == "2024-05-01"
    later = dates.resolve(expression, FRIDAY, future=True)
    assert (later.edtf, later.how, later.anchor) == ("2024-05-08", "weekday future", FRIDAY)
    assert dates.resolve(expression, None, future=True) == expression


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_pattern_of_the_table_finds_its_example(language: str) -> None:
    for entry, pattern in zip(
        table(language, "dates")["pattern"], dates_grammar.grammar(language).patterns, strict=True
    ):
        assert entry["rule"] in RULES
        assert pattern.match.search(entry["example"]), entry["example"]
        assert found(entry["example"], language), entry["example"]


def test_a_pattern_that_cannot_work_names_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {**table("de", "dates"), "pattern": [{"match": "{nosuch} x", "rule": "date", "example": "x"}]}
    monkeypatch.setattr(dates_grammar, "table", lambda *_: broken)
    with pytest.raises(ResourceError, match=re.escape("kg/lang/de/dates.toml")):
        dates_grammar.grammar.__wrapped__("de")


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.sampled_from(("Montag", "Dienstag", "Samstag", "Sonntag")))
def test_a_weekday_lies_within_the_week_before_and_has_that_name(published: date, name: str) -> None:
    (text,) = found(f"am {name}", "de", published.isoformat())
    assert timedelta(0) <= published - date.fromisoformat(text) < timedelta(days=7)
    assert ("Montag", "Dienstag", "", "", "", "Samstag", "Sonntag")[date.fromisoformat(text).weekday()] == name


WORDS = [w for t in ("de", "en") for e in table(t, "dates")["pattern"] for w in e["example"].split()]


@given(st.lists(st.sampled_from([*WORDS, "und", "31.", "31", "Februar", "0", "1800", "(", "-", "ab"]), max_size=9))
def test_whatever_the_words_each_expression_is_edtf_and_lies_where_it_says(words: list[str]) -> None:
    text = " ".join(words)
    for language in ("de", "en"):
        last = 0
        for e in dates.find(split(text, language), FRIDAY, language):
            assert edtf.is_valid(e.edtf)
            assert text[e.start : e.end] == e.text
            assert e.start >= last
            last = e.end


def test_a_day_that_no_year_has_is_no_date() -> None:
    assert found("Am 31. April trat nichts in Kraft.", "de") == []
