"""Nobody but the markers of a course finds its work, and a student sees nothing before release."""

from __future__ import annotations

import re

import pytest

from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from trainer.models import Role

PAGES = ("{page}", "/assignments/{assignment}/queue")
ACTS = (
    "{page}", "{page}/ready", "{page}/send-back", "{page}/release", "{page}/take-back",
    "/assignments/{assignment}/release",
)
STRANGERS = ("daniyar@example.org", "sofia@example.org", "designer@example.org", "elsewhere@example.org")


@pytest.mark.parametrize("email", STRANGERS)
def test_a_stranger_to_the_course_finds_nothing(place, browser, email: str) -> None:
    place.add_person("elsewhere@example.org")
    stranger = browser(email)
    for path in PAGES:
        assert stranger.get(path.format(page=place.page, assignment=place.assignment)).status_code == 404, path
    for path in ACTS:
        path = path.format(page=place.page, assignment=place.assignment)
        answer = stranger.post(path, {"o::text": "?", "o::base": "0"})
        assert answer.status_code == 404, path
    assert place.marking() is None


def test_somebody_who_is_not_signed_in_is_asked_to_sign_in(place, browser) -> None:
    nobody = browser()
    assert "/sign-in" in nobody.get(place.page).headers["Location"]


def test_an_assistant_marks_without_being_a_lecturer(place, browser) -> None:
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    assert "Daniyar Seitov" in page_of(browser("assistant@example.org"), place.page)


def test_the_student_sees_marks_only_after_release(place, browser, lecturer) -> None:
    student = browser("daniyar@example.org")
    words = "Слова только после выдачи"
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO | {"o::text": words})
    home = student.get("/home").get_data(as_text=True)
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', home)[1]
    assert words not in home + page_of(student, attempt)
    lecturer.post(place.page + "/release")
    assert words in page_of(student, attempt)
    lecturer.post(place.page + "/take-back")
    assert words not in page_of(student, attempt)
