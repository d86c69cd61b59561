"""A student at work in a real browser: begin, write, lose the network and the server, check, hand in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
GOAL = {
    "en": "Improve the children's health.",
    "ru": "Улучшить здоровье детей.",
    "uk": "Поліпшити здоров’я дітей.",
    "kk": "Балалардың денсаулығын жақсарту.",
}


def begin(browser: Browser, live: Live, language: str, viewport: dict[str, int]) -> Page:
    """A visitor who has begun a plan: one empty goal stands ready."""
    context = browser.new_context(viewport=viewport, locale=language)
    page = context.new_page()
    page.goto(f"{live.url}/cases/samira")
    page.click("main form button")
    page.wait_for_url(re.compile("/plans/"), wait_until="load")
    expect(page.locator(".goal .cell.read").first).to_be_visible()
    return page


def write(page: Page, place: int, words: str) -> None:
    """Enter a cell of the first goal, type, leave it."""
    page.locator(".goal-body .line").nth(place).locator(".cell:visible").click(position={"x": 16, "y": 14})
    page.keyboard.type(words)
    page.keyboard.press("Escape")


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


@pytest.mark.parametrize("language, viewport", [("en", WIDE), ("ru", PHONE), ("uk", WIDE), ("kk", PHONE)])
def test_a_plan_is_written_checked_and_handed_in(
    chromium: Browser, live: Live, language: str, viewport: dict[str, int]
) -> None:
    page = begin(chromium, live, language, viewport)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    write(page, 1, GOAL[language])
    saved(page)
    page.locator("button[value=check]:visible").first.click()
    mark = page.locator(".goal mark.f").first
    expect(mark).to_be_visible()
    assert GOAL[language].startswith(mark.inner_text()[:5])
    page.locator("button[value=hand-in]:visible").first.click()
    page.wait_for_url(re.compile("/hand-in"))
    page.click("main form button")
    page.wait_for_url(re.compile("/receipt/1"))
    assert not troubles
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_each_fact_beside_the_plan_can_be_reported_by_keyboard(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    expect(page.locator(".facts .report-it")).to_have_count(page.locator(".fact").count())
    expect(page.locator(".of-paper .report-it")).to_have_count(page.locator(".of-paper").count())
    page.locator("#case-f02 .report-it").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/samira/1.0.0/report/f02?in=en")
    expect(page.locator("main blockquote")).to_be_visible()


def test_a_late_answer_about_cells_does_not_take_the_whole_check_away(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    held: list[object] = []
    page.route("**/check?cells=1", lambda route: held.append(route))
    write(page, 1, GOAL["en"])
    saved(page)
    page.locator("button[value=check]:visible").first.click()
    expect(page.locator("#dials .dials")).to_be_visible()
    assert held, "no check of the cells was on its way"
    for route in held:
        route.continue_()  # type: ignore[attr-defined]
    page.wait_for_timeout(1000)
    expect(page.locator("#dials .dials")).to_be_visible()


def test_a_hint_is_asked_for_by_keyboard_and_read_where_it_stands(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    write(page, 0, "The children are ill and nobody has seen a doctor.")
    write(page, 1, "Improve the children's health.")
    page.locator(".step-row .cell:visible").first.click(position={"x": 16, "y": 14})
    page.keyboard.type("The mother takes the children to the doctor.")
    page.keyboard.press("Escape")
    saved(page)
    page.locator("button[value=check]:visible").first.click()
    page.locator("#hints summary").focus()
    page.keyboard.press("Enter")
    for grade, label in enumerate(("Where:", "Fact:", "Name:"), 1):
        page.locator("#hints li").first.locator("button").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#hints li").first.locator(".words-s")).to_have_count(grade)
        expect(page.locator("#hints li").first).to_contain_text(label)
        expect(page.locator("#hints li").first).to_be_focused()
    expect(page.locator("#hints li").first.locator("button")).to_have_count(0)


def test_a_killed_server_loses_nothing_that_was_called_saved(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    write(page, 0, "They eat once a day.")
    saved(page)
    address = page.url
    live.kill()
    live.start()
    page.goto(address)
    expect(page.locator(".goal-body textarea").first).to_have_value("They eat once a day.")


def test_without_a_network_typing_goes_on_and_all_is_sent_when_it_is_back(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.context.set_offline(True)
    write(page, 0, "Typed without a network.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    expect(page.locator("#net-state")).not_to_be_empty()
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator(".goal-body textarea").first).to_have_value("Typed without a network.")


def test_a_save_that_the_server_could_not_take_says_so_and_is_tried_again(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.route("**/draft", lambda route: route.fulfill(status=503, json={}))
    write(page, 0, "Typed while the server was in trouble.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "error")
    expect(page.locator("#saved use")).to_have_attribute("href", "#i-flag")
    page.unroute("**/draft")
    saved(page)
    expect(page.locator("#saved use")).to_have_attribute("href", "#i-check")
    page.reload()
    expect(page.locator(".goal-body textarea").first).to_have_value("Typed while the server was in trouble.")


def test_what_a_closed_tab_could_not_send_comes_back(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    address, context = page.url, page.context
    context.set_offline(True)
    write(page, 0, "Not sent before the tab closed.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    saved(page)
    expect(page.locator(".goal-body textarea").first).to_have_value("Not sent before the tab closed.")


def test_a_second_tab_gets_both_texts_and_loses_neither(chromium: Browser, live: Live) -> None:
    first = begin(chromium, live, "en", WIDE)
    second = first.context.new_page()
    second.goto(first.url)
    write(first, 0, "From the first tab.")
    saved(first)
    write(second, 0, "From the second tab.")
    second.wait_for_url(re.compile("/conflict/"))
    expect(second.locator("main")).to_contain_text("From the first tab.")
    expect(second.locator("main")).to_contain_text("From the second tab.")


def test_the_editor_works_by_keyboard_alone(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    enter = page.locator(".goal-body .cell.read button").first
    page.focus("#date")
    for _ in range(12):
        page.keyboard.press("Tab")
        if enter.evaluate("button => button === document.activeElement"):
            break
    expect(enter).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Escape")
    expect(enter).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#dials .dials")).to_be_visible()


def test_signing_out_leaves_no_text_in_the_browser(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.context.set_offline(True)
    write(page, 0, "Only mine.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    assert page.evaluate("localStorage.length") == 1
    page.context.set_offline(False)
    saved(page)
    page.locator(".top details.menu:has(.me) > summary").click()
    page.locator("details.ask-first > summary.menu-item").click()
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url(f"{live.url}/")
    assert page.evaluate("localStorage.length") == 0


def test_people_days_and_facts_are_picked_and_shown_as_they_read(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "kk", WIDE)
    page.locator(".step-row .cell.read").click()
    page.keyboard.type("Анасы дәрігерге жазылады.")
    page.locator(".step-who summary").click()
    for name in ("Анасы", "Әкесі"):
        page.locator(".pop-who[open] label.check", has_text=name).first.click()
    page.locator(".pop-who[open] label.leads:visible").last.click()
    page.keyboard.press("Escape")
    expect(page.locator(".step-who .shown .chip").first).to_contain_text("Әкесі")
    page.locator(".step-end summary").click()
    page.fill(".step-end .pop-sheet > .field", "2031-10-01")
    page.keyboard.press("Escape")
    expect(page.locator(".step-end .shown")).to_have_text("1 қаз.")
    page.locator(".pop-facts > summary").click()
    page.locator(".pop-facts[open] input[value=f02]").check()
    expect(page.locator("#case-f02 .in")).to_have_text("мақсат: 1")
    saved(page)
    page.reload()
    expect(page.locator(".step-who .shown")).to_contain_text("Әкесі")
    expect(page.locator(".step-end .shown")).to_have_text("1 қаз.")
    expect(page.locator(".rests .chip-fact")).to_contain_text("f02")


def test_a_row_goes_and_comes_back_without_losing_the_place_or_a_word(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.evaluate("window.sameLife = true")
    write(page, 0, "They eat once a day.")
    page.locator(".goal .row-menu summary").first.click()
    page.locator(".goal .row-menu[open] button[value^=remove]").click()
    expect(page.locator("#undo button")).to_be_focused()
    expect(page.locator(".goal[id]")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator(".goal textarea").first).to_have_value("They eat once a day.")
    assert page.evaluate("window.sameLife"), "the page was loaded anew"


def test_a_step_moves_by_keyboard_and_by_pointer(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.keyboard.press("Escape")
    for words in ("First", "Second"):
        if words == "Second":
            page.locator("button[value^=add-step]").click()
        else:
            page.locator(".step-row .cell.read").click()
        expect(page.locator(".step-row textarea:visible")).to_be_focused()
        page.keyboard.type(words)
        page.keyboard.press("Escape")
    texts = page.locator(".step-row .cell.read > span")
    page.keyboard.press("Alt+ArrowUp")
    expect(texts).to_contain_text(["Second", "First"])
    page.locator(".step-row [data-grip]").first.hover()
    page.wait_for_function("window.Sortable && Sortable.get(document.querySelector('.step-list'))")
    grip, target = (page.locator(".step-row").nth(row) for row in (0, 1))
    grip.locator("[data-grip]").drag_to(target, target_position={"x": 40, "y": 38})
    expect(texts).to_contain_text(["First", "Second"])
    page.reload()
    expect(texts).to_contain_text(["First", "Second"])


def test_a_finding_unfolds_under_its_words_and_gives_the_place_back(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    write(page, 1, "Improve the children's health.")
    page.keyboard.press("Control+Enter")
    number = page.locator("#plan-form a.n").first
    number.click()
    expect(page.locator(".open-f")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".open-f")).to_have_count(0)
    expect(number).to_be_focused()
    page.locator("#check-body .mend summary").first.click()
    page.locator("#check-body [name=reason]").first.fill("The clinic names the day.")
    page.locator("#check-body form.because button").first.click()
    expect(page.locator("#check-body")).to_contain_text("The clinic names the day.")


def test_a_new_row_is_entered_at_once(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.click("button[value=add-goal]")
    expect(page.locator(".goal[id]").nth(1).locator("textarea").first).to_be_focused()


def test_enter_in_a_field_saves_and_hands_nothing_in(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    plan = page.url
    page.fill("#review-1-who", "Mother")
    page.press("#review-1-who", "Enter")
    saved(page)
    expect(page).to_have_url(plan)


def test_a_row_taken_away_can_be_taken_back_by_the_pointer_wherever_the_page_was(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", PHONE)
    for _ in range(2):
        page.locator(".goal-foot button").first.click()
        page.keyboard.press("Escape")
    expect(page.locator(".step-row")).to_have_count(3)
    page.locator(".row-menu summary").last.click()
    page.locator(".row-menu[open] button[value^=remove]").click()
    page.locator("#undo button").click()
    expect(page.locator(".step-row")).to_have_count(3)


def test_a_row_asked_for_twice_in_a_row_comes_twice(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.route("**/plans/*", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.locator(".goal-foot button").evaluate("button => { button.click(); button.click(); }")
    expect(page.locator(".step-row")).to_have_count(3)


def test_a_reason_that_is_being_written_outlives_the_next_check(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    write(page, 1, "Improve the children's health.")
    page.keyboard.press("Control+Enter")
    page.locator("#check-body .mend summary").first.click()
    page.locator("#check-body [name=reason]").first.fill("The clinic names the day.")
    with page.expect_response("**/check*"):
        page.keyboard.press("Control+Enter")
    expect(page.locator("#check-body [name=reason]").first).to_have_value("The clinic names the day.")


def test_without_a_network_rows_wait_and_handing_in_explains_itself(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.context.set_offline(True)
    write(page, 0, "Typed without a network.")
    page.click("button[value=add-goal]")
    expect(page.locator("#net-state")).to_contain_text("rows can be added")
    page.locator("button[value=hand-in]:visible").first.click()
    expect(page.locator("#net-state")).to_contain_text("can be handed in when it is back")
    page.context.set_offline(False)
    saved(page)


def test_without_a_script_the_editor_is_one_form(chromium: Browser, live: Live) -> None:
    page = chromium.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    page.goto(f"{live.url}/cases/samira")
    page.click("main form button")
    page.locator(".goal textarea").nth(1).fill("Improve the children's health.")
    page.locator(".step-who summary").click()
    page.locator(".step-who .field").first.fill("Mother, Neighbours")
    page.locator("button[value=check]:visible").first.click()
    expect(page.locator(".step-who .chip").first).to_contain_text("Mother")
    expect(page.locator("#check-body .findings").first).to_be_visible()
