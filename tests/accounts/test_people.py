"""The administrator's list of people: rights, new people, and nobody else's eyes."""

from __future__ import annotations

import re

from sqlalchemy import select

from tests.conftest import NOW
from tests.courses.conftest import CLASSMATE, DESIGNER, LECTURER, STUDENT
from trainer.models import Institution, Person


def test_the_administrator_sees_everybody_of_the_institution_and_no_visitor_or_stranger(browser, add) -> None:
    far = Institution(name="Far", created_at=NOW)
    add(far)
    add(Person(institution_id=far.id, name="Somebody Far", email="far@example.net", created_at=NOW))
    visitor = browser()
    visitor.get("/")
    visitor.post("/cases/samira/begin")
    text = browser(DESIGNER).get("/people").get_data(as_text=True)
    assert "Sofia Marchenko" in text and LECTURER in text
    assert "Somebody Far" not in text and text.count('<tr><th scope="row">') == 5


def test_a_search_finds_by_part_of_a_name_or_address_and_signs_are_only_signs(browser) -> None:
    page = browser(DESIGNER)
    assert "Daniyar" in page.get("/people?q=seitov").get_data(as_text=True)
    assert "Daniyar" in page.get("/people?q=daniyar@").get_data(as_text=True)
    assert page.get("/people?q=%00").status_code == 200
    for odd in ("%25", "_", "%27%20or%201=1", "a%00b", "%ED%A0%80"):
        answer = page.get(f"/people?q={odd}&page=-3")
        assert answer.status_code == 200 and "Daniyar" not in answer.get_data(as_text=True)


def test_rights_fold_under_our_own_sign(browser) -> None:
    text = browser(DESIGNER).get("/people").get_data(as_text=True)
    assert text.count('<details class="rights">') == 5 and "<details>" not in text, "no triangle of the browser's own"


def test_nobody_else_sees_or_changes_people(browser, rows) -> None:
    sofia = rows.scalars(select(Person.public_id).where(Person.email == CLASSMATE)).one()
    for path in ("/people", "/people/new"):
        assert browser().get(path).status_code == 302
        assert browser(STUDENT).get(path).status_code == browser(LECTURER).get(path).status_code == 403
    for path in ("/people/new", f"/people/{sofia}/rights"):
        assert browser().post(path).status_code == 403
        assert browser(CLASSMATE).post(path, {"right": "administer"}).status_code == 403
        assert browser(LECTURER).post(path, {"right": "administer"}).status_code == 403


def test_a_right_is_given_and_taken_but_never_the_own_office(browser, rows) -> None:
    page = browser(DESIGNER)
    sofia = rows.scalars(select(Person.public_id).where(Person.email == CLASSMATE)).one()
    assert page.post(f"/people/{sofia}/rights", {"right": "teach"}).status_code == 302
    assert browser(CLASSMATE).get("/courses/new").status_code == 200
    assert page.post(f"/people/{sofia}/rights", {}).status_code == 302
    assert browser(CLASSMATE).get("/courses/new").status_code == 403
    own = rows.scalars(select(Person.public_id).where(Person.email == DESIGNER)).one()
    assert page.post(f"/people/{own}/rights", {"right": "design"}).status_code == 409


def test_an_administrator_does_not_reach_into_another_institution(browser, add) -> None:
    far = Institution(name="Far", created_at=NOW)
    add(far)
    stranger = Person(institution_id=far.id, name="Far", email="far@example.net", created_at=NOW)
    add(stranger)
    page = browser(DESIGNER)
    assert page.post(f"/people/{stranger.public_id}/rights", {"right": "teach"}).status_code == 404
    assert page.post(f"/people/{stranger.public_id}/link").status_code == 404


def test_a_new_lecturer_is_added_and_comes_in_by_the_link(browser, rows) -> None:
    page = browser(DESIGNER)
    new = {"name": "Iryna Bondar", "email": "Iryna@Example.org", "teach": "y"}
    answer = page.post("/people/new", new)
    link = re.search(r"http://[^/]+(/reset/[\w-]+)", answer.get_data(as_text=True)).group(1)
    again = page.post("/people/new", new)
    assert again.status_code == 422 and "Iryna Bondar" in again.get_data(as_text=True)
    iryna = browser()
    iryna.get(link)
    assert iryna.post(link, {"password": "a long sentence", "password_again": "a long sentence"}).status_code == 302
    assert iryna.get("/courses/new").status_code == 200
    assert "/people" in page.get("/home").get_data(as_text=True), "the administrator finds the list in the menu"
