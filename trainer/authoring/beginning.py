"""With what a draft begins: an empty case, a case of the bank under a new name, or the next version of one's own."""

from __future__ import annotations

import copy

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.casedraft import Document, document_of
from trainer.bank.exemplars import Exemplar
from trainer.bank.ids import id_from
from trainer.checker.case import Case, Status
from trainer.models import CaseDraft, CaseVersion

_STAGES = (
    ("intake", {"en": "First contact", "ru": "Первая встреча", "uk": "Перша зустріч", "kk": "Алғашқы байланыс"}),
    ("assessment", {"en": "Assessment", "ru": "Оценка ситуации", "uk": "Оцінка ситуації", "kk": "Жағдайды бағалау"}),
    ("monitoring", {"en": "Some weeks later", "ru": "Несколько недель спустя", "uk": "Кілька тижнів потому",
                    "kk": "Бірнеше аптадан кейін"}),
)  # fmt: skip
_WORKER = {
    "en": "Social worker", "ru": "Социальный работник", "uk": "Соціальний працівник", "kk": "Әлеуметтік қызметкер",
}  # fmt: skip


def empty_case(id: str, title: str, language: str, author: str) -> Document:
    """A case with its stages, one household and the worker whom every plan may name; all else is to be written."""
    return {
        "format": 1, "id": id, "version": "0.1.0", "status": Status.DRAFT.value,
        "title": {language: title}, "blurb": {language: ""}, "languages": {language: "source"},
        "client": "troubled_family", "model": "strengths", "level": 1, "minutes": 90,
        "setting": {"country": "XX", "area": "urban", "agency": "social_services_centre"},
        "pathway": "seven_stage", "competencies": ["cswe2022_7"], "licence": "CC-BY-4.0",
        "authors": [{"row": "r1", "name": author, "role": "author"}],
        "source": {"relation": "original", "people": "fictional"}, "content_notes": [],
        "stages": [{"id": stage, "title": {language: words[language]}} for stage, words in _STAGES],
        "people": [], "households": [{"id": "h1", "members": []}],
        "services": [{"id": "worker", "name": {language: _WORKER[language]}, "kind": "case_management"}],
        "facts": [], "key": {"needs": [], "strengths": [], "hazards": [], "traps": []},
        "notes": {language: ""}, "plans": [], "made_from": {},
    }  # fmt: skip


def next_version(version: CaseVersion) -> Document:
    """A case as it stands, to be written on and published under its own id."""
    exemplars = [Exemplar.model_validate(each) for each in version.teaching.get("exemplars", ())]
    case = Case.model_validate(version.document)
    document = document_of(case, version.teaching.get("notes", {}), exemplars, version.teaching.get("made_from", {}))
    document["status"] = Status.DRAFT.value
    document.pop("replaced_by", None)
    return document


def fork(version: CaseVersion, id: str, author: str) -> Document:
    """The same case under a new id that says what it adapts; whoever reviewed the original has not reviewed this."""
    document = copy.deepcopy(next_version(version))
    document |= {"id": id, "version": "0.1.0", "adapts": version.reference}
    document.pop("reviewed", None)
    # An adaptation names its source; the terms of the source's licence go on with it.
    source = document.setdefault("source", {})
    source["relation"] = "adapted" if source.get("relation") == "original" else source.get("relation", "adapted")
    source["cite"] = source.get("cite") or version.reference
    authors = document.setdefault("authors", [])
    authors.append({"row": f"r{len(authors) + 1}", "name": author, "role": "adaptation"})
    return document


def free_id(db: Session, words: str) -> str:
    """An id for a case from its title that no case and no draft has anywhere, because open cases share one list."""
    begun = id_from(words, (), fallback="case")[:30].rstrip("-_")
    taken = set(db.scalars(select(CaseVersion.slug).where(CaseVersion.slug.startswith(begun, autoescape=True))))
    taken |= set(db.scalars(select(CaseDraft.slug).where(CaseDraft.slug.startswith(begun, autoescape=True))))
    return id_from(begun, taken, fallback="case")
