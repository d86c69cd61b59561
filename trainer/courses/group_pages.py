"""Pages of the groups of a course: its sets, a new one, and who is in which group of a set."""

from __future__ import annotations

from random import SystemRandom
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from trainer.courses import finding_people, grouping, groups, queries
from trainer.courses.blueprint import blueprint
from trainer.courses.forms import GroupNameForm, GroupSetForm
from trainer.courses.roster import clean_name
from trainer.errors import Invalid
from trainer.models import LONGEST_GROUP_NAME, Course, CourseGroup, GroupSet, Role
from trainer.web import access
from trainer.web.parts import reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _, and_list, ngettext


@blueprint.route("/courses/<course>/groups", methods=["GET", "POST"], endpoint="groups")
@access.member
def group_sets(course: str) -> Any:
    """The sets of groups of a course, and a new one: without groups, or with everybody shared out by chance."""
    found = queries.led_course(reading(), course, by=viewer().id)
    form = GroupSetForm(data={"way": "hand"}).offer()
    if form.validate_on_submit():
        try:
            with writing(course) as db:
                led = queries.led_course(db, course, by=viewer().id)
                made = grouping.make_set(db, led.id, form.title.data)
                if form.way.data == "random":
                    names = [_("groups.group_n", number=number) for number in range(1, form.groups.data + 1)]
                    grouping.share_out(db, made, names, chance=SystemRandom())
            return redirect(url_for("courses.group_set", course=course, group_set=made.public_id))
        except Invalid as error:
            form.title.errors = [_(error.key)]
    page = render_template("courses/groups.html", course=found, form=form, sets=groups.sets_of(reading(), found.id))
    return page, 200 if request.method == "GET" else 422


@blueprint.route("/courses/<course>/groups/<group_set>", methods=["GET", "POST"])
@access.member
def group_set(course: str, group_set: str) -> Any:
    """Who is in which group. A name typed beside a student puts them there; a new name makes a new group."""
    words, page = request.values.get("q", ""), request.values.get("page", 1, type=int)
    if request.method == "POST":
        with writing(group_set) as db:
            found, of_set = _led_set(db, course, group_set)
            kept, made = _place_typed(db, found, of_set)
        _say_placed(kept, made)
        back = url_for("courses.group_set", course=course, group_set=group_set, q=words or None, page=page)
        return redirect(f"{back}#people")
    db = reading()
    found, of_set = _led_set(db, course, group_set)
    people = finding_people.page_of(db, found.id, words=words, page=page, roles=(Role.STUDENT,))
    placed = groups.titles_in(db, of_set.id, [member.person_id for member in people.members])
    left = len(groups.without_group(db, of_set))
    return render_template(
        "courses/group_set.html",
        course=found, group_set=of_set, groups=groups.groups_in(db, of_set.id), people=people, placed=placed,
        left=left, q=words, longest=LONGEST_GROUP_NAME,
    )  # fmt: skip


@blueprint.post("/courses/<course>/groups/<group_set>/share")
@access.member
def share_out(course: str, group_set: str) -> Any:
    """Put everybody who is in no group of the set into one by chance."""
    with writing(group_set) as db:
        _found, of_set = _led_set(db, course, group_set)
        placed = grouping.share_out(db, of_set, (), chance=SystemRandom())
    flash(ngettext("groups.placed", "groups.placed", placed), "success")
    return redirect(url_for("courses.group_set", course=course, group_set=group_set))


@blueprint.post("/courses/<course>/groups/<group_set>/remove")
@access.member
def remove_group_set(course: str, group_set: str) -> Any:
    """Take a whole set away."""
    with writing(group_set) as db:
        _found, of_set = _led_set(db, course, group_set)
        title = of_set.title
        grouping.remove_set(db, of_set)
    flash(_("groups.removed", title=title), "success")
    return redirect(url_for("courses.groups", course=course))


@blueprint.route("/courses/<course>/groups/<group_set>/<group>", methods=["GET", "POST"])
@access.member
def group(course: str, group_set: str, group: str) -> Any:
    """Rename one group."""
    found, of_set = _led_set(reading(), course, group_set)
    shown = groups.group_of(reading(), of_set.id, group)
    form = GroupNameForm(obj=shown)
    if form.validate_on_submit():
        try:
            with writing(group_set) as db:
                grouping.rename_group(db, _led_group(db, course, group_set, group), form.title.data)
            return redirect(url_for("courses.group_set", course=course, group_set=group_set))
        except (Invalid, IntegrityError):
            form.title.errors = [_("groups.title_taken")]
    page = render_template("courses/group.html", course=found, group_set=of_set, group=shown, form=form)
    return page, 200 if request.method == "GET" else 422


@blueprint.post("/courses/<course>/groups/<group_set>/<group>/remove")
@access.member
def remove_group(course: str, group_set: str, group: str) -> Any:
    """Take one group away."""
    with writing(group_set) as db:
        found = _led_group(db, course, group_set, group)
        title = found.title
        grouping.remove_group(db, found)
    flash(_("groups.removed", title=title), "success")
    return redirect(url_for("courses.group_set", course=course, group_set=group_set))


def _led_set(db: Session, course: str, group_set: str) -> tuple[Course, GroupSet]:
    found = queries.led_course(db, course, by=viewer().id)
    return found, groups.set_of(db, found.id, group_set)


def _led_group(db: Session, course: str, group_set: str, group: str) -> CourseGroup:
    _found, of_set = _led_set(db, course, group_set)
    return groups.group_of(db, of_set.id, group)


def _place_typed(db: Session, course: Course, of_set: GroupSet) -> tuple[list[str], list[str]]:
    """Place whom the form moved; returns whom somebody else moved meanwhile, who is left alone, and the new groups."""
    moved = {
        name.partition(":")[2]: (request.form.get(f"was:{name.partition(':')[2]}", ""), _typed_name(words))
        for name, words in request.form.items()
        if name.startswith("in:")
    }
    moved = {person: (was, into) for person, (was, into) in moved.items() if was != into}
    students = {person.public_id: person for person in queries.students_of(db, course.id) if person.public_id in moved}
    present = groups.titles_in(db, of_set.id, [person.id for person in students.values()])
    wanted, kept = {}, []
    for public_id, person in students.items():
        was, into = moved[public_id]
        if present.get(person.id, "") not in (was, into):
            kept.append(person.name)
        else:
            wanted[person.id] = into
    return kept, grouping.place_people(db, of_set, wanted) if wanted else []


def _typed_name(words: str) -> str:
    return clean_name(words)[:LONGEST_GROUP_NAME].strip()


def _say_placed(kept: list[str], made: list[str]) -> None:
    flash(_("groups.saved"), "success")
    if made:
        flash(_("groups.made_new", groups=and_list(made)), "info")
    if kept:
        flash(_("groups.moved_meanwhile", names=and_list(kept)), "should")
