"""Finding a case is the same on SQLite and on PostgreSQL: the same cases, in the same order, with the same numbers."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.conftest import stocked_copy
from trainer import create_app
from trainer.checker.values import Language
from trainer.db import Database
from trainer.models import CaseCard, CaseText, CaseVersion, CaseWord, CaseWordPlace
from trainer.web.finding.catalogue import catalogue_of
from trainer.web.finding.index import index_cases, index_missing
from trainer.web.finding.search import Asked, find


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def stocked_app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with the bank in it, on each database."""
    with stocked_copy(request, tmp_path_factory.mktemp("finding")) as settings:
        app = create_app(settings)
        with app.app_context():
            yield app
        app.extensions["trainer"].database.close()


def found(app: Flask, words: str, language: str, **chosen: list[str]) -> list[str]:
    """The cases of a search, the best first."""
    with app.extensions["trainer"].database.read() as db:
        catalogue = catalogue_of(db, 0)
        ids = find(db, catalogue, Asked(words, Language(language), chosen), per_page=1000).ids
        slugs = {id: slug for id, slug in db.execute(select(CaseVersion.id, CaseVersion.slug))}
        return [slugs[id] for id in ids]


@pytest.mark.parametrize(
    ("words", "language", "first"),
    [
        ("outbuildings", "en", "samira"),
        ("dementia", "en", "two-alarm-clocks"),
        ("семьёй Самиры", "ru", "samira"),
        ("РЕБЕНКА времянка", "ru", "samira"),
        ("протезом", "ru", "the-new-leg"),
        ("пандусу", "uk", "ramp"),
        ("здоровям", "uk", "ramp"),
        ("мешиттен", "kk", "samira"),
        ("МЕШІТТЕН", "kk", "samira"),
        ("деменциясын", "kk", "two-alarm-clocks"),
        ("времянка", "en", "samira"),
    ],
)
def test_any_form_of_a_word_finds_its_case(stocked_app: Flask, words: str, language: str, first: str) -> None:
    cases = found(stocked_app, words, language)
    assert first in cases[:3], cases


def test_kinds_and_words_together(stocked_app: Flask) -> None:
    every = found(stocked_app, "children", "en")
    assert set(found(stocked_app, "children", "en", model=["strengths"])) < set(every)
    assert found(stocked_app, "children", "en", model=["strengths"], level=["3"], country=["KZ"]) == [
        slug for slug in found(stocked_app, "children", "en", model=["strengths"], level=["3"])
        if slug in found(stocked_app, "", "en", country=["KZ"])
    ]  # fmt: skip


def test_signs_of_a_pattern_are_only_signs(stocked_app: Flask) -> None:
    for words in ("%", "_", "%%%%", "' OR ''='", "\\", "😀", "*"):
        assert found(stocked_app, words, "en") in ([], found(stocked_app, "", "en")), words


def rows_of(database: Database) -> dict[str, int]:
    with database.read() as db:
        tables = (CaseCard, CaseText, CaseWord, CaseWordPlace)
        return {table.__tablename__: db.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def test_indexing_again_changes_nothing_and_a_start_has_nothing_left_to_index(stocked_app: Flask) -> None:
    database = stocked_app.extensions["trainer"].database
    before = rows_of(database)
    with database.write() as db:
        assert index_missing(db) == 0
        index_cases(db, list(db.scalars(select(CaseVersion))))
    assert rows_of(database) == before


def test_versions_indexed_by_older_rules_are_indexed_again(stocked_app: Flask) -> None:
    database = stocked_app.extensions["trainer"].database
    before = rows_of(database)
    with database.write() as db:
        for card in db.scalars(select(CaseCard).limit(3)):
            card.scheme = 0
        db.flush()
        assert index_missing(db) == 3
    assert rows_of(database) == before


def test_two_who_publish_at_once_both_succeed(stocked_app: Flask) -> None:
    database = stocked_app.extensions["trainer"].database
    troubles: list[Exception] = []
    before = rows_of(database)

    def index(descending: bool) -> None:
        try:
            with stocked_app.app_context(), database.write() as db:
                order = CaseVersion.id.desc() if descending else CaseVersion.id
                halves = list(db.scalars(select(CaseVersion).order_by(order)))[:10]
                index_cases(db, halves)
        except Exception as error:  # noqa: BLE001 - whatever went wrong in the other thread is told by the test
            troubles.append(error)

    threads = [threading.Thread(target=index, args=(descending,)) for descending in (False, True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert rows_of(database) == before
