"""What a finding of the lint says to somebody who writes in a form; the bank's own English where it speaks of files."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.bank.problems import Problem
from trainer.web.words import LANGUAGES, _, language

# Values of a problem that are ids of the case: a designer knows these things by their names.
# A sentence may ask for any of these; one that the problem lacks is left empty.
_ASKED = ("given", "level", "count", "length", "limit", "first", "cost", "least", "most", "word", "name", "rule")
_IDS = ("id", "other", "need", "person", "event", "service", "trap", "fact")


def reason_of(problem: Problem, names: Mapping[str, str]) -> str:
    """Why this is a problem. `names` gives the name of whatever the case knows by an id."""
    return _said("workbench.lint_" + problem.code.lower(), problem, names) or problem.reason


def mend_of(problem: Problem, names: Mapping[str, str]) -> str:
    """How to mend it."""
    return _said("workbench.mend_" + problem.code.lower(), problem, names) or problem.mend


def file_reason(problem: Problem, names: Mapping[str, str]) -> str:
    """Why this is a problem, to somebody who has the files before them.

    In English as the bank itself says it, which also knows the near names of what was mistyped.
    """
    if language() == "en":
        return problem.reason
    return _said("bringing.lint_" + problem.code.lower(), problem, names) or reason_of(problem, names)


def file_mend(problem: Problem, names: Mapping[str, str]) -> str:
    """How to mend it in the files."""
    if language() == "en":
        return problem.mend
    return _said("bringing.mend_" + problem.code.lower(), problem, names) or mend_of(problem, names)


def _said(key: str, problem: Problem, names: Mapping[str, str]) -> str:
    values = dict.fromkeys((*_ASKED, *_IDS), "") | {
        name: names.get(value, value) if name in _IDS else value for name, value in problem.values.items()
    }
    code = values.get("language", "") or _language_in(problem)
    found = _(key, **{**values, "language": LANGUAGES.get(code, code)})
    return "" if found == key else found


def _language_in(problem: Problem) -> str:
    return problem.field.rpartition(".")[2]
