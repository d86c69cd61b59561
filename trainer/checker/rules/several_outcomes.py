"""Notice a goal that holds several goals: one of them can be reached while another is not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from trainer.checker.context import Context
from trainer.checker.reading.times.tags import tags_of
from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span, UnitReading
from trainer.checker.rules.rule import Found, Rule, on_goal
from trainer.checker.values import CriterionId, Language, Severity

_VERBS = frozenset({"measurable_verb", "use_verb", "access_verb", "receive_verb", "absence_verb", "vague_verb"})
_PARTING = frozenset({",", ";", ".", "and", "и", "та", "й", "і", "және", "әрі", "also", "також", "также"})
# After these words English has a noun, even where it looks like a verb: "a note", "their work".
_BEFORE_NOUN = frozenset("a an the of for with no own his her its their this that each".split())
_DEPENDS = frozenset(
    "that if where when while until before after without who whom which how what so because что чтобы если где когда "
    "который которая которые какой какая какие как так потому пока прежде после без що щоб якщо поки доки перш після "
    "де коли який яка які як бо тому".split()
)
MOST = 2
# "The parents and the children cook and eat together" is one picture; of four parts two verbs already pull apart.
MANY_PARTS = 4


def find(context: Context) -> Iterator[Found]:
    for row in context.rows:
        goal = row.reading.goal
        parts = parts_with_verbs(goal)
        # Where each part has its own figure or day, each can be told apart at the review.
        counted = bool(goal.measurable) and _figures(goal) >= len(parts)
        if not counted and (len(parts) > MOST or (len(parts) == MOST and len(_parts(goal)) >= MANY_PARTS)):
            yield on_goal(row, parts=len(parts))


def parts_with_verbs(unit: UnitReading) -> list[Span]:
    """The parts of a text, cut at commas and "and", in which something is done or reached."""
    nouns = {after.start for token, after in pairwise(tokenise(unit.text)) if token.key in _BEFORE_NOUN}
    marks = [mark for mark in unit.marks if mark.list in _VERBS and not mark.quoted]
    starts = sorted(mark.span.start for mark in marks if mark.span.start not in nouns)
    parts = _parts(unit)
    if unit.language is Language.KK:
        parts = _with_last_verbs(unit.text, parts)
    return [part for part in parts if bisect_left(starts, part.start) < bisect_left(starts, part.end)]


# "барып, жазылып, оқиды": the last verb closes what the others lead to.
_LEADS_ON = ("ып", "іп", "йп")


def _with_last_verbs(text: str, parts: list[Span]) -> list[Span]:
    """Kazakh parts that end in a verb which leads on, joined to the part that closes the sentence."""
    joined: list[Span] = []
    begin = None
    words = [token for token in tokenise(text) if token.kind == "word"]
    starts = [word.start for word in words]
    for part in parts:
        place = bisect_left(starts, part.end) - 1
        last = words[place].key if place >= 0 and words[place].start >= part.start else ""
        begin = part.start if begin is None else begin
        if part is not parts[-1] and last.endswith(_LEADS_ON):
            continue
        joined.append(Span(begin, part.end))
        begin = None
    return joined


def _parts(unit: UnitReading) -> list[Span]:
    """The parts of their own: not empty, and not what depends on the part before ("that…", "if…")."""
    parts: list[Span] = []
    begin, leads = 0, ""
    aside = False
    for token in tokenise(unit.text):
        # What stands in brackets says how it is now.
        if token.key in ("(", ")") or aside:
            aside = token.key != ")" and (aside or token.key == "(")
            continue
        if token.key not in _PARTING or token.quoted:
            leads = leads or token.key
            continue
        if leads and leads not in _DEPENDS:
            parts.append(Span(begin, token.start))
        begin, leads = token.end, ""
    return [*parts, Span(begin, len(unit.text))] if leads and leads not in _DEPENDS else parts


def _figures(goal: UnitReading) -> int:
    """Figures and days of a goal, those in words too: the letters of `reading/times/tags.py`."""
    return sum(tag.letter in "ND" for tag in tags_of(goal.text, goal.language))


rule = Rule(
    id="several-outcomes",
    criterion=CriterionId.MEASURE,
    severity=Severity.CONSIDER,
    source="one outcome a goal: SMART-GEM; Samira's plan, rows 2 and 4",
    find=find,
    mistakes=(12,),
)
