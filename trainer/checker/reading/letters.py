"""In which language a text is written, by its letters alone: enough to tell four languages apart that share few."""

from __future__ import annotations

from trainer.checker.plan import Plan
from trainer.checker.values import Language

# Shorter texts may lack the letters that tell: of a hundred Ukrainian letters seven are і, ї, є or ґ, of Kazakh more.
ENOUGH = 80
_SHARE = 0.02
_KAZAKH, _UKRAINIAN, _RUSSIAN = set("әғқңөұүһ"), set("іїєґ"), set("ыэъё")


def likely_language(text: str) -> Language:
    """The language in which a text is written; English where it has no letters."""
    letters = [sign for sign in text.casefold() if sign.isalpha()]
    if sum(sign.isascii() for sign in letters) >= len(letters) / 2:
        return Language.EN
    # A name or two of another language do not make a text one of it.
    least = len(letters) * _SHARE
    kazakh, ukrainian, russian = (sum(sign in own for sign in letters) for own in (_KAZAKH, _UKRAINIAN, _RUSSIAN))
    # Kazakh has і and ы too, so its own letters are looked for first.
    if kazakh > least:
        return Language.KK
    return Language.UK if ukrainian > max(least, russian) else Language.RU


def language_of_plan(plan: Plan) -> Language | None:
    """The language of a plan's own words; None where they are too few to tell."""
    words = [text for goal in plan.goals for text in (goal.problem, goal.goal, *(step.text for step in goal.steps))]
    text = " ".join(words)
    return likely_language(text) if sum(map(str.isalpha, text)) >= ENOUGH else None
