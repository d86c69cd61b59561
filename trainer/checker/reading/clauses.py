"""Clauses that only tell when, why or of whom: who stands in one of them does not act in the sentence."""

# Lists of words stay on one line.
# ruff: noqa: E501
from __future__ import annotations

from functools import lru_cache

from trainer.checker.reading.tokens import tokenise
from trainer.checker.reading.values import Span

# What opens a clause that depends on another, in all four languages; in Kazakh the verb shows it instead.
_OPENS = frozenset(
    "while until till when whenever before after if unless because since although though so that who whom whose which where why how what whether "
    "пока покуда когда если чтобы что потому поскольку хотя где куда откуда кто кого кому кем чей который которая которые которого которой которому как зачем почему ли прежде после "
    "доки поки коли якщо щоб що бо тому оскільки хоча де куди звідки хто кого кому ким чий який яка які якого якої якому як навіщо чому чи перш після егер".split()
)
_LONGEST_CLAUSE = 400
_NOT_THE_FIRST = frozenset("then that's so after before since что що как як".split())


# Several rules ask of the same actor of the same cell.
@lru_cache(maxsize=4096)
def stands_aside(text: str, span: Span) -> bool:
    """Whether a word stands in a dependent clause, or only says whose a thing is ("her father's number")."""
    # No clause of a plan is longer; in a longer text only what is near is looked at.
    start = max(0, span.start - _LONGEST_CLAUSE)
    text, span = text[start : span.end + 1], Span(span.start - start, span.end - start)
    tokens = tokenise(text)
    place = next((n for n, token in enumerate(tokens) if token.start == span.start), None)
    if place is None:
        return False
    last = place
    while last + 1 < len(tokens) and tokens[last + 1].start < span.end:
        last += 1
    if tokens[last].key.endswith(("'s", "s'")):
        return True
    begin = place
    while begin > 0 and tokens[begin - 1].kind != "line" and tokens[begin - 1].key not in ".;!?,:()—–":
        begin -= 1
    opening = [token.key for token in tokens[begin:place]]
    if begin == 0:
        # "When she is back, Marta …": here too the first clause may depend, but Marta stands after its comma.
        return any(key in _OPENS and key not in _NOT_THE_FIRST for key in opening)
    return any(key in _OPENS for key in opening)
