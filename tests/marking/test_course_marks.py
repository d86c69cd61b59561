"""The gradebook of a whole course: a row for each student, levels by criterion, and a long table for analysis."""

from __future__ import annotations

import csv
import io
import re
import time

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from trainer.models import Assignment, Course, Person, Role, Run, Submission
from trainer.web.shelf import Place, State

TEACHER = "lecturer@example.org"


@pytest.fixture
def course(place) -> str:
    with place.database.read() as db:
        return f"/courses/{db.scalars(select(Course.public_id).order_by(Course.id)).first()}"


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def mark(place, lecturer) -> None:
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)


def test_the_table_has_a_row_for_each_student_with_mark_and_levels(place, lecturer, course) -> None:
    mark(place, lecturer)
    lines = {line["Студент"]: line for line in rows_of(lecturer.post(course + "/marks", {"kind": "csv"}))}
    assert set(lines) == {"Aigerim Kenzhebek", "Daniyar Seitov", "Sofia Marchenko"}
    daniyar = lines["Daniyar Seitov"]
    assert daniyar["План для семьи Самиры: Оценка"] == "20" and daniyar["План для семьи Самиры: Сроки"] == "2"
    assert lines["Sofia Marchenko"]["План для семьи Самиры: Оценка"] == ""


def test_the_long_table_has_a_line_for_every_level_of_every_attempt(place, lecturer, course) -> None:
    mark(place, lecturer)
    lines = rows_of(lecturer.post(course + "/marks", {"kind": "long"}))
    assert len(lines) == len(ALL_TWO) and {line["Уровень"] for line in lines} == {"2"}
    assert {line["Код критерия"] for line in lines} >= {"time", "own", "strength"}
    assert {(line["Попытка"], line["Оценка"], line["Выдано"], line["С опозданием"]) for line in lines} == {
        ("1", "20", "нет", "нет")
    }
    lecturer.post(place.page + "/release")
    assert {line["Выдано"] for line in rows_of(lecturer.post(course + "/marks", {"kind": "long"}))} == {"да"}


def test_the_workbook_holds_both_as_numbers(place, lecturer, course) -> None:
    mark(place, lecturer)
    answer = lecturer.post(course + "/marks", {"kind": "xlsx"})
    assert re.search(r'filename="?marks-[\w-]+\.xlsx', answer.headers["Content-Disposition"])
    wide, long = load_workbook(io.BytesIO(answer.get_data()))
    head, *lines = wide.iter_rows(values_only=True)
    daniyar = dict(zip(head, next(line for line in lines if line[0] == "Daniyar Seitov"), strict=True))
    assert daniyar["План для семьи Самиры: Оценка"] == 20 and daniyar["План для семьи Самиры: Сроки"] == 2
    times = [row for row in long.iter_rows(min_row=2, values_only=True) if row[5] == "time"]
    assert [row[6:10] for row in times] == [("Сроки", 2, 20, 30)]


def test_a_name_is_never_a_formula(place, lecturer, course) -> None:
    bad = {"daniyar": "=HYPERLINK(1)", "sofia": "+7", "aigerim": "\t@x"}
    with place.database.write() as db:
        for who, name in bad.items():
            db.scalars(select(Person).where(Person.email == f"{who}@example.org")).one().name = name
    place.change_assignment(title="-2+3 & <x> _x0041_ \x0b")
    mark(place, lecturer)
    wide, long = load_workbook(io.BytesIO(lecturer.post(course + "/marks", {"kind": "xlsx"}).get_data()))
    names = [row[0] for row in wide.iter_rows(min_row=2)]
    assert {cell.data_type for cell in names} == {"s"} and {cell.value for cell in names} == set(bad.values())
    assert long["C2"].value.startswith("-2+3 & <x> ") and long["C2"].data_type == "s"
    for kind in ("csv", "long"):
        text = lecturer.post(f"{course}/marks", {"kind": kind}).get_data().decode("utf-8-sig")
        cells = {cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line}
        assert not {cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))}


