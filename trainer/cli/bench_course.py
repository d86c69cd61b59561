"""A made course for `trainer bench desk`: as many students and assignments as one asks for, the same at each making.

Of ten students one hands in nothing and one twice, so there is one submission for each student and assignment. The
older assignments are marked and shown; the newest quarter is being marked. The plans are worked plans of the bank, so
pages are as long as real ones.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import JSON, ScalarSelect, String, bindparam, cast, func, insert, literal, select
from sqlalchemy.orm import Session

from trainer.bank.exemplars import Exemplar
from trainer.bank.places import casebank_root
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.figures import figures_of
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.cli.demonstration import PASSWORD, institution_of
from trainer.db import Database
from trainer.models import (
    Assignment,
    CaseVersion,
    Comment,
    Course,
    Draft,
    Mark,
    Marking,
    MarkingLog,
    MarkingState,
    Membership,
    Person,
    Role,
    RubricVersion,
    Run,
    SetAside,
    Submission,
    SubmissionFigures,
)
from trainer.models.base import UtcDateTime
from trainer.web.passwords import hash_password

LECTURER, STUDENT = "lecturer@desk.example.org", "student-1@desk.example.org"
BEGUN = dt.datetime(2026, 2, 2, 9, 0, tzinfo=dt.UTC)
GIVEN = ("Aigerim", "Айгерім", "Daniyar", "Данияр", "Olena", "Олена", "Sofia", "София", "Тимур", "Жанар", "Богдан")
FAMILY = ("Akhmetova", "Ахметова", "Kovalenko", "Коваленко", "Seitov", "Сейітов", "Marchenko", "Литвин", "Оспанов")
SUBMISSION = Submission.__table__
SHOWN = (MarkingState.RELEASED, MarkingState.SENT_BACK)
WORDS = "Цель видна, шаги названы; назовите ещё, кто и к какому дню это сделает."
# Of ten plans handed in for a newer assignment: how each marking stands; None is not begun.
STANDS = (None, None, None, None, MarkingState.DRAFT, MarkingState.READY, MarkingState.READY, MarkingState.READY,
          MarkingState.RELEASED, MarkingState.RELEASED)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The ids that the rows of one assignment hang on."""

    course: int
    lecturer: int
    students: tuple[int, ...]


def make_course(database: Database, *, students: int, assignments: int) -> Iterator[int]:
    """Make the course; gives the number of each assignment that is done, for a picture of the progress."""
    chance = random.Random(20260901)  # noqa: S311 - the same course each time, not a secret
    with database.write() as db:
        made = _people(db, students, chance)
        rubric = db.scalars(select(RubricVersion).where(RubricVersion.slug == "service-plan")).one()
        cases = list(db.scalars(select(CaseVersion).order_by(CaseVersion.slug, CaseVersion.id)))
        checker = Checker(load_vocabularies(casebank_root() / "vocabulary"))
    for number in range(assignments):
        with database.write() as db:
            case = db.get_one(CaseVersion, cases[number % len(cases)].id)
            rubric = db.get_one(RubricVersion, rubric.id)
            given = _assignment(db, made.course, case, rubric, number)
            plans = _plans(checker, case, rubric, number)
            _hand_in(db, _begin(db, made, given, number), given, plans, number, chance)
            _mark(db, made, given, Rubric.model_validate(rubric.document), older=number < assignments * 3 // 4)
        yield number + 1


def _people(db: Session, students: int, chance: random.Random) -> Made:
    institution = institution_of(db, now=BEGUN)
    password = hash_password(PASSWORD)
    lecturer = Person(institution=institution, name="Gulnara Akhmetova", email=LECTURER, language="ru",
                      password_hash=password, may_teach=True, created_at=BEGUN)
    class_ = [
        Person(institution=institution, name=f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}", language="ru",
               email=f"student-{number}@desk.example.org", password_hash=password, created_at=BEGUN)
        for number in range(students)
    ]  # fmt: skip
    db.add_all([lecturer, *class_])
    db.flush()  # the course and the places in it need their ids
    course = Course(institution_id=institution.id, title="Ведение случая, весь факультет", made_by_id=lecturer.id,
                    made_at=BEGUN)
    course.members = [Membership(person=lecturer, role=Role.LECTURER, joined_at=BEGUN)]
    course.members += [Membership(person=person, role=Role.STUDENT, joined_at=BEGUN) for person in class_]
    db.add(course)
    db.flush()  # the assignments need its id
    return Made(course.id, lecturer.id, tuple(person.id for person in class_))


