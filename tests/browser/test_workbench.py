"""A whole case is written in a real browser, from nothing to published; two windows on one draft lose no word."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live, sign_in

DESIGNER = "designer@example.org"
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def designer(browser: Browser, live: Live, viewport: dict[str, int] = WIDE, **context: object) -> Page:
    """The designer, reading English."""
    opened = browser.new_context(viewport=viewport, **context)  # type: ignore[arg-type]
    page = opened.new_page()
    sign_in(page, live.url, DESIGNER)
    opened.add_cookies([{"name": "language", "value": "en", "url": live.url}])
    return page


def begin(page: Page, live: Live, title: str) -> str:
    page.goto(f"{live.url}/workbench")
    page.fill("#title", title)
    page.select_option("#language", "en")
    page.click("main form button")
    page.wait_for_url("**/about", wait_until="load")
    return page.url.rsplit("/", 1)[0]


def field(page: Page, name: str):
    return page.locator(f'[id="{name}"]')


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def add(page: Page, rows: str, words: str = "") -> str:
    """Add a row and return its name."""
    if words:
        field(page, f"new-{rows}").fill(words)
    ids = "all => all.map(each => each.id)"
    before, hash = page.locator(".row-card").evaluate_all(ids), page.evaluate("location.hash")
    page.locator(f'button[value="add {rows}"]').click()
    there = "([rows, old]) => location.hash !== old && location.hash.startsWith('#' + rows)"
    page.wait_for_function(there, arg=[rows, hash])
    page.wait_for_load_state()
    after = page.locator(".row-card").evaluate_all(ids)
    return next(each for each in after if each not in before and each.startswith(rows))


def tick(page: Page, name: str, *values: str) -> None:
    fold = field(page, name).locator("details")
    if not fold.evaluate("each => each.open"):
        fold.locator("summary").click()
    for value in values:
        field(page, name).locator(f'input[value="{value}"]').check()


def fill(page: Page, row: str, **texts: str) -> None:
    for name, text in texts.items():
        target = field(page, f"{row}.{name.replace('__', '.')}")
        if target.evaluate("each => each.tagName") == "SELECT":
            target.select_option(text)
        else:
            target.fill(text)


def write_people(page: Page, draft: str) -> None:
    page.goto(f"{draft}/people")
    mother = add(page, "people", "Mother")
    field(page, f"{mother}.focal").check()
    fill(page, mother, sex="f", age="34", aliases__en="mum, the mother")
    son = add(page, "people", "Son")
    fill(page, son, sex="m", age="9")
    tick(page, "households.h1.members", "mother", "son")
    saved(page)
    couple = page.locator("#drawn svg[role=img]")
    expect(couple).to_be_visible()


def write_story(page: Page, draft: str) -> None:
    page.goto(f"{draft}/network")
    neighbour = add(page, "network", "Neighbour")
    fill(page, neighbour, aliases__en="the woman next door")
    saved(page)
    page.goto(f"{draft}/facts")
    ask = add(page, "asks")
    tick(page, f"{ask}.with", "mother")
    for words, at, kind, by, about in (
        ("The gas is off and the boy does his homework in a coat.", "intake", "observed", "", "son"),
        ("The boy coughs at night.", "intake", "observed", "", "son"),
        ('"I bake bread for half the street," says the mother.', "assessment", "stated", "mother", "mother"),
        ("The neighbour keeps the spare key.", "intake", "stated", "mother", "neighbour"),
        ("The landlord asked for the rent of two months.", "intake", "record", "", "mother"),
        ("The bill was paid in two parts.", "monitoring", "stated", "mother", "mother"),
    ):
        fact = add(page, "facts")
        fill(page, fact, words__en=words, at=at, kind=kind, by=by, ask="a1" if at == "assessment" else "")
        tick(page, f"{fact}.about", about)
    saved(page)


def write_key(page: Page, draft: str) -> None:
    page.goto(f"{draft}/key")
    needs = (("Warm flat", "f01", "housing", "gas, warm, heating"), ("His cough", "f02", "health", "cough, doctor"),
             ("The rent", "f05", "basic", "rent, landlord, debt"))  # fmt: skip
    for words, fact, domain, cues in needs:
        need = add(page, "key.needs", words)
        tick(page, f"{need}.facts", fact)
        fill(page, need, domain=domain, cues__en=cues, covered="must")
    for words, fact, of, cues in (
        ("She bakes", "f03", "mother", "bread, bake"), ("A key next door", "f04", "neighbour", "neighbour, key"),
    ):  # fmt: skip
        strength = add(page, "key.strengths", words)
        tick(page, f"{strength}.facts", fact)
        tick(page, f"{strength}.of", of)
        fill(page, strength, cues__en=cues)
    saved(page)
    page.goto(f"{draft}/later")
    event = add(page, "events")
    tick(page, f"{event}.reveals", "f06")
    saved(page)


def write_plans(page: Page, draft: str) -> None:
    page.goto(f"{draft}/plans")
    for title, level in (("Warm first", "proficient"), ("Half dated", "developing"), ("Good wishes", "beginning")):
        plan = add(page, "plans", title)
        fill(page, plan, level=level)
        goal = add(page, f"{plan}.goals")
        fill(page, goal, problem__en="The flat is cold.", goal__en="By 1 October the flat is warm.", end="+4w")
        step = add(page, f"{goal}.steps")
        fill(page, step, text__en="The mother rings the gas office", start="+0d", end="+2d")
        tick(page, f"{step}.responsible", "mother")
        if level == "proficient":
            field(page, f"{plan}.approved").check()
        saved(page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_case_is_written_from_nothing_to_published(chromium: Browser, live: Live, viewport: dict[str, int]) -> None:
    page = designer(chromium, live, viewport)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    draft = begin(page, live, "The cold flat")
    field(page, "blurb.en").fill("A mother, a boy in a coat, and a gas bill.")
    saved(page)
    write_people(page, draft)
    write_story(page, draft)
    write_key(page, draft)
    write_plans(page, draft)
    page.goto(f"{draft}/note")
    field(page, "notes.en").fill("**When.** Second week. Ask first: who knows how to bake?")
    saved(page)
    page.goto(f"{draft}/publish")
    expect(page.locator(".bench-side")).not_to_contain_text("Before it is published")
    page.locator('button[value="publish"]').click()
    expect(page.locator(".flashes")).to_contain_text("the-cold-flat@1.0.0 is published")
    page.goto(f"{live.url}/cases/the-cold-flat")
    expect(page.locator("main")).to_contain_text("The gas is off and the boy does his homework in a coat.")
    expect(page.locator("main")).not_to_contain_text("The bill was paid")
    assert troubles == []


def test_a_finding_puts_the_cursor_into_its_field(chromium: Browser, live: Live) -> None:
    page = designer(chromium, live)
    begin(page, live, "The cold flat")
    page.locator("#beside a", has_text="A text is missing").first.click()
    page.wait_for_url("**#blurb.en")
    page.keyboard.type("Typed where the finding led.")
    saved(page)
    expect(field(page, "blurb.en")).to_have_value("Typed where the finding led.")
    expect(page.locator("#beside")).not_to_contain_text("A text is missing")


def test_two_windows_on_one_field_show_both_texts_and_the_rest_is_saved(chromium: Browser, live: Live) -> None:
    first = designer(chromium, live)
    draft = begin(first, live, "The cold flat")
    second = first.context.new_page()
    second.goto(f"{draft}/about")
    field(first, "blurb.en").fill("From the first window.")
    saved(first)
    field(second, "minutes").fill("45")
    saved(second)
    field(second, "blurb.en").fill("From the second window.")
    second.wait_for_url("**/conflict/**")
    expect(second.locator("main")).to_contain_text("From the first window.")
    second.locator('input[value="mine"]').check()
    second.locator("main form button").click()
    second.wait_for_url("**/about")
    expect(field(second, "blurb.en")).to_have_value("From the second window.")
    expect(field(second, "minutes")).to_have_value("45")


def test_words_typed_without_a_connection_arrive_when_it_is_back(chromium: Browser, live: Live) -> None:
    page = designer(chromium, live)
    draft = begin(page, live, "The cold flat")
    live.kill()
    field(page, "blurb.en").fill("Typed while the server was gone.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    live.start()
    saved(page)
    page.goto(f"{draft}/about")
    expect(field(page, "blurb.en")).to_have_value("Typed while the server was gone.")


def test_a_window_that_was_closed_too_early_is_caught_up(chromium: Browser, live: Live) -> None:
    page = designer(chromium, live)
    draft = begin(page, live, "The cold flat")
    page.route("**/about", lambda route: route.abort() if route.request.method == "PUT" else route.continue_())
    field(page, "blurb.en").fill("Never sent by the first page.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{live.url}/workbench")
    page.unroute("**/about")
    page.goto(f"{draft}/about")
    expect(field(page, "blurb.en")).to_have_value("Never sent by the first page.")


def test_without_a_script_rows_and_words_are_saved_by_buttons(chromium: Browser, live: Live) -> None:
    page = designer(chromium, live, java_script_enabled=False)
    draft = begin(page, live, "The cold flat")
    page.goto(f"{draft}/people")
    field(page, "new-people").fill("Mother")
    page.locator('button[value="add people"]').click()
    field(page, "people.mother.age").fill("34")
    field(page, "people.mother.focal").check()
    page.locator('.form-acts button[value="save"]').click()
    page.wait_for_url(re.compile("/people"))
    expect(field(page, "people.mother.age")).to_have_value("34")
    expect(field(page, "people.mother.focal")).to_be_checked()
    page.locator('button[value="remove people.mother"]').click()
    page.locator(".undo button").click()
    expect(field(page, "people.mother.age")).to_have_value("34")


def test_an_exemplar_is_written_in_the_students_editor_and_two_windows_lose_nothing(
    chromium: Browser, live: Live
) -> None:
    page = designer(chromium, live)
    page.goto(f"{live.url}/bank/samira/1.0.0")
    page.click("button[value=fork]")
    page.wait_for_url("**/about", wait_until="load")
    page.goto(f"{page.url.removesuffix('/about')}/plans?row=beginning")
    page.locator('[id="plans.beginning"] a', has_text="editor").click()
    second = page.context.new_page()
    second.goto(page.url)

    def write(into: Page, cell: str, words: str) -> None:
        label = field(into, cell).get_attribute("aria-label")
        into.get_by_role("button", name=f"Write: {label}", exact=True).press("Enter")
        field(into, cell).fill(words)
        saved(into)

    write(page, "g1.problem", "The outbuilding leans over the path.")
    write(page, "g1.goal", "By 1 October the outbuilding is gone.")
    expect(page.locator("#proof")).to_contain_text("as expected")
    write(second, "g2.problem", "Written in the second window.")
    page.locator('button[value="add-step g1"]').click()
    expect(page.locator("#g1 textarea.cell:focus")).to_be_visible()
    page.keyboard.type("Father and the uncle take the roof off")
    saved(page)
    page.reload()
    expect(page.locator("#g1")).to_contain_text("Father and the uncle take the roof off")
    expect(page.locator("#g2")).to_contain_text("Written in the second window.")
    second.get_by_role("button", name="Write: Problem, goal 1", exact=True).press("Enter")
    field(second, "g1.problem").fill("The second window on the same cell.")
    second.wait_for_url("**/conflict/**")
    expect(second.locator("main")).to_contain_text("The outbuilding leans over the path.")
    expect(second.locator("main")).to_contain_text("The second window on the same cell.")
