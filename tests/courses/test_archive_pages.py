"""The archive of a course on its pages and on the command line."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.conftest import settings_in
from tests.courses.test_archive import files_of, repacked, rows_of, taken_out, with_file
from tests.courses.whole_course import LECTURER, fill
from tests.marking.fields import form_of
from tests.marking.test_marking import ALL_TWO, page_of
from trainer.cli import trainer as command
from trainer.models import Assignment, Course, Membership, Person, Role, Submission

COURSES = select(func.count(Course.id))


@pytest.fixture
def course(app) -> str:
    with app.extensions["trainer"].database.write() as db:
        return fill(db).public_id


def read(app, statement):
    with app.extensions["trainer"].database.read() as db:
        return db.scalar(statement)


def sent(made, data: bytes, name: str = "autumn.zip"):
    return made.post("/courses/new/archive", {"file": (io.BytesIO(data), name)})


def test_a_course_goes_out_and_comes_in_by_its_pages(app, browser, course) -> None:
    made = browser(LECTURER)
    assert f"/courses/{course}/archive" in made.get(f"/courses/{course}/settings").get_data(as_text=True)
    made.get(f"/courses/{course}/archive")
    answer = made.post(f"/courses/{course}/archive", {"names": "yes"})
    assert answer.mimetype == "application/zip" and f"course-{course}.zip" in answer.headers["Content-Disposition"]
    data = answer.get_data()
    assert not [name for name in files_of(data) if name.startswith("cases/")], "a lecturer takes no keys along"
    page = sent(made, data).get_data(as_text=True)
    assert "Ведение случая, 2 курс" in page and read(app, COURSES) == 1, "first a look, then the course"
    where = re.search(r'action="(/courses/new/archive/[\w-]+)"', page)[1]
    new = made.post(where).headers["Location"]
    assert read(app, COURSES) == 2
    assert "Курс принят из файла: Gulnara Akhmetova" in made.get(new).text
    assert "Курс принят из файла" not in made.get(f"/courses/{course}").text
    assert made.post(where).status_code == 404, "pressed twice, it comes in once"
    assert read(app, COURSES) == 2


def test_a_designer_takes_the_cases_along(app, browser, course) -> None:
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Person).where(Person.email == LECTURER)).one().may_design = True
    data = browser(LECTURER).post(f"/courses/{course}/archive").get_data()
    assert [name for name in files_of(data) if name.startswith("cases/samira-")]
    assert {row["email"] for row in rows_of(data, "people")} == {None}, "names only when they are asked for"


def test_only_who_leads_the_course_takes_it_out(app, browser, course) -> None:
    with app.extensions["trainer"].database.write() as db:
        sofia = select(Person.id).where(Person.email == "sofia@example.org")
        db.scalars(select(Membership).where(Membership.person_id.in_(sofia))).one().role = Role.ASSISTANT
    for email, status in (("sofia@example.org", 403), ("daniyar@example.org", 403), ("designer@example.org", 404)):
        made = browser(email)
        assert made.get(f"/courses/{course}/archive").status_code == status
        assert made.post(f"/courses/{course}/archive").status_code == status
    assert browser("daniyar@example.org").get("/courses/new/archive").status_code == 403


def test_a_bad_archive_is_refused_in_a_sentence(app, browser, course) -> None:
    made, good = browser(LECTURER), taken_out(app, read(app, select(Course.id)))
    bad = [b"", b"no zip", good[: len(good) // 2], repacked(good, with_file("marks.jsonl", b"{}\n")),
           repacked(good, with_file("marks.jsonl", b"{}\n"), hashes=False)]  # fmt: skip
    for data in bad:
        answer = sent(made, data)
        assert answer.status_code == 422 and "inout.archive" not in answer.get_data(as_text=True)
    assert made.post("/courses/new/archive").status_code == 422
    assert read(app, COURSES) == 1
    assert not list((app.extensions["trainer"].settings.var / "shelf").glob("*/data")), "nothing of them is kept"


def test_nobody_else_brings_in_what_somebody_sent(app, browser, course) -> None:
    page = sent(browser(LECTURER), taken_out(app, read(app, select(Course.id)))).get_data(as_text=True)
    where = re.search(r'action="(/courses/new/archive/[\w-]+)"', page)[1]
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Person).where(Person.email == "designer@example.org")).one().may_teach = True
    assert browser("designer@example.org").post(where).status_code == 404


def test_an_archive_may_be_larger_than_a_plan_for_who_teaches(browser) -> None:
    large = b"0" * 7_000_000
    assert sent(browser(LECTURER), large).status_code == 422
    assert sent(browser("daniyar@example.org"), large).status_code == 413


def test_a_large_archive_says_how_far_it_is(browser, course, monkeypatch) -> None:
    monkeypatch.setattr("trainer.courses.archive_pages.WAIT_SECONDS", 0)
    made = browser(LECTURER)
    where = made.post(f"/courses/{course}/archive").headers["Location"]
    for _turn in range(100):
        page = made.get(where).get_data(as_text=True)
        if "/download" in page:
            break
        assert "<progress" in page
        time.sleep(0.05)
    assert zipfile.ZipFile(io.BytesIO(made.get(where + "/download").get_data())).namelist()


def test_a_course_goes_out_and_comes_in_on_the_command_line(app, course, tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    env = {"TRAINER_VAR": str(settings.var)}
    run = CliRunner(env=env)
    assert course in run.invoke(command, ["course", "list"]).output
    out = tmp_path / "autumn.zip"
    assert run.invoke(command, ["course", "pack", course, str(out)]).exit_code == 0
    assert run.invoke(command, ["course", "pack", course, str(out)]).exit_code == 1, "nothing is written over"
    done = run.invoke(command, ["course", "unpack", str(out), "--lecturer", LECTURER])
    assert done.exit_code == 0 and read(app, COURSES) == 2
    again = tmp_path / "again.zip"
    assert run.invoke(command, ["course", "pack", read(app, select(func.max(Course.public_id)
                                .filter(Course.public_id != course))), str(again)]).exit_code == 0  # fmt: skip
    first, second = files_of(out.read_bytes()), files_of(again.read_bytes())
    assert {name for name in first if first[name] != second[name]} == {"manifest.json"}
    out.write_bytes(out.read_bytes()[:-9])
    refused = run.invoke(command, ["course", "unpack", str(out), "--lecturer", LECTURER])
    assert refused.exit_code == 1 and "zip" in refused.output and "Traceback" not in refused.output
    assert run.invoke(command, ["course", "unpack", str(again), "--lecturer", "sofia@example.org"]).exit_code == 1


def test_an_archive_does_not_tell_names_that_are_hidden(app, browser, course) -> None:
    with app.extensions["trainer"].database.write() as db:
        db.scalars(select(Assignment).order_by(Assignment.id)).first().blind = True
    made = browser(LECTURER)
    assert made.get(f"/courses/{course}/archive").get_data(as_text=True).count("<form") == 3, "no form but the menu's"
    answer = made.post(f"/courses/{course}/archive", {"names": "no"})
    assert answer.status_code == 409 and "План для семьи Самиры" in answer.get_data(as_text=True)


def test_what_markers_really_do_comes_in_again(app, browser) -> None:
    """Levels, a comment, a mark that moved after it was shown: as the desk records them."""
    made = browser(LECTURER)
    course, plan = read(app, select(Course.public_id)), f"/marking/{read(app, select(Submission.public_id))}"
    for level in ("2", "3"):
        form = form_of(page_of(made, plan))
        form |= {name: level if name.endswith(":level") else f"Слова {level}" for name in form
                 if name.startswith("m:") and name.endswith((":level", ":text"))} | ALL_TWO  # fmt: skip
        made.post(f"{plan}/ready", form | {"m:time:level": level})
        made.post(f"{plan}/release")
        made.post(f"{plan}/take-back")
    data = made.post(f"/courses/{course}/archive", {"names": "yes"}).get_data()
    assert {row["what"] for row in rows_of(data, "marking_log")} >= {"level", "ready", "released", "draft"}
    assert "/courses/new/archive/" in sent(made, data).get_data(as_text=True)
