"""The page of the bank as a whole: groups with links, and facts that nobody finds, from five students on."""

from __future__ import annotations

import html

from flask import Flask
from sqlalchemy import select

from trainer.models import CaseVersion, Person, Run, Submission
from trainer.web.parts import utc_now

DESIGNER = "designer@example.org"


def said(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


def hand_in(app: Flask, students: int, facts: list[str]) -> None:
    """So many students hand in a plan about the case of Anna and Ivan whose goal rests on these facts."""
    with app.extensions["trainer"].database.write() as db:
        case = db.scalars(select(CaseVersion).where(CaseVersion.slug == "two-alarm-clocks")).one()
        like = db.scalars(select(Run)).first()
        for number in range(students):
            person = Person(institution_id=case.institution_id, name=f"Student {number}", created_at=utc_now())
            db.add(person)
            db.flush()
            run = Run(owner_id=person.id, case_version_id=case.id, rubric_version_id=like.rubric_version_id,
                      begun_at=utc_now())  # fmt: skip
            db.add(run)
            db.flush()
            document = {"format": "service-plan/1", "language": "en", "goals": [{"id": "g1", "facts": facts}]}
            db.add(Submission(run_id=run.id, attempt=1, document=document, report={}, receipt="x",
                              handed_in_at=utc_now()))  # fmt: skip


def designer(browser):
    made = browser(DESIGNER)
    made.client.set_cookie("language", "en")
    return made


def test_groups_of_cases_have_bars_and_links(browser) -> None:
    made = designer(browser)
    page = said(made.get("/bank/audit"))
    assert "Client group" in page and "/bank/samira/1.0.0" in page and page.count("<svg") > 20
    assert "/bank/audit" in said(made.get("/bank"))


def test_facts_that_nobody_finds_are_told_from_five_students_on(app: Flask, browser) -> None:
    hand_in(app, 4, ["f01"])
    assert "#f02" not in said(designer(browser).get("/bank/audit"))


def test_a_fact_on_which_a_goal_rests_is_found(app: Flask, browser) -> None:
    hand_in(app, 5, ["f01"])
    page = said(designer(browser).get("/bank/audit"))
    assert "two-alarm-clocks/1.0.0#f02" in page and "two-alarm-clocks/1.0.0#f01" not in page
    assert "of 5 students" in page and "Student 3" not in page


def test_a_student_does_not_see_it(browser) -> None:
    assert browser("sofia@example.org").get("/bank/audit").status_code == 403
