"""Ask from where a change is counted, when a goal says to where but not from what.

Silent while the goal cannot be measured at all, and when the problem or the goal tells how things stand now.
"""

from __future__ import annotations

from collections.abc import Iterator

from trainer.checker.context import Context, Row
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Mark, Span, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Severity

# Of the vague verbs those that claim more or less of something; the others claim no change that could be counted.
_CHANGE = frozenset(
    "improve,enhance,increase,strengthen,raise,reduce,decrease,lower,lessen,minimise,minimize,expand,be more,"
    "cut down,reduce drinking,reduce the use,улучшить,улучшать,улучшиться,улучшение,повысить,повышать,повышение,"
    "укрепить,укрепление,расширить,усилить,снизить,снижение,уменьшить,сократить,сократить употребление,"
    "уменьшить употребление,поліпшити,покращити,покращення,поліпшення,підвищити,підвищувати,підвищення,зміцнити,"
    "зміцнення,розширити,посилити,знизити,зниження,зменшити,скоротити,скоротити вживання,зменшити вживання,"
    "жақсарту,жақсару,арттыру,нығайту,кеңейту,төмендету,азайту".split(",")
)


# "Fewer missed mornings", "реже курит": more or less of something, where no "than" says of how much.
_MORE_OR_LESS = frozenset(
    "fewer rarer меньше больше реже чаще менше більше рідше частіше сирек сирегірек жиірек азырақ көбірек".split()
)
_THAN = frozenset("than чем ніж за от від не".split())


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        verb = without_baseline(row)
        # Without anything to count by, another rule asks first.
        if verb and (goal.measurable or numbers_in(goal)):
            yield on_goal(row, verb.span)


def without_baseline(row: Row) -> Mark | None:
    """The word that claims a change, when neither goal, problem nor the client's words tell from what it is counted."""
    goal = row.reading.goal
    verb = claims_change(goal)
    if verb is None or numbers_in(goal) >= 2 or numbers_in(row.reading.problem):
        return None
    said = any(token.kind == "number" for token in tokenise(row.goal.client_words))
    return None if said else verb


def claims_change(goal: UnitReading) -> Mark | None:
    """The word of a goal that promises more or less of something."""
    verb = next((mark for mark in goal.marks if mark.lemma in _CHANGE and not mark.quoted), None)
    return verb or _more_or_less(goal)


def _more_or_less(goal: UnitReading) -> Mark | None:
    tokens = tokenise(goal.text)
    for place, token in enumerate(tokens):
        if token.key not in _MORE_OR_LESS or token.quoted:
            continue
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        bounded = after is not None and (after.kind == "number" or after.key in _THAN)
        if not bounded and not (place and tokens[place - 1].key in ("не", "no", "not")):
            return Mark("change", token.key, Span(token.start, token.end))
    return None


def numbers_in(unit: UnitReading) -> int:
    """How many figures of a text are no part of a date or a deadline; a rhythm counts as one."""
    return figures_outside(unit, [time.span for time in unit.times if time.bounded])


def figures_outside(unit: UnitReading, spans: list[Span]) -> int:
    """How many figures of a text stand in none of these spans."""
    # In one walk over both: a hostile text holds ten thousand of each.
    spans = sorted(spans, key=lambda span: span.start)
    count = place = 0
    for token in tokenise(unit.text):
        while place < len(spans) and spans[place].end <= token.start:
            place += 1
        inside = place < len(spans) and spans[place].start <= token.start
        count += token.kind == "number" and not inside
    return count


rule = Rule(
    id="change-without-baseline",
    criterion=CriterionId.MEASURE,
    severity=Severity.CONSIDER,
    source="from where to where: goal attainment scaling; the clinical model's baseline and target",
    find=find,
    mistakes=(14,),
)
