"""A case while it is written: one document that holds all its words, and the folder that this document stands for.

The document has the shape of a stored case, with the words beside the structure, and three parts more: `notes` (the
teaching note by language), `plans` (the exemplars) and `made_from` (for each translated text the source that it was
made from). A list item that has no id in the folder (an author, a tie, a review) carries one under `row`, so that a
form can name it; the folder never sees it. The lint reads the folder, so the workbench and a folder cannot disagree.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from trainer.bank.cases import CASE_FILE, KEY_FILE
from trainer.bank.exemplars import Exemplar
from trainer.bank.pictures import FOLDER
from trainer.bank.texts import by_language
from trainer.checker.case import Case
from trainer.checker.values import Language

Document = dict[str, Any]
# Texts that a case may do without: an empty one is left out, not asked for.
OPTIONAL = frozenset({"given_name", "client_words", "why_formal", "closure", "checks", "reason"})
PLANS = "instructor/plans"
_BESIDE = ("key", "notes", "plans", "made_from")
_WITHOUT_ID = ("authors", "ties", "must", "never", "reviews", "deferred", "pictures")


def source_of(document: Document) -> str:
    """The language in which the case is written; English when it says none."""
    languages = document.get("languages", {})
    return next((language for language, kind in languages.items() if kind == "source"), next(iter(languages), "en"))


def document_of(case: Case, notes: Mapping[str, str], exemplars: Iterable[Exemplar], made_from: Document) -> Document:
    """The document of a case that is there already, ready to be written on."""
    document = case.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    document["notes"] = dict(notes)
    document["plans"] = [_plan_of(exemplar) for exemplar in exemplars]
    _give_rows(document)
    # What came translated counts as made from the source of today, but for what is known to be older.
    document["made_from"] = {language: dict(texts) for language, texts in made_from.items()}
    return document


def _plan_of(exemplar: Exemplar) -> Document:
    about = exemplar.model_dump(mode="json")
    plan = about.pop("document")
    return {**plan, **about}


def _give_rows(part: Any) -> None:
    if isinstance(part, list):
        for item in part:
            _give_rows(item)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name in _WITHOUT_ID and isinstance(value, list):
                for number, item in enumerate(value, 1):
                    if isinstance(item, dict) and "id" not in item:
                        item.setdefault("row", _row_of(item, number))
            _give_rows(value)


def _row_of(item: Document, number: int) -> str:
    """A picture is named by its file, which never changes, whatever stands before it in the list."""
    return str(item["file"]).rpartition(".")[0] if "file" in item else f"r{number}"


def pictures_named(document: Document) -> set[str]:
    """The files of the pictures that the papers of a draft show."""
    papers = document.get("exhibits", ())
    return {str(picture["file"]) for paper in papers for picture in paper.get("pictures", ()) if picture.get("file")}


def write_folder(document: Document, root: Path, pictures: Mapping[str, bytes] | None = None) -> Path:
    """Write the folder of a draft below `root` and return it. Each YAML file is one line of JSON, which YAML reads.

    Of `pictures`, by the name of their file, only those go along that a paper shows.
    """
    folder = root / str(document["id"])
    for name, data in files_of(document, pictures).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def files_of(document: Document, pictures: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """Every file of the folder by its name."""
    shown = {name: data for name, data in (pictures or {}).items() if name in pictures_named(document)}
    words = {name: text.encode() for name, text in _texts_of(document).items()}
    return words | {f"{FOLDER}/{name}": data for name, data in shown.items()}


def _texts_of(document: Document) -> dict[str, str]:
    languages = [language for language in _ordered(document.get("languages", {})) if language in set(Language)]
    files = {CASE_FILE: _json(_structure(document)), KEY_FILE: _json(_clean(document.get("key", {})))}
    if not document.get("key"):
        del files[KEY_FILE]
    for language in languages:
        files[f"text/{language}.md"] = _text(document, language)
        if note := str(document.get("notes", {}).get(language, "")).strip():
            files[f"instructor/note.{language}.md"] = note + "\n"
        for exhibit in document.get("exhibits", ()):
            if words := str(exhibit.get("text", {}).get(language, "")).strip():
                files[f"exhibits/{exhibit['id']}.{language}.md"] = words + "\n"
    for plan in document.get("plans", ()):
        about = {name: value for name, value in plan.items() if name not in ("id", "case", "language")}
        reference = f"{document.get('id')}@{document.get('version')}"
        files[f"{PLANS}/{plan['id']}.yaml"] = _json({"case": reference, **_clean(about)})
    return files


def _ordered(languages: Mapping[str, str]) -> dict[str, str]:
    """The source first: readers of a case take the first language for it."""
    return dict(sorted(languages.items(), key=lambda each: each[1] != "source"))


def _structure(document: Document) -> Document:
    found = {name: value for name, value in document.items() if name not in _BESIDE}
    found["languages"] = _ordered(document.get("languages", {}))
    for name, words in (("facts", "words"), ("stages", "words"), ("exhibits", "text")):
        found[name] = [{key: value for key, value in item.items() if key != words} for item in document.get(name, ())]
    cleaned: Document = _clean(found)
    return cleaned


def _clean(part: Any) -> Any:
    """Without the names of rows, without empty texts that may be missing, and without fields that nobody filled."""
    if isinstance(part, list):
        return [_clean(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _clean(value)
        for name, value in part.items()
        if name != "row" and value is not None and not (name in OPTIONAL and _is_empty(value))
    }


def _is_empty(value: Any) -> bool:
    return not any(value.values()) if isinstance(value, dict) else not value


def _text(document: Document, language: str) -> str:
    """The words of one language: a heading for each stage, its prose, a line for each fact."""
    stages = document.get("stages", [])
    known = [stage["id"] for stage in stages]
    lines: list[str] = []
    for stage in stages:
        lines += [f"## {stage['id']}", ""]
        # A blank in front keeps a line of prose from being read as a heading or a fact.
        prose = str(stage.get("words", {}).get(language, "")).strip()
        lines += [f" {line.strip()}" if line.strip() else "" for line in prose.splitlines()] + [""]
        lines += [
            f"- [{fact['id']}] {words}"
            for fact in document.get("facts", ())
            if (fact.get("at") == stage["id"] or (fact.get("at") not in known and stage is stages[0]))
            and (words := " ".join(str(fact.get("words", {}).get(language, "")).split()))
        ]
        lines.append("")
    return "\n".join(lines)


def _json(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


def spoken_texts(document: Document) -> Iterable[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every text of the document that is written by language, with its place."""
    kept = {name: value for name, value in document.items() if name not in ("made_from", "languages", "reviewed")}
    return by_language(kept)
