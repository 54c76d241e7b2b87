from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import quantities
from kg.extract.quantities import Quantity
from kg.text import sentences


def find(text: str, language: str) -> tuple[Quantity, ...]:
    return quantities.find(sentences(text, abbreviations={"mrd", "mio"}), language)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("900 Millionen US-Dollar", 900_000_000, "USD"),
        ("70 %", 70, "percent"),
        ("70 Prozent", 70, "percent"),
        ("12,5 Mrd. Euro", 12_500_000_000, "EUR"),
        ("1.074 Milliarden Euro", 1_074_000_000_000, "EUR"),
        ("1,8 Billionen Euro", 1_800_000_000_000, "EUR"),
        ("350.000 Pkw", 350_000, "cars"),
        ("eine Milliarde Dollar", 1_000_000_000, "USD"),
        ("zwölf Tonnen", 12, "t"),
        ("einundzwanzig Prozent", 21, "percent"),
        ("34-prozentigen", 34, "percent"),
        ("eine halbe Million Tonnen", 500_000, "t"),
        ("minus zwei Prozent", -2, "percent"),
        ("zwei Drittel", 67, "percent"),
        ("139,13 Dollar pro Fass", 139.13, "USD/bbl"),
        ("zwischen 10 und 15 Prozent", 10, "percent"),
        ("1,2 Mio. Barrel pro Tag", 1_200_000, "bbl/d"),
        ("4.1 Prozent", 4.1, "percent"),
        ("20 Milliarden Pfund", 20_000_000_000, "GBP"),
        ("5 Milliarden Rubel", 5_000_000_000, "RUB"),
        ("ein Prozent", 1, "percent"),
        ("3 Prozentpunkte", 3, "percentage points"),
    ],
)
def test_german(text: str, value: float, unit: str) -> None:
    (quantity,) = find(f"Es ging um {text}.", "de")
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$900m", 900_000_000, "USD"),
        ("$1.2 billion", 1_200_000_000, "USD"),
        ("US$73.32 per barrel", 73.32, "USD/bbl"),
        ("a 169-billion-dlr deficit", 169_000_000_000, "USD"),
        ("15-20 billion cubic meters", 15_000_000_000, "m3"),
        ("40 bcm", 40_000_000_000, "m3"),
        ("5.5 mln to 5.6 mln chips", 5_500_000, "units"),
        ("6-7%", 6, "percent"),
        ("half a million tonnes", 500_000, "t"),
        ("a dozen jets", 12, "aircraft"),
        ("$3,000-an-ounce", 3000, "USD/oz"),
        ("590,000 barrels a day", 590_000, "bbl/d"),
        ("twenty-five percent", 25, "percent"),
        ("Rs 3,432 crores", 34_320_000_000, "INR"),
        ("150,000 yuan", 150_000, "CNY"),
        ("313.7 million Australian dollars", 313_700_000, "AUD"),
        ("two-thirds of", 67, "percent"),
        ("70 euros a megawatt hour", 70, "EUR/MWh"),
        ("$2.9 trillion", 2_900_000_000_000, "USD"),
    ],
)
def test_english(text: str, value: float, unit: str) -> None:
    (quantity,) = find(f"It came to {text} then.", "en")
    assert (quantity.value, quantity.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On 5 May a team of ten people met in 2016 and won.", "en"),
        ("He drove a tank past a car.", "en"),
        ("Der Mann mit 12 Leuten und ein Panzer.", "de"),
        ("Resolution 2231 (2015) gilt seit 14.30 Uhr.", "de"),
    ],
)
def test_what_is_no_quantity(text: str, language: str) -> None:
    assert find(text, language) == ()


def test_words_before_a_number_qualify_it() -> None:
    more, about, less = find("mehr als 70 %, rund 5 Tonnen, bis zu 20 Euro", "de")
    assert (more.comparative, about.approximate, less.comparative) == ("more", True, "less")
    assert more.text == "mehr als 70 %"


def test_two_numbers_that_do_not_rise_are_no_range() -> None:
    first, second = find("growth of 1.4% in 2025 and 1.5% in 2026", "en")
    assert (first.value, second.value, second.text) == (1.4, 1.5, "1.5%")


def test_scales_leave_no_trace_of_binary_fractions() -> None:
    (quantity,) = find("65.79 million barrels", "en")
    assert quantity.value == 65_790_000


def test_a_range_keeps_its_upper_bound_aside() -> None:
    (quantity,) = find("between 10 and 15 percent", "en")
    assert (quantity.value, quantity.upper) == (10, 15)


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [("1.000", ",", 1000), ("1.000,5", ",", 1000.5), ("1,000.5", ".", 1000.5), ("4.1", ",", 4.1), ("1 000", ",", 1000)],
)
def test_parse(text: str, decimal: str, value: float) -> None:
    assert quantities.parse(text, decimal) == value


@given(st.integers(0, 10**12), st.sampled_from((("de", ".", "Tonnen"), ("en", ",", "tonnes"))))
def test_grouped_numbers_are_read_back(number: int, form: tuple[str, str, str]) -> None:
    language, mark, unit = form
    (quantity,) = find(f"Sum: {f'{number:,}'.replace(',', mark)} {unit}", language)
    assert quantity.value == number


@given(st.text(alphabet="0123456789.,-–% $€abimort Prozent", max_size=40))
def test_any_text_gives_quantities_that_lie_where_they_say(text: str) -> None:
    for language in ("de", "en"):
        last = 0
        for q in find(text, language):
            assert text[q.start : q.end] == q.text
            assert q.start >= last
            last = q.end
