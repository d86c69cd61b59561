"""A draft of a rubric becomes a version: never changed, used by whom its author says, given to classes after a look."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select

from tests.authoring.rubric_desk import (
    LECTURER,
    adapt_rubric,
    add_part,
    begin_rubric,
    drafted,
    publish,
    publish_page,
    shelf_link,
    written_versions,
)
from tests.authoring.test_drafting import COLLEAGUE, colleague, english, page, put  # noqa: F401 - a fixture
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO
from tests.marking.test_rules_set_aside import statements
from trainer.models import Assignment, Person, RubricDraft, RubricVersion, Run, Submission


@pytest.fixture
def lecturer(browser):
    return english(browser, LECTURER)


def assigned(app) -> Assignment:
    with app.extensions["trainer"].database.read() as db:
        found = db.scalars(select(Assignment)).one()
        assert found.rubric_version.reference and found.course.public_id
        db.expunge_all()
        return found


def own_rubric(app, lecturer, **fields: str) -> tuple[str, RubricVersion]:
    """An adapted rubric, published, and given to the demonstration's assignment; its draft and version."""
    draft = adapt_rubric(lecturer)
    assert publish(lecturer, draft, **fields).status_code == 302
    made = written_versions(app)[-1]
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Assignment)).one().rubric_version_id = made.id
        for run in db.scalars(select(Run).where(Run.assignment_id.is_not(None))):
            run.rubric_version_id = made.id
    return draft, made


def marked(lecturer, app) -> None:
    """The demonstration's plan is marked with twos and a three for the time, and released: 21 of 30."""
    with app.extensions["trainer"].database.read() as db:
        path = f"/marking/{db.scalars(select(Submission.public_id)).one()}"
    lecturer.post(path + "/ready", form_of(lecturer.get(path).get_data(as_text=True)) | ALL_TWO | {"m:time:level": "3"})
    lecturer.post(path + "/release")


def test_a_rubric_is_published_and_never_changes(app, lecturer) -> None:
    draft = adapt_rubric(lecturer)
    answer = publish(lecturer, draft)
    made = written_versions(app)[0]
    assert made.reference == f"{drafted(app)['id']}@1.0.0" and made.document["adapts"] == "service-plan@1.1.1"
    assert "Adapted from service-plan@1.1.1" in page(lecturer, answer.headers["Location"])
    before = made.document["criteria"][0]["weight"]
    assert put(lecturer, f"{draft}/criteria", ("criteria.need.weight", "1", "3")).status_code == 200
    publish(lecturer, draft, step="minor")
    versions = written_versions(app)
    assert [each.version for each in versions] == ["1.0.0", "1.1.0"]
    assert versions[0].document["criteria"][0]["weight"] == before == 1
    assert versions[1].document["criteria"][0]["weight"] == 3


@pytest.mark.parametrize(
    ("name", "was", "now", "step"),
    [("weight", "1", "2", "major"), ("bands.level_2", "1.5", "1.6", "minor"), ("question.en", None, "Why?", "patch")],
)
def test_the_number_follows_what_was_changed(app, lecturer, name: str, was: str | None, now: str, step: str) -> None:
    draft = adapt_rubric(lecturer)
    publish(lecturer, draft)
    was = was or drafted(app)["criteria"][0]["question"]["en"]
    assert put(lecturer, f"{draft}/criteria", (f"criteria.need.{name}", was, now)).status_code == 200
    assert f'value="{step}" checked' in page(lecturer, publish_page(draft))


def test_nothing_is_published_while_something_is_missing(app, lecturer) -> None:
    draft = begin_rubric(lecturer)
    add_part(lecturer, draft, "criteria", "person")
    answer = publish(lecturer, draft)
    assert answer.headers["Location"].endswith("/publish") and written_versions(app) == []
    assert "to do before it is published" in page(lecturer, publish_page(draft))


