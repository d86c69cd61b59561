"""The pages of reviews and of groups ask the database as often for a large class as for a small one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.conftest import settings_in
from trainer.cli.bench_course import LECTURER, STUDENT, make_course
from trainer.cli.bench_load import Counted
from trainer.models import (
    Assignment,
    CourseGroup,
    GroupMember,
    GroupSet,
    Membership,
    PeerComment,
    PeerLevel,
    PeerReview,
    PeerRound,
    Person,
    Role,
    ShowReviews,
    Submission,
)
from trainer.web.parts import utc_now

SMALL, LARGE = 10, 90


def class_of(students: int, stocked: Path, folder: Path) -> Counted:
    """A class in which everybody reviews the plan of the next, and is in one of two groups."""
    folder.mkdir()
    shutil.copy(stocked, folder / "trainer.db")
    made = Counted(settings_in(folder))
    list(make_course(made.database, students=students, assignments=2))
    with made.database.write() as db:
        assignment = db.scalars(select(Assignment).where(Assignment.public_id == "desk-1")).one()
        db.add(PeerRound(assignment_id=assignment.id, reviews=1, show=ShowReviews.AT_ONCE, closes_at=None))
        handed_in = db.scalars(
            select(Submission).where(Submission.assignment_id == assignment.id, Submission.attempt == 1)
        ).all()
        # The one who can sign in has handed in as well.
        handed_in[0].run.owner_id = db.scalars(select(Person.id).where(Person.email == STUDENT)).one()
        db.flush()
        for submission, other in zip(handed_in, [*handed_in[1:], handed_in[0]], strict=True):
            review = PeerReview(
                assignment_id=assignment.id, run_id=other.run_id, submission_id=other.id, overall="Words.",
                reviewer_id=submission.run.owner_id, begun_at=utc_now(), leased_until=utc_now(), handed_in_at=utc_now(),
            )  # fmt: skip
            review.levels = [PeerLevel(criterion="time", level=1, saved_at=utc_now())]
            review.comments = [PeerComment(goal="g1", text="Which day?", saved_at=utc_now())]
            db.add(review)
        of_set = GroupSet(course_id=assignment.course_id, title="Halves")
        of_set.groups = [CourseGroup(title="A"), CourseGroup(title="B")]
        db.add(of_set)
        db.flush()
        learn = select(Membership.person_id).where(
            Membership.course_id == assignment.course_id, Membership.role == Role.STUDENT
        )
        for place, person in enumerate(db.scalars(learn)):
            db.add(GroupMember(set_id=of_set.id, group_id=of_set.groups[place % 2].id, person_id=person))
        made.places = {
            "groups": f"/courses/{assignment.course.public_id}/groups",
            "set": f"/courses/{assignment.course.public_id}/groups/{of_set.public_id}",
            "searched": f"/courses/{assignment.course.public_id}/groups/{of_set.public_id}?q=a",
            "course": f"/courses/{assignment.course.public_id}?q=a",
        }
    return made.sign_in(LECTURER)


@pytest.fixture(scope="module")
def classes(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counted, Counted]]:
    """A small class and a large one, in two databases."""
    folder = tmp_path_factory.mktemp("rounds")
    made = tuple(class_of(students, stocked, folder / str(students)) for students in (SMALL, LARGE))
    yield made
    for each in made:
        each.close()


def test_a_larger_class_costs_its_lecturer_no_more_statements(classes) -> None:
    paths = {"reviews": "/assignments/desk-1/peers", "all": "/assignments/desk-1/peers?state=all"}
    small, large = (
        {name: desk.statements(path) for name, path in (paths | desk.places).items()} for desk in classes
    )
    assert large == small and max(large.values()) <= 12, large
    pages = [desk.client.get(paths["reviews"]).get_data(as_text=True).count("<th scope=\"row\">") for desk in classes]
    assert pages[1] == 50 > pages[0]


def test_a_larger_class_costs_its_students_no_more_statements(classes) -> None:
    paths = ("/assignments/desk-1/reviews", "/assignments/desk-1/compare")
    counts = []
    for desk in classes:
        student = desk.sign_in(STUDENT)
        counts.append([student.statements(path) for path in paths])
        desk.sign_in(LECTURER)
    assert counts[0] == counts[1]
