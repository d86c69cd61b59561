"""Groups of a course: by hand, from a list, by chance; a later day for a group; people found by their name."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select

from tests.conftest import NOW
from tests.courses.conftest import CLASSMATE, LECTURER, OTHER, STUDENT, utc
from trainer.models import (
    Assignment,
    Course,
    CourseGroup,
    Extension,
    GroupMember,
    GroupSet,
    Membership,
    Person,
    Role,
    Run,
    Submission,
)


def placed(rows) -> dict[str, str]:
    """The group of each person by the person's name."""
    return {member.person.name: member.group.title for member in rows.scalars(select(GroupMember))}


def person(rows, email: str) -> Person:
    return rows.scalars(select(Person).where(Person.email == email)).one()


@pytest.fixture
def led(browser, course):
    """The lecturer with a set of two groups that was made by chance."""
    page = browser(LECTURER)
    made = page.post(f"/courses/{course}/groups", {"title": "Учебные группы", "way": "random", "groups": "2"})
    assert made.status_code == 302
    page.groups = made.headers["Location"]
    return page


def more_students(add, rows, course: str, names: list[str]) -> None:
    found = rows.scalars(select(Course).where(Course.public_id == course)).one()
    made = [
        Person(institution_id=found.institution_id, name=name, email=f"s{number}@example.org", created_at=NOW)
        for number, name in enumerate(names)
    ]
    add(*made)
    add(*(Membership(course_id=found.id, person_id=each.id, role=Role.STUDENT, joined_at=NOW) for each in made))


def test_chance_gives_groups_that_differ_by_one_at_most(browser, course, rows, add) -> None:
    more_students(add, rows, course, [f"Студент {number}" for number in range(9)])
    page = browser(LECTURER)
    answer = page.post(f"/courses/{course}/groups", {"title": "Команды", "way": "random", "groups": "4"})
    sizes = Counter(placed(rows).values())
    assert len(sizes) == 4 and max(sizes.values()) - min(sizes.values()) <= 1
    assert sum(sizes.values()) == 9 + 3, "the students of the demonstration are placed as well, the lecturer is not"
    more_students_page = page.get(answer.headers["Location"]).get_data(as_text=True)
    assert "Группа 1" in more_students_page or "Group 1" in more_students_page


def test_a_name_typed_beside_a_student_makes_the_group_and_an_empty_field_takes_out(led, rows) -> None:
    daniyar = person(rows, STUDENT)
    was = placed(rows)[daniyar.name]
    moved = {f"in:{daniyar.public_id}": "Ночная группа", f"was:{daniyar.public_id}": was}
    assert led.post(led.groups, moved).status_code == 302
    assert placed(rows)[daniyar.name] == "Ночная группа"
    led.post(led.groups, {f"in:{daniyar.public_id}": " ", f"was:{daniyar.public_id}": "Ночная группа"})
    assert daniyar.name not in placed(rows) and len(placed(rows)) == 2


def test_what_another_lecturer_moved_meanwhile_is_left_and_named(led, rows) -> None:
    daniyar = person(rows, STUDENT)
    was = placed(rows)[daniyar.name]
    led.post(led.groups, {f"in:{daniyar.public_id}": "A", f"was:{daniyar.public_id}": was})
    led.post(led.groups, {f"in:{daniyar.public_id}": "B", f"was:{daniyar.public_id}": was})
    assert placed(rows)[daniyar.name] == "A"
    said = led.get(led.groups).get_data(as_text=True)
    assert daniyar.name in said.partition("flashes")[2].partition("<header")[0]


def test_the_column_of_a_list_becomes_groups_of_new_and_old_students(browser, course, rows) -> None:
    page = browser(LECTURER)
    people = "ФИО;Почта;Группа\nМадина Оспанова;madina@example.org;СР-21\nSofia Marchenko;sofia@example.org;СР-22\n"
    looked = page.post(f"/courses/{course}/roster", {"people": people, "act": "look"}).get_data(as_text=True)
    assert "СР-21" in looked and 'name="groups"' in looked and placed(rows) == {}
    page.post(f"/courses/{course}/roster", {"people": people, "act": "add"})
    assert placed(rows) == {}, "without the tick nobody is placed"
    page.post(f"/courses/{course}/roster", {"people": people, "act": "add", "groups": "y"})
    assert placed(rows) == {"Мадина Оспанова": "СР-21", "Sofia Marchenko": "СР-22"}
    assert rows.scalars(select(GroupSet.title)).all() == ["Группа"]
    page.post(f"/courses/{course}/roster", {"people": people.replace("СР-22", "СР-21"), "act": "add", "groups": "y"})
    assert set(placed(rows).values()) == {"СР-21"} and len(rows.scalars(select(GroupSet)).all()) == 1


