"""A rubric travels as one file: the same bytes out, the same rubric in, and a spoilt file says what is wrong."""

from __future__ import annotations

import pytest

from trainer.bank.problems import BankError
from trainer.bank.rubricdraft import document_of, general, rubric_document
from trainer.bank.rubricfile import read_rubric, rubric_text
from trainer.bank.rubrics import load_rubrics
from trainer.checker.rubric import Rubric

HOSTILE = ("no", "12:30", "- a list", "# a note", "a: b", "'", '"', "\\n", "{x}", "&a *b !c", "two\nlines ", " ", "~")


@pytest.mark.parametrize("id", ["service-plan", "service-plan-broker"])
def test_what_goes_out_comes_in_and_gives_the_same_bytes(id: str) -> None:
    rubric = load_rubrics()[id]
    text = rubric_text(rubric)
    incoming = read_rubric(text.encode())
    assert incoming.rubric == rubric and incoming.whole
    assert rubric_text(incoming.rubric) == text == incoming.text


def test_no_word_is_taken_for_anything_else() -> None:
    document = rubric_document(document_of(general(), {}))
    for part, words in zip(document["criteria"], HOSTILE, strict=False):
        part["question"] = {**part["question"], "en": words}
    document["criteria"][0]["levels"]["en"] = list(HOSTILE[-4:])
    rubric = Rubric.model_validate(document)
    assert read_rubric(rubric_text(rubric).encode()).rubric == rubric


def test_a_rubric_with_gaps_comes_in_to_be_finished() -> None:
    text = rubric_text(general()).replace('"Problem as a need"', '""')
    assert not read_rubric(text.encode()).whole


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "NOT_UTF8"), (b"[1, 2]", "SCHEMA_MISSING"), (b"a: *b", "YAML_REFUSED"), (b"a: [", "YAML_SYNTAX"),
        (b"#" * 600_000, "FILE_TOO_BIG"), (b"format: rubric/1\ncriteria: 7", "CRITERIA_MISSING"),
    ],
)  # fmt: skip
def test_a_spoilt_file_is_refused_with_the_reason(data: bytes, code: str) -> None:
    with pytest.raises(BankError) as refused:
        read_rubric(data)
    assert code in {problem.code for problem in refused.value.problems}
