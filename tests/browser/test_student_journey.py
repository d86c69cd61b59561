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
    """A visitor who has begun a plan with one goal."""
    context = browser.new_context(viewport=viewport, locale=language)
    page = context.new_page()
    page.goto(f"{live.url}/cases/samira")
    page.click("main form button")
    page.wait_for_url(re.compile("/plans/"))
    page.click("button[value=add-goal]")
    page.wait_for_selector(".goal .cell.read")
    return page


def write(page: Page, place: int, words: str) -> None:
    """Enter a cell of the first goal, type, leave it."""
    page.locator(".goal-body .line .cell.read").nth(place).click()
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
    page.click(".pane-plan button[value=check]")
    mark = page.locator(".goal mark.f").first
    expect(mark).to_be_visible()
    assert GOAL[language].startswith(mark.inner_text()[:5])
    page.locator("button[value=hand-in]:visible").first.click()
    page.wait_for_url(re.compile("/hand-in"))
    page.click("main form button")
    page.wait_for_url(re.compile("/receipt/1"))
    assert not troubles
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_killed_server_loses_nothing_that_was_called_saved(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    write(page, 0, "They eat once a day.")
    saved(page)
    address = page.url
    live.kill()
    live.start()
    page.goto(address)
    expect(page.locator(".goal-body .cell.read > span").first).to_have_text("They eat once a day.")


def test_without_a_network_typing_goes_on_and_all_is_sent_when_it_is_back(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.context.set_offline(True)
    write(page, 0, "Typed without a network.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    expect(page.locator("#net-state")).not_to_be_empty()
    page.context.set_offline(False)
    saved(page)
    page.reload()
    expect(page.locator(".goal-body .cell.read > span").first).to_have_text("Typed without a network.")


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
    expect(page.locator(".goal-body .cell.read > span").first).to_have_text("Not sent before the tab closed.")


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
    enter.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("By keyboard.")
    page.keyboard.press("Escape")
    expect(enter).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#check-body .dials")).to_be_visible()


def test_signing_out_leaves_no_text_in_the_browser(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.context.set_offline(True)
    write(page, 0, "Only mine.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    assert page.evaluate("localStorage.length") == 1
    page.context.set_offline(False)
    saved(page)
    page.locator("header details.menu summary").last.click()
    page.locator("form[action$='/sign-out'] button").click()
    page.wait_for_url(f"{live.url}/")
    assert page.evaluate("localStorage.length") == 0
