"""A course in which every kind of record occurs."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.checker.sketch import Sketch
from trainer.models import (
    Addressed,
    Appeal,
    Assignment,
    CalibrationMarking,
    CalibrationRound,
    Comment,
    Course,
    CourseGroup,
    Draft,
    Extension,
    GroupMember,
    GroupSet,
    HintShown,
    Mark,
    Marking,
    MarkingLog,
    MarkingState,
    Membership,
    OtherCase,
    PeerComment,
    PeerLevel,
    PeerLog,
    PeerReview,
    PeerRound,
    Person,
    Revision,
    RevisionReason,
    Role,
    RubricChange,
    RuleSetAside,
    Run,
    SecondMarking,
    SetAside,
    SketchDraft,
    Slot,
    Submission,
    SubmissionFigures,
    SubmissionSketch,
    TeamPart,
    TeamRole,
)

AT = dt.datetime(2026, 9, 3, 10, 30, 15, 123456, tzinfo=dt.UTC)
DRAWING = Sketch().model_dump(mode="json")
LECTURER, COLLEAGUE = "lecturer@example.org", "colleague@whole.example.org"


def fill(db: Session) -> Course:
    """Add to the demonstration's course one of everything; its rows name each other in every way there is."""
    course = db.scalars(select(Course).order_by(Course.id)).first()
    people = {each.email: each for each in db.scalars(select(Person))}
    lecturer, daniyar, sofia, aigerim = (
        people[f"{name}@example.org"] for name in ("lecturer", "daniyar", "sofia", "aigerim")
    )
    colleague = Person(institution_id=course.institution_id, name="Жанар Ә. 🙂", email=COLLEAGUE, language="kk",
                       may_teach=True, created_at=AT)  # fmt: skip
    left = Person(institution_id=course.institution_id, name="=Left", email=None, language="uk", created_at=AT)
    db.add_all([colleague, left])
    db.flush()
    db.add_all([
        Membership(course_id=course.id, person_id=colleague.id, role=Role.LECTURER, joined_at=AT),
        Membership(course_id=course.id, person_id=left.id, role=Role.STUDENT, joined_at=AT, left_at=AT),
    ])  # fmt: skip
    given = db.scalars(select(Assignment).where(Assignment.course_id == course.id)).one()
    teams = _groups(db, course, [aigerim, sofia])
    given.instructions, given.scheme = "# Read\n- *twice*", {"kind": "percent", "pass": 50, "penalty": 2.5}
    given.second_marking, given.appeal_days = SecondMarking.EVERYBODY, 7
    together = Assignment(
        course_id=course.id, case_version_id=given.case_version_id, rubric_version_id=given.rubric_version_id,
        title="Together", team_set_id=teams.of_set.id, made_at=AT, blind=True, revealed_at=AT,
        revealed_by_id=colleague.id,
    )  # fmt: skip
    db.add(together)
    db.flush()
    _rules(db, given, lecturer, sofia, teams)
    plan = db.scalars(select(Submission).where(Submission.assignment_id == given.id)).one()
    _team_plan(db, together, plan, aigerim, teams)
    _written(db, plan, daniyar)
    _marked(db, plan, lecturer, colleague)
    _round(db, given, plan, lecturer, colleague)
    _reviewed(db, given, plan, sofia, lecturer)
    return course


def _groups(db: Session, course: Course, members: list[Person]) -> CourseGroup:
    division = GroupSet(course_id=course.id, title="Topar")
    group = CourseGroup(of_set=division, title="1-топ")
    db.add_all([division, group])
    db.flush()
    db.add_all(GroupMember(set_id=division.id, group_id=group.id, person_id=each.id) for each in members)
    return group


def _rules(db: Session, given: Assignment, by: Person, student: Person, group: CourseGroup) -> None:
    same = {"assignment_id": given.id, "due_at": AT, "given_by_id": by.id, "given_at": AT}
    db.add_all([
        Extension(person_id=student.id, reason="Ill", **same), Extension(group_id=group.id, **same),
        RuleSetAside(assignment_id=given.id, rule="jargon", reason="Taught later", by_id=by.id, at=AT),
        OtherCase(assignment_id=given.id, case_version_id=given.case_version_id),
        PeerRound(assignment_id=given.id, reviews=1, closes_at=AT),
        RubricChange(assignment_id=given.id, before_id=given.rubric_version_id, after_id=given.rubric_version_id,
                     kinds={"time": "wording"}, whole=True, moved=0, reason="Clearer", by_id=by.id, at=AT),
    ])  # fmt: skip


