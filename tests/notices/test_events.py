"""Who hears of what, when, and that a letter which is no longer true never leaves the house."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from sqlalchemy import select

from tests.marking.conftest import Place
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from tests.notices.conftest import AIGERIM, DANIYAR, LECTURER, SOFIA, Office
from trainer.models import (
    Assignment,
    Course,
    MailKind,
    MailSwitch,
    MarkingLog,
    PeerReview,
    PeerRound,
    ReviewKind,
    Run,
    Submission,
)

DAY = dt.timedelta(days=1)


def words_of(letter) -> str:
    """All that a letter says, subject and both bodies."""
    bodies = [letter.get_body([kind]).get_content() for kind in ("plain", "html")]
    return html.unescape("\n".join([letter["Subject"], *bodies]))


def kinds_to(office: Office, email: str) -> list[str]:
    """The kinds of the letters that this person got, in the order in which they came."""
    links = [words_of(letter) for letter in office.server.to(email)]
    subjects = [text.splitlines()[0].split(":")[0] for text in links]
    return subjects


def test_an_opening_is_told_once_to_those_in_the_course_by_then_and_names_the_due_date(office: Office) -> None:
    opens = office.now + dt.timedelta(hours=1)
    office.change(opens_at=opens)
    office.leaves(AIGERIM)
    assert office.send() == {}
    office.at(opens)
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(SOFIA)[0])
    assert "18:00, Almaty (UTC+5)" in said and "Ведение случая, 2 курс" in said
    office.later(hours=3)
    assert office.send() == {}


def test_the_day_before_is_told_to_who_has_not_handed_in_by_the_date_that_counts_for_them(office: Office) -> None:
    office.extend(SOFIA, office.due + DAY)
    office.at(office.due - DAY)
    assert office.send() == {"sent": 1}, "Daniyar has handed in, Sofia has a day more"
    assert kinds_to(office, AIGERIM) == ["Мерзім жақын"]
    office.at(office.due)
    assert office.send() == {"sent": 1}
    assert kinds_to(office, SOFIA) == ["Due soon"]


def test_a_date_that_moves_before_the_letter_leaves_takes_the_letter_back(office: Office) -> None:
    office.leaves(AIGERIM)
    office.put(SOFIA, MailKind.DUE_SOON, about=f"{office.assignment} {office.due.isoformat()}")
    office.extend(SOFIA, office.due + 3 * DAY)
    assert office.send() == {"dropped": 1}
    office.at(office.due + 2 * DAY)
    assert office.send() == {"sent": 1}, "the new date is told in its turn"


def test_who_left_the_course_or_turned_a_kind_off_hears_nothing(office: Office) -> None:
    for email in (AIGERIM, SOFIA):
        office.put(email)
    office.leaves(AIGERIM)
    with office.database.write() as db:
        db.add(MailSwitch(person_id=office.person(SOFIA).id, kind=MailKind.OPENED, wanted=False))
    assert office.send() == {"dropped": 2}
    assert "left the course" in office.stand()[AIGERIM, "opened"][1]
    assert "turned this kind off" in office.stand()[SOFIA, "opened"][1]


def test_a_closed_course_and_old_news_are_silent(office: Office) -> None:
    office.put(AIGERIM)
    office.later(days=4)
    with office.database.write() as db:
        db.scalars(select(Course)).one().archived_at = office.now
    office.put(SOFIA)
    assert office.send() == {"dropped": 2}
    assert "3 days" in office.stand()[AIGERIM, "opened"][1]
    office.at(office.due - DAY)
    assert office.send() == {}


@pytest.fixture
def place(office: Office) -> Place:
    with office.database.read() as db:
        submission = db.scalars(select(Submission.public_id)).one()
    office.change(appeal_days=7)
    return Place(office.app, submission, office.assignment)


@pytest.fixture
def lecturer(place: Place, browser):
    made = browser(LECTURER)
    made.post(place.page + "/ready", form_of(page_of(made, place.page)) | ALL_TWO)
    return made


def marks(lecturer, place: Place, level: str) -> None:
    """Give another level on one criterion and say that it is ready."""
    form = form_of(page_of(lecturer, place.page)) | ALL_TWO | {"m:time:level": level}
    lecturer.post(place.page + "/ready", form)


def test_a_release_is_told_after_it_and_holds_no_mark_no_level_and_no_comment(place, office, lecturer) -> None:
    assert office.send() == {}, "a mark that is only ready is nobody's news"
    lecturer.post(place.page + "/release")
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(DANIYAR)[0])
    assert re.search(r"https://trainer\.example\.org/plans/[\w-]+/attempts/1", said)
    assert not re.search(r"\b(20|30)\b|из 30|уров", said) and "Gulnara" not in said


def test_a_release_that_is_taken_back_at_once_is_not_told_and_the_next_one_is(place, office, lecturer) -> None:
    lecturer.post(place.page + "/release")
    lecturer.post(place.page + "/take-back")
    assert office.send() == {"dropped": 1}
    marks(lecturer, place, "3")
    lecturer.post(place.page + "/release")
    assert office.send() == {"dropped": 1, "sent": 1}, "the first that is read needs no letter about a change"
    assert kinds_to(office, DANIYAR) == ["Оценка выдана"]


def test_a_correction_is_told_with_what_changed_and_never_to_what(place, office, lecturer) -> None:
    lecturer.post(place.page + "/release")
    office.send()
    office.later(hours=1)
    lecturer.post(place.page + "/take-back")
    marks(lecturer, place, "3")
    lecturer.post(place.page + "/release")
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(DANIYAR)[1])
    assert "Другой уровень: Сроки." in said and "исправлено преподавателем" in said and "Другая оценка" in said
    assert not re.search(r"\b(2|3|20|21|30)\b", said.replace("2 курс", ""))
    with office.database.read() as db:
        assert db.scalars(select(MarkingLog).where(MarkingLog.what == "changed")).one()


def test_a_plan_that_is_sent_back_is_told(place, office, lecturer) -> None:
    form = form_of(page_of(lecturer, place.page)) | {"o::text": "Сроки, пожалуйста"}
    answer = lecturer.post(place.page + "/send-back", form)
    assert answer.status_code == 302
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(DANIYAR)[0])
    assert said.startswith("Возвращено на доработку") and "Сроки, пожалуйста" not in said


def test_an_answer_to_a_second_look_is_one_letter_even_when_the_level_moves(place, office, lecturer, browser) -> None:
    lecturer.post(place.page + "/release")
    office.send()
    student = browser(DANIYAR)
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]
    student.post(f"{attempt}/second-look/time", {"reason": "Даты есть"})
    looks = page_of(lecturer, f"/assignments/{place.assignment}/second-looks")
    appeal = re.search(r'action="(/second-looks/[\w-]+)"', looks)[1]
    lecturer.post(appeal, {"level": "3", "sentence": "Верно, все с датами"})
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(DANIYAR)[1])
    assert said.startswith("Ответ на повторное рассмотрение") and "Верно" not in said


def test_reviews_are_told_a_day_before_to_who_has_some_to_do(office: Office) -> None:
    closes = office.due + 2 * DAY
    with office.database.write() as db:
        assignment = db.scalars(select(Assignment)).one()
        run = db.scalars(select(Run)).one()
        db.add(PeerRound(assignment_id=assignment.id, reviews=1, opens_at=office.now, closes_at=closes))
        db.add(PeerReview(assignment_id=assignment.id, run_id=run.id, reviewer_id=office.person(AIGERIM).id,
                          kind=ReviewKind.PEER, begun_at=office.now, leased_until=closes, handed_in_at=office.now))
    office.at(closes - DAY)
    assert office.send() == {"sent": 1}, "Aigerim has done hers, Daniyar wrote the only plan"
    assert kinds_to(office, SOFIA) == ["Reviews due soon"]


def test_a_digest_comes_once_a_morning_to_the_lecturer_who_wants_it(office: Office) -> None:
    # Eight in the morning in Almaty.
    morning = office.now.replace(hour=3, minute=0)
    office.at(morning)
    assert office.send() == {}, "nobody gets it unasked"
    with office.database.write() as db:
        db.add(MailSwitch(person_id=office.person(LECTURER).id, kind=MailKind.DIGEST, wanted=True))
    office.at(morning - dt.timedelta(hours=3))
    assert office.send() == {}
    office.at(morning)
    assert office.send() == {"sent": 1}
    said = words_of(office.server.to(LECTURER)[0])
    assert "План для семьи Самиры" in said and "1 план ждёт" in said and "Daniyar" not in said
    office.later(hours=1)
    assert office.send() == {}
    office.at(morning + DAY)
    assert office.send() == {"sent": 1}


def test_an_assignment_with_letters_can_still_be_withdrawn(office: Office, browser) -> None:
    with office.database.write() as db:
        first = db.scalars(select(Assignment)).one()
        second = Assignment(course_id=first.course_id, case_version_id=first.case_version_id, title="Second",
                            rubric_version_id=first.rubric_version_id, due_at=office.due, made_at=office.now)
        db.add(second)
        db.flush()
        address = f"/assignments/{second.public_id}/withdraw"
    assert office.send() == {"sent": 3}
    assert browser(LECTURER).post(address).status_code == 302
    assert office.stand() == {}
