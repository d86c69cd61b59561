"""A rubric says what is wrong with it: each problem at its field, with the way to mend it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from trainer.bank.messages import MESSAGES
from trainer.bank.rubricdraft import beginning_of, document_of, draft_field, general, rubric_document
from trainer.bank.rubriclint import readable, rubric_problems

Change = Callable[[dict[str, Any]], object]


def whole() -> dict[str, Any]:
    """The general rubric as its own document, languages named."""
    return copy.deepcopy(rubric_document(document_of(general(), {})))


def part(document: dict[str, Any], id: str) -> dict[str, Any]:
    return next(each for each in (*document["criteria"], *document["gates"]) if each["id"] == id)


def put(id: str, name: str, value: Any) -> Change:
    return lambda document: part(document, id).__setitem__(name, value)


def band(id: str, name: str, value: Any) -> Change:
    return lambda document: part(document, id)["bands"].__setitem__(name, value)


def test_the_rubric_of_the_bank_has_nothing_to_mend() -> None:
    assert rubric_problems(whole()) == []


@pytest.mark.parametrize(
    ("code", "field", "change"),
    [
        ("TEXT_MISSING", "title.kk", lambda document: document["title"].__setitem__("kk", " ")),
        ("TEXT_MISSING", "criteria[3].name.ru", lambda document: part(document, "time")["name"].pop("ru")),
        ("LEVEL_EMPTY", "criteria[3].levels.uk[2]",
         lambda document: part(document, "time")["levels"]["uk"].__setitem__(2, "")),
        ("LEVEL_EMPTY", "gates[0].levels.en[3]", lambda document: part(document, "safe")["levels"]["en"].pop()),
        ("NUMBER_WANTED", "criteria[0].weight", put("need", "weight", "heavy")),
        ("OUT_OF_RANGE", "criteria[0].weight", put("need", "weight", 11)),
        ("WEIGHT_HEAVY", "criteria[0].weight", put("need", "weight", 10)),
        ("WEIGHTS_ZERO", "criteria[0].weight",
         lambda document: [each.__setitem__("weight", 0) for each in document["criteria"]]),
        ("BANDS_ORDER", "criteria[3].bands.level_2", band("time", "level_2", 0.5)),
        ("NUMBER_WANTED", "criteria[3].bands.level_1", band("time", "level_1", "half")),
        ("OUT_OF_RANGE", "criteria[3].bands.steps_dated", band("time", "steps_dated", 50)),
        ("BAND_UNKNOWN", "criteria[3].bands.stps_dated", band("time", "stps_dated", 0.5)),
        ("MEASURE_UNKNOWN", "criteria[3].judged", put("time", "judged", "luck")),
        ("QUESTION_UNKNOWN", "criteria[3].rules[0]", put("time", "rules", ["goal-without-dedline"])),
        ("QUESTION_TWICE", "criteria[3].rules[0]", put("time", "rules", ["problem-is-service"])),
        ("CRITERION_WITHOUT_ID", "criteria[3]", put("time", "id", "")),
        ("ID_TWICE", "criteria[3].id", put("time", "id", "own")),
        ("CRITERIA_MISSING", "criteria", lambda document: document.__setitem__("criteria", [])),
        ("GATE_SAFE_MISSING", "gates", lambda document: document["gates"].pop(0)),
        ("RUBRIC_NOT_IN", "languages.kk", lambda document: document["languages"].pop("kk")),
        ("SOURCE_LANGUAGE", "languages", lambda document: document["languages"].__setitem__("en", "translated")),
        ("SCHEMA_UNKNOWN", "extends", lambda document: document.__setitem__("extends", "service-plan")),
    ],
)  # fmt: skip
def test_a_problem_is_told_at_its_field(code: str, field: str, change: Change) -> None:
    document = whole()
    change(document)
    found = {(one.code, one.field): one for one in rubric_problems(document)}
    assert (code, field) in found
    assert found[code, field].reason and found[code, field].mend and code in MESSAGES


@pytest.mark.parametrize("document", [{}, {"criteria": 3}, {"criteria": ["x", {}], "title": []}, {"gates": {"a": 1}}])
def test_no_document_makes_it_raise(document: dict[str, Any]) -> None:
    assert rubric_problems(document) and readable(document) is None


def test_a_translation_is_asked_for_once_there_is_something_to_translate() -> None:
    document = whole()
    for code in document["languages"]:
        document["criteria"][0]["name"][code] = ""
    assert [(one.code, one.field) for one in rubric_problems(document)] == [("TEXT_MISSING", "criteria[0].name.en")]


def test_a_partial_language_may_have_gaps() -> None:
    document = whole()
    document["languages"]["kk"] = "partial"
    document["criteria"][0]["name"]["kk"] = ""
    assert rubric_problems(document) == []


def test_a_description_is_found_in_the_draft_by_its_own_field() -> None:
    assert draft_field("criteria.need.levels.en.2") == "criteria.need.level_2.en"
    assert draft_field("criteria.need.bands.level_2") == "criteria.need.bands.level_2"


def test_a_draft_stands_for_the_rubric_that_it_began_from() -> None:
    again = readable(rubric_document(document_of(general(), {})))
    assert again is not None and again.model_copy(update={"languages": {}}) == general()
    assert beginning_of("time", ["ru"])["level_3"] == {"ru": general().criterion("time").levels["ru"][3]}
