"""A rubric that changes after marking began: classified, previewed with every mark that moves, given or not."""

from __future__ import annotations

import copy
import html
import re

import pytest
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_agreement import submissions
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rules_set_aside import more_plans, statements
from tests.marking.test_second_looks import attempt_of
from trainer.models import Assignment, Mark, Marking, Membership, Role, RubricVersion, Run, Submission


def another(place, change, version: str = "9.0.0") -> str:
    """A new version of the assignment's rubric, changed by `change(document)`; its public id."""
    with place.database.write() as db:
        present = db.scalars(select(Assignment)).one().rubric_version
        document = copy.deepcopy(present.document)
        document["version"] = version
        change(document)
        added = RubricVersion(institution_id=present.institution_id, slug=present.slug, version=version,
                              document=document, summary=present.summary, digest=version,
                              imported_at=present.imported_at)  # fmt: skip
        db.add(added)
        db.flush()
        return added.public_id


def heavier(document) -> None:
    next(part for part in document["criteria"] if part["id"] == "time")["weight"] = 3.0


@pytest.fixture
def marked(place, lecturer):
    """The demonstration's plan is marked with twos and a three for the time, and released; 21 of 30."""
    fields = form_of(page_of(lecturer, place.page)) | ALL_TWO | {"m:time:level": "3"}
    lecturer.post(place.page + "/ready", fields)
    lecturer.post(place.page + "/release")
    return place


def preview(place, lecturer, version: str) -> str:
    return html.unescape(page_of(lecturer, f"/assignments/{place.assignment}/rubric?to={version}"))


def gives(place, lecturer, version: str, scope: str = "all", reason: str = "Сроки весят больше"):
    lecturer.get(f"/assignments/{place.assignment}/rubric")
    return lecturer.post(f"/assignments/{place.assignment}/rubric", {"to": version, "scope": scope, "reason": reason})


def test_each_kind_of_change_is_named_and_only_those_that_matter_move_marks(marked, lecturer) -> None:
    def words(document) -> None:
        document["criteria"][0]["question"]["ru"] = "Другой вопрос?"

    page = preview(marked, lecturer, another(marked, words))
    assert "Формулировки; оценки не меняются" in page and "Ни одна оценка не изменится" in page
    page = preview(marked, lecturer, another(marked, heavier, "9.1.0"))
    assert "Сроки: с 1 на 3" in page and "Изменится 1 оценка" in page and "Daniyar Seitov" in page


def test_a_mark_that_would_cross_the_pass_limit_is_pointed_out(marked, lecturer) -> None:
    marked.change_assignment(scheme={"kind": "percent", "pass": 72, "rounding": "whole"})
    page = preview(marked, lecturer, another(marked, heavier))
    assert "станет зачтено" in page and "перейдёт проходной порог 1" in page


def test_looking_changes_nothing(marked, lecturer) -> None:
    before = lecturer.get(f"/assignments/{marked.assignment}/marks.csv").get_data()
    preview(marked, lecturer, another(marked, heavier))
    assert lecturer.get(f"/assignments/{marked.assignment}/marks.csv").get_data() == before


def test_given_to_all_the_mark_moves_and_the_student_reads_why(marked, lecturer, browser) -> None:
    student = browser("daniyar@example.org")
    gives(marked, lecturer, another(marked, heavier))
    page = html.unescape(page_of(student, attempt_of(student)))
    assert "27 из 36" in page and "Оценка: с 21 на 27" in page
    assert "изменилась рубрика" in page and "Сроки весят больше" in page
    history = html.unescape(page_of(lecturer, f"/assignments/{marked.assignment}/rubric"))
    assert "9.0.0 вместо" in history and "изменилась 1 выданная оценка" in history


def test_given_to_unmarked_plans_a_marking_keeps_the_version_that_it_used(marked, lecturer, browser) -> None:
    more_plans(marked, 1)
    gives(marked, lecturer, another(marked, heavier), scope="unmarked")
    table = html.unescape(page_of(lecturer, f"/assignments/{marked.assignment}/marks"))
    assert re.search(r"Daniyar Seitov.*?<b>21</b>", table, re.DOTALL)
    other = submissions(marked)[1]
    fields = form_of(page_of(lecturer, f"/marking/{other}")) | ALL_TWO | {"m:time:level": "3"}
    lecturer.post(f"/marking/{other}/ready", fields)
    assert 'id="sum">27</b>' in page_of(lecturer, f"/marking/{other}")
    with marked.database.read() as db:
        used = select(Marking.rubric_version_id, Run.rubric_version_id)
        used = used.join(Submission, Submission.id == Marking.submission_id).join(Run, Run.id == Submission.run_id)
        pairs = db.execute(used).all()
    assert all(marking == run for marking, run in pairs) and len(set(pairs)) == 2


