"""The main job over HTTP on both databases: what a page writes on SQLite it writes on PostgreSQL."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable

from sqlalchemy import event, select

from tests.conftest import Browser
from trainer.models import Assignment, SetAside, Submission
from trainer.web.parts import utc_now


def test_a_plan_with_strange_signs_is_written_handed_in_marked_and_released(anybody: Callable[[str], Browser]) -> None:
    student, lecturer = anybody("aigerim@example.org"), anybody("lecturer@example.org")
    begin = re.search(r'action="(/assignments/\w[^"]*/begin)"', student.get("/home").get_data(as_text=True)).group(1)
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
