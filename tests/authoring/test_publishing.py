"""A draft becomes a version: never changed afterwards, truly reviewed, seen by whom its author says."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.authoring.test_drafting import (  # noqa: F401 - a fixture
    COLLEAGUE,
    adapt,
    add,
    begin,
    colleague,
    document,
    english,
    page,
    put,
    share,
)
from trainer.models import Assignment, CaseDraft, CaseVersion

ALL = {"content": "A. Specialist", "people": "A. Specialist", "language.en": "E. Reader", "language.ru": "R. Reader",
       "language.uk": "U. Reader", "language.kk": "K. Reader"}  # fmt: skip


def publish(opened, draft: str, **fields: str):
    sent = {"do": "publish", "status": "review", "step": "patch", "visibility": "institution", **fields}
    return opened.post(f"{draft}/publish", sent)


def versions(app) -> list[CaseVersion]:
    with app.extensions["trainer"].database.read() as db:
        whole = (undefer(CaseVersion.document), undefer(CaseVersion.teaching))
        rows = select(CaseVersion).where(CaseVersion.owner_id.is_not(None)).order_by(CaseVersion.id).options(*whole)
        found = list(db.scalars(rows))
        # The values stay when the session has ended.
        db.expunge_all()
        return found


def test_a_case_goes_from_draft_to_the_students_shelf(app, browser) -> None:
    opened = english(browser)
    answer = publish(opened, adapt(opened))
    made = versions(app)[0]
    assert answer.headers["Location"].endswith(f"/bank/{made.slug}/1.0.0")
    said = page(opened, answer.headers["Location"])
    assert "Adapted from samira@1.0.0" in said and "Expected and found" in said
    student = english(browser, "sofia@example.org")
    assert "outbuilding" in page(student, f"/cases/{made.slug}")
    assert made.document["adapts"] == "samira@1.0.0" and not made.document["reviewed"]["content"]


@pytest.mark.parametrize("visibility", ["private", "institution", "open"])
def test_its_author_says_who_may_use_it(app, browser, colleague, visibility: str) -> None:  # noqa: F811
    opened = english(browser)
    publish(opened, adapt(opened), visibility=visibility)
    slug = versions(app)[0].slug
    seen = 404 if visibility == "private" else 200
    assert english(browser, "sofia@example.org").get(f"/cases/{slug}").status_code == seen
    assert english(browser, COLLEAGUE).get(f"/bank/{slug}/1.0.0").status_code == seen
    assert opened.get(f"/bank/{slug}/1.0.0").status_code == 200
    opened.post(f"/bank/{slug}/1.0.0/decide", {"do": "show", "visibility": "institution"})
    assert english(browser, "sofia@example.org").get(f"/cases/{slug}").status_code == 200


def test_what_is_missing_keeps_it_from_being_published_and_loses_no_name(app, browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    publish(opened, draft, content="A. Specialist")
    assert versions(app) == []
    said = page(opened, f"{draft}/publish")
    assert "not published yet" in said and "A. Specialist" in said


def test_published_means_that_every_review_has_a_name(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    publish(opened, draft, status="published", **{**ALL, "language.kk": ""})
    assert versions(app) == []
    assert "a review has no name" in page(opened, f"{draft}/publish")
    publish(opened, draft, status="published", **ALL)
    assert versions(app)[0].document["reviewed"]["languages"]["kk"] == "K. Reader"
    assert versions(app)[0].status == "published"


def test_a_version_never_changes_and_the_next_one_has_a_higher_number(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    publish(opened, draft)
    first = versions(app)[0]
    old = document(app)["facts"][0]["words"]["en"]
    put(opened, f"{draft}/facts", ("facts.f01.words.en", old, "The roof leaks."))
    said = page(opened, f"{draft}/publish")
    assert "1.0.1" in said and said.index("only the wording changed") < said.index("suggested")
    publish(opened, draft)
    assert [(each.version, each.document["facts"][0]["words"]["en"]) for each in versions(app)] == [
        ("1.0.0", old), ("1.0.1", "The roof leaks."),
    ]  # fmt: skip
    assert versions(app)[0].digest == first.digest
    assert versions(app)[1].teaching["made_from"]["ru"]["facts.f01.words"] == old


def test_a_changed_key_asks_for_a_higher_step(app, browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    publish(opened, draft)
    add(opened, draft, "key", "key.needs", "Glasses")
    said = page(opened, f"{draft}/publish")
    assert said.index("a plan is judged otherwise") < said.index("suggested") < said.index("more is told")


def test_a_colleague_writes_but_does_not_publish(app, browser, colleague) -> None:  # noqa: F811
    draft = adapt(english(browser))
    share(app)
    other = english(browser, COLLEAGUE)
    assert "publishes this case. You can write on it." in page(other, f"{draft}/publish")
    assert publish(other, draft).status_code == 403
    assert other.post(f"{draft}/share", {"do": "leave"}).status_code == 403
    assert versions(app) == []


def test_a_version_that_is_recommended_no_longer_stays_for_those_who_have_it(app, browser) -> None:
    opened = english(browser)
    publish(opened, adapt(opened))
    slug = versions(app)[0].slug
    student = english(browser, "sofia@example.org")
    run = student.post(f"/cases/{slug}/begin").headers["Location"]
    opened.post(f"/bank/{slug}/1.0.0/decide", {"do": "deprecate"})
    assert student.get(f"/cases/{slug}").status_code == 404
    assert student.get(run).status_code == 200
    assert "no longer recommended" in page(opened, f"/bank/{slug}/1.0.0")


def test_nobody_decides_about_a_version_that_is_not_theirs(browser) -> None:
    opened = english(browser)
    assert opened.post("/bank/samira/1.0.0/decide", {"do": "deprecate"}).status_code == 403
    assert opened.post("/bank/samira/1.0.0/write", {"as": "next"}).status_code == 403


def test_the_next_version_begins_from_the_last_under_the_same_id(app, browser) -> None:
    opened = english(browser)
    publish(opened, adapt(opened))
    slug = versions(app)[0].slug
    opened.post(f"/bank/{slug}/1.0.0/write", {"as": "next"})
    with app.extensions["trainer"].database.read() as db:
        newest = db.scalars(select(CaseDraft).order_by(CaseDraft.id.desc())).first()
        assert newest.slug == slug and newest.document["adapts"] == "samira@1.0.0"


def test_an_update_is_offered_to_whoever_assigned_the_case_and_never_pushed(app, browser) -> None:
    with app.extensions["trainer"].database.write() as db:
        assignment = db.scalars(select(Assignment)).one()
        present = db.get_one(CaseVersion, assignment.case_version_id, options=[undefer("*")])
        newer = {each.key: getattr(present, each.key) for each in CaseVersion.__table__.columns}
        db.add(CaseVersion(**newer | {"id": None, "public_id": "newer", "version": "1.1.0"}))
        edit, pinned = f"/assignments/{assignment.public_id}/edit", present.id
    lecturer = english(browser, "lecturer@example.org")
    said = page(lecturer, edit)
    assert "a newer version of this case, 1.1.0. This assignment stays on 1.0.0, because plans have been begun" in said
    with app.extensions["trainer"].database.read() as db:
        assert db.scalars(select(Assignment)).one().case_version_id == pinned


def test_a_draft_that_was_put_away_is_no_longer_there(browser) -> None:
    opened = english(browser)
    draft = begin(opened)
    opened.post(f"{draft}/share", {"do": "leave"})
    assert opened.get(f"{draft}/about").status_code == 404
    assert "The night train" not in page(opened, "/workbench")


def test_the_preview_shows_a_stage_and_never_the_key(browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    first = page(opened, f"{draft}/preview?at=intake")
    assert "in a poor state" in first and "biscuit tin" not in first
    whole = page(opened, f"{draft}/preview")
    assert "biscuit tin" in whole and "An aunt has answered" not in whole and "n_safety" not in whole
    assert "Safe yard" not in whole and "The second plan a student writes" not in whole
    assert "An aunt has answered" in page(opened, f"{draft}/preview?at=e4")
    assert "поліклінік" in page(opened, f"{draft}/preview?in=uk")
    assert "It cannot be shown yet" in page(opened, f"{unreadable(opened)}/preview")


def unreadable(opened) -> str:
    draft = begin(opened)
    add(opened, draft, "people", "people", "Mother")
    put(opened, f"{draft}/people", ("people.mother.age", "", "old"))
    return draft


def test_the_exemplars_are_proven_in_every_language(browser) -> None:
    opened = english(browser)
    draft = adapt(opened)
    said = page(opened, f"{draft}/proof")
    assert said.count("as expected") >= 16 and "Қазақша" in said
    assert opened.post(f"{draft}/plans", {"do": "add plans.proficient.expect.must", "base": "0"}).status_code == 422
    add(opened, draft, "plans", "plans.proficient.expect.must", "goal-without-deadline")
    assert "flag" in page(opened, f"{draft}/proof")
    assert "The trainer says otherwise than expected" in page(opened, f"{draft}/plans")
