"""A case on paper: facts by stage for everybody, the teacher's part only for who may see it."""

from __future__ import annotations

import html
import io

import docx
import pytest
from flask import Flask
from sqlalchemy import select

from trainer.checker.case import Case
from trainer.checker.values import Language
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


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document(answer):
    """The Word file of an answer; its name is on it."""
    assert answer.status_code == 200 and answer.mimetype == WORD
    return docx.Document(io.BytesIO(answer.data))


def texts(file) -> str:
    """All words of a file, its tables' too."""
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


@pytest.mark.parametrize(("into", "heading", "drawn"), [
    ("en", "Service plan", "The drawings stand here as tables"),
    ("ru", "План обслуживания случая", "схемы даны таблицами"),
    ("uk", "План ведення випадку", "схеми подано таблицями"), ("kk", "Қызмет көрсету жоспары", "кесте түрінде"),
])  # fmt: skip
def test_the_pack_is_a_word_file_that_says_the_same_as_the_page(browser, app, into, heading, drawn) -> None:
    file = document(browser().get(f"/cases/samira/pack.docx?in={into}"))
    words, headings = texts(file), [each.text for each in file.paragraphs if each.style.name.startswith("Heading")]
    with app.extensions["trainer"].database.read() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        case = Case.model_validate(version.document).without_key()
    into_ = Language(into)
    flat = " ".join(words.split())
    for fact in case.facts:
        assert " ".join(fact.words[into_].split()) in flat, fact.id
    assert all(stage.title[into_] in headings for stage in case.stages if any(f.at == stage.id for f in case.facts))
    assert heading in headings and drawn in words and file.core_properties.language == into
    assert all(person.name[into_].casefold() in flat.casefold() for person in case.people)


def test_the_word_file_has_an_empty_plan_the_rubric_and_the_papers_as_tables(browser) -> None:
    file = document(browser().get("/cases/samira/pack.docx?in=kk"))
    plan = next(table for table in file.tables if len(table.columns) == 6 and len(table.rows) == 5)
    assert all(not cell.text for row in plan.rows[1:] for cell in row.cells[1:])
    rubric = next(table for table in file.tables if len(table.rows) > 10 and len(table.columns) == 5)
    assert [cell.text for cell in rubric.rows[0].cells][1:] == ["0", "1", "2", "3"]
    assert "екінші қызы" in [table.rows[1].cells[0].text for table in file.tables if len(table.columns) == 3]
    said = [paragraph.text for paragraph in file.paragraphs]
    assert any(words.startswith("f01  Отбасы тұратын үй") and words.endswith("\nкөзбен көрілді") for words in said)
    assert not any("\n\n" in words or words != words.strip() for words in said)


@pytest.mark.parametrize(("email", "status"), [(None, 403), (STUDENT, 403), (LECTURER, 200)])
def test_the_word_file_keeps_what_is_the_teachers_from_students(browser, email: str | None, status: int) -> None:
    answer = browser(email).get("/cases/samira/pack.docx?in=en&note=yes")
    assert answer.status_code == status
    if status == 200:
        words = texts(document(answer))
        assert "For the teacher only" in words and "outbuilding" in words and "-teacher.docx" in str(answer.headers)
        worked = [t for t in document(answer).tables if t.rows[0].cells[-1].text == "From – to" and len(t.columns) == 5]
        assert worked and worked[0].cell(1, 0)._tc is worked[0].cell(2, 0)._tc, "a goal stands beside all its steps"
    assert "For the teacher only" not in texts(document(browser(LECTURER).get("/cases/samira/pack.docx?in=en")))


def test_the_designer_takes_a_version_out_as_word_with_and_without_the_note(browser) -> None:
    made = browser(DESIGNER)
    kept, bare = (texts(document(made.get(f"/bank/samira/1.0.0/paper.docx?in=ru{note}"))) for note in ("", "&note=no"))
    assert "Только для преподавателя" in kept and "Только для преподавателя" not in bare
    assert browser(STUDENT).get("/bank/samira/1.0.0/paper.docx").status_code in (403, 404)
