"""A course for the next term, and what stays with those who leave one in the middle."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from tests.conftest import NOW
from tests.courses.conftest import CLASSMATE, LECTURER, OTHER, STUDENT, utc
from tests.peers.conftest import Class, finished, reviewing
from trainer.courses.copying import shifted
from trainer.models import (
    Assignment,
    Course,
    GroupSet,
    Marking,
    Membership,
    PeerRound,
    Person,
    Role,
    RuleSetAside,
    Run,
    Submission,
)
from trainer.web.parts import utc_now


@pytest.fixture
def rich(app, rows, course, add) -> Course:
    """The demonstration's course with a scheme, a rule set aside, a round, a group and a second lecturer."""
    found = rows.scalars(select(Course).where(Course.public_id == course)).one()
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Assignment)).one().draws_first = True
    given = rows.scalars(select(Assignment)).one()
    lecturer = rows.scalars(select(Person.id).where(Person.email == LECTURER)).one()
    colleague = Person(institution_id=found.institution_id, name="Petro", email=OTHER, may_teach=True, created_at=NOW)
    assistant = Person(institution_id=found.institution_id, name="Asel", email="asel@example.org", created_at=NOW)
    add(colleague, assistant)
    add(
        Membership(course_id=found.id, person_id=colleague.id, role=Role.LECTURER, joined_at=NOW),
        Membership(course_id=found.id, person_id=assistant.id, role=Role.ASSISTANT, joined_at=NOW),
        RuleSetAside(assignment_id=given.id, rule="no-review", reason="Not yet taught", by_id=lecturer, at=NOW),
        PeerRound(assignment_id=given.id, reviews=3, closes_at=given.due_at + dt.timedelta(days=7)),
        GroupSet(course_id=found.id, title="Groups"),
    )
    return found


def test_the_copy_has_the_rules_and_no_work_of_students(browser, rich, rows) -> None:
    page = browser(LECTURER)
    path = f"/courses/{rich.public_id}/copy"
    looked = page.post(path, {"title": "Весна", "weeks": "26", "act": "look"}).get_data(as_text=True)
    assert "План для семьи Самиры" in looked and len(rows.scalars(select(Course)).all()) == 1
    made_at = page.post(path, {"title": "Весна", "weeks": "26", "act": "copy"})
    assert made_at.status_code == 302
    made = rows.scalars(select(Course).order_by(Course.id.desc())).first()
    old, new = rows.scalars(select(Assignment).order_by(Assignment.id)).all()
    assert made.title == "Весна" and new.course_id == made.id and new.public_id != old.public_id
    assert (new.case_version_id, new.rubric_version_id, new.attempts, new.draws_first) == (
        old.case_version_id, old.rubric_version_id, old.attempts, True
    )  # fmt: skip
    assert new.due_at == shifted(old.due_at, 26, "Asia/Almaty") and new.team_set_id is None
    assert len(rows.scalars(select(RuleSetAside).where(RuleSetAside.assignment_id == new.id)).all()) == 1
    of = rows.scalars(select(PeerRound).where(PeerRound.assignment_id == new.id)).one()
    assert of.reviews == 3 and of.closes_at > new.due_at
    people = rows.scalars(select(Membership).where(Membership.course_id == made.id)).all()
    assert {member.role for member in people} == {Role.LECTURER} and len(people) == 2
    assert rows.scalars(select(Run).where(Run.assignment_id == new.id)).first() is None
    assert rows.scalars(select(GroupSet).where(GroupSet.course_id == made.id)).first() is None


def test_six_in_the_evening_stays_six_when_the_clocks_change() -> None:
    summer = utc(2026, 9, 21, 15, 0)
    assert shifted(summer, 10, "Europe/Kyiv") == utc(2026, 11, 30, 16, 0)
    assert shifted(None, 10, "Europe/Kyiv") is None


@pytest.mark.parametrize("wrong", [{"title": ""}, {"weeks": "-1"}, {"weeks": "soon"}, {"weeks": "9999"}])
def test_a_wrong_copy_gets_a_sentence_and_makes_nothing(browser, course, rows, wrong) -> None:
    answer = browser(LECTURER).post(f"/courses/{course}/copy", {"title": "A", "weeks": "26", "act": "copy"} | wrong)
    assert answer.status_code == 422 and 'class="err"' in answer.get_data(as_text=True)
    assert len(rows.scalars(select(Course)).all()) == 1


def test_only_a_lecturer_of_the_course_copies_it(browser, other, course) -> None:
    assert other.get(f"/courses/{course}/copy").status_code == 404
    assert browser(STUDENT).post(f"/courses/{course}/copy", {"act": "copy"}).status_code == 403


