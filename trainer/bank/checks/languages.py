"""Every text in every language that a case promises, each fact under its stage, no file left over."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from trainer.bank.cases import CASE_FILE, KEY_FILE, CaseFolder
from trainer.bank.checks.pictures import without_words
from trainer.bank.problems import Problem
from trainer.bank.texts import by_language
from trainer.bank.yamlfile import FieldPath, YamlFile, dotted
from trainer.checker.values import Language

_IMAGE_WITHOUT_WORDS = re.compile(r"!\[\s*\]\(")
_OF_A_CASE = re.compile(r"instructor/plans/[^/]+\.yaml|(?:exhibits|pictures)/[^/]+\.(?:png|jpe?g|webp)")
# Maps by language that hold no text for readers.
_NOT_TEXTS = {("languages",), ("reviewed", "languages")}
# Maps that may lack a language, or that are looked at with what they belong to.
_READ_ELSEWHERE = (("aliases",), ("alt",))
# Words by which a plan is read: without them the checker is blind in that language.
_CUES = ("cues", "safe_acts")


def language_problems(found: CaseFolder) -> Iterator[Problem]:
    """Texts that lack a promised language; a language called partial gets one note instead."""
    for language in found.case.languages:
        lacking = [
            *_facts(found, language),
            *_papers(found, language),
            *without_words(found, language),
            *_fields(found, language),
        ]
        if found.case.languages[language] == "partial":
            if lacking:
                yield found.problem("LANGUAGE_PARTIAL", "languages", language.value, count=str(len(lacking)))
        else:
            yield from lacking
            yield from _note(found, language)
    yield from _headings(found)
    yield from _images(found)
    yield from _strays(found)


def _missing(name: str, line: int, field: str, language: Language, code: str = "TEXT_MISSING") -> Problem:
    return Problem(name, line, code, field, {"language": language.value, "what": field})


def _facts(found: CaseFolder, language: Language) -> Iterator[Problem]:
    text, source = found.texts.get(language), next(iter(found.texts.values()), None)
    if text is None:
        return
    for fact in found.case.facts:
        if not fact.words.get(language, "").strip():
            line = text.fact_lines.get(fact.id, text.stage_lines.get(fact.at, 0))
            yield _missing(text.name, line, fact.id, language)
    for stage in found.case.stages:
        if source and source.prose.get(stage.id) and not text.prose.get(stage.id):
            yield _missing(text.name, text.stage_lines.get(stage.id, 0), stage.id, language)


def _papers(found: CaseFolder, language: Language) -> Iterator[Problem]:
    for exhibit in found.case.exhibits:
        if not exhibit.text.get(language, "").strip():
            yield _missing(f"exhibits/{exhibit.id}.{language}.md", 0, exhibit.id, language)


def _fields(found: CaseFolder, language: Language) -> Iterator[Problem]:
    for source in (found.structure, found.key):
        if source is None:
            continue
        for path, words in by_language(source.value):
            if path in _NOT_TEXTS or path[-1:] in _READ_ELSEWHERE:
                continue
            if not words.get(language):
                yield _lacking(source, path, language)


def _lacking(source: YamlFile, path: FieldPath, language: Language) -> Problem:
    code = "CUES_MISSING" if path[-1] in _CUES else "TEXT_MISSING"
    return _missing(source.name, source.line(path), dotted((*path, language.value)), language, code)


def _note(found: CaseFolder, language: Language) -> Iterator[Problem]:
    name = f"instructor/note.{language}.md"
    path = found.folder / name
    if not path.is_file() or not path.stat().st_size:
        yield Problem(name, 0, "NOTE_MISSING", "", {"language": language.value})


def _headings(found: CaseFolder) -> Iterator[Problem]:
    stages = {fact.id: fact.at for fact in found.case.facts}
    for text in found.texts.values():
        for fact, stage in text.fact_stages.items():
            if fact in stages and stage != stages[fact]:
                values = {"fact": fact, "wanted": stages[fact], "stage": stage or "no heading"}
                yield Problem(text.name, text.fact_lines[fact], "FACT_ELSEWHERE", fact, values)


def _images(found: CaseFolder) -> Iterator[Problem]:
    for exhibit in found.case.exhibits:
        for language, words in exhibit.text.items():
            for number, line in enumerate(words.splitlines(), start=1):
                if _IMAGE_WITHOUT_WORDS.search(line):
                    values = {"language": language.value}
                    yield Problem(f"exhibits/{exhibit.id}.{language}.md", number, "ALT_MISSING", exhibit.id, values)


def _strays(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    expected = {CASE_FILE, KEY_FILE}
    expected |= {f"text/{language}.md" for language in case.languages}
    expected |= {f"instructor/note.{language}.md" for language in case.languages}
    expected |= {f"exhibits/{exhibit.id}.{language}.md" for exhibit in case.exhibits for language in case.languages}
    for name in sorted(_files(found)):
        if name not in expected and not _OF_A_CASE.fullmatch(name):
            yield Problem(name, 0, "FILE_STRAY")


def _files(found: CaseFolder) -> Iterator[str]:
    for folder, _, names in os.walk(found.folder):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), found.folder).replace(os.sep, "/")
