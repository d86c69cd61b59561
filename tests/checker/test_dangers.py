"""A danger of the case is met by whoever does something about it in time, in whatever words; what waits meets none."""

from __future__ import annotations

import pytest

from tests.checker.plans import plan, row, rules, step
from trainer.bank.cases import case_root, load_case
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.report import Report
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language

PROBLEM = {
    "en": "The three youngest play behind the outbuilding that may collapse.",
    "ru": "Младшие играют за времянкой, которая вот-вот обрушится.",
    "uk": "Молодші граються за тимчасівкою, яка от-от завалиться.",
    "kk": "Кішілері құлап тұрған уақытша құрылыстың артында ойнайды.",
}
GOAL = {
    "en": "By 20 September the outbuilding is gone.",
    "ru": "К 20 сентября времянки нет.",
    "uk": "До 20 вересня тимчасівки немає.",
    "kk": "20 қыркүйекке дейін құрылыс жоқ.",
}
# One act in both aspects, and what people do instead of a fence.
ACTS = {
    "en": (
        "The father ties the door shut",
        "The father nailed boards over the door of the outbuilding",
        "Mother keeps the children in the back yard",
        "The father shows the children where not to play",
        "The father and the neighbour pull it down",
    ),
    "ru": (
        "Папа заколачивает дверь",
        "Папа забил дверь досками",
        "Мама объясняет детям, где играть нельзя",
        "Мама следит за детьми во дворе",
        "Папа с соседом сносят её",
    ),
    "uk": (
        "Тато забиває двері",
        "Тато зачинив двері на замок",
        "Мама пояснює дітям, де не можна гратися",
        "Мама наглядає за дітьми на подвір’ї",
        "Тато із сусідом зносять її",
    ),
    "kk": (
        "Әкесі есігін шегелейді",
        "Әкесі есігіне құлып салады",
        "Анасы балаларға қай жерде ойнауға болмайтынын айтады",
        "Анасы балаларды қадағалайды",
        "Әкесі көршісімен бірге оны бұзады",
    ),
}


def told(checker: Checker, rubric: Rubric, samira: Case, language: str, *steps: dict) -> Report:
    """The report of a plan with one row about the outbuilding."""
    danger = row(PROBLEM[language], GOAL[language], *steps, facts=["f02", "f03"], end="2026-09-20")
    return checker.check(plan(danger, language=language), rubric=rubric, case=samira)


def safety(report: Report) -> int | None:
    """The suggested level of the safety gate."""
    return next(gate.level for gate in report.gates if gate.id == "safe")


@pytest.mark.parametrize(("language", "act"), [(language, act) for language, acts in ACTS.items() for act in acts])
def test_an_act_that_keeps_the_children_safe_is_seen_and_praised(
    checker: Checker, rubric: Rubric, samira: Case, language: str, act: str
) -> None:
    report = told(checker, rubric, samira, language, step(act, "fa", "2026-09-02"))
    assert "hazard-without-early-step" not in rules(report)
    assert "danger-first" in {praise.rule for praise in report.praise} and (safety(report) or 0) >= 2


@pytest.mark.parametrize(
    ("language", "act"),
    [
        ("en", "The father drags old beds across the path"),
        ("ru", "Папа ставит поперёк дорожки старую кровать"),
        ("uk", "Тато ставить упоперек стежки старе ліжко"),
        ("kk", "Әкесі жолға ескі төсекті қояды"),
    ],
)
def test_an_act_in_words_that_no_key_lists_is_not_called_missing_nor_praised(
    checker: Checker, rubric: Rubric, samira: Case, language: str, act: str
) -> None:
    report = told(checker, rubric, samira, language, step(act, "fa", "2026-09-01"))
    assert "hazard-without-early-step" not in rules(report) and safety(report) == 2
    assert "danger-first" not in {praise.rule for praise in report.praise}


@pytest.mark.parametrize(
    ("language", "act", "who"),
    [
        ("en", "The mother joins the housing queue at the akimat", "mo"),
        ("ru", "Мама встаёт в акимате в очередь на жильё", "mo"),
        ("uk", "Мама стає в акіматі в чергу на житло", "mo"),
        ("kk", "Анасы әкімдікте тұрғын үй кезегіне тұрады", "mo"),
        ("kk", "Әкімдік отбасын баспана кезегіне қояды", "akimat"),
    ],
)
def test_a_queue_for_housing_keeps_nobody_safe(
    checker: Checker, rubric: Rubric, samira: Case, language: str, act: str, who: str
) -> None:
    report = told(checker, rubric, samira, language, step(act, who, "2026-09-02"))
    assert "hazard-without-early-step" in rules(report) and safety(report) == 1


