"""Try it: a plan that is pasted or dropped is read and asked about at once, and nothing of it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from trainer.checker.attention import first_three, grouped, in_order, strongest, without_hints
from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.reading.letters import language_of_plan
from trainer.checker.rubric import Rubric
from trainer.checker.values import Language
from trainer.documents.incoming import understand, understand_words
from trainer.documents.personal_data import Hit
from trainer.documents.plan_table import ImportPreview
from trainer.web.dials import dials_of
from trainer.web.parts import parts
from trainer.web.plan_view import numbered, place_words, plan_read
from trainer.web.saying import say
from trainer.web.words import language


class Tried(NamedTuple):
    """What the page shows of a plan that was tried; `unread` and `personal` are warnings about what was brought.

    `read_as` is the language in which it was read where that is not the one that was chosen.
    """

    shown: dict[str, Any]
    unread: tuple[Any, ...]
    personal: tuple[Hit, ...]
    read_as: Language | None


def tried(
    words: str, file: tuple[str, bytes] | None, *, into: Language, case: Case | None, rubric: Rubric, today: dt.date
) -> Tried:
    """Read and check; a file goes before words. Raises Unreadable with its sentences.

    A plan in another language than the chosen one is read in its own: the choice is the page's language until somebody
    changes it, and in the wrong one the rules see nothing and praise what they should ask about.
    """
    before = Plan(language=into, date=today, case=case.reference if case else None)
    preview = _understood(words, file, before, case)
    if (own := language_of_plan(preview.plan)) and own != preview.plan.language:
        preview = _understood(words, file, before.model_copy(update={"language": own}), case)
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
    read_as = plan.language if plan.language != into else None
    return Tried(shown, tuple(preview.unread), tuple(preview.personal), read_as)


def _understood(words: str, file: tuple[str, bytes] | None, before: Plan, case: Case | None) -> ImportPreview:
    return understand(file[1], file[0], before, case).preview if file else understand_words(words, before, case)
