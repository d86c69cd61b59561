"""The rule pages: what a finding says, asks and how to mend it, in four languages, read from beside the rules.

A page is plain Markdown: one section per language, one list item per part (`- message: ...`); its examples, plans in
little (`trainer.checker.examples`), are tests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from trainer.checker.case import Case, Hazard, Need, Strength
from trainer.checker.examples import CELLS, EXAMPLES, Example
from trainer.checker.quotation import within
from trainer.checker.report import Finding, Praise
from trainer.checker.rules import BY_ID, CATALOGUE
from trainer.checker.rules.rule import Rule
from trainer.checker.values import Language

PARTS = ("title", "message", "question", "why", "mend", "limits")
# The case of which the examples speak where a page names no other.
USUAL_CASE = "samira"

_HEADING = re.compile(r"## (en|ru|uk|kk)\s*$")
_CASE = re.compile(r"Case: ([a-z-]+)$", re.MULTILINE)
_ITEM = re.compile(r"- ([a-z]+(?: flagged)?):(?: (.*))?$")
_PLACEHOLDER = re.compile(r"([«“]?)\{([a-z_]+)\}")


class BrokenPage(Exception):  # noqa: N818 - it names the page, as BadSetting does
    """A rule page that cannot be used: file, line and how to mend it."""

    def __init__(self, file: str, line: int, trouble: str) -> None:
        super().__init__(f"trainer/checker/rules/{file}:{line}: {trouble}")


@dataclass(frozen=True, slots=True)
class RuleText:
    """A page in one language. `real` tells where a real plan shows it; it may be empty."""

    title: str
    message: str
    question: str
    why: str
    mend: str
    limits: str
    real: str = ""
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule with its page in four languages. `case` is the case of which its examples speak: `Case: ...` on top."""

    rule: Rule
    texts: Mapping[Language, RuleText]
    case: str = USUAL_CASE

    @property
    def id(self) -> str:
        return self.rule.id

    def text(self, language: Language | str) -> RuleText:
        """The page in this language."""
        return self.texts[Language(language)]


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in the reader's language."""

    message: str
    question: str
    mend: str


def pages() -> list[RulePage]:
    """Every rule's page in the order of the catalogue."""
    return [page(rule.id) for rule in CATALOGUE]


@cache
def page(rule_id: str) -> RulePage:
    """The page of a rule; KeyError for an unknown rule, BrokenPage with file and line for a page that is not whole."""
    rule = BY_ID[rule_id]
    file = rule_id.replace("-", "_") + ".md"
    try:
        text = resources.files("trainer.checker.rules").joinpath(file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BrokenPage(file, 1, "the page is missing. Write it; another rule's page shows the form.") from None
    named = _CASE.search(text.partition("\n## ")[0])
    return RulePage(rule, parse(text, file), named[1] if named else USUAL_CASE)


def parse(text: str, file: str) -> dict[Language, RuleText]:
    """The four languages of a page; BrokenPage names the first line that is wrong and how to mend it."""
    found: dict[Language, dict[str, str]] = {}
    examples: dict[Language, list[Example]] = {}
    language: Language | None = None
    part = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _HEADING.match(line):
            language, part = Language(heading[1]), ""
            found[language], examples[language] = {}, []
        elif line.startswith("## "):
            raise BrokenPage(file, number, f"no language {line[3:].strip()!r}. Use {', '.join(Language)}.")
        elif language and (item := _ITEM.match(line)):
            part = item[1]
            if part in EXAMPLES:
                example = Example(part, (item[2] or "").strip(), number, language)
                examples[language].append(_checked(example, file, number))
            elif part not in (*PARTS, "real") or part in found[language]:
                raise BrokenPage(file, number, f"no part {part!r}, or it stands twice. Use {_parts()} once each.")
            else:
                found[language][part] = (item[2] or "").strip()
        elif line.startswith("  ") and language and part in EXAMPLES:
            examples[language][-1] = _checked(examples[language][-1].with_line(line), file, number)
        elif line.startswith("  ") and language and part in found[language]:
            found[language][part] += " " + line.strip()
        elif line.strip() and language:
            raise BrokenPage(file, number, "a line that is no list item. Write `- part: words`.")
    return {each: _whole(each, found, examples, file) for each in Language}


def _checked(example: Example, file: str, line: int) -> Example:
    for cell, _ in example.parts:
        if cell not in CELLS:
            raise BrokenPage(file, line, f"an example has no cell {cell!r}. Use {', '.join(CELLS)}.")
    return example


def _parts() -> str:
    return ", ".join(PARTS)


def _whole(
    language: Language,
    found: dict[Language, dict[str, str]],
    examples: dict[Language, list[Example]],
    file: str,
) -> RuleText:
    if language not in found:
        raise BrokenPage(file, 1, f"there is no section ## {language}. Add it.")
    missing = [part for part in PARTS if not found[language].get(part)]
    if missing:
        raise BrokenPage(file, 1, f"## {language} lacks {', '.join(missing)}. Add `- {missing[0]}: ...`.")
    return RuleText(**found[language], examples=tuple(examples[language]))


def say(finding: Finding | Praise, language: Language | str) -> Said:
    """What a finding says to its reader: message, question and how to mend it, with its values filled in."""
    text = page(finding.rule).text(language)
    values = {**finding.values, "quote": shortened(finding.quote)}
    ask = finding.values.get("ask")
    question = ask.get(str(language)) if isinstance(ask, dict) else None
    return Said(_fill(text.message, values), question or _fill(text.question, values), _fill(text.mend, values))


def shortened(quote: str, most: int = 140) -> str:
    """The student's words on one line, without a last full stop; a long quotation ends at a word."""
    words = " ".join(quote.split())
    if words.endswith(".") and not words.endswith(".."):
        words = words[:-1]
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + "…"


def _fill(text: str, values: Mapping[str, Any]) -> str:
    return _PLACEHOLDER.sub(lambda match: match[1] + within(match[1], _worded(values.get(match[2], ""))), text)


def _worded(value: Any) -> str:
    return ", ".join(str(item) for item in value) if isinstance(value, list | tuple) else str(value)


def hint(finding: Finding, grade: int, case: Case, language: Language | str) -> str:
    """A hint on the hidden key in three grades: 1 where to look, 2 the fact, 3 the name. Empty where there is none."""
    language = Language(language)
    key = case.key
    items: list[Need | Strength | Hazard] = [*key.needs, *key.strengths, *key.hazards]
    named = {item.id: item for item in items}
    item = named.get(str(finding.values.get("about", "")))
    if item is None:
        return ""
    if grade >= 3:
        return item.name.get(language, "")
    facts = [fact for fact in case.facts if fact.id in item.facts]
    if grade == 2:
        return next((fact.words.get(language, "") for fact in facts), "")
    stages = {stage.id: stage.title.get(language, "") for stage in case.stages}
    return next((stages.get(fact.at, "") for fact in facts), "")
