"""Plans that writers of cases found read wrongly, each with the general rule that mends it."""

from __future__ import annotations

import pytest

from tests.checker.plans import plan, row, rules, step
from trainer.bank.cases import load_case
from trainer.bank.checks.wording import _OTHER_DRINK
from trainer.bank.places import casebank_root
from trainer.bank.vocabulary import load_vocabularies
from trainer.checker.case import Case
from trainer.checker.engine import Checker
from trainer.checker.levels.resources import plan_counts
from trainer.checker.reading import read_unit
from trainer.checker.reading.clauses import stands_aside
from trainer.checker.reading.names import same_name, unknown_names
from trainer.checker.reading.values import Span, UnitKind
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language

WORDS = load_vocabularies(casebank_root() / "vocabulary")


def case(id: str) -> Case:
    return load_case(casebank_root() / "cases" / id)


@pytest.mark.parametrize(
    ("language", "word", "name"),
    [
        ("uk", "Діминою", "Діма"),
        ("uk", "Надиною", "Надя"),
        ("uk", "Олина", "Оля"),
        ("uk", "Софіїна", "Софія"),
        ("uk", "Едиків", "Едик"),
        ("uk", "Ольжиного", "Ольга"),
        ("ru", "Диминой", "Дима"),
        ("ru", "Едиков", "Едик"),
    ],
)
def test_an_adjective_of_a_name_is_the_name(language: str, word: str, name: str) -> None:
    assert same_name(word, name, Language(language))


def test_another_name_is_still_another() -> None:
    assert not same_name("Надійка", "Надя", Language.UK)
    assert not same_name("Сабины", "Самира", Language.RU)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She rings on Monday and on Tuesday"),
        ("en", "The office opens again in March"),
        ("uk", "Дзвонить у Понеділок, а тоді в Суботу"),
    ],
)
def test_a_day_is_no_misspelt_name(language: str, text: str) -> None:
    assert unknown_names(text, case("quiet-flat"), Language(language)) == ()


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The children sleep at hers while Valerii is home", "Valerii"),
        ("Діти ночують у неї, доки Валерій удома", "Валерій"),
        ("Мать пишет список, пока Олег спит", "Олег"),
        ("She writes down her father's number", "father's"),
    ],
)
def test_who_stands_in_a_side_clause_does_not_act(text: str, who: str) -> None:
    begin = text.index(who)
    assert stands_aside(text, Span(begin, begin + len(who)))


def test_who_opens_the_sentence_acts() -> None:
    text = "Marta rings the clinic when Leo is asleep"
    assert not stands_aside(text, Span(0, 5))
    assert stands_aside(text, Span(text.index("Leo"), text.index("Leo") + 3))


def test_whom_somebody_invites_does_not_act(checker: Checker, rubric: Rubric) -> None:
    one = plan(row("…", "…", step("Запросити Остапа на вечерю", "nadia")), language="uk")
    context = checker.context(one, case("two-results"))
    assert [actor.text for actor in context.rows[0].steps[0].doers] == []


@pytest.mark.parametrize(
    ("language", "text", "frame"),
    [
        ("en", "No doctor has looked at her throat since March", "need"),
        ("en", "No psychologist at the school", "missing_service"),
        ("kk", "Бөлімше жұмыс уақыты туралы айтқан жоқ", "need"),
    ],
)
def test_what_nobody_did_is_no_missing_service(language: str, text: str, frame: str) -> None:
    assert read_unit(UnitKind.PROBLEM, text, language=Language(language), vocabularies=WORDS).frame == frame


def test_a_baseline_in_brackets_is_no_absence() -> None:
    text = "Қыркүйекке дейін аптасына бес күн мектепке барады (қазір бірде-бір күн емес)"
    assert read_unit(UnitKind.GOAL, text, language=Language.KK, vocabularies=WORDS).outcome == "outcome"


def test_to_decide_whom_to_ring_is_no_vague_step() -> None:
    vague = read_unit(UnitKind.STEP, "Вирішує проблеми родини", language=Language.UK, vocabularies=WORDS)
    plain = read_unit(UnitKind.STEP, "Марта вирішує, кому подзвонить", language=Language.UK, vocabularies=WORDS)
    assert vague.first("vague_verb") is not None and plain.first("vague_verb") is None


@pytest.mark.parametrize(
    ("language", "goal"),
    [
        ("en", "By 1 March Leo walks to school and back alone (now his mother drives him, waits and drives him home)"),
        ("kk", "1 наурызға дейін Алина таңертең тұрып, киініп, тамақтанып, мектепке уақытында барады"),
        ("uk", "До 1 березня Лео ходить до школи сам, поки мама веде малу в садок, і телефонує їй"),
    ],
)
def test_one_picture_is_one_outcome(checker: Checker, rubric: Rubric, language: str, goal: str) -> None:
    report = checker.check(plan(row("…", goal, step("…")), language=language), rubric=rubric)
    assert "several-outcomes" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(("sentence", "other"), [("выпивает всё молоко", True), ("выпивает каждый вечер", False)])
