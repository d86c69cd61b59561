"""Where students are to draw the family themselves, the case's own drawing waits until their plan is handed in."""

from __future__ import annotations

import io
import re

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Browser
from trainer.models import Assignment, Membership, Person, Role, Run

STUDENT, LECTURER = "aigerim@example.org", "lecturer@example.org"


def text(made: Browser, path: str) -> str:
    return made.get(path).get_data(as_text=True)


def is_drawn(page: str) -> bool:
    """Whether the case's own family drawing is on a page: the student's has another name."""
    return 'id="genogram-title"' in page


@pytest.fixture
def assigned(app: Flask) -> str:
    """The demonstration's assignment, whose students are to draw first."""
    with app.extensions["trainer"].database.write() as db:
        given = db.scalars(select(Assignment)).one()
        given.draws_first = True
        return given.public_id


def opened(made: Browser, assignment: str) -> str:
    return made.post(f"/assignments/{assignment}/begin").headers["Location"]


def test_neither_the_editor_nor_the_case_nor_its_pack_shows_the_drawing_before_the_students_own(
    browser, assigned
) -> None:
    student = browser(STUDENT)
    assert not is_drawn(text(student, "/cases/samira")), "not before the plan is begun either"
    path = opened(student, assigned)
    for page in (path, "/cases/samira", "/cases/samira?in=kk", "/cases/samira/pack"):
        assert not is_drawn(text(student, page)), page
    file = docx.Document(io.BytesIO(student.get("/cases/samira/pack.docx?in=en").data))
    assert "Ecomap" not in " ".join(paragraph.text for paragraph in file.paragraphs)
    assert "өзіңіз сызыңыз" in text(student, path) and f"{path}/sketch" in text(student, path)


def test_the_drawing_is_there_once_the_plan_is_handed_in_and_stays_for_the_next_attempt(
    app: Flask, browser, assigned
) -> None:
    student = browser(STUDENT)
    path = opened(student, assigned)
    assert student.post(f"{path}/hand-in").status_code == 302
    assert is_drawn(text(student, "/cases/samira"))
    with app.extensions["trainer"].database.write() as db:  # as if it had been sent back and begun again
        draft = db.scalars(select(Run).where(Run.public_id == path.rsplit("/", 1)[1])).one().draft
        draft.attempt, draft.open = 2, True
    assert is_drawn(text(student, path))


def test_a_student_who_has_learnt_little_sees_the_rest_faint_and_with_a_question_mark(app: Flask, browser) -> None:
    student = browser(STUDENT)
    path = student.post("/begin").headers["Location"]
    whole = text(student, path)
    assert "p faint" not in whole and 'id="case-f14"' in whole
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Run).where(Run.public_id == path.rsplit("/", 1)[1])).one().known_facts = {"facts": ["f08"]}
    page = text(student, path)
    assert 'id="case-f08"' in page and 'id="case-f14"' not in page
    assert 'class="p faint"' in page and 'class="ext faint"' in page
    assert "cut off" not in page and "үзілген" not in page, "what kind of tie it is nobody has told"


def test_others_see_the_case_as_ever(app: Flask, browser, assigned) -> None:
    with app.extensions["trainer"].database.write() as db:
        person = select(Person.id).where(Person.email == STUDENT).scalar_subquery()
        member = db.scalars(select(Membership).where(Membership.person_id == person, Membership.role == Role.STUDENT))
        member.one().left_at = db.scalars(select(Assignment.made_at)).first()
    for made in (browser(), browser(LECTURER), browser(STUDENT)):
        assert is_drawn(text(made, "/cases/samira"))
    practising = browser(STUDENT)
    assert is_drawn(text(practising, practising.post("/begin").headers["Location"])), "practice is everybody's own"


def test_a_lecturer_says_so_in_the_assignment_and_takes_it_back(app: Flask, browser, assigned) -> None:
    page = text(browser(LECTURER), f"/assignments/{assigned}/edit")
    assert re.search(r'<input[^>]*checked[^>]*name="draws_first"|name="draws_first"[^>]*checked', page)
