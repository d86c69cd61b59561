"""The page of a class: every figure as a drawing, with its table and the way to the plans behind it."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from trainer.checker import handbook
from trainer.checker.case import Case
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.models import Assignment, CaseVersion
from trainer.overview import counting, queries
from trainer.overview.counting import Fired, Plan, Wait
from trainer.web import drawing
from trainer.web.documents import case_of, rubric_of
from trainer.web.drawing import Drawing
from trainer.web.words import _, language

# So many questions stand open; the rest are folded away.
FIRST_QUESTIONS = 8


class Attempt(NamedTuple):
    """One attempt in a picture: its number, how many plans it counts, the bar."""

    number: int
    plans: int
    bar: Drawing


class Levels(NamedTuple):
    """A criterion or gate with a bar for each attempt."""

    id: str
    name: str
    attempts: list[Attempt]


class Question(NamedTuple):
    """A question of the checker with its bar."""

    fired: Fired
    title: str
    bar: Drawing


class OfCase(NamedTuple):
    """What the plans about one case met and used of its key."""

    version: CaseVersion
    needs: list[Key]
    strengths: list[Key]


class Key(NamedTuple):
    """A need or strength of the case with how many plans found it."""

    id: str
    name: str
    plans: int
    of: int
    bar: Drawing


def class_page(db: Session, assignment: Assignment, wanted: str | None) -> dict[str, Any]:
    """Everything the page shows; a fixed number of statements however large the class."""
    plans = plans_counted(db, assignment)
    rows = queries.given(db, assignment.id)
    levels = wanted or ("given" if rows else "suggested")
    counts = counting.given(rows) if levels == "given" else counting.suggested(plans)
    rubric = rubric_of(assignment.rubric_version)
    wait = counting.waits(queries.answered(db, assignment.id))
    asked = _questions(plans)
    return {
        "handed_in": len(plans), "students": len({plan.run for plan in plans}), "levels": levels,
        "criteria": _levels(counts, rubric), "asked": asked[:FIRST_QUESTIONS], "more": asked[FIRST_QUESTIONS:],
        "first_plans": sum(plan.attempt == 1 for plan in plans), "shares": _shares(plans),
        "keys": _keys(plans, cases_of(db, assignment, plans)), "wait": wait, "wait_picture": _wait_picture(wait),
    }  # fmt: skip


def plans_counted(db: Session, assignment: Assignment) -> list[Plan]:
    """The submissions of an assignment as they are counted."""
    return [counting.plan_of(*row) for row in queries.counted(db, assignment.id)]


def cases_of(db: Session, assignment: Assignment, plans: list[Plan]) -> dict[int, CaseVersion]:
    """The case versions that these plans are about, the assigned one first; a statement more where there are others."""
    assigned = assignment.case_version
    others = {plan.case for plan in plans} - {assigned.id}
    return {assigned.id: assigned} | (queries.case_versions(db, sorted(others)) if others else {})


def parts_of(rubric: Rubric) -> list[Gate | Criterion]:
    """The gates, then the criteria."""
    return [*rubric.gates, *rubric.criteria]


def rule_title(rule: str) -> str:
    """The title of a rule in the reader's language; a rule that is gone keeps its id."""
    try:
        return handbook.page(rule).text(language()).title
    except (KeyError, handbook.BrokenPage):
        return rule


def _levels(counts: dict[tuple[str, int], Counter[int | None]], rubric: Rubric) -> list[Levels]:
    found = []
    for part in parts_of(rubric):
        name = part.name[language()]  # type: ignore[index]
        attempts = []
        for number in range(1, counting.MOST_ATTEMPTS + 1):
            if levels := counts.get((str(part.id), number)):
                bar = drawing.level_bar(levels, _, title=name, name=f"lv-{part.id}-{number}")
                attempts.append(Attempt(number, levels.total(), bar))
        if attempts:
            found.append(Levels(str(part.id), name, attempts))
    return found


def _questions(plans: list[Plan]) -> list[Question]:
    first = sum(plan.attempt == 1 for plan in plans)
    found = []
    for fired in counting.questions(plans):
        title = rule_title(fired.rule)
        bar = drawing.part_bar(fired.first, first, _, title=title, name=f"asked-{fired.rule}")
        found.append(Question(fired, title, bar))
    return found


def _shares(plans: list[Plan]) -> list[Attempt]:
    shares = counting.shares(plans)
    return [
        Attempt(number, total.total(), drawing.share_bar(total, _, name=f"shares-{number}"))
        for number, total in shares.items()
    ]


def _keys(plans: list[Plan], cases: dict[int, CaseVersion]) -> list[OfCase]:
    """Needs and strengths case by case: an id means something only within its own case."""
    of_case = counting.by_case(plans)
    return [
        OfCase(version, *(_key(of_case[id], what, case_of(version)) for what in ("needs", "strengths")))
        for id, version in cases.items()
        if id in of_case
    ]


def _key(plans: list[Plan], what: str, case: Case) -> list[Key]:
    names = {each.id: each.name for each in getattr(case.key, what)}
    found = []
    for id, count, of in counting.found_by(plans, what, names):
        if of:
            name = _in_reader(names[id])
            bar = drawing.part_bar(count, of, _, title=name, name=f"{case.id}-{what}-{id}")
            found.append(Key(id, name, count, of, bar))
    return found


def _in_reader(words: Any) -> str:
    return words.get(language()) or next(iter(words.values()), "")


def _wait_picture(wait: Wait) -> Drawing | None:
    if not any(wait.buckets):
        return None
    edges = (0, *counting.DAYS)
    labels = [_("overview.days_below", day=counting.DAYS[0])]
    labels += [f"{low}–{high}" for low, high in zip(edges[1:], edges[2:], strict=False)]
    labels.append(_("overview.days_over", day=edges[-1]))
    return drawing.columns(wait.buckets, labels, _, title=_("overview.wait"), name="wait")
