"""Finding a case: any form of a word in four languages, kinds with their numbers, nothing that is not for a reader."""

from __future__ import annotations

import html
import re
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import event, select

from trainer.models import CaseVersion, Institution, Visibility
from trainer.web.finding.index import index_cases, index_missing

STUDENT = "aigerim@example.org"


def page_of(made, language: str, address: str = "") -> str:
    made.client.set_cookie("language", language)
    answer = made.get(f"/cases{address}")
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def cases_in(page: str) -> list[str]:
    return re.findall(r'<h3 lang="\w+"><a href="/cases/([\w-]+)"', page)


def marked_in(page: str) -> set[str]:
    return {word.lower() for word in re.findall(r'<mark class="hit">([^<]+)</mark>', page)}


def counts_in(page: str) -> dict[str, int]:
    """The number beside each value of a facet."""
    found = re.findall(r'<span class="name">([^<]+)</span>.*? <span class="num muted">(\d+)</span>', page)
    return {name: int(count) for name, count in found}


@pytest.mark.parametrize(
    ("language", "asked", "case", "marked"),
    [
        ("en", "outbuildings", "samira", "outbuilding"),
        ("en", "child", "samira", "children"),
        ("ru", "времянку", "samira", "времянка"),
        ("ru", "ребенка", "samira", "ребёнка"),
        ("ru", "РЕБЁНКОМ", "samira", "детей"),
        ("uk", "здоров'ям", "ramp", "здоров’я"),
        ("uk", "здоров’я", "ramp", "здоров’я"),
        ("uk", "здоровя", "ramp", "здоров’я"),
        ("uk", "родиною", "samira", "родина"),
        ("kk", "мешіттен", "samira", "мешіт"),
        ("kk", "мешиттен", "samira", "мешіт"),
        ("kk", "уйден", "discharge-friday", "үйге"),
        ("kk", "балаларға", "samira", "балалардың"),
    ],
)
def test_any_form_of_a_word_finds_the_case_and_is_marked_in_its_sentence(
    browser, language: str, asked: str, case: str, marked: str
) -> None:
    page = page_of(browser(), language, f"?q={quote(asked)}")
    assert case in cases_in(page)
    assert marked in marked_in(page)


def test_the_case_that_bears_the_word_in_its_title_comes_first(browser) -> None:
    assert cases_in(page_of(browser(), "ru", f"?q={quote('семьёй')}"))[0] == "samira"


def test_several_words_are_looked_for_together_and_some_of_them_where_no_case_has_all(browser) -> None:
    both = cases_in(page_of(browser(), "en", "?q=outbuilding+yard"))
    assert both == ["samira"]
    page = page_of(browser(), "en", "?q=outbuilding+wheelchair")
    assert "samira" in cases_in(page)
    assert "No case has all of these words" in page


def test_a_word_of_another_language_is_found_there_and_the_page_says_so(browser) -> None:
    page = page_of(browser(), "kk", f"?q={quote('времянка')}")
    assert cases_in(page) == ["samira"]
    assert "Русский" in page[page.index('role="status"') :]


def test_what_is_hidden_from_students_is_not_found(app: Flask, browser) -> None:
    """Neither the key nor what happens later in the case."""
    with app.extensions["trainer"].database.write() as db:
        version = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        document = dict(version.document)
        need = {**document["key"]["needs"][0], "name": {"en": "Zyxwvutish"}, "cues": {"en": ["qwertyish"]}}
        document["key"] = {**document["key"], "needs": [need, *document["key"]["needs"][1:]]}
        later = {fact for each in document["events"] for fact in each["reveals"]}
        document["facts"] = [
            {**fact, "words": {"en": "Asdfghish."}} if fact["id"] in later else fact for fact in document["facts"]
        ]
        version.document = document
        db.flush()
        index_cases(db, [version])
    for word in ("Zyxwvutish", "qwertyish", "Asdfghish"):
        assert cases_in(page_of(browser(), "en", f"?q={word}")) == []


def test_private_cases_those_of_others_and_drafts_are_neither_found_nor_counted(app: Flask, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        mine = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        far = Institution(name="Far", created_at=mine.imported_at)
        db.add(far)
        db.flush()
        hidden = [
            copied(mine, "secret", mine.institution_id, Visibility.PRIVATE),
            copied(mine, "far-away", far.id, Visibility.INSTITUTION),
            copied(mine, "unripe", mine.institution_id, Visibility.OPEN, status="draft"),
        ]
        db.add_all([*hidden, copied(mine, "house-own", mine.institution_id, Visibility.INSTITUTION)])
        db.flush()
        index_missing(db)
    stranger = page_of(browser(), "en", "?q=outbuilding")
    assert cases_in(stranger) == ["samira"]
    assert counts_in(stranger)["Level 2"] == 1
    assert set(cases_in(page_of(browser(STUDENT), "en", "?q=outbuilding"))) == {"samira", "house-own"}


def test_a_withdrawn_case_is_gone_at_once_and_a_new_version_takes_the_place_of_the_old(app: Flask, browser) -> None:
    database = app.extensions["trainer"].database
    assert cases_in(page_of(browser(), "en", "?q=outbuilding")) == ["samira"]
    with database.write() as db:
        old = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        newer = copied(old, "samira", old.institution_id, Visibility.OPEN, number="9.0.0")
        newer.document = {**old.document, "title": {"en": "The family with a gazebo"}}
        newer.summary = {**old.summary, "title": {"en": "The family with a gazebo"}}
        db.add(newer)
        db.flush()
        index_cases(db, [newer])
    assert cases_in(page_of(browser(), "en", "?q=gazebo")) == ["samira"]
    assert "The family with a gazebo" in re.sub(r"</?mark[^>]*>", "", page_of(browser(), "en", "?q=outbuilding"))
    with database.write() as db:
        for version in db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")):
            version.status = "deprecated"
    assert cases_in(page_of(browser(), "en", "?q=outbuilding")) == []


def test_each_kind_says_how_many_cases_there_would_be(browser) -> None:
    everything = counts_in(page_of(browser(), "en"))
    broker = page_of(browser(), "en", "?model=broker")
    assert len(cases_in(broker)) == everything["broker"]
    # The other values of a chosen kind keep their numbers: one may choose them as well.
    assert counts_in(broker)["strengths"] == everything["strengths"]
    level = counts_in(broker)["Level 1"]
    assert len(cases_in(page_of(browser(), "en", "?model=broker&level=1"))) == level
    both = cases_in(page_of(browser(), "en", "?model=broker&model=strengths&country=UA"))
    assert len(both) == counts_in(page_of(browser(), "en", "?model=broker&model=strengths"))["Ukraine"]


def test_a_choice_is_taken_away_by_its_link_and_the_words_stay(browser) -> None:
    page = page_of(browser(), "en", "?q=children&level=2&model=strengths")
    links = re.findall(r'<li><a href="([^"]+)"><span class="sr">Take away: </span>([^<]+)<', page)
    assert dict((name, href) for href, name in links) == {
        "“children”": "?model=strengths&level=2",
        "Level 2": "?q=children&model=strengths",
        "strengths": "?q=children&level=2",
    }
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page)
    assert {("level", "2"), ("model", "strengths")} <= set(hidden)