def test_a_rubric_in_fewer_languages_says_so_where_it_is_chosen_and_where_it_is_read(app, browser, lecturer) -> None:
    draft = begin_rubric(lecturer, "Only English")
    add_part(lecturer, draft, "criteria", "time")
    publish(lecturer, draft, status="review")
    made = written_versions(app)[0]
    offered = page(lecturer, f"/courses/{assigned(app).course.public_id}/assignments/new")
    assert "Only English · 1.0.0 · in review · not in: Русский, Українська, Қазақша" in offered
    with app.extensions["trainer"].database.write() as db:
        run = db.scalars(select(Run).where(Run.assignment_id.is_not(None))).first()
        run.rubric_version_id = made.id
        public_id, owner = run.public_id, db.get_one(Person, run.owner_id).email
    student = browser(owner)
    student.client.set_cookie("language", "kk")
    said = page(student, f"/plans/{public_id}/rubric")
    assert "The goal and at least half of the steps have a day" in said and "көрсетілген тілі: English" in said


def test_a_student_reads_every_level_of_their_rubric_in_their_language(app, browser, lecturer) -> None:
    with app.extensions["trainer"].database.read() as db:
        run = db.scalars(select(Run).where(Run.assignment_id.is_not(None))).first()
        public_id, owner = run.public_id, db.get_one(Person, run.owner_id).email
    student = browser(owner)
    student.client.set_cookie("language", "kk")
    said = page(student, f"/plans/{public_id}/rubric")
    for words in ("Күні жоқ немесе сөз жалпы", "Бәрінің күні бар, реті дұрыс", "Қай күнге дейін"):
        assert words in said
    assert lecturer.get(f"/plans/{public_id}/rubric").status_code == 404


@pytest.mark.parametrize("visibility", ["private", "institution", "open"])
def test_its_author_says_who_may_use_it(app, browser, lecturer, colleague, visibility: str) -> None:  # noqa: F811
    with app.extensions["trainer"].database.write() as db:
        person = db.scalars(select(Person).where(Person.email == COLLEAGUE)).one()
        person.may_teach = True
    draft = adapt_rubric(lecturer)
    publish(lecturer, draft, visibility=visibility)
    made = written_versions(app)[0]
    path = f"/rubrics/{made.public_id}"
    other = english(browser, COLLEAGUE)
    assert other.get(path).status_code == (404 if visibility == "private" else 200)
    assert (path in page(other, "/rubrics")) is (visibility != "private")
    assert lecturer.get(path).status_code == 200
    lecturer.post(path + "/decide", {"do": "deprecate"})
    offered = page(lecturer, f"/courses/{assigned(app).course.public_id}/assignments/new")
    assert made.public_id not in offered, "who no longer recommends it offers it no more"


def test_an_assignment_stays_on_its_version_and_is_offered_the_new_one(app, lecturer) -> None:
    draft, first = own_rubric(app, lecturer)
    marked(lecturer, app)
    assert put(lecturer, f"{draft}/criteria", ("criteria.time.weight", "1", "3")).status_code == 200
    published = page(lecturer, publish_page(draft))
    looked = re.search(r'href="(/assignments/[\w-]+/rubric/draft/[\w-]+)"', published)[1]
    said = page(lecturer, looked)
    assert "Daniyar Seitov" in said and "Nothing is saved by looking" in said
    assert assigned(app).rubric_version_id == first.id
    publish(lecturer, draft)
    second = written_versions(app)[-1]
    assert assigned(app).rubric_version_id == first.id, "what is assigned stays on its version"
    offer = page(lecturer, f"/rubrics/{second.public_id}")
    moves = f"/assignments/{assigned(app).public_id}/rubric?to={second.public_id}"
    assert moves in offer and "Daniyar Seitov" in page(lecturer, moves)
    assert f"?to={second.public_id}" in page(lecturer, moves.partition("?")[0]), "its own page offers it too"


