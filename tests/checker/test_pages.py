"""Every rule has its page in four languages, and what the pages promise by their examples is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.checker.examples import plan_of, said_by
from trainer.bank.cases import case_root
from trainer.bank.exemplars import load_exemplars
from trainer.bank.handbook_case import example_case
from trainer.bank.rubrics import load_rubrics
from trainer.checker import rules
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.examples import CELLS, Example
from trainer.checker.handbook import BrokenPage, RulePage, pages, parse
from trainer.checker.rubric import Rubric
from trainer.checker.rules import BY_ID, CATALOGUE
from trainer.checker.values import Language

PAGES = pages()
WRONGLY_FLAGGED = pytest.mark.xfail(
    strict=True, reason="the rule's page itself says that it is wrong here; once it is right, the page must say so"
)
_GAP = re.compile(r"\{([a-z_]+)\}")


def examples() -> Iterator[object]:
    for page in PAGES:
        for language in Language:
            for example in page.text(language).examples:
                marks = [WRONGLY_FLAGGED] if example.kind == "wrongly flagged" else []
                yield pytest.param(page, example, marks=marks, id=f"{page.id}:{language}:{example.line}")


@pytest.mark.parametrize(("page", "example"), list(examples()))
def test_the_page_keeps_its_promise(page: RulePage, example: Example, checker: Checker, rubric: Rubric) -> None:
    plan, quote = plan_of(example, page.case)
    said = said_by(page.id, checker.check(plan, rubric=rubric, case=example_case(page.case)))
    if example.kind == "flagged":
        assert said, "the rule is silent"
        assert quote is None or quote in [one.quote for one in said]
    else:
        assert not said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_every_page_shows_a_plan_that_is_asked_and_one_that_is_not(page: RulePage) -> None:
    for language in Language:
        kinds = {example.kind for example in page.text(language).examples}
        assert {"flagged", "silent"} <= kinds, language


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_fills_the_same_gaps_in_each_language(page: RulePage) -> None:
    english = page.text(Language.EN)
    for language in Language:
        text = page.text(language)
        for part in ("message", "question", "mend"):
            assert set(_GAP.findall(getattr(text, part))) == set(_GAP.findall(getattr(english, part))), (language, part)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_asks_one_calm_question(page: RulePage) -> None:
    for language in Language:
        text = page.text(language)
        assert text.question.count("?") == 1 and "!" not in text.message + text.question + text.mend


def test_what_a_finding_says_has_no_open_gap(checker: Checker, rubric: Rubric) -> None:
    from trainer.checker.handbook import say

    for page in PAGES:
        for example in page.text(Language.EN).examples:
            plan = plan_of(example, page.case)[0]
            for one in said_by(page.id, checker.check(plan, rubric=rubric, case=example_case(page.case))):
                said = say(one, Language.EN)
                gaps = {*_GAP.findall(page.text(Language.EN).message)} - {"quote"}
                assert all(name in one.values for name in gaps), (page.id, gaps, one.values)
                assert "{" not in said.message + said.question + said.mend


def test_every_active_rule_informs_a_criterion_of_every_rubric() -> None:
    for rubric in load_rubrics().values():
        named = {rule for part in (*rubric.criteria, *rubric.gates) for rule in part.rules}
        assert not [rule.id for rule in CATALOGUE if not rule.praise and rule.id not in named], rubric.id
        assert named <= set(BY_ID)


WHOLE = (Path(rules.__file__).parent / "vague_time.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- message:", "- massage:", "massage"),
        ("- why:", "- message:", "twice"),
        ("- flagged: ", "- flagged: gaol: ", "no cell 'gaol'"),
        ("- mend:", "mend:", "- part: words"),
        ("## kk", "## kz", "no language 'kz'"),
        ("- limits:", "- real:", "limits"),
    ],
)
def test_a_page_with_a_slip_is_told_with_its_line_and_remedy(old: str, new: str, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(BrokenPage) as trouble:
        parse(WHOLE.replace(old, new, 1), "vague_time.md")
    assert re.search(r"rules/vague_time\.md:\d+: ", str(trouble.value)) and words in str(trouble.value)


def test_a_plan_in_little_may_stand_on_one_line_or_on_several() -> None:
    on_lines = "- flagged:\n  goal: [Improve] health\n  step: The mother calls\n  who: mo\n  end: 2026-09-04\n"
    on_one = "- flagged: goal: [Improve] health | step: The mother calls | who: mo | end: 2026-09-04\n"
    first, second = (
        parse(WHOLE.replace("- flagged: ", form + "- flagged: ", 1), "vague_time.md")[Language.EN].examples[0]
        for form in (on_lines, on_one)
    )
    assert plan_of(first) == plan_of(second)
    assert plan_of(first)[0].goals[0].steps[0].responsible == ("mo",)


def test_a_slip_in_a_plan_in_little_is_told_with_its_own_line() -> None:
    slip = WHOLE.replace("- flagged: ", "- flagged:\n  goal: Health\n  stop: The mother calls\n- flagged: ", 1)
    line = slip.splitlines().index("  stop: The mother calls") + 1
    with pytest.raises(BrokenPage, match=rf"vague_time\.md:{line}: .*no cell 'stop'"):
        parse(slip, "vague_time.md")


@pytest.mark.parametrize("page", [page for page in PAGES if page.case != "handbook"], ids=lambda page: page.id)
def test_no_page_gives_away_the_key_of_a_students_case(page: RulePage) -> None:
    key = example_case(page.case).key
    secrets = {item.id for item in (*key.needs, *key.strengths, *key.hazards)}
    told = {word for example in page.text(Language.EN).examples for word in re.findall(r"\w+", example.words)}
    assert not told & secrets


@pytest.mark.parametrize("language", list(Language))
def test_praise_quotes_the_words_that_earned_it(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    for exemplar in load_exemplars(case_root() / "samira"):
        report = checker.check(exemplar.plan(language), rubric=rubric, case=samira)
        assert all(praise.quote for praise in report.praise)


def test_every_cell_of_an_example_has_a_name_in_each_language() -> None:
    assert all(set(names) == set(Language) and all(names.values()) for names in CELLS.values())
