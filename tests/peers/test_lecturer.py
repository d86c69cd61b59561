"""What a lecturer sees of reviews: rules, quality, hiding; and what assistants and others may not."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from tests.peers.conftest import DANIYAR, LECTURER, SOFIA, finished, reviewing
from tests.peers.test_reviews import page_of, released
from trainer.models import Assignment, MarkingState, Membership, PeerLog, PeerReview, PeerRound, Role
from trainer.peers.quality import agreement_of


def when(classroom, **later: float) -> str:
    """A time after the due date as the form sends it."""
    due = classroom.read(select(Assignment.due_at))[0]
    return (due + dt.timedelta(hours=5, **later)).strftime("%Y-%m-%dT%H:%M")


def test_the_rules_of_a_round_are_kept_and_come_back(browser, classroom, assignment) -> None:
    made, path = browser(LECTURER), f"/assignments/{assignment}/peers/rules"
    terms = {"reviews": "3", "opens_at": when(classroom, days=1), "closes_at": when(classroom, days=8),
             "self_review": "y", "show": "after_close"}  # fmt: skip
    assert made.get(path).status_code == 200 and made.post(path, terms).status_code == 302
    kept = classroom.read(select(PeerRound))[0]
    assert (kept.reviews, kept.self_review, kept.show) == (3, True, "after_close")
    assert terms["closes_at"] in page_of(made, path)
    made.post(path, {**terms, "reviews": "1", "self_review": ""})
    assert [each.reviews for each in classroom.read(select(PeerRound))] == [1]
    assert f"/assignments/{assignment}/reviews" in page_of(browser(DANIYAR), "/home")


@pytest.mark.parametrize(
    ("field", "value"),
    [("opens_at", "2020-01-01T10:00"), ("closes_at", "2020-01-01T10:00"), ("closes_at", ""), ("reviews", "99"),
     ("show", "never"), ("opens_at", "soon"), ("reviews", "0")],
)  # fmt: skip
def test_days_that_do_not_fit_get_a_sentence(browser, classroom, assignment, field, value) -> None:
    terms = {"reviews": "2", "opens_at": "", "closes_at": when(classroom, days=8), "show": "after_close"}
    answer = browser(LECTURER).post(f"/assignments/{assignment}/peers/rules", terms | {field: value})
    assert answer.status_code == 422 and 'class="err"' in answer.get_data(as_text=True)
    assert classroom.read(select(PeerRound)) == []


def test_the_lecturer_reads_the_quality_and_both_names(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    rules()
    sofia = browser(SOFIA)
    path = reviewing(sofia, assignment)
    finished(sofia, path, level=1, words="By when?")
    browser(DANIYAR).post(f"{path}/read", {"helped": "yes", "why": "Now I see the gap."})
    released(classroom, level=3, state=MarkingState.DRAFT)
    made = browser(LECTURER)
    made.get("/home?lang=en")
    for page in (f"/assignments/{assignment}/peers", f"/assignments/{assignment}/peers{path.removeprefix('/reviews')}"):
        html = page_of(made, page)
        assert "Sofia Marchenko" in html and "Daniyar Seitov" in html and "Now I see the gap." in html
    assert "By when?" in html


def test_agreement_counts_only_what_both_gave() -> None:
    found = agreement_of({"time": 1, "who": 2, "goal": 3}, {"time": 1, "who": 0, "review": 3})
    assert (found.both, found.same, found.apart) == (2, 1, 1.0)
    assert agreement_of({"time": 1}, {"who": 1}) is None


def test_a_hidden_review_disappears_for_the_author_and_its_writer_reads_why(
    classroom, rules, browser, assignment
) -> None:
    classroom.hand_in(SOFIA)
    rules()
    sofia, author, lecturer = browser(SOFIA), browser(DANIYAR), browser(LECTURER)
    path = reviewing(sofia, assignment)
    finished(sofia, path, words="You cannot write at all.")
    one = f"/assignments/{assignment}/peers{path.removeprefix('/reviews')}"
    assert lecturer.post(f"{one}/hide", {"reason": " "}).status_code == 422
    assert lecturer.post(f"{one}/hide", {"reason": "It hurts and helps nobody."}).status_code == 302
    assert author.get(f"{path}/read").status_code == 404
    assert "You cannot write" not in page_of(author, f"/assignments/{assignment}/reviews")
    assert "It hurts and helps nobody." in page_of(sofia, path)
    assert lecturer.post(f"{one}/show").status_code == 302 and author.get(f"{path}/read").status_code == 200
    assert [row.what for row in classroom.read(select(PeerLog))] == ["handed_in", "hidden", "shown"]


def test_an_assistant_reads_and_rules_nothing(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    rules()
    sofia = browser(SOFIA)
    path = reviewing(sofia, assignment)
    finished(sofia, path)
    email = classroom.add_student("assistant")
    with classroom.write() as db:
        place = db.scalars(select(Membership).where(Membership.person_id == classroom.person(email))).one()
        place.role = Role.ASSISTANT
    made, one = browser(email), f"/assignments/{assignment}/peers{path.removeprefix('/reviews')}"
    assert made.get(f"/assignments/{assignment}/peers").status_code == 200 and made.get(one).status_code == 200
    assert made.post(f"{one}/hide", {"reason": "no"}).status_code == 403
    assert made.get(f"/assignments/{assignment}/peers/rules").status_code == 403
    assert made.get(path).status_code == 404, "a review is written by students"


def test_a_student_who_leaves_keeps_what_was_said_and_writes_no_more(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    rules()
    sofia, author = browser(SOFIA), browser(DANIYAR)
    path = reviewing(sofia, assignment)
    finished(sofia, path)
    second = reviewing(author, assignment)
    with classroom.write() as db:
        place = db.scalars(select(Membership).where(Membership.person_id == classroom.person(DANIYAR))).one()
        place.left_at = place.joined_at
    assert author.get(f"{path}/read").status_code == 200
    assert author.get(f"/assignments/{assignment}/reviews").status_code == 200
    assert author.post(f"/assignments/{assignment}/reviews/begin").status_code == 404
    assert author.put(f"{second}/overall", {"base": 0, "text": "words"}).status_code == 404
    assert len(classroom.read(select(PeerReview))) == 2
