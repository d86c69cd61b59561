"""The record of a case: words from the closed lists, one client in focus, a source, reviews that happened."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from trainer.bank.cases import CaseFolder
from trainer.bank.problems import Problem
from trainer.bank.taxonomy import Taxonomy, load_pathways, load_taxonomy
from trainer.bank.yamlfile import FieldPath
from trainer.checker.case import Status

BLURB_LENGTH = 140


def record_problems(found: CaseFolder) -> Iterator[Problem]:
    """What is wrong with the fields that say what the case is, rather than what happens in it."""
    yield from _closed_lists(found)
    yield from _identity(found)
    yield from _source(found)
    yield from _reviews(found)


def _closed_lists(found: CaseFolder) -> Iterator[Problem]:
    case, taxonomy = found.case, load_taxonomy()
    chosen: list[tuple[str, str, FieldPath]] = [("client", case.client, ("client",))]
    chosen += [("client", word, ("also", n)) for n, word in enumerate(case.also)]
    chosen += [("area", case.setting.area, ("setting", "area")), ("licences", case.licence, ("licence",))]
    chosen += [("content_notes", word, ("content_notes", n)) for n, word in enumerate(case.content_notes)]
    chosen += [("competencies", word, ("competencies", n)) for n, word in enumerate(case.competencies)]
    chosen += [("domain", need.domain, ("key", "needs", n, "domain")) for n, need in enumerate(case.key.needs)]
    chosen.append(("pathways", case.pathway, ("pathway",)))
    for name, word, path in chosen:
        known = _known(taxonomy, name)
        if word not in known:
            close = difflib.get_close_matches(word, known, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else f"Use one of: {', '.join(known)}."
            yield found.problem("TAXONOMY_UNKNOWN", *path, given=word, list=name, hint=hint)


def _known(taxonomy: Taxonomy, name: str) -> tuple[str, ...]:
    if name == "pathways":
        return tuple(load_pathways())
    plain = {"licences": taxonomy.licences, "competencies": taxonomy.competencies}
    return plain[name] if name in plain else tuple(taxonomy.words[name])


def _identity(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    if found.folder.resolve().name != case.id:
        yield found.problem("ID_NOT_FOLDER", "id", id=case.id, folder=found.folder.resolve().name)
    sources = [language.value for language, state in case.languages.items() if state == "source"]
    if len(sources) != 1:
        yield found.problem("SOURCE_LANGUAGE", "languages", count=str(len(sources)))
    focal = [person.id for person in case.people if person.focal]
    if len(focal) != 1:
        yield found.problem("FOCAL_ONE", "people", count=str(len(focal)))
    for language, blurb in case.blurb.items():
        if len(blurb) > BLURB_LENGTH:
            values = {"length": str(len(blurb)), "limit": str(BLURB_LENGTH)}
            yield found.problem("BLURB_LONG", "blurb", language.value, **values)


def _source(found: CaseFolder) -> Iterator[Problem]:
    source = found.case.source
    if not found.case.authors:
        yield found.problem("AUTHOR_MISSING", "authors")
    borrowed = source.relation in ("retold", "adapted") or source.people == "published_source"
    if borrowed and not source.cite.strip():
        yield found.problem("SOURCE_UNCITED", "source", at="source.cite")
    if source.people == "real_deidentified" and not source.consent.strip():
        yield found.problem("CONSENT_MISSING", "source", at="source.consent")


def _reviews(found: CaseFolder) -> Iterator[Problem]:
    case = found.case
    if case.status is Status.DEPRECATED and not case.replaced_by:
        yield found.problem("REPLACEMENT_MISSING", "status")
    if case.status is not Status.PUBLISHED:
        return
    for part in ("content", "people"):
        if not getattr(case.reviewed, part).strip():
            yield found.problem("REVIEW_MISSING", "reviewed", at=f"reviewed.{part}", what=part)
    for language in case.languages:
        if not case.reviewed.languages.get(language, "").strip():
            where = f"reviewed.languages.{language}"
            yield found.problem("REVIEW_MISSING", "reviewed", at=where, what=f"the language {language}")