def _team_plan(db: Session, given: Assignment, like: Submission, owner: Person, team: CourseGroup) -> None:
    run = Run(owner_id=owner.id, case_version_id=given.case_version_id, rubric_version_id=given.rubric_version_id,
              assignment_id=given.id, team_id=team.id, known_facts={"facts": ["f01"], "asked": [{"fact": "f01"}]},
              begun_at=AT)  # fmt: skip
    run.draft = Draft(revision=3, document=like.document, saved_at=AT, saved_by_id=owner.id)
    db.add(run)
    db.flush()
    db.add(TeamRole(run_id=run.id, person_id=owner.id, part=TeamPart.CASE_MANAGER))
    handed_in = Submission(run_id=run.id, assignment_id=given.id, attempt=1, document=like.document, report=like.report,
                           receipt="abc", late=True, handed_in_at=AT)  # fmt: skip
    handed_in.figures = SubmissionFigures(document=db.scalars(select(SubmissionFigures)).first().document)
    db.add(handed_in)


def _written(db: Session, plan: Submission, by: Person) -> None:
    db.add_all([
        SketchDraft(run_id=plan.run_id, revision=1, document=DRAWING, saved_at=AT, saved_by_id=by.id),
        SubmissionSketch(submission_id=plan.id, document=DRAWING),
        Revision(run_id=plan.run_id, number=1, reason=RevisionReason.CONFLICT, document=plan.document, kept_at=AT,
                 by_id=by.id),
        SetAside(run_id=plan.run_id, key="jargon:g1", rule="jargon", quote="“ЖҚТБ”", reason="Their own word", at=AT),
        HintShown(run_id=plan.run_id, key="need-not-covered:n1", grade=2, at=AT),
    ])  # fmt: skip


def _marked(db: Session, plan: Submission, lecturer: Person, colleague: Person) -> None:
    rubric = plan.run.rubric_version_id
    for slot, marker in ((Slot.FIRST, lecturer), (Slot.SECOND, colleague), (Slot.COUNTS, lecturer)):
        marking = Marking(submission_id=plan.id, slot=slot, marker_id=marker.id, rubric_version_id=rubric,
                          state=MarkingState.RELEASED if slot == Slot.COUNTS else MarkingState.READY,
                          overall="Хорошо\n\\u0000 “так”", revision=2, saved_at=AT,
                          settling={"time": {"level": 1}} if slot == Slot.FIRST else None)  # fmt: skip
        db.add(marking)
        db.flush()
        db.add_all([
            Mark(marking_id=marking.id, criterion="time", level=2, comment="Ok", suggested=1, revision=1, saved_at=AT),
            Mark(marking_id=marking.id, criterion="own", level=None, suggested=None, saved_at=AT),
        ])  # fmt: skip
    marking.released_at, marking.released_by_id = AT, lecturer.id
    comment = Comment(marking_id=marking.id, goal="g1", step="s1", cell="text", text="Кто?", revision=1, saved_at=AT)
    db.add(comment)
    db.flush()
    key = comment.public_id
    logged = {"marking_id": marking.id, "by_id": colleague.id, "at": AT}
    db.add_all([
        MarkingLog(what="comment", values={"key": key}, **logged),
        MarkingLog(what="not_chosen", values={"field": f"c:{key}", "at": "g1 s1", "version": {"text": "Қашан?"}},
                   **logged),
        MarkingLog(what="level", values={"criterion": "time", "before": None, "after": 2}, **logged),
        *(Addressed(run_id=plan.run_id, about=about, at=AT)
          for about in (key, f"{marking.public_id}-overall", f"{marking.public_id}-time")),
        Appeal(marking_id=marking.id, criterion="time", reason="Why 2?", asked_at=AT, before=2, after=3, answer="Yes",
               answered_at=AT, answered_by_id=colleague.id),
    ])  # fmt: skip


def _round(db: Session, given: Assignment, plan: Submission, lecturer: Person, colleague: Person) -> None:
    begun = CalibrationRound(
        assignment_id=given.id, rubric_version_id=given.rubric_version_id, document=plan.document, report=plan.report,
        expected={"time": 2}, begun_by_id=lecturer.id, begun_at=AT,
    )  # fmt: skip
    db.add(begun)
    db.flush()
    db.add(CalibrationMarking(round_id=begun.id, person_id=colleague.id, levels={"time": 1}, words={}, saved_at=AT))


def _reviewed(db: Session, given: Assignment, plan: Submission, by: Person, lecturer: Person) -> None:
    review = PeerReview(assignment_id=given.id, run_id=plan.run_id, submission_id=plan.id, reviewer_id=by.id,
                        overall="Clear", begun_at=AT, leased_until=AT, handed_in_at=AT, hidden_at=AT,
                        hidden_by_id=lecturer.id, helped=True)  # fmt: skip
    db.add(review)
    db.flush()
    comment = PeerComment(review_id=review.id, goal="g1", text="Who?", saved_at=AT)
    db.add_all([comment, PeerLevel(review_id=review.id, criterion="who", level=1, saved_at=AT)])
    db.flush()
    values = {"field": f"c:{comment.public_id}", "version": {"text": "Older"}}
    db.add(PeerLog(review_id=review.id, by_id=lecturer.id, what="hidden", values=values, at=AT))
