from __future__ import annotations

import pytest

from kg.lang import languages, table


@pytest.mark.parametrize("name", ["dates", "numbers", "figures", "speech"])
def test_all_languages_fill_the_same_entries_of_a_table(name: str) -> None:
    first, *others = (table(code, name) for code in languages())
    for other in others:
        assert set(other) == set(first)
        for key in ("kinds", "roles", "frames", "before", "tense", "bodies"):
            assert set(other.get(key, {})) == set(first.get(key, {})), key


@pytest.mark.parametrize("name", ["dates", "numbers", "figures", "speech"])
def test_each_table_says_what_it_is_and_whose(name: str) -> None:
    from kg import lang

    for code in languages():
        head = (lang._HERE / code / f"{name}.toml").read_text(encoding="utf-8").split("\n\n")[0]
        assert head.startswith("#")
        assert "Apache-2.0" in head
