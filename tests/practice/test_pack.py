"""A case on paper: facts by stage for everybody, the teacher's part only for who may see it."""

from __future__ import annotations

import html

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import CaseVersion, Institution, Person
from trainer.web.parts import utc_now

STUDENT, LECTURER, DESIGNER = "sofia@example.org", "lecturer@example.org", "designer@example.org"


def said(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


@pytest.mark.parametrize("into", ["en", "ru", "uk", "kk"])
def test_anybody_prints_a_case_in_one_language_throughout_without_its_key(browser, into: str) -> None:
    page = said(browser().get(f"/cases/samira/pack?in={into}"))
    assert f'<html lang="{into}"' in page and 'class="plain slips"' in page and "empty-plan" in page
    assert "pack-kept" not in page and "outbuilding" not in page.split("pack-rubric")[1]


@pytest.mark.parametrize(("email", "status"), [(None, 403), (STUDENT, 403), (LECTURER, 200), (DESIGNER, 200)])
def test_what_the_teacher_keeps_is_for_those_who_teach_or_design(browser, email: str | None, status: int) -> None:
    answer = browser(email).get("/cases/samira/pack?in=en&note=yes")
    assert answer.status_code == status and ("pack-kept" in said(answer)) == (status == 200)


def test_a_lecturer_of_another_institution_prints_the_case_without_its_key(app: Flask, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        other = Institution(name="Another university", created_at=utc_now())
        db.add(other)
        db.flush()
        db.scalars(select(Person).where(Person.email == LECTURER)).one().institution_id = other.id
    made = browser(LECTURER)
    assert made.get("/cases/samira/pack").status_code == 200
    assert made.get("/cases/samira/pack?note=yes").status_code == 403


def test_the_designer_prints_every_version_with_what_happens_later(app: Flask, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        later = version.document["events"][0]["reveals"][0]
    made = browser(DESIGNER)
    whole, bare = (said(made.get(f"/bank/samira/1.0.0/paper?in=ru{note}")) for note in ("", "&note=no"))
    assert f">{later}<" in whole and "pack-kept" in whole
    assert f">{later}<" not in bare and "pack-kept" not in bare
