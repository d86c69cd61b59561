"""Every page, in a real browser, against the rules of accessibility (axe: WCAG 2.2 A and AA, good practice)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from tests.browser.audit import SIZES, Auditor
from tests.browser.conftest import Live
from tests.conftest import settings_in
from trainer.db import Database
from trainer.models import MailKind, Person
from trainer.notices.switches import token_for

# Not pages of their own: fragments of the editors, and files.
NOT_PAGES = {"static", "plans.check", "plans.sketch_drawn", "authoring.beside", "authoring.check_exemplar"}
NOT_PAGES |= {"practice.picture", "authoring.draft_picture"}
# Nor this: it leads on to the first plan without a level.
NOT_PAGES |= {"marking.criterion_begin"}


def test_every_page_can_be_used_with_a_screen_reader_and_a_keyboard(app: Flask, live: Live, chromium: Browser) -> None:
    auditor = Auditor(app, live.url)
    as_a_visitor(auditor, chromium)
    as_a_student_who_agrees(auditor, chromium)
    as_a_lecturer(auditor, chromium)
    as_somebody_invited(auditor, chromium)
    by_the_link_in_a_letter(auditor, chromium, live)
    as_a_student(auditor, chromium)
    as_a_designer(auditor, chromium)
    as_a_lecturer_who_writes_a_rubric(auditor, chromium)
    assert not auditor.troubles, "\n" + "\n".join(sorted(set(auditor.troubles)))
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods} - NOT_PAGES - auditor.files
    assert pages - auditor.seen == set(), "no walk leads to these pages"


def as_a_visitor(auditor: Auditor, chromium: Browser) -> None:
    """The public pages, then a plan from its first word to the receipt."""
    page = auditor.person(chromium)
    auditor.walk(page)
    auditor.open(page, "/cases/nobody")
    auditor.look(page, "nothing at this address")
    auditor.open(page, "/cases?q=children&level=2")
    auditor.look(page, "cases that were found")
    auditor.open(page, "/cases?q=outbuilding&level=3")
    auditor.look(page, "no case found")
    auditor.open(page, "/cases/ramp")
    auditor.look(page, "a case with a picture")
    auditor.open(page, "/cases/samira")
    page.click(".case-head form button")
    page.wait_for_url(re.compile("/plans/"))
    auditor.look(page, "empty plan")
    write_a_goal(page, "Improve the children's health.")
    auditor.look(page, "plan with a goal")
    page.locator("button[value=check]:visible").first.click()
    page.wait_for_selector("#dials .dials")
    auditor.look(page, "checked plan")
    page.set_viewport_size(SIZES[0])
    page.reload()
    page.locator("#plan-form a.n").first.click()
    page.locator(".step-who summary").first.click()
    auditor.look(page, "checked plan with a finding and a fold open")
    plan = urlsplit(page.url).path
    two_tabs(auditor, page)
    two_drawings(auditor, page, plan)
    auditor.walk(page, plan)
    hand_in(auditor, page, plan)
    auditor.open(page, f"{plan}/attempts/1")
    page.click("form[action$='/attempts'] button")
    page.wait_for_url(re.compile(f"{plan}$"))
    hand_in(auditor, page, plan)
    auditor.walk(page, f"{plan}/attempts/2")
    auditor.walk(page, "/home")


def as_a_student_who_agrees(auditor: Auditor, chromium: Browser) -> None:
    """Rows of the plan that was handed in may be taken out, so that the lecturer's page has a file to offer."""
    page = auditor.person(chromium, "daniyar@example.org")
    reporting(auditor, page)
    auditor.open(page, "/account")
    page.click("form[action='/account/units'] button")
    page.wait_for_url(re.compile("#units"))
    auditor.look(page, "account of somebody who agreed")


def reporting(auditor: Auditor, page: Page) -> None:
    """A wording is reported, so that the designer has one to answer."""
    auditor.open(page, "/cases/samira/1.0.0/report/f02")
    auditor.look(page, "a wording to report")
    page.click("button[value=hurtful]")
    page.wait_for_url(re.compile("/reports"))
    auditor.look(page, "wordings that were reported")


