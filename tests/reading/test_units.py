"""How one problem, goal or step is read: sentences of many kinds of writer, in four languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.reading import read_plan, read_unit
from trainer.checker.reading.values import UnitKind, UnitReading
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.values import Language

Words = Mapping[Language, Vocabulary]


def read(vocabularies: Words, kind: str, language: str, text: str, **cells: object) -> UnitReading:
    return read_unit(UnitKind(kind), text, language=Language(language), vocabularies=vocabularies, **cells)


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Social worker visits the aunt on Friday", "formal"),
        ("en", "Mother cooks porridge with the twins", "internal"),
        ("ru", "Сосед показывает, как чинить забор", "informal"),
        ("ru", "Провести обследование жилья", "formal"),
        ("uk", "Мама готує вечерю разом із синами", "internal"),
        ("uk", "Надати консультацію щодо пільг", "formal"),
        ("kk", "Анасы кешке нан пісіреді", "internal"),
    ],
)
def test_the_subject_or_the_act_tells_who_acts(vocabularies: Words, language: str, text: str, who: str) -> None:
    assert read(vocabularies, "step", language, text).actor == who


def test_the_responsible_cell_tells_who_acts_when_the_text_does_not(vocabularies: Words) -> None:
    assert read(vocabularies, "step", "ru", "Купить краску", responsible=("отец",)).actor == "internal"
    assert read(vocabularies, "step", "ru", "Купить краску", responsible=("волонтёр",)).actor == "community"
    assert read(vocabularies, "step", "en", "Buy paint", responsible=("father", "social worker")).actor == "joint"


def test_a_judging_word_counts_only_in_the_authors_own_voice(vocabularies: Words) -> None:
    assert not read(vocabularies, "problem", "en", "Father is an alcoholic").respectful
    assert read(vocabularies, "problem", "en", "He says: “I was called an alcoholic at school”").respectful
    assert not read(vocabularies, "problem", "ru", "Отец-алкоголик, работы нет; алкоголиком был и дед").respectful


def test_yo_and_e_apostrophes_soft_hyphens_and_broken_lines_do_not_hurt(vocabularies: Words) -> None:
    plain = read(vocabularies, "step", "ru", "Медсестра посещает семью в течение трех недель")
    typed = read(vocabularies, "step", "ru", "Мед\u00adсестра посе-\nщает семью в течение трёх недель")
    assert (plain.actor, plain.type, plain.time) == (typed.actor, typed.type, typed.time)
    assert read(vocabularies, "goal", "uk", "Здати звіт до п’ятниці").time == "bounded"
    assert read(vocabularies, "goal", "uk", "Здати звіт до п'ятниці").time == "bounded"


def test_kazakh_typed_with_russian_letters_is_read(vocabularies: Words) -> None:
    found = read(vocabularies, "step", "kk", "Алеуметтик кызметкер уш ай ишинде келеди")
    assert (found.actor, found.time) == ("formal", "bounded")


def test_a_rows_own_cells_hold_for_steps_without_their_own(vocabularies: Words) -> None:
    steps = (
        Step(id="s1", text="Купить лампу"),
        Step(id="s2", text="Купить шнур", responsible=("сосед",), end="2026-10-05"),
    )
    plan = Plan(language=Language.RU, goals=(Goal(id="g1", responsible=("мать",), end="2026-11-01", steps=steps),))
    first, second = read_plan(plan, vocabularies=vocabularies).goals[0].steps
    assert (first.actor, str(first.due)) == ("internal", "2026-11-01")
    assert (second.actor, str(second.due)) == ("informal", "2026-10-05")


def spans_of(reading: UnitReading) -> list[tuple[int, int]]:
    spans = [mark.span for mark in reading.marks] + [item.span for item in reading.times]
    spans += [span for group in reading.evidence.values() for span in group]
    spans += [actor.span for actor in reading.actors if actor.span]
    return [(span.start, span.end) for span in spans]


PIECES = st.sampled_from(
    'до 1 апреля|каждый|мать|by|2026|өтініш|\ud800|\x00|👩\u200d👧|שלום|«|"|-\n|не|щотижня|12-week|.|;|№|помощь'.split(
        "|"
    )
)


@seed(20260901)
@settings(max_examples=120, deadline=None, database=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join)), st.sampled_from(list(Language)))
def test_any_text_is_read_the_same_twice_with_spans_inside_it(
    vocabularies: Words, text: str, language: Language
) -> None:
    for kind in UnitKind:
        once = read_unit(
            kind, text, language=language, vocabularies=vocabularies, responsible=(text[:50],), end=text[:50]
        )
        assert once == read_unit(
            kind, text, language=language, vocabularies=vocabularies, responsible=(text[:50],), end=text[:50]
        )
        assert all(0 <= start <= end <= len(text) for start, end in spans_of(once))


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "а" * 1_000_000, "до 1 апреля " * 10_000, "«" * 100_000, "помощь ,,,, " * 10_000]
)
def test_a_huge_text_is_read_too(vocabularies: Words, text: str) -> None:
    for language in Language:
        assert read_unit(UnitKind.GOAL, text, language=language, vocabularies=vocabularies).text == text
