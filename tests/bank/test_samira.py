"""The case that every student meets first: whole in four languages, and silent about its key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.bank.conftest import SAMIRA
from trainer.bank.cases import CaseFolder
from trainer.bank.teaching import load_notes
from trainer.checker.case import Status
from trainer.checker.values import Language


def worded(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every map by language inside a document, with its place."""
    if isinstance(part, dict):
        if part and set(part) <= set(Language):
            yield path, part
            return
        for name, value in part.items():
            yield from worded(value, f"{path}.{name}")
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from worded(value, f"{path}[{number}]")


def test_samira_is_in_review_and_claims_no_review_that_did_not_happen(samira: CaseFolder) -> None:
    assert samira.case.reference == "samira@1.0.0"
    assert samira.case.status is Status.REVIEW
    assert not samira.case.reviewed.content and not samira.case.reviewed.people and not samira.case.reviewed.languages


def test_every_text_of_samira_stands_in_four_languages(samira: CaseFolder) -> None:
    assert set(samira.case.languages) == set(Language)
    document = samira.case.to_document()
    assert isinstance(document["languages"], dict)
    lacking = [path for path, words in worded(document) if not all(words.get(language) for language in Language)]
    assert not lacking
    assert all(len(fact.words) == 4 for fact in samira.case.facts)
    assert all(len(exhibit.text) == 4 for exhibit in samira.case.exhibits)


def test_samira_has_a_teaching_note_in_each_language() -> None:
    notes = load_notes(SAMIRA)
    assert set(notes) == set(Language)
    assert all("f16" in note and "f21" in note for note in notes.values())


def test_no_fact_is_word_for_word_the_same_in_two_languages(samira: CaseFolder) -> None:
    for fact in samira.case.facts:
        assert len(set(fact.words.values())) == 4, fact.id


def test_a_student_receives_nothing_of_the_key(samira: CaseFolder) -> None:
    served = samira.case.without_key()
    document = json.dumps(served.to_document(), ensure_ascii=False)
    key = samira.case.key
    hidden = [part.id for part in (*key.needs, *key.strengths, *key.hazards, *key.traps)]
    hidden += [words for trap in key.traps for words in trap.ask.values()]
    hidden += [words for part in (*key.strengths, *key.hazards) for words in part.name.values()]
    assert not [words for words in hidden if words in document]


def test_a_student_receives_no_fact_of_what_happens_later(samira: CaseFolder) -> None:
    document = json.dumps(samira.case.without_key().to_document(), ensure_ascii=False)
    later = {fact for event in samira.case.events for fact in event.reveals}
    assert later == {"f23", "f24", "f25", "f26"}
    for fact in samira.case.facts:
        assert any(words in document for words in fact.words.values()) == (fact.id not in later)


def test_a_student_is_not_told_which_fact_is_only_colour(samira: CaseFolder) -> None:
    assert any(fact.noise for fact in samira.case.facts)
    assert not any(fact.noise for fact in samira.case.without_key().facts)


def test_what_was_invented_over_the_source_stays_marked(samira: CaseFolder) -> None:
    invented = {fact.id for fact in samira.case.facts if fact.added}
    assert invented >= {"f03", "f20", "f21", "f22", "f23", "f24", "f25", "f26"}
    assert all(exhibit.added for exhibit in samira.case.exhibits)
    assert samira.case.source.people == "published_source" and samira.case.source.cite
    mother = next(person for person in samira.case.people if person.id == "mo")
    assert mother.added == ("given_name",)


@pytest.mark.parametrize("language", list(Language))
def test_the_printed_wrong_name_is_nobody_in_the_case(samira: CaseFolder, language: Language) -> None:
    wrong = {"en": "Sabina", "ru": "Сабина", "uk": "Сабіна", "kk": "Сабина"}[language]
    assert wrong not in json.dumps(samira.case.to_document(), ensure_ascii=False)
