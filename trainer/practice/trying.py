"""Try it: a plan that is pasted or dropped is read and asked about at once, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from trainer.checker.attention import first_three, grouped, in_order, strongest, without_hints
from trainer.checker.case import Case
from trainer.checker.handbook import say
from trainer.checker.plan import Plan
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.documents.incoming import understand, understand_words
from trainer.documents.personal_data import Hit
from trainer.web.dials import dials_of
from trainer.web.parts import parts
from trainer.web.plan_view import numbered, place_words, plan_read
from trainer.web.words import language


class Tried(NamedTuple):
    """What the page shows of a plan that was tried; `unread` and `personal` are warnings about what was brought."""

    shown: dict[str, Any]
    unread: tuple[Any, ...]
    personal: tuple[Hit, ...]


def tried(
    words: str, file: tuple[str, bytes] | None, *, into: Language, case: Case | None, rubric: Rubric, today: dt.date
) -> Tried:
    """Read and check; a file goes before words. Raises Unreadable with its sentences."""
    before = Plan(language=into, date=today, case=case.reference if case else None)
    preview = understand(file[1], file[0], before, case).preview if file else understand_words(words, before, case)
    plan = preview.plan
    report = without_hints(parts().checker.check(plan, rubric=rubric, case=case))
    first = first_three(report)
    rest = [finding for finding in in_order(report) if finding not in first]
    asked = numbered(first, language())
    best = strongest(report)
    shown = {
        "plan": plan,
        "read": plan_read(plan, case, asked),
        "asked": asked,
        "rest": [(group, say(group.first, language())) for group in grouped(rest)],
        "best": say(best, language()).message if best else "",
        "dials": dials_of(report, rubric),
        "place_words": lambda finding: place_words(finding, plan),
    }
    return Tried(shown, tuple(preview.unread), tuple(preview.personal))
