"""A case on paper, for a class without computers: what is handed out, and what the teacher keeps."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Response, render_template
from markupsafe import Markup

from trainer.bank.exemplars import Exemplar
from trainer.checker.case import Case, Event, Fact, Key
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.documents import docx_page
from trainer.models import CaseVersion
from trainer.web.case_page import case_page, language_of, names_of
from trainer.web.documents import case_of
from trainer.web.markdown import to_html
from trainer.web.plan_view import PlanRead, plan_read
from trainer.web.words import speak

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Rows of the empty plan that fit on a page beside their headings.
EMPTY_ROWS = range(1, 5)


class Worked(NamedTuple):
    """A worked plan with its title and level."""

    title: str
    level: str
    plan: PlanRead


class Kept(NamedTuple):
    """What the teacher keeps: the note, the key, what comes later, the worked plans."""

    note: Markup
    key: Key
    names: dict[str, str]
    later: list[tuple[Event, list[Fact]]]
    plans: list[Worked]


def pack_page(version: CaseVersion, rubric: Rubric, wanted: str, *, teaching: bool) -> dict[str, Any]:
    """Everything of the pack, which speaks one language throughout: that of the case, also on its headings."""
    case = case_of(version)
    into = language_of(case, wanted)
    speak(into.value)
    page = case_page(case, into.value)
    kept = _kept(version, case, into) if teaching else None
    return page | {"rubric": rubric, "rows": EMPTY_ROWS, "kept": kept, "version": version}


def pack_file(
    version: CaseVersion, rubric: Rubric, wanted: str, *, teaching: bool, to_draw: bool = False
) -> Response:
    """The same as a Word document, to be changed before class: made from the printed page, its drawings as tables.

    `to_draw` leaves these out, for a student who is to draw them.
    """
    page = pack_page(version, rubric, wanted, teaching=teaching)
    into = page["into"]
    data = docx_page.write(
        render_template("_parts/pack.html", to_draw=to_draw, **page),
        title=page["case"].title[Language(into)], language=into,
        left_out={"no-print", "sr", "signs"}, new_page={"pack-stage", "pack-page", "pack-drawn"},
        pictures={each.name: each.data for each in version.pictures},
    )  # fmt: skip
    name = f"{version.slug}-{into}{'-teacher' if teaching else ''}.docx"
    return Response(data, mimetype=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _kept(version: CaseVersion, case: Case, into: Language) -> Kept:
    facts = {fact.id: fact for fact in case.facts}
    exemplars = [Exemplar.model_validate(each) for each in version.teaching.get("exemplars", ())]
    return Kept(
        note=to_html(version.teaching.get("notes", {}).get(into.value, "")),
        key=case.key,
        names=names_of(case, into),
        later=[(event, [facts[id] for id in event.reveals if id in facts]) for event in case.events],
        plans=[
            Worked(each.title.get(into, each.id), each.level, plan_read(each.plan(into), case)) for each in exemplars
        ],
    )
