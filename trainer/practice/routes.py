"""Pages of practice: the first page, the student's home, the cases, and the handbook of questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_login import current_user

from trainer.bank.handbook_case import example_facts
from trainer.checker import handbook
from trainer.checker.case import Case
from trainer.checker.examples import CELLS
from trainer.checker.handbook import BrokenPage
from trainer.checker.search import search
from trainer.checker.values import Language
from trainer.documents.errors import Unreadable
from trainer.errors import NotAllowed, NotFound, TooOften
from trainer.models import CaseVersion, Person
from trainer.practice import pictures, queries, service, swap_pages  # noqa: F401 - its pages hang on the same blueprint
from trainer.practice.blueprint import blueprint
from trainer.practice.finding import finding_page, first_cases, kinds_of
from trainer.practice.pages import (
    CAME_BACK,
    TO_WRITE,
    chapters,
    due_list,
    examples_of,
    for_reader,
    found_by_criterion,
)
from trainer.practice.trying import tried
from trainer.practice.use import use_of
from trainer.web import access
from trainer.web.case_pack import pack_file, pack_page
from trainer.web.case_page import case_page, taxon
from trainer.web.documents import case_for_students, case_of, default_rubric, open_cases, rubric_of
from trainer.web.fragments import case_fragment
from trainer.web.limits import limit
from trainer.web.parts import now, reading, writing
from trainer.web.troubles import say_trouble
from trainer.web.viewer import begin_sign_in, remember_here, viewer
from trainer.web.words import LANGUAGES, _, language, timezone

# Of pasted words: five times the longest plan of the bank.
MOST_SIGNS = 200_000
# Of words that are looked for in the handbook.
MOST_ASKED = 100
# A class begins together behind one address; a program that makes visitors without end is stopped.
VISITORS = limit("visitor", address="300 per 10 minutes")


@blueprint.get("/")
@access.public
def landing() -> Any:
    """The first page; whoever has work here goes to it."""
    if current_user.is_authenticated:
        return redirect(url_for("practice.home"))
    return render_template("landing/index.html")


@blueprint.get("/home")
@access.practising
def home() -> Any:
    """What is assigned, what was begun, what may be practised."""
    db = reading()
    person = viewer()
    assigned = [] if person.is_visitor else due_list(queries.assigned_to(db, person.id), now())
    return render_template(
        "practice/home.html",
        assigned=assigned,
        to_read=queries.to_read(db, person.id) if person.is_lecturer else [],
        to_write=sum(each.state in TO_WRITE and not each.closed for each in assigned),
        came_back=sum(each.state in CAME_BACK for each in assigned),
        runs=queries.practice_runs(db, person.id),
        kept=[] if person.is_visitor else queries.kept_runs(db, person.id),
        reported=queries.reports_made(db, person.id),
        cases=first_cases(db, person.institution_id),
        taxon=taxon,
    )


@blueprint.get("/cases")
@access.public
def cases() -> Any:
    """The cases that anybody may practise on; by words, by kinds, or all of them."""
    lecturer = current_user.is_authenticated and viewer().is_lecturer
    page = finding_page(reading(), _institution(), request.args, for_courses=lecturer)
    return render_template("practice/cases.html", taxon=taxon, **page)


@blueprint.get("/cases/<slug>")
@access.public
def case(slug: str) -> Any:
    """One case as a student meets it: without its key."""
    version = queries.open_case(reading(), _institution(), slug)
    found: Case = case_of(version)
    page = case_page(found, _wanted(request.args.get("in")))
    template = "practice/_case_to_draw.html" if _draws_first(slug) else "practice/_case_body.html"
    body = case_fragment(template, found, page["into"], page | {"reporting": True})
    use = use_of(reading(), version, now())
    return render_template("practice/case.html", slug=slug, body=body, use=use, kinds=kinds_of(found), **page)


@blueprint.post("/begin")
@blueprint.post("/cases/<slug>/begin")
@access.public
def begin(slug: str | None = None) -> Any:
    """Begin a plan on an open case; without an account the work lives in this browser's session."""
    place = _institution()
    version = queries.open_case(reading(), place, slug) if slug else queries.first_case(reading(), place)
    token = ""
    if not current_user.is_authenticated:
        _welcome_no_more_than_a_class()
    with writing() as db:
        version = queries.open_case(db, version.institution_id, version.slug)
        if current_user.is_authenticated:
            owner = db.get_one(Person, viewer().id)
        else:
            owner = service.welcome_visitor(db, name=_("practice.visitor"), language=language(), now=now())
            token = begin_sign_in(db, owner, browser=request.user_agent.string, now=now())
        run = service.begin_practice(
            db, version, owner=owner.id, institution=owner.institution_id, language=language(), today=today(), now=now()
        )
    if token:
        session.permanent = True
        remember_here(owner, token)
    return redirect(url_for("plans.edit", run=run.public_id))


@blueprint.get("/cases/<slug>/pack")
@access.public
def pack(slug: str) -> Any:
    """A case on paper for a class without computers; with `note` also what its teacher keeps.

    NotAllowed for a student who asks for the note, and for a lecturer of an institution whose case it is not.
    """
    version, teaching, may_keep = _pack_asked(slug)
    rubric = rubric_of(default_rubric(reading(), version.institution_id))
    page = pack_page(version, rubric, _wanted(request.args.get("in")), teaching=teaching)
    return render_template("practice/pack.html", may_keep=may_keep, to_draw=_draws_first(slug), **page)


