"""Bringing in a list: looked at first, then added, each line answered, the new ones with a link of their own."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import select

from tests.courses.conftest import CLASSMATE, DESIGNER, LECTURER, STUDENT
from trainer.models import Course, Membership, Person

LIST = (
    "ФИО;Почта\nМадина Оспанова;madina@example.org\nОлег Бойко;oleg@example.org\nSofia Marchenko;sofia@example.org\n"
    "Olena Koval;designer@example.org\nбез почты\nМадина;MADINA@example.org"
)


def members(rows, course) -> set[str]:
    inside = select(Person.email).join(Membership).join(Course).where(Course.public_id == course)
    return set(rows.scalars(inside))


def test_looking_changes_nothing_and_keeps_the_list(browser, course, rows) -> None:
    before = members(rows, course)
    page = browser(LECTURER)
    text = page.post(f"/courses/{course}/roster", {"people": LIST, "act": "look"}).get_data(as_text=True)
    assert members(rows, course) == before
    assert text.count("новая учётная запись") == 2 and "уже в списке курса" in text and "учётная запись есть" in text
    assert "в строке нет почты" in text and "в списке дважды" in text
    assert "Добавить 3 студентов" in text and "Мадина Оспанова;madina@example.org" in text


def test_adding_brings_in_who_can_be_and_gives_each_new_one_a_link(browser, course, rows) -> None:
    page = browser(LECTURER)
    answer = page.post(f"/courses/{course}/roster", {"people": LIST, "act": "add"})
    text = answer.get_data(as_text=True)
    links = set(re.findall(r"/reset/[\w-]+", text))
    assert len(links) == 2
    assert text.count("новая учётная запись; теперь в списке курса") == 2 and "и раньше в списке курса" in text
    assert "не добавлено: в строке нет почты" in text and "Что будет" not in text and "место в курсе" not in text
    assert {"madina@example.org", "oleg@example.org", DESIGNER} <= members(rows, course)
    student = browser()
    link = re.search(r"madina@example.org\thttp://[^/]+(/reset/[\w-]+)", text).group(1)
    student.get(link)
    student.post(link, {"password": "a long sentence", "password_again": "a long sentence"})
    assert "План для семьи Самиры" in student.get("/home").get_data(as_text=True)


def test_the_same_list_again_adds_nobody_and_makes_no_link(browser, course, rows) -> None:
    page = browser(LECTURER)
    page.post(f"/courses/{course}/roster", {"people": LIST, "act": "add"})
    before = rows.scalars(select(Membership.id)).all()
    answer = page.post(f"/courses/{course}/roster", {"people": LIST, "act": "add"})
    assert answer.status_code == 200 and "/reset/" not in answer.get_data(as_text=True)
    assert rows.scalars(select(Membership.id)).all() == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251"])
def test_a_file_is_looked_at_and_then_added_from_the_page(browser, course, rows, encoding) -> None:
    page = browser(LECTURER)
    file = (io.BytesIO("Оспанова,Мадина,madina@example.org".encode(encoding)), "list.csv")
    text = page.post(f"/courses/{course}/roster", {"file": file, "act": "add"}).get_data(as_text=True)
    assert "Оспанова Мадина" in text and "madina@example.org" not in members(rows, course), "not looked at yet"
    typed = re.search(r'name="people"[^>]*>\s*([^<]*)</textarea>', text).group(1)
    page.post(f"/courses/{course}/roster", {"people": typed, "act": "add"})
    assert "madina@example.org" in members(rows, course)


def test_a_name_that_lost_letters_is_flagged_and_not_added(browser, course, rows) -> None:
    page = browser(LECTURER)
    # Windows-1251 has no Қ and Ғ: an office program writes a question mark.
    file = (io.BytesIO("Қайрат Ғаби;kairat@example.org".encode("cp1251", "replace")), "list.csv")
    text = page.post(f"/courses/{course}/roster", {"file": file, "act": "look"}).get_data(as_text=True)
    assert "?айрат ?аби" in text and "потерялись буквы" in text
    page.post(f"/courses/{course}/roster", {"people": "?айрат ?аби;kairat@example.org", "act": "add"})
    assert "kairat@example.org" not in members(rows, course)


def test_a_workbook_gets_a_sentence_and_the_typed_lines_stay(browser, course) -> None:
    file = (io.BytesIO(b"PK\x03\x04\x00\x00"), "list.xlsx")
    sent = {"file": file, "people": "Дана;dana@example.org", "act": "look"}
    answer = browser(LECTURER).post(f"/courses/{course}/roster", sent)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "CSV" in text and "Дана;dana@example.org" in text


def test_a_name_is_only_text_on_every_page(browser, course, rows) -> None:
    page = browser(LECTURER)
    evil = "<script>alert(1)</script> =cmd|' /C calc'!A0;evil@example.org"
    answer = page.post(f"/courses/{course}/roster", {"people": "=1+1 Eve;eve@example.org\n" + evil, "act": "add"})
    for text in (answer.get_data(as_text=True), page.get(f"/courses/{course}").get_data(as_text=True)):
        assert "<script>alert" not in text and "alert(1)" in text
    names = rows.scalars(select(Person.name).where(Person.email.in_(["eve@example.org", "evil@example.org"]))).all()
    assert not [name for name in names if name[0] in "=+-@"]


def test_who_was_taken_out_comes_back_with_the_list(browser, course, rows) -> None:
    sofia = rows.scalars(select(Person).where(Person.email == CLASSMATE)).one()
    page = browser(LECTURER)
    page.post(f"/courses/{course}/people/{sofia.public_id}/out")
    page.post(f"/courses/{course}/roster", {"people": f"Sofia;{CLASSMATE}", "act": "add"})
    member = rows.scalars(select(Membership).where(Membership.person_id == sofia.id)).one()
    assert member.left_at is None and member.person.name == "Sofia Marchenko", "the own name stays"


def test_nobody_else_brings_in_a_list(browser, other, course, rows) -> None:
    path = f"/courses/{course}/roster"
    sent = {"people": "Eve;eve@example.org", "act": "add"}
    assert browser().get(path).status_code == 302
    assert browser(STUDENT).get(path).status_code == 403
    assert other.get(path).status_code == 404
    assert browser().post(path, sent).status_code == 403
    assert browser(STUDENT).post(path, sent).status_code == 403
    assert other.post(path, sent).status_code == 404
    assert "eve@example.org" not in members(rows, course)
