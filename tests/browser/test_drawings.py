"""Every drawing of the bank in all its languages, measured where it is painted: no word lies on a sign or a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.drawing import families
from tests.drawing.words import words_in
from trainer.bank.cases import case_root, load_case
from trainer.checker.case import Case
from trainer.web.drawing import ecomap, genogram

ROOT = Path(__file__).parents[2]
PLACE = "http://drawings.test"
MADE = [families.every_sign(), families.three_generations(), families.new_partner(), families.star(), families.alone()]

MEASURE = """() => [...document.querySelectorAll("svg.dr")].flatMap((svg) => {
  const of = svg.dataset.of || svg.parentElement.id, found = [];
  const say = (what, a, b) => found.push(`${of}: ${what} ${a} | ${b}`);
  const words = [...svg.querySelectorAll("text")].map((text) => {
    const box = text.getBBox(), size = parseFloat(getComputedStyle(text).fontSize), base = text.y.baseVal[0].value;
    // From the top of a capital to a little below the base line: what is inked.
    const inked = { t: base - 0.72 * size, b: base + 0.2 * size };
    return { said: text.textContent, l: box.x, r: box.x + box.width, ...inked };
  });
  const apart = (a, b, by = 0) => a.r + by <= b.l || b.r + by <= a.l || a.b + by <= b.t || b.b + by <= a.t;
  words.forEach((a, at) => words.slice(at + 1).forEach((b) => { if (!apart(a, b)) say("words", a.said, b.said); }));
  const [,, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  words.forEach((a) => { if (a.l < 0 || a.t < 0 || a.r > width || a.b > height) say("outside", a.said, ""); });
  const signs = [...svg.querySelectorAll(".p:not(.tiny), .ext, .fam")].map((sign) => {
    const box = sign.getBBox();
    return { sign, said: sign.getAttribute("class") + " " + Math.round(box.x) + "," + Math.round(box.y),
             l: box.x, r: box.x + box.width, t: box.y, b: box.y + box.height };
  });
  const holds = (a, b) => a.l <= b.l && a.r >= b.r && a.t <= b.t && a.b >= b.b;
  signs.forEach((a, at) => signs.slice(at + 1).forEach((b) => {
    if (!apart(a, b) && !holds(a, b) && !holds(b, a)) say("signs", a.said, b.said);
  }));
  const point = (x, y) => Object.assign(svg.createSVGPoint(), { x, y });
  words.forEach((w) => signs.forEach((s) => {
    if (apart(w, s)) return;
    const corners = [point(w.l, w.t), point(w.r, w.t), point(w.l, w.b), point(w.r, w.b)];
    if (!corners.every((each) => s.sign.isPointInFill(each))) say("word on sign", w.said, s.said);
  }));
  const grounds = [...svg.querySelectorAll(".bg")];
  for (const line of svg.querySelectorAll("path.ln:not(.died), path.house")) {
    const length = line.getTotalLength();
    for (let at = 0; at <= length; at += 2) {
      const { x, y } = line.getPointAtLength(at);
      const on = words.find((w) => w.l < x && x < w.r && w.t < y && y < w.b);
      if (!on) continue;
      // A ground or a sign that is painted later hides the line under the word.
      const hidden = [...grounds, ...signs.map((s) => s.sign)].some((over) =>
        line.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING && over.isPointInFill(point(x, y)));
      if (!hidden) { say("line on word", on.said, line.getAttribute("class")); break; }
    }
  }
  return found;
})"""


@pytest.fixture
def blank(chromium: Browser) -> Page:
    """A page at an address of its own, to which the product's own styles and faces are served."""
    page = chromium.new_page()

    def serve(route: Route) -> None:
        route.fulfill(path=ROOT / route.request.url.removeprefix(f"{PLACE}/"))

    page.route(f"{PLACE}/static/**", serve)
    page.route(f"{PLACE}/", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
    page.goto(f"{PLACE}/")
    return page


def drawn(case: Case) -> list[str]:
    """Both drawings of a case in each of its languages, each in a box that names it."""
    found = []
    for language in case.languages:
        words = words_in(language)
        for kind, svg in (
            ("family", genogram(case, language, words, name=f"g-{case.id}-{language}").svg),
            ("ecomap", ecomap(case, language, words, name=f"e-{case.id}-{language}").svg),
        ):
            found.append(f'<div id="{case.id}-{language}-{kind}">{svg}</div>')
    return found


def painted(page: Page, cases: list[Case]) -> None:
    styles = "".join(f'<link rel="stylesheet" href="/static/css/{name}">' for name in ("site.css", "plan.css"))
    page.set_content(styles + "".join(svg for case in cases for svg in drawn(case)), wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")


def test_no_word_or_sign_lies_on_another_in_any_case_of_the_bank(blank: Page) -> None:
    bank = [load_case(folder) for folder in sorted(case_root().iterdir()) if (folder / "case.yaml").is_file()]
    painted(blank, [*bank, *MADE])
    faces = blank.evaluate("[...document.fonts].filter((face) => face.status === 'loaded').map((face) => face.family)")
    assert len([face for face in faces if "Golos" in face]) > 2, "measured in the product's face, with Kazakh's letters"
    assert blank.evaluate("document.querySelectorAll('svg.dr').length") > 150
    assert blank.evaluate(MEASURE) == []


def test_the_measuring_itself_sees_words_that_lie_on_each_other(blank: Page) -> None:
    """A drawing made wrong on purpose: two names on one place, a name on a line, a name on a sign."""
    wrong = ('<svg class="dr" viewBox="0 0 200 100" width="200" height="100"><text x="50" y="50">Қарындасы</text>'
             '<text x="60" y="52">Бауыржан</text><path class="ln" d="M 0 47 H 200"/>'
             '<circle class="p" cx="40" cy="45" r="12"/></svg>')
    blank.set_content(f'<div id="wrong">{wrong}</div>')
    said = " ".join(blank.evaluate(MEASURE))
    assert "words" in said and "line on word" in said and "word on sign" in said
