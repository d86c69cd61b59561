"""While names are hidden no page, file, file name or sentence that a marker can reach says whose plan it is."""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import zipfile

import pytest
from sqlalchemy import select

from tests.marking.conftest import NOW
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from tests.marking.test_rounds import begins
from trainer.models import (
    Appeal,
    Assignment,
    CalibrationRound,
    Course,
    CourseGroup,
    Draft,
    GroupMember,
    GroupSet,
    PeerComment,
    PeerLevel,
    PeerReview,
    PeerRound,
    Person,
    Role,
    Run,
    SetAside,
    Submission,
    SubmissionSketch,
)

WRITERS = ("Daniyar", "Seitov", "Aigerim", "Kenzhebek", "Sofia", "Marchenko", "Red team")
NAMES = re.compile("|".join([*WRITERS, *(name.upper() for name in WRITERS), "daniyar@", "aigerim@", "sofia@"]))
# Pages about people and not about plans. They name the class and lead to no plan of hidden names.
OF_PEOPLE = {"courses.course", "courses.extend", "courses.groups", "courses.group_set", "courses.group",
             "courses.roster", "overview.student_growth"}  # fmt: skip
# What a marker's pages are about; every address with these in it is walked.
ABOUT = {"assignment", "submission", "round", "review", "course", "person", "kind", "group_set", "group"}
KINDS = {"marking.marks": ("csv", "xlsx")}
STATES = ("waiting", "mine", "again", "late", "ready", "returned", "all")


def hands_in(db, like: Submission, email: str, team: CourseGroup | None = None) -> Submission:
    """The same plan by somebody else, or by a team; signed in its text."""
    run = db.get_one(Run, like.run_id)
    person = db.scalars(select(Person).where(Person.email == email)).one()
    own = Run(owner=person, team=team, case_version_id=run.case_version_id, rubric_version_id=run.rubric_version_id,
              assignment_id=run.assignment_id, begun_at=NOW)  # fmt: skip
    db.add(own)
    db.flush()
    document = like.document | {"closure": f"{person.name.upper()}, группа 2"}
    made = Submission(run_id=own.id, assignment_id=like.assignment_id, attempt=1, document=document, late=True,
                      report=like.report, receipt=email[:8], handed_in_at=NOW + dt.timedelta(hours=1))  # fmt: skip
    db.add(made)
    return made


@pytest.fixture
def hidden(place, lecturer, browser):
    """Three plans of hidden names: one released, with a second look, a review and a round; one waiting; a team's."""
    with place.database.write() as db:
        given = db.scalars(select(Assignment)).one()
        given.blind, given.appeal_days = True, 7
        first = db.scalars(select(Submission)).one()
        first.document = first.document | {"closure": "Подготовил Daniyar Seitov; проверено с Daniyarом"}
        people = {person.email: person for person in db.scalars(select(Person).where(Person.email.is_not(None)))}
        of_set = GroupSet(course_id=given.course_id, title="Teams")
        team = CourseGroup(of_set=of_set, title="Red team")
        db.add_all([of_set, team, PeerRound(assignment_id=given.id, opens_at=NOW)])
        db.flush()
        db.add(GroupMember(set_id=of_set.id, group_id=team.id, person_id=people["sofia@example.org"].id))
        hands_in(db, first, "aigerim@example.org")
        hands_in(db, first, "sofia@example.org", team)
        finding = first.report["findings"][0]
        db.add(SetAside(run_id=first.run_id, key=finding["key"], rule=finding["rule"], quote="Daniyar сам",
                        reason="Так вернее, Daniyar", at=NOW))
        drawn = {"people": [{"id": "p1", "name": "Дядя Daniyar", "sex": "m", "age": 51}],
                 "ties": [{"id": "t1", "with": "Секция Daniyarа", "kind": "strong"}]}  # fmt: skip
        db.add(SubmissionSketch(submission_id=first.id, document=drawn))
        for kind, email in (("peer", "aigerim@example.org"), ("self", "daniyar@example.org")):
            review = PeerReview(assignment_id=given.id, run_id=first.run_id, submission_id=first.id, kind=kind,
                                reviewer_id=people[email].id, overall=f"Это пишет {people[email].name}",
                                helped=True, helped_why="Спасибо, Daniyar", begun_at=NOW, leased_until=NOW,
                                handed_in_at=NOW)  # fmt: skip
            review.levels.append(PeerLevel(criterion="time", level=1, comment="Для Daniyar", saved_at=NOW))
            review.comments.append(PeerComment(text=f"{people[email].name} и Daniyar", saved_at=NOW))
            db.add(review)
    place.add_person("assistant@example.org", teaches=False, role=Role.ASSISTANT)
    lecturer.post(place.page + "/ready", form_of(page_of(lecturer, place.page)) | ALL_TWO)
    lecturer.post(place.page + "/release")
    student = browser("daniyar@example.org")
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]
    student.post(f"{attempt}/second-look/time", {"reason": "Даты есть. Daniyar Seitov"})
    lecturer.get(f"/assignments/{place.assignment}/second-looks")
    with place.database.read() as db:
        look = db.scalars(select(Appeal.public_id)).one()
    lecturer.post(f"/second-looks/{look}", {"level": "3", "sentence": "Верно"})
    begins(place, lecturer, f"handed-in:{place.submission}")
    return place


