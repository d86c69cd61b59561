"""The codebook's labels of one unit, by rules a teacher can follow; each answer comes with the words that decided it.

Where the codebook says "if torn, choose the lower value", so do the rules.
"""

# Lists of words and patterns stay on one line.
# ruff: noqa: E501
from __future__ import annotations

import re

from trainer.checker.reading.concepts import concepts_of
from trainer.checker.reading.doers import speaks_to_family
from trainer.checker.reading.marked import VERB_LISTS, Unit, head_verb, subject
from trainer.checker.reading.shapes import shape_of
from trainer.checker.reading.subjects import acts_after, is_able, is_finite
from trainer.checker.reading.tokens import Token
from trainer.checker.reading.values import Actor, Mark, TimeKind
from trainer.checker.values import Language, Resource

_TYPES = {
    "service_verb": "service",
    "receive_verb": "receive",
    "access_verb": "access",
    "comply_verb": "comply",
    "use_verb": "use",
}


def respectful(unit: Unit) -> bool:
    """No judging word of severity two or three in the author's own voice."""
    judging = [mark for mark in unit.marks if mark.list == "judgement" and mark.severity >= 2 and not mark.quoted]
    unit.show("respectful", *judging)
    return not judging


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
    if vague is not None and vague.span.start <= 14 and not _has_number(unit):
        unit.show("concrete", vague)
        return False
    if who == "formal" and kind == "service":
        return _concrete_service(unit)
    if verb is None and unit.first("measurable_verb") is None:
        return False
    words = sum(1 for token in unit.tokens if token.kind in ("word", "number"))
    unit.show("concrete", verb)
    return words >= 2 and (unit.first("abstract_state") is None or _has_number(unit) or words > 8)


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


def _has_number(unit: Unit) -> bool:
    return any(token.kind == "number" for token in unit.tokens) or any(
        item.kind is TimeKind.FREQUENCY for item in unit.times
    )


def measurable(unit: Unit) -> bool:
    """A stranger could say yes or no on the day: an observable act or state with a criterion."""
    strong = _has_number(unit)
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
    return _only_denied(unit)


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


_DENIES = frozenset("no not never won't cannot can't doesn't don't didn't не ні ніколи никогда".split())
_WITHOUT = frozenset("without без".split())
# "не позднее", "not more than": a bound, no denial.
_BOUNDS = frozenset(
    "more less later fewer longer only just less below above ниже выше нижче вище менее более больше меньше позднее позже реже чаще дороже хуже только "
    "менше більше пізніше рідше довше дорожче тільки лише".split()
)
_DENIED = re.compile(r".{1,}(?:[мбп][ае]й(?:ды|ді|мын|мін|тын|тін)?|[мбп][ае]у|[мбп][ае]с)$")


# What opens another clause, where something may be put in the place of what is denied.
_TURNS = frozenset(", ; . : and but instead и а но зато вместо й та але натомість және бірақ орнына".split())


def _only_denied(unit: Unit) -> bool:
    """ "No more quarrels", "больше не пьёт", "ішпейді": the goal says only what will not be."""
    clauses = _clauses(unit)
    if unit.language is Language.KK:
        ends = [_DENIED.match(clause[-1].key) is not None for clause in clauses]
        # A clause without a verb of its own belongs to the next.
        does = any(
            is_finite(clause[-1], unit.language) for clause, denied in zip(clauses, ends, strict=True) if not denied
        )
        return bool(ends) and ends[-1] and not does
    denied = [_denies(clause) for clause in clauses]
    if not any(denied[:1]):
        return False
    begins = [clause[0].start for clause, no in zip(clauses, denied, strict=True) if not no]
    ends_at = [clause[-1].end for clause, no in zip(clauses, denied, strict=True) if not no]
    inside = list(zip(begins, ends_at, strict=True))
    acts = [mark.span.start for mark in unit.all("measurable_verb", *VERB_LISTS)]
    acts += [token.start for token in unit.words if is_finite(token, unit.language)]
    return not any(begin <= start < end for start in acts for begin, end in inside)


def _clauses(unit: Unit) -> list[list[Token]]:
    """The parts of a sentence; what stands in brackets tells how it is now, not what shall be."""
    found: list[list[Token]] = [[]]
    aside = False
    for token in unit.tokens:
        if token.key in ("(", ")"):
            aside = token.key == "("
        elif aside:
            continue
        elif token.key in _TURNS:
            found.append([])
        elif token.kind in ("word", "number"):
            found[-1].append(token)
    return [clause for clause in found if clause]


def _denies(clause: list[Token]) -> bool:
    words = [token.key for token in clause if token.kind == "word"]
    places = [place for place, word in enumerate(words[:5]) if word in _DENIES or not place and word in _WITHOUT]
    if not places or places[0] + 1 >= len(words):
        return False
    # "No more quarrels" denies; "not more than three" only bounds.
    return words[places[0] + 1] not in (_BOUNDS - {"more"} if words[places[0]] == "no" else _BOUNDS)


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


def _put_in_place(unit: Unit) -> bool:
    """Something observable beside what is given up; the act that is given up itself does not count."""
    given_up = [(mark.span.start, mark.span.end + 2) for mark in unit.all("absence_verb")]
    return any(
        all(mark.span.end <= begin or mark.span.start > end for begin, end in given_up)
        for mark in unit.all("measurable_verb")
    )


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
    if len(words) < 3 or activity_first(unit) or any(token.key in _DENIES for token in words):
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
    if judging is not None and need is None and not _has_number(unit):
        unit.show("frame", judging)
        return "judgement"
    unit.show("frame", need)
    return "need"
