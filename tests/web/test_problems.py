"""The pages of errors: each says its own sentence under its own title, and gives back what was typed."""

from __future__ import annotations

import html
import importlib
import io
import re
import sys

import pytest
from flask import Flask
from sqlalchemy import select, update
from wtforms import PasswordField

from tests.conftest import PASSWORD
from tests.courses.conftest import LECTURER, STUDENT, course, rows
from trainer import CAPABILITIES
from trainer.models import Assignment, Person, Run, SignIn
from trainer.web.forms import Form, is_secret
from trainer.web.parts import utc_now

__all__ = ["course", "rows"]


# The numbers that addresses carry behind the question mark.
ASKED = ("page", "attempt", "undo", "revision")


def expired(page, path: str, data: dict, **kwargs) -> str:
    """What is shown when a form comes with a token that is no longer good."""
    answer = page.client.post(path, data={"csrf_token": "old", **data}, **kwargs)
    assert answer.status_code in (400, 403)
    return html.unescape(answer.get_data(as_text=True))


def fields_of(page: str) -> dict[str, str]:
    """The form of the page that gives back what was typed."""
    form = page[page.index('<form class="stack back"') :]
    found = re.findall(r'<input (?:type="hidden" |class="field" )name="([^"]+)" value="([^"]*)"', form)
    return dict(found + re.findall(r'<textarea class="field" name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL))


def every_form() -> list[type[Form]]:
    """The forms of all capabilities."""
    for name in CAPABILITIES:
        importlib.import_module(f"trainer.{name}.routes")
    found, waiting = [], [Form]
    while waiting:
        form = waiting.pop()
        found.append(form)
        waiting += form.__subclasses__()
    assert "trainer.accounts.forms" in sys.modules and len(found) > 5
    return found


def test_every_field_for_a_secret_is_known_as_one() -> None:
    for form in every_form():
        for name in dir(form):
            field = getattr(form, name)
            if getattr(field, "field_class", None) is PasswordField:
                assert is_secret(name), f"{form.__name__}.{name} would be written into a page; name it …password…"


def test_passwords_of_an_old_page_are_never_shown(browser, course, rows) -> None:
    page = browser(LECTURER)
    link = re.search(r"/join/[\w-]+", page.get(f"/courses/{course}").get_data(as_text=True)).group()
    secrets = {"password": "new-secret-1", "password_again": "new-secret-1", "present_password": "old-secret-2"}
    secrets |= {"present": "old-secret-2", "again": "new-secret-1"}  # names that are not known as secret
    for visitor, path in ((page, "/account"), (browser(), "/sign-in"), (browser(), link), (browser(), "/reset/x")):
        text = expired(visitor, path, secrets | {"email": "me@example.org"})
        assert "secret-" not in text and "me@example.org" in text


def test_a_form_with_secrets_opens_again_with_the_rest(browser) -> None:
    page = browser()
    page.get("/sign-in")
    text = expired(page, "/sign-in", {"email": "dana@example.org", "password": PASSWORD, "next": "/cases"})
    assert "Passwords are not kept" in text and "Open the form again" in text
    fresh = page.post("/sign-in", fields_of(text) | {"csrf_token": page.token}).get_data(as_text=True)
    assert 'value="dana@example.org"' in fresh and 'value="/cases"' in fresh and "Send again" not in fresh
    only_secrets = expired(page, "/account", {"present_password": "one", "password": "two"})
    assert '<a class="btn btn-primary" href="/account">' in only_secrets


def test_everything_else_that_was_typed_is_shown_and_goes_with_one_press(browser, course, rows) -> None:
    page = browser(LECTURER)
    typed = {"title": "Сад", "timezone": "Asia/Almaty"}
    text = expired(page, f"/courses/{course}/settings", typed)
    assert '<input class="field" name="title" value="Сад"' in text, "a short word is seen as well"
    answer = page.post(f"/courses/{course}/settings", fields_of(text) | {"csrf_token": page.token})
    assert answer.status_code == 302
    assert "Сад" in page.get("/courses").get_data(as_text=True)


def test_lines_come_back_as_they_were_and_a_file_is_asked_for_again(browser, course) -> None:
    page = browser(LECTURER)
    lines = "\nДана;dana@example.org\n</textarea><b>Олег"
    sent = {"people": lines, "act": "look", "file": (io.BytesIO(b"x"), "list.csv")}
    answer = page.client.post(f"/courses/{course}/roster", data={"csrf_token": "old", **sent})
    raw = answer.get_data(as_text=True)
    assert "Файл сохранить нельзя" in raw and "<b>Олег" not in raw
    kept = fields_of(raw)
    assert html.unescape(kept["people"]).strip() == lines.strip() and kept["act"] == "look"
    looked = page.post(f"/courses/{course}/roster", {name: html.unescape(value) for name, value in kept.items()})
    assert looked.status_code == 200 and "dana@example.org" in looked.get_data(as_text=True)


def test_who_was_signed_out_elsewhere_gets_the_text_back(app: Flask, browser, course, rows) -> None:
    page = browser(LECTURER)
    with app.extensions["trainer"].database.write() as db:
        db.execute(update(SignIn).values(ended_at=utc_now()))
    answer = page.post(f"/courses/{course}/settings", {"title": "Typed for an hour", "timezone": "UTC"})
    assert answer.status_code == 403
    kept = fields_of(answer.get_data(as_text=True))
    assert kept["title"] == "Typed for an hour"
    again = page.sign_in(LECTURER)
    assert again.post(f"/courses/{course}/settings", kept | {"csrf_token": again.token}).status_code == 302


def test_a_refusal_says_its_own_sentence_under_its_own_title(app: Flask, browser, course, rows) -> None:
    lecturer = rows.scalars(select(Person.public_id).where(Person.email == LECTURER)).one()
    where = {"headers": {"Referer": f"http://localhost/courses/{course}"}}
    text = browser(LECTURER).post(f"/courses/{course}/people/{lecturer}/out", **where).get_data(as_text=True)
    assert "<h1>Курсу нужен преподаватель</h1>" in text and "окне" not in text
    assert f'href="/courses/{course}"' in text, "one way leads back to the page"
    run = rows.scalars(select(Run.public_id).where(Run.assignment_id.is_not(None))).first()
    text = browser(STUDENT).post(f"/plans/{run}/hand-in").get_data(as_text=True)
    assert "<h1>Это не сделано</h1>" in text and "Часть данных не дошла" not in text


def test_an_exam_says_that_it_keeps_the_check_back(app: Flask, browser, rows) -> None:
    with app.extensions["trainer"].database.write() as db:
        db.execute(update(Assignment).values(show_findings="never"))
    run = rows.scalars(select(Run.public_id).where(Run.assignment_id.is_not(None))).first()
    answer = browser(STUDENT).get(f"/plans/{run}/check")
    assert answer.status_code == 403
    assert "другой роли" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("digits", ["9" * 10, "9" * 20, "9" * 30, "9" * 5000, "0" * 40, "٣" * 12])
def test_no_number_in_an_address_breaks_a_page(app: Flask, browser, course, rows, digits: str) -> None:
    run = rows.scalars(select(Run.public_id).where(Run.assignment_id.is_not(None))).first()
    assignment = rows.scalars(select(Assignment.public_id)).first()
    places = {"run": run, "course": course, "assignment": assignment, "slug": "samira", "kind": "docx"}
    for email in (STUDENT, LECTURER, "designer@example.org"):
        page = browser(email)
        for rule in app.url_map.iter_rules():
            if "GET" not in rule.methods or rule.endpoint == "static":
                continue
            path = re.sub(r"<(?:(\w+):)?(\w+)>", lambda gap: places.get(gap[2], digits[:200]), rule.rule)
            for asked in ("", "?" + "&".join(f"{name}={digits}" for name in ASKED), f"?page=-{digits}"):
                assert page.get(path + asked).status_code < 500, path + asked[:60]


@pytest.mark.parametrize("base", ["9" * 30, "9" * 5000, "-1", "1e3", "٣"])
def test_no_number_in_a_form_breaks_the_saving_of_a_plan(browser, base: str) -> None:
    page = browser("sofia@example.org")
    plan = page.post("/cases/samira/begin").location
    answer = page.client.put(f"{plan}/draft", data={"base": base}, headers={"X-CSRFToken": page.token})
    assert answer.status_code in (200, 409), "nothing changed, or both texts are kept"