def _assignment(db: Session, course: int, case: CaseVersion, rubric: RubricVersion, number: int) -> Assignment:
    begun = BEGUN + dt.timedelta(days=3 * number)
    given = Assignment(course_id=course, case_version_id=case.id, rubric_version_id=rubric.id, attempts=2,
                       title=f"План {number + 1}", opens_at=begun, due_at=begun + dt.timedelta(days=14),
                       made_at=begun, public_id=f"desk-{number}")
    db.add(given)
    db.flush()  # the runs need its id
    return given


class Plan(NamedTuple):
    """A plan, the report on it, and what is counted of it, as documents."""

    text: dict[str, Any]
    report: dict[str, Any]
    figures: dict[str, Any]


def _plans(checker: Checker, version: CaseVersion, rubric: RubricVersion, number: int) -> list[Plan]:
    """Worked plans of a case in one of its languages, each with what the checker says of it."""
    case, criteria = Case.model_validate(version.document), Rubric.model_validate(rubric.document)
    language = Language(sorted(case.languages)[number % len(case.languages)])
    found = []
    for each in version.teaching["exemplars"]:
        plan = Exemplar.model_validate(each).plan(language)
        report = checker.check(plan, rubric=criteria, case=case)
        figures = figures_of(report, checker.context(plan, case))
        found.append(Plan(plan.to_document(), report.to_document(), figures.model_dump(mode="json")))
    return found


def _times(place: int, number: int) -> int:
    """How many plans a student hands in for an assignment."""
    return {1: 2, 2: 0}.get((place + number) % 10, 1)


def _begin(db: Session, made: Made, given: Assignment, number: int) -> dict[int, int]:
    """The runs of those who hand something in, by their place in the class."""
    same = {"case_version_id": given.case_version_id, "rubric_version_id": given.rubric_version_id,
            "assignment_id": given.id, "pathway": "", "stage": "", "cycle": 1, "begun_at": given.opens_at}
    begun = [place for place in range(len(made.students)) if _times(place, number)]
    db.execute(insert(Run.__table__), [
        same | {"public_id": f"r{number}-{place}", "owner_id": made.students[place]} for place in begun
    ])  # fmt: skip
    ids = {owner: id for id, owner in db.execute(select(Run.id, Run.owner_id).where(Run.assignment_id == given.id))}
    return {place: ids[made.students[place]] for place in begun}


def _hand_in(
    db: Session, runs: dict[int, int], given: Assignment, plans: list[Plan], number: int, chance: random.Random
) -> None:
    """The submissions of a class and the drafts behind them. The first with a text keeps it, the others copy it."""
    rows, drafts = [], []
    for place, run in runs.items():
        times, text = _times(place, number), place % len(plans)
        for attempt in range(1, times + 1):
            at = given.opens_at + dt.timedelta(days=attempt - 1, minutes=chance.randrange(15 * 24 * 60))
            rows.append((text, {"run_id": run, "attempt": attempt, "handed_in_at": at, "late": at > given.due_at,
                                "public_id": f"s{number}-{place}-{attempt}", "receipt": f"{place:08x}",
                                "assignment_id": given.id}))  # fmt: skip
        drafts.append((text, {"run_id": run, "revision": 12, "saved_at": given.opens_at, "open": False,
                              "attempt": times}))  # fmt: skip
    first: dict[int, Submission] = {}
    for text, row in rows:
        first.setdefault(text, Submission(document=plans[text].text, report=plans[text].report, **row))
    db.add_all(first.values())
    db.flush()  # the others copy from these rows
    kept = {each.public_id for each in first.values()}
    others = [row | {"like": first[text].id} for text, row in rows if row["public_id"] not in kept]
    if others:
        db.execute(insert(SUBMISSION).values(document=_copied("document"), report=_copied("report")), others)
    db.execute(insert(Draft.__table__).values(document=_copied("document")),
               [row | {"like": first[text].id} for text, row in drafts])  # fmt: skip
    for text, plan in enumerate(plans):
        same = SUBMISSION.c.run_id.in_([run for place, run in runs.items() if place % len(plans) == text])
        counted = select(SUBMISSION.c.id, literal(plan.figures, JSON())).where(same)
        db.execute(insert(SubmissionFigures.__table__).from_select(["submission_id", "document"], counted))
    for place, run in runs.items():
        findings = plans[place % len(plans)].report["findings"]
        if findings and place % 20 in (3, 4):
            db.add(_meant(run, findings[0], given))


