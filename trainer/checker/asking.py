"""Ask the rules: each row by itself, so that typing in one row does not ask the other nine again, then the plan.

What a row was told is kept with the row; a rule that looks at the whole plan is asked every time.
"""

from __future__ import annotations

from functools import partial

from trainer.checker.context import Context, Row
from trainer.checker.report import Finding, Praise, finding_key
from trainer.checker.rubric import Criterion, Gate, Rubric
from trainer.checker.rules import CATALOGUE
from trainer.checker.rules.rule import Found, Rule
from trainer.checker.values import AnyPartId

# Which criterion or gate each rule speaks for, as a rubric says it.
Informs = tuple[tuple[str, AnyPartId], ...]
# Where a finding stands in the order of reading: row, cell, place in the cell, rule.
_Order = tuple[int, int, int, int]
_Ranked = tuple[_Order, Finding]
# Rules with their numbers in the catalogue.
_Rules = list[tuple[int, Rule]]

# What these cells say can be asked about only when they say something.
_CELLS_OF_WORDS = frozenset({"problem", "goal", "text", "client_words"})
_ROW_CELLS = ("", ".problem", ".client_words", ".goal", ".facts", ".strengths", ".responsible", ".start", ".end")
_STEP_CELLS = ("", ".responsible", ".start", ".end", ".why_formal", ".check_back")
_LAST = 1_000_000


def informs(rubric: Rubric) -> Informs:
    """The rubric's rules with the part they inform; a rule that no part names is not asked."""
    parts: list[Criterion | Gate] = [*rubric.criteria, *rubric.gates]
    return tuple((rule, part.id) for part in parts for rule in part.rules)


def findings_of(context: Context, told: Informs) -> tuple[Finding, ...]:
    """Everything the rules ask about, in the order in which the plan is read; the same thing is said once."""
    asked = dict(told)
    by_itself, whole = _heard(
        context, [(number, rule) for number, rule in enumerate(CATALOGUE) if rule.id in asked and not rule.praise]
    )
    ranked: list[_Ranked] = []
    for row in context.rows:
        ranked += row.once(("findings", told), partial(_asked, context.only(row), by_itself, asked))
    ranked += _asked(context, whole, asked)
    once: dict[str, _Ranked] = {}
    for order, finding in ranked:
        once.setdefault(finding.key, (order, finding))
    return tuple(finding for _, finding in sorted(once.values(), key=lambda pair: (pair[0], pair[1].key)))


def _heard(context: Context, rules: _Rules) -> tuple[_Rules, _Rules]:
    """The rules that have what they need to speak: those about each row by itself, then those about the whole."""
    heard = [(number, rule) for number, rule in rules if rule.hears(context)]
    return [each for each in heard if not each[1].whole], [each for each in heard if each[1].whole]


def _asked(context: Context, rules: _Rules, asked: dict[str, AnyPartId]) -> list[_Ranked]:
    said: list[_Ranked] = []
    places = {row.path: row for row in context.rows}
    for number, rule in rules:
        for found in rule.find(context):
            if found.span is None and found.at.cell in _CELLS_OF_WORDS:
                continue
            start = found.span.start if found.span else -1
            said.append(((*_place(found, places), start, number), _finding(rule, found, asked[rule.id])))
    return said


def _place(found: Found, rows: dict[str, Row]) -> tuple[int, int]:
    """Row and cell of a finding in reading order; what stands in no row comes last."""
    row = rows.get(found.path.partition(".")[0])
    if row is None:
        return _LAST, 0
    return row.index, row.once("cells", lambda: _cells(row)).get(found.path, 0)


def _cells(row: Row) -> dict[str, int]:
    paths = [row.path + cell for cell in _ROW_CELLS]
    paths += [step.path + cell for step in row.steps for cell in _STEP_CELLS]
    return {path: place for place, path in enumerate(paths)}


def _finding(rule: Rule, found: Found, criterion: AnyPartId) -> Finding:
    values = dict(found.values)
    if rule.hint:
        values["key"] = True
    # Whole-plan findings of one rule may differ only by what they are about.
    about = found.quote or str(values.get("about", ""))
    return Finding(
        key=finding_key(rule.id, found.at, about),
        rule=rule.id,
        criterion=criterion,
        severity=found.severity or rule.severity,
        path=found.path,
        at=found.at,
        start=found.span.start if found.span else None,
        end=found.span.end if found.span else None,
        quote=found.quote,
        values=values,
    )


def praise_of(context: Context) -> tuple[Praise, ...]:
    """What is done well, in the order in which the plan is read."""
    by_itself, whole = _heard(context, [(number, rule) for number, rule in enumerate(CATALOGUE) if rule.praise])
    given: list[tuple[tuple[int, int, int], Praise]] = []
    for row in context.rows:
        given += row.once("praise", partial(_praised, context.only(row), by_itself))
    given += _praised(context, whole)
    return tuple(praise for _, praise in sorted(given, key=lambda pair: pair[0]))


def _praised(context: Context, rules: _Rules) -> list[tuple[tuple[int, int, int], Praise]]:
    given: list[tuple[tuple[int, int, int], Praise]] = []
    places = {row.path: row for row in context.rows}
    for number, rule in rules:
        for found in rule.find(context):
            praise = Praise(
                rule=rule.id,
                criterion=rule.criterion,
                path=found.path,
                at=found.at,
                start=found.span.start if found.span else None,
                end=found.span.end if found.span else None,
                quote=found.quote,
                values=found.values,
            )
            given.append(((*_place(found, places), number), praise))
    return given
