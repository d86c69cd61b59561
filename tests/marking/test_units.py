"""Units of plans without names: only of those who agreed, only of one's own course, with what is honest to say."""

from __future__ import annotations

import copy
import html
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.marking.test_rules_set_aside import more_plans, statements
from trainer.cli import trainer
from trainer.models import Assignment, Mark, Person, Role, Submission
from trainer.web.parts import utc_now

STUDENT = "daniyar@example.org"


@pytest.fixture
def course(place) -> str:
    with place.database.read() as db:
        return db.scalars(select(Assignment)).one().course.public_id


def agree(browser, answer: str = "yes") -> None:
    made = browser(STUDENT)
    made.get("/account")
    assert made.post("/account/units", {"agrees": answer}).status_code == 302


def lines_of(answer) -> list[dict]:
    assert answer.status_code == 200, answer.status_code
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def rewrite(place, **texts: str) -> None:
    """Put other words into the first goal and its first step of the plan that was handed in."""
    with place.database.write() as db:
        submission = db.scalars(select(Submission)).one()
        document = copy.deepcopy(submission.document)
        goal = document["goals"][0]
        goal["goal"] = texts.get("goal", goal["goal"])
        goal["steps"][0] |= {"text": texts.get("step", goal["steps"][0]["text"]), "responsible": ["mo", "Данияр"]}
        submission.document = document


def test_nobody_has_agreed_until_they_say_so(place, lecturer, course: str) -> None:
    assert lecturer.get(f"/courses/{course}/units.jsonl").status_code == 404
    page = text_of(lecturer.get(f"/courses/{course}/units"))
    assert "Согласились: 0 из 1" in page and "units.jsonl" not in page


def test_a_student_agrees_and_takes_it_back_on_the_account_page(place, lecturer, browser, course: str) -> None:
    student = browser(STUDENT)
    assert "Вы не давали согласия" in text_of(student.get("/account"))
    agree(browser)
    assert "Вы согласились" in text_of(student.get("/account"))
    assert lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))
    agree(browser, "no")
    assert "Вы не давали согласия" in text_of(student.get("/account"))
    assert lecturer.get(f"/courses/{course}/units.jsonl").status_code == 404


def test_agreeing_twice_keeps_the_first_day(place, browser) -> None:
    agree(browser)
    with place.database.read() as db:
        first = db.scalars(select(Person.units_agreed_at).where(Person.email == STUDENT)).one()
    agree(browser)
    with place.database.read() as db:
        assert db.scalars(select(Person.units_agreed_at).where(Person.email == STUDENT)).one() == first


def test_a_line_is_a_unit_with_its_cells_and_no_label_that_nobody_gave(place, lecturer, browser, course: str) -> None:
    agree(browser)
    lines = lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))
    assert {line["unit"] for line in lines} == {"problem", "goal", "step"}
    for line in lines:
        assert {"id", "lang", "unit", "text", "responsible", "start", "end", "labels", "read", "levels"} <= set(line)
        assert line["labels"] == {} and line["levels"] == {} and line["read"]["respectful"] in ("yes", "no")
    steps = [line for line in lines if line["unit"] == "step"]
    assert all("actor" in line["read"] and "concrete" in line["read"] for line in steps)
    assert len({line["id"] for line in lines}) == len(lines)


def test_no_name_and_no_id_leads_back(place, lecturer, browser, course: str) -> None:
    rewrite(place, goal="Сеитов Данияр звонит +7 701 123 45 67", step="Мама пишет Самире на mama@example.kz")
    agree(browser)
    file = lecturer.get(f"/courses/{course}/units.jsonl").get_data(as_text=True)
    names = ("Сеитов", "Данияр", "Daniyar", "Самир", "123 45 67", "mama@")
    assert not [told for told in (*names, place.submission, place.assignment, STUDENT) if told in file]
    lines = [json.loads(line) for line in file.splitlines()]
    step = next(line for line in lines if "[e-mail]" in line["text"])
    assert step["responsible"] == ["Мама", "[name 2]"] and step["text"] == "Мама пишет [name 1] на [e-mail]"
    again = lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))
    assert not {line["id"] for line in lines} & {line["id"] for line in again}


def test_the_levels_are_those_a_person_gave_once_the_marking_is_done(place, lecturer, browser, course: str) -> None:
    agree(browser)
    lecturer.put(f"{place.page}/marks/time", {"level": 2, "comment": "Хорошо, Данияр", "base": 0})
    assert {json.dumps(line["levels"]) for line in lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))} == {"{}"}
    with place.database.write() as db:
        db.scalars(select(Mark)).one().marking.state = "ready"
    answer = lecturer.get(f"/courses/{course}/units.jsonl")
    assert all(line["levels"] == {"time": 2} for line in lines_of(answer))
    assert "Хорошо" not in answer.get_data(as_text=True)


def test_only_plans_of_those_who_agreed_are_in_the_file(place, lecturer, browser, course: str) -> None:
    agree(browser)
    alone = len(lines_of(lecturer.get(f"/courses/{course}/units.jsonl")))
    more_plans(place, 3)
    assert len(lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))) == alone
    assert "Согласились: 1 из 4" in text_of(lecturer.get(f"/courses/{course}/units"))
    with place.database.write() as db:
        for person in db.scalars(select(Person).where(Person.email.like("s_@example.org"))):
            person.units_agreed_at = utc_now()
    assert len(lines_of(lecturer.get(f"/courses/{course}/units.jsonl"))) == 4 * alone


def test_the_page_does_not_tell_who_agreed(place, lecturer, browser, course: str) -> None:
    agree(browser)
    page = text_of(lecturer.get(f"/courses/{course}/units"))
    assert "Seitov" not in page and "Согласились немногие" in page


def test_only_a_lecturer_of_the_course_gets_it(place, browser, course: str) -> None:
    agree(browser)
    place.add_person("elsewhere@example.org")
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    for email, status in (("elsewhere@example.org", 404), (STUDENT, 404), ("assistant@example.org", 403)):
        made = browser(email)
        assert made.get(f"/courses/{course}/units").status_code == status
        assert made.get(f"/courses/{course}/units.jsonl").status_code == status


def test_the_file_can_be_read_by_the_command_that_measures_labels(
    place, lecturer, browser, course: str, tmp_path: Path
) -> None:
    agree(browser)
    path = tmp_path / "units.jsonl"
    path.write_bytes(lecturer.get(f"/courses/{course}/units.jsonl").get_data())
    assert CliRunner().invoke(trainer, ["evaluate", str(path)]).exit_code == 0


def test_a_larger_class_costs_no_more_statements(place, lecturer, browser, course: str) -> None:
    agree(browser)
    lecturer.get(f"/courses/{course}/units")
    few = statements(place, lambda: lecturer.get(f"/courses/{course}/units"))
    more_plans(place, 20)
    with place.database.write() as db:
        for person in db.scalars(select(Person).where(Person.email.like("s%@example.org"))):
            person.units_agreed_at = utc_now()
    assert statements(place, lambda: lecturer.get(f"/courses/{course}/units")) == few <= 9
