"""The second attempt is marked with what was said of the first beside it."""

from __future__ import annotations

import copy
import re

from sqlalchemy import select

from tests.marking.fields import form_of, new_comment_on
from tests.marking.test_marking import page_of
from trainer.models import Addressed, Comment, Submission


def hand_in_again(place) -> str:
    """The same plan as a second attempt, its comments ticked; the address of its marking."""
    with place.database.write() as db:
        first = db.scalars(select(Submission)).one()
        second = Submission(run_id=first.run_id, assignment_id=first.assignment_id, attempt=2, document=first.document,
                            report=first.report, receipt="again", handed_in_at=first.handed_in_at)
        db.add(second)
        for comment in db.scalars(select(Comment)):
            db.add(Addressed(run_id=first.run_id, about=comment.public_id, at=first.handed_in_at))
        db.flush()
        return f"/marking/{second.public_id}"


def test_levels_and_words_of_the_attempt_before_stand_beside_the_new_one(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page))
    fields |= {"m:time:level": "1", "m:time:words": "Нет дней", "o::text": "Хорошее начало",
               new_comment_on(fields, "g2 s3") + ":text": "Кто первый?"}
    lecturer.post(place.page + "/send-back", fields)
    page = page_of(lecturer, hand_in_again(place))
    time = page.split('data-part="time"')[1].split("</details>")[0]
    assert "Попытка 1: уровень 1" in time and "Нет дней" in time
    row = page.split('id="row-s3"')[1].split("</tbody>")[0]
    assert "Кто первый?" in row and "студент отметил это как учтённое" in row
    assert form_of(page)["o::text"] == "" and "Хорошее начало" in page


def test_what_the_student_has_not_seen_is_no_earlier_word(place, lecturer) -> None:
    fields = form_of(page_of(lecturer, place.page)) | {"o::text": "Ещё не выдано"}
    lecturer.post(place.page, fields)
    assert "Ещё не выдано" not in page_of(lecturer, hand_in_again(place))


def again_with(place, change) -> str:
    """A second attempt whose document `change` has altered; the address of its marking."""
    with place.database.write() as db:
        first = db.scalars(select(Submission)).one()
        document = copy.deepcopy(first.document)
        change(document)
        second = Submission(run_id=first.run_id, assignment_id=first.assignment_id, attempt=2, document=document,
                            report=first.report, receipt="again", handed_in_at=first.handed_in_at)
        db.add(second)
        db.flush()
        return f"/marking/{second.public_id}"


def test_each_earlier_comment_says_whether_its_words_changed_and_none_is_lost(place, lecturer) -> None:
    """A comment on a cell looks at that cell; one whose row is gone stands above the plan."""
    fields = form_of(page_of(lecturer, place.page))
    said = {"g1": "К цели", "g2 s3": "К шагу", "g2 s4": "К строке, которой не станет"}
    for row, words in said.items():
        name = new_comment_on(fields, row)
        fields |= {f"{name}:text": words, f"{name}:cell": "responsible" if row == "g2 s3" else ""}
    lecturer.post(place.page + "/send-back", fields)

    def change(document) -> None:
        document["goals"][0]["goal"] += " до 1 октября"
        steps = document["goals"][1]["steps"]
        steps[0]["text"] += " завтра"
        document["goals"][1]["steps"] = [step for step in steps if step["id"] != "s4"]

    page = page_of(lecturer, again_with(place, change))
    found = dict(zip(re.findall(r'<div class="before">.*?<p class="words-s">([^<]*)', page),
                     re.findall(r'<div class="before">.*?<span class="tag">([^<]*)', page), strict=True))
    assert found == {"К цели": "с тех пор изменено", "К шагу": "без изменений",
                     "К строке, которой не станет": "строка удалена"}  # fmt: skip
    assert "о строке, которой больше нет" in page


def test_what_changed_since_the_attempt_before_stands_row_by_row_and_cell_by_cell(place, lecturer) -> None:
    lecturer.post(place.page + "/send-back", form_of(page_of(lecturer, place.page)) | {"o::text": "Назовите день"})

    def change(document) -> None:
        document["goals"][0]["end"] = "2026-10-01"

    page = page_of(lecturer, again_with(place, change))
    assert "С попытки 1 изменилась 1 строка" in page and "<ins>2026-10-01</ins>" in page
    assert 'class="since"' not in page_of(lecturer, place.page), "a first attempt has none before it"
