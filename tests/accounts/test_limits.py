"""Trying too often: a class signs in together behind one address, whoever guesses passwords has to wait."""

from __future__ import annotations

import dataclasses
import re

import pytest
from flask import Flask

from tests.conftest import PASSWORD
from tests.courses.conftest import CLASSMATE, LECTURER, STUDENT


@pytest.fixture
def limited(app: Flask) -> Flask:
    """The application as it runs for people: tries are counted."""
    parts = app.extensions["trainer"]
    parts.settings = dataclasses.replace(parts.settings, limits_enabled=True)
    return app


def sign_in(page, email: str, password: str, **kwargs):
    page.get("/sign-in")
    return page.post("/sign-in", {"email": email, "password": password}, **kwargs)


def test_a_whole_class_signs_in_within_a_minute(limited, browser) -> None:
    for _seat in range(40):
        assert sign_in(browser(), CLASSMATE, PASSWORD).status_code == 302
    for _seat in range(40):
        page = browser()
        page.get("/")
        assert page.post("/cases/samira/begin").status_code == 302


def test_ten_wrong_passwords_close_one_account_from_there_and_nobody_elses(limited, browser) -> None:
    page = browser()
    for _try in range(10):
        assert sign_in(page, CLASSMATE, "a wrong guess").status_code == 422
    answer = sign_in(page, CLASSMATE.upper(), PASSWORD)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 429 and 1 <= int(answer.headers["Retry-After"]) <= 600
    assert f'value="{CLASSMATE.upper()}"' in text and re.search(r"again in \d+ minutes?", text)
    assert sign_in(browser(), STUDENT, PASSWORD).status_code == 302, "a neighbour at the next machine"
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert sign_in(browser(), CLASSMATE, PASSWORD, **elsewhere).status_code == 302, "the owner, at home"


def test_guessing_from_many_places_closes_the_account_too(limited, browser) -> None:
    page = browser()
    for at in range(50):
        sign_in(page, CLASSMATE, "a wrong guess", environ_base={"REMOTE_ADDR": f"192.0.2.{at}"})
    assert sign_in(page, CLASSMATE, PASSWORD, environ_base={"REMOTE_ADDR": "192.0.2.99"}).status_code == 429


def test_a_wrong_present_password_is_counted_for_the_account(limited, browser) -> None:
    page = browser(CLASSMATE)
    new = {"password": "a new long sentence", "password_again": "a new long sentence"}
    for _try in range(10):
        assert page.post("/account", {"present_password": "wrong", **new}).status_code == 422
    assert page.post("/account", {"present_password": PASSWORD, **new}).status_code == 429


def test_asking_which_addresses_have_an_account_is_slowed_down_and_joining_is_not(limited, browser) -> None:
    lecturer = browser(LECTURER)
    course = re.search(r"/courses/[\w-]{8,}", lecturer.get("/courses").get_data(as_text=True)).group()
    link = re.search(r"/join/[\w-]+", lecturer.get(course).get_data(as_text=True)).group()
    for seat in range(30):
        page = browser()
        page.get(link)
        new = {"name": f"Student {seat}", "email": f"s{seat}@example.org", "password": "a quiet sentence"}
        assert page.post(link, new).status_code == 302
    page = browser()
    page.get(link)
    for _try in range(20):
        assert page.post(link, {"name": "Eve", "email": STUDENT, "password": "a quiet sentence"}).status_code == 422
    answer = page.post(link, {"name": "Eve", "email": STUDENT, "password": "a quiet sentence"})
    assert answer.status_code == 429 and answer.headers["Retry-After"]
    assert 'value="Eve"' in answer.get_data(as_text=True)


def test_a_short_password_is_told_how_long_it_is(browser) -> None:
    answer = browser(CLASSMATE).post("/account", {"present_password": PASSWORD, "password": "seven!!"})
    assert "7 characters so far; a password has at least 10." in answer.get_data(as_text=True)