def test_a_lecturer_removed_in_the_middle_hears_it_and_the_marks_stay(browser, other, course, rows, add) -> None:
    petro = rows.scalars(select(Person).where(Person.email == OTHER)).one()
    found = rows.scalars(select(Course).where(Course.public_id == course)).one()
    add(Membership(course_id=found.id, person_id=petro.id, role=Role.LECTURER, joined_at=NOW))
    submission = rows.scalars(select(Submission)).one()
    path = f"/marking/{submission.public_id}"
    assert other.get(path).status_code == 200
    level = {"base": 0, "level": 2, "comment": "Назвіть день."}
    assert other.put(f"{path}/marks/time", level).status_code == 200
    out = browser(LECTURER).post(f"/courses/{course}/people/{petro.public_id}/out")
    assert out.status_code == 302
    refused = other.put(f"{path}/marks/who", level)
    assert refused.status_code == 404 and "більше не викладаєте" in refused.json["error"]
    for page in (path, f"/courses/{course}", f"/assignments/{rows.scalars(select(Assignment.public_id)).one()}/queue"):
        answer = other.get(page)
        assert answer.status_code == 404 and "більше не викладаєте" in answer.get_data(as_text=True)
    assert found.title in other.get("/courses").get_data(as_text=True)
    assert "Назвіть день." in browser(LECTURER).get(path).get_data(as_text=True)
    marking = rows.scalars(select(Marking)).one()
    assert marking.marker_id == petro.id and [mark.level for mark in marking.marks] == [2]


def test_a_student_who_leaves_keeps_the_plan_and_hands_it_in_no_more(browser, course, assignment, rows) -> None:
    student = browser(CLASSMATE)
    path = student.post(f"/assignments/{assignment}/begin").headers["Location"]
    assert f"/courses/{course}/leave" in student.get("/courses").get_data(as_text=True)
    assert student.post(f"/courses/{course}/leave").status_code == 302
    left = rows.scalars(select(Membership).join(Person).where(Person.email == CLASSMATE)).one()
    assert left.left_at is not None
    home = student.get("/home").get_data(as_text=True)
    assert path in home and "stays yours" in home
    assert student.get(path).status_code == 200
    refused = student.post(f"{path}/hand-in")
    assert refused.status_code == 409 and "Nothing is lost" in refused.get_data(as_text=True)
    gone = student.post(f"/assignments/{assignment}/begin")
    assert gone.status_code == 404 and "no longer in this course" in gone.get_data(as_text=True)


def test_a_student_who_left_after_handing_in_stays_in_the_marks_and_reads_them(browser, course, rows) -> None:
    student, lecturer = browser(STUDENT), browser(LECTURER)
    student.post(f"/courses/{course}/leave")
    run = rows.scalars(select(Run)).one()
    assert student.get(f"/plans/{run.public_id}/attempts/1").status_code == 200
    assignment = rows.scalars(select(Assignment.public_id)).one()
    assert "Daniyar Seitov" in lecturer.get(f"/assignments/{assignment}/marks").get_data(as_text=True)
    assert "Daniyar Seitov" in lecturer.get(f"/assignments/{assignment}/queue").get_data(as_text=True)


def test_lecturers_do_not_leave_by_the_students_door_and_strangers_find_none(browser, other, course) -> None:
    assert browser(LECTURER).post(f"/courses/{course}/leave").status_code == 403
    assert other.post(f"/courses/{course}/leave").status_code == 404


def test_a_closed_course_keeps_its_plans_readable(browser, course, assignment) -> None:
    student = browser(CLASSMATE)
    path = student.post(f"/assignments/{assignment}/begin").headers["Location"]
    browser(LECTURER).post(f"/courses/{course}/close")
    assert path in student.get("/home").get_data(as_text=True)
    assert student.post(f"{path}/hand-in").status_code == 409


def test_a_reviewer_who_leaves_leaves_the_review_with_the_author(app, browser, course, assignment) -> None:
    classroom = Class(app)
    classroom.hand_in(CLASSMATE)
    with classroom.write() as db:
        given = db.scalars(select(Assignment)).one()
        db.add(PeerRound(assignment_id=given.id, reviews=1, opens_at=utc_now() - dt.timedelta(days=1), closes_at=None,
                         show="at_once"))  # fmt: skip
    sofia, author = browser(CLASSMATE), browser(STUDENT)
    path = reviewing(sofia, assignment)
    finished(sofia, path, words="By which day?")
    sofia.post(f"/courses/{course}/leave")
    assert "By which day?" in author.get(f"{path}/read").get_data(as_text=True)