@blueprint.get("/cases/<slug>/pack.docx")
@access.public
def pack_word(slug: str) -> Any:
    """The same pack as a Word document, to be changed before class; open to the same people."""
    version, teaching, _may_keep = _pack_asked(slug)
    rubric = rubric_of(default_rubric(reading(), version.institution_id))
    wanted = _wanted(request.args.get("in"))
    return pack_file(version, rubric, wanted, teaching=teaching, to_draw=_draws_first(slug))


def _draws_first(slug: str) -> bool:
    """Whether the reader is a student who is to draw this family before they see the case's own drawing."""
    return current_user.is_authenticated and queries.draws_first(reading(), slug, person=viewer().id)


def _pack_asked(slug: str) -> tuple[CaseVersion, bool, bool]:
    """The case, whether what its teacher keeps is asked for, and whether it may be."""
    version = queries.open_case(reading(), _institution(), slug)
    teaches = current_user.is_authenticated and (viewer().is_lecturer or viewer().is_designer)
    may_keep = teaches and viewer().institution_id == version.institution_id
    teaching = request.args.get("note") == "yes"
    if teaching and not may_keep:
        raise NotAllowed()
    return version, teaching, may_keep


def _welcome_no_more_than_a_class() -> None:
    if wait := VISITORS.wait():
        raise TooOften(wait)
    VISITORS.failed()


@blueprint.post("/assignments/<assignment>/begin")
@access.member
def open_assignment(assignment: str) -> Any:
    """Open the plan of an assignment, making it the first time: one's own, or the one of one's team."""
    given = queries.assignment_for(reading(), assignment, person=viewer().id)
    team = queries.team_for(reading(), given, person=viewer().id)
    # Two of a team who open it at once must get the same plan.
    with writing(team.public_id if team else viewer().public_id) as db:
        found = queries.assignment_for(db, assignment, person=viewer().id)
        run = service.begin_assignment(db, found, owner=viewer().id, language=language(), today=today(), now=now())
    return redirect(url_for("plans.edit", run=run.public_id))


@blueprint.route("/try", methods=["GET", "POST"])
@access.public
def try_it() -> Any:
    """Paste or drop a plan and see what would be asked; nothing is stored."""
    cases = open_cases(reading(), _institution())
    page: dict[str, Any] = {
        "cases": for_reader(cases, language()),
        "words": request.form.get("words", "")[:MOST_SIGNS],
        "chosen": request.form.get("case", ""),
        "written_in": _wanted(request.form.get("written_in")),
        "tried": None,
        "troubles": (),
    }
    if request.method == "GET":
        return render_template("practice/try_it.html", **page)
    upload = request.files.get("file")
    file = (upload.filename, upload.read()) if upload and upload.filename else None
    version = next((each for each in cases if each.slug == page["chosen"]), None)
    case = case_for_students(version) if version else None
    rubric = rubric_of(queries.general_rubric(reading()))
    try:
        page["tried"] = tried(
            page["words"], file, into=Language(page["written_in"]), case=case, rubric=rubric, today=today()
        )
    except Unreadable as error:
        page["troubles"] = [say_trouble(trouble) for trouble in error.troubles]
        return render_template("practice/try_it.html", **page), 422
    page["written_in"] = page["tried"].read_as or page["written_in"]
    return render_template("practice/try_it.html", **page)


@blueprint.get("/handbook", endpoint="handbook")
@access.public
def handbook_index() -> Any:
    """Every question the checker asks, by criterion; with `q` only those in which these words stand."""
    rubric, into = rubric_of(queries.general_rubric(reading())), Language(language())
    asked = request.args.get("q", "").strip()[:MOST_ASKED]
    if not asked:
        return render_template("practice/handbook.html", chapters=chapters(rubric, into), q="", found=None)
    found = search(asked, into, rubric)
    shelves = found_by_criterion(found, rubric, into)
    return render_template("practice/handbook.html", chapters=shelves, q=asked, found=found)


@blueprint.get("/handbook/<rule>")
@access.public
def rule(rule: str) -> Any:
    """One question: why it is asked, how to mend it, examples, and where it may be wrong."""
    try:
        page = handbook.page(rule)
    except (KeyError, BrokenPage):
        raise NotFound() from None
    book = chapters(rubric_of(queries.general_rubric(reading())), Language(language()))
    criterion = next((chapter for chapter in book if chapter.id == page.rule.criterion), None)
    plan = request.args.get("plan", "")
    back = url_for("plans.edit", run=plan, _anchor=request.args.get("row")) if plan else ""
    into = Language(language())
    shown = {"page": page, "text": page.text(into), "criterion": criterion, "back": back}
    names = {cell: called[into] for cell, called in CELLS.items()}
    told = {"examples": examples_of(page, into), "family": example_facts(page.case, into), "names": names}
    return render_template("practice/rule.html", **shown, **told)


def today() -> dt.date:
    """The day in the reader's zone: a plan begun in the evening must not bear yesterday's date."""
    return now().astimezone(timezone()).date()


def _institution() -> int:
    return viewer().institution_id if current_user.is_authenticated else 0


def _wanted(asked: str | None) -> str:
    # Only our languages reach the cache of drawn pages; anything else is the reader's own.
    return asked if asked in LANGUAGES else language()
