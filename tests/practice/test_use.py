"""The page of a case says what it trains, how often it was used and how hard it proved; of few students nothing."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from tests.conftest import settings_in
from trainer.cli.bench_course import make_course
from trainer.cli.bench_load import Counted
from trainer.models import CaseVersion, Marking, MarkingState, Run, Submission
from trainer.practice.use import ENOUGH, KEPT


@pytest.fixture
def used(stocked: Path, tmp_path: Path) -> Iterator[Counted]:
    """A stranger's browser where a course of twelve has written two assignments, each on another case."""
    shutil.copy(stocked, tmp_path / "trainer.db")
    made = Counted(settings_in(tmp_path))
    assert list(make_course(made.database, students=12, assignments=2)) == [1, 2]
    yield made
    made.close()


def page_of(visitor: Counted, slug: str) -> str:
    answer = visitor.client.get(f"/cases/{slug}", headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def cases_of_the_course(visitor: Counted) -> dict[str, int]:
    """The cases that a class has worked on, with the number of runs; the first was marked and shown."""
    with visitor.database.read() as db:
        rows = db.execute(
            select(CaseVersion.slug, func.count())
            .join(Run, Run.case_version_id == CaseVersion.id)
            .where(Run.assignment_id.is_not(None))
            .group_by(CaseVersion.slug)
        )
        return {slug: count for slug, count in rows if count >= ENOUGH}


def show_every_mark(visitor: Counted) -> None:
    with visitor.database.write() as db:
        db.execute(update(Marking).values(state=MarkingState.RELEASED))


def test_what_it_trains_is_said_and_leads_to_its_like(browser) -> None:
    made = browser()
    made.client.set_cookie("language", "en")
    page = html.unescape(made.get("/cases/samira").get_data(as_text=True))
    for name in ("Assessing", "Intervening"):
        query = re.search(rf'href="/cases(\?competence=\w+)">{name}</a>', page)
        assert query
        assert "/cases/samira" in made.get(f"/cases{query.group(1)}").get_data(as_text=True)
    links = dict(re.findall(r'<a href="/cases(\?[^"]+)">([^<]+)</a>', page))
    assert links["?model=strengths"] == "model: strengths"
    assert links["?client=troubled_family"] == "Family in difficult circumstances"


def test_how_often_and_how_hard_for_a_case_that_a_class_has_worked_on(used: Counted) -> None:
    show_every_mark(used)
    for slug, runs in cases_of_the_course(used).items():
        page = page_of(used, slug)
        begun = int(re.search(r"(\d+) plans begun", page).group(1))
        assert begun >= runs
        assert "given to 1 class" in page or "given to 2 classes" in page
        share = re.search(r"(\d+)% of the levels given to first plans are 2 or 3", page)
        assert share and 0 <= int(share.group(1)) <= 100
        assert "Hardest:" in page


@pytest.mark.parametrize(("students", "told"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_of_fewer_than_five_students_nothing_is_told(used: Counted, students: int, told: bool) -> None:
    slug = min(cases_of_the_course(used))
    marked = select(Run.owner_id).join(Submission, Submission.run_id == Run.id).join(Marking).join(CaseVersion)
    with used.database.write() as db:
        owners = list(db.scalars(marked.where(CaseVersion.slug == slug).distinct().order_by(Run.owner_id)))[:students]
        assert len(owners) == students
        theirs = select(Submission.id).join(Run, Run.id == Submission.run_id).where(Run.owner_id.in_(owners))
        db.execute(update(Marking).values(state=MarkingState.DRAFT))
        db.execute(update(Marking).where(Marking.submission_id.in_(theirs)).values(state=MarkingState.RELEASED))
    page = page_of(used, slug)
    assert ("of the levels given" in page) is told
    assert ("Not enough marked plans yet" in page) is not told


def test_marks_that_are_not_shown_tell_nothing(used: Counted) -> None:
    with used.database.write() as db:
        db.execute(update(Marking).values(state=MarkingState.READY))
    for slug in cases_of_the_course(used):
        assert "Not enough marked plans yet" in page_of(used, slug)


def test_a_case_that_nobody_used_says_so(used: Counted) -> None:
    with used.database.read() as db:
        slugs = set(db.scalars(select(CaseVersion.slug)))
        runs = set(db.scalars(select(CaseVersion.slug).join(Run, Run.case_version_id == CaseVersion.id)))
    assert "Nobody has begun a plan yet." in page_of(used, min(slugs - runs))


def test_it_is_counted_once_in_ten_minutes_not_for_each_reader(used: Counted) -> None:
    slug = min(cases_of_the_course(used))
    assert used.statements(f"/cases/{slug}") <= 9
    warm = used.statements(f"/cases/{slug}")
    assert warm <= 3
    before = page_of(used, slug)
    show_every_mark(used)
    assert page_of(used, slug) == before
    parts = used.client.application.extensions["trainer"]
    later = parts.clock() + KEPT + dt.timedelta(seconds=1)
    parts.clock = lambda: later
    assert "of the levels given" in page_of(used, slug)
