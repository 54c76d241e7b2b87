"""What is found in sentences written for these tests."""

from __future__ import annotations

import pytest

from kg import text
from kg.mentions import entities, find, principal
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
        ("de", "Das syrische Finanzministerium schweigt.", "syrische Finanzministerium", "iso:SY/finance-ministry", "government-body"),
        ("de", "Das US-Finanzministerium setzte ihn auf die Liste.", "US-Finanzministerium", "wd:Q648666", "government-body"),
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
    found = entities(read("Russia and the Kremlin sell aluminium on the LME. Russian aluminium was barred from the London Metal Exchange."))
    assert {e.id for e in found} == {"ru", "aluminium", "xlme"}
    assert {q.text for q in next(e for e in found if e.id == "ru").mentions} == {"Russia", "Kremlin", "Russian"}


def test_principal() -> None:
    assert principal("wd:Q648666") == "iso:US"
    assert principal("iso:SY/finance-ministry") == "iso:SY"
    assert principal("iso:SY") is None
