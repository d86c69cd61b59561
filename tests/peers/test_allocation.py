"""Who reviews which plan: fewest reviews first, never one's own, latecomers served, nobody waits for the absent."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.peers.conftest import AIGERIM, DANIYAR, LECTURER, SOFIA, finished, reviewing
from trainer.models import (
    AfterDue,
    Assignment,
    CourseGroup,
    GroupMember,
    GroupSet,
    Membership,
    PeerReview,
    PeerRound,
    Run,
)


def pairs(classroom) -> list[tuple[int, int]]:
    """(who reviews, whose plan), in the order in which they were begun."""
    return [(each.reviewer_id, owner(classroom, each.run_id)) for each in classroom.read(select(PeerReview))]


def owner(classroom, run: int) -> int:
    return classroom.read(select(Run.owner_id).where(Run.id == run))[0]


def test_the_plan_with_the_fewest_reviews_comes_first_and_never_ones_own(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA, hours_ago=3)
    classroom.hand_in(AIGERIM, hours_ago=2)
    rules()
    daniyar, sofia, aigerim = (classroom.person(email) for email in (DANIYAR, SOFIA, AIGERIM))
    for email in (DANIYAR, SOFIA, AIGERIM):
        reviewing(browser(email), assignment)
    found = pairs(classroom)
    assert {reviewer for reviewer, _author in found} == {author for _reviewer, author in found} == {
        daniyar, sofia, aigerim
    }  # fmt: skip
    assert all(reviewer != author for reviewer, author in found)


def test_opening_again_goes_on_with_the_same_plan(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    classroom.hand_in(AIGERIM)
    rules()
    made = browser(DANIYAR)
    assert reviewing(made, assignment) == reviewing(made, assignment)
    assert len(classroom.read(select(PeerReview))) == 1


def test_a_lease_that_lapsed_frees_the_plan_and_keeps_what_was_written(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA, hours_ago=0)
    rules()
    absent = browser(SOFIA)
    path = reviewing(absent, assignment)
    absent.put(f"{path}/overall", {"base": 0, "text": "Half a thought."})
    late = browser(classroom.add_student("late"))
    classroom.hand_in("late@example.org", hours_ago=0)
    # While Sofia holds Daniyar's plan, the newcomer gets hers, which nobody reviews.
    assert owner(classroom, classroom.read(select(PeerReview.run_id))[0]) == classroom.person(DANIYAR)
    classroom.at(hours=49)
    reviewing(late, assignment)
    second = classroom.read(select(PeerReview).order_by(PeerReview.id))[1]
    assert owner(classroom, second.run_id) == classroom.person(DANIYAR), "the oldest plan without a review"
    assert "Half a thought." in absent.get(path).get_data(as_text=True)
    finished(absent, path)
    assert classroom.read(select(PeerReview.handed_in_at).where(PeerReview.id != second.id)) != [None]


def test_a_latecomer_gets_a_review_from_one_who_has_done_their_part(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    rules()
    sofia, daniyar = browser(SOFIA), browser(DANIYAR)
    for made in (sofia, daniyar):
        finished(made, reviewing(made, assignment))
    page = f"/assignments/{assignment}/reviews"
    assert "/reviews/begin" not in sofia.get(page).get_data(as_text=True), "all plans have enough reviews"
    assert sofia.post(f"{page}/begin").status_code == 422
    classroom.hand_in(classroom.add_student("late"), hours_ago=0)
    assert "/reviews/begin" in sofia.get(page).get_data(as_text=True)
    finished(sofia, reviewing(sofia, assignment))
    late = browser("late@example.org")
    finished(late, reviewing(late, assignment))
    assert len(classroom.read(select(PeerReview).where(PeerReview.handed_in_at.is_not(None)))) == 4


def test_who_has_not_handed_in_reads_no_other_plan_until_they_no_longer_can(
    classroom, rules, browser, assignment
) -> None:
    rules()
    made = browser(SOFIA)
    page = f"/assignments/{assignment}/reviews"
    assert "/reviews/begin" not in made.get(page).get_data(as_text=True)
    assert made.post(f"{page}/begin").status_code == 422
    with classroom.write() as db:
        db.scalars(select(Assignment)).one().after_due = AfterDue.REFUSE
        db.scalars(select(PeerRound)).one().closes_at = None
    classroom.at(days=20)
    assert made.post(f"{page}/begin").status_code == 302


@pytest.mark.parametrize(("hours", "status"), [(-48, 422), (0, 302), (24 * 8, 422)])
def test_reviews_are_written_between_their_two_days(classroom, rules, browser, assignment, hours, status) -> None:
    classroom.hand_in(SOFIA)
    rules()
    made = browser(SOFIA)
    classroom.at(hours=hours)
    assert made.post(f"/assignments/{assignment}/reviews/begin").status_code == status


def test_a_plan_whose_writer_has_left_is_not_given_out(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA)
    rules()
    made = browser(SOFIA)
    with classroom.write() as db:
        place = db.scalars(select(Membership).where(Membership.person_id == classroom.person(DANIYAR))).one()
        place.left_at = place.joined_at
    assert made.post(f"/assignments/{assignment}/reviews/begin").status_code == 422


def test_nobody_reviews_the_plan_of_their_own_team(classroom, rules, browser, assignment) -> None:
    run = classroom.hand_in(SOFIA)
    rules()
    with classroom.write() as db:
        found = db.scalars(select(Assignment)).one()
        of_set = GroupSet(course_id=found.course_id, title="Teams", groups=[CourseGroup(title="A")])
        db.add(of_set)
        db.flush()
        team = of_set.groups[0].id
        for email in (SOFIA, AIGERIM):
            db.add(GroupMember(set_id=of_set.id, group_id=team, person_id=classroom.person(email)))
        db.get_one(Run, run).team_id = team
    made = browser(AIGERIM)
    reviewing(made, assignment)
    assert pairs(classroom) == [(classroom.person(AIGERIM), classroom.person(DANIYAR))]
    assert made.post(f"/assignments/{assignment}/reviews/begin").status_code == 302


def test_a_hidden_review_no_longer_counts_for_its_plan(classroom, rules, browser, assignment) -> None:
    classroom.hand_in(SOFIA, hours_ago=0)
    rules()
    sofia = browser(SOFIA)
    path = reviewing(sofia, assignment)
    finished(sofia, path)
    lecturer = browser(LECTURER)
    hidden = f"/assignments/{assignment}/peers{path.removeprefix('/reviews')}/hide"
    assert lecturer.post(hidden, {"reason": "Rude."}).status_code == 302
    aigerim = browser(AIGERIM)
    classroom.hand_in(AIGERIM, hours_ago=0)
    reviewing(aigerim, assignment)
    assert pairs(classroom)[-1] == (classroom.person(AIGERIM), classroom.person(DANIYAR))