def by_the_link_in_a_letter(auditor: Auditor, chromium: Browser, live: Live) -> None:
    """A kind of letter is turned off without signing in; the page of the account has the address of a calendar."""
    database = Database(settings_in(live.folder).database_url)
    with database.read() as db:
        student = db.scalars(select(Person).where(Person.email == "sofia@example.org")).one()
        token = token_for((live.folder / "secret-key").read_text("ascii").strip(), student, MailKind.OPENED)
    database.close()
    page = auditor.person(chromium)
    auditor.open(page, f"/letters/off/{token}")
    auditor.look(page, "before letters are turned off")
    page.click("main form button")
    page.wait_for_selector("main a[href='/account/letters']")
    auditor.look(page, "letters are turned off")
    page = auditor.person(chromium, "sofia@example.org")
    auditor.open(page, "/account/letters")
    page.click("form[action='/account/calendar'] button")
    page.wait_for_selector("#address")
    auditor.look(page, "letters with a calendar")
    auditor.files |= {"notices.calendar", "notices.assignment_calendar"}


def write_a_goal(page: Page, words: str) -> None:
    """Write the first goal."""
    page.wait_for_selector(".goal .cell.read")
    page.locator(".goal-body .line").nth(1).locator(".cell:visible").click(position={"x": 16, "y": 14})
    page.keyboard.type(words)
    page.keyboard.press("Escape")
    page.wait_for_selector("#saved[data-state=saved]")


def two_tabs(auditor: Auditor, page: Page) -> None:
    """A second tab writes on an old text and gets both."""
    address = page.url
    page.reload()
    second = page.context.new_page()
    second.goto(address)
    for tab, words in ((page, "From the first tab."), (second, "From the second tab.")):
        tab.locator(".goal-body .line").first.locator(".cell:visible").click(position={"x": 16, "y": 14})
        tab.keyboard.type(words)
        tab.keyboard.press("Escape")
        if tab is page:
            tab.wait_for_selector("#saved[data-state=saved]")
    second.wait_for_url(re.compile("/conflict/"))
    auditor.look(second, "two texts")
    second.close()
    page.goto(address)


def two_drawings(auditor: Auditor, page: Page, plan: str) -> None:
    """A drawing of the family with the questions about it, and the same drawn otherwise in an old window."""
    auditor.open(page, f"{plan}/sketch")
    token = page.get_attribute("meta[name=csrf-token]", "content") or ""
    head = {"X-CSRFToken": token, "Accept": "application/json"}
    for name in ("Mother", "Aunt"):
        drawn = {"base": 0, "people": "p1", "people.p1.name": name, "people.p1.sex": "f", "people.p1.age": 38}
        answer = page.context.request.put(f"{auditor.url}{plan}/sketch", form=drawn, headers=head)
    auditor.open(page, answer.json()["conflict"])
    auditor.look(page, "two drawings")
    auditor.open(page, f"{plan}/sketch?compare=1")
    auditor.look(page, "a drawing with questions")


def hand_in(auditor: Auditor, page: Page, plan: str) -> None:
    """Hand the plan in, by way of the page that says what goes."""
    auditor.open(page, plan)
    page.locator("button[value=hand-in]:visible").first.click()
    page.wait_for_url(re.compile("/hand-in"))
    auditor.look(page, "before handing in")
    page.click("main form button")
    page.wait_for_url(re.compile("/receipt/"))
    auditor.look(page, "receipt")


def as_a_lecturer(auditor: Auditor, chromium: Browser) -> None:
    """The course with its queue, and the two links that a lecturer gives away, as the invited open them."""
    page = auditor.person(chromium, "lecturer@example.org")
    auditor.walk(page, "/home")
    divided(auditor, page)
    reviewing(auditor, chromium, page)
    auditor.walk(page, "/courses")
    large_files(auditor, page)
    marked_with_others(auditor, page)


