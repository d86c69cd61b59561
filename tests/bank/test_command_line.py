"""The designer's commands, as a designer types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer.checker.values import Language
from trainer.cli.bank import bank


def run(*words: str | Path) -> Result:
    result = CliRunner().invoke(bank, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_the_list_is_a_table_for_machines_too() -> None:
    rows = json.loads(run("list", "--format", "json").stdout)
    samira = next(row for row in rows if row["id"] == "samira")
    assert samira == {
        "id": "samira",
        "version": "1.0.0",
        "status": "review",
        "languages": ["en", "ru", "uk", "kk"],
        "client": "troubled_family",
        "model": "strengths",
        "level": 2,
    }


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "Samira's family"), ("ru", "Семья Самиры"), ("uk", "Родина Саміри"), ("kk", "Самираның отбасы")],
)
def test_the_list_speaks_the_language_that_was_asked_for(language: str, title: str) -> None:
    assert title in run("list", "--lang", language).stdout


def test_a_broken_case_does_not_hide_the_others(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bank_folder = copy.parent / "bank" / "cases"
    bank_folder.mkdir(parents=True)
    copy.rename(bank_folder / "broken")
    (bank_folder / "broken" / "case.yaml").write_text("id: 5", "utf-8")
    monkeypatch.setenv("TRAINER_CASEBANK", str(bank_folder.parent))
    result = run("list")
    assert result.exit_code == 1
    assert "samira@1.0.0" in result.stdout
    assert "broken/case.yaml:1" in result.stderr


@pytest.mark.parametrize("language", list(Language))
def test_a_case_is_shown_without_its_key_unless_asked(language: Language, samira) -> None:
    plain, whole = run("show", "samira", "--lang", language), run("show", "samira", "--key", "--lang", language)
    assert plain.exit_code == whole.exit_code == 0
    trap = samira.case.key.traps[0].ask[language]
    assert trap in whole.stdout and trap not in plain.stdout
    assert "n_safety" in whole.stdout and "n_safety" not in plain.stdout
    assert samira.case.facts[0].words[language] in plain.stdout
    assert samira.case.facts[-1].words[language] not in plain.stdout


def test_the_exemplars_are_shown_against_what_was_expected() -> None:
    result = run("show", "samira", "--exemplars")
    assert result.exit_code == 0
    assert result.stdout.count("✓ as expected") == 16
    assert "hazard-without-early-step" in result.stdout


def test_a_disappointed_expectation_is_shown_and_ends_with_one(copy: Path) -> None:
    plan = copy / "instructor/plans/proficient.yaml"
    plan.write_text(plan.read_text("utf-8").replace("{rule: goal-dated, at: g1}", "{rule: no-review}"), "utf-8")
    result = run("show", copy, "--exemplars", "--lang", "ru")
    assert result.exit_code == 1
    assert "ожидали, но не найдено: no-review" in result.stdout


def test_a_clean_case_ends_with_zero() -> None:
    result = run("lint", "samira", "--quick")
    assert (result.exit_code, result.stdout.strip()) == (0, "samira: nothing to mend.")


def test_a_mistake_ends_with_one_and_names_its_place(copy: Path) -> None:
    text = (copy / "case.yaml").read_text("utf-8")
    (copy / "case.yaml").write_text(text.replace("minutes: 120", "minuts: 120"), "utf-8")
    result = run("lint", copy, "--quick")
    assert result.exit_code == 1
    assert "case.yaml:23 (minuts)" in result.stdout and "Did you mean `minutes`?" in result.stdout
    rows = json.loads(run("lint", copy, "--quick", "--format", "json").stdout)
    assert {row["code"] for row in rows} == {"SCHEMA_UNKNOWN", "SCHEMA_MISSING"}
    assert set(rows[0]) == {"case", "file", "line", "field", "code", "weight", "reason", "mend"}


def test_an_unknown_case_is_told_with_the_nearest_one() -> None:
    result = run("lint", "samyra")
    assert result.exit_code == 2
    assert "samira" in result.stderr


def test_a_file_that_is_no_case_is_not_taken_for_a_mistyped_id() -> None:
    result = run("lint", "/etc/passwd")
    assert result.exit_code == 2
    assert "no case in /etc/passwd" in result.stderr and "samira" not in result.stderr


def test_the_list_says_in_words_what_a_case_is_about() -> None:
    text = run("list", "--lang", "uk").stdout
    assert "Сім’я у складних життєвих обставинах" in text and "модель: сильні сторони" in text
    assert "troubled_family" not in text and "strengths" not in text


def test_what_yaml_could_hide_is_refused_in_good_english(copy: Path) -> None:
    text = (copy / "case.yaml").read_text("utf-8")
    (copy / "case.yaml").write_text(text.replace("minutes: 120", "minutes: &long 120"), "utf-8")
    assert "Not allowed here: anchor or alias (& or *)." in run("lint", copy, "--quick").stdout


@pytest.mark.parametrize("languages", [["en"], ["uk"], ["kk", "ru"]])
def test_a_new_case_lacks_only_what_a_draft_may_lack(tmp_path: Path, languages: list[str]) -> None:
    words = [word for language in languages for word in ("--language", language)]
    assert run("new", "night-bus", "--into", tmp_path, *words).exit_code == 0
    result = run("lint", tmp_path / "night-bus", "--format", "json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    assert {row["weight"] for row in rows} == {"publish", "note"}
    assert {row["code"] for row in rows} <= {
        "AUTHOR_MISSING", "NEED_COUNT", "TRAPS_FEW", "EXEMPLARS_FEW", "EXEMPLAR_NONE_APPROVED",
    }  # fmt: skip
    assert {path.stem for path in (tmp_path / "night-bus" / "text").iterdir()} == set(languages)


def test_a_new_case_does_not_fall_upon_another(tmp_path: Path) -> None:
    run("new", "night-bus", "--into", tmp_path)
    result = run("new", "night-bus", "--into", tmp_path)
    assert result.exit_code == 2 and "FOLDER_TAKEN" in result.stderr


@pytest.mark.parametrize("id", ["Night Bus", "../x", "1st", "автобус", "a" * 41, ""])
def test_an_id_that_is_none_is_refused(tmp_path: Path, id: str) -> None:
    result = run("new", id, "--into", tmp_path)
    assert result.exit_code == 2 and "ID_FORM" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_case_travels_as_one_file(tmp_path: Path) -> None:
    file = tmp_path / "samira.zip"
    assert run("pack", "samira", "--out", file).exit_code == 0
    result = run("unpack", file, "--into", tmp_path / "bank", "--lang", "uk")
    assert result.exit_code == 0 and "samira" in result.stdout
    assert run("lint", tmp_path / "bank" / "samira", "--quick").exit_code == 0
    assert run("unpack", file, "--into", tmp_path / "bank").exit_code == 2


def test_every_command_shows_an_example() -> None:
    for name in bank.commands:
        assert "Example:  trainer bank" in run(name, "--help").stdout