def addresses(place) -> list[tuple[str, str]]:
    """Every address of the product that is about these plans, with the name of its view."""
    with place.database.read() as db:
        course = db.scalars(select(Course)).first()
        values = {
            "assignment": [place.assignment], "course": [course.public_id],
            "submission": list(db.scalars(select(Submission.public_id))),
            "round": list(db.scalars(select(CalibrationRound.public_id))),
            "review": list(db.scalars(select(PeerReview.public_id))),
            "person": [db.scalars(select(Person.public_id).where(Person.name == "Daniyar Seitov")).one()],
            "group_set": list(db.scalars(select(GroupSet.public_id))),
            "group": list(db.scalars(select(CourseGroup.public_id))),
        }  # fmt: skip
    found = []
    for rule in place.app.url_map.iter_rules():
        if "GET" not in rule.methods or not rule.arguments or not rule.arguments <= ABOUT:
            continue
        address = re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"<\1>", rule.rule)
        several = [address.replace("<kind>", kind) for kind in KINDS.get(rule.endpoint, [""])]
        for name in rule.arguments - {"kind"}:
            several = [each.replace(f"<{name}>", value) for each in several for value in values[name]]
        found += [(each, rule.endpoint) for each in several]
    queue = f"/assignments/{place.assignment}/queue"
    found += [(f"{queue}?state={state}", "marking.queue") for state in STATES]
    found += [(path, "") for path in ("/home", "/courses", "/agreement")]
    return found + [(f"/assignments/{place.assignment}/class/plans?what=suggested&id=time&level={level}&attempt=1", "")
                    for level in range(4)]  # fmt: skip


