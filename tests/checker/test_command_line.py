"""`trainer check` and `trainer explain` as a person at a terminal meets them."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from trainer.bank.places import case_root
from trainer.checker.handbook import page
from trainer.checker.reading.letters import likely_language
from trainer.checker.rules import CATALOGUE
from trainer.cli import trainer

SEED = case_root() / "samira" / "instructor" / "plans" / "as_printed.yaml"
GOOD = """
format: service-plan/1
language: en
date: 2026-09-01
reviews: [{date: 2026-10-01, who: [mo], checks: "the ticks on the calendar"}]
closure: "Samira reads on her own."
goals:
  - id: g1
    problem: "Samira loves English, but she has no books at home, so she forgets words."
    goal: "By 25 December 2026 Samira reads one library book a month."
    end: 2026-12-25
    steps:
      - {id: s1, text: "Samira borrows two readers from the school library", responsible: [sam], end: 2026-09-05}
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(trainer, [str(word) for word in words])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def word_table(path: Path, *rows: tuple[str, ...]) -> Path:
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(path)
    return path


def test_help_lists_the_commands_with_what_they_do() -> None:
    answer = run("--help")
    assert answer.exit_code == 0 and "check" in answer.output and "explain" in answer.output


def test_every_command_that_is_listed_has_an_example_in_its_help() -> None:
    for name in ("check", "explain", "evaluate"):
        assert "Example:" in run(name, "--help").output, name


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "What keeps everybody safe"),
        ("ru", "Что обезопасит всех"),
        ("uk", "Що убезпечить усіх"),
        ("kk", "бәрін не қорғайды"),
    ],
)
def test_the_seed_plan_hears_of_its_danger_first_in_each_language(language: str, words: str) -> None:
    answer = run("check", SEED, "--lang", language)
    assert answer.exit_code == 1
    assert words in answer.output and "goal-without-deadline" in answer.output


def test_a_plan_with_nothing_that_must_change_ends_with_zero(good: Path) -> None:
    answer = run("check", good)
    assert answer.exit_code == 0, answer.output
    assert "Could not be judged" in answer.output


def test_json_is_the_report_with_a_sentence_for_each_finding() -> None:
    answer = run("check", SEED, "--lang", "ru", "--format", "json")
    report = json.loads(answer.stdout)
    assert report["format"] == "check-report/1" and report["case"] == "samira@1.0.0"
    assert all(finding["message"] for finding in report["findings"])


