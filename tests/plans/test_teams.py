"""A plan of a team: every member opens and writes it, one hand-in and one mark are everybody's, and nobody else's."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from sqlalchemy import select

from tests.peers.conftest import AIGERIM, DANIYAR, LECTURER, SOFIA, Class
from trainer.marking.gradebook import by_plan
from trainer.models import (
    Assignment,
    CourseGroup,
    Extension,
    GroupMember,
    GroupSet,
    Mark,
    Marking,
    MarkingState,
    Revision,
    Run,
    Submission,
    TeamRole,
)
from trainer.web.parts import utc_now


@pytest.fixture
def classroom(app) -> Class:
    return Class(app)


@pytest.fixture
def assignment(classroom) -> str:
    """A second assignment, which teams write: Sofia with Aigerim; Daniyar is in no team."""
    with classroom.write() as db:
        first = db.scalars(select(Assignment)).one()
        of_set = GroupSet(course_id=first.course_id, title="Teams")
        of_set.groups = [CourseGroup(title="Birches"), CourseGroup(title="Oaks")]
        db.add(of_set)
        db.flush()
        for email in (SOFIA, AIGERIM):
            group = of_set.groups[0].id
            db.add(GroupMember(set_id=of_set.id, group_id=group, person_id=classroom.person(email)))
        made = Assignment(course_id=first.course_id, case_version_id=first.case_version_id, title="Together",
                          rubric_version_id=first.rubric_version_id, due_at=first.due_at, team_set_id=of_set.id,
                          made_at=utc_now())  # fmt: skip
        db.add(made)
        db.flush()
        return made.public_id


def opened(made, assignment: str) -> str:
    answer = made.post(f"/assignments/{assignment}/begin")
    assert answer.status_code == 302, answer.get_data(as_text=True)[:800]
    return answer.headers["Location"]


def write(made, path: str, words: str) -> int:
    """Type into the first goal on the text that this browser sees."""
    html = made.get(path).get_data(as_text=True)
    made.base = re.search(r'name="base" value="(\d+)"', html)[1]
    return again(made, path, words)


def again(made, path: str, words: str) -> int:
    fields = {"base": made.base, "goal": "g1", "g1.step": "s1", "g1.goal": words}
    headers = {"X-CSRFToken": made.token, "Accept": "application/json"}
    return made.client.put(f"{path}/draft", data=fields, headers=headers).status_code


def text(made, path: str) -> str:
    return made.get(path).get_data(as_text=True)


def test_every_member_opens_the_same_plan_and_reads_what_the_other_wrote(browser, assignment, classroom) -> None:
    sofia, aigerim = browser(SOFIA), browser(AIGERIM)
    path = opened(sofia, assignment)
    assert opened(aigerim, assignment) == path
    assert write(sofia, path, "The children see a doctor.") == 200
    assert "The children see a doctor." in text(aigerim, path) and "Sofia Marchenko" in text(aigerim, path)
    assert len(classroom.read(select(Run).where(Run.team_id.is_not(None)))) == 1


def test_who_is_in_no_team_or_another_finds_nothing(browser, assignment, classroom) -> None:
    path = opened(browser(SOFIA), assignment)
    daniyar = browser(DANIYAR)
    refused = daniyar.post(f"/assignments/{assignment}/begin")
    assert refused.status_code == 409
    assert daniyar.get(path).status_code == 404 and write_status(daniyar, path) == 404
    with classroom.write() as db:
        oaks = db.scalars(select(CourseGroup).where(CourseGroup.title == "Oaks")).one()
        db.add(GroupMember(set_id=oaks.set_id, group_id=oaks.id, person_id=classroom.person(DANIYAR)))
    own = opened(daniyar, assignment)
    assert own != path and daniyar.get(path).status_code == 404 and browser(SOFIA).get(own).status_code == 404


def write_status(made, path: str) -> int:
    made.base = "0"
    return again(made, path, "mine")


def test_who_is_moved_before_handing_in_opens_the_other_teams_plan_only(browser, assignment, classroom) -> None:
    sofia = browser(SOFIA)
    path = opened(sofia, assignment)
    with classroom.write() as db:
        place = db.scalars(select(GroupMember).where(GroupMember.person_id == classroom.person(SOFIA))).one()
        place.group_id = db.scalars(select(CourseGroup.id).where(CourseGroup.title == "Oaks")).one()
    assert sofia.get(path).status_code == 404
    assert opened(sofia, assignment) != path, "she opened the first one, and may still open a second"
    assert browser(AIGERIM).get(path).status_code == 200


def test_two_writers_get_both_texts_with_their_names(browser, assignment, classroom) -> None:
    sofia, aigerim = browser(SOFIA), browser(AIGERIM)
    path = opened(sofia, assignment)
    assert write(sofia, path, "First words.") == 200
    write(aigerim, path, "First words.")
    assert write(sofia, path, "Sofia's words.") == 200
    assert again(aigerim, path, "Aigerim's words.") == 409
    kept = classroom.read(select(Revision).order_by(Revision.id.desc()))[0]
    shown = text(aigerim, f"{path}/conflict/{kept.id}")
    assert "Sofia Marchenko" in shown and "Sofia&#39;s" in shown and "Aigerim&#39;s" in shown
    assert kept.by_id == classroom.person(AIGERIM)
    assert "Aigerim Kenzhebek" in text(sofia, f"{path}/history")


def test_words_in_different_cells_are_put_together_and_the_page_is_shown_anew(browser, assignment, classroom) -> None:
    sofia, aigerim = browser(SOFIA), browser(AIGERIM)
    path = opened(sofia, assignment)
    assert write(sofia, path, "A goal.") == 200
    for made in (sofia, aigerim):
        made.base = re.search(r'name="base" value="(\d+)"', text(made, path))[1]
    assert again(sofia, path, "A goal of the family.") == 200
    fields = {"base": aigerim.base, "goal": "g1", "g1.step": "s1", "g1.goal": "A goal.", "s1.text": "Mother calls."}
    headers = {"X-CSRFToken": aigerim.token, "Accept": "application/json"}
    answer = aigerim.client.put(f"{path}/draft", data=fields, headers=headers)
    assert answer.status_code == 409 and answer.json["conflict"] == path
    shown = text(aigerim, path)
    assert "A goal of the family." in shown and "Mother calls." in shown and "Sofia Marchenko" in shown
    assert "/conflict/" not in text(sofia, f"{path}/history"), "nothing is left to choose"


def test_one_hand_in_and_one_mark_reach_every_member(browser, assignment, classroom) -> None:
    sofia, aigerim, lecturer = browser(SOFIA), browser(AIGERIM), browser(LECTURER)
    path = opened(sofia, assignment)
    write(sofia, path, "The children see a doctor.")
    assert aigerim.post(f"{path}/hand-in").status_code == 302
    receipt = text(sofia, f"{path}/receipt/1")
    assert "Birches" in receipt and "Sofia Marchenko" in receipt and "Aigerim Kenzhebek" in receipt
    assert f"{path}/attempts/1" in text(sofia, "/home")
    assert "Birches" in text(lecturer, f"/assignments/{assignment}/queue")
    with classroom.write() as db:
        submission = db.scalars(select(Submission).order_by(Submission.id.desc())).first()
        marking = Marking(submission_id=submission.id, marker_id=classroom.person(LECTURER), overall="Well dated.",
                          state=MarkingState.RELEASED, rubric_version_id=submission.run.rubric_version_id, revision=0,
                          saved_at=utc_now(), released_at=utc_now())  # fmt: skip
        marking.marks = [Mark(criterion="time", level=3, saved_at=utc_now())]
        db.add(marking)
        marked = submission.public_id
    for made in (sofia, aigerim):
        assert "Well dated." in text(made, f"{path}/attempts/1")
    table = text(lecturer, f"/assignments/{assignment}/marks")
    rows = [row for row in table.split("<tr>") if f"/marking/{marked}" in row]
    assert len(rows) == 2 and "Aigerim" in rows[0] and "Sofia" in rows[1]
    archive = zipfile.ZipFile(io.BytesIO(lecturer.get(f"/assignments/{assignment}/plans.zip").get_data()))
    assert len(archive.namelist()) == 1 and "Birches" in archive.namelist()[0]
    with lecturer.client.application.extensions["trainer"].database.read() as db:
        given = db.scalars(select(Assignment).where(Assignment.public_id == assignment)).one()
        assert [line.name for line in by_plan(db, given)] == ["Aigerim Kenzhebek, Sofia Marchenko"]
    desk = text(lecturer, f"/marking/{marked}")
    assert "Birches" in desk and "Aigerim Kenzhebek" in desk


def test_parts_are_chosen_among_the_members_alone(browser, assignment, classroom) -> None:
    sofia, aigerim = browser(SOFIA), browser(AIGERIM)
    path = opened(sofia, assignment)
    ids = re.findall(r'<select[^>]* name="([\w-]{12})"', text(sofia, f"{path}/team"))
    assert len(ids) == 2
    parts = dict(zip(ids, ("mediator", "case_manager"), strict=True)) | {"stranger": "supervisor"}
    assert aigerim.post(f"{path}/team", parts).status_code == 302
    assert sorted(classroom.read(select(TeamRole.part))) == ["case_manager", "mediator"]
    assert "tag" in text(sofia, path)
    sofia.post(f"{path}/team", {ids[0]: "", ids[1]: "boss"})
    assert classroom.read(select(TeamRole.part)) == ["case_manager"]
    assert browser(DANIYAR).post(f"{path}/team", parts).status_code == 404


def test_a_later_day_for_one_member_counts_for_the_plan(browser, assignment, classroom) -> None:
    sofia = browser(SOFIA)
    path = opened(sofia, assignment)
    with classroom.write() as db:
        given = db.scalars(select(Assignment).where(Assignment.public_id == assignment)).one()
        later = given.due_at.replace(year=given.due_at.year + 1)
        db.add(Extension(assignment_id=given.id, person_id=classroom.person(AIGERIM), due_at=later,
                         given_by_id=classroom.person(LECTURER), given_at=utc_now()))  # fmt: skip
    assert str(later.year) in text(sofia, path) and str(later.year) in text(sofia, "/home")


def test_a_plan_of_ones_own_has_no_team_page(browser) -> None:
    made = browser(SOFIA)
    path = made.post("/begin").headers["Location"]
    assert made.get(f"{path}/team").status_code == 404
    assert write(made, path, "Words.") == 200 and "written by" not in text(made, path)


def test_an_assignment_names_its_teams_until_somebody_has_begun(browser, assignment, classroom) -> None:
    lecturer = browser(LECTURER)
    page = text(lecturer, f"/assignments/{assignment}/edit")
    fields = {name: value for name, value in re.findall(r'<input[^>]* name="(\w+)" [^>]*value="([^"]*)"', page)
              if name not in ("csrf_token", "after_due", "show_findings", "show_suggestion")}  # fmt: skip
    chosen = {name: re.search(rf'name="{name}".*?value="([\w-]+)" selected', page, re.DOTALL)[1]
              for name in ("case", "rubric", "attempts")}  # fmt: skip
    terms = fields | chosen | {"after_due": "refuse", "show_findings": "always", "show_suggestion": "after_level"}
    assert lecturer.post(f"/assignments/{assignment}/edit", terms | {"teams": ""}).status_code == 302
    assert classroom.read(select(Assignment.team_set_id).where(Assignment.public_id == assignment)) == [None]
    set_id = classroom.read(select(GroupSet.public_id))[0]
    assert lecturer.post(f"/assignments/{assignment}/edit", terms | {"teams": set_id}).status_code == 302
    opened(browser(SOFIA), assignment)
    assert lecturer.post(f"/assignments/{assignment}/edit", terms | {"teams": ""}).status_code == 422
    assert lecturer.post(f"/assignments/{assignment}/edit", terms | {"teams": set_id}).status_code == 302


def draw(made, path: str, base: int, **people: str):
    """Save a drawing with these people by row."""
    fields = {"base": base, "people": list(people), **{f"people.{row}.name": name for row, name in people.items()}}
    made.get(f"{path}/sketch")
    headers = {"X-CSRFToken": made.token, "Accept": "application/json"}
    return made.client.put(f"{path}/sketch", data=fields, headers=headers)


def test_a_team_has_one_drawing_that_every_member_changes_and_nobody_else_sees(browser, assignment) -> None:
    sofia, aigerim, daniyar = browser(SOFIA), browser(AIGERIM), browser(DANIYAR)
    path = opened(sofia, assignment)
    assert draw(sofia, path, 0, p1="Бабушка Роза").status_code == 200
    page = text(aigerim, f"{path}/sketch")
    assert 'value="Бабушка Роза"' in page and "Sofia Marchenko" in page, "what is drawn, and who drew last"
    assert draw(aigerim, path, 1, p1="Бабушка Роза", p2="Дядя").status_code == 200
    assert 'value="Дядя"' in text(sofia, f"{path}/sketch")
    assert daniyar.get(f"{path}/sketch").status_code == 404 and draw(daniyar, path, 2, p1="x").status_code == 404
    answer = draw(sofia, path, 1, p1="Бабушка Роза", p3="Сосед")
    assert answer.status_code == 409, "Sofia had not seen what Aigerim drew"
    both = text(sofia, answer.json["conflict"])
    assert "Дядя" in both and "Сосед" in both and "Aigerim Kenzhebek" in both


def test_a_member_who_left_the_team_draws_no_more(browser, assignment, classroom) -> None:
    sofia, aigerim = browser(SOFIA), browser(AIGERIM)
    path = opened(sofia, assignment)
    assert draw(aigerim, path, 0, p1="Тётя").status_code == 200
    with classroom.write() as db:
        db.delete(db.scalars(
            select(GroupMember).where(GroupMember.person_id == classroom.person(AIGERIM))
        ).one())  # fmt: skip
    assert aigerim.get(f"{path}/sketch").status_code == 404 and draw(aigerim, path, 1, p1="x").status_code == 404
    assert 'value="Тётя"' in text(sofia, f"{path}/sketch")
