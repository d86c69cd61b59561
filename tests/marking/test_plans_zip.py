"""All plans of an assignment as one archive of Word files, with what was said of them on their rows."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from tests.marking.test_agreement import gives
from tests.marking.test_rules_set_aside import more_plans
from trainer.marking.plans_zip import file_name


def archive(desk, place) -> zipfile.ZipFile:
    answer = desk.get(f"/assignments/{place.assignment}/plans.zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(answer.get_data()))
    assert packed.testzip() is None
    return packed


def test_every_newest_plan_stands_in_it_by_name(lecturer, place) -> None:
    more_plans(place, 27)
    names = archive(lecturer, place).namelist()
    assert len(names) == 28 and names == sorted(names)
    assert names[0] == "001 Daniyar Seitov (1).docx" and names[-1] == "028 Student 9 (1).docx"


def test_a_comment_hangs_on_its_row_and_levels_and_words_stand_after_the_plan(lecturer, place) -> None:
    gives(lecturer, place.submission, "time", 2)
    lecturer.put(f"/marking/{place.submission}/comments/abcdefgh1234",
                 {"goal": "g1", "step": None, "cell": None, "text": "Who holds the rope?", "base": 0})  # fmt: skip
    lecturer.put(f"/marking/{place.submission}/overall", {"text": "Read it aloud once.", "base": 0})
    packed = archive(lecturer, place)
    word = docx.Document(io.BytesIO(packed.read(packed.namelist()[0])))
    assert [comment.text for comment in word.comments] == ["Who holds the rope?"]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Сроки: 2" in text and "Read it aloud once." in text and "Who holds the rope?" not in text


@pytest.mark.parametrize(
    ("student", "name"),
    [
        ("Олена Марченко", "007 Олена Марченко (2).docx"), ("../../etc/passwd", "007 etc passwd (2).docx"),
        ("CON: <x>|?*\\", "007 CON x (2).docx"), ("…", "007 (2).docx"), ("a" * 300, f"007 {'a' * 80} (2).docx"),
    ],
)  # fmt: skip
def test_a_file_has_a_name_that_every_system_takes(student: str, name: str) -> None:
    assert file_name(7, student, 2) == name
