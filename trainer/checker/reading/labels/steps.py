"""What a step is: whose resource it uses and how, and whether one could begin it tomorrow."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

from trainer.checker.reading.marked import Unit, has_number, head_verb, subject
from trainer.checker.reading.values import Mark
from trainer.checker.values import Language, Resource

_TYPES = {
    "service_verb": "service",
    "receive_verb": "receive",
    "access_verb": "access",
    "comply_verb": "comply",
    "use_verb": "use",
}


def step_type(unit: Unit, who: str) -> str:
    """Who does what with whose resource."""
    verb = head_verb(unit)
    unit.show("type", verb)
    if _has_state(unit, verb) or (_only_supposed(unit, who) and _states_result(unit, verb)):
        return "outcome"
    if who == "formal" or (who == "joint" and (verb is None or verb.list in ("service_verb", "receive_verb"))):
        return "service"
    if _states_result(unit, verb):
        return "outcome"
    if who in ("informal", "community"):
        return "use"
    if verb is None:
        heading = unit.first("service_noun")
        return "receive" if heading is not None and who == "internal" else "use" if who == "internal" else "unclear"
    if verb.list == "service_verb":
        return "use" if who == "internal" else "service" if who == "joint" else "unclear"
    if verb.list == "use_verb" and verb.span.start == 0 and unit.first("access_verb") is not None and who == "internal":
        formal = any(item.resource is Resource.FORMAL for item in unit.actors)
        return "access" if formal else "use"
    return _TYPES[verb.list]


def sure_type(unit: Unit, who: str) -> str | None:
    """A household's state, and a household that keeps to what professionals told it: words that leave no doubt."""
    verb = head_verb(unit)
    if _has_state(unit, verb):
        return "outcome"
    return "comply" if who == "internal" and verb is not None and verb.list == "comply_verb" else None


def _only_supposed(unit: Unit, who: str) -> bool:
    """Whether nothing but the kind of act says that a professional does it."""
    return who == "formal" and not unit.responsible and subject(unit) is None


_HAS = {
    Language.EN: frozenset("has have".split()),
    Language.RU: frozenset("имеет имеют есть будет появится".split()),
    Language.UK: frozenset("має мають є буде з'явиться".split()),
    Language.KK: frozenset("бар болады".split()),
}


def _has_state(unit: Unit, verb: Mark | None) -> bool:
    """ "The family has its own store of food and an income": a state of the household, and nobody who acts."""
    if verb is not None and verb.list != "access_verb" or unit.first("need_frame", "abstract_state") is None:
        return False
    home = any(item.resource is Resource.INTERNAL for item in unit.actors)
    return home and any(token.key in _HAS[unit.language] for token in unit.tokens)


def _states_result(unit: Unit, verb: Mark | None) -> bool:
    vague = unit.first("vague_verb", "absence_verb")
    if vague is None or (verb is not None and verb.list in ("service_verb", "access_verb", "receive_verb")):
        return False
    words = unit.words
    heads = vague.span.start <= 12 or (unit.language is Language.KK and vague.span.end == words[-1].end)
    return heads and unit.first("abstract_state") is not None


def concrete(unit: Unit, who: str, kind: str) -> bool:
    """One actor could start tomorrow: an observable act with an object; no heading, no vague verb, no result."""
    if kind == "outcome":
        return False
    heading = unit.first("nominalised")
    if heading is not None and heading.span.start <= 2 and unit.language is not Language.KK:
        unit.show("concrete", heading)
        return False
    vague = unit.first("vague_verb")
    verb = head_verb(unit)
    if vague is not None and vague.span.start <= 14 and not has_number(unit):
        unit.show("concrete", vague)
        return False
    if who == "formal" and kind == "service":
        return _concrete_service(unit)
    if verb is None and unit.first("measurable_verb") is None:
        return False
    words = sum(1 for token in unit.tokens if token.kind in ("word", "number"))
    unit.show("concrete", verb)
    return words >= 2 and (unit.first("abstract_state") is None or has_number(unit) or words > 8)


def never_concrete(unit: Unit, kind: str) -> bool:
    """What the codebook rules out by name: a result, and a nominalised heading."""
    heading = unit.first("nominalised")
    headed = heading is not None and heading.span.start <= 2 and unit.language is not Language.KK
    return kind == "outcome" or headed


_DONE_IN_ONE_SITTING = {
    Language.EN: frozenset(
        "visit call phone write send arrange book enrol enroll take drive bring submit prepare deliver meet home hand issue accompany".split()
    ),
    Language.RU: tuple(
        "посет позвон написа отправ направ состав пригла записа запис подготов переда выда достав встрет собра собер привез отвез съезд выех оформ вруч звон провест заполн информ проинф".split()
    ),
    Language.UK: tuple(
        "відвід зателеф телеф напис надісл надіш направ склас запрос запис підгот передат видат достав зустр зібра привез відвез виїх оформ вруч провест заповн інформ поінформ купу купи нада".split()
    ),
    Language.KK: tuple(
        "бару барып қоңырау жазу жазып жіберу кездес шақыру тапсыр дайында жеткіз әкел апар қарау сұрау анықтайды біліп жауап назар алып толтыр".split()
    ),
}


def _concrete_service(unit: Unit) -> bool:
    """A professional's step is concrete when it is one observable act: a visit, a call, a letter, a paper."""
    words = [token.key for token in unit.tokens if token.kind == "word"]
    stems = _DONE_IN_ONE_SITTING[unit.language]
    window = words if unit.language is Language.KK or subject(unit) is not None else words[:3]
    for word in window:
        if (
            (word.rstrip("s") in stems or word in stems)
            if unit.language is Language.EN
            else word.startswith(tuple(stems))
        ):
            return len(words) >= 2
    return False
