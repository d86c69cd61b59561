"""The whole main job in a real browser: draft, check, hand in, mark, send back, revise, mark again, release."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Live, sign_in

WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
STUDENT, LECTURER = "aigerim@example.org", "lecturer@example.org"
WRITTEN = {
    "en": ("Improve the children's health.", "By which day?", "By 1 March every child has been examined."),
    "ru": ("Улучшить здоровье детей.", "К какому дню?", "К 1 марта осмотрены все дети."),
    "uk": ("Поліпшити здоров’я дітей.", "До якого дня?", "До 1 березня оглянуто всіх дітей."),
    "kk": ("Балалардың денсаулығын жақсарту.", "Қай күнге дейін?", "1 наурызға дейін барлық бала тексерілді."),
}


def page_of(browser: Browser, live: Live, email: str, language: str, viewport: dict[str, int]) -> Page:
    """A signed-in person who reads in this language."""
    context = browser.new_context(viewport=viewport)
    page = context.new_page()
    sign_in(page, live.url, email)
    context.add_cookies([{"name": "language", "value": language, "url": live.url}])
    page.goto(f"{live.url}/home")
    return page


def write_goal(page: Page, words: str) -> None:
    page.locator(".goal-body .line").nth(1).locator(".cell:visible").click(position={"x": 16, "y": 14})
    page.keyboard.press("Control+A")
    page.keyboard.type(words)
    page.keyboard.press("Escape")
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")


def hand_in(page: Page) -> None:
    page.locator("button[value=hand-in]:visible").first.click()
    page.wait_for_url(re.compile("/hand-in"))
    page.click("main form button")
    page.wait_for_url(re.compile("/receipt/"))


def mark(page: Page, live: Live, words: str | None) -> None:
    """The lecturer opens the student's newest plan, gives one level, and comments on the goal."""
    page.goto(f"{live.url}/courses")
    page.locator("main .rows h3 a").first.click()
    page.locator("main a[href*='/queue']").first.click()
    page.locator("a[href*='/marking/']", has_text="Aigerim").first.click()
    page.locator("details[data-part=time] summary").first.click()
    page.locator("details[data-part=time] label:has(input[type=radio][value='1'])").click()
    expect(page.locator("details[data-part=time] [data-suggestion]")).not_to_be_empty()
    if words:
        page.locator("details.comment-new summary").first.click()
        page.locator("details.comment-new[open] textarea").first.fill(words)


@pytest.mark.parametrize("language, viewport", [("en", PHONE), ("ru", WIDE), ("uk", PHONE), ("kk", WIDE)])
def test_a_plan_goes_to_the_lecturer_comes_back_and_is_revised(
    chromium: Browser, live: Live, language: str, viewport: dict[str, int]
) -> None:
    vague, question, better = WRITTEN[language]
    student = page_of(chromium, live, STUDENT, language, viewport)
    student.locator("a[href$='/begin']").first.click()
    student.click("main form[action$='/begin'] button")
    student.wait_for_url(re.compile("/plans/"), wait_until="load")
    student.wait_for_selector(".goal .cell.read")
    write_goal(student, vague)
    hand_in(student)

    lecturer = page_of(chromium, live, LECTURER, language, WIDE)
    mark(lecturer, live, question)
    lecturer.locator("details.ask-first summary").first.click()
    lecturer.locator("details.ask-first[open] button[formaction*='send-back']").click()
    expect(lecturer.locator(".flashes")).to_be_visible()

    student.goto(f"{live.url}/home")
    student.locator("a[href*='/attempts/1']").first.click()
    expect(student.locator("main")).to_contain_text(question)
    student.locator("form[action$='/attempts'] button").click()
    thread = student.locator(".goal .thread")
    expect(thread).to_contain_text(question)
    asked = thread.locator("button").inner_text()
    thread.locator("button").click()
    expect(student.locator(".goal .thread.is-done")).to_be_visible()
    expect(thread.locator("button")).not_to_have_text(asked)
    write_goal(student, better)
    hand_in(student)
    student.goto(student.url.replace("/receipt/2", "/difference/1/2"))
    expect(student.locator("main ins").first).to_be_visible()

    mark(lecturer, live, None)
    for part in lecturer.locator("details.crit-part").all():
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        part.locator("label:has(input[type=radio][value='2'])").click()
    lecturer.locator("#ready").click()
    expect(lecturer.locator(".flashes")).to_be_visible()
    student.goto(student.url.replace("/difference/1/2", "/attempts/2"))
    expect(student.locator("main table.cards")).to_have_count(0)
    lecturer.goto(f"{live.url}/courses")
    lecturer.locator("main .rows h3 a").first.click()
    lecturer.locator("main a[href*='/queue']").first.click()
    lecturer.locator("details.ask-first:has(form[action$='/release']) summary").first.click()
    lecturer.locator("details.ask-first[open] form[action$='/release'] button").click()
    lecturer.wait_for_load_state()
    student.reload()
    expect(student.locator("main table.cards")).to_be_visible()
