"""Pages of the designer: the bank with each case's state, and a case with its key, note and exemplars."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from trainer.authoring import (  # noqa: F401 - their pages hang on the same blueprint
    auditing,
    comparing,
    draft_routes,
    exemplar_pages,
    packing_pages,
    picturing,
    previewing,
    publish_routes,
    queries,
    reported_pages,
    rubric_draft_routes,
    rubric_routes,
    translating,
)
from trainer.authoring.blueprint import blueprint
from trainer.authoring.coverage import LEVELS, Kinds
from trainer.authoring.pages import bank_page, case_bench, exemplar_page
from trainer.authoring.reported import open_counts
from trainer.checker.values import CarePlanModel
from trainer.models import CaseVersion
from trainer.web import access
from trainer.web.case_pack import pack_file, pack_page
from trainer.web.case_page import taxons
from trainer.web.documents import default_rubric, rubric_of
from trainer.web.parts import reading
from trainer.web.small_numbers import small_number
from trainer.web.viewer import viewer
from trainer.web.words import language


@blueprint.get("/bank")
@access.designer
def bank() -> Any:
    """Every case of the institution, or those of one place of the grid, and what the bank covers."""
    shelf = queries.shelf(reading(), viewer().institution_id, designer=viewer().id)
    return render_template("authoring/bank.html", reported=_reported(), **bank_page(shelf, _place()))


def _place() -> Kinds | None:
    client, model = request.args.get("client", ""), request.args.get("model", "")
    level = request.args.get("level", 0, small_number)
    known = client in taxons("client") and model in list(CarePlanModel) and level in LEVELS
    return Kinds(client, model, level) if known else None


@blueprint.get("/bank/<slug>/<version>")
@access.designer
def case(slug: str, version: str) -> Any:
    """A case as the student will see it, its hidden key, its note, and what the checker says of its exemplars."""
    found = _version(slug, version)
    versions = queries.versions_of(reading(), viewer().institution_id, slug, designer=viewer().id)
    page = case_bench(reading(), found, request.args.get("in") or language())
    here = {"version": found, "versions": versions, "reported": _reported()}
    return render_template("authoring/case.html", **here, **page)


@blueprint.get("/bank/<slug>/<version>/exemplars/<exemplar>")
@access.designer
def exemplar(slug: str, version: str, exemplar: str) -> Any:
    """One exemplar plan with the checker's marks on it."""
    found = _version(slug, version)
    page = exemplar_page(reading(), found, exemplar, request.args.get("in") or language())
    return render_template("authoring/exemplar.html", version=found, **page)


def _reported() -> dict[str, int]:
    return open_counts(reading(), viewer().institution_id, designer=viewer().id)


@blueprint.get("/bank/<slug>/<version>/paper")
@access.designer
def handout(slug: str, version: str) -> Any:
    """A version of a case on paper, with what its teacher keeps; `note=no` leaves that out."""
    found = _version(slug, version)
    rubric = rubric_of(default_rubric(reading(), found.institution_id))
    wanted, teaching = request.args.get("in") or language(), request.args.get("note") != "no"
    return render_template("authoring/handout.html", **pack_page(found, rubric, wanted, teaching=teaching))


@blueprint.get("/bank/<slug>/<version>/paper.docx")
@access.designer
def handout_word(slug: str, version: str) -> Any:
    """The same as a Word document, to be changed before class."""
    found = _version(slug, version)
    rubric = rubric_of(default_rubric(reading(), found.institution_id))
    wanted, teaching = request.args.get("in") or language(), request.args.get("note") != "no"
    return pack_file(found, rubric, wanted, teaching=teaching)


def _version(slug: str, version: str) -> CaseVersion:
    return queries.version_of(reading(), viewer().institution_id, slug, version, designer=viewer().id)
