"""The pages of pictures: what a lecturer sees of a class, what a student sees of themselves, and what neither may."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from tests.marking.conftest import Place, place  # noqa: F401 - a fixture
from tests.marking.test_agreement import gives
from trainer.checker.figures import Figures
from trainer.models import Course, Person, Run, ShowFindings, Submission, SubmissionFigures
from trainer.web.parts import utc_now

STUDENT = "daniyar@example.org"


@pytest.fixture
def lecturer(browser):
    return in_english(browser("lecturer@example.org"))


def in_english(made):
    made.client.set_cookie("language", "en")
    return made


def classmates(made: Place, *names: str) -> None:
    """So many others who have handed in the same plan."""
    with made.database.write() as db:
        first = db.scalars(select(Submission)).one()
        figures, run = db.get_one(SubmissionFigures, first.id).document, db.get_one(Run, first.run_id)
        same = {"case_version_id": run.case_version_id, "rubric_version_id": run.rubric_version_id}
        for name in names:
            person = Person(institution_id=run.owner.institution_id, name=name, language="en", created_at=utc_now())
            other = Run(owner=person, assignment_id=run.assignment_id, begun_at=run.begun_at, **same)
            db.add(Submission(
                run=other, assignment_id=first.assignment_id, attempt=1, document=first.document, report=first.report,
                receipt="0", handed_in_at=first.handed_in_at, figures=SubmissionFigures(document=figures),
            ))  # fmt: skip


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def figures_in(app) -> list[Figures]:
    with app.extensions["trainer"].database.read() as db:
        rows = db.scalars(select(SubmissionFigures.document).order_by(SubmissionFigures.submission_id))
        return [Figures.model_validate(row) for row in rows]


def test_a_plan_that_is_handed_in_is_counted_with_what_it_meets_of_the_key(app, browser) -> None:
    made = browser("aigerim@example.org")
    run = made.post("/cases/samira/begin").headers["Location"]
    made.get(run)
    made.post(f"{run}/hand-in")
    demonstrated, empty = figures_in(app)
    assert demonstrated.needs and demonstrated.rules and sum(demonstrated.shares.values()) > 0
    assert demonstrated.levels["time"] in range(4)
    assert empty.needs == () and empty.levels["time"] is None


def test_the_class_stands_in_pictures_with_the_way_to_the_plans_behind_them(place, lecturer) -> None:  # noqa: F811
    classmates(place, "One", "Two")
    page = text_of(lecturer.get(f"/assignments/{place.assignment}/class"))
    assert "3 students" in page and 'class="level-bar"' in page and "Suggested by the trainer" in page
    link = re.search(r'href="(/assignments/[^"]+/class/plans\?what=asked[^"]+)"[^>]*>3 of 3<', page)[1]
    behind = text_of(lecturer.get(link))
    assert behind.count('href="/marking/') == 3 and "Daniyar Seitov" in behind


def test_levels_that_a_person_gave_come_before_the_suggested_ones(place, lecturer) -> None:  # noqa: F811
    gives(lecturer, place.submission, "time", 3)
    page = text_of(lecturer.get(f"/assignments/{place.assignment}/class"))
    assert re.search(r'aria-current="true">Given by lecturers', page)
    link = re.search(r'href="([^"]+what=given&id=time&level=3&attempt=1)"', page)[1]
    assert "Daniyar Seitov" in text_of(lecturer.get(link))
    assert "No plan stands here" in text_of(lecturer.get(link.replace("level=3", "level=2")))


@pytest.mark.parametrize("query", ["", "?what=given&id=time&level=9", "?what=without&id=nothing", "?what=given&id=x"])
def test_a_figure_that_there_is_not_is_not_found(place, lecturer, query) -> None:  # noqa: F811
    assert lecturer.get(f"/assignments/{place.assignment}/class/plans{query}").status_code == 404


def test_the_seminar_shows_two_plans_and_nobodys_name(place, lecturer) -> None:  # noqa: F811
    assert "two students must have" in text_of(lecturer.get(f"/assignments/{place.assignment}/seminar"))
    classmates(place, "Zarina Somebody")
    with place.database.write() as db:  # names that students wrote into their own plans
        for plan in db.scalars(select(Submission)):
            plan.document = plan.document | {"closure": f"Written by {plan.run.owner.name}"}
    page = text_of(lecturer.get(f"/assignments/{place.assignment}/seminar?left=2&right=1"))
    assert page.count("Written by ••••••") == 2
    assert re.findall(r'id="plan-\d">(Plan \d)<', page) == ["Plan 2", "Plan 1"]
    assert "Daniyar" not in page and "Zarina" not in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "Plan 1" in text_of(lecturer.get(f"/assignments/{place.assignment}/seminar?left=99&right=-3"))


def grown(made, path: str = "/growth") -> dict[str, list[str]]:
    """The cells of the grid by criterion: a level, `!` behind one that a person gave, nothing for an empty cell."""
    page = text_of(made.get(path))
    found = {}
    for name, row in re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page):
        cells = re.findall(r'<td class="num">(.*?)</td>', row)
        found[name] = [
            "".join(re.findall(r">(\d)<", cell)) + "!" * ("is-given" in cell) for cell in cells
        ]
    return found


def test_a_student_sees_the_suggested_levels_and_then_those_that_were_given(place, lecturer, browser) -> None:  # noqa: F811
    student = in_english(browser(STUDENT))
    before = grown(student)
    assert before["Time"][0] and "!" not in before["Time"][0]
    for criterion in ("time", "measure"):
        gives(lecturer, place.submission, criterion, 3)
    assert grown(student) == before, "what is not released is not seen"
    with place.database.write() as db:
        marking = db.merge(place.marking())
        marking.state, marking.released_at = "released", marking.saved_at
    assert grown(student)["Time"] == ["3!"]


def test_in_an_exam_no_suggested_level_and_no_question_is_shown(place, browser) -> None:  # noqa: F811
    place.change_assignment(show_findings=ShowFindings.NEVER)
    student = in_english(browser(STUDENT))
    assert grown(student) == {}
    assert "/handbook/" not in text_of(student.get("/growth")).split("<main")[1]


def test_the_questions_of_the_hidden_key_are_not_named(place, browser) -> None:  # noqa: F811
    page = text_of(in_english(browser(STUDENT)).get("/growth")).split("<main")[1]
    named = set(re.findall(r"/handbook/([\w-]+)", page))
    assert named and not named & {"need-not-covered", "strength-unused", "trap-of-case", "hazard-without-early-step"}


def test_a_lecturer_reads_how_a_student_grew_and_a_classmate_does_not(place, lecturer, browser) -> None:  # noqa: F811
    with place.database.read() as db:
        course = db.scalars(select(Course.public_id).order_by(Course.id)).first()
    people = text_of(lecturer.get(f"/courses/{course}"))
    path = re.search(rf'href="(/courses/{course}/people/[\w-]+/growth)">Daniyar', people)
    assert grown(lecturer, path[1])["Time"][0]
    assert browser("sofia@example.org").get(path[1]).status_code == 404
