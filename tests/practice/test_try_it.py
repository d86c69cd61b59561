"""Try it: anybody may paste or drop a plan; it is asked about in their language, and nothing of it is kept."""

from __future__ import annotations

import io

import pytest
from sqlalchemy import func, select

from trainer.models import Draft, Person, Run

LINES = {
    "en": "Problem: The children are ill.\nGoal: Improve the children's health.\nStep: Examination\nWho: Mother",
    "ru": "Проблема: Дети болеют.\nЦель: Улучшить здоровье детей.\nШаг: Обследование\nОтветственный: Мама",
    "uk": "Проблема: Діти хворіють.\nЦіль: Поліпшити здоров’я дітей.\nКрок: Обстеження\nВідповідальний: Мама",
    "kk": "Мәселе: Балалар ауырады.\nМақсат: Балалардың денсаулығын жақсарту.\nҚадам: Тексеру\nЖауапты: Анасы",
}


def send(browser, **fields):
    made = browser()
    made.get("/try")
    return made, made.post("/try", fields, content_type="multipart/form-data")


@pytest.mark.parametrize("language", list(LINES))
def test_lines_with_labels_are_read_and_asked_about_in_every_language(browser, language: str) -> None:
    made = browser()
    made.client.set_cookie("language", language)
    made.get("/try")
    page = made.post("/try", {"words": LINES[language], "written_in": language, "case": "samira"})
    html = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "/handbook/goal-without-deadline" in html
    assert '<mark class="f' in html and 'class="gantt' not in html


LONGER = {
    "en": "\nStep: The mother takes the children to the clinic on Monday",
    "ru": "\nШаг: Мама ведёт детей в поликлинику в понедельник утром",
    "uk": "\nКрок: Мама веде дітей до поліклініки в понеділок уранці",
    "kk": "\nҚадам: Анасы балаларды дүйсенбі күні емханаға апарады",
}


NAMES = {"en": "English", "ru": "Русский", "uk": "Українська", "kk": "Қазақша"}


@pytest.mark.parametrize("language, name", NAMES.items())
def test_a_plan_in_another_language_than_the_page_is_read_in_its_own(browser, language: str, name: str) -> None:
    chosen = "kk" if language != "kk" else "ru"
    made, page = send(browser, words=LINES[language] + LONGER[language], written_in=chosen)
    html = page.get_data(as_text=True)
    assert f"it was read in its own: {name}." in html
    assert f'<option value="{language}" lang="{language}" selected' in html
    same = made.post("/try", {"words": LINES[language] + LONGER[language], "written_in": language})
    assert "it was read in its own" not in same.get_data(as_text=True)


def test_a_pasted_table_and_a_dropped_file_are_read_alike(browser) -> None:
    table = "Problem\tGoal\tSteps\tWho\tDate\nThey are ill\tImprove their health\t1. Examination\tMother\t\n"
    _made, pasted = send(browser, words=table, written_in="en")
    assert "Improve their health" in pasted.get_data(as_text=True)
    yaml = b"format: service-plan/1\nlanguage: en\ngoals: [{id: g1, goal: Improve their health}]\n"
    _made, dropped = send(browser, words="", written_in="en", file=(io.BytesIO(yaml), "plan.yaml"))
    assert "/handbook/goal-without-deadline" in dropped.get_data(as_text=True)


def test_nothing_of_it_is_kept(app, browser) -> None:
    def rows() -> list[int]:
        with app.extensions["trainer"].database.read() as db:
            return [db.scalar(select(func.count()).select_from(table)) for table in (Person, Run, Draft)]

    before = rows()
    send(browser, words=LINES["en"], written_in="en", case="samira")
    assert rows() == before


def test_the_hidden_key_is_neither_asked_about_nor_shown(browser) -> None:
    _made, page = send(browser, words=LINES["en"], written_in="en", case="samira")
    html = page.get_data(as_text=True)
    for secret in ("need-not-covered", "strength-unused", "hazard-without-early-step", "Food all year"):
        assert secret not in html


def test_likely_personal_data_is_warned_about(browser) -> None:
    _made, page = send(browser, words=LINES["en"] + "\nStep: Ring +7 701 123 45 67", written_in="en")
    assert "+7 701 123 45 67" in page.get_data(as_text=True).partition('class="banner is-must"')[2]


@pytest.mark.parametrize("words", ["", "   \n", "Who: Mother", "Goal: " + "x" * 30_000, "a\tb\n" * 700, '"\t'])
def test_words_that_are_no_plan_get_a_sentence_and_come_back(browser, words: str) -> None:
    _made, page = send(browser, words=words, written_in="en")
    html = page.get_data(as_text=True)
    assert page.status_code == 422 and 'role="alert"' in html
    assert words.strip()[:20] in html.replace("&#34;", '"')
