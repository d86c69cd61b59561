"""A draft stands for a folder: what the workbench writes is read back as the very same case."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.casedraft import document_of, files_of, write_folder
from trainer.bank.cases import case_root, find_cases, load_case
from trainer.bank.exemplars import load_exemplars
from trainer.bank.ids import id_from, numbered
from trainer.bank.lint import lint_case
from trainer.bank.pictures import pictures_in
from trainer.bank.teaching import load_notes
from trainer.bank.yamlfile import parse_yaml

CASES = find_cases(case_root())


def draft_of(folder: Path) -> dict:
    notes = {language.value: note for language, note in load_notes(folder).items()}
    return document_of(load_case(folder), notes, load_exemplars(folder), {})


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_case_of_the_bank_survives_the_way_through_a_draft(folder: Path, tmp_path: Path) -> None:
    pictures = {name: each.data for name, each in pictures_in(folder).items()}
    written = write_folder(draft_of(folder), tmp_path, pictures)
    assert pictures_in(written) == pictures_in(folder)
    assert load_case(written) == load_case(folder)
    assert {each.id: each for each in load_exemplars(written)} == {each.id: each for each in load_exemplars(folder)}
    assert load_notes(written) == load_notes(folder)
    assert lint_case(written) == [] or {one.code for one in lint_case(written)} == {
        one.code for one in lint_case(folder)
    }


def test_words_that_look_like_the_form_of_the_file_stay_words(tmp_path: Path) -> None:
    document = draft_of(case_root() / "samira")
    document["stages"][0]["words"]["en"] = "## assessment\n- [f02] not a fact\n- a list\n# a heading"
    document["facts"][0]["words"]["en"] = "one line\n- [f99] and another\n## intake"
    case = load_case(write_folder(document, tmp_path))
    assert case.stages[0].words["en"] == "## assessment\n- [f02] not a fact\n- a list\n# a heading"
    assert case.facts[0].words["en"] == "one line - [f99] and another ## intake"
    assert case.facts[1].words["en"].startswith("In front of it")


def test_a_file_of_one_line_is_read_as_its_yaml_would_be() -> None:
    assert parse_yaml('{"a": {"b": [1, "no", null, true]}}\n', "x.yaml").value == {"a": {"b": [1, "no", None, True]}}
    with pytest.raises(Exception, match="first is on line 1"):
        parse_yaml('{"a": 1, "a": 2}', "x.yaml")


def test_a_text_that_is_folded_over_lines_keeps_only_its_words() -> None:
    text = "ask: >-\n  Who can take\n  the children?\n\n  And when? # that evening\n"
    assert parse_yaml(text, "x.yaml").value == {"ask": "Who can take the children?\nAnd when? # that evening"}


def test_what_only_forms_know_stays_out_of_the_folder() -> None:
    document = draft_of(case_root() / "samira")
    assert document["authors"][0]["row"] and document["ties"][0]["row"]
    assert all(b'"row"' not in text and b"made_from" not in text for text in files_of(document).values())


@pytest.mark.parametrize(("words", "id"), [
    ("Safe yard", "n_safe_yard"), ("Безопасный двор", "n_bezopasnyy_dvor"), ("Қауіпсіз аула", "n_qauipsiz_aula"),
    ("Здоров’я дітей", "n_zdorovya_ditey"), ("!!!", "n_one"), ("中" * 500, "n_one"),
])  # fmt: skip
def test_an_id_is_made_from_the_words_in_any_language(words: str, id: str) -> None:
    assert id_from(words, (), prefix="n_") == id


def test_no_id_is_given_twice() -> None:
    assert id_from("Mother", {"mother", "mother-2"}) == "mother-3"
    assert id_from("12 years", ()) == "one-12-years"
    assert numbered("f", {"f01", "f03"}, digits=2) == "f02"
    assert len(id_from("a" * 300, {"a" * 36})) <= 40
