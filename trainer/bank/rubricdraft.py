"""A rubric while it is written: the document whose fields a form names, and the rubric that this document stands for.

It differs from the rubric's own document in three ways. The four descriptions of a level stand under `level_0` to
`level_3`, so that each is a field in each language; `judged` always says how a criterion's level is suggested; and
`made_from` keeps, for each translated text, the source that it was made from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from trainer.bank.casedraft import Document, source_of
from trainer.bank.rubrics import DEFAULT, load_rubric
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.values import CriterionId, Language

FORMAT = "rubric/1"
PERSON = "person"
LEVELS = ("level_0", "level_1", "level_2", "level_3")
_LISTS = ("criteria", "gates")
_DESCRIPTION = re.compile(r"\.levels\.(\w+)\.(\d)\Z")


def is_rubric(document: Mapping[str, Any]) -> bool:
    """Whether a draft's document is that of a rubric, not of a case."""
    return document.get("format") == FORMAT


def document_of(rubric: Rubric, made_from: Document) -> Document:
    """The document of a rubric that is there already, ready to be written on."""
    document = rubric.model_dump(mode="json", exclude_none=True)
    written = rubric.written_in
    document["languages"] = {
        each.value: rubric.languages.get(each) or ("source" if each is written[0] else "translated")
        for each in written
    }
    document["criteria"] = [part_of(part) for part in rubric.criteria]
    document["gates"] = [part_of(part) for part in rubric.gates]
    document["made_from"] = {language: dict(texts) for language, texts in made_from.items()}
    return document


def part_of(part: Criterion | Gate) -> Document:
    """A criterion or gate with its descriptions as fields."""
    found = part.model_dump(mode="json")
    levels = found.pop("levels")
    for at, name in enumerate(LEVELS):
        found[name] = {language: texts[at] for language, texts in levels.items()}
    if isinstance(part, Criterion):
        found["judged"] = str(part.measure or PERSON)
    return found


def rubric_document(document: Document) -> Document:
    """The rubric's own document: what is published, packed and linted. Languages that are not chosen are left out."""
    languages = [each for each in document.get("languages", {}) if each in set(Language)]
    languages.sort(key=lambda each: each != source_of(document))
    found = {name: value for name, value in document.items() if name != "made_from" and value is not None}
    found["languages"] = {each: document["languages"][each] for each in languages}
    found["title"] = _spoken(document.get("title"), languages)
    for name in _LISTS:
        found[name] = [_part(item, languages) for item in document.get(name, ())]
    return found


def _part(item: Document, languages: list[str]) -> Document:
    found = {name: value for name, value in item.items() if name not in LEVELS and value is not None}
    found |= {name: _spoken(item.get(name), languages) for name in ("name", "question")}
    described = [_spoken(item.get(name), languages) for name in LEVELS]
    found["levels"] = {language: [level[language] for level in described] for language in languages}
    # One of the ten that is judged by its own measure need not say so.
    if found.get("judged") == (item.get("id") if item.get("id") in set(CriterionId) else PERSON):
        del found["judged"]
    return found


def _spoken(words: Any, languages: list[str]) -> dict[str, str]:
    words = words if isinstance(words, dict) else {}
    return {language: str(words.get(language) or "") for language in languages}


def draft_field(field: str) -> str:
    """The name of a field in the draft for one of the rubric's own: `criteria.need.levels.en.2` is `….level_2.en`."""
    return _DESCRIPTION.sub(r".level_\2.\1", field)


@lru_cache(maxsize=1)
def general() -> Rubric:
    """The general rubric of the bank: from its words a new criterion begins."""
    return load_rubric(DEFAULT)


def beginning_of(judged: str, languages: list[str]) -> Document:
    """What a new criterion holds: the words, questions and bands of the general rubric where it is one of the ten."""
    if judged == PERSON:
        empty: Document = {language: "" for language in languages}
        words = {name: dict(empty) for name in ("name", "question", *LEVELS)}
        return {"judged": PERSON, "weight": 1, **words, "rules": [], "bands": {}}
    return _in_languages(part_of(general().criterion(judged)), languages)


def gate_of(id: str, languages: list[str]) -> Document:
    """A gate with the words of the general rubric."""
    return _in_languages(part_of(next(gate for gate in general().gates if gate.id == id)), languages)


def _in_languages(part: Document, languages: list[str]) -> Document:
    return {
        name: {language: value.get(language, "") for language in languages} if name in _WORDS else value
        for name, value in part.items()
    }


_WORDS = ("name", "question", *LEVELS)
