"""Texts that nobody writes and somebody pastes: every rule sees them, none raises, and time grows with length alone."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from trainer.bank.cases import case_root, find_cases, load_case
from trainer.checker.case import Case
from trainer.checker.engine import Checker, report_json
from trainer.checker.handbook import say
from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.rubric import Rubric
from trainer.checker.rules import CATALOGUE
from trainer.checker.values import Language

HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda size: "1234567890" * (size // 10),
    "one word": lambda size: "а" * size,
    "dates": lambda size: "2026-09-01, " * (size // 12),
    "dates in words": lambda size: "1 сентября 2026 " * (size // 16),
    "commas and ands": lambda size: ", и" * (size // 3),
    "verbs": lambda size: "мама учит, " * (size // 11),
    "quotation marks": lambda size: '«"' * (size // 2),
    "names": lambda size: "Сабина " * (size // 7),
    "broken lines": lambda size: "\n-" * (size // 2),
    "accents": lambda size: "e\u0301" * (size // 2),
    "half pairs": lambda size: "\ud800\udfff"[::-1] * (size // 2),
}


def whole_of(text: str, language: Language) -> Plan:
    """A plan with this text in every cell, past the limits that a plan's document has."""
    step = Step.model_construct(id="s1", text=text, responsible=(text[:400],), end=text[:400], why_formal=text)
    cells = {"problem": text, "goal": text, "client_words": text, "strengths": (text[:400],), "steps": (step,)}
    goal = Goal.model_construct(id="g1", **cells)
    return Plan.model_construct(language=language, goals=(goal,), closure=text)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_time_grows_with_length_alone(checker: Checker, rubric: Rubric, samira: Case, name: str) -> None:
    def seconds(*sizes: int) -> float:
        """Processor time, the least of several tries: other work on the machine is none of ours."""
        tries = []
        for size in sizes:
            plan = whole_of(HOSTILE[name](size), Language.RU)
            begun = time.process_time()
            report_json(checker.check(plan, rubric=rubric, case=samira))
            tries.append(time.process_time() - begun)
        return min(tries)

    short, long = seconds(4_000, 4_200), seconds(16_000, 16_800)
    # Four times the text in four times the time; a quadratic reader would need sixteen.
    assert long < 10 * short + 0.3, (short, long)


def test_a_megabyte_in_a_cell_is_read_to_its_end(checker: Checker, rubric: Rubric, samira: Case) -> None:
    begun = time.process_time()
    checker.check(whole_of("7" * 1_000_000, Language.EN), rubric=rubric, case=samira)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize("language", list(Language))
def test_every_word_of_the_vocabulary_goes_through_every_rule(
    checker: Checker, samira: Case, language: Language
) -> None:
    lemmas = [entry.lemma for entry in checker.vocabularies[language].entries]
    for start in range(0, len(lemmas), 40):
        words = lemmas[start : start + 40]
        steps = tuple(Step(id=f"s{n}", text=word, responsible=(word,)) for n, word in enumerate(words))
        goals = (Goal(id="g1", problem=" ".join(words), goal=", ".join(words), steps=steps),)
        through_every_rule(checker, Plan(language=language, date=None, goals=goals), samira)


def test_every_text_of_the_bank_goes_through_every_rule(checker: Checker) -> None:
    for case in map(load_case, find_cases(case_root())):
        for language in Language:
            texts = [fact.words.get(language, "") for fact in case.facts]
            steps = tuple(Step(id=f"s{n}", text=text) for n, text in enumerate(texts[:60]))
            goals = (Goal(id="g1", problem=texts[0], goal=texts[-1], steps=steps),)
            through_every_rule(checker, Plan(language=language, goals=goals), case)


def through_every_rule(checker: Checker, plan: Plan, case: Case) -> None:
    """Ask every rule of the catalogue; each finding must quote the very words at its place."""
    context = checker.context(plan, case)
    for rule in CATALOGUE:
        if rule.hears(context):
            for found in rule.find(context):
                assert found.span is None or 0 <= found.span.start < found.span.end <= len(found.text), rule.id


def test_the_readers_language_changes_no_verdict(checker: Checker, rubric: Rubric, samira: Case) -> None:
    """Messages are made from rules and values when they are read; the report of a plan holds no sentence of ours."""
    plan = whole_of("Мама учит Сабину каждый понедельник", Language.RU)
    report = checker.check(plan, rubric=rubric, case=samira)
    before = report_json(report)
    said = {language: [say(finding, language) for finding in report.findings] for language in Language}
    assert report_json(report) == before
    assert all(len(sentences) == len(report.findings) for sentences in said.values())
    assert len({tuple(one.message for one in sentences) for sentences in said.values()}) == len(Language)
