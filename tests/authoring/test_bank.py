"""The designer's bank: who may open it, what each case still lacks, and exemplars beside what is expected."""

from __future__ import annotations

import copy
import html
import re

import pytest
from sqlalchemy import select

from trainer.models import CaseVersion, Institution, Visibility

DESIGNER = "designer@example.org"
CASE = "/bank/samira/1.0.0"
PAGES = ["/bank", CASE, f"{CASE}/exemplars/proficient"]


def text_of(answer) -> str:
    """The page as a reader sees its characters."""
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.get_data(as_text=True))


def in_english(browser):
    """The designer, reading English."""
    opened = browser(DESIGNER)
    opened.client.set_cookie("language", "en")
    return opened


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_led_to_sign_in(browser, path: str) -> None:
    answer = browser().get(path)
    assert answer.status_code == 302
    assert "/sign-in" in answer.headers["Location"]


@pytest.mark.parametrize("email", ["sofia@example.org", "lecturer@example.org"])
@pytest.mark.parametrize("path", PAGES)
def test_people_who_design_no_cases_may_not_open_the_bank(browser, path: str, email: str) -> None:
    answer = browser(email).get(path)
    assert answer.status_code == 403
    assert "n_safety" not in answer.get_data(as_text=True)


def test_the_bank_says_of_each_case_what_nobody_has_reviewed(browser) -> None:
    page = text_of(in_english(browser).get("/bank"))
    for said in ("Samira's family", "in review", "Қазақша", "strengths", "Level 2", "content", "people"):
        assert said in page


def test_the_coverage_grid_leads_to_the_case_and_shows_gaps(browser) -> None:
    page = text_of(in_english(browser).get("/bank"))
    grid = page[page.index("What the bank covers"):]
    assert f'href="{CASE}"' in grid
    assert "Living with HIV" in grid
    assert "no case yet" in grid


def test_a_case_shows_its_key_its_later_facts_and_its_note(browser) -> None:
    page = text_of(in_english(browser).get(CASE))
    assert "Safe yard" in page
    assert "The father's hands" in page
    assert "And the other eleven months?" in page
    assert "An aunt has answered the mother's letter" in page
    assert "The second plan a student writes" in page


def test_every_fact_named_in_the_key_can_be_jumped_to(browser) -> None:
    page = text_of(in_english(browser).get(CASE))
    named = set(re.findall(r'href="#(f\d+)"', page))
    assert named
    assert {fact for fact in named if f'id="{fact}"' not in page} == set()


def test_another_language_is_shown_on_request_and_never_a_wrong_note(browser) -> None:
    page = text_of(in_english(browser).get(f"{CASE}?in=uk"))
    assert "Безпечне подвір’я" in page
    assert "The second plan a student writes" not in page


@pytest.mark.parametrize("language", ["en", "ru", "uk", "kk"])
def test_each_exemplar_says_what_is_expected_and_what_is_found(browser, language: str) -> None:
    opened = browser(DESIGNER)
    opened.client.set_cookie("language", language)
    for exemplar in ("as_printed", "beginning", "developing", "proficient"):
        page = text_of(opened.get(f"{CASE}/exemplars/{exemplar}"))
        assert "goal-without-deadline" in page, (exemplar, language)


def test_an_expectation_that_the_checker_does_not_meet_is_pointed_out(app, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        samira = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
        wrong = _copy(samira, "wrong", samira.institution_id, Visibility.OPEN)
        wrong.teaching = copy.deepcopy(samira.teaching)
        for exemplar in wrong.teaching["exemplars"]:
            # The opposite of what the case says: every one must differ.
            exemplar["expect"] = {"must": exemplar["expect"]["never"], "never": []}
        db.add(wrong)
    page = text_of(in_english(browser).get("/bank/wrong/1.0.0?in=en"))
    assert re.search(r"\b0 of \d+ as expected", page)
    assert 'class="test is-off"' in page


@pytest.mark.parametrize("path", ["/bank/nobody/1.0.0", "/bank/samira/9.9.9", f"{CASE}/exemplars/none"])
def test_what_is_not_there_is_said_plainly(browser, path: str) -> None:
    assert browser(DESIGNER).get(path).status_code == 404


def test_cases_of_another_institution_and_private_ones_stay_closed(app, browser) -> None:
    database = app.extensions["trainer"].database
    with database.write() as db:
        mine = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
        far = Institution(name="Far", created_at=mine.imported_at)
        db.add(far)
        db.flush()
        db.add(_copy(mine, "far", far.id, Visibility.OPEN))
        db.add(_copy(mine, "mine", mine.institution_id, Visibility.PRIVATE))
    opened = browser(DESIGNER)
    page = text_of(opened.get("/bank"))
    for slug in ("far", "mine"):
        assert f"/bank/{slug}/" not in page
        assert opened.get(f"/bank/{slug}/1.0.0").status_code == 404


def _copy(version: CaseVersion, slug: str, institution: int, visibility: Visibility) -> CaseVersion:
    return CaseVersion(
        institution_id=institution, slug=slug, version="1.0.0", status=version.status, visibility=visibility,
        document=version.document, teaching=version.teaching, summary=version.summary, digest=slug,
        imported_at=version.imported_at,
    )


def test_the_grid_has_a_place_for_each_kind_model_and_level_and_a_crowded_place_leads_to_its_cases(
    app, browser
) -> None:
    with app.extensions["trainer"].database.write() as db:
        mine = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
        twin = _copy(mine, "twin", mine.institution_id, Visibility.OPEN)
        gone = _copy(mine, "gone", mine.institution_id, Visibility.OPEN)
        gone.status = "deprecated"
        db.add_all([twin, gone])
    made = in_english(browser)
    page = text_of(made.get("/bank"))
    grid = page[page.index('class="table cards cover"') :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', grid, re.DOTALL)
    assert all(row.count('class="place ') == 12 for row in rows)
    filled, places = map(int, re.search(r"(\d+) of (\d+) places have a case", page).groups())
    assert places == 12 * len(rows)
    assert filled == len(re.findall(r'<a class="place ', grid)) == places - len(re.findall(r"is-hole", grid))
    crowded = re.search(r'href="(/bank\?[^"]+)" title="[^"]*Samira', grid).group(1)
    shown = text_of(made.get(crowded))
    table = shown[: shown.index("What the bank covers")]
    assert f'href="{CASE}"' in table and "/bank/twin/" in table
    assert "/bank/gone/" not in table and "/bank/ramp/" not in table
    assert "/bank/ramp/" in text_of(made.get("/bank?client=nobody&model=none&level=7"))
