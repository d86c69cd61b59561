"""How a problem is put: as a need, as the lack of one service, as a service itself, or as a judgement."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.labels.denials import DENIES
from trainer.checker.reading.marked import VERB_LISTS, Unit, has_number, head_verb, subject
from trainer.checker.reading.shapes import shape_of
from trainer.checker.reading.subjects import acts_after, is_finite
from trainer.checker.reading.values import Mark
from trainer.checker.values import Language, Resource


def _service_heading(unit: Unit) -> Mark | None:
    """A service or an activity as a heading: its noun stands first; in Kazakh the verbal noun stands last."""
    if unit.language is Language.KK:
        words = unit.words
        last = [mark for mark in unit.all("nominalised", "service_noun") if words and mark.span.end == words[-1].end]
        return last[0] if last else None
    heading = unit.first("nominalised", "service_noun")
    if heading is None and unit.language is Language.EN:
        # "Receiving food from the mosque"
        heading = next((m for m in unit.all(*VERB_LISTS) if unit.text[m.span.start : m.span.end].endswith("ing")), None)
    words = unit.words
    if unit.language is Language.EN and heading is not None and len(words) <= 4 and not unit.all(*VERB_LISTS):
        # "Aftercare coordination"
        return heading
    return heading if heading is not None and heading.span.start <= 2 else None


_CHANGES = frozenset(
    "improve reduce organise find ensure teach help support restore involve form prevent overcome resolve adapt correct refer "
    "treat monitor assess consult get buy repair enrol prepare perform protect learn plan".split()
)
# "Support from her family is missing": a noun, though it looks like a verb.
_NOUN_BEFORE = frozenset("of from is are was for with in at to on and".split())


def activity_first(unit: Unit) -> bool:
    """ "Улучшить здоровье детей", "Find a job for the father": what somebody shall do, written where the problem belongs."""
    words = unit.words
    if len(words) < 2 or unit.language is Language.KK:
        return False
    first = words[0]
    if concepts_of(first.key, unit.language)[0] not in _CHANGES:
        return False
    if unit.language is Language.EN:
        return (
            first.key not in _NOUN_BEFORE and words[1].key not in _NOUN_BEFORE and not first.key.endswith(("s", "ed"))
        )
    return shape_of(first.key, unit.language) == "infinitive"


_HAS_DONE = frozenset("has have had ever".split())
_DID_NOT = re.compile(r".{2,}(?:[ғг][ае]н|[кқ][ае]н)$")


def event_denied(unit: Unit) -> bool:
    """ "No doctor has looked at her throat", "Бөлімше айтқан жоқ": what somebody has not done, and no service that is missing."""
    if unit.language is Language.EN:
        missing = unit.first("service_frame")
        after = next((token.key for token in unit.words if missing and token.start >= missing.span.end), "")
        return after in _HAS_DONE and unit.words[0].key in ("no", "nobody", "none")
    words = unit.words
    if unit.language is not Language.KK or len(words) < 3 or words[-1].key not in ("жоқ", "емес"):
        return False
    return unit.first("service_frame") is None and _DID_NOT.match(words[-2].key) is not None


# "Debts of the father since spring": a condition is named in a few words; in more of them much else may be said.
_NAMED_IN = 6


def names_condition(unit: Unit) -> bool:
    """ "Dementia", "Безработица", "Балалар ауру": what weighs on somebody, named in a word or two, and no service."""
    if len(unit.words) > _NAMED_IN or unit.first("condition") is None:
        return False
    return unit.first("service_frame", "service_noun", "nominalised", "judgement", *VERB_LISTS) is None


_MAY = frozenset("may might could".split())


def tells_plainly(unit: Unit) -> bool:
    """ "The stove smokes", "Сарай може впасти": a sentence in which nobody serves and nothing of a service is named."""
    words = unit.words
    if len(words) < 3 or activity_first(unit) or any(token.key in DENIES for token in words):
        return False
    if unit.language is Language.EN:
        told = any(acts_after(unit.language, words, place) or words[place + 1].key in _MAY for place in (0, 1))
        if words[0].key in _HAS_DONE or not told:
            return False
    elif not any(is_finite(token, unit.language) for token in words):
        return False
    if any(actor.resource is Resource.FORMAL for actor in unit.actors):
        return False
    return unit.first("service_frame", "service_noun", "nominalised", "deficit", "judgement", *VERB_LISTS) is None


def frame(unit: Unit) -> str:
    """How a problem is put: a need, the lack of one service, a service itself, or a judgement."""
    if event_denied(unit) or names_condition(unit):
        return "need"
    judging = next((mark for mark in unit.marks if mark.list == "judgement" and not mark.quoted), None)
    missing, need = unit.first("service_frame"), unit.first("need_frame")
    if missing is not None and (need is None or len(unit.tokens) < 12):
        unit.show("frame", missing)
        return "missing_service"
    if activity_first(unit):
        unit.show("frame", head_verb(unit) or unit.first("vague_verb"))
        return "service"
    heading = _service_heading(unit)
    named = heading is not None and heading.list == "nominalised"
    if heading is not None and (need is None or named) and unit.first("deficit") is None:
        unit.show("frame", heading)
        return "service"
    doer = subject(unit)
    if (
        doer is not None
        and doer.resource is Resource.FORMAL
        and unit.first("service_verb") is not None
        and need is None
    ):
        unit.show("frame", doer)
        return "service"
    if judging is not None and need is None and not has_number(unit):
        unit.show("frame", judging)
        return "judgement"
    unit.show("frame", need)
    return "need"
