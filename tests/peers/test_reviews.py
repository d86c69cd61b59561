"""A review from its first level to the author's answer: saved as typed, blind both ways, shown by the rule."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.peers.conftest import AIGERIM, DANIYAR, LECTURER, SECRET, SOFIA, finished, reviewing
from trainer.models import (
    Assignment,
    Mark,
    Marking,
    MarkingState,
    PeerComment,
    PeerLevel,
    PeerReview,
    Person,
    Run,
    ShowFindings,
    ShowReviews,
    Submission,
)
from trainer.web.parts import utc_now


@pytest.fixture
def begun(classroom, rules, browser, assignment):
    """Sofia's browser with her review of Daniyar's plan open."""
    classroom.hand_in(SOFIA, words=SECRET)
    rules()
    made = browser(SOFIA)
    made.path = reviewing(made, assignment)
    return made


def page_of(made, path: str) -> str:
    return made.get(path).get_data(as_text=True)


def test_a_level_and_a_comment_are_on_disk_before_the_page_says_so(begun, classroom) -> None:
    answer = begun.put(f"{begun.path}/levels/time", {"base": 0, "level": 1, "comment": "No day at all."})
    assert answer.json["revision"] == 1 and answer.json["saved_at"] and answer.json["sum"] == "1"
    kept = classroom.read(select(PeerLevel))[0]
    assert (kept.criterion, kept.level, kept.comment) == ("time", 1, "No day at all.")
    html = page_of(begun, begun.path)
    assert "No day at all." in html


def test_a_second_tab_overwrites_nothing_and_the_one_not_chosen_stays(begun, classroom) -> None:
    path = f"{begun.path}/levels/time"
    begun.put(path, {"base": 0, "level": 1, "comment": "first"})
    refused = begun.put(path, {"base": 0, "level": 3, "comment": "second"})
    assert refused.status_code == 409 and refused.json["theirs"] == {"level": 1, "comment": "first"}
    chosen = begun.put(path, {"base": 0, "level": 3, "comment": "second", "keep": "mine", "over": 1})
    assert chosen.status_code == 200 and "first" in chosen.json["history"]
    assert classroom.read(select(PeerLevel.comment)) == ["second"] and "first" in page_of(begun, begun.path)


def test_without_a_script_the_form_keeps_what_was_changed_and_says_what_it_cannot(begun, classroom) -> None:
    html = page_of(begun, begun.path)
    fields = dict(re.findall(r'name="([mco]:[^"]*:(?:base|was|at))" value="([^"]*)"', html))
    good = begun.post(begun.path, {**fields, "m:time:level": "2", "m:time:words": "Dated."})
    assert good.status_code == 302 and classroom.read(select(PeerLevel.comment)) == ["Dated."]
    bad = begun.post(begun.path, {**fields, "m:time:level": "7", "m:who:level": "1", "m:who:words": "Who leads?"})
    assert bad.status_code == 422
    assert set(classroom.read(select(PeerLevel.criterion))) == {"time", "who"}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("levels/none", {"base": 0, "level": 1}, 422), ("levels/time", {"base": 0, "level": 9}, 422),
        ("levels/time", {"base": 0, "level": True}, 422), ("comments/abcdefghij", {"base": 0, "goal": "x"}, 422),
        ("comments/!", {"base": 0, "goal": "g1", "text": "a"}, 422), ("overall", {"base": 0, "text": ["a"]}, 422),
        ("overall", [], 422), ("levels/safe", {"base": 0, "level": 1}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_gets_a_sentence(begun, classroom, path, body, status) -> None:
    text = {"text": "words"} if path == "comments/abcdefghij" else {}
    answer = begun.put(f"{begun.path}/{path}", body | text if isinstance(body, dict) else body)
    assert answer.status_code == status and answer.json["error"]
    assert classroom.read(select(PeerLevel)) == [] and classroom.read(select(PeerComment)) == []


def test_a_review_needs_every_level_and_some_words(begun, classroom) -> None:
    begun.post(f"{begun.path}/hand-in")
    assert classroom.read(select(PeerReview.handed_in_at)) == [None]
    for criterion in re.findall(r'data-part="(\w+)"', page_of(begun, begun.path)):
        begun.put(f"{begun.path}/levels/{criterion}", {"base": 0, "level": 2, "comment": ""})
    begun.post(f"{begun.path}/hand-in")
    assert classroom.read(select(PeerReview.handed_in_at)) == [None], "levels alone help little"
    begun.put(f"{begun.path}/overall", {"base": 0, "text": "Begin with the children."})
    begun.post(f"{begun.path}/hand-in")
    assert classroom.read(select(PeerReview.handed_in_at)) != [None]
    assert begun.put(f"{begun.path}/overall", {"base": 1, "text": "Too late"}).status_code == 422
    assert classroom.read(select(PeerReview.overall)) == ["Begin with the children."]


def test_neither_page_names_the_other(begun, classroom, browser, assignment) -> None:
    author = browser(DANIYAR)
    people = [f"{name}" for name in classroom.read(select(Person.name))]
    html = page_of(begun, begun.path)
    others = [name for name in people if not name.startswith("Sofia")]
    assert SECRET not in html, "this is Daniyar's plan"
    assert not [name for name in others if name in html] and "daniyar" not in html.lower()
    hidden = classroom.read(select(Submission.public_id)) + classroom.read(select(Submission.receipt))
    assert not [word for word in (*hidden, *classroom.read(select(Run.public_id))) if word != "r" and word in html]
    finished(begun, begun.path, words="By which day?")
    listed = page_of(author, f"/assignments/{assignment}/reviews")
    read = page_of(author, f"{begun.path}/read")
    assert "By which day?" in read
    for page in (listed, read, page_of(author, f"/assignments/{assignment}/compare")):
        assert "Sofia" not in page and "Marchenko" not in page


def test_only_the_writer_writes_and_only_the_author_reads(begun, browser, assignment) -> None:
    author, third = browser(DANIYAR), browser(AIGERIM)
    assert author.get(begun.path).status_code == 404 and third.get(begun.path).status_code == 404
    assert author.put(f"{begun.path}/overall", {"base": 0, "text": "mine"}).status_code == 404
    assert author.get(f"{begun.path}/read").status_code == 404, "it is not handed in"
    finished(begun, begun.path)
    assert author.get(f"{begun.path}/read").status_code == 200
    assert third.get(f"{begun.path}/read").status_code == 404 and begun.get(f"{begun.path}/read").status_code == 404


@pytest.mark.parametrize("show", [ShowReviews.AFTER_CLOSE, ShowReviews.WITH_MARK])
def test_the_author_sees_reviews_only_by_the_announced_rule(
    classroom, rules, browser, assignment, show
) -> None:
    classroom.hand_in(SOFIA)
    rules(show=show)
    sofia, author = browser(SOFIA), browser(DANIYAR)
    path = reviewing(sofia, assignment)
    finished(sofia, path, words="Only between us")
    pages = (f"{path}/read", f"/assignments/{assignment}/reviews", f"/assignments/{assignment}/compare")
    assert author.get(pages[0]).status_code == 404
    assert not [page for page in pages[1:] if "Only between us" in page_of(author, page)]
    if show == ShowReviews.AFTER_CLOSE:
        classroom.at(days=8)
    else:
        released(classroom)
    assert author.get(pages[0]).status_code == 200 and path in page_of(author, pages[1])


def released(classroom, *, level: int = 3, state: MarkingState = MarkingState.RELEASED) -> None:
    """The lecturer's marking of Daniyar's plan with one level."""
    with classroom.write() as db:
        submission = db.scalars(select(Submission).order_by(Submission.id)).first()
        marking = Marking(submission_id=submission.id, marker_id=classroom.person(LECTURER), state=state, overall="",
                          rubric_version_id=submission.run.rubric_version_id, revision=0, saved_at=utc_now(),
                          released_at=utc_now())  # fmt: skip
        marking.marks = [Mark(criterion="time", level=level, saved_at=utc_now())]
        db.add(marking)


def test_the_author_says_whether_it_helped_and_the_reviewer_hears_yes_or_no(
    begun, classroom, browser, assignment
) -> None:
    finished(begun, begun.path)
    author = browser(DANIYAR)
    assert author.post(f"{begun.path}/read", {"why": "words"}).status_code == 422, "yes or no is asked for"
    assert author.post(f"{begun.path}/read", {"helped": "no", "why": "It repeats the rubric."}).status_code == 302
    kept = classroom.read(select(PeerReview))[0]
    assert kept.helped is False and kept.helped_why == "It repeats the rubric."
    mine = page_of(begun, f"/assignments/{assignment}/reviews")
    assert "did not help" in mine and "It repeats the rubric." not in mine


def test_ones_own_plan_is_reviewed_before_the_round_opens(classroom, rules, browser, assignment) -> None:
    rules(opens_at=utc_now().replace(year=utc_now().year + 1), closes_at=None)
    made = browser(DANIYAR)
    path = made.post(f"/assignments/{assignment}/reviews/own").headers["Location"]
    assert made.put(f"{path}/levels/time", {"base": 0, "level": 1, "comment": ""}).status_code == 200
    assert made.post(f"/assignments/{assignment}/reviews/own").headers["Location"] == path
    assert browser(SOFIA).post(f"/assignments/{assignment}/reviews/own").status_code == 422, "she has no plan"


def test_four_stand_side_by_side_and_the_unreleased_level_does_not(begun, classroom, browser, assignment) -> None:
    author = browser(DANIYAR)
    own = author.post(f"/assignments/{assignment}/reviews/own").headers["Location"]
    author.put(f"{own}/levels/time", {"base": 0, "level": 0, "comment": ""})
    finished(begun, begun.path, level=2)
    released(classroom, level=3, state=MarkingState.READY)
    columns = row_of(page_of(author, f"/assignments/{assignment}/compare"), 4)
    assert columns[:2] == ["0", "2"] and columns[2] in "0123" and columns[3] == "–"
    with classroom.write() as db:
        db.scalars(select(Marking)).one().state = MarkingState.RELEASED
    assert row_of(page_of(author, f"/assignments/{assignment}/compare"), 4)[3] == "3"
    with classroom.write() as db:
        db.scalars(select(Assignment)).one().show_findings = ShowFindings.NEVER
    assert row_of(page_of(author, f"/assignments/{assignment}/compare"), 4)[2] == "–", "an exam hides the checker"


def row_of(html: str, columns: int) -> list[str]:
    """The levels of the criterion of time: the row whose picture is one's own level 0."""
    rows = [re.findall(r'<td class="num" data-label="[^"]*">([^<]*)</td>', row) for row in html.split("<tr>")]
    return next(row for row in rows if len(row) == columns and row[0] == "0")