def large_files(auditor: Auditor, page: Page) -> None:
    """A file of the course that is being made and one that is there; then its archive, looked at and brought in."""
    auditor.open(page, "/courses")
    course = page.locator(".rows h3 a").first.get_attribute("href")
    for path in (f"{course}/marks", f"{course}/archive"):
        with page.expect_download() as taken:
            page.goto(auditor.url + path)
            page.locator("main form button").first.click()
        for state in ({"done": 3, "of": 8}, {"made": True}):
            place = auditor.on_the_shelf(course.rpartition("/")[2], **state)  # type: ignore[union-attr]
            where = f"{path}/file/{place}" if path.endswith("marks") else f"{path}/{place}"
            auditor.open(page, where)
            auditor.look(page, f"a large file, {state}")
            auditor.open(page, f"{where}/download")
    auditor.open(page, "/courses/new/archive")
    page.set_input_files("#file", {"name": "bad.zip", "mimeType": "application/zip", "buffer": b"no zip"})
    page.click("main form button")
    auditor.look(page, "an archive that is refused")
    page.set_input_files("#file", taken.value.path())
    page.click("main form button")
    page.wait_for_selector(".counts")
    auditor.look(page, "what an archive holds")


def queue_of(auditor: Auditor, page: Page, assignment: str) -> str:
    return page.context.request.get(f"{auditor.url}{assignment}/queue?state=all").text()


def marked_with_others(auditor: Auditor, page: Page) -> None:
    """A round on one plan and its spread, a plan that two people mark, a scheme that is tried."""
    auditor.open(page, "/courses")
    page.click(".rows h3 a")
    given = [link.get_attribute("href").removesuffix("/terms") for link in page.locator("a[href$='/terms']").all()]
    # The one that has plans: a round of reviews before may have given the course another assignment.
    of_assignment = next(each for each in given if "/marking/" in queue_of(auditor, page, each))
    terms = f"{of_assignment}/terms"
    auditor.open(page, f"{of_assignment}/rounds")
    page.select_option("#plan", index=1)
    page.click("main .form .btn-primary")
    page.wait_for_url(re.compile("/rounds/"))
    auditor.look(page, "a plan of a round")
    page.click("details.ask-first form button")
    page.wait_for_selector(".agree-list")
    auditor.look(page, "the spread of a round")
    marked_by(auditor, page, terms, "everybody")
    auditor.open(page, f"{of_assignment}/two-markers")
    auditor.look(page, "two markers")
    auditor.open(page, f"{of_assignment}/queue?state=all")
    plan = str(page.locator("tbody th a").first.get_attribute("href")).partition("?")[0]
    auditor.open(page, f"{plan}/settle")
    auditor.look(page, "levels to settle")
    auditor.open(page, f"{of_assignment}/second-looks")
    auditor.look(page, "second looks")
    auditor.open(page, f"{of_assignment}/scheme?look=1&kind=percent&rounding=whole&scale=kz")
    auditor.look(page, "a scheme tried on the class")
    marked_by(auditor, page, terms, "nobody")
    auditor.open(page, f"{plan}?criterion=time")
    page.locator("[data-bank]").click()
    page.wait_for_selector(".bank:not([hidden])")
    auditor.look(page, "one criterion across all plans, and what was written before")


def marked_by(auditor: Auditor, page: Page, terms: str, whose: str) -> None:
    """Whose plans two people mark."""
    auditor.open(page, terms)
    page.check(f"input[value={whose}]")
    page.click("main .form .btn-primary")
    page.wait_for_url(re.compile("/queue"))


