"""A course as one file: everything in it goes out and comes in again, and nothing that is not trusted does."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.courses.whole_course import AT, COLLEAGUE, LECTURER, fill
from trainer.courses.archive import bringing, reading, writing
from trainer.courses.archive.kinds import BY_TABLE, KINDS, LEFT_OUT, target_of
from trainer.errors import Invalid
from trainer.models import (
    Addressed,
    Assignment,
    Base,
    CaseVersion,
    Comment,
    Course,
    Institution,
    Marking,
    Membership,
    Person,
    Role,
)

LATER = AT.replace(year=2027)


def taken_out(app: Flask, course: int, *, names: bool = True, keys: bool = True) -> bytes:
    file = io.BytesIO()
    with app.extensions["trainer"].database.read() as db:
        writing.write(db, db.get_one(Course, course), file, names=names, keys=keys, now=AT, tell=lambda *_: None)
    return file.getvalue()


def brought_in(app: Flask, data: bytes, *, keys: bool = True, email: str = LECTURER) -> int:
    archive = reading.look_through(io.BytesIO(data), reading.ON_THE_WEB)
    archive.check()
    with app.extensions["trainer"].database.write() as db:
        by = db.scalars(select(Person).where(Person.email == email)).one()
        into = db.get_one(Institution, by.institution_id)
        return bringing.bring_in(db, archive, into=into, by=by.id, keys=keys, now=LATER).id


def fates(app: Flask, data: bytes) -> dict[str, int]:
    archive = reading.look_through(io.BytesIO(data), reading.ON_THE_WEB)
    with app.extensions["trainer"].database.read() as db:
        return dict(bringing.foresee(db, archive, into=db.scalars(select(Institution)).first(), keys=True))


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(data: bytes, name: str) -> list[dict]:
    return [json.loads(line) for line in files_of(data)[f"{name}.jsonl"].splitlines()]


def repacked(data: bytes, change: Callable[[dict[str, bytes]], None], *, hashes: bool = True) -> bytes:
    """The archive with some of its files changed; with `hashes` its manifest is made to fit."""
    import hashlib

    files = files_of(data)
    change(files)
    if hashes:
        manifest = json.loads(files["manifest.json"])
        for name, note in manifest["files"].items():
            if name in files:
                note |= {"sha256": hashlib.sha256(files[name]).hexdigest(), "rows": files[name].count(b"\n")}
        files["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def course(app: Flask) -> int:
    with app.extensions["trainer"].database.write() as db:
        return fill(db).id


def counts(app: Flask) -> dict[str, int]:
    with app.extensions["trainer"].database.read() as db:
        return {table.name: db.scalar(select(func.count()).select_from(table)) for table in Base.metadata.sorted_tables}


def test_every_table_that_hangs_on_a_course_travels_or_is_left_out_for_a_reason() -> None:
    tables = Base.metadata.sorted_tables
    hanging = {table.name for table in tables if any(target_of(column) in BY_TABLE for column in table.columns)}
    assert hanging - set(BY_TABLE) == set(LEFT_OUT)


def test_out_and_in_again_gives_the_same_rows(app, course) -> None:
    first = taken_out(app, course)
    assert not [kind.name for kind in KINDS if not rows_of(first, kind.name)], "the course has everything"
    assert fates(app, first) == {"known": 5, "new": 1}  # who has no address cannot be known again
    made = brought_in(app, first)
    assert made != course
    second = taken_out(app, made)
    assert files_of(first) == files_of(second)


def test_what_names_another_row_names_the_new_one(app, course) -> None:
    made = brought_in(app, taken_out(app, course))
    with app.extensions["trainer"].database.read() as db:
        of_new = select(Marking.public_id).join(Marking.submission).where(
            Assignment.course_id == made, Assignment.id == Base.metadata.tables["submission"].c.assignment_id
        )
        comments = set(db.scalars(select(Comment.public_id).join(Comment.marking).where(Marking.public_id.in_(of_new))))
        abouts = list(db.scalars(select(Addressed.about).order_by(Addressed.id.desc()).limit(3)))
        markings = set(db.scalars(of_new))
    assert len(comments) == 1 and len(markings) == 3
    assert abouts[2] in comments and {about.rpartition("-")[0] for about in abouts[:2]} <= markings


def test_the_archive_holds_no_id_of_the_installation_and_no_link_that_lets_in(app, course) -> None:
    data = taken_out(app, course)
    text = b"".join(content for name, content in files_of(data).items() if not name.endswith(".zip")).decode()
    with app.extensions["trainer"].database.read() as db:
        secret = [each for column in (Comment.public_id, Marking.public_id, Course.public_id, Person.password_hash)
                  for each in db.scalars(select(column))]  # fmt: skip
    assert not [each for each in secret if each and each in text]


def test_without_names_nobody_is_named_beside_what_was_written(app, course) -> None:
    people = rows_of(taken_out(app, course, names=False), "people")
    assert {row["email"] for row in people} == {None} and all(row["name"] == row["key"] for row in people)


def test_on_another_installation_people_are_made_without_a_password_or_a_right(app, course, other) -> None:
    assert fates(other, taken_out(app, course)) == {"new": 6}
    made_course = brought_in(other, taken_out(app, course), email="head@elsewhere.org")
    with other.extensions["trainer"].database.read() as db:
        made = db.scalars(select(Person).where(Person.email == COLLEAGUE)).one()
        assert made.password_hash is None and not made.may_teach
        places = db.execute(select(Person.email, Membership.role).join(Membership.person)
                            .where(Membership.course_id == made_course)).all()  # fmt: skip
    roles = dict(row for row in places if row[0])
    assert roles[COLLEAGUE] == Role.ASSISTANT and roles["head@elsewhere.org"] == Role.LECTURER
    again = taken_out(other, made_course)
    for name in ("plans", "marks", "comments", "reviews", "appeals", "runs"):
        assert len(rows_of(again, name)) == len(rows_of(taken_out(app, course), name))


@pytest.fixture
def other(tmp_path, stocked):
    """Another installation with the same bank and other people."""
    import shutil

    from tests.conftest import settings_in
    from trainer import create_app

    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copy(stocked, folder / "trainer.db")
    app = create_app(settings_in(folder))
    with app.extensions["trainer"].database.write() as db:
        for person in db.scalars(select(Person)):
            person.email = f"{person.id}@elsewhere.org"
            if person.may_teach:
                person.email = "head@elsewhere.org"
    yield app
    app.extensions["trainer"].database.close()


def test_a_case_that_lacks_comes_along_for_a_designer_and_is_named_to_everybody_else(app, course, other) -> None:
    with other.extensions["trainer"].database.write() as db:
        db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one().slug = "another"
    head = {"email": "head@elsewhere.org"}
    for data, keys, key in ((taken_out(app, course, keys=False), True, "inout.archive_cases_missing"),
                            (taken_out(app, course), False, "inout.archive_cases_withheld")):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            brought_in(other, data, keys=keys, **head)
        assert refused.value.key == key and refused.value.values["cases"].startswith("samira@")
    made = brought_in(other, taken_out(app, course), **head)
    with other.extensions["trainer"].database.read() as db:
        case = db.scalars(select(CaseVersion).where(CaseVersion.slug == "samira")).one()
        assert case.visibility == "private" and case.owner_id
        used = select(Assignment.case_version_id).where(Assignment.course_id == made)
        assert set(db.scalars(used)) == {case.id}


def changed_row(name: str, **values: object) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        first, *rest = files[name].splitlines(keepends=True)
        files[name] = json.dumps(json.loads(first) | values).encode() + b"\n" + b"".join(rest)

    return change


def with_file(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: content})


def doubled(name: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        files[name] = files[name].splitlines(keepends=True)[0] + files[name]

    return change


HOSTILE = {
    "a row without its fields": (with_file("marks.jsonl", b"{}\n"), True, "archive_row"),
    "a level of nine": (changed_row("marks.jsonl", level=9), True, "archive_row"),
    "a criterion that is none": (changed_row("appeals.jsonl", criterion="Beauty!"), True, "archive_row"),
    "a marking of a fourth": (changed_row("markings.jsonl", slot=4), True, "archive_row"),
    "a record without its field": (changed_row("marking_log.jsonl", values={}), True, "archive_row"),
    "a round with a level that is a word": (changed_row("rounds.jsonl", expected={"time": "x"}), True, "archive_row"),
    "a zone that there is not": (changed_row("course.jsonl", timezone="Moon/Crater"), True, "archive_row"),
    "a field too many": (changed_row("marks.jsonl", id=1), True, "archive_row"),
    "a role that there is not": (changed_row("members.jsonl", role="rector"), True, "archive_row"),
    "a plan that is none": (changed_row("plans.jsonl", document={"goals": 7}), True, "archive_row"),
    "a sign that no database keeps": (changed_row("comments.jsonl", text="a\0b"), True, "archive_row"),
    "half a sign": (changed_row("comments.jsonl", text="a\ud800b"), True, "archive_row"),
    "a time without a zone": (changed_row("comments.jsonl", saved_at="2026-01-01T10:00:00"), True, "archive_row"),
    "a row that names nobody": (changed_row("runs.jsonl", owner="p999"), True, "archive_contradicts"),
    "a row that names no row": (changed_row("marks.jsonl", marking=77), True, "archive_contradicts"),
    "two people of one address": (doubled("people.jsonl"), True, "archive_contradicts"),
    "two places of one person": (doubled("members.jsonl"), True, "archive_contradicts"),
    "no row for the course": (with_file("course.jsonl", b""), True, "archive_contradicts"),
    "an edited row": (changed_row("marks.jsonl", level=3), False, "archive_changed"),
    "a file too few": (lambda files: files.pop("marks.jsonl"), False, "archive_incomplete"),
    "a file too many": (with_file("more.jsonl", b""), False, "archive_incomplete"),
    "a path that leads outside": (with_file("../marks.jsonl", b""), False, "archive_broken"),
    "another format": (with_file("manifest.json", b'{"format": "course-archive/9"}'), False, "archive_not_ours"),
    "a manifest that is none": (with_file("manifest.json", b"[" * 90_000), False, "archive_not_ours"),
    "a bomb": (with_file("marks.jsonl", b"0" * 450_000_000), False, "archive_too_big"),
    "a line without an end": (with_file("marks.jsonl", b" " * 30_000_000), True, "archive_too_big"),
}  # fmt: skip


def test_what_is_not_trusted_is_refused_in_a_sentence_and_leaves_nothing(app, course) -> None:
    good, before = taken_out(app, course), counts(app)
    for what, (change, hashes, key) in HOSTILE.items():
        data = repacked(good, change, hashes=hashes)
        begun = time.perf_counter()
        with pytest.raises(Invalid) as refused:
            brought_in(app, data)
        assert refused.value.key == f"inout.{key}", what
        assert time.perf_counter() - begun < 20, what
    for cut in (0, 10, len(good) // 2, len(good) - 5):
        with pytest.raises(Invalid):
            brought_in(app, good[:cut])
    assert counts(app) == before


def test_a_file_that_grows_is_looked_through_in_little_memory(app, course) -> None:
    data = repacked(taken_out(app, course), lambda files: files.update({"marks.jsonl": b"0" * 90_000_000}))
    tracemalloc.start()
    with pytest.raises(Invalid):
        brought_in(app, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_html_is_made_anew_and_never_brought_in(app, course) -> None:
    made = brought_in(
        app, repacked(taken_out(app, course), changed_row("assignments.jsonl", instructions="<script>x</script> *y*"))
    )
    with app.extensions["trainer"].database.read() as db:
        html = db.scalars(
            select(Assignment.instructions_html).where(Assignment.course_id == made).order_by(Assignment.id)
        ).first()
    assert "<script" not in html and "<em>y</em>" in html
