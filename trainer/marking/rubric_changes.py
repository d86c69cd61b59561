"""Another rubric version for an assignment: what kind of change it is, whose marks it moves, and giving it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, joinedload, undefer

from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.errors import Conflict, Invalid, NotFound
from trainer.marking import gradebook
from trainer.marking.changes import Why, shown_in, standings_of, tell
from trainer.marking.service import parts_by_id, words
from trainer.models import Assignment, Marking, RubricChange, RubricDraft, RubricVersion, Run, Submission
from trainer.web.documents import USABLE, rubric_of, rubrics_for
from trainer.web.scheme import Scheme, Total, total_of


@dataclass(frozen=True, slots=True)
class Kinds:
    """What differs between two versions, as ids of criteria and gates.

    Words change no mark, bands change what is suggested for plans that are handed in later, weights change marks;
    what was removed no longer counts, and what was added nobody has judged yet.
    """

    words: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    weights: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def moves_marks(self) -> bool:
        """Whether a mark that was given could come out different."""
        return bool(self.weights or self.added or self.removed)

    def document(self) -> dict[str, Any]:
        """As the record keeps it."""
        return {name: list(getattr(self, name)) for name in ("words", "bands", "weights", "added", "removed")}


@dataclass(frozen=True, slots=True)
class Move:
    """A student whose mark would be another one."""

    student: str
    submission: str
    before: Total
    after: Total

    @property
    def crosses(self) -> bool:
        """Whether the mark would cross the pass limit."""
        return None not in (self.before.passed, self.after.passed) and self.before.passed != self.after.passed


def kinds_of(before: Rubric, after: Rubric) -> Kinds:
    """Classify a change criterion by criterion; ids are what they have in common."""
    old, new = parts_by_id(before), parts_by_id(after)
    shared = [id for id in new if id in old]
    return Kinds(
        words=tuple(id for id in shared if _said(old[id]) != _said(new[id])),
        bands=tuple(id for id in shared if (old[id].bands, old[id].rules) != (new[id].bands, new[id].rules)),
        weights=tuple(id for id in shared if _weight(old[id]) != _weight(new[id])),
        added=tuple(id for id in new if id not in old),
        removed=tuple(id for id in old if id not in new),
    )


def unjudged(before: Rubric, after: Rubric) -> list[str]:
    """The criteria that would count and that nobody has judged so far."""
    known = {part.id for part in before.criteria if part.weight > 0}
    return [str(part.id) for part in after.criteria if part.weight > 0 and part.id not in known]


def moves(
    lines: Iterable[gradebook.Line], rubrics: Mapping[int, Rubric], after: Rubric, scheme: Scheme,
    late: Mapping[str, int],
) -> list[Move]:
    """The students whose mark would move; `late` holds days by submission."""

    def both(line: gradebook.Line, levels: Mapping[str, int | None], days: int) -> tuple[Total, Total]:
        now = rubrics[line.rubric] if line.rubric is not None else after
        return total_of(levels, now, scheme, days), total_of(levels, after, scheme, days)

    return moved_lines(lines, both, late)


def moved_lines(
    lines: Iterable[gradebook.Line],
    both: Callable[[gradebook.Line, Mapping[str, int | None], int], tuple[Total, Total]],
    late: Mapping[str, int],
) -> list[Move]:
    """Those whose mark or letter differs, first who would cross the pass limit, then the largest steps."""
    found = []
    for line in lines:
        if line.submission is None or line.rubric is None:
            continue
        levels = {criterion: given.level for criterion, given in line.given.items()}
        one, other = both(line, levels, late.get(line.submission, 0))
        if one.value is not None and (one.value, one.top, one.grade) != (other.value, other.top, other.grade):
            found.append(Move(line.name, line.submission, one, other))
    return sorted(found, key=lambda move: (not move.crosses, -abs((move.after.value or 0) - (move.before.value or 0))))


def versions_of(db: Session, institution: int, *, by: int) -> list[RubricVersion]:
    """Every rubric version that a lecturer may use, the newest of each first."""
    query = select(RubricVersion).where(rubrics_for(institution, by), RubricVersion.status.in_(USABLE))
    return list(db.scalars(query.order_by(RubricVersion.slug != "service-plan", RubricVersion.slug,
                                          RubricVersion.id.desc())))  # fmt: skip


def version_by(db: Session, assignment: Assignment, public_id: str, *, by: int) -> RubricVersion:
    """One rubric version that a lecturer may use, or that the assignment had before; NotFound otherwise."""
    had = select(RubricChange.before_id).where(RubricChange.assignment_id == assignment.id)
    usable = or_(rubrics_for(assignment.course.institution_id, by), RubricVersion.id.in_(had))
    found = db.scalars(select(RubricVersion).where(usable, RubricVersion.public_id == public_id)).first()
    if found is None:
        raise NotFound()
    return found


def draft_by(db: Session, institution: int, public_id: str, *, by: int) -> RubricDraft:
    """The draft of a rubric that a lecturer may write on; NotFound otherwise."""
    mine = (RubricDraft.owner_id == by) | RubricDraft.shared.is_(True)
    found = db.scalars(
        select(RubricDraft)
        .where(
            RubricDraft.public_id == public_id, RubricDraft.institution_id == institution,
            RubricDraft.left_at.is_(None), mine,
        )
        .options(undefer(RubricDraft.document))
    ).first()  # fmt: skip
    if found is None:
        raise NotFound()
    return found


def changes_of(db: Session, assignment: int) -> list[RubricChange]:
    """Which versions an assignment was given, the newest change first."""
    return list(
        db.scalars(
            select(RubricChange)
            .where(RubricChange.assignment_id == assignment)
            .options(joinedload(RubricChange.before), joinedload(RubricChange.after), joinedload(RubricChange.by))
            .order_by(RubricChange.id.desc())
        )
    )


def give(
    db: Session, assignment: Assignment, version: RubricVersion, *, whole: bool, reason: str, by: int, now: dt.datetime
) -> RubricChange:
    """Give an assignment another rubric version: to every plan and marking (`whole`), or to unmarked plans.

    A marking whose plan keeps its version keeps it for good. Marks that students have seen and that move are told.
    Conflict when it is the present version, or when marked plans would count by what nobody has judged.
    """
    before, after = rubric_of(assignment.rubric_version), rubric_of(version)
    said = words(reason)
    if version.id == assignment.rubric_version_id:
        raise Conflict("second.same_rubric")
    if not said:
        raise Invalid("second.rubric_reason")
    if whole and unjudged(before, after):
        raise Conflict("second.unjudged")
    return _given(db, assignment, version, whole=whole, reason=said, by=by, now=now)


def take_back(db: Session, assignment: Assignment, *, reason: str, by: int, now: dt.datetime) -> RubricChange:
    """Give the version before the newest change back, to the same plans; marks are what they were.

    What that change removed was judged before it, so it counts again. Conflict when there is nothing to take back, or
    when plans were marked since without a criterion that would count.
    """
    newest = next(iter(changes_of(db, assignment.id)), None)
    if newest is None:
        raise Conflict("rubrics.nothing_to_undo")
    before, after = rubric_of(newest.after), rubric_of(newest.before)
    if newest.whole and unjudged(before, after) and _marked_since(db, assignment.id, newest.at):
        raise Conflict("rubrics.marked_since")
    return _given(db, assignment, newest.before, whole=newest.whole, reason=reason, by=by, now=now)


def _marked_since(db: Session, assignment: int, when: dt.datetime) -> bool:
    query = select(Marking.id).join(Submission).where(Submission.assignment_id == assignment, Marking.saved_at > when)
    return db.scalars(query.limit(1)).first() is not None


def _given(
    db: Session, assignment: Assignment, version: RubricVersion, *, whole: bool, reason: str, by: int, now: dt.datetime
) -> RubricChange:
    before, after = rubric_of(assignment.rubric_version), rubric_of(version)
    shown = shown_in(db, assignment.id) if whole else []
    stood = standings_of(db, shown)
    of_assignment = select(Submission.id).where(Submission.assignment_id == assignment.id)
    runs = update(Run).where(Run.assignment_id == assignment.id)
    if whole:
        markings = update(Marking).where(Marking.submission_id.in_(of_assignment))
        db.execute(markings.values(rubric_version_id=version.id), execution_options={"synchronize_session": False})
    else:
        begun = select(Marking.id).join(Submission, Submission.id == Marking.submission_id)
        runs = runs.where(~begun.where(Submission.run_id == Run.id).exists())
    db.execute(runs.values(rubric_version_id=version.id), execution_options={"synchronize_session": False})
    moved = tell(db, stood, standings_of(db, shown), why=Why.RUBRIC, by=by, now=now, reason=reason)
    change = RubricChange(
        assignment_id=assignment.id, before_id=assignment.rubric_version_id, after_id=version.id, whole=whole,
        kinds=kinds_of(before, after).document(), moved=moved, reason=reason, by_id=by, at=now,
    )  # fmt: skip
    db.add(change)
    assignment.rubric_version_id = version.id
    return change


def _weight(part: Criterion | Gate) -> float:
    return part.weight if isinstance(part, Criterion) else 0.0


def _said(part: Criterion | Gate) -> tuple[Any, ...]:
    return part.name, part.question, part.levels