def test_a_group_gets_a_later_day_and_of_two_that_apply_the_latest_counts(led, browser, assignment, rows) -> None:
    sofia, group = person(rows, CLASSMATE), placed(rows)[person(rows, CLASSMATE).name]
    of_sofia = rows.scalars(select(CourseGroup).where(CourseGroup.title == group)).one()
    path, due = f"/assignments/{assignment}/extend", rows.scalars(select(Assignment.due_at)).one()
    year = due.year + 1
    for whom, day in ((sofia.public_id, f"{year}-03-05T18:00"), (of_sofia.public_id, f"{year}-03-09T18:00")):
        assert led.post(path, {"person": whom, "due_at": day, "reason": "Болезнь"}).status_code == 302
    assert {each.due_at for each in rows.scalars(select(Extension))} == {
        utc(year, 3, 5, 13, 0), utc(year, 3, 9, 13, 0)
    }  # fmt: skip
    assert f"9 March {year}" in browser(CLASSMATE).get("/home").get_data(as_text=True)
    page = led.get(path).get_data(as_text=True)
    assert f"Учебные группы: {group}" in page and "Sofia Marchenko" in page
    assert led.post(f"{path}/{of_sofia.public_id}/back").status_code == 302
    assert rows.scalars(select(Extension.person_id)).all() == [sofia.id]


def test_a_group_on_which_something_rests_stays(led, assignment, rows, course) -> None:
    group = rows.scalars(select(CourseGroup).order_by(CourseGroup.id)).first()
    given = {"person": group.public_id, "due_at": "2098-01-01T18:00"}
    assert led.post(f"/assignments/{assignment}/extend", given).status_code == 302
    assert led.post(f"{led.groups}/{group.public_id}/remove").status_code == 409
    assert led.post(f"{led.groups}/remove").status_code == 409
    led.post(f"/assignments/{assignment}/extend/{group.public_id}/back")
    assert led.post(f"{led.groups}/{group.public_id}/remove").status_code == 302
    assert led.post(f"{led.groups}/remove").status_code == 302
    assert rows.scalars(select(GroupSet)).first() is None and placed(rows) == {}


def test_nobody_is_taken_out_of_a_team_that_has_handed_in(led, add, rows) -> None:
    """The demonstration's plan, as if the team of its writer had written it together."""
    run = rows.scalars(select(Run).join(Submission)).one()
    owner = rows.get(Person, run.owner_id)
    team = rows.scalars(select(CourseGroup).where(CourseGroup.title == placed(rows)[owner.name])).one()
    with led.client.application.extensions["trainer"].database.write() as db:
        db.get_one(Run, run.id).team_id = team.id
    moved = {f"in:{owner.public_id}": "Другая", f"was:{owner.public_id}": team.title}
    answer = led.post(led.groups, moved)
    assert answer.status_code == 409 and placed(rows)[owner.name] == team.title


@pytest.mark.parametrize("wrong", [{"title": " "}, {"title": "x" * 200}, {"way": "magic"}, {"groups": "1"},
                                   {"groups": "many"}, {"groups": "9" * 30}])  # fmt: skip
def test_a_wrong_division_gets_a_sentence_and_makes_nothing(browser, course, rows, wrong) -> None:
    answer = browser(LECTURER).post(f"/courses/{course}/groups", {"title": "A", "way": "random", "groups": "3"} | wrong)
    assert answer.status_code == 422 and 'class="err"' in answer.get_data(as_text=True)
    assert "Not a valid" not in answer.get_data(as_text=True)
    assert rows.scalars(select(GroupSet)).first() is None


def test_a_second_division_of_one_name_is_refused(led, course) -> None:
    again = led.post(f"/courses/{course}/groups", {"title": "Учебные группы", "way": "hand", "groups": "4"})
    assert again.status_code == 422


def test_who_learns_or_teaches_elsewhere_sees_no_groups(led, other, browser, course, rows) -> None:
    assert other.get(led.groups).status_code == 404 and OTHER
    assert browser(STUDENT).get(led.groups).status_code == 403
    own = rows.scalars(select(Course.public_id).where(Course.title == "Інший курс")).one()
    moved = led.groups.replace(course, own)
    assert other.get(moved).status_code == 404, "a set of another course is not found under one's own"


def test_a_large_course_is_searched_by_name_whatever_the_letters_size(browser, course, rows, add) -> None:
    more_students(add, rows, course, [f"Студент {number}" for number in range(60)] + ["Айгерім Жұмабаева"])
    page = browser(LECTURER)
    found = page.get(f"/courses/{course}?q=жұмабаева+айг").get_data(as_text=True)
    assert "Айгерім Жұмабаева" in found and "Студент 1" not in found
    assert "Студент" not in page.get(f"/courses/{course}?q=S59@EXAMPLE").get_data(as_text=True).split("Студент 59")[0]
    nobody = page.get(f"/courses/{course}?q=nobody&page=7")
    assert nobody.status_code == 200 and 'name="q" value="nobody"' in nobody.get_data(as_text=True)
