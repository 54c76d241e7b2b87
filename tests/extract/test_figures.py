from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.extract import dates, figures_lexicon, quantities
from kg.extract.draft import Draft
from kg.extract.figures import figures
from kg.extract.speech import speech
from kg.lang import table
from kg.model import Article, Mention
from kg.text import sentences

NAMES = {
    "US": ("state", "us"),
    "U.S.": ("state", "us"),
    "China": ("state", "cn"),
    "Chinas": ("state", "cn"),
    "Chinese": ("state", "cn"),
    "Russland": ("state", "ru"),
    "Russlands": ("state", "ru"),
    "russischen": ("state", "ru"),
    "Russia": ("state", "ru"),
    "Russian": ("state", "ru"),
    "Norwegen": ("state", "no"),
    "Norway": ("state", "no"),
    "deutschen": ("state", "de"),
    "Deutschland": ("state", "de"),
    "Germany": ("state", "de"),
    "EU": ("bloc", "eu"),
    "Nordbank": ("company", "nordbank"),
    "Drehmaschinen": ("commodity", "lathes"),
    "Halbleiter": ("commodity", "chips"),
    "Halbleiterimporte": ("commodity", "chips"),
    "Öl": ("commodity", "oil"),
    "oil": ("commodity", "oil"),
    "crude": ("commodity", "oil"),
    "Brent": ("commodity", "brent"),
    "copper": ("commodity", "copper"),
    "nickel": ("commodity", "nickel"),
    "wheat": ("commodity", "wheat"),
}


def read(text: str, language: str, published: str = "2024-05-03") -> tuple[Draft, ...]:
    article = Article(id="a", language=language, published=published, text=text)
    split = sentences(text, abbreviations=frozenset(table(language, "sentences")["abbreviations"]))
    either = "|".join(sorted(map(re.escape, NAMES), key=len, reverse=True))
    named = [
        Mention(
            start=m.start(), end=m.end(), text=m.group(), type=NAMES[m.group()][0], key=NAMES[m.group()][1], name=""
        )
        for m in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text)
    ]
    expressions = dates.find(split, published, language)
    return figures(article, split, named, expressions, quantities.find(split, language), speech(split, named, language))


def one(text: str, language: str) -> tuple[object, ...]:
    (draft,) = read(text, language)
    return draft.action, draft.value, draft.unit, draft.agent, draft.target, draft.goods


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die russischen Halbleiterimporte stammten im vergangenen Jahr zu 90 % aus China.",
            ("import", 90, "percent", ("cn",), ("ru",), ("chips",)),
        ),
        (
            "Deutschland führte Drehmaschinen im Wert von 2 Milliarden Euro nach Russland aus.",
            ("export", 2_000_000_000, "EUR", ("de",), ("ru",), ("lathes",)),
        ),
        ("Die deutschen Exporte nach China sanken um 4,5 Prozent.", ("export", -4.5, "percent", ("de",), ("cn",), ())),
        ("Die deutschen Exporte nach China stiegen um 4,5 Prozent.", ("export", 4.5, "percent", ("de",), ("cn",), ())),
        ("Der Preis für Brent kletterte auf 91,20 Dollar.", ("price", 91.2, "USD", (), (), ("brent",))),
        (
            "Norwegen förderte 1,8 Millionen Barrel Öl pro Tag.",
            ("production", 1_800_000, "bbl/d", ("no",), (), ("oil",)),
        ),
        ("Die EU gibt 500 Millionen Euro Hilfe für Norwegen.", ("aid", 500_000_000, "EUR", ("eu",), ("no",), ())),
    ],
)
def test_german(text: str, expected: tuple[object, ...]) -> None:
    assert one(text, "de") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chinese exports of copper and nickel to Russia reached $3 billion.",
            ("export", 3_000_000_000, "USD", ("cn",), ("ru",), ("copper", "nickel")),
        ),
        (
            "China accounted for 70 percent of Russian wheat imports.",
            ("import", 70, "percent", ("cn",), ("ru",), ("wheat",)),
        ),
        ("Brent rose $1 to $72 a barrel.", ("price", 72, "USD/bbl", (), (), ("brent",))),
        (
            "Germany imported 3 million tonnes of wheat from Norway.",
            ("import", 3_000_000, "t", ("no",), ("de",), ("wheat",)),
        ),
        ("U.S. crude stocks fell by 2 million barrels.", ("stock", -2_000_000, "bbl", ("us",), (), ("oil",))),
        (
            "Germany ran a trade surplus of $40 billion with China.",
            ("trade", 40_000_000_000, "USD", ("de",), ("cn",), ()),
        ),
    ],
)
def test_english(text: str, expected: tuple[object, ...]) -> None:
    assert one(text, "en") == expected


