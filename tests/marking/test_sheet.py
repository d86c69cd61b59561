"""The marking sheet goes out, is filled in elsewhere and comes back: nothing is overwritten that was not seen."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest

from tests.marking.test_agreement import gives
from trainer.models import Marking, MarkingState
from trainer.web.parts import utc_now


@pytest.fixture
def desk(lecturer):
    lecturer.client.set_cookie("language", "en")
    return lecturer


def path(place) -> str:
    return f"/assignments/{place.assignment}/sheet"


def workbook(desk, place) -> openpyxl.Workbook:
    answer = desk.get(f"{path(place)}.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.get_data()))


def column(book: openpyxl.Workbook, name: str) -> int:
    return [cell.value for cell in book["Marks"][1]].index(name) + 1


def type_in(book: openpyxl.Workbook, name: str, value: object, line: int = 2) -> openpyxl.Workbook:
    book["Marks"].cell(line, column(book, name)).value = value
    return book


def bring(desk, place, book: openpyxl.Workbook | bytes) -> tuple[int, str]:
    """Send the workbook back; the status and the page."""
    file = io.BytesIO(book if isinstance(book, bytes) else b"")
    if not isinstance(book, bytes):
        book.save(file)
        file.seek(0)
    answer = desk.post(path(place), {"act": "look", "file": (file, "sheet.xlsx")}, content_type="multipart/form-data")
    return answer.status_code, html.unescape(answer.get_data(as_text=True))


def apply(desk, place, page: str, *over: str):
    carried = re.search(r'name="carried" value="([^"]+)"', page)[1]
    answer = desk.post(path(place), {"act": "apply", "carried": carried, "over": list(over)})
    assert answer.status_code == 302
    return html.unescape(desk.get(answer.headers["Location"]).get_data(as_text=True))


def marks_of(place) -> dict[str, tuple[int | None, str]]:
    marking = place.marking()
    return {mark.criterion: (mark.level, mark.comment) for mark in marking.marks} if marking else {}


def test_what_was_typed_is_looked_at_and_then_stored_and_empty_cells_change_nothing(desk, place) -> None:
    gives(desk, place.submission, "who", 2)
    book = workbook(desk, place)
    type_in(book, "Time", 3)
    type_in(book, "Time: words", "By the second of September, well set.")
    type_in(book, "Who answers", None)
    type_in(book, "On the whole plan", "First line.\n\nSecond line.")
    status, page = bring(desk, place, book)
    assert status == 200 and "2 fields change." in page and marks_of(place) == {"who": (2, "")}
    assert "2 fields were stored, in plans: 1." in apply(desk, place, page)
    assert marks_of(place) == {"who": (2, ""), "time": (3, "By the second of September, well set.")}
    assert place.marking().overall == "First line.\nSecond line."
    assert "Nothing was typed that is not stored already" in bring(desk, place, book)[1]


def test_what_somebody_changed_meanwhile_is_shown_and_stays_unless_it_is_chosen(desk, place) -> None:
    book = type_in(workbook(desk, place), "Time", 1)
    type_in(book, "Measurable", 2)
    gives(desk, place.submission, "time", 3)
    _status, page = bring(desk, place, book)
    assert "1 was changed by somebody meanwhile" in page
    key = re.search(r'name="over" value="([^"]+)"', page)[1]
    apply(desk, place, page)
    assert marks_of(place) == {"time": (3, ""), "measure": (2, "")}
    _status, page = bring(desk, place, book)
    apply(desk, place, page, key)
    assert marks_of(place)["time"] == (1, "")


def test_a_level_that_is_none_and_a_plan_that_is_none_of_the_assignments_are_named(desk, place) -> None:
    book = type_in(workbook(desk, place), "Time", "good")
    sheet = book["Marks"]
    for number, cell in enumerate([cell.value for cell in sheet[2]], 1):
        sheet.cell(3, number).value = cell
    sheet.cell(3, 1).value = "somebody-else"
    type_in(book, "Measurable", 2, line=3)
    _status, page = bring(desk, place, book)
    assert "Not a level: 0, 1, 2 or 3" in page and "This assignment has no such plan" in page
    assert "Store these changes" not in page and marks_of(place) == {}


def test_a_marking_that_the_student_has_seen_is_not_touched(desk, place) -> None:
    gives(desk, place.submission, "time", 3)
    book = type_in(workbook(desk, place), "Time", 0)
    with place.database.write() as db:
        marking = db.merge(db.get(Marking, place.marking().id))
        marking.state, marking.released_at = MarkingState.RELEASED, utc_now()
    _status, page = bring(desk, place, book)
    assert "Take it back first" in page
    assert marks_of(place) == {"time": (3, "")}


def other_assignments(book: openpyxl.Workbook) -> openpyxl.Workbook:
    book["Base"].cell(1, 2).value = "another"
    return book


def without_base(book: openpyxl.Workbook) -> openpyxl.Workbook:
    del book["Base"]
    return book


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (other_assignments, "belongs to another assignment"), (without_base, "not a marking sheet"),
        (lambda _book: b"no workbook at all", "documents"), (lambda _book: b"0" * 3_000_001, "larger than 3 MB"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sheet_of_this_assignment_gets_a_sentence(desk, place, spoil, said) -> None:
    status, page = bring(desk, place, spoil(workbook(desk, place)))
    assert status == 422 and (said in page or said == "documents" and "banner is-must" in page)
    assert marks_of(place) == {}


def test_what_was_typed_as_a_formula_comes_back_as_words_and_goes_out_as_words(desk, place) -> None:
    answer = desk.put(f"/marking/{place.submission}/marks/time",
                      {"level": 1, "comment": '=HYPERLINK("http://x","y")', "base": 0})  # fmt: skip
    assert answer.status_code == 200
    cell = workbook(desk, place)["Marks"].cell(2, column(workbook(desk, place), "Time: words"))
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK")
