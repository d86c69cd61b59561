"""What the editor shows: each cell as it is typed and as it is read, and whom the case lets a plan name."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup, escape

from trainer.checker.case import Case
from trainer.checker.plan import Goal, Plan, Review, Step
from trainer.checker.values import Language
from trainer.models import Run
from trainer.web.case_page import Address, case_page
from trainer.web.documents import case_of
from trainer.web.fragments import case_fragment
from trainer.web.parts import parts
from trainer.web.plan_view import StepRead, Who, day_words, people_of, plan_read
from trainer.web.sketch_view import known_facts
from trainer.web.typed_plan import Named
from trainer.web.words import _


@dataclass(frozen=True, slots=True)
class StepForm:
    """A step with its read cells; `who` is the field's text, names parted by commas."""

    step: Step
    number: str
    read: StepRead
    who: str
    start: str
    end: str
    check_back: str


@dataclass(frozen=True, slots=True)
class GoalForm:
    """A goal with its read cells and steps."""

    goal: Goal
    number: int
    start: str
    end: str
    owners: str
    who: tuple[Who, ...]
    steps: tuple[StepForm, ...]


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A review of the plan with its read cells."""

    review: Review
    day: str
    who: str


def goal_forms(plan: Plan, case: Case) -> list[GoalForm]:
    """The plan's rows for the editor, in their order."""
    rows = zip(plan.goals, plan_read(plan, case).goals, strict=True)
    return [
        GoalForm(
            goal,
            read.number,
            day_words(goal.start, plan),
            day_words(goal.end, plan),
            ", ".join(each.name for each in read.who),
            read.who,
            tuple(_step_form(*pair, plan) for pair in zip(goal.steps, read.steps, strict=True)),
        )
        for goal, read in rows
    ]


def _step_form(step: Step, read: StepRead, plan: Plan) -> StepForm:
    who = ", ".join(each.name for each in read.who)
    days = (day_words(cell, plan) for cell in (step.start, step.end, step.check_back))
    return StepForm(step, read.number, read, who, *days)


def review_forms(plan: Plan, case: Case) -> list[ReviewForm]:
    """The plan's reviews for the editor."""
    names = people_of(case, plan.language)
    return [
        ReviewForm(
            review,
            day_words(review.date, plan),
            ", ".join(names[who].name if who in names else who for who in review.who),
        )
        for review in plan.reviews
    ]


def pickable(case: Case, language: Language) -> dict[str, Who]:
    """Whom a step may name: everybody of the case but those who cannot act, an infant for one."""
    asleep = {person.id for person in case.people if not person.acts}
    return {id: who for id, who in people_of(case, language).items() if id not in asleep}


def named_in(case: Case) -> Named:
    """How a typed name finds the id of the case: by its very words, in any language of the case.

    Other words for somebody stay as they were typed: they are the student's, and reading them is the checker's work.
    """
    cache, key = parts().cache, ("names", case.reference)
    kept = cache.get(key)
    if kept is None or kept[0] is not case:
        entries = (*case.people, *case.groups, *case.network, *case.services)
        kept = cache[key] = (case, {name.casefold(): (entry.id,) for entry in entries for name in entry.name.values()})
    names: dict[str, tuple[str, ...]] = kept[1]
    return lambda text: names.get(" ".join(text.split()).casefold())


def goals_by_fact(plan: Plan) -> dict[str, list[int]]:
    """Which goals rest on a fact, by the fact's id."""
    found: dict[str, list[int]] = {}
    for number, goal in enumerate(plan.goals, 1):
        for fact in goal.facts:
            found.setdefault(fact, []).append(number)
    return found


def case_beside(run: Run, into: str, used: dict[str, list[int]]) -> Markup:
    """The case beside the plan, as far as its writer knows it; a fact on which goals rest says which.

    Its drawings wait where the writer is to draw the family first.
    """
    case = case_of(run.case_version)
    known = known_facts(run, case.without_key()) if run.known_facts is not None else None
    template = "plans/_case_to_draw.html" if run.draws_first else "plans/_case.html"
    page = {"page": case_page(case, into, known=known), "in_draft": False}
    return _with_use(
        case_fragment(template, case, into, page) if known is None else render_template(template, **page), used
    )


def draft_beside(case: Case, into: str, used: dict[str, list[int]], address: Address) -> Markup:
    """The whole case of a draft beside an exemplar: it has no page of its own to lead to, and nothing to report to."""
    page = {"page": case_page(case, into, address=address), "in_draft": True}
    return _with_use(case_fragment("plans/_case.html", case, into, page), used)


def _with_use(case: str, used: dict[str, list[int]]) -> Markup:
    # A plain text: Markup would escape the very tags that are put in.
    html = str(case)
    for fact, goals in used.items():
        id = escape(fact)
        told = escape(_("plans.in_goals", numbers=", ".join(map(str, goals))))
        html = html.replace(f'class="fact" data-fact="{id}"', f'class="fact used" data-fact="{id}"')
        html = html.replace(f'data-in="{id}"></span>', f'data-in="{id}">{told}</span>')
    return Markup(html)  # noqa: S704 - what was put in is escaped