def reviewing(auditor: Auditor, browser: Browser, lecturer: Page) -> None:
    """Students review: the rules are set, one of them hands in and opens the other's plan, both write something."""
    auditor.open(lecturer, "/courses")
    lecturer.click(".rows h3 a")
    lecturer.goto(auditor.url + lecturer.locator("a[href$='/edit']").first.get_attribute("href"))  # type: ignore[operator]
    edit = urlsplit(lecturer.url).path
    lecturer.fill("input[name=due_at]", "2026-01-10T18:00")
    lecturer.fill("input[name=opens_at]", "2026-01-02T18:00")
    lecturer.click("main .btn-primary")
    lecturer.goto(f"{auditor.url}{edit.removesuffix('/edit')}/peers/rules")
    lecturer.check("input[value=at_once]")
    lecturer.click("main .btn-primary")
    lecturer.wait_for_url(re.compile("/peers$"))
    place = edit.removesuffix("/edit")
    student = auditor.person(browser, "sofia@example.org")
    auditor.open(student, "/home")
    student.click("a[href$='/begin']")
    student.click("main form[action$='/begin'] button")
    student.wait_for_url(re.compile("/plans/"))
    hand_in(auditor, student, urlsplit(student.url).path)
    auditor.open(student, f"{place}/reviews")
    auditor.look(student, "reviews before one is begun")
    student.click("form[action$='/reviews/begin'] button")
    student.wait_for_url(re.compile("/reviews/[^/]+$"))
    auditor.look(student, "a review")
    parts = student.locator("details.crit-part")
    for at in range(parts.count()):
        parts.nth(at).evaluate("part => { part.open = true }")
        parts.nth(at).locator("input[value='2']").check()
    student.fill("#overall", "By which day?")
    student.click("#ready")
    student.wait_for_url(re.compile("/reviews$"))
    auditor.walk(student, f"{place}/reviews")
    author = auditor.person(browser, "daniyar@example.org")
    auditor.walk(author, f"{place}/reviews")
    auditor.walk(lecturer, f"{place}/peers")
    together(auditor, browser, lecturer)


def together(auditor: Auditor, browser: Browser, lecturer: Page) -> None:
    """An assignment that teams write, and the page of a team."""
    auditor.open(lecturer, "/courses")
    lecturer.click(".rows h3 a")
    lecturer.goto(f"{auditor.url}{urlsplit(lecturer.url).path}/assignments/new")
    lecturer.fill("input[name=title]", "Together")
    lecturer.select_option("select[name=teams]", label="Study groups")
    lecturer.click("main .btn-primary")
    member = auditor.person(browser, "aigerim@example.org")
    auditor.open(member, "/home")
    member.locator("li", has_text="Together").locator("a.btn").click()
    member.click("main form[action$='/begin'] button")
    member.wait_for_url(re.compile("/plans/"))
    auditor.walk(member, f"{urlsplit(member.url).path}/team")


def divided(auditor: Auditor, page: Page) -> None:
    """Groups of the course, so that there are some to look at."""
    auditor.open(page, "/courses")
    page.click(".rows h3 a")
    auditor.open(page, f"{urlsplit(page.url).path}/groups")
    page.fill("input[name=title]", "Study groups")
    page.check("input[value=random]")
    page.click("main form .btn-primary")
    page.wait_for_url(re.compile("/groups/"))


def as_somebody_invited(auditor: Auditor, chromium: Browser) -> None:
    """The links that a lecturer gives away, a list that is in, and a form that was open for too long."""
    lecturer, guest = auditor.person(chromium, "lecturer@example.org"), auditor.person(chromium)
    auditor.open(lecturer, "/courses")
    lecturer.click(".rows h3 a")
    course, invitation = urlsplit(lecturer.url).path, lecturer.locator("code.copy").inner_text()
    auditor.open(guest, urlsplit(invitation).path)
    auditor.look(guest, "invitation")
    auditor.open(lecturer, f"{course}/roster")
    lecturer.fill("textarea[name=people]", "Madina Ospanova;madina@example.org\nno address")
    lecturer.click("button[value=look]")
    lecturer.wait_for_selector("button[value=add]")
    auditor.look(lecturer, "a list before it is in")
    lecturer.click("button[value=add]")
    lecturer.wait_for_selector("code.copy")
    auditor.look(lecturer, "a list that is in")
    auditor.open(guest, urlsplit(lecturer.locator("code.copy").first.inner_text()).path)
    auditor.look(guest, "one-time link")
    auditor.open(lecturer, f"{course}/settings")
    lecturer.evaluate("document.querySelector('main [name=csrf_token]').value = 'old'")
    lecturer.click("main .form .btn-primary")
    auditor.look(lecturer, "sent again")


