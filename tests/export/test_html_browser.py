"""The explorer page in a real browser: what people click and type, and that nothing leaves the page.

Needs Chromium with its driver (Debian: chromium, chromium-driver) and selenium; skipped where they are missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import explorer_pages as pages
import networkx as nx
import pytest
from explorer_browser import Browser

from kg.export import export

selenium = pytest.importorskip("selenium", reason="selenium is not installed: pip install selenium")
CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="no Chromium: apt-get install chromium chromium-driver"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # selenium leaves its sockets to the collector
]
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--lang=en-US", "--window-size=1400,1000"),
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for option in (*OPTIONS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(pages.store(), tmp_path_factory.mktemp("page") / "graph.html").path


@pytest.fixture
def at(browser: Browser, page: Path) -> Browser:
    browser.open(page)
    return browser


def _edge(browser: Browser, code: str) -> int:
    script = "const d = kgExplorer.data; return d.edges.findIndex((e) => d.kinds[e.k].code === arguments[0])"
    return int(browser.js(script, code))


def _node(browser: Browser, name: str) -> int:
    return int(browser.js("return kgExplorer.data.nodes.findIndex((n) => n.en === arguments[0])", name))


def test_nothing_leaves_the_page_and_nothing_is_complained_of(at: Browser, page: Path) -> None:
    assert at.text("#status") == "4 of 4 nodes, 3 of 3 edges"
    assert at.js("return document.title") == "Actors"
    at.find("#zoom-in").click()
    at.find("#arrange").click()
    at.js("document.querySelectorAll('#rows tbody button').forEach((button) => button.click())")
    at.settle()
    assert at.requests() == [page.as_uri()]
    assert at.complaints() == []


def test_a_click_on_an_edge_opens_its_words(at: Browser) -> None:
    at.click(*at.place(f"edge {_edge(at, 'meets')}"))
    details = at.text("#details")
    assert pages.SECOND in details
    assert "meeting: talks · done" in details
    assert "unknown" in details
    assert at.all("#details a") == []
    at.click(*at.place(f"node {_node(at, 'Norway')}"))
    assert at.text("#chosen") == "Norway"
    assert "iso:NO" in at.text("#details")
    assert len(at.all("#details .pairs li")) == 2


def test_steps_have_quote_speaker_publisher_link_and_confidence(at: Browser) -> None:
    at.find("#rows tbody td:nth-child(2) button").click()
    quotes = [quote.text for quote in at.all("#details blockquote")]
    assert quotes == [pages.QUOTE, "A tariff of five per cent was announced"]
    first = at.all("#details .steps > li")[0]
    for piece in (
        "measure: impose · export ban · done",
        "Ada Speaker",
        "Beispielblatt",
        "6 Mar 2024",
        "75%",
        "am Dienstag",
    ):
        assert piece in first.text
    link = at.find("#details a")
    assert (link.get_attribute("href"), link.text) == ("https://example.org/a?x=1&y=2", "Ein <i>Titel</i>")
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    assert at.find("#details blockquote").get_attribute("lang") == "de"
    assert at.find("#details blockquote").get_attribute("dir") == "auto"
    assert "action: verb untersagen" in at.text("#details")
    assert "title='broken'" not in at.js("return document.title")


def test_search_finds_names_and_quotes(at: Browser) -> None:
    at.find("#search").send_keys("bulg")
    assert [option.text for option in at.all("#found [role=option]")] == ["Bulgaria state"]
    at.press("\ue007")
    assert at.text("#chosen") == "Bulgaria"
    at.find("#search").clear()
    at.find("#search").send_keys("VERBOTEN")
    assert at.find("#search").get_attribute("aria-expanded") == "true"
    assert "Quotes" in at.text("#found")
    at.press("\ue007")
    assert pages.QUOTE in at.text("#details")
    at.find("#search").clear()
    at.find("#search").send_keys("norw")
    at.find("#found [role=option]").click()
    assert (at.text("#chosen"), at.find("#found").is_displayed()) == ("Norway", False)
    at.find("#search").clear()
    at.find("#search").send_keys("zzz")
    assert at.text("#found") == "Nothing found for “zzz”"


def test_filters_hide(at: Browser) -> None:
    at.find("#kinds input").click()
    at.settle()
    assert len(at.rows(1)) == 2
    at.find("#reset").click()
    at.settle()
    assert len(at.rows(1)) == 3
    at.find("#stages-done").click()
    at.settle()
    assert at.rows(2) == ["measures"]
    at.find("#reset").click()
    at.find("#types-none").click()
    at.settle()
    assert at.text("#message") == "Nothing passes these filters."
    assert at.text("#status") == "0 of 4 nodes, 0 of 3 edges"


def test_a_choice_that_is_hidden_is_said(at: Browser) -> None:
    at.find("#kinds-0").click()
    at.settle()
    at.find("#search").send_keys("verboten")
    at.press("\ue007")
    assert pages.QUOTE in at.text("#details")
    assert "hidden by the filters" in at.text("#status")


def test_time_chooses_edges_by_event_and_by_publication(at: Browser) -> None:
    months = at.js("return kgExplorer.data.months")
    assert months == {"event": ["2020-01", "2024-03", "2024-09"], "published": ["2020-02", "2024-03", "2024-09"]}
    slider = at.find("#from")
    at.set("#from", 1)
    assert slider.get_attribute("value") == "1"  # the same element: a hand that drags it keeps it
    assert sorted(at.rows(2)) == ["measures", "supports"]
    at.find("#undated").click()
    at.settle()
    assert at.rows(2) == ["measures"]
    at.set("#clock", "published", "change")
    at.set("#to", 0)
    assert sorted(at.rows(2)) == ["meets", "supports"]


def test_neighbours_alone(at: Browser) -> None:
    at.js("document.querySelectorAll('#rows tbody button').forEach((b) => b.textContent === 'Norway' && b.click())")
    at.find("#only").click()
    at.settle()
    assert sorted(at.rows(2)) == ["meets", "supports"]
    assert "Norway" in at.text("#ego-off")
    at.find("#ego-off").click()
    at.settle()
    assert len(at.rows(2)) == 3


def test_tables_sort_and_rank(at: Browser) -> None:
    def head(number: int) -> Any:
        return at.find(f"#rows th:nth-child({number})")

    assert head(4).get_attribute("aria-sort") == "descending"
    head(2).find_element("css selector", "button").click()
    assert at.rows(2) == ["measures", "meets", "supports"]
    head(2).find_element("css selector", "button").click()
    assert (at.rows(2), head(2).get_attribute("aria-sort")) == (["supports", "meets", "measures"], "descending")
    at.find("#tab-nodes").click()
    assert at.rows(2)[0] == "Bulgaria"
    assert at.rows(1)[0] == "1"
    at.set("#measure", "betweenness", "change")
    assert at.js("return kgExplorer.state.measure") == "betweenness"


def test_languages_switch_with_the_ontology_and_the_page(at: Browser) -> None:
    at.set("#language", "de", "change")
    assert at.js("return [document.documentElement.lang, document.title]") == ["de", "Akteure"]
    assert "ergreift Maßnahmen gegen" in at.rows(2)
    assert at.text("#status") == "4 von 4 Knoten, 3 von 3 Kanten"
    assert at.find("#search").get_attribute("placeholder").startswith("Name oder")
    at.find("#rows tbody td:nth-child(2) button").click()
    assert "Maßnahme: verhängen · Ausfuhrverbot · vollzogen" in at.text("#details")
    assert at.complaints() == []


def test_dark_follows_the_system_and_the_switch(at: Browser) -> None:
    def ground() -> str:
        return str(at.js("return getComputedStyle(document.body).backgroundColor"))

    light = ground()
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    at.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    at.settle()
    assert ground() != light
    at.set("#theme", "light", "change")
    assert ground() == light
    at.set("#theme", "dark", "change")
    assert at.js("return document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(at: Browser, theme: str) -> None:
    at.set("#theme", theme, "change")
    script = """
        const light = (name) => { const s = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
          const [r, g, b] = [1, 3, 5].map((i) => parseInt(s.slice(i, i + 2), 16) / 255)
            .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        return arguments[0].map((pair) => {
          const [x, y] = pair.map(light).sort((p, q) => q - p);
          return (x + 0.05) / (y + 0.05); })"""
    pairs = [
        [ink, ground]
        for ink in ("--ink", "--soft", "--accent")
        for ground in ("--ground", "--panel", "--raised", "--canvas")
    ]
    ratios = at.js(script, [*pairs, ["--ink", "--mark"], ["--accent", "--mark"], ["--warn", "--panel"]])
    assert min(ratios) >= 4.5  # WCAG 2.2, 1.4.3


def test_a_phone_shows_one_part_at_a_time(browser: Browser, page: Path) -> None:
    browser.open(page, width=390)
    assert browser.js("return document.documentElement.scrollWidth") == 390
    assert browser.find("#graph").is_displayed()
    assert browser.js("return document.getElementById('graph').clientHeight") > 400
    browser.find("#panes [data-pane=table]").click()
    assert not browser.find("#graph").is_displayed()
    browser.find("#rows tbody td:nth-child(2) button").click()
    browser.settle()
    assert browser.find("#details").is_displayed()
    assert browser.find("#panes [aria-current=true]").text == "Details"
    browser.find("#panes [data-pane=filters]").click()
    assert browser.find("#filters").is_displayed()
    browser.find("#panes [data-pane=graph]").click()
    browser.settle()
    assert browser.js("return kgExplorer.sigma.getDimensions().width") == 390
    assert browser.complaints() == []


def test_keys_reach_everything(at: Browser) -> None:
    tab, enter, space, escape, right = "\ue004", "\ue007", " ", "\ue00c", "\ue014"
    at.js("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    seen: list[str] = []
    for _ in range(120):
        at.driver.switch_to.active_element.send_keys(tab)
        seen.append(at.focus())
        if seen[-1] == "rows":
            break
    for name in (
        "search",
        "language",
        "theme",
        "kinds-0",
        "stages-done",
        "from",
        "to",
        "undated",
        "confidence",
        "reset",
        "graph",
    ):
        assert name in seen, name
    assert {"zoom-in", "arrange", "tab-edges"} <= set(seen)
    at.press("/")
    assert at.focus() == "search"
    at.js("document.querySelector('#rows tbody td:nth-child(2) button').focus()")
    at.press(enter)
    assert at.focus() == "chosen"
    at.press(escape)
    assert at.focus() == "measures"
    assert "Choose a node" in at.text("#details")
    at.js("document.getElementById('kinds-0').focus()")
    at.press(space)
    assert (len(at.rows(1)), at.focus()) == (2, "kinds-0")
    at.js("document.getElementById('tab-edges').focus()")
    at.press(right)
    assert (at.focus(), at.find("#tab-nodes").get_attribute("aria-selected")) == ("tab-nodes", "true")
    before = at.js("return kgExplorer.sigma.getCamera().getState()")
    at.js("document.getElementById('graph').focus()")
    at.press(right, "+")
    after = at.js("return kgExplorer.sigma.getCamera().getState()")
    assert after["x"] > before["x"]


def test_everything_that_can_be_used_has_a_name(at: Browser) -> None:
    at.find("#rows tbody td:nth-child(2) button").click()
    script = """
        const label = (e) => (e.getAttribute("aria-label") ?? "").trim() || e.textContent.trim();
        const named = (e) => label(e) || e.labels?.[0]?.textContent.trim();
        const used = "button, select, input, a, meter, [role=application], [role=tabpanel], section[id]:not(#centre)";
        return [...document.querySelectorAll(used)].filter((e) => !named(e)).map((e) => e.outerHTML.slice(0, 80))"""
    assert at.js(script) == []
    twice = "const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size"
    assert at.js(twice) == 0


def test_without_webgl_the_table_remains(browser: Browser, page: Path) -> None:
    broken = "HTMLCanvasElement.prototype.getContext = () => null"
    made = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": broken})
    try:
        browser.open(page)
        assert "no WebGL" in browser.text("#message")
        browser.find("#rows tbody td:nth-child(2) button").click()
        assert pages.QUOTE in browser.text("#details")
        assert "Bulgaria" in browser.text("#chosen")
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def test_scripts_off_shows_the_strongest_edges(browser: Browser, page: Path) -> None:
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.driver.get(page.as_uri())
        assert pages.HOSTILE in [cell.text for cell in browser.all("noscript td")]
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_twenty_thousand_edges(browser: Browser, tmp_path: Path) -> None:
    large: Any = nx.MultiDiGraph(title="Large")
    for number in range(20_000):
        a, b = number % 1997, (number * 7 + number // 1997) % 2003
        large.add_edge(f"n{a}", f"n{b}x", key="k", kind="k", label="k", weight=1 + number % 9)
    browser.open(export(large, tmp_path / "g.html").path)
    assert f"of {large.number_of_edges():,} edges" in browser.text("#status")
    assert browser.js("return kgExplorer.sigma.getGraph().size") <= 300
    browser.set("#top", browser.js("return document.getElementById('top').max"))
    browser.set("#cap", 20000, "change")
    browser.until(lambda: browser.js("return kgExplorer.sigma.getGraph().size") == large.number_of_edges())
    assert len(browser.rows(1)) == 100
    browser.find("#rows .more").click()
    assert len(browser.rows(1)) == 200
    assert browser.complaints() == []