def test_nothing_found_says_what_to_take_away(browser) -> None:
    page = page_of(browser(), "en", "?q=outbuilding&level=3")
    assert cases_in(page) == []
    assert "No case has all of this together" in page
    ways = re.findall(r'<a href="([^"]+)">Without: ([^<]+)</a> <span class="muted">(\d+) case', page)
    assert {(name, int(count)) for _, name, count in ways} >= {("Level 3", 1)}
    for href, _, count in ways:
        assert len(cases_in(page_of(browser(), "en", href))) == int(count)


def test_what_cannot_be_is_no_error(browser) -> None:
    strange = ("?q=%00", "?level=99", "?model=&page=-4", "?page=99999999999999999999", "?q=" + "a" * 5000, "?q=%F0")
    for address in strange:
        page_of(browser(), "en", address)
    assert cases_in(page_of(browser(), "en", "?level=99")) == cases_in(page_of(browser(), "en"))
    assert "<script>alert" not in browser().get("/cases?q=%3Cscript%3Ealert").get_data(as_text=True)


def test_long_lists_come_in_pages_that_together_are_all_cases(browser) -> None:
    first, second = page_of(browser(), "en"), page_of(browser(), "en", "?page=2")
    assert len(cases_in(first)) == 20
    assert not set(cases_in(first)) & set(cases_in(second))
    assert len(cases_in(first) + cases_in(second)) == int(re.search(r"<strong>(\d+) cases", first).group(1))


def test_the_statements_of_the_page_do_not_grow_with_the_bank(app: Flask, browser) -> None:
    database = app.extensions["trainer"].database
    visitor = browser()
    few = {address: statements(database, visitor, address) for address in ("", "?q=family", "?q=children&level=1")}
    with database.write() as db:
        mine = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        db.add_all(copied(mine, f"copy-{n}", mine.institution_id, Visibility.OPEN) for n in range(60))
        db.flush()
        index_missing(db)
    assert {address: statements(database, visitor, address) for address in few} == few
    assert max(few.values()) <= 9


def statements(database, visitor, address: str) -> int:
    page_of(visitor, "en", address)
    told: list[str] = []

    def tell(_connection, _cursor, statement, *_rest) -> None:
        told.append(statement)

    event.listen(database.reader, "before_cursor_execute", tell)
    try:
        page_of(visitor, "en", address)
    finally:
        event.remove(database.reader, "before_cursor_execute", tell)
    return len(told)


def copied(
    version: CaseVersion, slug: str, institution: int, visibility: Visibility, status: str = "", number: str = "1.0.0"
) -> CaseVersion:
    values = {"version": number, "digest": f"{slug} {number}"}
    return CaseVersion(
        institution_id=institution, slug=slug, status=status or version.status, visibility=visibility,
        document=version.document, teaching={}, summary=version.summary, imported_at=version.imported_at, **values,
    )  # fmt: skip


def test_a_lecturer_finds_a_case_for_a_course_and_comes_back_with_it(browser) -> None:
    lecturer = browser("lecturer@example.org")
    lecturer.client.set_cookie("language", "en")
    course = re.search(r'href="/courses/((?!new)[\w-]+)"', lecturer.get("/courses").get_data(as_text=True)).group(1)
    form = f"/courses/{course}/assignments/new"
    assert f'href="/cases?course={course}"' in lecturer.get(form).get_data(as_text=True)
    page = page_of(lecturer, "en", f"?course={course}&level=2&q=outbuilding")
    assert f'href="?q=outbuilding&course={course}"' in page
    give = re.search(rf'href="({form}\?case=[\w-]+)"', page).group(1)
    chosen = html.unescape(lecturer.get(give).get_data(as_text=True))
    assert re.search(r'<option value="[\w-]+" selected>[^<]*Samira', chosen)


def test_whoever_teaches_nobody_is_offered_no_course(browser) -> None:
    for made in (browser(), browser(STUDENT)):
        page = page_of(made, "en", "?course=anything")
        assert "assignments/new" not in page and "choosing a case" not in page
    assert "assignments/new" not in page_of(browser("lecturer@example.org"), "en", "?course=../../x%22%3E")
