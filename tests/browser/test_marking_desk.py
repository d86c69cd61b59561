"""A lecturer at the marking desk: what they type survives a lost network, another marker and a sign-out; keys work."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from tests.browser.conftest import Live, sign_in
from tests.browser.test_main_job import PHONE, WIDE
from tests.conftest import settings_in
from trainer.cli.demonstration import PASSWORD
from trainer.db import Database
from trainer.models import Mark, Marking, MarkingState, Person, SecondMarking, Slot, Submission
from trainer.web.parts import utc_now

LECTURER = "lecturer@example.org"


@pytest.fixture
def desk(chromium: Browser, live: Live) -> Page:
    return at_desk(chromium, live)


def at_desk(browser: Browser, live: Live, viewport: dict[str, int] = WIDE) -> Page:
    """The lecturer with the waiting plan open."""
    context = browser.new_context(viewport=viewport, locale="en")
    page = context.new_page()
    sign_in(page, live.url, LECTURER)
    context.add_cookies([{"name": "language", "value": "en", "url": live.url}])
    page.goto(f"{live.url}/courses")
    page.locator("main .rows h3 a").first.click()
    page.locator("main a[href*='/queue']").first.click()
    page.locator("a[href*='/marking/']").first.click()
    page.wait_for_selector("#keys:not([hidden])", state="attached")
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def state_is(page: Page, state: str) -> None:
    expect(page.locator("#saved")).to_have_attribute("data-state", state)
    sign = {"saved": "check", "offline": "net", "error": "flag"}[state]
    expect(page.locator("#saved use")).to_have_attribute("href", f"#i-{sign}")


def open_part(page: Page, criterion: str) -> None:
    part = page.locator(f"[data-part={criterion}]")
    if part.get_attribute("open") is None:
        part.locator("summary").first.click()


def press(page: Page, code: str, key: str) -> None:
    """A key as a Cyrillic layout sends it: the place of the key and the letter that it writes there."""
    page.evaluate(
        """([code, key]) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", { code, key, bubbles: true, cancelable: true }))""", [code, key],
    )


def test_a_comment_typed_without_a_network_comes_back_and_is_stored(desk: Page, live: Live) -> None:
    address, context = desk.url, desk.context
    context.set_offline(True)
    desk.locator("#row-g1 > .comment-new > summary").click()
    desk.keyboard.type("Who holds the rope?")
    expect(desk.locator("#saved-words")).to_have_text("Saving…")
    state_is(desk, "offline")
    desk.goto("about:blank")
    context.set_offline(False)
    desk.goto(address)
    state_is(desk, "saved")
    # A browser may send the kept words while the page is left, so that the server writes the comment itself.
    expect(desk.locator("#row-g1 .by").filter(has_text=re.compile(r"You · on goal 1 · \d\d:\d\d"))).to_have_count(1)
    expect(desk.locator("#row-g1 > .comment-new:not(.is-kept)")).to_have_count(1)
    assert desk.evaluate("Object.keys(localStorage).length") == 0
    desk.reload()
    expect(desk.locator("#row-g1 textarea").first).to_have_value("Who holds the rope?")


def test_two_texts_wait_for_a_choice_and_neither_is_lost(chromium: Browser, desk: Page, live: Live) -> None:
    other = at_desk(chromium, live)
    for page, words in ((other, "Theirs"), (desk, "Mine")):
        open_part(page, "time")
        page.fill("#w-time", words)
        page.wait_for_selector("#saved[data-state=saved], #saved[data-state=error]")
    desk.locator("#w-time").press_sequentially("!")
    desk.locator("#ready").click()
    expect(desk.locator("#net-state")).to_contain_text("wait for your choice")
    other.reload()
    expect(other.locator("#w-time")).to_have_value("Theirs")
    address = desk.url
    desk.goto("about:blank")
    desk.goto(address)
    box = desk.locator("[data-part=time] [data-versions]")
    expect(box).to_contain_text("Theirs")
    expect(desk.locator("#w-time")).to_have_value("Mine!")
    box.locator("[value=theirs]").click()
    state_is(desk, "saved")
    expect(desk.locator("#w-time")).to_have_value("Theirs")
    desk.reload()
    open_part(desk, "time")
    desk.locator("[data-part=time] .history summary").click()
    expect(desk.locator("[data-part=time] .history")).to_contain_text("Mine!")