def test_who_drinks_milk_drinks_no_alcohol(sentence: str, other: bool) -> None:
    assert bool(_OTHER_DRINK.match(sentence, len("выпива"))) is other


def test_signs_that_are_counted_are_signed_by_nobody() -> None:
    text = "She writes on a card three signs of trouble and the three numbers she rings"
    read = read_unit(UnitKind.STEP, text, language=Language.EN, vocabularies=WORDS)
    assert read.type == "use" and not read.all("access_verb")


@pytest.mark.parametrize(
    ("language", "act"),
    [
        ("en", "The father closes the tap every evening"),
        ("uk", "Син збирає портфель звечора"),
        ("kk", "Әкесі кешке шүмекті өзі жабады"),
    ],
)
def test_a_daily_act_at_home_is_no_outcome(language: str, act: str) -> None:
    assert read_unit(UnitKind.STEP, act, language=Language(language), vocabularies=WORDS).type == "use"


@pytest.mark.parametrize(
    ("language", "problem"),
    [
        ("en", "Unemployment"),
        ("ru", "Деменция"),
        ("ru", "Кашель Малики"),
        ("ru", "Безработица"),
        ("uk", "Безробіття матері"),
        ("kk", "Балалар ауру"),
        ("kk", "Тұрмыс жағдайы нашар"),
    ],
)
def test_what_weighs_on_somebody_is_no_service(checker: Checker, rubric: Rubric, language: str, problem: str) -> None:
    report = checker.check(plan(row(problem, "", step("")), language=language), rubric=rubric)
    assert rules(report).isdisjoint({"problem-is-service", "problem-is-missing-service"})


@pytest.mark.parametrize(
    ("language", "problem"),
    [("en", "Counselling for depression"), ("ru", "Лечение алкоголизма"), ("uk", "Консультація щодо боргів")],
)
def test_a_service_for_a_condition_is_a_service(
    checker: Checker, rubric: Rubric, language: str, problem: str
) -> None:
    report = checker.check(plan(row(problem, "", step("")), language=language), rubric=rubric)
    assert "problem-is-service" in rules(report)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Samira goes to lessons on Tuesday and Thursday"),
        ("ru", "Самира во вторник и четверг ходит на занятия"),
        ("uk", "Самира у вівторок і четвер ходить на заняття"),
        ("kk", "Самира сейсенбі мен бейсенбіде сабаққа барады"),
        ("kk", "Самира сенбілерде кітапханаға барады"),
    ],
)
def test_days_of_the_week_are_a_rhythm(checker: Checker, rubric: Rubric, language: str, text: str) -> None:
    long = {"text": text, "responsible": [], "start": "2026-10-10", "end": "2027-01-01"}
    report = checker.check(plan(row("", "Samira reads", long), language=language), rubric=rubric)
    assert "step-too-big" not in rules(report)


def test_a_goal_that_says_what_will_be_is_more_than_an_absence(checker: Checker, rubric: Rubric) -> None:
    goal = "С сегодняшней ночи Иван не выходит к реке один, а к 20 декабря он четыре ночи в неделю ложится."
    assert "goal-only-absence" not in rules(checker.check(plan(row("", goal), language="ru"), rubric=rubric))


def test_the_day_of_a_row_is_no_beginning_of_its_steps(checker: Checker, rubric: Rubric) -> None:
    late = plan(row("The shed may fall", "The shed is down", step("Father ropes the shed off"), end="2026-10-09"))
    assert "first-step-late" not in rules(checker.check(late, rubric=rubric))


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Contact the akimat"), ("uk", "Звернутися до управління соцзахисту")]
)
def test_a_step_of_nobody_is_counted_for_nobody(
    checker: Checker, rubric: Rubric, samira: Case, language: str, text: str
) -> None:
    context = checker.context(plan(row("No income", "Income rises", step(text)), language=language), samira)
    counts = plan_counts(context)
    assert (counts.written, counts.led_by_home, counts.internal) == (1, 0, 0)


def test_a_word_of_a_strength_is_no_claim_to_it(checker: Checker, rubric: Rubric, samira: Case) -> None:
    goal = "By 5 October the outbuilding is taken down and the yard is safe."
    steps = step("Father ropes the outbuilding off", "Father", "2026-09-03"), step("Father takes it down", "Father")
    asked = rules(checker.check(plan(row("The outbuilding may fall", goal, *steps)), rubric=rubric, case=samira))
    assert "strength-named-without-function" not in asked
