"""Plans come in and go out unchanged, and what cannot be read gets a sentence of its own."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import docx
import pytest

from tests.drawing.words import words_in
from trainer.checker.plan import Goal, Plan, Step
from trainer.documents import docx_plan, json_plan, plan_table, tables, yaml_plan
from trainer.documents.errors import ENGLISH, Unreadable

DAY = dt.date(2026, 9, 1)
PLAN = Plan(language="ru", date=DAY, goals=(
    Goal(id="g1", problem="Дом чужой", goal="К 1 октября есть договор", responsible=("Мать", "Отец"), end="2026-10-01",
         steps=(Step(id="s1", text="Собрать справки"), Step(id="s2", text="Подать заявление"))),
    Goal(id="g2", problem="Нет осмотра", goal="Дети осмотрены", end="в течение месяца", steps=(
        Step(id="s3", text="Записать детей", responsible=("Мать",), start="2026-09-02", end="2026-09-05"),
        Step(id="s4", text="Отвести детей", responsible=("Отец",)))),
))


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def without_table() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def test_yaml_and_json_give_the_same_plan_back() -> None:
    assert yaml_plan.read(yaml_plan.write(PLAN).encode()) == PLAN
    assert json_plan.read(json_plan.write(PLAN).encode()) == PLAN


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_a_word_table_that_we_wrote_comes_in_unchanged(language: str) -> None:
    table = tables.read_docx(docx_plan.write(PLAN, language=language, words=words_in(language, "documents")))[0]
    preview = plan_table.to_plan(table, plan_table.guess_columns(table), language="ru", date=DAY)
    assert preview.plan == PLAN and not preview.unread


@pytest.mark.parametrize(("data", "key"), [
    (b"", "documents.empty"), (b"hello", "documents.not_zip"), (b"%PDF-1.7", "documents.is_pdf"),
    (zipped(a=b"x"), "documents.not_docx"), (zipped(a=b"\0" * 20_000_000), "documents.ratio"),
    (without_table(), "documents.no_table"),
])
def test_a_file_that_is_no_plan_gets_its_own_sentence(data: bytes, key: str) -> None:
    with pytest.raises(Unreadable) as error:
        tables.read_docx(data)
    assert error.value.key == key and str(error.value)


def test_the_interface_says_the_same_as_the_command_line() -> None:
    assert {key: words_in("en", "documents")(key) for key in ENGLISH} == ENGLISH