def test_a_change_of_the_rubric_is_undone(app, lecturer) -> None:
    draft, first = own_rubric(app, lecturer)
    marked(lecturer, app)
    lecturer.post(f"{draft}/criteria", {"do": "remove criteria.time", "base": "0"})
    publish(lecturer, draft)
    second, rubric = written_versions(app)[-1], f"/assignments/{assigned(app).public_id}/rubric"
    table = f"/assignments/{assigned(app).public_id}/marks"
    assert re.search(r"Daniyar Seitov.*?<b>21</b>", page(lecturer, table), re.DOTALL)
    lecturer.post(rubric, {"to": second.public_id, "scope": "all", "reason": "Time is judged elsewhere"})
    assert re.search(r"Daniyar Seitov.*?<b>18</b>", page(lecturer, table), re.DOTALL)
    assert "Undo the change" in page(lecturer, rubric)
    assert lecturer.post(rubric + "/undo").status_code == 302
    assert assigned(app).rubric_version_id == first.id
    assert re.search(r"Daniyar Seitov.*?<b>21</b>", page(lecturer, table), re.DOTALL)


def test_a_draft_is_seen_before_by_nobody_who_may_not_write_on_it(app, browser, lecturer, colleague) -> None:  # noqa: F811
    draft, _first = own_rubric(app, lecturer)
    looked = f"/assignments/{assigned(app).public_id}/rubric/draft/{draft.rpartition('/')[2]}"
    assert lecturer.get(looked).status_code == 200
    assert english(browser, COLLEAGUE).get(looked).status_code == 404
    with app.extensions["trainer"].database.write() as db:
        for each in db.scalars(select(RubricDraft)):
            each.owner_id = db.scalars(select(Person.id).where(Person.email == COLLEAGUE)).one()
    assert lecturer.get(looked).status_code == 404


def brought(opened, data: bytes):
    return opened.post(
        "/rubrics/bring-in", {"file": (io.BytesIO(data), "rubric.yaml")}, content_type="multipart/form-data"
    )


def test_a_file_goes_out_and_comes_in_with_the_same_bytes(app, browser, lecturer, colleague) -> None:  # noqa: F811
    own_rubric(app, lecturer)
    made = written_versions(app)[0]
    data = lecturer.get(f"/rubrics/{made.public_id}/rubric.yaml").get_data()
    assert data == lecturer.get(f"/rubrics/{made.public_id}/rubric.yaml").get_data()
    assert brought(lecturer, data).headers["Location"].endswith(made.public_id), "the same version is there already"
    assert brought(lecturer, data.replace(b"Service plan", b"Another")).status_code == 409
    foreign = b"# Ours, with a note\n" + data.replace(made.slug.encode(), b"from-elsewhere")
    answer = brought(lecturer, foreign)
    path = answer.headers["Location"]
    assert lecturer.get(path + "/rubric.yaml").get_data() == foreign
    assert english(browser, COLLEAGUE).get(path).status_code == 404


def test_a_file_with_gaps_becomes_a_draft_and_a_spoilt_one_says_why(app, lecturer) -> None:
    path = shelf_link(lecturer, "Service plan")
    data = lecturer.get(path + "/rubric.yaml").get_data()
    answer = brought(lecturer, data.replace(b'"Problem as a need"', b'""'))
    assert "/workbench/" in answer.headers["Location"]
    assert "A text is missing (English)." in page(lecturer, answer.headers["Location"])
    refused = brought(lecturer, data.replace(b"goal-without-deadline", b"goal-without-dedline"))
    assert refused.status_code == 422
    said = refused.get_data(as_text=True)
    assert "goal-without-deadline" in said and "rubric.yaml:" in said
    assert brought(lecturer, b"").status_code == 422
    with app.extensions["trainer"].database.read() as db:
        assert db.scalar(select(func.count(RubricVersion.id)).where(RubricVersion.owner_id.is_not(None))) == 0


def test_the_shelf_asks_as_many_statements_however_many_rubrics(app, lecturer) -> None:
    lecturer.get("/rubrics")
    few = statements(app.extensions["trainer"], lambda: lecturer.get("/rubrics"))
    for _number in range(3):
        publish(lecturer, adapt_rubric(lecturer))
    assert statements(app.extensions["trainer"], lambda: lecturer.get("/rubrics")) == few <= 6
