"""The queue: what is to be marked, handed in again, late, begun by oneself, in an order that nothing changes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
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
    assert sorted(before) == ["Daniyar Seitov", "Student 1", "Student 2", "Student 3"]
    page_of(lecturer, several.page)
    lecturer.put(f"{several.page}/overall", {"base": 0, "text": "Начато"})
    assert names_in(lecturer, several, "waiting") == before


def many(place, count: int = 12) -> None:
    """More submissions, one a minute later than the other, by students in the order of the alphabet."""
    with place.database.write() as db:
        first = db.scalars(select(Submission)).first()
        run = db.get_one(Run, first.run_id)
        for number in range(count):
            at = first.handed_in_at + dt.timedelta(minutes=number + 1)
            person = Person(institution_id=run.owner.institution_id, name=f"{chr(65 + number)} Student", language="en",
                            created_at=at)
            own = Run(owner=person, case_version_id=run.case_version_id, begun_at=at,
                      rubric_version_id=run.rubric_version_id, assignment_id=run.assignment_id)
            db.add(own)
            db.flush()
            db.add(Submission(run_id=own.id, assignment_id=first.assignment_id, attempt=1, late=False,
                              document=first.document, report=first.report, receipt=f"m{number}", handed_in_at=at))


def test_neither_the_name_nor_the_hour_decides_who_is_read_first(place, lecturer, browser) -> None:
    """Each marker has an order of their own, the same every time."""
    many(place)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    mine, theirs = names_in(lecturer, place, "all"), names_in(assistant, place, "all")
    assert sorted(mine) == sorted(theirs) and len(mine) == 13
    by_name = sorted(mine)
    assert mine not in (by_name, by_name[::-1]) and mine != theirs
    # Nor is it the alphabet begun somewhere in its middle.
    at = mine.index(by_name[0])
    assert mine[at:] + mine[:at] != by_name
    assert names_in(lecturer, place, "all") == mine


def test_all_pages_of_the_queue_and_next_go_the_same_way(place, lecturer) -> None:
    many(place)
    queue = page_of(lecturer, f"/assignments/{place.assignment}/queue?state=all")
    listed = re.findall(r'<a href="(/marking/[^"]+)"', queue)
    walked = [listed[0]]
    while found := re.search(r'rel="next" href="([^"]+)"', page_of(lecturer, walked[-1])):
        walked.append(found[1])
    assert walked == listed


def test_next_stays_in_what_the_queue_was_narrowed_to(several, lecturer) -> None:
    """Who looks through what came late goes from late plan to late plan, and back to that list when none is left."""
    queue = page_of(lecturer, f"/assignments/{several.assignment}/queue?state=late")
    late = re.search(r'<a href="(/marking/[^"]+state=late)"', queue)[1]
    page = page_of(lecturer, late)
    assert 'rel="next"' not in page and 'rel="prev"' not in page
    assert re.search(r'aria-current="page">[^<]*\b1\b[^<]*\b1<', page), "the first of one"
    answer = lecturer.post(late.replace("?", "/ready?"), form_of(page) | ALL_TWO)
    assert answer.status_code == 302 and answer.location.endswith(f"/assignments/{several.assignment}/queue?state=late")
    assert 'rel="next"' in page_of(lecturer, several.page + "?state=waiting")


def test_a_tab_that_holds_nothing_is_not_offered(place, lecturer) -> None:
    page = page_of(lecturer, f"/assignments/{place.assignment}/queue")
    assert "state=waiting" in page and "state=late" not in page and "state=mine" not in page


@pytest.fixture
def assistant(place, browser):
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT, name="Arman Assistant")
    return browser("assistant@example.org")


def queue_of(made, place) -> str:
    return page_of(made, f"/assignments/{place.assignment}/queue?state=all")


def later(place, minutes: int) -> None:
    parts = place.app.extensions["trainer"]
    at = parts.clock() + dt.timedelta(minutes=minutes)
    parts.clock = lambda: at


def test_who_types_is_seen_by_others_and_who_only_reads_is_not(place, lecturer, assistant) -> None:
    page_of(lecturer, place.page)
    assert "Gulnara Akhmetova is at it" not in queue_of(assistant, place) and place.marking() is None
    lecturer.put(f"{place.page}/overall", {"base": 0, "text": "Начато"})
    assert "Gulnara Akhmetova is at it now" in queue_of(assistant, place)
    assert "Gulnara Akhmetova is at this plan now" in page_of(assistant, place.page)
    assert "сейчас проверяет" not in queue_of(lecturer, place), "oneself is no news"
    later(place, 21)
    assert "is at it now" not in queue_of(assistant, place) and "Gulnara Akhmetova" in queue_of(assistant, place)


def test_a_plan_is_taken_before_a_word_is_written_and_it_locks_nobody_out(place, lecturer, assistant) -> None:
    page_of(assistant, place.page)
    assert assistant.post(place.page + "/take").status_code == 302
    assert "Arman Assistant" in queue_of(lecturer, place)
    page_of(lecturer, place.page)
    assert lecturer.put(f"{place.page}/overall", {"base": 0, "text": "И я"}).status_code == 200
    assert lecturer.post(place.page + "/take").status_code == 302
    assert "Gulnara Akhmetova is at it now" in queue_of(assistant, place)
    assert place.marking().overall == "И я"


def test_next_leads_past_what_somebody_else_is_at(place, lecturer, assistant) -> None:
    many(place, 2)
    plans = re.findall(r'href="(/marking/[^"?]+)', queue_of(lecturer, place))
    page_of(assistant, plans[1])
    assistant.post(plans[1] + "/take")
    form = form_of(page_of(lecturer, plans[0])) | ALL_TWO
    assert lecturer.post(plans[0] + "/ready", form).location.startswith(plans[2])
    later(place, 21)
    form = form_of(page_of(lecturer, plans[2])) | ALL_TWO
    assert lecturer.post(plans[2] + "/ready", form).location.startswith(plans[1]), "what lapsed waits again"
