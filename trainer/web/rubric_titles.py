"""What a rubric version is called in lists: title, number, and what to know before it is chosen."""

from __future__ import annotations

from trainer.checker.case import Status
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.models import RubricVersion
from trainer.web.words import LANGUAGES, _, language


def read_in(rubric: Rubric) -> Language:
    """The language in which somebody reads a rubric: their own, or the one it was written in."""
    spoken = rubric.written_in
    return Language(language()) if language() in spoken or not spoken else spoken[0]


def rubric_title(version: RubricVersion) -> str:
    """The title in the reader's language, or in the one it was written in."""
    titles = version.summary.get("title", {})
    written = [titles.get(code) for code in (language(), *version.summary.get("languages", ()), *titles)]
    return next((str(title) for title in written if title), version.slug)


def rubric_titled(version: RubricVersion) -> str:
    """The title with its number; a rubric in review, or one that is not in all languages, says so."""
    told = [rubric_title(version), version.version]
    if version.status == Status.REVIEW:
        told.append(_("rubrics.in_review"))
    if languages := languages_lacking(version):
        told.append(_("rubrics.not_in", languages=", ".join(languages)))
    return " · ".join(told)


def languages_lacking(version: RubricVersion) -> list[str]:
    """The languages that the rubric cannot be read in, by their own names."""
    spoken = version.summary.get("languages") or list(Language)
    return [LANGUAGES[code] for code in Language if code not in spoken]
