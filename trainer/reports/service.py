"""Keep what a reader reports about a wording."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from trainer.models import CaseVersion, ReportKind, WordingReport
from trainer.reports.queries import open_report
from trainer.web.wording import Wording


def report(
    db: Session, version: CaseVersion, wording: Wording, *, kind: ReportKind, said: str, by: int, now: dt.datetime
) -> WordingReport:
    """Report a wording; saying more about one that is not answered yet changes that report and makes no second one."""
    found = open_report(db, version, wording.place, wording.language, reporter=by)
    if found is None:
        found = WordingReport(
            case_version_id=version.id, place=wording.place, language=wording.language, reporter_id=by
        )
        db.add(found)
    found.words, found.kind, found.said, found.made_at = wording.words, kind, said, now
    db.flush()  # the answer names its address
    return found