def test_html_shows_a_students_words_as_words(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    goal = '"Improve <b>health</b>"'
    path.write_text(f"format: service-plan/1\nlanguage: en\ngoals: [{{id: g1, goal: {goal}}}]\n", encoding="utf-8")
    page = run("check", path, "--format", "html").stdout
    assert page.startswith("<!doctype html>") and "<b>" not in page and "&lt;b&gt;" in page


def test_html_stands_alone_and_survives_a_mail_program(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    goal = "Improve the family's situation"
    path.write_text(f"format: service-plan/1\nlanguage: en\ngoals: [{{id: g1, goal: \"{goal}\"}}]\n", encoding="utf-8")
    page = run("check", path, "--format", "html").stdout
    # What a mail program drops or asks about: style sheets, scripts, pictures, anything from elsewhere.
    for sign in ("<style", "<script", "<link", "<img", "http:", "https:", "url(", "class="):
        assert sign not in page, sign
    assert re.search(r'<span style="border-bottom:2px [^"]+">Improve</span> the family', page)
    assert "Worth mending" in page or "Must mend" in page


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_html_says_what_the_terminal_says(language: str) -> None:
    page = html.unescape(run("check", SEED, "--lang", language, "--format", "html").stdout)
    for line in run("check", SEED, "--lang", language).stdout.splitlines():
        if "└" in line and ": " in line:
            title, _, rest = line.partition("└ ")[2].partition(": ")
            assert title in page and rest.rpartition("  ")[0] in page, line


def test_a_word_table_is_checked_in_the_language_it_is_written_in(tmp_path: Path) -> None:
    head = ("Проблема", "Цели", "Шаги", "Ответственные", "Сроки")
    row = ("Дети болеют", "Улучшить здоровье детей", "1. Записать детей в поликлинику", "Мама", "")
    answer = run("check", word_table(tmp_path / "plan.docx", head, row), "--case", "samira", "--format", "json")
    report = json.loads(answer.stdout)
    assert report["language"] == "ru" and answer.exit_code == 1
    assert "goal-without-deadline" in {finding["rule"] for finding in report["findings"]}


def test_an_unreadable_plan_names_file_place_and_reason(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("format: service-plan/1\nlanguage: en\ngoals:\n  - id: g1\n    gaol: Improve\n", encoding="utf-8")
    answer = run("check", path)
    assert answer.exit_code == 2
    assert "plan.yaml" in answer.output and "line 5" in answer.output and "goal" in answer.output


@pytest.mark.parametrize("words", [("check", "nowhere.yaml"), ("check", SEED, "--case", "samara", "--lang", "en")])
def test_what_is_not_there_gets_a_sentence_and_no_traceback(words: tuple[object, ...]) -> None:
    answer = run(*words)
    assert answer.exit_code == 2 and isinstance(answer.exception, SystemExit)
    assert "nowhere.yaml" in answer.output or "samira" in answer.output


def test_a_plan_for_a_case_that_the_bank_lacks_is_checked_without_it(good: Path) -> None:
    good.write_text(GOOD + "case: atlantis\n", encoding="utf-8")
    answer = run("check", good)
    assert answer.exit_code == 0 and "atlantis" in answer.stderr


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_a_rule_is_explained_with_examples(language: str) -> None:
    answer = run("explain", "goal-without-deadline", "--lang", language)
    assert answer.exit_code == 0 and "29" in answer.output and "{" not in answer.output


def test_a_small_plan_is_explained_line_by_line_with_names() -> None:
    lines = run("explain", "outside-outweighs", "--lang", "ru").output.splitlines()
    step = next(line for line in lines if line.startswith("    2. Социальный работник отвозит"))
    assert "ответственный: Социальный работник" in step and "worker" not in step
    assert any(line.startswith("  f01  ") for line in lines)


def test_an_unknown_rule_gets_the_nearest_names() -> None:
    answer = run("explain", "goal-without-dedline")
    assert answer.exit_code == 2 and "goal-without-deadline" in answer.output


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Improve", "en"), ("Улучшить жизнь", "ru"), ("Поліпшити", "uk"), ("Отбасының өмірі", "kk"),
        ("Қайрат встречает Айнур у ворот каждый день, и они вместе идут домой через парк", "ru"),
    ],
)  # fmt: skip
def test_a_table_without_a_language_is_known_by_its_letters(text: str, language: str) -> None:
    assert likely_language(text) == language


def test_the_questions_stand_under_the_very_words(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    problem = "The father is an alcoholic and the children are afraid of him when he comes home late in the evening."
    goal = "Improve the family's situation"
    path.write_text(
        f'format: service-plan/1\nlanguage: en\ngoals: [{{id: g1, problem: "{problem}", goal: "{goal}"}}]\n',
        encoding="utf-8",
    )
    lines = run("check", path).stdout.splitlines()
    words = next(number for number, line in enumerate(lines) if "an alcoholic and" in line)
    carets = lines[words + 1]
    assert set(carets) == {" ", "^"} and lines[words][carets.index("^") :].startswith("alcoholic")
    assert "judging-language" in lines[words + 2]


def test_nothing_in_a_plan_steers_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    goal = {"id": "g1", "goal": "Improve \x1b[2J\x07 the\r\nhealth"}
    path.write_text(json.dumps({"format": "service-plan/1", "language": "en", "goals": [goal]}), encoding="utf-8")
    said = run("check", path).stdout
    assert "\x1b[2J" not in said and "\x07" not in said and "\r" not in said


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_a_rule_says_what_it_cannot_judge(language: str) -> None:
    for rule in CATALOGUE:
        answer = run("explain", rule.id, "--lang", language)
        assert answer.exit_code == 0 and page(rule.id).text(language).limits in answer.output, rule.id


@pytest.mark.parametrize(
    ("words", "language"), [("deadlines", "en"), ("сроков", "ru"), ("строки", "uk"), ("мерзим", "kk")]
)
def test_rules_are_searched_in_the_terminal(words: str, language: str) -> None:
    answer = run("explain", "--search", words, "--lang", language)
    assert answer.exit_code == 0
    assert "goal-without-deadline" in answer.output and "several-outcomes" not in answer.output


def test_a_search_for_nothing_known_says_how_to_go_on() -> None:
    answer = run("explain", "--search", "xylophone")
    assert answer.exit_code == 1 and "xylophone" in answer.output and "trainer explain" in answer.output
    assert run("explain", "vague-time", "--search", "day").exit_code == 2
