"""All plans of an assignment in one archive: each as a Word file with what was said of it on its rows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Response, stream_with_context
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from trainer.checker.plan import Plan
from trainer.checker.rubric import Rubric
from trainer.documents import docx_plan
from trainer.marking import queries
from trainer.marking.blueprint import blueprint
from trainer.marking.service import parts_by_id
from trainer.models import Assignment, Marking, Person, Run, Slot, Submission, signature
from trainer.web import access
from trainer.web.documents import case_of, rubric_of
from trainer.web.parts import reading
from trainer.web.veil import draw_over
from trainer.web.viewer import viewer
from trainer.web.words import say

# So many plans are read at once; the archive leaves while it is written.
AT_ONCE = 25
_NOT_IN_NAMES = re.compile(r"[^\w .-]")


@blueprint.get("/assignments/<assignment>/plans.zip")
@access.member
def plans_zip(assignment: str) -> Response:
    """The newest plan of every student, by name; it begins to arrive at once, however large the class."""
    found = queries.assignment_to_mark(reading(), assignment, by=viewer().id)
    files = _files(reading(), found)
    head = {"Content-Disposition": f'attachment; filename="plans-{assignment}.zip"'}
    return Response(stream_with_context(_zipped(files)), mimetype="application/zip", headers=head)


def _files(db: Session, assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    newest = (
        select(func.max(Submission.id))
        .where(Submission.assignment_id == assignment.id)
        .group_by(Submission.run_id)
    )
    ids = db.scalars(
        select(Submission.id).join(Run, Run.id == Submission.run_id).join(Person, Person.id == Run.owner_id)
        .where(Submission.id.in_(newest)).order_by(signature(), Submission.id)
    ).all()  # fmt: skip
    for begin in range(0, len(ids), AT_ONCE):
        some = ids[begin : begin + AT_ONCE]
        said = _markings(db, some)
        plans = {row.id: row for row in db.scalars(
            select(Submission).where(Submission.id.in_(some))
            .options(joinedload(Submission.run).options(
                         joinedload(Run.owner), joinedload(Run.team), joinedload(Run.case_version),
                         joinedload(Run.assignment)),
                     undefer(Submission.document))
        )}  # fmt: skip
        for plan in plans.values():
            draw_over(db, plan)
        for place, id in enumerate(some, begin + 1):
            yield file_name(place, plans[id].run.signed, plans[id].attempt), _word(plans[id], said.get(id))
        db.expunge_all()


def _markings(db: Session, submissions: Any) -> dict[int, Marking]:
    rows = db.scalars(
        select(Marking).where(Marking.submission_id.in_(submissions), Marking.slot == Slot.COUNTS)
        .options(joinedload(Marking.marker), selectinload(Marking.marks), selectinload(Marking.comments),
                 joinedload(Marking.submission).joinedload(Submission.run).joinedload(Run.rubric_version))
    )  # fmt: skip
    return {marking.submission_id: marking for marking in rows}


def _word(submission: Submission, marking: Marking | None) -> bytes:
    plan = Plan.model_validate(submission.document)
    words = partial(say, plan.language.value)
    rubric = rubric_of(submission.run.rubric_version)
    comments = _comments(marking, rubric, plan.language.value) if marking else []
    return docx_plan.write(
        plan, case=case_of(submission.run.case_version), language=plan.language, words=words, comments=comments
    )


def _comments(marking: Marking, rubric: Rubric, language: str) -> list[docx_plan.Comment]:
    """What was said of rows on their rows; what was said of criteria and of the whole plan after it."""
    author = marking.marker.name
    found = [docx_plan.Comment(one.text, author, one.step or one.goal or "") for one in marking.comments]
    said = {mark.criterion: mark for mark in marking.marks}
    for id, part in parts_by_id(rubric).items():
        mark = said.get(id)
        if mark is not None and (mark.level is not None or mark.comment):
            level = "–" if mark.level is None else str(mark.level)
            name = part.name.get(language, id)  # type: ignore[call-overload]
            found.append(docx_plan.Comment(f"{name}: {level}. {mark.comment}".removesuffix(". "), author))
    if marking.overall:
        found.append(docx_plan.Comment(marking.overall, author))
    return found


def file_name(place: int, student: str, attempt: int) -> str:
    """`007 Olena Marchenko (2).docx`: sorted as the list, safe on every system, and never empty."""
    plain = " ".join(_NOT_IN_NAMES.sub(" ", student).split()).strip(". ")[:80]
    return f"{place:03d} {plain}".rstrip() + f" ({attempt}).docx"


def _zipped(files: Iterator[tuple[str, bytes]]) -> Iterator[bytes]:
    """The archive piece by piece: what is written leaves before the next plan is read."""
    out = _Outbox()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, data in files:
            packed.writestr(name, data)
            yield out.taken()
    yield out.taken()


class _Outbox(io.RawIOBase):
    """A stream that cannot be sought: what was written waits to be taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)
