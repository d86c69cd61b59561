"""A wording is reported by its reader, mended or answered by whoever looks after the case, and the reader is told."""

from __future__ import annotations

import copy
import html
import re

import pytest
from flask import Flask
from sqlalchemy import select

from trainer.models import CaseVersion, Person, Visibility, WordingReport
from trainer.web.finding.index import index_cases
from trainer.web.parts import utc_now

STUDENT, CLASSMATE, DESIGNER = "daniyar@example.org", "sofia@example.org", "designer@example.org"
FACT = "/cases/samira/1.0.0/report/f02?in=ru"


@pytest.fixture
def reader(browser):
    """A student who reads English pages."""
    made = browser(STUDENT)
    made.client.set_cookie("language", "en")
    return made


@pytest.fixture
def designer(browser):
    """The designer, reading English."""
    made = browser(DESIGNER)
    made.client.set_cookie("language", "en")
    return made


def said(answer) -> str:
    return html.unescape(answer.get_data(as_text=True))


def reported(made, path: str = FACT, kind: str = "hurtful", words: str = "Too harsh.") -> None:
    made.get(path)
    assert made.post(path, {"kind": kind, "said": words}).status_code == 302


def a_version(app: Flask, number: str, *, owner: str = "", words: str = "", slug: str = "samira") -> None:
    """Another version of Samira: with other words of f02 in Russian, or the private one of somebody."""
    with app.extensions["trainer"].database.write() as db:
        old = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira").order_by(CaseVersion.id)).first()
        document = copy.deepcopy(old.document) | {"id": slug, "version": number}
        if words:
            next(fact for fact in document["facts"] if fact["id"] == "f02")["words"]["ru"] = words
        person = db.scalars(select(Person).where(Person.email == owner)).first() if owner else None
        made = CaseVersion(
            institution_id=old.institution_id, slug=slug, version=number, status="review", document=document,
            teaching=old.teaching, summary=old.summary, digest=number, imported_at=utc_now(),
            owner_id=person.id if person else None,
            visibility=Visibility.PRIVATE if owner else Visibility.OPEN,
        )  # fmt: skip
        db.add(made)
        db.flush()
        index_cases(db, [made])


def first_id(page: str) -> str:
    return re.search(r'class="sheet pad report" id="([^"]+)"', page).group(1)


def test_each_fact_and_paper_of_a_case_can_be_reported_from_its_page(reader) -> None:
    page = said(reader.get("/cases/samira?in=ru"))
    assert "/cases/samira/1.0.0/report/f02?in=ru" in page
    paper = re.search(r'href="(/cases/samira/1\.0\.0/report/(?!f)\w+\?in=ru)"', page).group(1)
    assert "<blockquote" in said(reader.get(paper))


def test_a_reader_reports_and_is_thanked_on_their_own_page(reader) -> None:
    reported(reader)
    page = said(reader.get("/reports"))
    assert "Thank you." in page and "Too harsh." in page and "Not answered yet" in page
    assert "You reported 1 wording" in said(reader.get("/home"))


def test_saying_more_about_the_same_wording_changes_the_report(reader) -> None:
    reported(reader)
    reported(reader, words="Too harsh, and not what she said.", kind="mistranslation")
    page = said(reader.get("/reports"))
    assert page.count('class="sheet pad report"') == 1 and "not what she said" in page and "Mistranslation" in page


def test_the_kind_must_be_one_of_those_on_the_page_and_the_words_few(reader) -> None:
    reader.get(FACT)
    assert reader.post(FACT, {"kind": "praise"}).status_code == 422
    kept = reader.post(FACT, {"kind": "other", "said": "x" * 1001})
    assert kept.status_code == 422 and "x" * 1001 in said(kept)


def test_a_stranger_is_told_how_to_get_a_page_for_the_answer(browser) -> None:
    stranger = browser()
    stranger.client.set_cookie("language", "en")
    assert "Whoever has begun a plan here" in said(stranger.get(FACT))
    assert stranger.post(FACT, {"kind": "other"}).status_code == 403


def test_a_visitor_who_has_begun_a_plan_can_report(browser) -> None:
    visitor = browser()
    visitor.get("/cases/samira")
    visitor.post("/cases/samira/begin")
    reported(visitor)
    assert "Too harsh." in said(visitor.get("/reports"))


@pytest.mark.parametrize("path", ["/cases/samira/9.9.9/report/f02", "/cases/samira/1.0.0/report/n_health"])
def test_what_a_reader_cannot_see_cannot_be_reported(reader, path: str) -> None:
    assert reader.get(path).status_code == 404
    assert reader.post(path, {"kind": "other"}).status_code == 404


