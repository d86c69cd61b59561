"""Markers at the same moment, and the desk's own statements, over HTTP on both databases."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence

from sqlalchemy import event, func, select

from tests.conftest import Browser
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO
from trainer.models import Assignment, Mark, Marking, MarkingLog, Membership, Person, Role, Submission
from trainer.web.parts import utc_now

LECTURER, SECOND = "lecturer@example.org", "designer@example.org"


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What these acts give when they begin at the same moment."""
    begin, found = threading.Barrier(len(acts)), [None] * len(acts)

    def one(number: int) -> None:
        begin.wait()
        found[number] = acts[number]()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def page_of(made: Browser, path: str) -> str:
    answer = made.get(path)
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


def test_markers_who_meet_lose_nothing_and_the_desk_works_alike(anybody: Callable[[str], Browser]) -> None:
    first, second = anybody(LECTURER), anybody(SECOND)
    database = first.client.application.extensions["trainer"].database
    with database.write() as db:
        given = db.scalars(select(Assignment)).one()
        plan, assignment = f"/marking/{db.scalars(select(Submission.public_id)).one()}", given.public_id
        person = db.scalars(select(Person.id).where(Person.email == SECOND)).one()
        db.add(Membership(course_id=given.course_id, person_id=person, role=Role.LECTURER, joined_at=utc_now()))
    page_of(first, plan)
    page_of(second, plan)
    # A slow database, so that they do meet.
    event.listen(database.writer, "after_cursor_execute", slowly)
    _both_save_one_field(database, plan, [first, second])
    _release_and_save_meet(database, plan, assignment, [first, second])
    event.remove(database.writer, "after_cursor_execute", slowly)
    _every_page_answers(database, plan, assignment, first)


def slowly(*_: object) -> None:
    time.sleep(0.02)


def _both_save_one_field(database, plan: str, made: Sequence[Browser]) -> None:
    words = ["Words of the first", "Words of the second"]
    bodies = [{"base": 0, "level": number, "comment": text} for number, text in enumerate(words)]
    answers = at_once(*(lambda one=one, body=body: one.put(f"{plan}/marks/time", body)
                        for one, body in zip(made, bodies, strict=True)))  # fmt: skip
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409).json
    assert {refused["mine"]["comment"], refused["theirs"]["comment"]} == set(words), "the second sees both texts"
    with database.read() as db:
        assert db.scalars(select(func.count(Marking.id))).one() == 1
        assert db.scalars(select(Mark.comment)).one() == refused["theirs"]["comment"]


def _release_and_save_meet(database, plan: str, assignment: str, made: Sequence[Browser]) -> None:
    first, second = made
    form = form_of(page_of(first, plan)) | ALL_TWO
    assert first.post(f"{plan}/ready", form).status_code == 302
    base = int(form_of(page_of(second, plan))["m:step:base"])
    save = {"base": base, "level": 3, "comment": "Meanwhile"}
    *released, saved = at_once(
        lambda: first.post(f"/assignments/{assignment}/release"), lambda: second.post(f"{plan}/release"),
        lambda: anew(second, plan, save),
    )  # fmt: skip
    assert [answer.status_code for answer in released] == [302, 302]
    with database.read() as db:
        assert list(db.scalars(select(MarkingLog.what).where(MarkingLog.what == "released"))) == ["released"]
        mark = db.scalars(select(Mark).where(Mark.criterion == "step")).one()
        told = db.scalars(select(MarkingLog.at).where(MarkingLog.what == "released")).one()
        # Whichever came first: saved before the release and seen with it, or refused with a sentence and not stored.
        assert (saved.status_code, mark.comment) in ((200, "Meanwhile"), (422, ""))
        assert saved.status_code == 422 or mark.saved_at <= told or mark.level == 3
    if saved.status_code == 422:
        assert "бачить" in saved.json["error"], "the student sees the marking already, says the second one's language"


def anew(made: Browser, plan: str, body: dict) -> object:
    """A save of the same person from another window: one client is used by one thread."""
    window = made.client.application.test_client()
    for cookie in ("session", "remember_token"):
        found = made.client.get_cookie(cookie)
        if found is not None:
            window.set_cookie(cookie, found.value)
    headers = {"X-CSRFToken": made.token, "Accept": "application/json"}
    return window.put(f"{plan}/marks/step", json=body, headers=headers)


def _every_page_answers(database, plan: str, assignment: str, made: Browser) -> None:
    """Order, place, next, one criterion, the bank, and all of it while names are hidden: each is SQL of its own."""
    begin = f"/assignments/{assignment}"
    for hidden in (False, True):
        with database.write() as db:
            db.scalars(select(Assignment)).one().blind = hidden
        for state in ("waiting", "mine", "again", "late", "ready", "returned", "settle", "all"):
            page_of(made, f"{begin}/queue?state={state}")
            page_of(made, f"{plan}?state={state}")
        for path in ("criteria", "marks", "marks.csv", "plans.zip", "sheet.xlsx", "rounds", "changes", "class"):
            assert made.get(f"{begin}/{path}").status_code == 200, path
        assert made.get(f"{begin}/criteria/time").status_code == 302
        page_of(made, f"{plan}/bank/time")
        page = page_of(made, f"{plan}?criterion=time")
        assert ("Daniyar" in page) is not hidden
    made.post(f"{plan}/take-back")
    page_of(made, plan)
    answer = made.post(f"{plan}/next/time", form_of(page_of(made, f"{plan}?criterion=time")))
    assert re.search("/criteria$", answer.location)
    assert made.post(f"{begin}/reveal").status_code == 409
    assert made.post(f"{plan}/ready", form_of(page_of(made, plan))).status_code == 302
    made.post(f"{plan}/release")
    assert made.post(f"{begin}/reveal").status_code == 302
    assert "Daniyar" in page_of(made, f"{begin}/marks")
