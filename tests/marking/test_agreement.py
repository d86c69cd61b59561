"""A lecturer's own levels beside the suggested ones: given before the suggestion was seen, and nobody else's."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import select

from tests.marking.test_rules_set_aside import more_plans, statements
from trainer.models import Course, Mark, Membership, Person, Role, ShowSuggestion, Submission

PAGE = "/agreement"


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def gives(made, submission: str, criterion: str, level: int | None, base: int = 0):
    answer = made.put(f"/marking/{submission}/marks/{criterion}", {"level": level, "comment": "", "base": base})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def submissions(place) -> list[str]:
    with place.database.read() as db:
        return list(db.scalars(select(Submission.public_id).order_by(Submission.id)))


def suggested(place, criterion: str) -> int:
    with place.database.read() as db:
        report = db.scalars(select(Submission.report)).first()
    return next(part["level"] for part in report["criteria"] if part["id"] == criterion)


def card(page: str, criterion: str) -> str:
    of_criterion = rf'<li class="sheet pad" aria-labelledby="h-{criterion}">.*?(?=<li class="sheet pad"|</main>)'
    return re.search(of_criterion, page, re.DOTALL).group(0)


def test_ten_levels_given_blind_make_figures_and_a_picture(place, lecturer) -> None:
    more_plans(place, 9)
    level = suggested(place, "time")
    for number, submission in enumerate(submissions(place)):
        gives(lecturer, submission, "time", level if number < 7 else (level + 1) % 4)
    time = card(text_of(lecturer.get(PAGE)), "time")
    assert '<svg class="agree"' in time and "7 из 10" in time
    assert re.search(r"Тот же уровень</th><td class=\"num\">70", time)
    assert f"вы {(level + 1) % 4}, предложено {level}" in time
    assert any(f'href="/marking/{submission}#u-time"' in time for submission in submissions(place)[7:])


def test_below_ten_it_says_not_enough_yet(place, lecturer) -> None:
    more_plans(place, 8)
    for submission in submissions(place):
        gives(lecturer, submission, "time", 1)
    time = card(text_of(lecturer.get(PAGE)), "time")
    assert "Пока мало: 9 уровней из 10" in time and "<svg" not in time and "/marking/" not in time


def test_nothing_marked_says_how_to_begin(lecturer) -> None:
    assert "Пока нечего сравнивать" in text_of(lecturer.get(PAGE))


def test_levels_given_with_the_suggestion_in_sight_do_not_count(place, lecturer) -> None:
    place.change_assignment(show_suggestion=ShowSuggestion.AT_ONCE)
    more_plans(place, 9)
    for submission in submissions(place):
        gives(lecturer, submission, "time", 1)
    assert "Пока нечего сравнивать" in text_of(lecturer.get(PAGE))


def test_a_level_changed_after_the_suggestion_was_seen_counts_as_it_was_first_given(place, lecturer) -> None:
    more_plans(place, 9)
    level = suggested(place, "time")
    for submission in submissions(place):
        first = gives(lecturer, submission, "time", (level + 1) % 4)
        gives(lecturer, submission, "time", level, base=first["revision"])
    time = card(text_of(lecturer.get(PAGE)), "time")
    assert "0 из 10" in time


def test_a_level_taken_away_and_set_anew_was_seen_before(place, lecturer) -> None:
    first = gives(lecturer, place.submission, "time", 1)
    second = gives(lecturer, place.submission, "time", None, base=first["revision"])
    gives(lecturer, place.submission, "time", 2, base=second["revision"])
    with place.database.read() as db:
        assert db.scalars(select(Mark.suggestion_seen).where(Mark.criterion == "time")).one() is True


def test_another_markers_levels_are_theirs(place, lecturer, browser) -> None:
    place.add_person("assistant@example.org", role=Role.ASSISTANT)
    assistant = browser("assistant@example.org")
    more_plans(place, 9)
    for submission in submissions(place):
        gives(assistant, submission, "time", 1)
    assert "Nothing to compare" in text_of(lecturer.get(PAGE)) or "Пока нечего" in text_of(lecturer.get(PAGE))
    assert '<svg class="agree"' in text_of(assistant.get(PAGE))


def test_whoever_left_the_course_sees_nothing_of_it_any_more(place, lecturer) -> None:
    more_plans(place, 9)
    for submission in submissions(place):
        gives(lecturer, submission, "time", 1)
    with place.database.write() as db:
        person = db.scalars(select(Person).where(Person.email == "lecturer@example.org")).one()
        member = db.scalars(select(Membership).where(Membership.person_id == person.id)).one()
        member.left_at = person.created_at
    assert "<svg class=\"agree\"" not in text_of(lecturer.get(PAGE))


def test_one_course_is_looked_at_alone_and_only_ones_own(place, lecturer, browser) -> None:
    more_plans(place, 9)
    for submission in submissions(place):
        gives(lecturer, submission, "time", 1)
    with place.database.read() as db:
        own = db.scalars(select(Course.public_id).order_by(Course.id)).first()
    assert '<svg class="agree"' in text_of(lecturer.get(f"{PAGE}?course={own}"))
    place.add_person("elsewhere@example.org")
    assert browser("elsewhere@example.org").get(f"{PAGE}?course={own}").status_code == 404
    assert lecturer.get(f"{PAGE}?course=no-such").status_code == 404


@pytest.mark.parametrize("email", ["sofia@example.org", "designer@example.org"])
def test_who_marks_nothing_has_no_such_page(browser, email: str) -> None:
    assert browser(email).get(PAGE).status_code == 403


def test_more_marks_cost_no_more_statements(place, lecturer) -> None:
    gives(lecturer, place.submission, "time", 1)
    lecturer.get(PAGE)
    gives(lecturer, place.submission, "need", 1)
    few = statements(place, lambda: lecturer.get(PAGE))
    more_plans(place, 12)
    for submission in submissions(place)[1:]:
        for criterion in ("time", "need", "own"):
            gives(lecturer, submission, criterion, 2)
    assert statements(place, lambda: lecturer.get(PAGE)) == few <= 10
    assert statements(place, lambda: lecturer.get(PAGE)) < few, "counted again where nobody has marked since"
