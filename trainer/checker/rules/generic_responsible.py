"""Flag "specialists", "staff", "everybody" as the ones who answer: nobody can be asked how it went."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, filled
from trainer.checker.rules.rule import Found, Rule, on_row, on_step, on_step_cell
from trainer.checker.values import CriterionId, Severity


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for entry in filled(row.goal.responsible):
            if context.generic(entry):
                yield on_row(row, "responsible", entry, who=entry.strip())
        for step in row.written_steps:
            for entry in filled(step.step.responsible):
                if context.generic(entry):
                    yield on_step_cell(step, "responsible", entry, who=entry.strip())
            mark = step.reading.first("generic_actor")
            # Whoever is named beside them can be asked.
            named = any(actor.id for actor in step.reading.actors)
            if mark and not named and any(actor.span == mark.span for actor in step.doers):
                yield on_step(step, mark.span, who=mark.lemma)


rule = Rule(
    id="generic-responsible",
    criterion=CriterionId.WHO,
    severity=Severity.SHOULD,
    source="Samira's plan, row 7: other specialists",
    find=find,
    mistakes=(25,),
)