def sign_in_again(context: BrowserContext, page: Page) -> None:
    with context.expect_page() as opened:
        page.locator("#net-state a").click()
    tab = opened.value
    tab.fill("#email", LECTURER)
    tab.fill("#password", PASSWORD)
    tab.click("main button")
    tab.wait_for_url("**/marking/*")
    tab.close()


def test_somebody_signed_out_is_told_and_goes_on_after_signing_in(desk: Page) -> None:
    desk.context.clear_cookies()
    desk.fill("#overall", "Written while signed out")
    expect(desk.locator("#net-state a")).to_be_visible()
    state_is(desk, "error")
    sign_in_again(desk.context, desk)
    desk.evaluate("dispatchEvent(new Event('focus'))")
    state_is(desk, "saved")
    desk.fill("#overall", "And more")
    expect(desk.locator("#saved")).to_have_attribute("data-state", "saving")
    state_is(desk, "saved")
    desk.reload()
    expect(desk.locator("#overall")).to_have_value("And more")


def test_a_field_that_cannot_be_saved_holds_up_no_other(desk: Page) -> None:
    desk.evaluate("document.getElementById('overall').maxLength = 30000")
    desk.fill("#overall", "x" * 20_001)
    open_part(desk, "who")
    desk.fill("#w-who", "Who leads?")
    expect(desk.locator(".overall > .err")).to_be_visible()
    state_is(desk, "error")
    desk.fill("#overall", "Short")
    state_is(desk, "saved")
    expect(desk.locator(".overall > .err")).to_have_count(0)
    desk.reload()
    expect(desk.locator("#w-who")).to_have_value("Who leads?")


def test_keys_work_in_a_cyrillic_layout_and_keep_the_place(desk: Page) -> None:
    opened = desk.locator(".crit-part[open]")
    open_part(desk, "need")
    press(desk, "Digit2", "2")
    expect(opened).to_have_attribute("data-part", "own")
    press(desk, "KeyC", "с")
    expect(desk.locator("#w-need")).to_be_focused()
    desk.keyboard.type("1c")
    desk.keyboard.press("Escape")
    expect(opened).to_have_attribute("data-part", "own")
    press(desk, "KeyJ", "о")
    expect(opened).to_have_attribute("data-part", "measure")
    press(desk, "KeyK", "л")
    expect(opened).to_have_attribute("data-part", "own")
    press(desk, "KeyR", "к")
    desk.keyboard.press("Enter")
    desk.keyboard.type("By keyboard")
    state_is(desk, "saved")
    desk.keyboard.press("Escape")
    press(desk, "KeyO", "щ")
    expect(desk.locator("#overall")).to_be_focused()
    desk.keyboard.press("Escape")
    desk.locator("#keys input").uncheck()
    desk.keyboard.press("3")
    desk.reload()
    expect(desk.locator("[data-part=need] [data-level]")).to_have_text("2")
    expect(desk.locator("[data-part=own] [data-level]")).to_have_text("–")
    expect(desk.locator("#w-need")).to_have_value("1c")
    expect(desk.locator("#keys input")).not_to_be_checked()


def test_on_a_phone_the_tab_says_what_is_on_the_screen(chromium: Browser, live: Live) -> None:
    phone = at_desk(chromium, live, PHONE)
    phone.locator(".jump a").nth(1).click()
    expect(phone.locator(".jump a").nth(1)).to_have_attribute("aria-current", "true")
    expect(phone.locator(".jump a").nth(0)).not_to_have_attribute("aria-current", "true")
    phone.locator("[data-part=need] summary").click()
    phone.locator("[data-part=need] label.lev").nth(1).click()
    expect(phone.locator(".crit-part[open]")).to_have_attribute("data-part", "own")


