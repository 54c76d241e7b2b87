"""What holds for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg import text
from kg.mentions import entities, find
from kg.model import Article

PIECES = [
    "Russland",
    "russische Regierung",
    "US-Finanzministerium",
    "the London Metal Exchange (LME)",
    "LME",
    "Angela Merkel",
    "Merkels",
    "Executive\n   Order 14071",
    "Waffenlieferungen",
    "Öl-Embargo",
    "President Joe Biden",
    "Anthony Blinken",
    "MOSCOW",
    "EU",
    "İ",
    "ß",
    "ﬁ",
    "—",
    "\n\n",
    "\n",
    "  ",
    "\t",
    ". ",
    ", ",
    "’s",
    "'",
    "-",
    "(",
    ")",
    "der",
    "of the",
    "in",
    "said",
    "Senator",
    "Ltd",
    "Bank für",
    "😀",
    "é",
    "Institut für Weltwirtschaft",
    "tanker Eagle S",
    "nuclear deal",
    "Georgia",
    "Tee",
    "Moskauer Zentralbank",
]
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=30).map(" ".join).map(text.nfc)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["de", "en", "fr", "und"]))
def test_offsets_order_and_sentences(words: str, language: str) -> None:
    article = Article(id="t", language=language, published="2024-05-03", text=words)
    sentences = text.sentences(words)
    mentions = find(article, sentences)
    last = 0
    for mention in mentions:
        assert mention.text == words[mention.start : mention.end]
        assert mention.text.strip() == mention.text
        assert mention.start >= last
        assert any(s.start <= mention.start < s.end for s in sentences)
        last = mention.end
    found = entities(mentions)
    assert len({e.id for e in found}) == len(found)
    assert {m.key for m in mentions} <= {m.key for m in mentions}
    for entity in found:
        for quote in entity.mentions:
            assert quote.start is not None
            assert quote.text == words[quote.start : quote.end]


@settings(max_examples=25, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_mentions(words: str) -> None:
    article = Article(id="t", language="de", text=words)
    assert find(article, text.sentences(words)) == find(article, text.sentences(words))


def test_nothing_outside_the_given_sentences() -> None:
    words = "Russia sells oil.\nRead also: China buys gas.\nIran waits."
    sentences = [s for s in text.sentences(words) if "Read also" not in s.text]
    article = Article(id="t", language="en", text=words)
    assert {m.key for m in find(article, sentences)} == {"iso:RU", "iso:IR", "wd:Q22656"}
    assert find(article, []) == ()