def test_who_does_not_lead_the_course_gets_no_marks(place, browser, course) -> None:
    place.add_person("assistant@example.org", role=Role.ASSISTANT)
    place.add_person("elsewhere@example.org")
    for email, status in (("assistant@example.org", 403), ("daniyar@example.org", 404), ("elsewhere@example.org", 404)):
        person = browser(email)
        assert person.get(course + "/marks").status_code == status
        assert person.post(course + "/marks", {"kind": "csv"}).status_code == status


def test_a_large_file_says_how_far_it_is_and_nobody_else_finds_it(
    place, lecturer, course, browser, monkeypatch
) -> None:
    monkeypatch.setattr("trainer.marking.course_marks.WAIT_SECONDS", 0)
    place.add_person("second@example.org", role=Role.LECTURER)
    where = lecturer.post(course + "/marks", {"kind": "xlsx"}).headers["Location"]
    for _turn in range(100):
        page = lecturer.get(where).get_data(as_text=True)
        if "download" in page:
            break
        assert '<meta http-equiv="refresh"' in page and "<progress" in page
        time.sleep(0.05)
    assert "refresh" not in page
    assert load_workbook(io.BytesIO(lecturer.get(where + "/download").get_data())).sheetnames
    for path in (where, where + "/download"):
        assert browser("second@example.org").get(path).status_code == 404
        assert lecturer.get(path.replace("file/", "file/x")).status_code == 404


def test_half_a_file_is_not_given_and_one_that_stopped_says_so(tmp_path, place, lecturer, course) -> None:
    with place.database.read() as db:
        owner = db.scalar(select(Person.id).where(Person.email == TEACHER))
    token, folder = "t" * 24, place.app.extensions["trainer"].settings.var / "shelf" / ("t" * 24)
    folder.mkdir(parents=True)
    Place(token, folder).note(State(owner, course.rpartition("/")[2], "marks.csv", done=30, of=60))
    assert 'value="50"' in lecturer.get(f"{course}/marks/file/{token}").get_data(as_text=True)
    assert lecturer.get(f"{course}/marks/file/{token}/download").status_code == 404
    Place(token, folder).note(State(owner, course.rpartition("/")[2], "marks.csv", failed=True))
    assert "<progress" not in lecturer.get(f"{course}/marks/file/{token}").get_data(as_text=True)


def test_the_page_shows_the_marks_of_every_assignment(place, lecturer, course) -> None:
    mark(place, lecturer)
    page = lecturer.get(course + "/marks").get_data(as_text=True)
    assert "<b>20</b>" in page and "Sofia Marchenko" in page
    with place.database.read() as db:
        assert db.scalars(select(Submission)).one()


def test_hidden_names_stay_hidden_in_rows_of_their_own(place, lecturer, course) -> None:
    """Another assignment is known by name; nothing in the files joins its rows to the codes."""
    with place.database.write() as db:
        given = db.scalars(select(Assignment)).one()
        db.add(Assignment(course_id=given.course_id, case_version_id=given.case_version_id, title="Открытое",
                          rubric_version_id=given.rubric_version_id, made_at=given.made_at))  # fmt: skip
        given.blind = True
        code = db.scalars(select(Run)).one().code
    mark(place, lecturer)
    lines = rows_of(lecturer.post(course + "/marks", {"kind": "csv"}))
    assert [line["Студент"] for line in lines] == ["Aigerim Kenzhebek", "Daniyar Seitov", "Sofia Marchenko", code]
    *named, coded = lines
    assert not any(line[f"План для семьи Самиры: {column}"] for line in named for column in ("Оценка", "Состояние"))
    assert coded["План для семьи Самиры: Оценка"] == "20" and not coded["Эл. почта"]
    assert {line["Студент"] for line in rows_of(lecturer.post(course + "/marks", {"kind": "long"}))} == {code}
    page = lecturer.get(course + "/marks").get_data(as_text=True)
    assert re.search(rf"{code}</th>.*?<b>20</b>", page, re.DOTALL)
    with place.database.write() as db:
        db.scalars(select(Assignment).where(Assignment.title == "Открытое")).one().blind = True
    assert "Daniyar" not in lecturer.get(course + "/marks").get_data(as_text=True), "no names beside codes alone"
