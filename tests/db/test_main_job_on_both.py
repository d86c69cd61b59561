"""The main job over HTTP on both databases: what a page writes on SQLite it writes on PostgreSQL."""

from __future__ import annotations

import datetime as dt
import re
import threading
import time
from collections.abc import Callable

from sqlalchemy import event, select

from tests.conftest import Browser
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO
from trainer.models import Assignment, Membership, Person, Role, SecondMarking, SetAside, Submission
from trainer.web.parts import utc_now


def test_a_plan_with_strange_signs_is_written_handed_in_marked_and_released(anybody: Callable[[str], Browser]) -> None:
    student, lecturer = anybody("aigerim@example.org"), anybody("lecturer@example.org")
    begin = re.search(r'href="(/assignments/\w[^"]*/begin)"', student.get("/home").get_data(as_text=True)).group(1)
    address = student.post(begin).headers["Location"]
    student.get(address)
    student.post(address, {"base": "0", "do": "add-goal"})
    page = student.get(address).get_data(as_text=True)
    goal, step = (re.search(rf'{name}" value="(\w+)"', page).group(1) for name in ('name="goal', r"\.step"))
    fields = {
        "base": re.search(r'name="base" value="(\d+)"', page).group(1), "goal": goal, f"{goal}.step": step,
        f"{goal}.goal": "Қыркүйекке дейін 😀 \x00 «ґ»", f"{step}.text": "Анасы дәрігерге жазылады",
    }  # fmt: skip
    saved = student.client.put(
        f"{address}/draft", data=fields, headers={"X-CSRFToken": student.token, "Accept": "application/json"}
    )
    assert saved.status_code == 200
    assert student.get(f"{address}/check").status_code == 200
    assert student.post(f"{address}/hand-in").status_code == 302

    course = re.search(r"/courses/(?!new)[\w-]+", lecturer.get("/courses").get_data(as_text=True)).group(0)
    queue = re.search(r"/assignments/[\w-]+/queue", lecturer.get(course).get_data(as_text=True)).group(0)
    papers = re.findall(r"/marking/[\w-]+", lecturer.get(queue).get_data(as_text=True))
    assert len(set(papers)) == 2
    pages = {paper: lecturer.get(paper).get_data(as_text=True) for paper in papers}
    mine = next(paper for paper, html in pages.items() if "Қыркүйекке дейін 😀" in html)
    levels = {f"m:{part}:level": "2" for part in re.findall(r'name="m:(\w+):level"', pages[mine])}
    hidden = dict(re.findall(r'type="hidden" name="([mo]:[^"]*)" value="([^"]*)"', pages[mine]))
    assert lecturer.post(f"{mine}/ready", {**hidden, **levels, "o::text": "Жақсы"}).status_code == 302
    assert "Жақсы" not in student.get(f"{address}/attempts/1").get_data(as_text=True)
    assert lecturer.post(f"{mine}/release").status_code == 302
    assert "Жақсы" in student.get(f"{address}/attempts/1").get_data(as_text=True)


