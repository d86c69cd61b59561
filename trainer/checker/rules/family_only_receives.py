"""Flag a row in which the family appears, but only to receive, attend and follow.

Learning a trade and fetching a paper are the family's own errands, though words say "get" and "attend".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trainer.checker.context import Context, StepRow
from trainer.checker.cues import CueBook
from trainer.checker.levels.resources import counts_of
from trainer.checker.reading.tokens import tokenise
from trainer.checker.rules.rule import Found, Rule, on_step
from trainer.checker.values import CriterionId, Language, Severity

# What is learnt and what is fetched.
_ERRANDS = {
    Language.EN: "course, courses, training, trade, exam, diploma, learn, study, certificate, paper, document, "
    "medical note, passport, health card",
    Language.RU: "курс, курсы, обучение, учиться, обучаться, профессия, экзамен, диплом, справка, документ, "
    "свидетельство, удостоверение, паспорт, выписка, карта, направление",
    Language.UK: "курс, курси, навчання, навчатися, вчитися, фах, професія, іспит, диплом, довідка, документ, "
    "свідоцтво, посвідчення, паспорт, виписка, картка, направлення, скерування",
    Language.KK: "курс, оқу, үйрену, мамандық, емтихан, диплом, анықтама, құжат, куәлік, төлқұжат, карта, жолдама",
}


def find(context: Context) -> Iterator[Found]:
    for row in context.complete_rows:
        counts = counts_of(context, row)
        if counts.home_use or counts.natural or counts.safety:
            continue
        follows = [s for s in row.written_steps if s.reading.type in ("receive", "comply")]
        passive = [s for s in follows if not _errand(s)]
        errands = counts.access + len(follows) - len(passive)
        if passive and errands <= len(passive):
            yield on_step(passive[0], steps=len(passive))


def _errand(step: StepRow) -> bool:
    return bool(_errands(step.reading.language).find(tokenise(step.text)))


@cache
def _errands(language: Language) -> CueBook:
    return CueBook(language, {"errand": _ERRANDS[language].split(", ")})


rule = Rule(
    id="family-only-receives",
    criterion=CriterionId.RESOURCE,
    severity=Severity.SHOULD,
    source="the pseudo-internal step: Samira's plan, rows 3, 5 and 6",
    find=find,
    mistakes=(20,),
)