def as_a_student(auditor: Auditor, chromium: Browser) -> None:
    """Somebody with nothing begun."""
    auditor.walk(auditor.person(chromium, "aigerim@example.org"), "/home")
    auditor.walk(auditor.person(chromium, "daniyar@example.org"), "/home")


def as_a_designer(auditor: Auditor, chromium: Browser) -> None:
    """The bank, the people of the institution, and a draft in all its parts with two texts of one field."""
    page = auditor.person(chromium, "designer@example.org")
    auditor.walk(page, "/home")
    auditor.open(page, "/bank/samira/1.0.0")
    # A bank whose cases have one version each has no link to it.
    auditor.open(page, "/bank/samira/1.0.0/since/1.0.0")
    auditor.look(page, "two versions of a case")
    auditor.open(page, "/bank/samira/1.0.0")
    page.click("button[value=fork]")
    page.wait_for_url("**/about", wait_until="load")
    draft = urlsplit(page.url).path.removesuffix("/about")
    for part in ("about", "people", "network", "facts", "key", "later", "papers", "plans", "note"):
        auditor.open(page, f"{draft}/{part}")
        auditor.look(page, f"draft, {part}")
    auditor.open(page, f"{draft}/exemplar/beginning/edit")
    page.wait_for_selector("#proof .test")
    auditor.look(page, "an exemplar in the students' editor")
    auditor.open(page, f"{draft}/note")
    page.fill('[id="notes.en"]', "")
    page.wait_for_selector("#saved[data-state=saved]")
    page.wait_for_selector("#beside .lint")
    auditor.look(page, "draft with something to do")
    late = {"changes": [{"name": "notes.en", "was": "never there", "now": "Words that came too late."}]}
    token = page.get_attribute("meta[name=csrf-token]", "content")
    answer = page.context.request.put(
        f"{auditor.url}{draft}/note", data=late, headers={"X-CSRFToken": token or "", "Accept": "application/json"}
    )
    auditor.open(page, answer.json()["conflict"])
    auditor.look(page, "two texts of a draft")
    auditor.walk(page, f"{draft}/about")
    auditor.walk(page, "/workbench")


def as_a_lecturer_who_writes_a_rubric(auditor: Auditor, chromium: Browser) -> None:
    """A rubric of the shelf, a draft of it with something to do, and what it would move."""
    page = auditor.person(chromium, "lecturer@example.org")
    auditor.open(page, "/rubrics")
    auditor.look(page, "rubrics")
    rubric = page.get_attribute(".drafts a", "href") or ""
    auditor.open(page, f"{rubric}/rubric.yaml")
    auditor.open(page, rubric)
    auditor.look(page, "a rubric")
    page.click("button[value=fork]")
    page.wait_for_url("**/rubric", wait_until="load")
    draft = urlsplit(page.url).path.removesuffix("/rubric")
    page.fill('[id^="title."]', "")
    page.wait_for_selector("#saved[data-state=saved]")
    desk = f"/workbench/rubrics/{draft.rpartition('/')[2]}"
    parts = [f"{draft}/{part}" for part in ("rubric", "criteria", "gates", "criteria/in/kk")]
    for path in (*parts, f"{desk}/levels", f"{desk}/publish"):
        auditor.open(page, path)
        auditor.look(page, path.removeprefix(draft).removeprefix(desk))
    auditor.open(page, page.get_attribute("a[href*='/rubric/draft/']", "href") or "")
    auditor.look(page, "what a draft would move")
