"""What an assignment decides for its students' plans: findings, due dates, attempts."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import AfterDue, Assignment, Extension, HintShown, Person, Run, ShowFindings, Submission
from trainer.web.parts import utc_now

STUDENT = "aigerim@example.org"


def change(app: Flask, **values: object) -> str:
    """Change the demonstration assignment; return its address part."""
    with app.extensions["trainer"].database.write() as db:
        assignment = db.scalars(select(Assignment)).one()
        for name, value in values.items():
            setattr(assignment, name, value)
        return assignment.public_id


def begun(browser, assignment: str):
    made = browser(STUDENT)
    address = made.post(f"/assignments/{assignment}/begin").headers["Location"]
    made.get(address)
    return made, address


@pytest.mark.parametrize(
    "show, status", [(ShowFindings.ALWAYS, 200), (ShowFindings.AFTER_FIRST, 403), (ShowFindings.NEVER, 403)]
)
def test_findings_are_shown_while_drafting_only_when_the_assignment_says_so(app: Flask, browser, show, status) -> None:
    made, address = begun(browser, change(app, show_findings=show))
    assert made.get(f"{address}/check").status_code == status
    assert made.get(f"{address}?check=1").status_code == 200


@pytest.mark.parametrize("show", [ShowFindings.NEVER, ShowFindings.AFTER_FIRST])
def test_in_an_exam_no_hint_is_offered_given_or_logged(app: Flask, browser, show: ShowFindings) -> None:
    made, address = begun(browser, change(app))
    made.post(address, {"base": "0", "do": "add-goal"})
    page = made.get(address).get_data(as_text=True)
    goal, step = (re.search(rf'{name}" value="(\w+)"', page).group(1) for name in ('name="goal', r"\.step"))
    made.post(address, {
        "base": re.search(r'name="base" value="(\d+)"', page).group(1), "goal": goal, f"{goal}.step": step,
        f"{goal}.problem": "Дети болеют", f"{goal}.goal": "Улучшить здоровье детей",
        f"{step}.text": "Мама ведёт детей к врачу",
    })  # fmt: skip
    offered = made.get(f"{address}/check").get_data(as_text=True)
    key = re.search(r'/hint"[^>]*>.*?name="key" value="([^"]+)"', offered, re.S).group(1)
    change(app, show_findings=show)
    assert made.post(f"{address}/hint", {"key": key}).status_code == 403
    assert "/hint" not in made.get(f"{address}?check=1").get_data(as_text=True)
    with app.extensions["trainer"].database.read() as db:
        assert db.scalars(select(HintShown)).all() == []


def test_a_plan_after_the_due_date_is_accepted_and_called_late(app: Flask, browser) -> None:
    made, address = begun(browser, change(app, due_at=utc_now() - dt.timedelta(hours=1)))
    made.post(f"{address}/hand-in")
    with app.extensions["trainer"].database.read() as db:
        assert [row.late for row in db.scalars(select(Submission).order_by(Submission.id))][-1] is True


def test_a_plan_after_the_due_date_is_refused_when_that_was_announced_and_its_text_is_kept(app: Flask, browser) -> None:
    made, address = begun(browser, change(app, due_at=utc_now() - dt.timedelta(hours=1), after_due=AfterDue.REFUSE))
    assert made.post(f"{address}/hand-in").status_code == 422
    assert made.get(address).status_code == 200


def test_an_extension_for_one_student_counts_instead_of_the_due_date(app: Flask, browser) -> None:
    assignment = change(app, due_at=utc_now() - dt.timedelta(hours=1), after_due=AfterDue.REFUSE)
    with app.extensions["trainer"].database.write() as db:
        student = db.scalars(select(Person).where(Person.email == STUDENT)).one()
        row = db.scalars(select(Assignment)).one()
        db.add(
            Extension(
                assignment_id=row.id,
                person_id=student.id,
                due_at=utc_now() + dt.timedelta(days=1),
                given_by_id=student.id,
                given_at=utc_now(),
            )
        )
    made, address = begun(browser, assignment)
    assert made.post(f"{address}/hand-in").status_code == 302


def test_an_assignment_is_begun_once(app: Flask, browser) -> None:
    assignment = change(app)
    made, address = begun(browser, assignment)
    assert made.post(f"/assignments/{assignment}/begin").headers["Location"] == address


def test_before_release_the_student_sees_no_level_and_cannot_begin_again(app: Flask, browser) -> None:
    made, address = begun(browser, change(app))
    made.post(f"{address}/hand-in")
    made.post(f"{address}/attempts")
    page = made.get(address, follow_redirects=True).get_data(as_text=True)
    assert re.search(r"/attempts/1|3 of|waiting|оқытушыда", page)
    assert 'id="plan-form"' not in page


def test_a_worked_plan_is_shown_only_when_it_gives_nothing_away_any_more(app: Flask, browser) -> None:
    made, address = begun(browser, change(app))
    made.post(f"{address}/hand-in")
    assert made.get(f"{address}/attempts/1/exemplar").status_code == 404
    practice = browser()
    alone = practice.post("/begin").headers["Location"]
    practice.get(alone)
    practice.post(f"{alone}/hand-in")
    assert "/attempts/1/exemplar" in practice.get(f"{alone}/attempts/1").get_data(as_text=True)
    assert practice.get(f"{alone}/attempts/1/exemplar").status_code == 200


def test_the_page_before_handing_in_announces_the_rule_and_closes_with_it(app: Flask, browser) -> None:
    made, address = begun(browser, change(app, due_at=utc_now() + dt.timedelta(hours=1), after_due=AfterDue.REFUSE))
    made.client.set_cookie("language", "en")
    page = made.get(f"{address}/hand-in").get_data(as_text=True)
    assert "Later it cannot be handed in." in page and "attempt 1 of" in page
    change(app, due_at=utc_now() - dt.timedelta(hours=1))
    page = made.get(f"{address}/hand-in").get_data(as_text=True)
    assert "late plans are not accepted" in page and ">Hand in the plan</button>" not in page


@pytest.mark.parametrize(
    "show, told", [(ShowFindings.ALWAYS, True), (ShowFindings.AFTER_FIRST, True), (ShowFindings.NEVER, False)]
)
def test_what_was_asked_of_a_handed_in_plan_can_be_read_but_not_in_an_exam(app: Flask, browser, show, told) -> None:
    made, address = begun(browser, change(app, show_findings=show))
    made.post(address, {"base": "0", "do": "add-goal"})
    page = made.get(address).get_data(as_text=True)
    goal, base = (re.search(rf'name="{name}" value="(\w+)"', page).group(1) for name in ("goal", "base"))
    made.post(address, {"base": base, "goal": goal, f"{goal}.goal": "Improve the family", "do": "save"})
    made.post(f"{address}/hand-in")
    assert ("Тренажер не сұрады" in made.get(f"{address}/attempts/1").get_data(as_text=True)) is told


def test_the_lecturers_instructions_stand_on_the_first_page_and_in_the_editor(app: Flask, browser) -> None:
    assignment = change(app, instructions="Use *facts*.", instructions_html="<p>Use <em>facts</em>.</p>")
    made = browser(STUDENT)
    assert "Use <em>facts</em>." in made.get("/home").get_data(as_text=True)
    address = made.post(f"/assignments/{assignment}/begin").headers["Location"]
    assert "Use <em>facts</em>." in made.get(address).get_data(as_text=True)


def test_while_the_answer_is_out_a_new_attempt_is_refused_for_that_reason(app: Flask, browser) -> None:
    made, address = begun(browser, change(app, attempts=2))
    made.post(f"{address}/hand-in")
    answer = made.post(f"{address}/attempts")
    assert answer.status_code == 422 and "әлі жауап берген жоқ" in answer.get_data(as_text=True)


def test_a_draft_never_hands_itself_in(app: Flask, browser) -> None:
    """Whatever is saved, and whatever day passes: only its writer hands it in."""
    made, address = begun(browser, change(app, due_at=utc_now() + dt.timedelta(minutes=5)))
    made.post(address, {"base": "0", "do": "add-goal"})
    app.extensions["trainer"].clock = lambda: utc_now() + dt.timedelta(days=2)
    for path in (address, "/home", f"{address}/hand-in"):
        made.get(path)
    lecturer = browser("lecturer@example.org")
    with app.extensions["trainer"].database.read() as db:
        run = address.rpartition("/")[2]
        assert db.scalars(select(Submission).join(Run).where(Run.public_id == run)).all() == []
        assignment = db.scalars(select(Assignment.public_id)).first()
    assert "Aigerim" not in lecturer.get(f"/assignments/{assignment}/queue?state=all").get_data(as_text=True)


def test_a_common_day_that_moves_past_ones_own_counts(app: Flask, browser) -> None:
    """Of one's own day and the common one the later counts, so more time for all takes nothing from anybody."""
    assignment = change(app, due_at=utc_now() + dt.timedelta(days=9), after_due=AfterDue.REFUSE)
    with app.extensions["trainer"].database.write() as db:
        student = db.scalars(select(Person).where(Person.email == STUDENT)).one()
        row = db.scalars(select(Assignment)).one()
        db.add(Extension(assignment_id=row.id, person_id=student.id, given_by_id=student.id, given_at=utc_now(),
                         due_at=utc_now() - dt.timedelta(days=1)))  # fmt: skip
    made, address = begun(browser, assignment)
    assert made.post(f"{address}/hand-in").status_code == 302
    with app.extensions["trainer"].database.read() as db:
        assert [row.late for row in db.scalars(select(Submission).order_by(Submission.id))][-1] is False
