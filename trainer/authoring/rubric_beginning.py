"""With what the draft of a rubric begins: nothing, a rubric under a new name, or the next version of one's own."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from trainer.bank.casedraft import Document
from trainer.bank.ids import id_from
from trainer.bank.rubricdraft import FORMAT, document_of, gate_of
from trainer.checker.rubric import Rubric
from trainer.checker.values import GateId
from trainer.models import RubricDraft, RubricVersion


def empty_rubric(id: str, title: str, language: str) -> Document:
    """A rubric without criteria. The two gates stand in it: safety comes before whatever else is judged."""
    return {
        "format": FORMAT, "id": id, "version": "0.1.0", "languages": {language: "source"}, "title": {language: title},
        "criteria": [], "gates": [gate_of(str(gate), [language]) for gate in GateId], "made_from": {},
    }  # fmt: skip


def next_rubric(version: RubricVersion) -> Document:
    """A rubric as it stands, to be written on and published under its own id."""
    return document_of(Rubric.model_validate(version.document), version.made_from)


def fork_rubric(version: RubricVersion, id: str, language: str) -> Document:
    """The same rubric under a new id that says what it adapts; its author writes in their own language."""
    document = next_rubric(version) | {"id": id, "version": "0.1.0", "adapts": version.reference}
    if language in document["languages"] and document["languages"][language] != "partial":
        others = {code: "translated" if kind == "source" else kind for code, kind in document["languages"].items()}
        document |= {"languages": {**others, language: "source"}, "made_from": {}}
    return document


def free_rubric_id(db: Session, words: str) -> str:
    """An id for a rubric from its title that no rubric and no draft has anywhere."""
    begun = id_from(words, (), fallback="rubric")[:30].rstrip("-_")
    taken = set(db.scalars(select(RubricVersion.slug).where(RubricVersion.slug.startswith(begun, autoescape=True))))
    taken |= set(db.scalars(select(RubricDraft.slug).where(RubricDraft.slug.startswith(begun, autoescape=True))))
    return id_from(begun, taken, fallback="rubric")
