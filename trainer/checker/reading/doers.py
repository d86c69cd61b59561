"""Who does a step: by the people named in its text and its cell, and where they leave it open, by the kind of act."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.marked import Unit, head_verb, subject
from trainer.checker.reading.subjects import is_finite
from trainer.checker.reading.values import Actor
from trainer.checker.values import Language, Resource

_IMPERATIVE = {
    Language.RU: re.compile(r".{2,}(?:йте|ите|ьте)(?:сь)?$"),
    Language.UK: re.compile(r".{2,}(?:йте|іть|ьте|їть)(?:ся)?$"),
    Language.KK: re.compile(r".{2,}(?:[ыі]ңыз|[ыі]ңіз|ңыз|ңіз)(?:дар|дер)?$"),
}
_FIRST_PERSON = {
    Language.EN: frozenset("i i'll i'd i'm we we'll".split()),
    Language.RU: frozenset("я мы".split()),
    Language.UK: frozenset("я ми".split()),
    Language.KK: frozenset("біз".split()),
}
_ONE = {
    Language.RU: re.compile(r"(?!.*телю$).{3,}(?:юсь|усь|ду|жу|чу|шу|лю|аю|яю|ую|ею)$"),
    Language.UK: re.compile(r".{3,}(?:юся|уся|аю|яю|ую|ею|лю|жу|чу|ду)$"),
    Language.KK: re.compile(r".{3,}(?:амын|емін|ймын|ймін|мыз|міз)$"),
}
_TOGETHER = {
    Language.EN: ("together", "jointly"),
    Language.RU: ("совместно", "вместе с"),
    Language.UK: ("спільно", "разом з"),
    Language.KK: ("бірлесіп", "бірге"),
}


def speaks_to_family(unit: Unit) -> bool:
    """ "Find the form…", "I will agree…": the plan speaks to the family, or a member of it speaks."""
    words = unit.words
    if any(token.key in _FIRST_PERSON[unit.language] for token in words[:3]):
        return True
    # Later in the sentence "мен" is "with".
    if unit.language is Language.KK and words and words[0].key == "мен":
        return True
    if unit.language is Language.EN:
        return False
    # Kazakh puts the verb last.
    bidden, told = (words[-1:], words[-1:]) if unit.language is Language.KK else (words[:2], words[:1])
    return any(_IMPERATIVE[unit.language].match(token.key) for token in bidden) or any(
        _ONE[unit.language].match(token.key) for token in told
    )


def actor(unit: Unit) -> str:
    """Who does the step, where the people tell it; else who alone could do it."""
    return actor_by_people(unit) or _actor_by_act(unit)


def actor_by_people(unit: Unit) -> str | None:
    """Who does the step by the subject of its text and the responsible cell; None where they leave it open."""
    named = [item.resource for item in unit.responsible if item.resource is not None]
    classes, doer = set(named), subject(unit)
    if doer is not None and doer.resource is not None and (not classes or doer.resource in classes):
        unit.show("actor", doer)
        if doer.resource is Resource.INTERNAL and is_acted_on(unit, doer) and Resource.INTERNAL not in classes:
            return "formal"
        beside = _beside_another(unit, doer) or (doer.resource is not Resource.INTERNAL and _named_beside(unit, doer))
        return "joint" if beside else doer.resource.value
    if len(classes) == 1:
        # Elsewhere "together" beside a professional mostly says that the client is accompanied.
        together = unit.language is Language.EN and classes == {Resource.FORMAL} and _together(unit)
        return "joint" if together else named[0].value
    if not classes:
        if doer is None and _named_beside_another(unit):
            return "joint"
        if speaks_to_family(unit):
            return "joint" if _with_others(unit) else "internal"
        return None
    if len(classes) > 1 and doer is None and _named_beside_another(unit):
        return "joint"
    # A Kazakh step may be a bare verbal noun, whose words do not tell who of the list acts.
    if unit.shared and unit.language is not Language.KK:
        return _of_a_shared_list(unit)
    words = unit.words
    if words and is_finite(words[-1 if unit.language is Language.KK else 0], unit.language):
        # "Подают заявление": the sentence leaves out the one who acts, as the cell names him.
        verb = head_verb(unit)
        serves = verb is not None and verb.list == "service_verb" and Resource.FORMAL in classes
        if serves or not _PLURAL[unit.language].match(words[0].key):
            return "formal" if serves else named[0].value
    return None


# "Красят забор": several do it, and the list says who.
_PLURAL = {
    Language.EN: re.compile(r"$^"),
    Language.RU: re.compile(r".{2,}(?:[уюая]т|ли)(?:ся|сь)?$"),
    Language.UK: re.compile(r".{2,}(?:[уюая]ть|ли)(?:ся|сь)?$"),
    Language.KK: re.compile(r"$^"),
}
_AND = frozenset("and with & , и с со й та і з із зі мен бен пен және".split())


# What is done to somebody rather than by him: "подросток вовлекается", "учень залучається", "оқушы тартылады".
_DONE_TO = frozenset(
    "involve refer ensure assess monitor treat issue inform consult correct support enrol organise perform visit protect".split()
)
_PASSIVE = {
    Language.RU: re.compile(r".{4,}[аяеиую]тся$"),
    Language.UK: re.compile(r".{4,}ться$"),
    Language.KK: re.compile(r".{3,}(?:[ыі]л|[аеыі]н|л[ыі]н)(?:ады|еді|сын|сін|ды|ді)$"),
}


def is_acted_on(unit: Unit, doer: Actor) -> bool:
    """Whether the sentence, in the passive, says what others do to the one who is its subject."""
    pattern = _PASSIVE.get(unit.language)
    if pattern is None or doer.span is None:
        return False
    end = doer.span.end
    words = [token for token in unit.tokens if token.kind == "word" and token.start >= end]
    verb = next(
        (token for token in (words[-1:] if unit.language is Language.KK else words[:3]) if pattern.match(token.key)),
        None,
    )
    return verb is not None and concepts_of(verb.key, unit.language)[0] in _DONE_TO


def _beside_another(unit: Unit, doer: Actor) -> bool:
    """ "Отец с соседом", "mother, aunt and the volunteer": the next one named, of another class, acts as well."""
    if doer.span is None:
        return False
    after = [token for token in unit.tokens if token.start >= doer.span.end][:3]
    beside = {token.start for place, token in enumerate(after) if place and after[0].key in _AND}
    if unit.language is Language.KK and after and after[0].key.endswith(("мен", "бен", "пен")) and _together(unit):
        beside.add(after[0].start)
    return any(
        item.resource is not doer.resource and item.span is not None and item.span.start in beside
        for item in unit.actors
    )


_BESIDE = frozenset("and и та і й мен бен пен".split())


def _named_beside(unit: Unit, doer: Actor) -> bool:
    """ "Мирон и куратор", "Ақбота мен консультант": a bare name, which is somebody of the home, and one of another class."""
    before = [token for token in unit.tokens if doer.span is not None and token.end <= doer.span.start][-2:]
    if len(before) < 2 or before[1].key not in _BESIDE or not before[0].capital:
        return False
    return before[0].kind == "word" and all(
        item.span is None or item.span.start != before[0].start for item in unit.actors
    )


def _named_beside_another(unit: Unit) -> bool:
    """The same where the grammar shows no subject, at the beginning of the sentence."""
    return any(
        item.resource not in (None, Resource.INTERNAL)
        and item.span is not None
        and item.span.start < 40
        and _named_beside(unit, item)
        for item in unit.actors[:2]
    )


_WE_WITH = frozenset("and with , & с со з із зі мен бен пен".split())
_CLIENT = ("клиент", "клієнт", "client")


def _with_others(unit: Unit) -> bool:
    """ "Мы с куратором", "I and my aunt": the one who speaks and, right after, somebody who is not of the home."""
    tokens = [token for token in unit.tokens if token.kind != "line"][:7]
    places = [n for n, token in enumerate(tokens) if token.key in _FIRST_PERSON[unit.language]][:1]
    if not places or not any(token.key in _WE_WITH for token in tokens[places[0] + 1 : places[0] + 2]):
        return False
    end = tokens[-1].end
    return any(
        item.span is not None
        and item.span.start < end
        and (item.resource not in (None, Resource.INTERNAL) or item.text.lower().startswith(_CLIENT))
        for item in unit.actors
    )


def _together(unit: Unit) -> bool:
    lowered = unit.text[:300].lower()
    return any(word in lowered for word in _TOGETHER[unit.language])


def _of_a_shared_list(unit: Unit) -> str:
    """Who of a row's list does this step: whom its words name, else who alone does such things, else the first."""
    doer, verb = subject(unit), head_verb(unit)
    if doer is not None and doer.resource is not None:
        unit.show("actor", doer)
        return str(doer.resource.value)
    unit.show("actor", verb)
    reaches = verb is not None and verb.list in ("access_verb", "receive_verb")
    near = (Resource.INFORMAL, Resource.COMMUNITY)
    beside = [item for item in unit.actors if item.resource in near and item.span]
    if beside and not reaches:
        return str(beside[0].resource.value) if beside[0].resource else "unclear"
    if (
        verb is not None
        and verb.list == "service_verb"
        and any(p.resource is Resource.FORMAL for p in unit.responsible)
    ):
        return "formal"
    return str(next(item.resource for item in unit.responsible if item.resource is not None).value)


def _actor_by_act(unit: Unit) -> str:
    verb = head_verb(unit)
    if _together(unit) and verb is not None and verb.list == "service_verb":
        return "joint"
    if speaks_to_family(unit):
        return "internal"
    unit.show("actor", verb)
    heading = unit.first("nominalised", "service_noun")
    if (
        heading is not None
        and (verb is None or heading.span.start < verb.span.start)
        and unit.language is not Language.KK
    ):
        unit.show("actor", heading)
        return "formal" if unit.language is not Language.EN or heading.list == "service_noun" else "unclear"
    if verb is None:
        return "unclear" if unit.language is Language.EN else "formal"
    if verb.list == "service_verb":
        return "formal"
    acted_on = [
        item
        for item in unit.actors
        if item.resource is Resource.INTERNAL and item.span and item.span.start > verb.span.start
    ]
    if verb.list in ("access_verb",) and acted_on and acted_on[0].span and acted_on[0].span.start - verb.span.end < 6:
        return "unclear"
    if unit.language is Language.KK and any(item.resource is Resource.INTERNAL for item in unit.actors):
        return "formal"
    return "internal"