def test_plans_that_are_marked_are_never_counted_by_what_nobody_judged(marked, lecturer) -> None:
    def without_time(document) -> None:
        document["criteria"] = [part for part in document["criteria"] if part["id"] != "time"]

    smaller = another(marked, without_time)
    with marked.database.read() as db:
        first = db.scalars(select(Assignment)).one().rubric_version.public_id
    page = preview(marked, lecturer, smaller)
    assert "Критерии убраны" in page and "Изменится 1 оценка" in page
    gives(marked, lecturer, smaller)
    page = preview(marked, lecturer, first)
    assert "ещё никто не оценивал: Сроки" in page
    assert gives(marked, lecturer, first).status_code == 409
    assert gives(marked, lecturer, first, scope="unmarked").status_code == 302


def test_a_reason_is_needed_and_only_a_lecturer_gives_a_version_of_the_house(marked, lecturer, browser) -> None:
    version = another(marked, heavier)
    answer = gives(marked, lecturer, version, reason=" ")
    assert answer.status_code == 422 and "Изменится 1 оценка" in html.unescape(answer.get_data(as_text=True))
    assert gives(marked, lecturer, "no-such").status_code == 404
    marked.add_person("assistant@example.org", role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    assert gives(marked, assistant, version).status_code == 403


def test_a_large_class_is_previewed_in_pages_with_as_many_statements(marked, lecturer) -> None:
    version = another(marked, heavier)
    path = f"/assignments/{marked.assignment}/rubric?to={version}"
    lecturer.get(path)
    few = statements(marked, lambda: lecturer.get(path))
    more_plans(marked, 60)
    with marked.database.write() as db:
        course = db.scalars(select(Assignment)).one().course_id
        for run in db.scalars(select(Run).where(Run.assignment_id.is_not(None))).all()[1:]:
            db.add(Membership(course_id=course, person_id=run.owner_id, role=Role.STUDENT, joined_at=run.begun_at))
        for one in db.scalars(select(Submission).order_by(Submission.id)).all()[1:]:
            marking = Marking(submission_id=one.id, marker_id=1, rubric_version_id=one.run.rubric_version_id,
                              state="ready", saved_at=one.handed_in_at)  # fmt: skip
            marking.marks = [Mark(criterion=id.split(":")[1], level=3 if "time" in id else 2, saved_at=one.handed_in_at)
                             for id in ALL_TWO]  # fmt: skip
            db.add(marking)
    assert statements(marked, lambda: lecturer.get(path)) == few <= 10
    page = page_of(lecturer, path)
    assert "Изменится 61 оценка" in html.unescape(page) and "page=2" in page
    assert page_of(lecturer, path + "&page=2").count('<th scope="row">') == 11


def test_who_marks_meanwhile_is_told_and_what_they_write_is_saved(place, lecturer, browser) -> None:
    """By the script, which compares the rubric that each answer names, and without one when the form is sent."""
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    page = page_of(assistant, place.page)
    opened = re.search(r'data-rubric="([\w-]+)"', page)[1]
    gives(place, lecturer, another(place, heavier))
    answer = assistant.put(f"{place.page}/marks/time", {"base": 0, "level": 2, "comment": "Когда?"})
    assert answer.status_code == 200 and answer.json["rubric"] != opened
    sent = form_of(page) | {"rubric": opened, "m:step:level": "1"}
    again = html.unescape(assistant.post(place.page, sent, follow_redirects=True).get_data(as_text=True))
    assert "The rubric was changed since you opened this page" in again
    assert {(mark.criterion, mark.level) for mark in place.marking().marks} == {("time", 2), ("step", 1)}


def test_words_on_a_criterion_that_is_gone_come_back_with_a_sentence(place, lecturer) -> None:
    page = form_of(page_of(lecturer, place.page))

    def without_time(document) -> None:
        document["criteria"] = [part for part in document["criteria"] if part["id"] != "time"]

    gives(place, lecturer, another(place, without_time), reason="Без сроков")
    answer = lecturer.post(place.page, page | {"m:time:words": "Долгие слова о сроках", "m:step:level": "1"})
    text = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 422 and "Долгие слова о сроках" in text and "нет такого критерия" in text
    assert [(mark.criterion, mark.level) for mark in place.marking().marks] == [("step", 1)]


def test_a_change_is_undone_by_giving_the_version_before(marked, lecturer) -> None:
    with marked.database.read() as db:
        before = db.scalars(select(Assignment)).one().rubric_version.public_id
    shown = mark_on(lecturer, marked)
    gives(marked, lecturer, another(marked, heavier))
    assert mark_on(lecturer, marked) != shown
    assert gives(marked, lecturer, before, reason="Всё-таки нет").status_code == 302
    assert mark_on(lecturer, marked) == shown


def mark_on(lecturer, place) -> str:
    return re.search(r'id="sum">([^<]+)<', page_of(lecturer, place.page))[1]


def test_a_criterion_that_is_named_anew_keeps_its_levels(marked, lecturer) -> None:
    def renamed(document) -> None:
        time = next(part for part in document["criteria"] if part["id"] == "time")
        time["name"] = {spoken: "К какому дню" for spoken in time["name"]}

    gives(marked, lecturer, another(marked, renamed), reason="Понятнее")
    page = page_of(lecturer, marked.page)
    time = page.split('data-part="time"')[1].split("</details>")[0]
    assert "К какому дню" in time and re.search(r'value="3" checked', time)
    assert "К какому дню" in page_of(lecturer, f"/assignments/{marked.assignment}/marks")
