"""Make the folder of a new case from the bank's template: every field is there, each with a hint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from trainer.bank.places import casebank_root
from trainer.bank.problems import BankError, Problem
from trainer.checker.values import Language

ID = re.compile(r"[a-z][a-z0-9_-]{0,39}")
# The template is written in English; `{en: "..."}` and the `.en.` of a file name become the case's languages.
_WORDS = re.compile(r'\{en: ("(?:[^"\\]|\\.)*"|\[[^\]]*\])\}')


def new_case(into: Path, id: str, languages: Sequence[Language]) -> Path:
    """Write the folder of a draft case and return it; BankError when the id is not one or the folder is taken."""
    folder = into / id
    if not ID.fullmatch(id):
        raise BankError([Problem(id[:60], 0, "ID_FORM")])
    if folder.exists():
        raise BankError([Problem(str(folder), 0, "FOLDER_TAKEN")])
    for name, text in _files(id, list(dict.fromkeys(languages))).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _files(id: str, languages: list[Language]) -> dict[str, str]:
    template = casebank_root() / "template"
    files: dict[str, str] = {}
    for path in sorted(template.rglob("*.*")):
        name = path.relative_to(template).as_posix()
        text = path.read_text("utf-8").replace("my-case", id)
        if name.endswith(".md"):
            files |= {_named(name, language): text for language in languages}
        else:
            files[name] = _spoken(text, languages)
    return files


def _named(name: str, language: Language) -> str:
    return re.sub(r"(^|[/.])en\.md$", rf"\g<1>{language}.md", name)


def _spoken(text: str, languages: list[Language]) -> str:
    """The template's English words under each language of the case, the first of which is its source."""
    kinds = [f"{language}: {'source' if place == 0 else 'partial'}" for place, language in enumerate(languages)]
    text = text.replace("languages: {en: source}", f"languages: {{{', '.join(kinds)}}}")
    return _WORDS.sub(lambda found: "{" + ", ".join(f"{each}: {found.group(1)}" for each in languages) + "}", text)
