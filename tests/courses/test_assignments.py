"""Assignments: a case with its rubric and times, changed while that is fair, and a later day for one student."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.courses.conftest import CLASSMATE, DESIGNER, LECTURER, STUDENT, utc
from trainer.models import Assignment, CaseVersion, Course, Extension, Person, RubricVersion


@pytest.fixture
def terms(rows) -> dict:
    """A filled form of a new assignment."""
    case = rows.scalars(select(CaseVersion.public_id).where(CaseVersion.slug == "samira")).first()
    rubric = rows.scalars(select(RubricVersion.public_id).where(RubricVersion.slug == "service-plan")).first()
    return {
        "case": case, "rubric": rubric, "title": "Второй план", "instructions": "Читайте **внимательно**.",
        "opens_at": "2026-09-02T09:00", "due_at": "2026-09-20T18:00", "after_due": "refuse", "attempts": "3",
        "show_findings": "never", "show_suggestion": "at_once",
    }  # fmt: skip


def newest(rows) -> Assignment:
    return rows.scalars(select(Assignment).order_by(Assignment.id.desc()).limit(1)).one()


def test_due_at_six_means_six_where_the_course_is(browser, course, rows, terms) -> None:
    page = browser(LECTURER)
    assert page.get(f"/courses/{course}/assignments/new").status_code == 200
    assert page.post(f"/courses/{course}/assignments/new", terms).status_code == 302
    made = newest(rows)
    assert made.due_at == utc(2026, 9, 20, 13, 0) and made.opens_at == utc(2026, 9, 2, 4, 0)
    assert (made.attempts, made.after_due) == (3, "refuse")
    assert (made.show_findings, made.show_suggestion, made.draws_first) == ("never", "at_once", False)
    shown = page.get(f"/assignments/{made.public_id}/edit").get_data(as_text=True)
    assert 'value="2026-09-20T18:00"' in shown
    assert "18:00" in page.get(f"/courses/{course}").get_data(as_text=True)


def test_students_may_be_asked_to_draw_the_family_first_and_no_longer(browser, course, rows, terms) -> None:
    page = browser(LECTURER)
    page.post(f"/courses/{course}/assignments/new", terms | {"draws_first": "y"})
    made = newest(rows)
    assert made.draws_first
    assert page.post(f"/assignments/{made.public_id}/edit", terms).status_code == 302
    rows.expire_all()
    assert not newest(rows).draws_first


def test_instructions_are_markdown_without_anything_that_runs(browser, course, rows, terms) -> None:
    text = "**Важно** <script>alert(1)</script> [x](javascript:alert(1)) \0"
    browser(LECTURER).post(f"/courses/{course}/assignments/new", {**terms, "instructions": text})
    html = newest(rows).instructions_html
    assert "<strong>Важно</strong>" in html and "<script" not in html and "javascript:" not in html


def test_without_a_title_the_case_gives_its_name(browser, course, rows, terms) -> None:
    browser(LECTURER).post(f"/courses/{course}/assignments/new", {**terms, "title": " "})
    assert newest(rows).title == newest(rows).case_version.summary["title"]["ru"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": "2026-09-01T18:00"}, {"due_at": "tomorrow"}, {"due_at": "0001-01-01T00:00"},
        {"opens_at": "9999-12-31T23:59"}, {"attempts": "1000"}, {"after_due": "forgive"}, {"show_findings": ""},
        {"case": "none"}, {"rubric": "' or 1=1"}, {"title": "x" * 500}, {"instructions": "x" * 50_000},
    ],
)  # fmt: skip
def test_a_wrong_part_gets_a_sentence_and_keeps_the_rest(browser, course, rows, terms, wrong) -> None:
    answer = browser(LECTURER).post(f"/courses/{course}/assignments/new", {**terms, **wrong})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'class="err"' in text
    assert "Читайте **внимательно**." in text or "instructions" in wrong
    assert "Not a valid" not in text and len(rows.scalars(select(Assignment)).all()) == 1


def test_times_change_but_case_and_rubric_stay_once_a_plan_is_begun(browser, assignment, rows, terms) -> None:
    page = browser(LECTURER)
    other = rows.scalars(select(RubricVersion).where(RubricVersion.slug != "service-plan")).first()
    assert page.post(f"/assignments/{assignment}/edit", {**terms, "rubric": other.public_id}).status_code == 422
    assert page.post(f"/assignments/{assignment}/edit", terms).status_code == 302
    kept = rows.scalars(select(Assignment).where(Assignment.public_id == assignment)).one()
    assert kept.title == "Второй план" and kept.rubric_version.slug == "service-plan"
    assert page.post(f"/assignments/{assignment}/withdraw").status_code == 409


def test_before_anybody_begins_the_rubric_may_change_and_the_assignment_may_go(browser, course, rows, terms) -> None:
    page = browser(LECTURER)
    page.post(f"/courses/{course}/assignments/new", terms)
    made = newest(rows).public_id
    other = rows.scalars(select(RubricVersion).where(RubricVersion.slug != "service-plan")).first()
    assert page.post(f"/assignments/{made}/edit", {**terms, "rubric": other.public_id}).status_code == 302
    assert newest(rows).rubric_version.slug == other.slug
    assert page.post(f"/assignments/{made}/withdraw").status_code == 302
    assert newest(rows).public_id != made


def test_one_student_gets_a_later_day_and_the_others_do_not(browser, assignment, rows, course, terms) -> None:
    page = browser(LECTURER)
    page.post(f"/assignments/{assignment}/edit", terms)
    sofia = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    path = f"/assignments/{assignment}/extend"
    given = {"person": sofia.public_id, "due_at": "2026-09-25T18:00", "reason": "Болезнь"}
    assert page.post(path, given).status_code == 302
    assert page.post(path, {**given, "due_at": "2026-09-27T18:00"}).status_code == 302
    kept = rows.scalars(select(Extension)).one()
    assert kept.due_at == utc(2026, 9, 27, 13, 0) and kept.reason == "Болезнь"
    assert "Sofia Marchenko" in page.get(path).get_data(as_text=True)
    assert "27" in browser(CLASSMATE).get("/home").get_data(as_text=True)
    assert page.post(f"{path}/{sofia.public_id}/back").status_code == 302
    assert rows.scalars(select(Extension)).first() is None


def test_an_earlier_day_or_a_stranger_gets_no_extension(browser, assignment, rows, terms) -> None:
    page = browser(LECTURER)
    page.post(f"/assignments/{assignment}/edit", terms)
    path = f"/assignments/{assignment}/extend"
    sofia = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    designer = rows.scalars(select(Person).where(Person.email == DESIGNER)).one()
    for wrong in ({"due_at": "2026-09-20T18:00"}, {"due_at": ""}, {"due_at": "soon"}, {"person": designer.public_id}):
        given = {"person": sofia.public_id, "due_at": "2026-09-25T18:00", "reason": "Болезнь"}
        answer = page.post(path, given | wrong)
        assert answer.status_code == 422 and "Болезнь" in answer.get_data(as_text=True)
    assert rows.scalars(select(Extension)).first() is None


FORMS = ["/courses/{course}/assignments/new", "/assignments/{given}/edit", "/assignments/{given}/extend"]


@pytest.mark.parametrize("path", FORMS)
def test_nobody_else_opens_or_sends_a_form_of_the_assignment(browser, other, course, assignment, path, terms) -> None:
    path = path.format(course=course, given=assignment)
    assert browser().get(path).status_code == 302
    assert browser(STUDENT).get(path).status_code == 403
    assert other.get(path).status_code == 404
    assert browser().post(path, terms).status_code == 403
    assert browser(STUDENT).post(path, terms).status_code == 403
    assert other.post(path, terms).status_code == 404


def test_nobody_else_takes_an_assignment_or_an_extension_back(browser, other, assignment, rows) -> None:
    sofia = rows.scalars(select(Person.public_id).where(Person.email == CLASSMATE)).one()
    for path in (f"/assignments/{assignment}/withdraw", f"/assignments/{assignment}/extend/{sofia}/back"):
        assert browser().post(path).status_code == 403
        assert browser(CLASSMATE).post(path).status_code == 403
        assert other.post(path).status_code == 404
    assert browser(LECTURER).post(f"/assignments/{assignment}/extend/{sofia}/back").status_code == 404


def test_a_case_that_is_private_to_somebody_is_not_offered(browser, course, rows, add, terms) -> None:
    samira = rows.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
    secret = CaseVersion(
        institution_id=samira.institution_id, slug="secret", version="1.0.0", status="review", visibility="private",
        document=samira.document, summary={"title": {"en": "A secret case"}}, digest="x" * 64,
        imported_at=samira.imported_at,
    )  # fmt: skip
    add(secret)
    page = browser(LECTURER)
    assert "A secret case" not in page.get(f"/courses/{course}/assignments/new").get_data(as_text=True)
    assert page.post(f"/courses/{course}/assignments/new", {**terms, "case": secret.public_id}).status_code == 422


def test_a_course_in_kyiv_has_its_own_clock(other, rows, terms) -> None:
    mine = rows.scalars(select(Course).order_by(Course.id.desc())).first()
    other.post(f"/courses/{mine.public_id}/assignments/new", {**terms, "due_at": "2026-12-01T18:00"})
    assert newest(rows).due_at == utc(2026, 12, 1, 16, 0)
