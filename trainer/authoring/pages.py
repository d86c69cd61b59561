"""What the workbench shows: the shelf, what nobody has reviewed yet, what the bank covers, and one case laid open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from markupsafe import Markup
from sqlalchemy.orm import Session

from trainer.authoring.coverage import Kinds, coverage_of
from trainer.authoring.proof import Proof, prove
from trainer.authoring.queries import Shelved
from trainer.bank.exemplars import Exemplar
from trainer.checker import handbook
from trainer.checker.case import Event, Fact
from trainer.checker.handbook import BrokenPage
from trainer.checker.report import Praise
from trainer.checker.values import Language
from trainer.errors import NotFound
from trainer.models import CaseVersion
from trainer.web.case_page import case_page, names_of, taxon
from trainer.web.documents import case_of, default_rubric, rubric_of
from trainer.web.markdown import to_html
from trainer.web.parts import parts
from trainer.web.plan_view import Asked, numbered, places_of, plan_read
from trainer.web.words import _, language


class Spoken(NamedTuple):
    """One language of a case: source, translated or partial, and whether somebody has reviewed it."""

    code: str
    kind: str
    reviewed: bool


class OnShelf(NamedTuple):
    """One case in the list: its newest version with what is still to be reviewed."""

    version: CaseVersion
    title: str
    blurb: str
    spoken: list[Spoken]
    content_reviewed: bool
    people_reviewed: bool
    earlier: list[CaseVersion]


def bank_page(shelf: Sequence[Shelved], place: Kinds | None = None) -> dict[str, Any]:
    """The list of cases, or of those in one place of the grid, and the grid of what the whole bank covers."""
    cases = [_on_shelf(shelved) for shelved in shelf]
    shown = [case for case in cases if place.has(case.version)] if place else cases
    return {"cases": shown, "place": place, "coverage": coverage_of(cases), "taxon": taxon}


def _on_shelf(shelved: Shelved) -> OnShelf:
    summary, into = shelved.newest.summary, language()
    reviewed = summary["reviewed"]
    spoken = [Spoken(code, kind, bool(reviewed["languages"].get(code))) for code, kind in summary["languages"].items()]
    return OnShelf(
        version=shelved.newest,
        title=_in(summary["title"], into),
        blurb=_in(summary["blurb"], into),
        spoken=spoken,
        content_reviewed=bool(reviewed["content"]),
        people_reviewed=bool(reviewed["people"]),
        earlier=shelved.earlier,
    )


def _in(words: dict[str, str], into: str) -> str:
    return words.get(into) or words.get("en") or next(iter(words.values()), "")


class Later(NamedTuple):
    """An event of the case with the facts that it brings."""

    event: Event
    facts: list[Fact]


def case_bench(db: Session, version: CaseVersion, wanted: str) -> dict[str, Any]:
    """A case laid open: as the student sees it, the hidden key, what happens later, the note, the exemplars."""
    case = case_of(version)
    page = case_page(case, wanted, fact_ids_in_drawing=True)
    into = Language(page["into"])
    facts = {fact.id: fact for fact in case.facts}
    proofs = proofs_of(db, version)
    return page | {
        "whole": case,
        "facts": {id: fact.words.get(into, "") for id, fact in facts.items()},
        "everybody": names_of(case, into) | {household.id: _("authoring.household") for household in case.households},
        "later": [Later(event, [facts[id] for id in event.reveals if id in facts]) for event in case.events],
        "note": _note(version, into),
        "exemplars": [[proof for proof in row if proof.language == into][0] for row in proofs],
        "proofs": proofs,
        "rule_title": rule_title,
        "row_numbers": {row[0].exemplar.id: places_of(row[0].plan) for row in proofs},
    }


def exemplar_page(db: Session, version: CaseVersion, exemplar: str, wanted: str) -> dict[str, Any]:
    """One exemplar as a plan with the checker's marks, beside what was expected; NotFound when there is none such."""
    for row in proofs_of(db, version):
        if row[0].exemplar.id == exemplar:
            proof = next((each for each in row if each.language == wanted), row[0])
            return _exemplar(version, row, proof)
    raise NotFound()


def _exemplar(version: CaseVersion, row: list[Proof], proof: Proof) -> dict[str, Any]:
    case = case_of(version)
    asked = numbered(proof.report.findings, language())
    return {
        "proof": proof,
        "row": row,
        "into": proof.language.value,
        "title": _in({key.value: words for key, words in proof.exemplar.title.items()}, proof.language.value),
        "case_title": case.title.get(proof.language, case.id),
        "plan": plan_read(proof.plan, case, asked),
        "asked": _by_rule(asked),
        "praise": _praised(proof),
        "foreseen": {line.expected.rule for line in proof.lines if line.wanted},
        "rule_title": rule_title,
        "row_numbers": places_of(proof.plan),
    }


def _by_rule(asked: Sequence[Asked]) -> list[list[Asked]]:
    """Findings of one rule together: a long list of alike questions hides the others."""
    found: dict[str, list[Asked]] = defaultdict(list)
    for each in asked:
        found[each.finding.rule].append(each)
    return list(found.values())


def _praised(proof: Proof) -> dict[str, list[Praise]]:
    found: dict[str, list[Praise]] = defaultdict(list)
    for each in proof.report.praise:
        found[each.rule].append(each)
    return found


def proofs_of(db: Session, version: CaseVersion) -> list[list[Proof]]:
    """Each exemplar in each language of the case; worked out once, because neither changes while we run."""
    standard = default_rubric(db, version.institution_id)
    cache, key = parts().cache, ("proofs", version.id, standard.id)
    if key not in cache:
        case, rubric = case_of(version), rubric_of(standard)
        exemplars = [Exemplar.model_validate(each) for each in version.teaching.get("exemplars", ())]
        cache[key] = [
            [prove(each, case, spoken, checker=parts().checker, rubric=rubric) for spoken in case.languages]
            for each in exemplars
        ]
    found: list[list[Proof]] = cache[key]
    return found


def rule_title(rule: str) -> str:
    """The title of a rule's page; its id when there is no such rule any more."""
    try:
        return handbook.page(rule).text(language()).title
    except (KeyError, BrokenPage):
        return rule


def _note(version: CaseVersion, into: Language) -> Markup:
    # Never another language's note: a translation that is missing is said, not hidden.
    return to_html(version.teaching.get("notes", {}).get(into.value, ""))