def test_what_happens_only_later_cannot_be_read_through_a_report(app: Flask, reader) -> None:
    with app.extensions["trainer"].database.write() as db:
        document = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first().document
    later = document["events"][0]["reveals"][0]
    assert reader.get(f"/cases/samira/1.0.0/report/{later}").status_code == 404


def test_the_designer_reads_it_without_a_name_and_answers(reader, designer) -> None:
    reported(reader)
    page = said(designer.get("/bank/reports"))
    assert "Too harsh." in page and "Daniyar" not in page and "no newer version" in page
    assert "Reported wordings" in said(designer.get("/bank"))
    designer.post(f"/bank/reports/{first_id(page)}", {"answer": "These are the words of the record."})
    mine = said(reader.get("/reports"))
    assert "These are the words of the record." in mine and "Answered" in mine
    assert "1 is answered" in said(reader.get("/home"))


def test_an_answer_says_either_the_version_or_a_reason(app: Flask, reader, designer) -> None:
    reported(reader)
    page = said(designer.get("/bank/reports"))
    for nothing in ({}, {"mended_in": "1.0.0"}, {"mended_in": "7.7.7", "answer": "Mended."}):
        designer.post(f"/bank/reports/{first_id(page)}", nothing)
        assert "Not answered yet" in said(reader.get("/reports"))


def test_a_wording_that_was_mended_shows_its_new_words_and_answers_every_reader(
    app: Flask, browser, reader, designer
) -> None:
    other = browser(CLASSMATE)
    other.client.set_cookie("language", "en")
    reported(reader)
    reported(other, kind="mistranslation", words="")
    a_version(app, "1.1.0", words="Мягче сказано.")
    page = said(designer.get("/bank/reports"))
    assert "2 readers" in page and "Мягче сказано." in page and "<option selected>1.1.0" in page
    designer.post(f"/bank/reports/{first_id(page)}", {"mended_in": "1.1.0"})
    for each in (reader, other):
        assert "Mended in version 1.1.0" in said(each.get("/reports"))


def test_what_hurts_comes_first(reader, designer) -> None:
    reported(reader, "/cases/samira/1.0.0/report/f01?in=ru", kind="mistake", words="The age.")
    reported(reader)
    page = said(designer.get("/bank/reports"))
    assert page.index("Too harsh.") < page.index("The age.")


def test_reports_of_a_private_case_reach_its_owner_alone(app: Flask, browser, designer) -> None:
    owner = "lecturer@example.org"
    a_version(app, "1.0.0", owner=owner, slug="alone")
    mine, student = browser(owner), browser(STUDENT)
    path = "/cases/alone/1.0.0/report/f02?in=ru"
    assert student.get(path).status_code == 404
    reported(mine, path, words="Only mine.")
    assert "Only mine." not in said(designer.get("/bank/reports"))
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Person).where(Person.email == owner)).one().may_design = True
    page = said(browser(owner).get("/bank/reports"))
    assert "Only mine." in page
    assert designer.post(f"/bank/reports/{first_id(page)}", {"answer": "No."}).status_code == 404


def test_a_report_stands_beside_the_wording_in_the_workbench(app: Flask, reader, designer) -> None:
    reported(reader)
    reported(reader, "/cases/samira/1.0.0/report/f02?in=en", kind="mistake", words="The month is wrong.")
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        version.owner_id = db.scalars(select(Person.id).where(Person.email == DESIGNER)).one()
    designer.get("/bank")
    draft = designer.post("/bank/samira/1.0.0/write", {"as": "next"}).headers["Location"].split("/")[2]
    for path, words, foreign in (("facts", "The month", "Too harsh"), ("facts/in/ru", "Too harsh", "The month")):
        page = said(designer.get(f"/workbench/{draft}/{path}"))
        assert words in page and foreign not in page


def test_who_reports_without_end_is_asked_to_wait(app: Flask, reader) -> None:
    settings = app.extensions["trainer"].settings
    object.__setattr__(settings, "limits_enabled", True)
    reader.get(FACT)
    for _each in range(40):
        reader.post(FACT, {"kind": "other"})
    late = reader.post(FACT, {"kind": "other", "said": "One more."})
    assert late.status_code == 429 and "One more." in said(late) and "Retry-After" in late.headers
    with app.extensions["trainer"].database.write() as db:
        assert len(list(db.scalars(select(WordingReport)))) == 1
