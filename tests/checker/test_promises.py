"""What the checker promises whatever is typed: it never raises, it says the same twice, it points inside the text."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trainer.bank.cases import case_root
from trainer.bank.exemplars import load_exemplars
from trainer.checker.case import Case
from trainer.checker.context import Context, Row
from trainer.checker.engine import Checker, holes, in_order, report_json
from trainer.checker.handbook import say
from trainer.checker.plan import Plan
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.rules import CATALOGUE
from trainer.checker.rules.rule import Rule
from trainer.checker.values import CriterionId, Language

DAY = dt.date(2026, 9, 1)
SEED = load_exemplars(case_root() / "samira")[0]

# Words that wake the reading up, in all languages and scripts, beside whatever else people paste.
_WAKING = st.sampled_from(
    """Улучшить Сабина 31.02.2026 до по 1 раз в неделю мечеть получить «ворота» алкоголик каждый понедельник
    improve by weekly within the mother should Поліпшити до кінця щотижня отримати жақсарту дейін аптасына алу
    2026-13-45 99999999999999999999 +2w -1 ' " “ ” — … \u200b \u202e 👩‍👧‍👦 é é İ ß ﬁ ٣ Ⅷ
    \ud800 \x00 \n \t""".split(" ")
)
_TEXT = st.one_of(st.lists(_WAKING, max_size=14).map(" ".join), st.text(max_size=60))
_DATES = st.sampled_from(["2026-10-01", "2026-02-31", "+2w", "+99999999w", "soon", "до зими"])
_CELL = st.one_of(st.none(), _DATES, st.text(max_size=12))
_PEOPLE = st.sampled_from(["mo", "sam", "no_such_id", "мама", "Сабина"])
_NAMES = st.lists(st.one_of(_PEOPLE, st.text(max_size=12)), max_size=4)
_STEP = st.fixed_dictionaries({"text": _TEXT, "responsible": _NAMES, "start": _CELL, "end": _CELL, "why_formal": _TEXT})
_GOAL = st.fixed_dictionaries(
    {
        "problem": _TEXT,
        "goal": _TEXT,
        "client_words": _TEXT,
        "facts": st.lists(st.sampled_from(["f02", "f16", "f99"]), max_size=3),
        "strengths": st.lists(st.sampled_from(["s_love", "forty hands", ""]), max_size=2),
        "responsible": _NAMES,
        "start": _CELL,
        "end": _CELL,
        "steps": st.lists(_STEP, max_size=3),
    }
)
_PLAN = st.fixed_dictionaries(
    {
        "language": st.sampled_from(list(Language)),
        "date": st.sampled_from([None, DAY, dt.date.max, dt.date.min]),
        "closure": _TEXT,
        "goals": st.lists(_GOAL, max_size=3),
    }
)
_WHEN = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def made(document: dict) -> Plan:
    """The plan of a drawn document, with its ids."""
    goals = [
        {**goal, "id": f"g{n}", "steps": [{**step, "id": f"g{n}s{m}"} for m, step in enumerate(goal["steps"])]}
        for n, goal in enumerate(document["goals"])
    ]
    return Plan.model_validate({**document, "goals": goals})


def text_at(plan: Plan, path: str) -> str:
    """The text of a cell by its path, as a report names it."""
    place: object = plan
    for part in path.replace("]", "").replace("[", ".").split("."):
        place = place[int(part)] if part.isdigit() else getattr(place, part)  # type: ignore[index]
    return place.text if hasattr(place, "text") else str(place)


@_WHEN
@given(_PLAN)
def test_no_plan_makes_it_raise_and_twice_gives_the_same_bytes(
    checker: Checker, rubric: Rubric, samira: Case, document: dict
) -> None:
    plan = made(document)
    for case in (None, samira):
        report = checker.check(plan, rubric=rubric, case=case)
        assert report_json(report) == report_json(checker.check(plan, rubric=rubric, case=case))
        assert Report.model_validate_json(report_json(report)) == report
        for finding in in_order(report):
            assert say(finding, plan.language).message
    holes(plan)


@_WHEN
@given(_PLAN)
def test_every_finding_quotes_what_stands_at_its_place(
    checker: Checker, rubric: Rubric, samira: Case, document: dict
) -> None:
    plan = made(document)
    report = checker.check(plan, rubric=rubric, case=samira)
    for said in (*report.findings, *report.praise):
        if said.start is None or said.end is None:
            continue
        assert 0 <= said.start < said.end
        if said.at.cell in ("problem", "goal", "text", "client_words"):
            assert text_at(plan, said.path)[said.start : said.end] == said.quote, said


@pytest.mark.parametrize("language", list(Language))
def test_a_good_date_never_lowers_time(checker: Checker, rubric: Rubric, samira: Case, language: Language) -> None:
    document = SEED.plan(language).model_copy(update={"date": DAY}).to_document()
    before = _time(checker.check(Plan.model_validate(document), rubric=rubric, case=samira))
    for goal in document["goals"]:
        for part in (*goal["steps"], goal):
            part["end"] = "2026-10-01" if part is goal else "2026-09-07"
            after = _time(checker.check(Plan.model_validate(document), rubric=rubric, case=samira))
            assert all(after[row] >= level for row, level in before.items()), part["id"]
            before = after
    assert set(before.values()) == {3}


def _time(report: Report) -> dict[str, int]:
    return next(one.rows for one in report.criteria if one.id is CriterionId.TIME)


@pytest.mark.parametrize("language", list(Language))
def test_the_order_of_goals_changes_no_level_and_no_finding(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    plan = SEED.plan(language)
    turned = plan.model_copy(update={"goals": tuple(reversed(plan.goals))})
    one, other = (checker.check(each, rubric=rubric, case=samira) for each in (plan, turned))
    assert {each.id: each.rows for each in one.criteria} == {each.id: each.rows for each in other.criteria}
    assert {each.id: each.level for each in one.criteria} == {each.id: each.level for each in other.criteria}
    assert {each.key for each in one.findings} == {each.key for each in other.findings}


@pytest.mark.parametrize("language", list(Language))
def test_an_empty_or_begun_plan_is_not_scolded(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    for goals in ((), ({"id": "g1"},), ({"id": "g1", "steps": [{"id": "s1"}]},)):
        plan = Plan.model_validate({"language": language, "goals": goals})
        report = checker.check(plan, rubric=rubric, case=samira)
        assert not report.findings and all(level.level is None for level in report.criteria)


def test_a_million_characters_are_refused_by_the_plan_and_the_longest_cell_is_read(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    with pytest.raises(ValueError, match="20000"):
        Plan.model_validate({"language": "ru", "goals": [{"id": "g1", "goal": "а" * 1_000_000}]})
    longest = ("К понедельнику Сабина улучшит " * 700)[:20_000]
    goal = {"id": "g1", "goal": longest, "steps": [{"id": "s1", "text": longest}]}
    plan = Plan.model_validate({"language": "ru", "goals": [goal]})
    assert checker.check(plan, rubric=rubric, case=samira).findings


@settings(_WHEN, max_examples=40)
@given(_PLAN, _TEXT)
def test_a_row_that_is_kept_says_what_a_fresh_checker_says(
    checker: Checker, rubric: Rubric, samira: Case, document: dict, typed: str
) -> None:
    """Typing in one row must leave nothing behind of the row as it was, nor of a check without the case."""
    later = {**document, "goals": [{**goal, "goal": typed} for goal in document["goals"]]}
    kept, fresh = Checker(checker.vocabularies), Checker(checker.vocabularies)
    kept.check(made(document), rubric=rubric, case=samira)
    kept.check(made(later), rubric=rubric)
    warm = kept.check(made(later), rubric=rubric, case=samira)
    assert report_json(warm) == report_json(fresh.check(made(later), rubric=rubric, case=samira))


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if not rule.whole], ids=lambda rule: rule.id)
def test_a_rule_that_does_not_say_whole_needs_no_other_row(checker: Checker, samira: Case, rule: Rule) -> None:
    for exemplar in load_exemplars(case_root() / "samira"):
        for language in Language:
            context = checker.context(exemplar.plan(language), samira)
            by_row = [found for row in context.rows for found in rule.find(checker.context(_one(context, row), samira))]
            together = list(rule.find(context))
            assert [(one.at, one.quote) for one in by_row] == [(one.at, one.quote) for one in together]


def _one(context: Context, row: Row) -> Plan:
    """The plan with this row and nothing else."""
    return Plan(language=context.language, date=context.day, goals=(row.goal,))


@settings(_WHEN, max_examples=60)
@given(_PLAN, st.integers(0, 20), st.integers(1, 6))
def test_a_good_date_on_one_undated_step_never_lowers_time(
    checker: Checker, rubric: Rubric, samira: Case, document: dict, which: int, days: int
) -> None:
    """A good date: a day that is no later than its goal's and no earlier than the plan's."""
    document = {**document, "date": DAY}
    before = checker.check(made(document), rubric=rubric, case=samira)
    undated = [unit for unit in before.units if unit.at.step and unit.time == "none"]
    if not undated:
        return
    place = undated[which % len(undated)].at
    dated = made(document).to_document()
    day = (DAY + dt.timedelta(days=days)).isoformat()
    for goal in dated["goals"]:
        for step in goal["steps"]:
            if step["id"] == place.step:
                step["end"] = day
    after = checker.check(Plan.model_validate(dated), rubric=rubric, case=samira)
    due = next((u.due for u in before.units if u.at.goal == place.goal and u.at.cell == "goal"), None)
    if due is None or due >= day:
        assert all(_time(after)[row] >= level for row, level in _time(before).items())
        assert (_level(after) or 0) >= (_level(before) or 0)


def _level(report: Report) -> int | None:
    return next(one.level for one in report.criteria if one.id is CriterionId.TIME)


@settings(_WHEN, max_examples=60)
@given(_PLAN, st.randoms(use_true_random=False))
def test_shuffled_goals_change_nothing_but_the_order(
    checker: Checker, rubric: Rubric, samira: Case, document: dict, dice: random.Random
) -> None:
    plan = made(document)
    turned = list(plan.goals)
    dice.shuffle(turned)
    one, other = (
        checker.check(plan.model_copy(update={"goals": goals}), rubric=rubric, case=samira)
        for goals in (plan.goals, tuple(turned))
    )
    assert {each.id: (each.level, each.rows) for each in one.criteria} == {
        each.id: (each.level, each.rows) for each in other.criteria
    }
    assert one.gates == other.gates and one.shares == other.shares
    assert {each.key for each in one.findings} == {each.key for each in other.findings}
    assert sorted((p.rule, p.quote) for p in one.praise) == sorted((p.rule, p.quote) for p in other.praise)
