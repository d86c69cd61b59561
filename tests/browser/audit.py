"""An auditor that walks from page to page as one person after another and asks axe about each page it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from tests.browser.conftest import sign_in
from trainer.models import Person
from trainer.web.shelf import Shelf

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Widths, languages and themes alternate, so that each page is seen once and each of them on many pages.
SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
LANGUAGES = ("kk", "ru", "uk", "en")
THEMES = ("light", "dark")
# A page that two people have come upon is the same for a third, but for the states that are looked at by name.
ENOUGH = 2

UNFOLD = """
const all = document.querySelectorAll('main details:not([open]):not(.menu):not(.pop)');
all.forEach(each => each.open = true);
all.length
"""
# A bar that sticks covers what lies beneath it at this very scroll; a reader scrolls on, the audit cannot.
UNSTICK = "document.querySelectorAll('.jump, .handbar, .total, .undo').forEach(each => each.style.position = 'static')"


class Auditor:
    """Collects what is wrong and which endpoints were seen."""

    def __init__(self, app: Flask, url: str) -> None:
        self.url, self.parts = url, app.extensions["trainer"]
        self.map = app.url_map.bind(urlsplit(url).netloc)
        self.seen: set[str] = set()
        self.files: set[str] = set()
        self.troubles: list[str] = []
        self._turn = 0
        self._walked: Counter[str] = Counter()

    def person(self, browser: Browser, email: str | None = None) -> Page:
        """A fresh browser for one person, signed in when an address is given."""
        context = browser.new_context(viewport=SIZES[0], reduced_motion="reduce")
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        if email:
            sign_in(page, self.url, email)
        return page

    def walk(self, page: Page, start: str = "/") -> None:
        """Look at this page and at every page that can be reached from it by links, one of each kind."""
        waiting, known = [start], set[str]()
        while waiting:
            path = waiting.pop(0)
            endpoint = self.endpoint(path)
            if endpoint is None or endpoint in known or endpoint == "static":
                continue
            known.add(endpoint)
            if self.open(page, path):
                if self._walked[endpoint] < ENOUGH:
                    self.look(page, endpoint)
                self._walked[endpoint] += 1
                waiting += self._links(page)

    def open(self, page: Page, path: str) -> bool:
        """Open a page in the next language, width and theme; False for a file to download."""
        answer = page.context.request.get(self.url + path)
        if "text/html" not in answer.headers.get("content-type", ""):
            self.files.add(self.endpoint(path) or path)
            return False
        self._turn += 1
        self._dress(page.context, page)
        page.goto(self.url + path)
        return True

    def look(self, page: Page, what: str) -> None:
        """Ask axe about the page as it stands, then with everything unfolded; note sideways scrolling too.

        Menus and the folds of a row stay shut: only one of them can be open at a time, over what lies beneath.
        """
        self.seen.add(self.endpoint(urlsplit(page.url).path) or what)
        self._ask(page, what)
        if page.evaluate(UNFOLD):
            self._ask(page, f"{what} unfolded")

    def on_the_shelf(self, about: str, **state: Any) -> str:
        """The token of a file of the lecturer's: a real one is there before a page could show how far it is."""
        with self.parts.database.read() as db:
            owner = db.scalar(select(Person.id).where(Person.email == "lecturer@example.org"))
        place = Shelf(self.parts.settings.var / "shelf").lay(owner=owner, about=about, name="file.zip")
        place.file.write_bytes(b"PK")
        place.note(replace(place.state(), **state))
        return place.token

    def endpoint(self, path: str) -> str | None:
        """The name of the page at this address, or None."""
        try:
            return str(self.map.match(urlsplit(path).path, method="GET")[0])
        except HTTPException:
            return None

    def _ask(self, page: Page, what: str) -> None:
        width, language = page.viewport_size["width"], page.evaluate("document.documentElement.lang")  # type: ignore[index]
        place = f"{what} ({urlsplit(page.url).path}, {width}, {language})"
        page.evaluate(AXE)
        page.evaluate(UNSTICK)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        for violation in found["violations"]:
            where = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.troubles.append(f"{place}: {violation['id']}: {violation['help']}: {where}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            self.troubles.append(f"{place}: scrolls sideways")

    def _dress(self, context: BrowserContext, page: Page) -> None:
        context.add_cookies([{"name": "language", "value": LANGUAGES[self._turn % 4], "url": self.url}])
        page.set_viewport_size(SIZES[self._turn % 2])  # type: ignore[arg-type]
        page.emulate_media(color_scheme=THEMES[self._turn // 2 % 2])  # type: ignore[arg-type]

    def _links(self, page: Page) -> Iterator[str]:
        for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)"):
            if link.startswith(self.url):
                yield link.removeprefix(self.url).partition("#")[0] or "/"
