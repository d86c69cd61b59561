"""Reviews by students over HTTP on both databases: who asks at once gets different plans, and all pages answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sqlalchemy import event, select

from tests.conftest import Browser
from tests.peers.conftest import AIGERIM, DANIYAR, LECTURER, SOFIA, Class, finished, reviewing
from trainer.models import Assignment, PeerReview, PeerRound, ShowReviews


def test_who_opens_at_the_same_moment_reviews_different_plans(anybody: Callable[[str], Browser]) -> None:
    students = [anybody(email) for email in (DANIYAR, SOFIA, AIGERIM)]
    app = students[0].client.application
    classroom = Class(app)
    classroom.hand_in(SOFIA)
    classroom.hand_in(AIGERIM)
    assignment = classroom.read(select(Assignment))[0]
    with classroom.write() as db:
        due = assignment.due_at
        db.get_one(Assignment, assignment.id).due_at = None
        db.add(PeerRound(assignment_id=assignment.id, reviews=1, show=ShowReviews.AT_ONCE, closes_at=due))
    # A slow database, so that they do meet.
    event.listen(classroom.database.writer, "after_cursor_execute", lambda *_: time.sleep(0.02))
    begin, places = threading.Barrier(len(students)), []

    def open_next(made: Browser) -> None:
        begin.wait()
        places.append(reviewing(made, assignment.public_id))

    threads = [threading.Thread(target=open_next, args=(made,)) for made in students]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(places)) == len(students)
    reviews = classroom.read(select(PeerReview))
    # The third may find only their own plan without a review; but no plan is given to all.
    runs = [review.run_id for review in reviews]
    assert max(runs.count(run) for run in runs) <= 2
    of = {review.public_id: review for review in reviews}
    for made in students:
        path = reviewing(made, assignment.public_id)
        assert of[path.rpartition("/")[2]].reviewer_id
        finished(made, path)
    lecturer = anybody(LECTURER)
    for path in (f"/assignments/{assignment.public_id}/peers", f"/assignments/{assignment.public_id}/peers?state=all"):
        assert lecturer.get(path).status_code == 200
    for path in ("reviews", "compare"):
        assert students[0].get(f"/assignments/{assignment.public_id}/{path}").status_code == 200
