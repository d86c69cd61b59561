"""Nobody sees what is not theirs: every route walked by every kind of person who should not get in."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import PASSWORD, Browser
from trainer.authoring.beginning import empty_case
from trainer.models import (
    Appeal,
    Assignment,
    CalibrationRound,
    CaseDraft,
    CaseVersion,
    Comment,
    Course,
    CourseGroup,
    GroupSet,
    Institution,
    Marking,
    Membership,
    PeerReview,
    PeerRound,
    Person,
    ReportKind,
    Role,
    RubricVersion,
    Run,
    ShowReviews,
    Submission,
    Visibility,
    WordingReport,
)
from trainer.web.parts import utc_now
from trainer.web.passwords import hash_password

OWNERS_ONLY = {
    "run", "submission", "assignment", "course", "person", "about", "review", "round", "appeal", "draft", "report",
    "rubric",
}  # fmt: skip
# Each of these people has every right of their own, and none in the demonstration course.
OUTSIDERS = ("stranger@other.org", "colleague@example.org")
# A classmate learns in the course: they may see the course and the assignment, never another's work or the marking.
CLASSMATE = "sofia@example.org"
OPEN_TO_CLASSMATES = {
    "courses.course", "courses.leave", "practice.open_assignment", "practice.before", "practice.other_cases",
    "peers.reviews", "peers.begin", "peers.begin_self", "notices.assignment_calendar",
}  # fmt: skip


@pytest.fixture
def places(app: Flask) -> dict[str, str]:
    """Public ids of rows that belong to Daniyar, his course and his lecturer; outsiders with rights of their own."""
    database = app.extensions["trainer"].database
    with database.write() as db:
        other = Institution(name="Another university", created_at=utc_now())
        db.add(other)
        db.flush()
        home = db.scalars(select(Institution).order_by(Institution.id)).first()
        for email, institution in zip(OUTSIDERS, (other, home), strict=True):
            person = Person(
                institution_id=institution.id,
                name="An outsider",
                email=email,
                password_hash=hash_password(PASSWORD),
                may_teach=True,
                may_design=True,
                may_administer=True,
                created_at=utc_now(),
            )
            db.add(person)
            db.flush()
            course = Course(institution_id=institution.id, title="Own course", made_by_id=person.id, made_at=utc_now())
            course.members = [Membership(person_id=person.id, role=Role.LECTURER, joined_at=utc_now())]
            db.add(course)
        submission = db.scalars(select(Submission)).first()
        run = db.get_one(Run, submission.run_id)
        student = db.get_one(Person, run.owner_id)
        lecturer = db.scalars(select(Person).where(Person.email == "lecturer@example.org")).one()
        marking = Marking(
            submission_id=submission.id,
            marker_id=lecturer.id,
            rubric_version_id=run.rubric_version_id,
            saved_at=utc_now(),
        )
        db.add(marking)
        db.flush()
        comment = Comment(marking_id=marking.id, goal="g1", text="Only between the two of us", saved_at=utc_now())
        db.add(comment)
        db.flush()
        assignment = db.scalars(select(Assignment)).one()
        begun = CalibrationRound(
            assignment_id=assignment.id, rubric_version_id=run.rubric_version_id, document=submission.document,
            report=submission.report, begun_by_id=lecturer.id, begun_at=utc_now(),
        )  # fmt: skip
        db.add(begun)
        db.flush()
        appeal = Appeal(marking_id=marking.id, criterion="time", reason="Why?", asked_at=utc_now())
        db.add(appeal)
        draft = CaseDraft(
            institution_id=home.id, owner_id=lecturer.id, slug="a-draft", title="A draft of one designer alone",
            document=empty_case("a-draft", "A draft of one designer alone", "en", "An author"), begun_at=utc_now(),
            saved_at=utc_now(),
        )  # fmt: skip
        db.add(draft)
        rubric = db.scalars(select(RubricVersion).where(RubricVersion.slug == "service-plan")).first()
        private = RubricVersion(
            institution_id=home.id, slug="own", version="1.0.0", document=rubric.document, summary=rubric.summary,
            digest="own", imported_at=utc_now(), owner_id=lecturer.id, visibility=Visibility.PRIVATE,
        )  # fmt: skip
        db.add(private)
        of_samira = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).first()
        alone = CaseVersion(
            institution_id=home.id, slug="alone", version="1.0.0", status="review", visibility=Visibility.PRIVATE,
            owner_id=lecturer.id, document=of_samira.document, summary=of_samira.summary, digest="",
            imported_at=utc_now(),
        )  # fmt: skip
        db.add(alone)
        db.flush()
        report = WordingReport(
            case_version_id=alone.id, reporter_id=student.id, place="f01", language="en", words="A wording",
            kind=ReportKind.OTHER, made_at=utc_now(),
        )  # fmt: skip
        db.add(report)
        of_set = GroupSet(course_id=assignment.course_id, title="Teams")
        of_set.groups = [CourseGroup(title="Group 1")]
        db.add(of_set)
        db.add(PeerRound(assignment_id=assignment.id, show=ShowReviews.AT_ONCE))
        review = PeerReview(
            assignment_id=assignment.id, run_id=run.id, submission_id=submission.id, begun_at=utc_now(),
            reviewer_id=db.scalars(select(Person.id).where(Person.email == "aigerim@example.org")).one(),
            leased_until=utc_now(), overall="Not handed in yet",
        )  # fmt: skip
        db.add(review)
        db.flush()
        return {
            "run": run.public_id, "submission": submission.public_id, "assignment": assignment.public_id,
            "course": db.get_one(Course, assignment.course_id).public_id, "person": student.public_id,
            "about": comment.public_id, "attempt": "1", "old": "1", "new": "1", "revision": "1", "kind": "docx",
            "token": "unknown-token", "slug": "samira", "version": "1.0.0", "rule": "goal-without-deadline",
            "exemplar": "proficient", "picture": "kerbs.png", "criterion": "time", "what": "csv",
            "key": "1", "round": begun.public_id, "appeal": appeal.public_id,
            "rubric": private.public_id, "draft": draft.public_id, "part": "about", "kept": "1", "into": "ru",
            "review": review.public_id, "group_set": of_set.public_id, "group": of_set.groups[0].public_id,
            "report": report.public_id, "place": "f01",
        }  # fmt: skip


def address(rule, places: dict[str, str]) -> str:
    """The rule's address with the places put in; a new kind of place must be added above."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: places[gap.group(1)], rule.rule)


