"""A made bank for `trainer bench web`: as many cases as one asks for, the same at each making.

Its facts are drawn from the cases of the bank that are told in the same languages, so that words are as frequent as in
real ones, and it has a name of its own, so that the vocabulary grows with the bank. It has some 300 different words in
each language, three quarters of a real case.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from trainer.checker.case import Case
from trainer.cli.demonstration import institution_of
from trainer.db import Database
from trainer.models import CaseVersion
from trainer.web.finding.index import index_cases

IMPORTED = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
AT_ONCE = 250
FACTS, PAPERS = 14, 1
_LATIN = ("ba", "dar", "el", "gu", "him", "jo", "kal", "len", "mir", "nov", "ost", "pri", "rus", "sey", "tan", "vol")
_CYRILLIC = ("ба", "дар", "ел", "гу", "хим", "жо", "кал", "лен", "мир", "нов", "ост", "при", "рус", "сей", "тан", "вол")


def make_bank(database: Database, *, cases: int) -> Iterator[int]:
    """Add the cases and index them; gives the number of each lot that is done, for a picture of the progress."""
    chance = random.Random(20260901)  # noqa: S311 - the same bank each time, not a secret
    with database.read() as db:
        documents = db.scalars(select(CaseVersion.document).order_by(CaseVersion.id))
        real = [Case.model_validate(document).without_key() for document in documents]
    for begin in range(0, cases, AT_ONCE):
        lot = range(begin, min(begin + AT_ONCE, cases))
        with database.write() as db:
            institution = institution_of(db, now=IMPORTED).id
            rows = [_row(_document(real, number, chance), institution) for number in lot]
            db.add_all(rows)
            db.flush()
            index_cases(db, rows)
            db.expunge_all()
        yield len(lot)


def _document(real: Sequence[Case], number: int, chance: random.Random) -> dict[str, Any]:
    base = chance.choice(real)
    alike = [case for case in real if set(case.languages) >= set(base.languages)]
    facts = chance.sample([(case, fact) for case in alike for fact in case.facts], FACTS)
    papers = chance.sample([paper for case in alike for paper in case.exhibits], PAPERS)
    names = {
        language: "".join(chance.choices(_LATIN if language == "en" else _CYRILLIC, k=4)).capitalize()
        for language in base.languages
    }
    stages = base.stages
    made = base.model_copy(
        update={
            "id": f"made-{number:05}",
            "title": {language: f"{name} {base.title[language]}" for language, name in names.items()},
            "client": chance.choice(real).client,
            "model": chance.choice(real).model,
            "level": chance.choice((1, 2, 3)),
            "minutes": chance.choice((45, 75, 90, 110, 150)),
            "setting": chance.choice(real).setting,
            "facts": tuple(
                fact.model_copy(update={"id": f"f{n:02}", "at": chance.choice(stages).id, "about": (), "by": None})
                for n, (_, fact) in enumerate(facts)
            ),
            "exhibits": tuple(
                paper.model_copy(update={"id": f"x{n}", "at": stages[0].id, "carries": ()})
                for n, paper in enumerate(papers)
            ),
        }
    )
    return made.to_document()


def _row(document: dict[str, Any], institution: int) -> CaseVersion:
    shown = "title blurb languages client model level minutes setting source reviewed content_notes"
    return CaseVersion(
        institution_id=institution, slug=document["id"], version="1.0.0", status="review", document=document,
        teaching={}, summary={name: document[name] for name in shown.split()}, digest=document["id"],
        imported_at=IMPORTED,
    )  # fmt: skip
