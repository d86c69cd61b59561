"""Two plans of a class side by side for the seminar: numbered in an order that tells nothing of their students."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.checker.plan import Plan as ServicePlan
from trainer.models import Assignment, Submission
from trainer.overview import counting, queries
from trainer.overview.pictures import plans_counted
from trainer.web.documents import case_of
from trainer.web.plan_view import PlanRead, plan_read
from trainer.web.veil import cover, without_writers


class Side(NamedTuple):
    """One of the two plans: its number in the class, and the plan as it is read."""

    number: int
    plan: PlanRead


def seminar_page(db: Session, assignment: Assignment, chosen: tuple[int | None, int | None]) -> dict[str, Any]:
    """The two plans that were asked for by number, else the two that differ most; fewer when the class is smaller."""
    # Two plans are compared on one case: a plan about another one would differ in everything.
    plans = [plan for plan in plans_counted(db, assignment) if plan.case == assignment.case_version_id]
    order = counting.shuffled(plans, assignment.public_id)
    numbers = {id: place + 1 for place, id in enumerate(order)}
    furthest = counting.furthest(plans) or tuple(order[:1])
    wanted = [
        order[number - 1] if number and 1 <= number <= len(order) else default
        for number, default in zip(chosen, furthest, strict=False)
    ]
    texts = queries.plans_of(db, assignment.id, wanted)
    for plan in texts.values():
        cover(without_writers(db, plan.run), plan, "document")
    sides = [_side(assignment, texts[id], numbers[id]) for id in wanted if id in texts]
    return {"sides": sides, "count": len(order), "into": sides[0].plan.language if sides else ""}


def _side(assignment: Assignment, submission: Submission, number: int) -> Side:
    return Side(number, plan_read(ServicePlan.model_validate(submission.document), case_of(assignment.case_version)))
