"""The explorer page as a user has it before them, in Chromium by selenium."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

WAIT = 20
"""Seconds until a page must be there."""
FRAMES = (
    "const done = arguments[0]; setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(() => done())), 90)"
)


class Browser:
    """The page as a user has it before them."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, width: int = 1400) -> None:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        self.driver.get("about:blank")
        for log in ("browser", "performance"):
            self.driver.get_log(log)
        self.driver.get(path.as_uri())
        self.until(lambda: self.js("return document.documentElement.dataset.ready") is not None)
        assert self.js("return document.documentElement.dataset.ready") == "true", self.text("#message")
        self.settle()

    def js(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def settle(self) -> None:
        """Until filters, which wait for the last of quick changes, and the picture have been drawn."""
        self.driver.execute_async_script(FRAMES)

    def until(self, ready: Callable[[], bool]) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.driver, WAIT, poll_frequency=0.02).until(lambda _: ready())

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def text(self, selector: str) -> str:
        return str(self.js("return document.querySelector(arguments[0]).textContent", selector))

    def rows(self, column: int) -> list[str]:
        script = """
            const cells = document.querySelectorAll(`#rows tbody td:nth-child(${arguments[0]})`);
            return [...cells].map((cell) => cell.textContent.trim())"""
        return list(self.js(script, column))

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()
        self.settle()

    def focus(self) -> str:
        return str(self.js("const e = document.activeElement; return e.id || e.textContent.trim()"))

    def set(self, selector: str, value: str | int, event: str = "input") -> None:
        script = """
            const element = document.querySelector(arguments[0]);
            element.value = arguments[1];
            element.dispatchEvent(new Event(arguments[2]))"""
        self.js(script, selector, value, event)
        self.settle()

    def place(self, what: str) -> tuple[float, float]:
        """Where a node (by its number) or the middle of an edge is in the window."""
        script = """
            const { sigma } = kgExplorer; const box = document.getElementById("graph").getBoundingClientRect();
            const at = (n) => sigma.graphToViewport(sigma.getGraph().getNodeAttributes(n));
            const [kind, n] = arguments[0].split(" ");
            const [a, b] = kind === "node" ? [at(n), at(n)] : sigma.getGraph().extremities(n).map(at);
            return [box.left + (a.x + b.x) / 2, box.top + (a.y + b.y) / 2];"""
        x, y = self.js(script, what)
        return x, y

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            event = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
            self.settle()
        self.settle()

    def requests(self) -> list[str]:
        """All addresses that were asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[str]:
        """What the console was told, but for what the driver of a machine without a graphics card says."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["source"] != "rendering"]
