"""A plan that a team writes together: who is in the team, who takes which part, who wrote last."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.errors import NotFound
from trainer.models import GroupMember, Person, Run, TeamPart, TeamRole
from trainer.plans import queries
from trainer.plans.blueprint import blueprint
from trainer.web import access
from trainer.web.parts import reading, writing
from trainer.web.viewer import viewer
from trainer.web.words import _


class Mate(NamedTuple):
    """Somebody of the team with the part they take; None while none was chosen."""

    person: Person
    part: TeamPart | None


@blueprint.route("/<run>/team", methods=["GET", "POST"], endpoint="team")
@access.member
def team_page(run: str) -> Any:
    """Who takes which part. Everybody in the team may say so: they agree among themselves."""
    found = queries.own_run(reading(), run, of=viewer().id)
    if found.team is None:
        raise NotFound()
    if request.method == "GET":
        mates = team_of(reading(), found)
        return render_template("plans/team.html", run=found, mates=mates, parts=[part.value for part in TeamPart])
    with writing(run) as db:
        own = queries.own_run(db, run, of=viewer().id)
        take_parts(db, own, {name: part for name, part in request.form.items() if part in set(TeamPart) or not part})
    flash(_("teams.saved"), "success")
    return redirect(url_for("plans.team", run=run))


def team_of(db: Session, run: Run) -> list[Mate]:
    """The members of a run's team by name; nobody where one person writes alone."""
    if run.team_id is None:
        return []
    rows = db.execute(
        select(Person, TeamRole.part)
        .join(GroupMember, GroupMember.person_id == Person.id)
        .outerjoin(TeamRole, (TeamRole.person_id == Person.id) & (TeamRole.run_id == run.id))
        .where(GroupMember.group_id == run.team_id)
        .order_by(Person.name, Person.id)
    )
    return [Mate(person, TeamPart(part) if part else None) for person, part in rows]


def take_parts(db: Session, run: Run, chosen: dict[str, str]) -> None:
    """Keep the part of each member named by public id; an empty one takes it away. Strangers are passed over."""
    kept = {role.person_id: role for role in db.scalars(select(TeamRole).where(TeamRole.run_id == run.id))}
    for person, _part in team_of(db, run):
        part, role = chosen.get(person.public_id), kept.get(person.id)
        if part is None:
            continue
        if role and not part:
            db.delete(role)
        elif role:
            role.part = TeamPart(part)
        elif part:
            db.add(TeamRole(run_id=run.id, person_id=person.id, part=TeamPart(part)))


def writer_of(run: Run, person: Person | None) -> str:
    """Who wrote a text, where several do: a name, or that it was the reader; empty for a plan of one's own."""
    if run.team_id is None or person is None:
        return ""
    return _("teams.written_by_you") if person.id == viewer().id else _("teams.written_by", name=person.name)
