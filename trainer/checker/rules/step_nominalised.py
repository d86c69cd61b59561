"""Flag a step that is a heading: a noun for an activity, with nobody who does it.

"Hold a talk" is such a heading too: its verb says only that the activity is to take place.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trainer.checker.context import Context, StepRow
from trainer.checker.cues import CueBook
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Language, Severity

# An activity that only "takes place": who listens, and what is said, is left open.
_TAKES_PLACE = {
    Language.EN: "hold a talk, hold talks, have a talk, have a conversation, hold a conversation, give a talk, "
    "conduct a conversation, carry out work, conduct work, give a consultation, hold a consultation",
    Language.RU: "провести беседу, проводить беседу, провести беседы, проводить беседы, провести работу, "
    "проводить работу, провести консультацию, проводить консультации, оказать помощь, оказывать помощь, "
    "провести мероприятие",
    Language.UK: "провести бесіду, проводити бесіду, провести бесіди, проводити бесіди, провести роботу, "
    "проводити роботу, провести консультацію, надати допомогу, надавати допомогу, провести захід",
    Language.KK: "әңгіме жүргізу, әңгімелесу жүргізу, әңгіме өткізу, жұмыс жүргізу, кеңес өткізу, көмек көрсету",
}
# What is longer tells more than the name of the activity.
_FEW_WORDS = 6


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        for step in row.written_steps:
            mark = step.reading.first("nominalised")
            if mark and step.reading.concrete is False and step.reading.type != "outcome" and not step.doers:
                yield on_step(step, mark.span)
            elif span := takes_place(step):
                yield on_step(step, span)


def takes_place(step: StepRow) -> Span | None:
    """The words of a step that only say that an activity is to take place, "hold a talk with the parents"."""
    words = [token for token in tokenise(step.text) if token.kind == "word"]
    if step.doers or not words or len(words) > _FEW_WORDS or step.reading.times:
        return None
    cue = next(iter(_activities(step.reading.language).find(tokenise(step.text))), None)
    begins = cue is not None and (cue.span.start == words[0].start or cue.span.end == words[-1].end)
    return cue.span if cue and begins else None


@cache
def _activities(language: Language) -> CueBook:
    return CueBook(language, {"activity": _TAKES_PLACE[language].split(", ")})


rule = Rule(
    id="step-nominalised",
    criterion=CriterionId.STEP,
    severity=Severity.SHOULD,
    source="Samira's plan, rows 4 and 7: consultation, orientation, detection",
    find=find,
    mistakes=(16,),
)
