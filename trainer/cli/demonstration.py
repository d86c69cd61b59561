"""The people, the course and the waiting submission with which a demonstration begins."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.places import casebank_root
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.figures import figures_of
from trainer.checker.plan import Plan
from trainer.checker.rubric import Rubric
from trainer.documents import yaml_plan
from trainer.models import (
    Assignment,
    CaseVersion,
    Course,
    Draft,
    Institution,
    Invitation,
    Membership,
    Person,
    Role,
    RubricVersion,
    Run,
    Submission,
    SubmissionFigures,
)
from trainer.web.passwords import hash_password

# Only for loopback demonstrations; a real installation makes its people with `trainer user add`.
PASSWORD = "samira-2026"  # noqa: S105


class Demo(NamedTuple):
    """One demonstration person."""

    email: str
    name: str
    language: str
    what: str


PEOPLE = (
    Demo("lecturer@example.org", "Gulnara Akhmetova", "ru", "lecturer of the course, with one plan to mark"),
    Demo("designer@example.org", "Olena Koval", "uk", "designer of cases, and administrator"),
    Demo("aigerim@example.org", "Aigerim Kenzhebek", "kk", "student, nothing begun"),
    Demo("daniyar@example.org", "Daniyar Seitov", "ru", "student, has handed in a plan"),
    Demo("sofia@example.org", "Sofia Marchenko", "en", "student, nothing begun"),
)


def institution_of(db: Session, *, now: dt.datetime) -> Institution:
    """The one institution of a fresh installation, made when there is none."""
    found = db.scalars(select(Institution).order_by(Institution.id).limit(1)).first()
    if found is None:
        found = Institution(name="Case Trainer", created_at=now)
        db.add(found)
        db.flush()  # its id is needed by the bank's rows
    return found


def add_demonstration(db: Session, *, now: dt.datetime) -> None:
    """Add the people, a course, an assignment and a submission; does nothing when they are there already."""
    if db.scalars(select(Person.id).where(Person.email == PEOPLE[0].email)).first():
        return
    institution = institution_of(db, now=now)
    lecturer, designer, *students = [_person(db, demo, institution, now) for demo in PEOPLE]
    lecturer.may_teach = True
    designer.may_design = designer.may_administer = True
    db.flush()  # the course needs the ids of its people
    course = _course(db, institution, lecturer, students, now)
    assignment = _assignment(db, course, now)
    db.flush()  # the run needs the assignment's id
    _handed_in(db, assignment, students[1], now)


def _person(db: Session, demo: Demo, institution: Institution, now: dt.datetime) -> Person:
    person = Person(
        institution=institution,
        name=demo.name,
        email=demo.email,
        language=demo.language,
        password_hash=hash_password(PASSWORD),
        created_at=now,
    )
    db.add(person)
    return person


def _course(
    db: Session, institution: Institution, lecturer: Person, students: list[Person], now: dt.datetime
) -> Course:
    course = Course(
        institution_id=institution.id,
        title="Ведение случая, 2 курс",
        timezone="Asia/Almaty",
        made_by_id=lecturer.id,
        made_at=now,
    )
    course.members = [Membership(person=lecturer, role=Role.LECTURER, joined_at=now)]
    course.members += [Membership(person=student, role=Role.STUDENT, joined_at=now) for student in students]
    db.add(course)
    db.flush()  # the invitation needs the course's id
    db.add(
        Invitation(
            course_id=course.id,
            token=secrets.token_urlsafe(18),
            role=Role.STUDENT,
            made_by_id=lecturer.id,
            made_at=now,
            expires_at=now + dt.timedelta(days=120),
        )
    )
    return course


def _assignment(db: Session, course: Course, now: dt.datetime) -> Assignment:
    case = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira").order_by(CaseVersion.id.desc())).first()
    rubric = db.scalars(select(RubricVersion).where(RubricVersion.slug == "service-plan")).first()
    assignment = Assignment(
        course=course,
        case_version=case,
        rubric_version=rubric,
        title="План для семьи Самиры",
        opens_at=_on_the_clock(now - dt.timedelta(days=3), 9, course.timezone),
        due_at=_on_the_clock(now + dt.timedelta(days=14), 18, course.timezone),
        attempts=3,
        made_at=now,
    )
    db.add(assignment)
    return assignment


def _on_the_clock(day: dt.datetime, hour: int, zone: str) -> dt.datetime:
    return day.astimezone(ZoneInfo(zone)).replace(hour=hour, minute=0, second=0, microsecond=0).astimezone(dt.UTC)


def _handed_in(db: Session, assignment: Assignment, student: Person, now: dt.datetime) -> None:
    case = Case.model_validate(assignment.case_version.document)
    rubric = Rubric.model_validate(assignment.rubric_version.document)
    plan = demonstration_plan(now.date() - dt.timedelta(days=1))
    checker = Checker(load_vocabularies(casebank_root() / "vocabulary"))
    report = checker.check(plan, rubric=rubric, case=case)
    figures = figures_of(report, checker.context(plan, case))
    run = Run(
        owner_id=student.id,
        case_version_id=assignment.case_version_id,
        rubric_version_id=assignment.rubric_version_id,
        assignment_id=assignment.id,
        pathway=case.pathway,
        begun_at=now,
    )
    run.draft = Draft(revision=12, document=plan.to_document(), saved_at=now, open=False)
    db.add(run)
    db.flush()  # the submission needs the run's id
    db.add(
        Submission(
            run_id=run.id,
            assignment_id=assignment.id,
            attempt=1,
            document=plan.to_document(),
            report=report.to_document(),
            figures=SubmissionFigures(document=figures.model_dump(mode="json")),
            receipt=secrets.token_hex(4),
            handed_in_at=now,
        )
    )


def demonstration_plan(day: dt.date) -> Plan:
    """A student's plan in Russian with strong and weak places, dated relative to the day it is agreed."""
    from pathlib import Path

    text = (Path(__file__).with_name("demonstration_plan.yaml")).read_text("utf-8").replace("DAY", day.isoformat())
    return yaml_plan.read(text.encode())
