"""Every rule has its page in four languages, and what the pages promise by their examples is so."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.checker.examples import plan_of, said_by
from trainer.bank.rubrics import load_rubrics
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.handbook import CELLS, BrokenPage, Example, RulePage, pages, parse
from trainer.checker.rubric import Rubric
from trainer.checker.rules import BY_ID, CATALOGUE
from trainer.checker.values import Language

PAGES = pages()
_GAP = re.compile(r"\{([a-z_]+)\}")


def examples() -> Iterator[object]:
    for page in PAGES:
        for language in Language:
            for example in page.text(language).examples:
                marks = [pytest.mark.xfail(strict=True)] if example.kind == "wrongly flagged" else []
                yield pytest.param(page.id, example, marks=marks, id=f"{page.id}:{language}:{example.line}")


@pytest.mark.parametrize(("rule", "example"), list(examples()))
def test_the_page_keeps_its_promise(
    rule: str, example: Example, checker: Checker, rubric: Rubric, samira: Case
) -> None:
    plan, quote = plan_of(example)
    said = said_by(rule, checker.check(plan, rubric=rubric, case=samira))
    if example.kind == "flagged":
        assert said, "the rule is silent"
        assert quote is None or quote in [one.quote for one in said]
    else:
        assert not said


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


def test_what_a_finding_says_has_no_open_gap(checker: Checker, rubric: Rubric, samira: Case) -> None:
    from trainer.checker.handbook import say

    for page in PAGES:
        for example in page.text(Language.EN).examples:
            for one in said_by(page.id, checker.check(plan_of(example)[0], rubric=rubric, case=samira)):
                said = say(one, Language.EN)
                gaps = {*_GAP.findall(page.text(Language.EN).message)} - {"quote"}
                assert all(name in one.values for name in gaps), (page.id, gaps, one.values)
                assert "{" not in said.message + said.question + said.mend


def test_every_active_rule_informs_a_criterion_of_every_rubric() -> None:
    for rubric in load_rubrics().values():
        named = {rule for part in (*rubric.criteria, *rubric.gates) for rule in part.rules}
        assert not [rule.id for rule in CATALOGUE if not rule.praise and rule.id not in named], rubric.id
        assert named <= set(BY_ID)


def test_a_page_with_a_slip_is_told_with_its_line() -> None:
    with pytest.raises(BrokenPage) as trouble:
        parse("# x\n\n## en\n\n- massage: no\n", "x.md")
    assert "x.md:5" in str(trouble.value)


def test_every_cell_of_an_example_has_a_name_in_each_language() -> None:
    assert all(set(names) == set(Language) and all(names.values()) for names in CELLS.values())
