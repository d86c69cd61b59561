"""Two versions of a case: what differs is told by its place and language, word by word."""

from __future__ import annotations

import copy
import html

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import Assignment, CaseVersion, Person, Visibility
from trainer.web.finding.index import index_cases
from trainer.web.parts import utc_now

SINCE = "/bank/samira/1.1.0/since/1.0.0"


def said(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


@pytest.fixture
def newer(app: Flask) -> None:
    """A version 1.1.0 in which one fact, a service's wait and a strength are told otherwise, and a fact is gone."""
    with app.extensions["trainer"].database.write() as db:
        old = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        document = copy.deepcopy(old.document) | {"version": "1.1.0"}
        facts = {fact["id"]: fact for fact in document["facts"]}
        facts["f01"]["words"]["ru"] += " Крыша течёт."
        document["services"][0]["wait"] = 9
        document["key"]["strengths"][0]["name"]["en"] = "A changed strength"
        document["facts"] = [fact for fact in document["facts"] if fact["id"] != "f22"]
        made = CaseVersion(
            institution_id=old.institution_id, slug="samira", version="1.1.0", status="review", document=document,
            teaching=old.teaching, summary=old.summary, digest="1.1.0", imported_at=utc_now(),
            visibility=Visibility.OPEN,
        )  # fmt: skip
        db.add(made)
        db.flush()
        index_cases(db, [made])


@pytest.fixture
def designer(browser):
    """The designer, reading English."""
    made = browser("designer@example.org")
    made.client.set_cookie("language", "en")
    return made


def test_what_differs_is_marked_by_place_and_language(newer: None, designer) -> None:
    page = said(designer.get(SINCE))
    assert "<ins> Крыша течёт.</ins>" in page.replace("<ins> Крыша</ins><ins> течёт.</ins>", "<ins> Крыша течёт.</ins>")
    assert "A changed strength" in page and "<ins>9</ins>" in page and "removed" in page
    assert "/since/1.0.0" in said(designer.get("/bank/samira/1.1.0"))


def test_one_language_shows_its_own_words_and_what_has_none(newer: None, designer) -> None:
    page = said(designer.get(f"{SINCE}?in=en"))
    assert "Крыша" not in page and "<ins>9</ins>" in page and "A changed strength" in page


def test_a_version_does_not_differ_from_itself(designer) -> None:
    assert "Nothing differs here." in said(designer.get("/bank/samira/1.0.0/since/1.0.0"))


def test_a_lecturer_sees_it_from_the_offer_and_a_student_does_not(app: Flask, newer: None, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        assignment = db.scalars(select(Assignment)).one().public_id
        db.scalars(select(Person).where(Person.email == "lecturer@example.org")).one().may_design = False
    lecturer = browser("lecturer@example.org")
    assert SINCE in said(lecturer.get(f"/assignments/{assignment}/edit"))
    assert lecturer.get(SINCE).status_code == 200
    assert browser("sofia@example.org").get(SINCE).status_code == 403


def test_a_private_version_is_compared_by_its_owner_alone(app: Flask, newer: None, designer, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.digest == "1.1.0")).one()
        owner = db.scalars(select(Person).where(Person.email == "lecturer@example.org")).one()
        version.visibility, version.owner_id = Visibility.PRIVATE, owner.id
    assert designer.get(SINCE).status_code == 404
