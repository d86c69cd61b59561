"""The pages of a class ask the database as often for a hundred students as for ten, and show them a page at a time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import settings_in
from trainer.cli.bench_course import LECTURER, STUDENT, make_course
from trainer.cli.bench_load import Counted

SMALL, LARGE = 10, 120


def class_of(students: int, stocked: Path, folder: Path) -> Counted:
    """A lecturer's browser in a class of so many students."""
    folder.mkdir()
    shutil.copy(stocked, folder / "trainer.db")
    made = Counted(settings_in(folder))
    assert list(make_course(made.database, students=students, assignments=2)) == [1, 2]
    return made.sign_in(LECTURER)


@pytest.fixture(scope="module")
def classes(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Counted, Counted]]:
    """A small class and a large one, in two databases."""
    folder = tmp_path_factory.mktemp("classes")
    made = tuple(class_of(students, stocked, folder / str(students)) for students in (SMALL, LARGE))
    yield made
    for each in made:
        each.close()


def text_of(desk: Counted, path: str) -> str:
    answer = desk.client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def course_of(desk: Counted) -> str:
    return re.search(r'href="(/courses/(?!new)[\w-]+)"', text_of(desk, "/courses"))[1]


QUEUE = "/assignments/desk-1/queue?state="


def paths(desk: Counted) -> dict[str, str]:
    """A plan handed in once and not marked, one marked already, and the pages around them."""
    unmarked, marked = (
        re.findall(r'href="(/marking/[\w-]+-1)[?"]', text_of(desk, QUEUE + state))[-1] for state in ("waiting", "ready")
    )
    return {
        "queue": QUEUE + "waiting", "all handed in": QUEUE + "all", "unmarked plan": unmarked, "marked plan": marked,
        "marks": "/assignments/desk-1/marks", "file of marks": "/assignments/desk-1/marks.csv",
        "class in pictures": "/assignments/desk-1/class", "seminar": "/assignments/desk-1/seminar",
        "plans behind a picture": "/assignments/desk-1/class/plans?what=suggested&id=time&level=3&attempt=1",
        "marks of the course": f"{course_of(desk)}/marks",
        "course": course_of(desk), "courses": "/courses", "home": "/home",
    }  # fmt: skip


def test_a_larger_class_costs_no_more_statements(classes) -> None:
    small, large = ({name: desk.statements(path) for name, path in paths(desk).items()} for desk in classes)
    assert large == small


def test_a_mark_is_saved_with_as_many_statements(classes) -> None:
    small, large = (desk.of_a_save(paths(desk)["unmarked plan"] + "/marks/time") for desk in classes)
    assert large == small <= 9


def names_on(desk: Counted, path: str) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a [^>]+>)?([^<]+)<', text_of(desk, path))


def test_the_table_of_marks_goes_on_over_its_pages_and_leaves_nobody_out(classes) -> None:
    desk = classes[1]
    pages = [names_on(desk, f"/assignments/desk-1/marks?page={page}") for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    whole = csv.reader(io.StringIO(text_of(desk, "/assignments/desk-1/marks.csv"), newline=""))
    assert [name for page in pages for name in page] == [line[0] for line in whole][1:]


def test_the_people_of_a_course_go_on_over_its_pages_with_those_who_teach_first(classes) -> None:
    desk = classes[1]
    course = course_of(desk)
    pages = [names_on(desk, f"{course}?page={page}") for page in (1, 2, 3)]
    assert pages[0][0] == "Gulnara Akhmetova" and sum(len(page) for page in pages) == LARGE + 1
    assert "page=2#people" in text_of(desk, course)


def test_a_small_class_has_no_pages(classes) -> None:
    desk = classes[0]
    assert 'class="pager"' not in text_of(desk, course_of(desk)) + text_of(desk, "/assignments/desk-1/marks")


def test_a_page_that_there_is_not_is_the_last_one(classes) -> None:
    desk = classes[1]
    for path in ("/assignments/desk-1/marks", course_of(desk)):
        assert names_on(desk, f"{path}?page=99999999999") == names_on(desk, f"{path}?page=3")
        assert names_on(desk, f"{path}?page=-1") == names_on(desk, path)


def test_the_course_says_how_many_handed_in_and_how_many_wait(classes) -> None:
    """Of ten students nine hand in, one of them twice; the attempt that was overtaken waits for nobody."""
    desk = classes[1]
    waiting = [int(each) for each in re.findall(r"<strong>[^<]*?(\d+)", text_of(desk, course_of(desk)))]
    assert len(waiting) == 1
    tab = int(re.search(r"state=waiting[^>]*>[^<]*· (\d+)", text_of(desk, QUEUE + "waiting"))[1])
    assert waiting == [tab]
    assert text_of(desk, course_of(desk)).count(f"{LARGE * 9 // 10}") == 2


def test_a_students_home_does_not_grow_with_the_class(classes) -> None:
    counts = [desk.sign_in(STUDENT).statements("/home") for desk in classes]
    for desk in classes:
        desk.sign_in(LECTURER)
    assert counts[0] == counts[1]


def test_the_bench_of_the_desk_gives_figures_of_every_page(tmp_path: Path) -> None:
    """A real server on a made course; nothing is left in the place of the installation that asks."""
    words = "bench desk --students 10 --assignments 1 --seconds 0.01 --database sqlite --format json".split()
    env = {**os.environ, "TRAINER_VAR": str(tmp_path)}
    said = subprocess.run([sys.executable, "-m", "trainer", *words], env=env, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert "Making 10 students" in said.stderr
    figures = json.loads(said.stdout)
    failed = {name: figure for name, figure in figures.items() if name.endswith("_failed")}
    assert len(failed) > 10 and not any(failed.values()), failed
    assert figures["sqlite_marking_page_sql_statements"] < 15 and figures["sqlite_marks_p50_ms"] > 0
    assert not list(tmp_path.glob("*.db"))
