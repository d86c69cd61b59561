"""The exemplars of a case: they can be read in every language, and the checker says of them what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from trainer.bank.cases import CaseFolder
from trainer.bank.exemplars import Exemplar, ReadExemplar, exemplar_files, read_exemplar
from trainer.bank.problems import BankError, Problem
from trainer.bank.rubrics import load_rubric
from trainer.bank.yamlfile import dotted
from trainer.checker.casebook import Casebook
from trainer.checker.context import Context, rows_of
from trainer.checker.engine import Checker
from trainer.checker.reading import read_plan
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.rubric import Rubric
from trainer.checker.rules import BY_ID
from trainer.checker.rules.trap_of_case import rule as trap_of_case
from trainer.checker.values import Language

LEVELS = ("proficient", "developing", "beginning")
PLANS = "instructor/plans"


def exemplar_problems(found: CaseFolder, vocabularies: Mapping[Language, Vocabulary] | None) -> Iterator[Problem]:
    """Problems of the exemplars; they are run through the checker only when the vocabularies are given."""
    read: list[ReadExemplar] = []
    whole = True
    for path in exemplar_files(found.folder):
        try:
            read.append(read_exemplar(path))
        except BankError as error:
            whole = False
            yield from error.problems
    if whole:
        yield from _missing(read)
        yield from _unused_services(found, read)
    for one in read:
        yield from _references(found, one)
        yield from _languages(found, one)
    if vocabularies:
        yield from _self_test(found, read, vocabularies)
        yield from _traps(found, read, vocabularies) if whole else ()


def _missing(read: list[ReadExemplar]) -> Iterator[Problem]:
    lacking = [level for level in LEVELS if level not in {one.exemplar.level for one in read}]
    if lacking:
        yield Problem(PLANS, 0, "EXEMPLARS_FEW", "", {"levels": ", ".join(lacking)})
    if read and not any(one.exemplar.approved for one in read):
        yield Problem(PLANS, 0, "EXEMPLAR_NONE_APPROVED")


def _references(found: CaseFolder, one: ReadExemplar) -> Iterator[Problem]:
    case = found.case
    facts = {fact.id for fact in case.facts}
    strengths = {strength.id for strength in case.key.strengths}
    plan = one.exemplar.plan(Language.EN)
    for g, goal in enumerate(plan.goals):
        for n, fact in enumerate(goal.facts):
            if fact not in facts:
                yield one.problem("EVIDENCE_UNKNOWN", "goals", g, "facts", n, id=fact, hint="Cite a fact of the case.")
        for n, strength in enumerate(goal.strengths):
            # Free words are welcome; what looks like an id must be one.
            if strength.startswith("s_") and strength not in strengths:
                values = {"id": strength, "wanted": "strength", "hint": f"Known are: {', '.join(sorted(strengths))}."}
                yield one.problem("ID_UNKNOWN", "goals", g, "strengths", n, **values)
    places = {goal.id for goal in plan.goals} | {step.id for goal in plan.goals for step in goal.steps}
    places |= strengths | {need.id for need in case.key.needs} | {hazard.id for hazard in case.key.hazards}
    expect = one.exemplar.expect
    for side, list_ in (("must", expect.must), ("never", expect.never)):
        for n, expected in enumerate(list_):
            if expected.rule not in BY_ID:
                yield one.problem("EXPECT_UNKNOWN", "expect", side, n, what=f"the rule `{expected.rule}`")
            elif expected.at and expected.at not in places:
                yield one.problem("EXPECT_UNKNOWN", "expect", side, n, what=f"the place `{expected.at}`")


def _unused_services(found: CaseFolder, read: list[ReadExemplar]) -> Iterator[Problem]:
    """Services that nothing in the case speaks of: a list to choose from should not be padding."""
    case = found.case
    language = next(iter(case.languages))
    spoken = " ".join(str(one.exemplar.plan(language).to_document()) for one in read).casefold()
    known = {id for fact in case.facts for id in (*fact.about, fact.by)}
    known |= {id for tie in case.ties for id in (tie.a, tie.b)} | {id for ask in case.asks for id in ask.with_}
    known |= {id for trap in case.key.traps for id in (*trap.only_with, *trap.any_with)}
    for index, service in enumerate(case.services):
        names = (service.id, service.name.get(language, service.id), *service.aliases.get(language, ()))
        if read and service.id not in known and not any(name.casefold() in spoken for name in names):
            yield found.problem("SERVICE_UNUSED", "services", index, service=service.id)


def _languages(found: CaseFolder, one: ReadExemplar) -> Iterator[Problem]:
    wanted = [language for language, state in found.case.languages.items() if state != "partial"]
    for path, words in one.texts():
        for language in wanted:
            if not words.get(language):
                where = dotted((*path, language.value))
                yield one.problem("TEXT_MISSING", *path, language.value, language=language.value, what=where)


def _self_test(
    found: CaseFolder, read: list[ReadExemplar], vocabularies: Mapping[Language, Vocabulary]
) -> Iterator[Problem]:
    checker, rubric = Checker(vocabularies), _rubric()
    for one in read:
        for language in found.case.languages:
            report = checker.check(one.exemplar.plan(language), rubric=rubric, case=found.case)
            surprises = one.exemplar.expect.surprises(report)
            for side, what, list_ in (
                ("must", "does not find", surprises.lacking),
                ("never", "finds", surprises.unwanted),
            ):
                for expected in list_:
                    place = f"{expected.rule} at {expected.at}" if expected.at else expected.rule
                    values = {"language": language.value, "what": what, "rule": place}
                    index = getattr(one.exemplar.expect, side).index(expected)
                    yield one.problem("SELF_TEST_FAIL", "expect", side, index, **values)


@lru_cache(maxsize=1)
def _rubric() -> Rubric:
    return load_rubric()


def _traps(
    found: CaseFolder, read: list[ReadExemplar], vocabularies: Mapping[Language, Vocabulary]
) -> Iterator[Problem]:
    fallen = {trap for one in read for trap in _fallen(found, one.exemplar, vocabularies)}
    for index, trap in enumerate(found.case.key.traps):
        if trap.id not in fallen:
            yield found.problem("TRAP_UNTESTED", "key", "traps", index, trap=trap.id)


def _fallen(found: CaseFolder, exemplar: Exemplar, vocabularies: Mapping[Language, Vocabulary]) -> set[str]:
    """The traps that this exemplar falls into, in the source language of the case."""
    language = next(iter(found.case.languages))
    plan = exemplar.plan(language)
    reading = read_plan(plan, vocabularies=vocabularies, case=found.case)
    context = Context(plan, rows_of(plan, reading), Casebook(found.case, language), vocabularies.get(language))
    return {str(caught.values["trap"]) for caught in trap_of_case.find(context)}
