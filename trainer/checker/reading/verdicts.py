"""The labels of a unit: what the rules are sure of, and where they are not, what the trained readers weigh.

The rules' own guesses are among what is weighed. Where both agree the rule's words explain the label, since a rule can
be told in a sentence; where the trained reader overrules it, the words that moved the reader do.
"""

from __future__ import annotations

from collections.abc import Callable

from trainer.checker.reading import doers, labels
from trainer.checker.reading.features import features, said
from trainer.checker.reading.marked import Unit
from trainer.checker.reading.trained import Readers
from trainer.checker.reading.values import UnitKind

# Each label may weigh those before it: the actor says much about the type, and the type about whether one could start.
LABELS = {
    UnitKind.STEP: ("actor", "type", "concrete"),
    UnitKind.GOAL: ("owner", "kind", "measurable"),
    UnitKind.PROBLEM: ("frame",),
}
Verdicts = dict[str, str]


def guesses(kind: UnitKind, unit: Unit) -> Verdicts:
    """What the rules say of each label, sure or not."""
    if kind is UnitKind.STEP:
        who = doers.actor(unit)
        act = labels.step_type(unit, who)
        return {"actor": who, "type": act, "concrete": _spoken(labels.concrete(unit, who, act))}
    if kind is UnitKind.GOAL:
        whose = labels.owner(unit)
        result = labels.outcome(unit, whose)
        return {"owner": whose, "kind": result, "measurable": _spoken(labels.measurable(unit))}
    return {"frame": labels.frame(unit)}


SURE: dict[str, Callable[[Unit, Verdicts], str | None]] = {
    "actor": lambda unit, _: doers.actor_by_people(unit),
    "type": lambda unit, found: labels.sure_type(unit, found["actor"]),
    "concrete": lambda unit, found: "no" if labels.never_concrete(unit, found["type"]) else None,
    "owner": lambda unit, _: labels.sure_owner(unit),
    "kind": lambda unit, found: _one_of(labels.outcome(unit, found["owner"]), "absence", "receipt"),
    "measurable": lambda _, found: "no" if found["kind"] == "absence" else None,
    "frame": lambda unit, _: (
        "need"
        if labels.event_denied(unit) or labels.names_condition(unit) or labels.tells_plainly(unit)
        else "service"
        if labels.activity_first(unit) else _one_of(labels.frame(unit), "missing_service", "judgement")
    ),
}


def _one_of(value: str, *values: str) -> str | None:
    return value if value in values else None


# Who acts leaves few types open: what a professional does is a service, and no one else's act is one.
_BARRED: dict[tuple[str, str], frozenset[str]] = {
    ("type", "formal"): frozenset({"use", "access", "receive", "comply", "unclear"}),
    ("type", "internal"): frozenset({"service"}),
    ("type", "informal"): frozenset({"service", "access", "receive", "comply"}),
    ("type", "community"): frozenset({"service", "access", "receive", "comply"}),
}


def judge(kind: UnitKind, unit: Unit, readers: Readers) -> Verdicts:
    """Every label of the unit, with the words that decided it kept in the unit's evidence."""
    guessed = guesses(kind, unit)
    found = features(unit)
    heard = said(unit.language, {f"rule {label}": value for label, value in guessed.items()})
    scores: dict[str, list[float]] = {}
    verdicts: Verdicts = {}
    for place, label in enumerate(LABELS[kind]):
        reader = readers[label]
        sure = SURE[label](unit, verdicts) if label in SURE else None
        if sure is None:
            # What the rules are sure of first needs no weighing.
            scores = scores or readers.scores(LABELS[kind][place:], found)
            before = verdicts.get("actor") or verdicts.get("owner") or ""
            barred = _BARRED.get((label, before), frozenset())
            heard_now = heard + said(unit.language, verdicts)
            sure = _allowed(label, reader.most_of(scores[label], heard_now, barred), unit, guessed)
        verdicts[label] = sure
        if sure != guessed[label]:
            unit.evidence[label] = reader.why(found, sure)
    return verdicts


def _allowed(label: str, value: str, unit: Unit, guessed: Verdicts) -> str:
    """A person is said to be judged only where a judging word stands: the reproach must be shown to the student."""
    if label == "frame" and value == "judgement" and unit.first("judgement") is None:
        return "need" if guessed[label] == "judgement" else guessed[label]
    return value


def _spoken(value: bool) -> str:
    return "yes" if value else "no"