def unpacked(data: bytes) -> str:
    """All text of an answer: of an archive the names and the contents of everything in it, files in files too."""
    if not data.startswith(b"PK"):
        return html.unescape(data.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(f"{name}\n{unpacked(packed.read(name))}" for name in packed.namelist())


def said(answer) -> str:
    """Everything that an answer says, with its headers, by which files are named."""
    return f"{answer.headers}\n{unpacked(answer.get_data())}"


def test_no_route_of_a_marker_says_whose_plan_it_is(hidden, lecturer, browser) -> None:
    walked, plans = set(), 0
    for address, view in addresses(hidden):
        answer = lecturer.get(address)
        assert answer.status_code < 500, address
        text = said(answer)
        if view in OF_PEOPLE:
            assert "/marking/" not in text, address
        else:
            found = NAMES.search(text)
            assert found is None, (address, view, text[max(0, found.start() - 200) : found.end() + 100])
        walked.add(view)
        plans += answer.status_code == 200
    expected = {"marking.mark", "marking.queue", "marking.marks", "marking.plans_zip", "marking.sheet_file",
                "marking.second_looks", "marking.moved", "marking.rules", "marking.round_page", "peers.overview",
                "peers.one", "overview.class_", "overview.behind", "overview.seminar", "marking.table",
                "marking.moodle", "overview.student_growth"}  # fmt: skip
    assert expected <= walked and plans > 40
    assistant = browser("assistant@example.org")
    for address in (hidden.page, f"/assignments/{hidden.assignment}/queue"):
        assert not NAMES.search(said(assistant.get(address)))


def test_what_is_said_after_a_deed_and_in_errors_names_nobody(hidden, lecturer) -> None:
    with hidden.database.read() as db:
        waiting = db.scalars(select(Submission.public_id).where(Submission.public_id != hidden.submission)).first()
    page = f"/marking/{waiting}"
    texts = [said(lecturer.post(page + "/ready", form_of(page_of(lecturer, page)), follow_redirects=True)),
             said(lecturer.post(page, {"m:time:level": "1", "m:time:base": "7", "m:time:was": "x"})),
             said(lecturer.post(page + "/ready", form_of(page_of(lecturer, page)) | ALL_TWO, follow_redirects=True)),
             said(lecturer.post(page + "/release", follow_redirects=True)),
             said(lecturer.post(f"/assignments/{hidden.assignment}/reveal"))]  # fmt: skip
    for text in texts:
        assert not NAMES.search(text), NAMES.search(text)


def test_a_name_in_the_text_of_a_plan_is_drawn_over_letter_by_letter(hidden, lecturer) -> None:
    page = page_of(lecturer, hidden.page)
    assert "Подготовил ••••••• ••••••; проверено с •••••••••" in page
    with hidden.database.read() as db:
        kept = db.scalars(select(Submission).where(Submission.public_id == hidden.submission)).one().document
    assert kept["closure"].startswith("Подготовил Daniyar"), "what was handed in stays as it is"


def test_a_drawing_a_reason_and_a_review_are_read_without_names(hidden, lecturer) -> None:
    page = page_of(lecturer, hidden.page)
    assert "Дядя •••••••" in page and ">51<" in page and "Секция ••••••••" in page
    assert "Так вернее, •••••••" in page
    assert "Так вернее, •••••••" in page_of(lecturer, f"/assignments/{hidden.assignment}/questions")
    assert "Даты есть. ••••••• ••••••" in page_of(lecturer, f"/assignments/{hidden.assignment}/second-looks")
    with hidden.database.read() as db:
        reviews = {each.kind: each.public_id for each in db.scalars(select(PeerReview))}
    own = page_of(lecturer, f"/assignments/{hidden.assignment}/peers/{reviews['self']}")
    assert "Это пишет ••••••• ••••••" in own
    other = page_of(lecturer, f"/assignments/{hidden.assignment}/peers/{reviews['peer']}")
    assert "Это пишет ••••••• •••••••••" in other and "Для •••••••" in other and "Спасибо, •••••••" in other


def test_the_review_of_ones_own_draft_names_nobody_before_anything_is_handed_in(hidden, lecturer) -> None:
    hidden.add_person("zhandos@example.org", teaches=False, role=Role.STUDENT, name="Zhandos Abenov")
    with hidden.database.write() as db:
        person = db.scalars(select(Person).where(Person.email == "zhandos@example.org")).one()
        like = db.scalars(select(Submission).where(Submission.public_id == hidden.submission)).one()
        about = {"case_version_id": like.run.case_version_id, "rubric_version_id": like.run.rubric_version_id}
        run = Run(owner=person, assignment_id=like.assignment_id, begun_at=NOW, **about)
        run.draft = Draft(document=like.document | {"closure": "Черновик писал Zhandos"}, saved_at=NOW)
        db.add(run)
        db.flush()
        review = PeerReview(assignment_id=like.assignment_id, run_id=run.id, kind="self", reviewer_id=person.id,
                            overall="Мой черновик. ABENOV", begun_at=NOW, leased_until=NOW, handed_in_at=NOW)
        db.add(review)
        db.flush()
        address = f"/assignments/{hidden.assignment}/peers/{review.public_id}"
    page = page_of(lecturer, address)
    assert "Черновик писал •••••••" in page and "Мой черновик. ••••••" in page and "Zhandos" not in page


def test_one_code_stands_for_a_plan_everywhere(hidden, lecturer) -> None:
    queue = page_of(lecturer, f"/assignments/{hidden.assignment}/queue?state=all")
    code = re.search(rf'/marking/{hidden.submission}[^>]*>(\w{{5}})<', queue)[1]
    assert code in page_of(lecturer, hidden.page)
    for path in ("marks", "marks.csv", "sheet.xlsx", "plans.zip", "changes", "second-looks", "peers"):
        assert code in said(lecturer.get(f"/assignments/{hidden.assignment}/{path}")), path


def test_the_student_sees_their_own_name_and_plan_as_ever(hidden, browser) -> None:
    student = browser("daniyar@example.org")
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', page_of(student, "/home"))[1]
    assert "Подготовил Daniyar Seitov" in page_of(student, attempt)


def test_names_are_revealed_once_by_a_lecturer_when_all_is_given_back(hidden, lecturer, browser) -> None:
    reveal, marks = f"/assignments/{hidden.assignment}/reveal", f"/assignments/{hidden.assignment}/marks"
    assert lecturer.post(reveal).status_code == 409, "two plans still wait"
    assert lecturer.get(f"/assignments/{hidden.assignment}/moodle.csv").status_code == 409
    with hidden.database.read() as db:
        others = db.scalars(select(Submission.public_id).where(Submission.public_id != hidden.submission)).all()
    for each in others:
        page = f"/marking/{each}"
        lecturer.post(page + "/ready", form_of(page_of(lecturer, page)) | ALL_TWO)
    lecturer.post(f"/assignments/{hidden.assignment}/release")
    assert browser("assistant@example.org").post(reveal).status_code == 403
    assert not NAMES.search(said(lecturer.get(marks)))
    assert lecturer.post(reveal).status_code == 302
    page = page_of(lecturer, marks)
    assert all(name in page for name in ("Daniyar Seitov", "Aigerim Kenzhebek", "Sofia Marchenko"))
    assert re.search(r"открыты: [^<]*Gulnara Akhmetova", page), "who revealed them, and when"
    assert "daniyar@example.org" in said(lecturer.get(f"/assignments/{hidden.assignment}/moodle.csv"))


def test_names_cannot_be_shown_by_taking_the_tick_away(hidden, lecturer) -> None:
    terms = f"/assignments/{hidden.assignment}/terms"
    assert 'name="blind"' in page_of(lecturer, terms)
    kept = {"second_marking": "nobody", "settled_by": "markers", "appeal_days": "7"}
    assert lecturer.post(terms, kept).status_code == 409
    assert lecturer.post(terms, kept | {"blind": "y"}).status_code == 302
    assert not NAMES.search(said(lecturer.get(hidden.page)))
