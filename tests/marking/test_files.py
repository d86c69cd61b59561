"""Marks leave as files that spreadsheets and Moodle read, and that carry nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from trainer.marking.files import as_csv, as_xlsx, harmless
from trainer.models import Role


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline="")))


def make_ready(place, lecturer, **more: str) -> None:
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO | more)


def test_every_student_has_a_line_with_levels_and_mark(place, lecturer) -> None:
    make_ready(place, lecturer)
    answer = lecturer.get(f"/assignments/{place.assignment}/marks.csv")
    head, *lines = rows_of(answer)
    by_name = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert set(by_name) == {"Aigerim Kenzhebek", "Daniyar Seitov", "Sofia Marchenko"}
    assert by_name["Daniyar Seitov"]["Сроки"] == "2" and by_name["Daniyar Seitov"]["Оценка"] == "20"
    assert by_name["Sofia Marchenko"]["Оценка"] == ""
    assert place.assignment in answer.headers["Content-Disposition"]


def test_the_workbook_holds_numbers(place, lecturer) -> None:
    make_ready(place, lecturer)
    answer = lecturer.get(f"/assignments/{place.assignment}/marks.xlsx")
    sheet = load_workbook(io.BytesIO(answer.get_data())).active
    head = [cell.value for cell in sheet[1]]
    line = next(row for row in sheet.iter_rows(min_row=2, values_only=True) if row[0] == "Daniyar Seitov")
    assert line[head.index("Оценка")] == 20


def test_moodle_gets_released_marks_only(place, lecturer) -> None:
    make_ready(place, lecturer, **{"o::text": "Хорошо"})
    path = f"/assignments/{place.assignment}/moodle.csv"
    assert len(rows_of(lecturer.get(path))) == 1
    lecturer.post(place.page + "/release")
    head, line = rows_of(lecturer.get(path))
    assert head[0] == "Email address" and line == ["daniyar@example.org", "20", "Хорошо"]


@pytest.mark.parametrize("text", ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n=1", "\ufeff=1"])
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == "'" + text
    assert list(csv.reader(io.StringIO(as_csv(["n"], [[text]]).decode("utf-8-sig"), newline="")))[1][0].startswith("'")
    cell = load_workbook(io.BytesIO(as_xlsx("x", ["n"], [[text]]))).active["A2"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("title", ["[План]: 1/2?", "", "'", "x" * 80, "\x00"])
def test_any_title_names_a_sheet(title: str) -> None:
    assert load_workbook(io.BytesIO(as_xlsx(title, ["n"], []))).active is not None


def test_a_student_with_a_formula_for_a_name_does_no_harm(place, lecturer) -> None:
    place.add_person("f@example.org", teaches=False, role=Role.STUDENT, name="=HYPERLINK(1)")
    names = [line[0] for line in rows_of(lecturer.get(f"/assignments/{place.assignment}/marks.csv"))]
    assert "'=HYPERLINK(1)" in names


def test_the_scheme_of_the_assignment_decides_the_mark(place, lecturer) -> None:
    make_ready(place, lecturer)
    path = f"/assignments/{place.assignment}/scheme"
    page_of(lecturer, path)
    sent = {"kind": "percent", "top": "", "passes": "66,5", "rounding": "whole"}
    assert lecturer.post(path, sent).status_code == 302
    page = page_of(lecturer, f"/assignments/{place.assignment}/marks")
    assert "<b>67</b>" in page and "is-good" in page
    assert 'value="66.5"' in page_of(lecturer, path)


@pytest.mark.parametrize(
    "sent", [
        {"kind": "points", "top": "10", "passes": "500"}, {"kind": "percent", "top": "", "passes": "150"},
        {"kind": "points", "top": "0", "passes": ""}, {"kind": "points", "top": "0,0", "passes": ""},
        {"kind": "points", "top": "", "passes": "999"},
    ],
)  # fmt: skip
def test_a_limit_that_nobody_could_reach_is_refused_and_kept_on_the_page(place, lecturer, sent) -> None:
    path = f"/assignments/{place.assignment}/scheme"
    page_of(lecturer, path)
    answer = lecturer.post(path, sent | {"rounding": "half"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'class="err"' in text
    assert all(f'value="{typed}"' in text for typed in sent.values())


@pytest.mark.parametrize(
    "name, value", [("passes", "many"), ("top", "-1"), ("kind", "stars"), ("rounding", "x"), ("top", "NaN")]
)
def test_a_scheme_that_makes_no_sense_is_shown_again(place, lecturer, name: str, value: str) -> None:
    path = f"/assignments/{place.assignment}/scheme"
    page_of(lecturer, path)
    sent = {"kind": "points", "top": "", "passes": "", "rounding": "half"} | {name: value}
    assert lecturer.post(path, sent).status_code == 422


def test_an_assistant_reads_the_marks_and_does_not_change_the_scheme(place, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    path = f"/assignments/{place.assignment}/scheme"
    page_of(assistant, path)
    assert assistant.post(path, {"kind": "percent", "rounding": "whole"}).status_code == 403


@pytest.mark.parametrize("file", ["marks", "marks.csv", "marks.xlsx", "moodle.csv"])
def test_a_student_and_a_lecturer_of_another_course_get_no_file(place, browser, file: str) -> None:
    place.add_person("elsewhere@example.org")
    for email in ("daniyar@example.org", "elsewhere@example.org"):
        assert browser(email).get(f"/assignments/{place.assignment}/{file}").status_code == 404


def test_moodle_names_the_criteria_in_the_language_of_the_plan(place, lecturer) -> None:
    make_ready(place, lecturer, **{"m:time:words": "Хорошо"})
    lecturer.post(place.page + "/release")
    lecturer.client.set_cookie("language", "en")
    _head, line = rows_of(lecturer.get(f"/assignments/{place.assignment}/moodle.csv"))
    assert line[2] == "Сроки: Хорошо"


def test_many_downloads_give_their_connections_back(place, lecturer) -> None:
    pool = place.database.reader.pool
    for _ in range(40):
        assert lecturer.get(f"/assignments/{place.assignment}/marks.csv").get_data().count(b"\n") > 1
    assert pool.checkedout() == 0