def rules(app: Flask) -> list:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_view_says_who_may_open_it(app: Flask) -> None:
    silent = [rule.endpoint for rule in rules(app) if not hasattr(app.view_functions[rule.endpoint], "access")]
    assert not silent


def test_every_change_needs_the_token_of_the_page(app: Flask, places: dict[str, str], browser) -> None:
    made = browser("lecturer@example.org")
    open_doors = [
        (rule.endpoint, method)
        for rule in rules(app)
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}
        if made.client.open(address(rule, places), method=method, data={"x": "1"}).status_code != 400
    ]
    assert not open_doors


def test_who_is_not_signed_in_gets_nothing_that_belongs_to_somebody(
    app: Flask, places: dict[str, str], browser
) -> None:
    for rule in rules(app):
        if app.view_functions[rule.endpoint].access == "public":
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            assert tried(browser(), rule, method, places) in (302, 403, 404), (rule.endpoint, method)


@pytest.mark.parametrize("email", [*OUTSIDERS, CLASSMATE])
def test_other_peoples_rows_are_not_found(app: Flask, places: dict[str, str], browser, email: str) -> None:
    made = browser(email)
    for rule in rules(app):
        if not OWNERS_ONLY & rule.arguments or (email == CLASSMATE and rule.endpoint in OPEN_TO_CLASSMATES):
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if email == OUTSIDERS[1] and rule.endpoint.startswith("accounts."):
                continue  # an administrator of the same institution looks after its people
            assert tried(made, rule, method, places) in (403, 404), (rule.endpoint, method)


def tried(made: Browser, rule, method: str, places: dict[str, str]) -> int:
    """The status of one request, with the page's token where it changes something."""
    path = address(rule, places)
    if method == "GET":
        return made.get(path).status_code
    made.get("/sign-in" if not made.token else "/")
    words = {"base": 0, "level": 1, "comment": "words", "text": "words", "overall": "words"}
    body = {"json": words} if ".save" in rule.endpoint and method == "PUT" else {"data": {"csrf_token": made.token}}
    return made.client.open(path, method=method, headers={"X-CSRFToken": made.token}, **body).status_code


def test_an_unreleased_marking_leaks_to_its_student_through_no_page(
    app: Flask, places: dict[str, str], browser
) -> None:
    made = browser("daniyar@example.org")
    for rule in rules(app):
        if "GET" in rule.methods and app.view_functions[rule.endpoint].access in ("public", "practising", "member"):
            shown = made.get(address(rule, places)).get_data().decode("utf-8", "replace")
            assert "Only between the two of us" not in shown and "Not handed in yet" not in shown


@pytest.mark.parametrize(
    "target", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(browser, target: str) -> None:
    made = browser()
    made.get("/sign-in")
    answer = made.post("/sign-in", {"email": CLASSMATE, "password": PASSWORD, "next": target})
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/home")


def test_signing_out_everywhere_ends_every_browser(browser) -> None:
    one, two = browser(CLASSMATE), browser(CLASSMATE)
    one.get("/account")
    one.post("/sign-out-everywhere")
    assert two.get("/home").status_code == 302


def test_a_wrong_password_and_an_unknown_address_look_the_same(browser) -> None:
    made = browser()
    made.get("/sign-in")
    pages = [
        made.post("/sign-in", {"email": email, "password": "wrong"}) for email in (CLASSMATE, "nobody@example.org")
    ]
    assert {page.status_code for page in pages} == {422}
    texts = [re.sub(r"value=\"[^\"]*\"|content=\"[^\"]*\"", "", page.get_data(as_text=True)) for page in pages]
    assert texts[0] == texts[1]
