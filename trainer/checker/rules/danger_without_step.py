"""Ask what keeps somebody from harm, when a problem tells of a danger and no step of the row meets it in two days.

For dangers that the student sees; those of the case's key have a rule of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import SAFE_WITHIN, Context, Row, StepRow
from trainer.checker.rules.rule import Found, Rule, on_problem
from trainer.checker.values import GateId, Severity

# Of the words for risks those that tell of harm to somebody now; "frost" and "threat" are often said of less.
_HARM = frozenset(
    "violence,domestic violence,beats,hits,abuse,sexual abuse,suicide,suicidal,self-harm,weapon,no food,overdose,"
    "left unattended,infant alone,trafficking,open wires,насилие,бьет,избивает,побои,жестокое обращение,"
    "сексуальное насилие,суицид,суицидальный,самоповреждение,угрожает,оружие,нет еды,без присмотра,передозировка,"
    "торговля людьми,оголенные провода,насильство,б'є,побиття,жорстоке поводження,сексуальне насильство,суїцид,"
    "суїцидальний,самоушкодження,погрожує,зброя,немає їжі,без нагляду,оголені дроти,торгівля людьми,"
    "зорлық-зомбылық,тұрмыстық зорлық,ұрады,соққы,қатыгездік,суицид,өзіне зиян,қару,тамақ жоқ,қараусыз".split(",")
)


def find(context: Context) -> Iterator[Found]:
    book = context.casebook
    for row in context.complete_rows:
        told = (mark for mark in row.reading.problem.all("risk_word") if mark.lemma in _HARM and not mark.quoted)
        danger = next(told, None)
        if danger is None or (book and book.dangers_of(row)):
            continue
        if not any(_meets(context, row, step) for step in row.written_steps):
            yield on_problem(row, danger.span)


def _meets(context: Context, row: Row, step: StepRow) -> bool:
    """A step of the first two days, or one that makes safe and is not put off to later."""
    if context.day is None or step.starts is None:
        return step.reading.first("safety_act") is not None
    return step.starts <= context.day + SAFE_WITHIN


rule = Rule(
    id="danger-without-step",
    criterion=GateId.SAFE,
    severity=Severity.SHOULD,
    source="safety first: Signs of Safety; the intensive model's first steps in hours and days",
    find=find,
    mistakes=(27,),
)
