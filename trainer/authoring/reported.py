"""Wordings that readers reported: for the people who may mend them, by case and wording, with their answers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from trainer.authoring.cells import Cell, id_of
from trainer.authoring.draft_queries import open_to
from trainer.errors import Invalid, NotFound
from trainer.models import AnyDraft, CaseDraft, CaseVersion, ReportKind, ReportState, WordingReport
from trainer.web.documents import case_of
from trainer.web.wording import wording_of

MOST_SHOWN = 200
MOST_SIGNS = 1000
# The fields of a draft that hold a wording which a reader can report.
REPORTABLE = {"facts": ("words",), "exhibits": ("text",), "stages": ("words",)}


@dataclass(frozen=True, slots=True)
class Reported:
    """One wording with all reports of it; `newest` is the case as it stands today, `now` the wording in it."""

    reports: list[WordingReport]
    newest: CaseVersion
    now: str
    later: list[str]

    @property
    def first(self) -> WordingReport:
        """The oldest of its reports."""
        return self.reports[0]

    @property
    def is_changed(self) -> bool:
        """Whether the newest version says it otherwise."""
        return self.newest.id > self.first.case_version_id and self.now != self.first.words

    @property
    def kinds(self) -> list[str]:
        """What its readers say it is, each once."""
        return list(dict.fromkeys(each.kind for each in self.reports))


def reports_for(
    db: Session, institution: int, *, designer: int, settled: bool = False, slug: str = ""
) -> list[Reported]:
    """The open reports about cases that this designer may mend, or those that were settled; what hurts comes first."""
    rows = _reports(institution, designer).where(_is_open(not settled))
    if slug:
        rows = rows.where(CaseVersion.slug == slug)
    order = WordingReport.settled_at.desc() if settled else WordingReport.made_at
    found = list(db.scalars(rows.order_by(order, WordingReport.id).limit(MOST_SHOWN)))
    groups = _alike(db, institution, found)
    return groups if settled else sorted(groups, key=lambda each: ReportKind.HURTFUL not in each.kinds)


def open_counts(db: Session, institution: int, *, designer: int) -> dict[str, int]:
    """How many reports are open about each case that this designer may mend, by the id of the case."""
    rows = db.execute(
        select(CaseVersion.slug, func.count())
        .join(WordingReport, WordingReport.case_version_id == CaseVersion.id)
        .where(may_mend(institution, designer), _is_open(True))
        .group_by(CaseVersion.slug)
    )
    return {slug: count for slug, count in rows}


def beside_draft(db: Session, draft: AnyDraft, language: str) -> dict[str, list[WordingReport]]:
    """The open reports about a draft's case in one language, by the place that they are about; a rubric has none."""
    if not isinstance(draft, CaseDraft):
        return {}
    rows = db.scalars(
        select(WordingReport)
        .join(WordingReport.case_version)
        .where(
            CaseVersion.institution_id == draft.institution_id,
            CaseVersion.slug == draft.slug,
            WordingReport.language == language,
            _is_open(True),
        )
        .order_by(WordingReport.made_at)
        .limit(MOST_SHOWN)
    )
    found = defaultdict(list)
    for each in rows:
        found[each.place].append(each)
    return found


def place_of(cell: Cell) -> str:
    """The place of the case whose wording a field of the draft holds; empty for any other field."""
    list_name = cell.name.partition(".")[0]
    return id_of(cell.item) if cell.field.name in REPORTABLE.get(list_name, ()) else ""


def settle(
    db: Session, reported: Reported, *, mended_in: str, answer: str, by: int, now: dt.datetime
) -> None:
    """Answer every report of one wording: mended in a later version, or why it stays.

    Invalid without either, and for a version that is not later than the one that was read.
    """
    answer = answer.replace("\0", "").strip()[:MOST_SIGNS]
    if not mended_in and not answer:
        raise Invalid("reports.say_why")
    if mended_in and mended_in not in reported.later:
        raise Invalid("reports.say_why")
    for each in reported.reports:
        each.state = ReportState.MENDED if mended_in else ReportState.ANSWERED
        each.mended_in, each.answer = mended_in or None, answer
        each.settled_by_id, each.settled_at = by, now


def reported_of(db: Session, institution: int, public_id: str, *, designer: int) -> Reported:
    """A report with those that say the same of the same wording and stand as it does; NotFound for other people's."""
    one = db.scalars(_reports(institution, designer).where(WordingReport.public_id == public_id)).first()
    if one is None:
        raise NotFound()
    alike = _reports(institution, designer).where(
        CaseVersion.slug == one.case_version.slug,
        WordingReport.place == one.place,
        WordingReport.language == one.language,
        WordingReport.words == one.words,
        _is_open(one.state == ReportState.OPEN),
    )
    found = list(db.scalars(alike.order_by(WordingReport.made_at, WordingReport.id)))
    return _alike(db, institution, [each for each in found if each.answer == one.answer])[0]


def may_mend(institution: int, designer: int) -> ColumnElement[bool]:
    """The condition on a case version under which a designer can write its next one.

    That is their own case, one of a draft that they write on, or one of the institution's folders, which is nobody's.
    """
    drafted = select(CaseDraft.slug).where(open_to(CaseDraft, institution, designer))
    mine = or_(CaseVersion.owner_id.is_(None), CaseVersion.owner_id == designer, CaseVersion.slug.in_(drafted))
    return (CaseVersion.institution_id == institution) & mine


def _reports(institution: int, designer: int) -> Any:
    return (
        select(WordingReport)
        .join(WordingReport.case_version)
        .where(may_mend(institution, designer))
        .options(joinedload(WordingReport.case_version))
    )


def _is_open(wanted: bool) -> ColumnElement[bool]:
    return (WordingReport.state == ReportState.OPEN) if wanted else (WordingReport.state != ReportState.OPEN)


def _alike(db: Session, institution: int, reports: Iterable[WordingReport]) -> list[Reported]:
    """Reports of one wording together, in the order in which they came."""
    groups: dict[tuple[str, ...], list[WordingReport]] = defaultdict(list)
    for each in reports:
        key = (each.case_version.slug, each.place, each.language, each.words, each.state, each.answer)
        groups[key].append(each)
    versions = _versions(db, institution, {key[0] for key in groups})
    return [_reported(group, versions[key[0]]) for key, group in groups.items()]


def _reported(group: list[WordingReport], versions: Sequence[CaseVersion]) -> Reported:
    first, newest = group[0], versions[0]
    wording = wording_of(case_of(newest), first.place, first.language)
    later = [each.version for each in versions if each.id > max(one.case_version_id for one in group)]
    return Reported(group, newest, wording.words if wording else "", later)


def _versions(db: Session, institution: int, slugs: set[str]) -> dict[str, list[CaseVersion]]:
    """The versions of these cases, the newest first."""
    found = defaultdict(list)
    rows = select(CaseVersion).where(CaseVersion.institution_id == institution, CaseVersion.slug.in_(slugs))
    for version in db.scalars(rows.order_by(CaseVersion.id.desc())):
        found[version.slug].append(version)
    return found
