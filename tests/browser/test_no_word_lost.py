"""Words in hard places: a removal taken back, a slow line, two tabs of which one could not send."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Live
from tests.browser.test_student_journey import WIDE, begin, saved, write


def goals(page: Page) -> None:
    """A second goal beside the first."""
    page.keyboard.press("Escape")
    page.click("button[value=add-goal]")
    expect(page.locator(".goal[id]")).to_have_count(2)
    page.keyboard.press("Escape")


def in_goal(page: Page, place: int, words: str) -> None:
    problem = page.locator(".goal[id]").nth(place).locator(".goal-body .line").first
    problem.locator(".cell:visible").click(position={"x": 16, "y": 14})
    page.keyboard.type(words)
    page.keyboard.press("Escape")


def slowly(page: Page, seconds: float) -> None:
    """Every save takes so long to reach the server."""

    def hold(route: Route) -> None:
        page.wait_for_timeout(seconds * 1000)
        route.continue_()

    page.route("**/draft", hold)


def test_taking_a_removal_back_keeps_what_was_written_since(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    goals(page)
    in_goal(page, 0, "They eat once a day.")
    saved(page)
    page.locator(".step-row .row-menu summary").first.click()
    page.locator(".step-row .row-menu[open] button[value^=remove]").click()
    expect(page.locator("#undo button")).to_be_focused()
    in_goal(page, 1, "Written after the removal.")
    saved(page)
    page.locator("#undo button").click()
    expect(page.locator(".step-row")).to_have_count(2)
    expect(page.locator(".goal[id]").nth(1)).to_contain_text("Written after the removal.")


def test_what_is_typed_while_a_save_is_refused_stands_on_the_page_with_both_texts(
    chromium: Browser, live: Live
) -> None:
    first = begin(chromium, live, "en", WIDE)
    second = first.context.new_page()
    second.goto(first.url)
    write(first, 0, "From the first tab.")
    saved(first)
    slowly(second, 1.2)
    second.locator(".goal-body .line").first.locator(".cell:visible").click(position={"x": 16, "y": 14})
    second.keyboard.type("Before")
    second.wait_for_timeout(900)
    second.keyboard.type(" and while it was on its way.")
    second.wait_for_url("**/conflict/*")
    expect(second.locator("main")).to_contain_text("Before and while it was on its way.")
    expect(second.locator("main")).to_contain_text("From the first tab.")


def test_words_kept_here_for_a_row_that_is_gone_are_shown_and_not_dropped(chromium: Browser, live: Live) -> None:
    page = begin(chromium, live, "en", WIDE)
    goals(page)
    context, address = page.context, page.url
    context.set_offline(True)
    in_goal(page, 1, "Typed without a network.")
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.close()
    context.set_offline(False)
    other = chromium.new_context(storage_state={"cookies": context.cookies(), "origins": []}, viewport=WIDE).new_page()
    other.goto(address)
    other.locator(".goal-head .row-menu summary").nth(1).click()
    other.locator(".row-menu[open] button[value^=remove]").click()
    expect(other.locator(".goal[id]")).to_have_count(1)
    back = context.new_page()
    back.goto(address)
    back.wait_for_url("**/conflict/*")
    expect(back.locator("main")).to_contain_text("Typed without a network.")


def test_what_one_tab_stored_does_not_drop_what_another_could_not_send(chromium: Browser, live: Live) -> None:
    first = begin(chromium, live, "en", WIDE)
    context, address = first.context, first.url
    second = context.new_page()
    second.goto(address)
    first.route("**/draft", lambda route: route.abort())
    write(first, 0, "The first tab has no line.")
    expect(first.locator("#saved")).to_have_attribute("data-state", "offline")
    write(second, 1, "The second tab has one.")
    saved(second)
    first.close()
    second.close()
    back = context.new_page()
    back.goto(address)
    back.wait_for_url("**/conflict/*")
    expect(back.locator("main")).to_contain_text("The first tab has no line.")
    expect(back.locator("main")).to_contain_text("The second tab has one.")


def test_words_typed_before_the_script_arrives_are_saved_and_the_place_is_kept(
    chromium: Browser, live: Live
) -> None:
    page = begin(chromium, live, "en", WIDE)
    page.keyboard.press("Escape")

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/js/editor.js", late)
    page.goto(page.url.partition("#")[0], wait_until="commit")
    page.locator(".goal textarea").first.click()
    page.keyboard.type("Before the script, ")
    expect(page.locator(".cell.read").first).to_be_attached()
    page.keyboard.type("and after it.")
    page.keyboard.press("Escape")
    saved(page)
    page.unroute("**/js/editor.js")
    page.reload()
    expect(page.locator(".goal textarea").first).to_have_value("Before the script, and after it.")
