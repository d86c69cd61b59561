"""Divide a course into groups: by hand, from a column of a list, or at random."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from trainer.courses import groups
from trainer.errors import Conflict, Invalid
from trainer.models import LONGEST_GROUP_NAME, CourseGroup, GroupMember, GroupSet

MOST_GROUPS = 400


def make_set(db: Session, course: int, title: str) -> GroupSet:
    """A new set without groups. Invalid when the course has one of this name."""
    if _set_called(db, course, title):
        raise Invalid("groups.title_taken")
    made = GroupSet(course_id=course, title=title)
    db.add(made)
    db.flush()  # its groups need the id
    return made


def share_out(db: Session, of_set: GroupSet, names: Iterable[str], *, chance: Random) -> int:
    """Put everybody who is in no group into one by chance, the smallest first, and return how many were placed.

    `names` are groups to be added before; afterwards no two groups differ by more than one unless they did before.
    """
    for name in names:
        _group_called(db, of_set, name, {})
    sizes = {line.group.id: line.people for line in groups.groups_in(db, of_set.id)}
    if not sizes:
        raise Invalid("groups.no_groups_yet")
    people = groups.without_group(db, of_set)
    chance.shuffle(people)
    for person in people:
        smallest = min(sizes, key=lambda id: (sizes[id], id))
        db.add(GroupMember(set_id=of_set.id, group_id=smallest, person_id=person))
        sizes[smallest] += 1
    return len(people)


def place_people(db: Session, of_set: GroupSet, wanted: Mapping[int, str]) -> list[str]:
    """Put each person into the group of this name, or out of theirs for an empty name; returns the names made anew.

    Nobody is taken out of a team that has handed in: Conflict, and nobody is moved.
    """
    members = db.scalars(
        select(GroupMember).where(GroupMember.set_id == of_set.id, GroupMember.person_id.in_(wanted))
    )
    present = {member.person_id: member for member in members}
    fixed = groups.handed_in_together(db, of_set.id)
    known = {group.title: group for group, _people in groups.groups_in(db, of_set.id)}
    made = [name for name in dict.fromkeys(wanted.values()) if name and name not in known]
    for person, name in wanted.items():
        group = _group_called(db, of_set, name, known) if name else None
        member = present.get(person)
        if member and member.group_id in fixed and (group is None or group.id != member.group_id):
            raise Conflict("groups.has_handed_in")
        if member and group:
            member.group_id = group.id
        elif member:
            db.delete(member)
        elif group:
            db.add(GroupMember(set_id=of_set.id, group_id=group.id, person_id=person))
    return made


def from_list(db: Session, course: int, title: str, wanted: Mapping[int, str]) -> GroupSet:
    """The groups of a list's column, in the set of this name; it is made where the course has none."""
    found = _set_called(db, course, title) or make_set(db, course, title)
    place_people(db, found, wanted)
    return found


def rename_group(db: Session, group: CourseGroup, title: str) -> None:
    """Another name for a group. Invalid when another group of the set has it."""
    taken = db.scalar(
        select(CourseGroup.id).where(
            CourseGroup.set_id == group.set_id, CourseGroup.title == title, CourseGroup.id != group.id
        )
    )
    if taken:
        raise Invalid("groups.title_taken")
    group.title = title


def remove_group(db: Session, group: CourseGroup) -> None:
    """Take a group away; its people are in none then. Conflict once a plan or a later due date rests on it."""
    if groups.is_used(db, [group.id]):
        raise Conflict("groups.is_used")
    db.execute(delete(GroupMember).where(GroupMember.group_id == group.id))
    db.delete(group)


def remove_set(db: Session, of_set: GroupSet) -> None:
    """Take a set with its groups away. Conflict once an assignment, a plan or a later due date rests on it."""
    ids = list(db.scalars(select(CourseGroup.id).where(CourseGroup.set_id == of_set.id)))
    if groups.is_used(db, ids, of_set=of_set.id):
        raise Conflict("groups.is_used")
    db.execute(delete(GroupMember).where(GroupMember.set_id == of_set.id))
    db.execute(delete(CourseGroup).where(CourseGroup.set_id == of_set.id))
    db.execute(delete(GroupSet).where(GroupSet.id == of_set.id))


def _set_called(db: Session, course: int, title: str) -> GroupSet | None:
    return db.scalars(select(GroupSet).where(GroupSet.course_id == course, GroupSet.title == title)).first()


def _group_called(db: Session, of_set: GroupSet, name: str, known: dict[str, CourseGroup]) -> CourseGroup:
    name = name[:LONGEST_GROUP_NAME]
    if name not in known:
        if len(known) >= MOST_GROUPS:
            raise Invalid("groups.too_many", most=MOST_GROUPS)
        known[name] = CourseGroup(set_id=of_set.id, title=name)
        db.add(known[name])
        db.flush()  # its members need the id
    return known[name]
