"""The queue: what is to be marked, handed in again, late, begun by oneself, in an order that nothing changes."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.marking.test_marking import page_of
from trainer.models import Person, Role, Run, Submission


@pytest.fixture
def several(place):
    """Three more submissions at the very same moment: on time, late, and a second attempt."""
    with place.database.write() as db:
        first = db.scalars(select(Submission)).one()
        first_run = db.get_one(Run, first.run_id)
        for number, (attempt, late) in enumerate(((1, False), (1, True), (2, False)), 1):
            person = Person(institution_id=first_run.owner.institution_id, name=f"Student {number}", language="en",
                            created_at=first.handed_in_at)
            run = Run(owner=person, case_version_id=first_run.case_version_id, begun_at=first.handed_in_at,
                      rubric_version_id=first_run.rubric_version_id, assignment_id=first_run.assignment_id)
            db.add(run)
            db.flush()
            db.add(Submission(run_id=run.id, assignment_id=first.assignment_id, attempt=attempt, late=late,
                              document=first.document, report=first.report, receipt=f"r{number}",
                              handed_in_at=first.handed_in_at))
    return place


def names_in(browser, place, state: str) -> list[str]:
    page = page_of(browser, f"/assignments/{place.assignment}/queue?state={state}")
    return re.findall(r'<a href="/marking/[^"]+">([^<]+)</a>', page)


def test_the_queue_narrows_to_what_one_looks_for(several, lecturer) -> None:
    assert names_in(lecturer, several, "again") == ["Student 3"]
    assert names_in(lecturer, several, "late") == ["Student 2"]
    assert names_in(lecturer, several, "mine") == []
    lecturer.put(f"{several.page}/overall", {"base": 0, "text": "Начато"})
    assert names_in(lecturer, several, "mine") == ["Daniyar Seitov"]


def test_a_draft_is_of_the_one_who_began_it(several, lecturer, browser) -> None:
    several.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    page_of(lecturer, several.page)
    lecturer.put(f"{several.page}/overall", {"base": 0, "text": "Начато"})
    assert names_in(browser("assistant@example.org"), several, "mine") == []


def test_the_order_stays_when_somebody_marks(several, lecturer) -> None:
    before = names_in(lecturer, several, "waiting")
    assert before == ["Daniyar Seitov", "Student 1", "Student 2", "Student 3"]
    page_of(lecturer, several.page)
    lecturer.put(f"{several.page}/overall", {"base": 0, "text": "Начато"})
    assert names_in(lecturer, several, "waiting") == before


def test_a_tab_that_holds_nothing_is_not_offered(place, lecturer) -> None:
    page = page_of(lecturer, f"/assignments/{place.assignment}/queue")
    assert "state=waiting" in page and "state=late" not in page and "state=mine" not in page