def test_what_is_typed_before_the_script_arrives_is_stored_too(desk: Page) -> None:
    late = []
    desk.route("**/js/marking.js", lambda route: late.append(route))
    with desk.expect_request("**/js/marking.js"):
        desk.reload(wait_until="commit")
    desk.fill("#overall", "On a slow line")
    late[0].continue_()
    state_is(desk, "saved")
    desk.unroute("**/js/marking.js")
    desk.reload()
    expect(desk.locator("#overall")).to_have_value("On a slow line")


def hand_in_as(browser: Browser, live: Live, email: str) -> None:
    """A second plan on the desk."""
    page = browser.new_context(locale="en").new_page()
    sign_in(page, live.url, email)
    page.locator("a[href$='/begin']").first.click()
    page.click("main form[action$='/begin'] button")
    page.wait_for_url("**/plans/*")
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    for fields in ({"base": "0", "do": "add-goal"}, {"do": "save"}):
        found = {name: re.search(rf'name="{name}" value="(\w+)"', page.content()) for name in ("goal", "base")}
        known = {name: each[1] for name, each in found.items() if each}
        goal = {f"{known['goal']}.goal": "The mother sleeps at night"} if "goal" in known else {}
        page.request.post(page.url, form={"csrf_token": token, **known, **goal, **fields})
        page.reload()
    page.request.post(f"{page.url}/hand-in", form={"csrf_token": token})
    page.context.close()


def test_nothing_of_one_plan_shows_on_the_next_but_its_words_can_be_taken_with_a_key(
    chromium: Browser, live: Live
) -> None:
    hand_in_as(chromium, live, "aigerim@example.org")
    desk = at_desk(chromium, live)
    first = desk.url
    open_part(desk, "need")
    desk.keyboard.press("3")
    desk.keyboard.press("c")
    desk.keyboard.type("Whose need is it?")
    desk.keyboard.press("Escape")
    # On at once, while the last letters may still be on their way.
    desk.keyboard.press("]" if desk.locator(".stepper a[rel=next]").count() else "[")
    desk.wait_for_url(lambda url: url != first)
    expect(desk.locator("[data-part=need] [data-level]")).to_have_text("–")
    expect(desk.locator("#w-need")).to_have_value("")
    assert desk.locator("input[type=radio]:checked").count() == 0
    open_part(desk, "need")
    desk.keyboard.press("b")
    expect(desk.locator("[data-part=need] .bank-choice")).to_be_focused()
    desk.keyboard.press("1")
    expect(desk.locator("#w-need")).to_have_value("Whose need is it?")
    state_is(desk, "saved")
    second = desk.url
    desk.keyboard.press("Escape")
    desk.keyboard.press("[" if desk.locator(".stepper a[rel=prev]").count() else "]")
    desk.wait_for_url(lambda url: url != second)
    expect(desk.locator("[data-part=need] [data-level]")).to_have_text("3")
    expect(desk.locator("#w-need")).to_have_value("Whose need is it?")


def test_what_lacks_before_two_markings_are_settled_stays_named_until_it_is_there(
    chromium: Browser, live: Live
) -> None:
    database = Database(settings_in(live.folder).database_url)
    with database.write() as db:
        plan = db.scalars(select(Submission)).one()
        plan.run.assignment.second_marking = SecondMarking.EVERYBODY
        rubric, plan_id = plan.run.rubric_version_id, plan.public_id
        for slot, email, level in ((Slot.FIRST, LECTURER, 1), (Slot.SECOND, "designer@example.org", 2)):
            marker = db.scalars(select(Person.id).where(Person.email == email)).one()
            marking = Marking(submission_id=plan.id, slot=slot, marker_id=marker, rubric_version_id=rubric,
                              state=MarkingState.READY, saved_at=utc_now())  # fmt: skip
            marking.marks = [Mark(criterion="time", level=level, saved_at=utc_now())]
            db.add(marking)
    database.close()
    page = chromium.new_context(viewport=WIDE).new_page()
    sign_in(page, live.url, LECTURER)
    page.goto(f"{live.url}/marking/{plan_id}/settle")
    page.locator("button[formaction]").click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-part=time] .err")).to_be_visible()
    page.locator("[data-part=time] input[type=radio]").nth(2).check()
    expect(page.locator("[data-part=time] .err")).to_have_count(0)
    page.context.close()