def test_two_figures_of_one_sentence_share_what_only_one_of_them_names() -> None:
    text = (
        "Auf China entfielen über 60 % der von Russland im letzten Quartal 2023 importierten Drehmaschinen "
        "im Wert von 400 Millionen US-Dollar (321 Millionen Pfund), sagten US-Beamte."
    )
    share, worth = read(text, "de")
    assert (share.value, share.unit, worth.value, worth.unit) == (60, "percent", 400_000_000, "USD")
    for draft in (share, worth):
        assert (draft.agent, draft.target, draft.goods) == (("cn",), ("ru",), ("lathes",))
        assert (draft.period, draft.speaker, draft.action) == ("2023-10-01/2023-12-31", ("us",), "import")


def test_exports_and_imports_in_one_sentence_keep_their_sides() -> None:
    text = "Die deutschen Exporte nach Russland sanken um 6 Prozent und die Importe aus Russland um 7 Prozent."
    exports, imports = read(text, "de")
    assert (exports.action, exports.agent, exports.target) == ("export", ("de",), ("ru",))
    assert (imports.action, imports.agent) == ("import", ("ru",))


def test_the_next_sentence_goes_on_with_the_same_goods_and_sides() -> None:
    first, second = read("Die deutschen Exporte nach China wuchsen um 3 Prozent. Das waren 9 Milliarden Euro.", "de")
    assert (second.action, second.agent, second.target, second.value) == ("export", ("de",), ("cn",), 9_000_000_000)
    assert second.sentence == first.sentence + 1


def test_a_forecast_is_proposed() -> None:
    (draft,) = read("Brent could climb to a price of $120 a barrel.", "en")
    assert draft.stage == "proposed"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The U.S. put a 25% tariff on copper imports from China.", "en"),
        ("Inflation in Germany rose to 3 percent.", "en"),
        ("Nordbank jumped 4.8% on the day.", "en"),
        ("The party won 12 percent of the votes in Norway.", "en"),
        ("Die EU senkt den Zollsatz auf Öl um 5 Prozentpunkte.", "de"),
        ("In Norwegen stimmten 48 Prozent der Menschen dagegen.", "de"),
        ("Weber traf Novak in China.", "de"),
    ],
)
def test_rates_votes_shares_and_people_are_no_figures(text: str, language: str) -> None:
    assert read(text, language) == ()


def test_evidence_is_a_clause_that_holds_the_number() -> None:
    text = "Es war kalt, doch Norwegen förderte 2 Millionen Tonnen Öl, wie es hieß."
    (draft,) = read(text, "de")
    assert text[draft.start : draft.end] == "doch Norwegen förderte 2 Millionen Tonnen Öl"


def test_a_table_with_a_gap_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {key: value for key, value in table("en", "figures").items() if key != "share"}
    monkeypatch.setattr(figures_lexicon, "table", lambda *_: broken)
    with pytest.raises(ResourceError, match=re.escape("kg/lang/en/figures.toml")):
        figures_lexicon.lexicon.__wrapped__("en")


@given(
    st.lists(
        st.sampled_from(
            [
                "China",
                "oil",
                "Russia",
                "exports",
                "fell",
                "by",
                "to",
                "5%",
                "$3 million",
                "(",
                ",",
                "and",
                ".",
                "price",
                "from",
            ]
        ),
        max_size=14,
    )
)
def test_any_order_of_words_gives_figures_with_a_value_and_a_filler(words: list[str]) -> None:
    for draft in read(" ".join(words), "en"):
        assert draft.value is not None
        assert draft.unit
        assert draft.agent or draft.target or draft.goods
        assert draft.start < draft.end
