"""Plans in which services do everything and nothing can be begun earn no level for what the family would have done."""

from __future__ import annotations

import pytest

from tests.checker.plans import level, plan, row, step
from trainer.bank.places import casebank_root
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.handbook import say
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language

WEAK = {
    "en": ("The family is poor", "Healthy children", ("Hold a talk", "Refer to the addiction doctor", "Provide food")),
    "ru": ("Семья бедствует", "Чтобы Сабина хорошо училась", ("Провести беседу", "Направить к врачу", "Лечить отца")),
    "uk": ("Родина бідує", "Розвиток дітей", ("Провести бесіду", "Направити до лікаря", "Надати матеріальну допомогу")),
    "kk": ("Отбасы мұқтаж", "Сабинаның жақсы оқуы", ("Әңгіме жүргізу", "Дәрігерге жіберу", "Көмек көрсету")),
}


@pytest.mark.parametrize("language", list(WEAK))
def test_a_goal_that_only_services_work_for_is_not_yet_the_familys(
    checker: Checker, rubric: Rubric, samira: Case, language: str
) -> None:
    problem, goal, acts = WEAK[language]
    weak = row(problem, goal, *(step(act, "worker") for act in acts))
    report = checker.check(plan(weak, language=language), rubric=rubric, case=samira)
    assert level(report, "own") == 1 and level(report, "step") == 1
    heard = checker.check(plan({**weak, "client_words": "…"}, language=language), rubric=rubric, case=samira)
    assert level(heard, "own") != 0


def test_the_same_goal_is_the_familys_when_somebody_of_it_acts(checker: Checker, rubric: Rubric, samira: Case) -> None:
    led = row("The family is poor", "The yard is safe", step("The father mends the fence", "fa", "2026-09-03"))
    assert level(checker.check(plan(led), rubric=rubric, case=samira), "own") == 2


@pytest.mark.parametrize(
    ("language", "act", "expected"),
    [
        ("uk", "Контроль за родиною", 0),
        ("ru", "Контроль за семьёй", 0),
        ("kk", "Отбасын бақылау", 0),
        ("ru", "Пересмотр плана всей семьёй", 1),
        ("uk", "Перегляд плану з родиною", 1),
    ],
)
def test_control_over_a_family_is_no_review_of_the_plan(
    checker: Checker, rubric: Rubric, samira: Case, language: str, act: str, expected: int
) -> None:
    one = plan(row("", "…", step(act, "worker")), language=language)
    assert level(checker.check(one, rubric=rubric, case=samira), "review") == expected


@pytest.mark.parametrize("language", list(Language))
def test_what_is_offered_for_a_judging_word_can_be_written_in_its_place(language: Language) -> None:
    vocabulary = load_vocabularies(casebank_root() / "vocabulary")[language]
    offered = {words for entry in vocabulary.entries if entry.list == "judgement" for words in entry.instead}
    orders = ("say ", "describe ", "сказать", "описать", "сказати", "описати")
    assert not [words for words in offered if words.startswith(orders) or words.endswith(("айту", "болғанын айту"))]


def test_the_kazakh_advice_for_a_reproach_is_a_sentence(checker: Checker, rubric: Rubric, samira: Case) -> None:
    one = plan(row("Ата-анасы балаларына қарамайды", "…", step("…")), language="kk")
    asked = next(f for f in checker.check(one, rubric=rubric, case=samira).findings if f.rule == "judging-language")
    assert say(asked, Language.KK).mend.endswith("балалар (күні) үйде жалғыз қалды.")
