"""What was written on a criterion of a case before is offered again, to those who may read it."""

from __future__ import annotations

import re

from sqlalchemy import select

from tests.marking.test_marking import page_of
from tests.marking.test_queue import many
from trainer.models import Membership, Person, Role, Submission


def others(place) -> list[str]:
    many(place, 3)
    with place.database.read() as db:
        return [f"/marking/{id}" for id in db.scalars(select(Submission.public_id)) if id != place.submission]


def writes(made, page: str, words: str, criterion: str = "time") -> None:
    page_of(made, page)
    assert made.put(f"{page}/marks/{criterion}", {"base": 0, "level": 1, "comment": words}).status_code == 200


def offered(made, place, criterion: str = "time") -> list[tuple[str, str]]:
    page = page_of(made, f"{place.page}/bank/{criterion}")
    return re.findall(r"data-words>([^<]*)</p><span[^>]*>([^<]*)</span>", page)


def test_ones_own_words_come_first_and_what_was_written_often_before_the_rest(place, lecturer, browser) -> None:
    first, second, third = others(place)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    for page in (first, second):
        writes(browser("assistant@example.org"), page, "Когда это будет сделано?")
    writes(lecturer, third, "Кто и к какому дню?")
    writes(lecturer, third, "О шагах", "step")
    assert offered(lecturer, place) == [
        ("Кто и к какому дню?", "ваше"), ("Когда это будет сделано?", "другой проверяющий · 2 плана"),
    ]  # fmt: skip
    assert f'href="{place.page}/bank/time"' in page_of(lecturer, place.page)


def test_what_stands_on_this_very_plan_is_not_offered(place, lecturer) -> None:
    writes(lecturer, place.page, "Только здесь")
    assert offered(lecturer, place) == []


def test_who_left_a_course_is_offered_their_own_words_alone(place, lecturer, browser) -> None:
    """And whoever marks elsewhere reads nothing of this course."""
    first, second, _third = others(place)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    writes(browser("assistant@example.org"), first, "Слова ассистента")
    writes(lecturer, second, "Слова преподавателя")
    with place.database.write() as db:
        person = db.scalars(select(Person).where(Person.email == "assistant@example.org")).one()
        db.scalars(select(Membership).where(Membership.person_id == person.id)).one().left_at = person.created_at
    assert browser("assistant@example.org").get(f"{place.page}/bank/time").status_code in (403, 404)
    place.add_person("stranger@example.org")
    assert browser("stranger@example.org").get(f"{place.page}/bank/time").status_code == 404
    assert lecturer.get(f"{place.page}/bank/nonsense").status_code == 404