def test_of_saves_based_on_one_text_only_the_first_is_stored(anybody: Callable[[str], Browser]) -> None:
    student = anybody("sofia@example.org")
    address = student.post("/begin").headers["Location"]
    student.get(address)
    student.post(address, {"base": "0", "do": "add-goal"})
    page = student.get(address).get_data(as_text=True)
    goal, base = (re.search(rf'name="{name}" value="(\w+)"', page).group(1) for name in ("goal", "base"))
    tabs = [anybody("sofia@example.org") for _ in range(6)]
    begin, answers = threading.Barrier(len(tabs)), []
    # A slow database, so that the saves do meet.
    database = student.client.application.extensions["trainer"].database
    event.listen(database.writer, "after_cursor_execute", lambda *_: time.sleep(0.02))

    def save(number: int, tab: Browser) -> None:
        fields = {"base": base, "goal": goal, f"{goal}.goal": f"Words of tab {number}"}
        begin.wait()
        headers = {"X-CSRFToken": tab.token, "Accept": "application/json"}
        answers.append(tab.client.put(f"{address}/draft", data=fields, headers=headers).status_code)

    threads = [threading.Thread(target=save, args=each) for each in enumerate(tabs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200] + [409] * (len(tabs) - 1)
    assert student.get(f"{address}/history").get_data(as_text=True).count("/conflict/") >= len(tabs) - 1


def test_what_is_handed_in_keeps_its_report_byte_for_byte(anybody: Callable[[str], Browser]) -> None:
    student = anybody("sofia@example.org")
    address = student.post("/begin").headers["Location"]
    student.get(address)
    student.post(f"{address}/hand-in")
    database = student.client.application.extensions["trainer"].database
    with database.read() as db:
        report = db.scalars(select(Submission).order_by(Submission.id.desc())).first().report
    assert list(report)[:3] == ["format", "checker", "language"]


def test_what_students_set_aside_and_how_levels_agree_is_read_from_documents(anybody: Callable[[str], Browser]) -> None:
    lecturer = anybody("lecturer@example.org")
    database = lecturer.client.application.extensions["trainer"].database
    with database.write() as db:
        submission = db.scalars(select(Submission)).one()
        key, paper = submission.report["findings"][0]["key"], submission.public_id
        db.add(SetAside(run_id=submission.run_id, key=key, rule="x", reason="Сот күнді өзі белгілейді", at=utc_now()))
        assignment = db.get_one(Assignment, submission.assignment_id).public_id
    assert "Сот күнді өзі белгілейді" in lecturer.get(f"/assignments/{assignment}/questions").get_data(as_text=True)
    answer = lecturer.put(f"/marking/{paper}/marks/time", {"level": 0, "comment": "", "base": 0})
    assert answer.status_code == 200
    assert "1 уровень из 10" in lecturer.get("/agreement").get_data(as_text=True)


def test_two_markers_a_round_a_second_look_and_a_scheme_work_alike(anybody: Callable[[str], Browser]) -> None:
    lecturer, student = anybody("lecturer@example.org"), anybody("daniyar@example.org")
    database = lecturer.client.application.extensions["trainer"].database
    with database.write() as db:
        submission, assignment = db.scalars(select(Submission)).one(), db.scalars(select(Assignment)).one()
        lecturers = select(Person).where(Person.email == "designer@example.org")
        db.add(Membership(course_id=assignment.course_id, person_id=db.scalars(lecturers).one().id,
                          role=Role.LECTURER, joined_at=utc_now()))  # fmt: skip
        assignment.second_marking, assignment.appeal_days = SecondMarking.EVERYBODY, 7
        assignment.due_at = submission.handed_in_at - dt.timedelta(hours=1)
        plan, of = f"/marking/{submission.public_id}", f"/assignments/{assignment.public_id}"
    second = anybody("designer@example.org")
    for made, level in ((lecturer, "1"), (second, "3")):
        fields = form_of(made.get(plan).get_data(as_text=True)) | ALL_TWO | {"m:time:level": level}
        assert made.post(f"{plan}/ready", fields).status_code == 302
    assert lecturer.post(f"{plan}/settle", {"m:time:level": "2", "m:time:words": "Күндер бар"}).status_code == 302
    assert lecturer.post(f"{plan}/ready", form_of(lecturer.get(plan).get_data(as_text=True))).status_code == 302
    assert lecturer.post(f"{plan}/release").status_code == 302
    attempt = re.search(r'"(/plans/[^"]*/attempts/[^"]*)"', student.get("/home").get_data(as_text=True)).group(1)
    assert student.post(f"{attempt}/second-look/time", {"reason": "Күндер тұр"}).status_code == 302
    asked = lecturer.get(f"{of}/second-looks").get_data(as_text=True)
    look = re.search(r'action="(/second-looks/[\w-]+)"', asked).group(1)
    assert lecturer.post(look, {"level": "3", "sentence": "Дұрыс"}).status_code == 302
    tried = {"kind": "percent", "rounding": "whole", "scale": "kz", "penalty": "5"}
    assert lecturer.get(f"{of}/scheme", query_string=tried | {"look": "1"}).status_code == 200
    assert lecturer.post(f"{of}/scheme", tried).status_code == 302
    page = student.get(attempt).get_data(as_text=True)
    assert "65 из 100" in page and "C" in page and "с 21 на 65" in page, "70 percent less a day of five"
    exemplar = re.search(r'value="(exemplar:[\w-]+)"', lecturer.get(f"{of}/rounds").get_data(as_text=True)).group(1)
    begun = lecturer.post(f"{of}/rounds", {"plan": exemplar}).headers["Location"]
    assert lecturer.post(begun, ALL_TWO | {"finish": "1"}).status_code == 302
    paths = (begun, f"{of}/rounds", f"{of}/two-markers", f"{of}/queue?state=mine", f"{of}/queue?state=settle",
             f"{of}/changes", f"{of}/marks", f"{of}/rubric", f"{plan}/settle")  # fmt: skip
    for path in paths:
        assert lecturer.get(path).status_code == 200, path
