"""The desk half of `trainer bench`: the lecturer's pages of a large course, on each database that is at hand."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from trainer.cli.bench_course import LECTURER, STUDENT, make_course
from trainer.cli.bench_load import Counted, Served, Visitor, load, marking, opening, serving
from trainer.cli.serve import stock
from trainer.cli.temporary_postgresql import programs, temporary_database, temporary_server
from trainer.db import Database
from trainer.db.migrate import upgrade
from trainer.settings import Settings

CLIENTS = 8
# Pictures of a whole course are asked for by one client: eight at once would wait for each other for minutes.
ALONE = ("course_questions", "agreement")


def measure(seconds: float, *, students: int, assignments: int, only: str | None = None) -> dict[str, Any]:
    """Figures of a made course on SQLite and PostgreSQL; a database that is not at hand has none."""
    figures: dict[str, Any] = {}
    for name, place in DATABASES:
        if only in (None, name):
            with place() as env:
                found = _measure(env, seconds, students, assignments) if env else {"missing": True}
            figures |= {f"{name}_{key}": value for key, value in found.items()}
    return figures


@contextmanager
def _sqlite() -> Iterator[dict[str, str]]:
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        yield {"TRAINER_VAR": folder, "TRAINER_DATABASE_URL": ""}


@contextmanager
def _postgresql() -> Iterator[dict[str, str] | None]:
    """A database of our own: nothing is ever written into the one that the address names."""
    url, found = Settings.from_env().database_url, programs()
    with tempfile.TemporaryDirectory(prefix="trainer-bench-") as folder:
        if url.startswith("postgresql"):
            with temporary_database(url) as made:
                yield {"TRAINER_VAR": folder, "TRAINER_DATABASE_URL": made}
        elif found:
            with temporary_server(found) as made:
                yield {"TRAINER_VAR": folder, "TRAINER_DATABASE_URL": made}
        else:
            yield None


# Where to measure: each gives the environment of a database of our own, or None where there is none.
DATABASES = (("sqlite", _sqlite), ("postgresql", _postgresql))


def _measure(env: dict[str, str], seconds: float, students: int, assignments: int) -> dict[str, Any]:
    settings = Settings.from_env({**env, "TRAINER_LIMITS": "no"})
    begun = time.perf_counter()
    _make(settings, students, assignments)
    figures: dict[str, Any] = {"made_s": round(time.perf_counter() - begun, 1)}
    with serving("serve", env) as server:
        desk = Desk(server)
        figures |= desk.pages(seconds) | desk.saves(seconds) | desk.course_files()
    return figures | statements(settings, desk.paths, desk.papers[-1])


def _make(settings: Settings, students: int, assignments: int) -> None:
    database = Database(settings.database_url)
    upgrade(database)
    stock(database, settings)
    made = make_course(database, students=students, assignments=assignments)
    label = f"Making {students} students and {assignments} assignments"
    with click.progressbar(made, length=assignments, label=label, file=sys.stderr) as steps:
        for _ in steps:
            pass
    if not database.on_sqlite:
        # What PostgreSQL does by itself within a minute of such a load.
        with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")
    database.close()


class Desk:
    """The lecturer at the newest assignment of the course, and one student at home."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.lecturer = Visitor(server.port).sign_in(LECTURER)
        self.student = Visitor(server.port).sign_in(STUDENT)
        course = self.lecturer.links("/courses", rb'href="(/courses/(?!new)[\w-]+)"')[0]
        assignment = self.lecturer.links(course, rb'href="(/assignments/[\w-]+)/queue"')[0]
        queue = f"{assignment}/queue"
        self.course = course
        self.papers = self.lecturer.links(f"{queue}?state=waiting", rb'href="(/marking/[\w-]+)')
        self.paths = {
            "queue": f"{queue}?state=waiting",
            "queue_last_page": f"{queue}?state=all&page=99999",
            "marking_page": self.papers[0],
            "marks": f"{assignment}/marks",
            "course": course,
            "courses": "/courses",
            "class_pictures": f"{assignment}/class",
            "plans_behind": f"{assignment}/class/plans?what=suggested&id=time&level=3&attempt=1",
            "seminar": f"{assignment}/seminar",
            "questions": f"{assignment}/questions",
            "course_questions": f"{course}/questions",
            "agreement": "/agreement",
            "lecturer_home": "/home",
            "student_home": "/home",
            "export_csv": f"{assignment}/marks.csv",
            "export_xlsx": f"{assignment}/marks.xlsx",
            "export_moodle": f"{assignment}/moodle.csv",
            "course_marks": f"{course}/marks",
        }

    def pages(self, seconds: float) -> dict[str, Any]:
        """Every page asked for by one client, then by eight; the marking page of another plan each time."""
        figures: dict[str, Any] = {}
        for name, path in self.paths.items():
            person = self.student if name == "student_home" else self.lecturer
            paths = self.papers if name == "marking_page" else [path]
            clients = 1 if name in ALONE else CLIENTS
            figures |= self._both(name, [opening(person.again(), *paths) for _ in range(clients)], seconds)
            figures[f"{name}_kb"] = round(len(person.ask("GET", path)[1]) / 1024, 1)
        return figures

    def saves(self, seconds: float) -> dict[str, Any]:
        """Marks saved by one marker, then by eight, each on a plan of their own."""
        return self._both("mark_saved", [marking(self.lecturer.again(), p) for p in self.papers[:CLIENTS]], seconds)

    def course_files(self) -> dict[str, Any]:
        """The seconds from asking for each file of the whole course until it is here, and how large it is."""
        figures: dict[str, Any] = {}
        for kind in ("xlsx", "csv", "long"):
            begun, before = time.perf_counter(), self.server.cpu()
            data = self._made(*self.lecturer.ask("POST", f"{self.course}/marks", {"kind": kind}))
            figures[f"course_{kind}_s"] = round(time.perf_counter() - begun, 2)
            after = self.server.cpu()
            figures[f"course_{kind}_cpu_s"] = None if before is None or after is None else round(after - before, 2)
            figures[f"course_{kind}_kb"] = round(len(data) / 1024, 1)
        return figures

    def _made(self, status: int, data: bytes, headers: dict[str, str]) -> bytes:
        """The file, when the page says that it is made; a small one is here at once."""
        place = headers.get("Location")
        while place:
            status, page, _headers = self.lecturer.ask("GET", place)
            if status == 200 and b"/download" in page:
                status, data, _headers = self.lecturer.ask("GET", f"{place}/download")
                break
            if b"<progress" not in page:
                raise LookupError(f"{place} was not made")
            time.sleep(0.2)
        if status != 200:
            raise LookupError(f"the file of a course answered {status}")
        return data

    def _both(self, name: str, acts: list[Callable[[], bool]], seconds: float) -> dict[str, Any]:
        acts[0]()  # the first time fills caches, and the clients before it waited for theirs
        alone = load("", acts[:1], seconds, self.server.cpu)
        figures = {f"{name}{key}": alone.get(key) for key in ("_p50_ms", "_p95_ms", "_cpu_ms")}
        if len(acts) == 1:
            return figures | {f"{name}_failed": alone["_failed"]}
        together = load("", acts, seconds, self.server.cpu)
        figures |= {f"{name}_per_second": together["_per_second"], f"{name}_8_p95_ms": together["_p95_ms"]}
        return figures | {f"{name}_failed": alone["_failed"] + together["_failed"]}


def statements(settings: Settings, paths: dict[str, str], paper: str) -> dict[str, int]:
    """The SQL statements of each page and of a saved mark."""
    figures = {}
    lecturer, student = Counted(settings).sign_in(LECTURER), Counted(settings).sign_in(STUDENT)
    for name, path in paths.items():
        counted = student if name == "student_home" else lecturer
        counted.statements(path)  # the first time reads the case and the rubric, which are then kept
        figures[f"{name}_sql_statements"] = counted.statements(path)
    figures["mark_saved_sql_statements"] = lecturer.of_a_save(f"{paper}/marks/time")
    lecturer.close()
    student.close()
    return figures
