"""Practice: whoever comes may read a case and begin; the key stays hidden; work is kept on signing in."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from flask import Flask
from sqlalchemy import func, select

from trainer.checker import handbook
from trainer.checker.case import Case
from trainer.checker.values import Language
from trainer.models import Assignment, CaseVersion, Marking, MarkingState, Person, Run, Submission
from trainer.web.parts import utc_now

STUDENT = "aigerim@example.org"
LANGUAGES = [language.value for language in Language]


def text_of(answer) -> str:
    """The page as a reader sees its characters."""
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def reads_in(made, language: str):
    made.client.set_cookie("language", language)
    return made


def samira(app: Flask) -> Case:
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        return Case.model_validate(version.document)


# The case


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_case_tells_its_story_without_a_word_of_the_key(app, browser, language: str) -> None:
    case = samira(app)
    page = text_of(reads_in(browser(), language).get("/cases/samira"))
    assert case.facts[1].words[Language(language)] in page
    key = case.key
    hidden = [item.id for item in (*key.needs, *key.strengths, *key.hazards, *key.traps)]
    hidden += [item.name[Language(language)] for item in (*key.strengths, *key.hazards)]
    hidden += [trap.ask[Language(language)] for trap in key.traps]
    assert [words for words in hidden if words in page] == []


def test_what_happens_later_in_the_case_is_not_told_beforehand(app, browser) -> None:
    case = samira(app)
    page = text_of(reads_in(browser(), "en").get("/cases/samira"))
    later = [fact for fact in case.facts if fact.at == "monitoring"]
    assert later
    assert [fact.id for fact in later if fact.words[Language.EN] in page or f'id="{fact.id}"' in page] == []


def test_the_authors_notes_on_the_source_are_not_for_students(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/cases/samira"))
    assert "That the parents drink is in the paper" not in page


def test_every_fact_has_its_own_address_and_says_how_it_is_known(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/cases/samira"))
    assert all(f'id="f{number:02}"' in page for number in range(1, 23))
    assert "hearsay" in page


def test_content_notes_stand_before_the_story(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/cases/samira"))
    assert page.index("this case speaks of") < page.index('id="f01"')


def test_papers_and_drawings_with_their_tables_are_on_the_page(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/cases/samira"))
    assert "Clinic, children's card" in page
    assert page.count('<svg class="dr"') >= 2
    assert page.count("The same as a table") == 2
    assert "<title" in page and "<desc" in page


def test_a_case_can_be_read_in_another_language_than_the_pages(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/cases/samira?in=kk"))
    assert "Самираның отбасы" in page
    assert "Begin a plan" in page


def test_an_unreviewed_translation_says_so(browser) -> None:
    assert "No native reader has reviewed" in text_of(reads_in(browser(), "en").get("/cases/samira"))


@pytest.mark.parametrize("path", ["/cases/nobody", "/cases/samira%00", "/cases/Samira"])
def test_an_unknown_case_is_simply_not_there(browser, path: str) -> None:
    assert browser().get(path).status_code == 404
    assert browser().post(f"{path}/begin").status_code == 404


def test_a_private_or_unfinished_case_is_not_there_for_students(app, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
        version.status = "draft"
    assert browser().get("/cases/samira").status_code == 404


# A visitor


def test_a_visitor_begins_without_an_account_and_finds_the_plan_at_home(browser) -> None:
    visitor = reads_in(browser(), "en")
    plan = visitor.post("/cases/samira/begin").headers["Location"]
    assert plan.startswith("/plans/")
    home = text_of(visitor.get("/home"))
    assert plan in home
    assert "without an account" in home


def test_a_visitors_plan_is_nobody_elses(browser) -> None:
    plan = browser().post("/begin").headers["Location"]
    assert browser(STUDENT).get(plan).status_code == 404
    assert plan not in text_of(browser(STUDENT).get("/home"))


def test_signing_in_keeps_the_visitors_plan(browser) -> None:
    visitor = browser()
    plan = visitor.post("/begin").headers["Location"]
    visitor.sign_in(STUDENT)
    assert plan in text_of(visitor.get("/home"))
    assert visitor.get(plan).status_code == 200


def test_the_first_page_leads_whoever_has_work_to_it(browser) -> None:
    visitor = browser()
    assert visitor.get("/").status_code == 200
    visitor.post("/begin")
    assert visitor.get("/").headers["Location"] == "/home"


def test_a_stranger_without_work_is_led_to_sign_in_from_home(browser) -> None:
    assert "/sign-in" in browser().get("/home").headers["Location"]


def test_beginning_asks_for_the_token_of_the_page(app, browser) -> None:
    stranger = browser()
    assert stranger.client.post("/cases/samira/begin").status_code == 400
    with app.extensions["trainer"].database.write() as db:
        assert db.scalar(select(func.count()).select_from(Person).where(Person.visitor)) == 0


# Home


def test_home_shows_what_is_assigned_and_how_it_stands(browser) -> None:
    student = reads_in(browser(STUDENT), "en")
    page = text_of(student.get("/home"))
    assert "План для семьи Самиры" in page
    assert "not begun" in page
    handed_in = text_of(reads_in(browser("daniyar@example.org"), "en").get("/home"))
    assert "handed in" in handed_in


def test_an_assignment_is_opened_once_and_stays_one_run(app, browser) -> None:
    student = reads_in(browser(STUDENT), "en")
    address = re.search(r'href="(/assignments/[^"]+/begin)"', text_of(student.get("/home"))).group(1)
    first = student.post(address).headers["Location"]
    assert student.post(address).headers["Location"] == first
    assert "begun" in text_of(student.get("/home"))
    other = browser("sofia@example.org").post(address).headers["Location"]
    assert other != first


@pytest.mark.parametrize("email", ["lecturer@example.org", "designer@example.org"])
def test_nobody_but_its_students_opens_an_assignment(browser, email: str) -> None:
    address = re.search(r'href="(/assignments/[^"]+/begin)"', text_of(browser(STUDENT).get("/home"))).group(1)
    assert browser(email).post(address).status_code == 404


def test_an_assignment_that_is_not_open_yet_says_when(app, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        assignment = db.scalars(select(Assignment)).first()
        assignment.opens_at = utc_now() + dt.timedelta(days=3)
        address = f"/assignments/{assignment.public_id}/begin"
    student = reads_in(browser(STUDENT), "en")
    page = text_of(student.get("/home"))
    assert "opens" in page
    assert address not in page
    assert student.post(address).status_code == 404
    with app.extensions["trainer"].database.write() as db:
        assert db.scalar(select(func.count()).select_from(Run).where(Run.owner_id == _id(db, STUDENT))) == 0


@pytest.mark.parametrize(
    ("state", "said"),
    [(MarkingState.DRAFT, "handed in"), (MarkingState.READY, "handed in"), (MarkingState.RELEASED, "marked"),
     (MarkingState.SENT_BACK, "sent back")],
)
def test_home_says_marked_only_when_the_marks_are_released(app, browser, state: MarkingState, said: str) -> None:
    with app.extensions["trainer"].database.write() as db:
        submission = db.scalars(select(Submission)).first()
        run = db.get_one(Run, submission.run_id)
        lecturer = _id(db, "lecturer@example.org")
        db.add(Marking(submission_id=submission.id, marker_id=lecturer, rubric_version_id=run.rubric_version_id,
                       state=state, saved_at=utc_now()))
    page = text_of(reads_in(browser("daniyar@example.org"), "en").get("/home"))
    row = page[page.index("План для семьи Самиры"):page.index("Practise")]
    assert said in row


def test_a_lecturer_without_assigned_work_is_told_what_can_be_done(browser) -> None:
    page = text_of(reads_in(browser("designer@example.org"), "en").get("/home"))
    assert "Nothing is assigned" in page


# The handbook


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_lists_every_question_in_the_readers_language(browser, language: str) -> None:
    page = text_of(reads_in(browser(), language).get("/handbook"))
    for each in handbook.pages():
        assert f"/handbook/{each.id}" in page
        assert each.text(language).title in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_page_says_why_how_to_mend_and_where_it_may_be_wrong(browser, language: str) -> None:
    for each in handbook.pages():
        text = each.text(language)
        page = text_of(reads_in(browser(), language).get(f"/handbook/{each.id}"))
        assert all(part in page for part in (text.title, text.why, text.mend, text.limits)), each.id


@pytest.mark.parametrize(
    ("language", "asked", "marked"), [("en", "deadlines", "deadline"), ("ru", "сроков", "срока"),
                                      ("uk", "строками", "строку"), ("kk", "мерзим", "Мерзімі")]
)  # fmt: skip
def test_the_handbook_is_searched_by_any_form_of_a_word(browser, language: str, asked: str, marked: str) -> None:
    made = reads_in(browser(), language)
    page = text_of(made.get("/handbook", query_string={"q": asked}))
    assert f'<mark class="hit">{marked}</mark>' in page
    assert "/handbook/goal-without-deadline" in page and "/handbook/several-outcomes" not in page
    assert f'value="{asked}"' in page


def test_a_search_that_finds_nothing_helps_on(browser) -> None:
    page = text_of(browser().get("/handbook?q=xylophone"))
    assert "Nothing in the handbook about “xylophone”" in page
    for word in re.findall(r'href="(/handbook\?q=[^"]+)"', page):
        assert '<mark class="hit">' in text_of(browser().get(word)), word


def test_what_is_searched_for_is_shown_as_text(browser) -> None:
    page = browser().get("/handbook", query_string={"q": '"><script>alert(1)</script>'}).get_data(as_text=True)
    assert "<script>alert" not in page


def test_a_search_in_another_language_says_so(browser) -> None:
    page = text_of(reads_in(browser(), "en").get("/handbook", query_string={"q": "сроки"}))
    assert "Found in this language: Русский" in page and 'lang="ru"' in page


def test_a_rule_page_shows_a_small_plan_as_a_table_with_people_and_days_as_the_reader_says_them(browser) -> None:
    page = text_of(reads_in(browser(), "uk").get("/handbook/need-not-covered"))
    assert "<table" in page and "<td>Бабуся</td>" in page and "<td>4 вересня 2026</td>" in page
    assert "Сплачені рахунки; десятого в Дани зарплата" in page
    assert "Коли на плиті чайник" in page, "the facts that its examples rest on"
    assert "n_bills" not in page and "<td>gm</td>" not in page


def test_a_rule_page_leads_back_to_the_very_goal_it_was_opened_from(browser) -> None:
    page = text_of(browser().get("/handbook/goal-without-deadline?plan=abc123&row=g2"))
    assert 'href="/plans/abc123#g2"' in page
    hostile = text_of(browser().get("/handbook/goal-without-deadline?plan=//evil.example&row=%22%3E%3Cscript%3E"))
    assert "<script>" not in hostile
    assert 'href="//evil' not in hostile


@pytest.mark.parametrize("path", ["/handbook/no-such-rule", "/handbook/..%2f..%2fetc", "/handbook/goal_without_time"])
def test_an_unknown_rule_is_simply_not_there(browser, path: str) -> None:
    assert browser().get(path).status_code == 404


def _id(db, email: str) -> int:
    return db.scalars(select(Person.id).where(Person.email == email)).one()


def test_a_lecturers_first_page_says_which_plans_wait(browser) -> None:
    page = text_of(browser("lecturer@example.org").get("/home"))
    assert "Планы на проверку" in page and re.search(r"/assignments/[\w-]+/queue", page)
    assert "/queue" not in text_of(browser(STUDENT).get("/home"))


def test_the_flag_of_a_paper_is_in_the_readers_language_whatever_the_paper_is_in(browser) -> None:
    made = browser()
    made.client.set_cookie("language", "en")
    abroad = made.get("/cases/samira?in=kk").get_data(as_text=True)
    assert 'class="of-paper" lang="en"' in abroad and 'lang=""' not in abroad
    assert 'lang=""' not in made.get("/cases/samira").get_data(as_text=True)