def _meant(run: int, finding: dict[str, Any], given: Assignment) -> SetAside:
    """A question that its student set aside."""
    return SetAside(run_id=run, key=finding["key"], rule=finding["rule"], quote=finding["quote"], reason="Так решили",
                    at=given.opens_at)


def _copied(column: str) -> ScalarSelect[Any]:
    texts = SUBMISSION.alias()
    return select(texts.c[column]).where(texts.c.id == bindparam("like")).scalar_subquery()


def _mark(db: Session, made: Made, given: Assignment, rubric: Rubric, *, older: bool) -> None:
    """The markings of an assignment, each with a level for every criterion, or for half of them while it is a draft."""
    at = given.due_at
    rows = db.execute(
        select(Submission.id, Submission.attempt, func.max(Submission.attempt).over(partition_by=Submission.run_id))
        .where(Submission.assignment_id == given.id).order_by(Submission.id)
    )  # fmt: skip
    states = {id: _stands(id, overtaken=attempt < newest, older=older) for id, attempt, newest in rows}
    marked = [
        {"submission_id": id, "state": state, "public_id": f"m{id}", "marker_id": made.lecturer, "saved_at": at,
         "rubric_version_id": given.rubric_version_id, "overall": WORDS, "revision": 1,
         "released_at": at if state in SHOWN else None}
        for id, state in states.items() if state
    ]  # fmt: skip
    if not marked:
        return
    db.execute(insert(Marking.__table__), marked)
    parts = [str(part.id) for part in (*rubric.gates, *rubric.criteria)]
    of_these = Marking.submission_id.in_(select(Submission.id).where(Submission.assignment_id == given.id))
    for number, part in enumerate(parts):
        wanted = of_these if number < len(parts) // 2 else of_these & (Marking.state != MarkingState.DRAFT)
        values = {"marking_id": Marking.id, "criterion": literal(part), "level": (Marking.id + number * 3) % 4,
                  "comment": literal(WORDS if number == 0 else ""), "suggested": literal(2),
                  "suggestion_seen": literal(False), "revision": literal(1), "saved_at": literal(at, UtcDateTime())}
        db.execute(insert(Mark).from_select(list(values), select(*values.values()).where(wanted)))
    values = {"marking_id": Marking.id, "public_id": literal("c") + cast(Marking.id, String), "text": literal(WORDS),
              "revision": literal(1), "saved_at": literal(at, UtcDateTime())}
    db.execute(insert(Comment).from_select(list(values), select(*values.values()).where(of_these)))
    for level in range(4):
        # One criterion of each plan, marked before the suggestion was seen: what the page of agreement counts.
        noted = {"criterion": parts[-1], "before": None, "after": level, "suggested": 2, "suggestion_seen": False}
        values = {"marking_id": Marking.id, "by_id": literal(made.lecturer), "what": literal("level"),
                  "values": literal(noted, JSON()), "at": literal(at, UtcDateTime())}
        wanted = of_these & (Marking.id % 4 == level)
        db.execute(insert(MarkingLog).from_select(list(values), select(*values.values()).where(wanted)))


def _stands(id: int, *, overtaken: bool, older: bool) -> MarkingState | None:
    if overtaken:
        return MarkingState.SENT_BACK
    return MarkingState.RELEASED if older else STANDS[id % len(STANDS)]
