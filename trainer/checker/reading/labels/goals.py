"""What a goal is: measurable or not, whose it is, and whether life changes, a service is received, or something ends."""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re

from trainer.checker.reading.doers import speaks_to_family
from trainer.checker.reading.labels.denials import only_denied
from trainer.checker.reading.marked import Unit, has_number, head_verb, subject
from trainer.checker.reading.subjects import acts_after, is_able
from trainer.checker.reading.values import Actor, Mark
from trainer.checker.values import Language, Resource


def measurable(unit: Unit) -> bool:
    """A stranger could say yes or no on the day: an observable act or state with a criterion."""
    strong = has_number(unit)
    vague, seen = unit.first("vague_verb"), unit.first("measurable_verb")
    if vague is not None and (seen is None or vague.span.start <= seen.span.start):
        unit.show("measurable", vague)
        return strong and unit.first("measurable_verb", "service_noun") is not None
    abstract = unit.first("abstract_state")
    if seen is not None:
        unit.show("measurable", seen)
        return strong or abstract is None or seen.span.start < abstract.span.start and len(unit.tokens) > 6
    absence = unit.first("absence_verb")
    if absence is not None and not strong:
        return False
    return strong and abstract is None


def owner_by_subject(unit: Unit) -> str | None:
    """Whose goal it is where the sentence has a subject; None where it has none."""
    doer = subject(unit)
    if doer is None or doer.resource is Resource.FORMAL and _is_done(unit, doer):
        return None
    unit.show("owner", doer)
    return "service" if doer.resource is Resource.FORMAL else "client"


def sure_owner(unit: Unit) -> str | None:
    """Whose goal it is where the one who opens the sentence tells, or where somebody gives something up."""
    if begins_with_subject(unit):
        return owner_by_subject(unit)
    return named_first(unit) or ("client" if gives_up(unit) else None)


_DONE = re.compile(r".{3,}(?:[еоа]н|[еа]на|[еа]но|[еа]ны|[еа]ні|ят|ята|яты|ят[ои])$")


def _is_done(unit: Unit, doer: Actor) -> bool:
    """ "Программа усвоена": what looks like somebody of a service is the thing that something was done with."""
    if unit.language not in (Language.RU, Language.UK) or doer.span is None:
        return False
    end = doer.span.end
    after = [token for token in unit.tokens if token.kind == "word" and token.start >= end][:2]
    return any(_DONE.match(token.key) for token in after)


def named_first(unit: Unit) -> str | None:
    """ "Omar walks without crutches": a name that no list knows, with a verb after it, is somebody of the home."""
    words = unit.words
    if not words or not words[0].capital or words[0].start in unit.known():
        return None
    return "client" if acts_after(unit.language, words, 0) else None


def begins_with_subject(unit: Unit) -> bool:
    """Whether the sentence opens with the one who acts: "finishes college" has a college, but as its object."""
    doer = subject(unit)
    words = unit.words
    return doer is not None and doer.span is not None and bool(words) and doer.span.start <= words[0].end + 1


def owner(unit: Unit) -> str:
    """Whose goal it is: the client's household, or the service."""
    by_subject = owner_by_subject(unit)
    if by_subject is not None:
        return by_subject
    if speaks_to_family(unit):
        return "client"
    named = {item.resource for item in unit.responsible if item.resource is not None}
    if named and named <= {Resource.INTERNAL, Resource.INFORMAL}:
        return "client"
    verb = head_verb(unit)
    first = min(
        (mark for mark in (verb, unit.first("nominalised"), unit.first("vague_verb")) if mark is not None),
        key=lambda mark: mark.span.start,
        default=None,
    )
    unit.show("owner", first)
    if Resource.FORMAL in named:
        return "service" if Resource.INTERNAL not in named else "client"
    if unit.language is Language.EN:
        return "service" if verb is not None and verb.list == "service_verb" and verb.span.start <= 3 else "client"
    if (
        first is not None
        and first.list in ("service_verb", "nominalised")
        and unit.first("measurable_verb") in (None, first)
    ):
        return "service"
    if unit.first("vague_verb") is not None and unit.first("vague_verb") is first:
        return "service" if any(item.resource is Resource.INTERNAL for item in unit.actors) else "unclear"
    return "client"


def only_absence(unit: Unit) -> bool:
    """Whether the goal says only what will not be: something given up or denied, and nothing put in its place."""
    doer = subject(unit)
    if doer is not None and doer.resource is Resource.FORMAL:
        return False
    absence = _heading_absence(unit)
    if absence is not None and not _put_in_place(unit):
        unit.show("kind", absence)
        return True
    return only_denied(unit)


_EARLY = 25


def _heading_absence(unit: Unit) -> Mark | None:
    """What is given up, where the sentence puts its verb: among the first words, in Kazakh at the end as well."""
    found = unit.all("absence_verb")
    if unit.language is Language.KK:
        words = unit.words
        ends = words[-1].end if words else 0
        found = [mark for mark in found if mark.span.end == ends] or found
        return next((mark for mark in found if mark.span.start <= _EARLY or mark.span.end == ends), None)
    return next((mark for mark in found[:1] if mark.span.start <= _EARLY), None)


# What a service prevents, or a state in which something is missing, may be anybody's goal.
_ANYBODYS = frozenset(
    "prevent;eliminate;предотвратить;предупредить;предупреждение;недопущение;не допускать;отсутствие;исключить;запобігти;"
    "запобігання;попередження;недопущення;не допускати;відсутність;виключити;алдын алу;болдырмау;жол бермеу;жоқ болуы".split(
        ";"
    )
)


def gives_up(unit: Unit) -> bool:
    """Whether somebody gives something up or will not do it: only a person of the home can."""
    absence = _heading_absence(unit)
    return only_absence(unit) and (absence is None or absence.lemma not in _ANYBODYS)


def outcome(unit: Unit, whose: str) -> str:
    """What the goal is: a change, a service received, an activity of the service, or only an absence."""
    verb = head_verb(unit)
    if whose != "service" and only_absence(unit):
        return "absence"
    if whose == "service":
        return "activity"
    if _gets(unit, verb) and unit.first("service_noun") is not None:
        unit.show("kind", verb)
        return "receipt"
    return "outcome"


def _gets(unit: Unit, verb: Mark | None) -> bool:
    """Whether the sentence comes down to getting something; of several acts in Kazakh the last counts."""
    if verb is None or verb.list != "receive_verb":
        return False
    if unit.language is not Language.KK:
        return True
    words = unit.words
    return verb.span.end >= words[-1].start and not is_able(words)


def _put_in_place(unit: Unit) -> bool:
    """Something observable beside what is given up; the act that is given up itself does not count."""
    given_up = [(mark.span.start, mark.span.end + 2) for mark in unit.all("absence_verb")]
    return any(
        all(mark.span.end <= begin or mark.span.start > end for begin, end in given_up)
        for mark in unit.all("measurable_verb")
    )
