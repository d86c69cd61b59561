"""Ask who relieves somebody that the plan itself calls worn out, when every step of the row is theirs again.

More of the family's own is not always better: whoever carries too much already needs help before another task.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trainer.checker.context import Context, Row
from trainer.checker.cues import CueBook
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import CriterionId, Language, Resource, Severity

_WORN_OUT = {
    Language.EN: "exhausted,worn out,burnt out,burned out,overburdened,no rest,does not sleep,cannot cope alone",
    Language.RU: "измучена,измотана,выбилась из сил,без отдыха,не высыпается,перегружена,валится с ног,нет сил",
    Language.UK: "виснажена,змучена,вибилася із сил,без відпочинку,не висипається,перевантажена,немає сил",
    Language.KK: "шаршаған,қажыған,қалжыраған,ұйқысы қанбайды,демалысы жоқ,шамасы келмейді",
}
FEWEST_STEPS = 2


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        span = _worn_out(context, row)
        steps = row.written_steps
        if not span or len(steps) < FEWEST_STEPS:
            continue
        if all(context.resource_of(step) is Resource.INTERNAL for step in steps):
            yield on_problem(row, span, steps=len(steps))


def _worn_out(context: Context, row: Row) -> Span | None:
    found = _book(context.language).find(tokenise(row.goal.problem))
    return found[0].span if found else None


@cache
def _book(language: Language) -> CueBook:
    return CueBook(language, {"worn_out": _WORN_OUT[language].split(",")})


rule = Rule(
    id="tired-carer-alone",
    criterion=CriterionId.RESOURCE,
    severity=Severity.SHOULD,
    source="carers who are worn out come before the share of the family's own resources",
    find=find,
    protects=True,
)
