"""The bank of comments: what was written on a criterion of this case before, to be taken again with a key.

Nobody keeps it by hand. It holds what the marker wrote on earlier plans of the case, then what others wrote who mark in
the same courses.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import g, render_template
from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.marking import queries
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Assignment, CaseVersion, Mark, Marking, Run, Slot, Submission, is_taught_by
from trainer.web import access
from trainer.web.documents import rubric_of
from trainer.web.parts import reading
from trainer.web.viewer import viewer
from trainer.web.words import language

# As many as there are keys to take them by.
MOST = 9


class Written(NamedTuple):
    """Words that were written before: whether by the marker, on how many plans."""

    words: str
    own: bool
    times: int


_OWN = func.max(case((Marking.marker_id == bindparam("marker"), 1), else_=0))
WRITTEN = (
    select(Mark.comment, _OWN, func.count(Mark.id))
    .join(Marking, Marking.id == Mark.marking_id)
    .join(Submission, Submission.id == Marking.submission_id)
    .join(Run, Run.id == Submission.run_id)
    .join(CaseVersion, CaseVersion.id == Run.case_version_id)
    .join(Assignment, Assignment.id == Submission.assignment_id)
    .where(
        CaseVersion.slug == bindparam("slug"),
        Mark.criterion == bindparam("criterion"),
        Mark.comment != "",
        Submission.id != bindparam("submission"),
        # A course that one has left keeps what one wrote in it oneself, and shows nothing of the others; of two markers
        # neither reads the other.
        or_(
            Marking.marker_id == bindparam("marker"),
            and_(is_taught_by(Assignment.course_id, bindparam("marker")), Marking.slot == Slot.COUNTS),
        ),
    )
    .group_by(Mark.comment)
    .order_by(_OWN.desc(), func.count(Mark.id).desc(), func.max(Mark.id).desc())
    .limit(MOST)
)


@blueprint.get("/marking/<submission>/bank/<criterion>")
@access.member
def comment_bank(submission: str, criterion: str) -> Any:
    """What was written on this criterion before. The marking page takes its list; without a script it is read here."""
    db = reading()
    found = queries.submission_to_mark(db, submission, by=viewer().id, whole=False)
    part = parts_by_id(rubric_of(found.run.rubric_version)).get(criterion)
    if part is None:
        raise NotFound()
    if found.run.assignment:
        g.timezone = found.run.assignment.course.timezone
    return render_template(
        "marking/bank.html",
        submission=found, assignment=found.run.assignment, part=part, language=language(),
        written=written(db, found, criterion, by=viewer().id),
    )  # fmt: skip


def written(db: Session, submission: Submission, criterion: str, *, by: int) -> list[Written]:
    """What was written on a criterion in other plans of the same case, one's own first; one statement."""
    values = {"marker": by, "criterion": criterion, "submission": submission.id,
              "slug": submission.run.case_version.slug}  # fmt: skip
    return [Written(words, bool(own), times) for words, own, times in db.execute(WRITTEN, values)]