@pytest.mark.parametrize("language", list(Language))
def test_an_act_that_comes_late_or_has_no_day_leaves_the_danger_open(
    checker: Checker, rubric: Rubric, samira: Case, language: Language
) -> None:
    for end in ("2026-09-15", None):
        report = told(checker, rubric, samira, language, step(ACTS[language][0], "fa", end))
        assert "hazard-without-early-step" in rules(report)


OTHERS = [
    ("discharge-friday", "ru", "f07", "Сауле загущает чай и поит Рахима сидя"),
    ("discharge-friday", "kk", "f07", "Сәуле шайды қоюлатады"),
    ("four-notebooks", "ru", "f12", "Бауыржан подвозит мальчиков до трассы"),
    ("four-notebooks", "kk", "f12", "Анасы балаларды рельстен өткізеді"),
    ("gate-at-six", "uk", "f03", "Фельдшерка надсилає виписку на пункт"),
    ("gate-at-six", "en", "f03", "The medic emails the summary to the site"),
    ("group-chat", "ru", "f03", "Мама спрашивает прямо и остаётся рядом"),
    ("group-chat", "kk", "f03", "Анасы түнде қасында болады"),
    ("night-bus", "ru", "f03", "Рашид отвозит Даулета к врачу"),
    ("sick-days", "ru", "f08", "Марат проверяет сахар перед рейсом"),
    ("sick-days", "kk", "f08", "Марат рейс алдында қантты өлшейді"),
]


@pytest.mark.parametrize(("id", "language", "fact", "act"), OTHERS)
def test_the_dangers_of_the_other_cases_are_met_in_other_words_too(
    checker: Checker, rubric: Rubric, id: str, language: str, fact: str, act: str
) -> None:
    case = load_case(case_root() / id)
    one = plan(row("", act, step(act, "worker", "2026-09-01"), facts=[fact]), language=language)
    report = checker.check(one, rubric=rubric, case=case)
    hazard = next(hazard for hazard in case.key.hazards if fact in hazard.facts)
    open_ones = {one.values["hazard"] for one in report.findings if one.rule == "hazard-without-early-step"}
    assert hazard.id not in open_ones and "danger-first" in {praise.rule for praise in report.praise}


NEGLECT = {
    "en": ("The parents neglect the kids", "Improve the family's situation", "Provide food"),
    "ru": ("Пренебрежение нуждами детей", "Нормализовать обстановку в семье", "Оказать помощь продуктами"),
    "uk": ("Нехтування потребами дітей", "Нормалізувати ситуацію в родині", "Надати допомогу продуктами"),
}


@pytest.mark.parametrize("language", list(NEGLECT))
def test_a_judging_word_makes_no_danger(checker: Checker, rubric: Rubric, samira: Case, language: str) -> None:
    problem, goal, act = NEGLECT[language]
    report = checker.check(plan(row(problem, goal, step(act, "akimat")), language=language), rubric=rubric, case=samira)
    assert {"row-without-strength", "outside-before-inside", "formal-without-reason"} <= rules(report)
    assert sum(report.shares.values()) == 1


def test_a_service_without_a_date_is_no_early_help_but_the_police_are(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    beaten, free = "The father beats the mother and the children hide.", "By 1 October the mother lives without fear."
    for act, who, counted in (
        ("The social worker draws up the family's budget", "worker", 1),
        ("The police officer keeps the father away from the home", "", 0),
    ):
        report = checker.check(plan(row(beaten, free, step(act, who))), rubric=rubric, case=samira)
        assert sum(report.shares.values()) == counted


def test_what_would_make_safe_in_two_months_is_no_safety_step(
    checker: Checker, rubric: Rubric, samira: Case
) -> None:
    late = step("The akimat takes down the outbuilding", "akimat", "2026-11-20")
    assert sum(told(checker, rubric, samira, "en", late).shares.values()) == 1
