"""A rubric is written in the browser: begun, changed field by field, linted beside, tried on plans that are known."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.authoring.rubric_desk import LECTURER, adapt_rubric, add_part, begin_rubric, drafted, shelf_link
from tests.authoring.test_drafting import COLLEAGUE, DESIGNER, colleague, english, page, put  # noqa: F401 - a fixture
from trainer.models import RubricDraft, RubricDraftKept

PARTS = ("rubric", "criteria", "gates")


@pytest.fixture
def lecturer(browser):
    return english(browser, LECTURER)


def test_an_adapted_rubric_has_every_part_and_nothing_to_mend(app, lecturer) -> None:
    draft = adapt_rubric(lecturer, "Service plan: strengths model")
    for part in PARTS:
        assert "Nothing to mend" in page(lecturer, f"{draft}/{part}")
    assert drafted(app)["adapts"] == "service-plan-strengths@1.1.1" and drafted(app)["id"] != "service-plan-strengths"
    said = page(lecturer, f"{draft}/criteria")
    assert 'name="criteria.strength.weight"' in said, "all weights stand on one page"
    assert "criteria.need.level_3.en" in said and "criteria.strength.level_3.en" not in said, "one criterion is open"
    assert "The weights add up to 12.5: with weight 1 a criterion makes up 8 % of the mark." in said


@pytest.mark.parametrize("language", ["ru", "uk", "kk"])
def test_every_part_speaks_its_readers_language(browser, language: str) -> None:
    opened = browser(LECTURER)
    opened.client.set_cookie("language", language)
    draft = begin_rubric(opened, "Біздің рубрика", language)
    add_part(opened, draft, "criteria", "person")
    shown = [page(opened, f"{draft}/{part}") for part in (*PARTS, "criteria/beside")]
    shown += [page(opened, f"/workbench/rubrics/{draft.rpartition('/')[2]}/{part}") for part in ("levels", "publish")]
    for said in (*shown, page(opened, "/rubrics")):
        assert not re.search(r"(?:workbench|rubrics)\.(?!css)[a-z_]+", said)
        assert "says nothing" not in said and "There is no" not in said


def test_a_rubric_from_nothing_says_what_is_to_do_and_leads_to_each_field(app, lecturer) -> None:
    draft = begin_rubric(lecturer)
    assert "There is no criterion yet." in page(lecturer, f"{draft}/rubric")
    own = add_part(lecturer, draft, "criteria", "person")
    said = page(lecturer, f"{draft}/criteria/beside")
    assert f'href="{draft}/criteria?row={own}#criteria.{own}.level_0.en"' in said
    assert "level 0 says nothing (English)" in said
    fields = {f"criteria.{own}.{name}.en": "Words" for name in ("name", "question", *(f"level_{n}" for n in range(4)))}
    lecturer.post(f"{draft}/criteria", {"base": str(revision(app)), **fields})
    beside = page(lecturer, f"{draft}/criteria/beside")
    assert "says nothing" not in beside and "It cannot be read in this language: Русский." in beside
    assert drafted(app)["criteria"][0]["judged"] == "person"


def revision(app) -> int:
    with app.extensions["trainer"].database.read() as db:
        return db.scalars(select(RubricDraft).order_by(RubricDraft.id.desc())).first().revision


def test_a_criterion_never_gets_an_id_that_was_there_before(app, lecturer) -> None:
    draft = begin_rubric(lecturer)
    first = add_part(lecturer, draft, "criteria", "person")
    assert add_part(lecturer, draft, "criteria", "time") == "time"
    second = add_part(lecturer, draft, "criteria", "time")
    assert second != "time" and drafted(app)["criteria"][2]["judged"] == "time"
    gone = lecturer.post(f"{draft}/criteria", {"do": f"remove criteria.{first}", "base": "0"})
    assert add_part(lecturer, draft, "criteria", "person") != first
    kept = re.search(r"undo=(\d+)", gone.headers["Location"])[1]
    back = lecturer.post(f"{draft}/criteria/undo/{kept}")
    assert back.headers["Location"].endswith(f"row={first}#criteria.{first}")
    assert drafted(app)["criteria"][0]["id"] == first, "what was taken out comes back to its place"
    answer = lecturer.post(f"{draft}/gates", {"do": "add gates", "new gates": "safe", "base": "0"})
    assert answer.status_code == 409, "the gate is there already"


def test_what_is_no_number_stays_and_is_told_and_a_comma_is_understood(app, lecturer) -> None:
    draft = adapt_rubric(lecturer)
    path, weight, band = f"{draft}/criteria", "criteria.time.weight", "criteria.time.bands.level_2"
    assert put(lecturer, path, (weight, "1", "heavy"), (band, "1.5", "0,5")).status_code == 200
    said = page(lecturer, f"{path}/beside")
    assert "heavy is not a number." in said and "This threshold is 0.5, the one below it 0.5." in said
    assert f'href="{path}?row=time#{band}"' in said
    assert put(lecturer, path, (weight, "heavy", "2,5")).status_code == 200
    time = next(part for part in drafted(app)["criteria"] if part["id"] == "time")
    assert time["weight"] == 2.5 and time["bands"]["level_2"] == 0.5


def test_the_questions_of_a_criterion_are_chosen_with_their_reasons(app, lecturer) -> None:
    draft = adapt_rubric(lecturer)
    said = page(lecturer, f"{draft}/criteria?row=time")
    assert 'value="goal-without-deadline" checked' in said and 'value="problem-is-service"' in said
    assert 'href="/handbook/goal-without-deadline"' in said
    now = ["goal-without-deadline", "problem-is-service"]
    was = next(part for part in drafted(app)["criteria"] if part["id"] == "time")["rules"]
    assert put(lecturer, f"{draft}/criteria", ("criteria.time.rules", was, now)).status_code == 200
    beside = page(lecturer, f"{draft}/criteria/beside")
    assert re.search("One question informs two criteria: .+ and .+", beside)


def test_two_people_on_one_draft_lose_nothing(app, browser, lecturer, colleague) -> None:  # noqa: F811
    draft = adapt_rubric(lecturer)
    lecturer.post(f"{draft}/share", {"do": "share"})
    other = english(browser, COLLEAGUE)
    path, name = f"{draft}/criteria", "criteria.need.question.en"
    was = drafted(app)["criteria"][0]["question"]["en"]
    assert put(lecturer, path, (name, was, "What do they need?")).status_code == 200
    answer = put(other, path, (name, was, "Whose need?"), ("criteria.need.level_0.en", None, "Nothing"))
    assert answer.status_code == 409
    conflict = answer.get_json()["conflict"]
    said = page(other, conflict)
    assert "What do they need?" in said and "Whose need?" in said
    other.post(conflict, {name: "both"})
    assert drafted(app)["criteria"][0]["question"]["en"] == "What do they need?\nWhose need?"
    with app.extensions["trainer"].database.read() as db:
        assert db.scalars(select(RubricDraftKept)).first() is not None
    other.post(f"{path}", {"do": "remove criteria.need", "base": "0"})
    late = put(lecturer, path, (name, "What do they need?\nWhose need?", "Typed in the other window"))
    assert late.status_code == 409 and "Typed in the other window" in page(lecturer, late.get_json()["conflict"])


def test_a_draft_is_found_by_nobody_else_until_it_is_shared(browser, lecturer, colleague) -> None:  # noqa: F811
    draft = begin_rubric(lecturer)
    for email in (COLLEAGUE, DESIGNER):
        assert english(browser, email).get(f"{draft}/rubric").status_code == 404
    assert english(browser, "sofia@example.org").get(f"{draft}/rubric").status_code == 403
    assert english(browser, "sofia@example.org").get("/rubrics").status_code == 403
    lecturer.post(f"{draft}/share", {"do": "share"})
    other = english(browser, COLLEAGUE)
    assert other.get(f"{draft}/criteria").status_code == 200
    assert other.post(f"/workbench/rubrics/{draft.rpartition('/')[2]}/publish", {}).status_code == 403


def test_a_lecturer_who_designs_no_cases_opens_no_draft_of_a_case(browser, lecturer) -> None:
    designer = english(browser, DESIGNER)
    made = designer.post("/workbench", {"title": "The night train", "language": "en"})
    path = made.headers["Location"]
    assert designer.get(path).status_code == 200 and lecturer.get(path).status_code == 404
    assert designer.get(path.replace("/about", "/criteria")).status_code == 404


def test_a_translation_that_is_older_than_its_source_is_marked(app, lecturer) -> None:
    draft = adapt_rubric(lecturer)
    name = "criteria.need.level_3.en"
    was = drafted(app)["criteria"][0]["level_3"]["en"]
    assert put(lecturer, f"{draft}/criteria", (name, was, "A need that two means could meet")).status_code == 200
    said = page(lecturer, f"{draft}/criteria/in/kk")
    assert 'id="criteria.need.level_3.kk"' in said and was in said and "is-stale" in said
    assert said.count("is-stale") == 1
    where = f"{draft}/criteria/in/kk"
    assert put(lecturer, f"{draft}/criteria", ("criteria.own.name.kk", "Отбасының өз мақсаты", "")).status_code == 200
    said = page(lecturer, f"{draft}/criteria/beside")
    assert f'href="{where}#criteria.own.name.kk"' in said, "a gap in a translation leads to the translation"
    assert 'id="criteria.own.name.kk"' in page(lecturer, where)
    lecturer.post(where + "/still-right", {"name": "criteria.need.level_3.kk"})
    assert "is-stale" not in page(lecturer, where)


def test_the_draft_is_tried_on_worked_plans_beside_its_version(app, lecturer) -> None:
    draft = adapt_rubric(lecturer)
    levels = f"/workbench/rubrics/{draft.rpartition('/')[2]}/levels"
    said = page(lecturer, levels)
    assert "The plan as it was printed" in said and "Both suggest the same levels." in said
    changes = [(f"criteria.time.bands.level_{n}", f"{n - 0.5:g}", "0") for n in (1, 2)]
    assert put(lecturer, f"{draft}/criteria", *changes).status_code == 200
    own = add_part(lecturer, draft, "criteria", "person")
    said = page(lecturer, levels)
    assert "levels would be suggested otherwise" in said and re.search(r"<b>2, was [01]</b>", said)
    assert own and "a person decides" in said
    assert put(lecturer, f"{draft}/criteria", ("criteria.time.weight", "1", "heavy")).status_code == 200
    assert "cannot be tried yet" in page(lecturer, levels)


def test_the_shelf_shows_what_comes_with_the_trainer(lecturer) -> None:
    path = shelf_link(lecturer, "Service plan: broker model")
    said = page(lecturer, path)
    assert "Could at least two different actions meet this need?" in said and "weight 2" in said
    assert "Сможет ли посторонний" in page(lecturer, path + "?in=ru")
    assert lecturer.post(path + "/write", {"as": "next"}).status_code == 403
    assert lecturer.post(path + "/decide", {"do": "deprecate"}).status_code == 403
