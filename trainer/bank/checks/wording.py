"""The wording of a case: nothing that leads to a real person, no judging word, no stranger's name, fair warning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from trainer.bank.cases import CaseFolder
from trainer.bank.problems import Problem
from trainer.bank.taxonomy import load_taxonomy
from trainer.bank.texts import CaseText
from trainer.checker.plan import Goal, Plan
from trainer.checker.reading import read_plan
from trainer.checker.reading.names import unknown_names
from trainer.checker.reading.vocabulary import Vocabulary
from trainer.checker.rules.judging_language import judging
from trainer.checker.values import Language

_PRIVATE = {
    "an e-mail address": re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}"),
    "a phone number": re.compile(r"(?<![\w+])\+?(?:\d[ ()-]{0,2}){9,13}\d(?!\w)"),
    "a personal number": re.compile(r"(?<!\d)\d{12}(?!\d)|(?<!\d)\d{10}(?!\d)"),
    "a street address": re.compile(
        r"(?i)\b(?:street|st\.|ул\.|улица|вул\.|вулиця|көшесі)\s+[\w-]+,?\s*(?:д\.|буд\.|№)?\s*\d|\d+\s+[\w-]+\s+street\b"
    ),
}


# "Выпивает всё молоко": what is drunk follows and is no alcohol.
_OTHER_DRINK = re.compile(
    r"(?i)\w*\W+(?:\w+\W+){0,3}?(?:молок|ча[йюя]|вод[уиы]\b|сок|кофе|кав[уи]|кефир|кефір|таблет|лекарств|ліки|какао|"
    r"компот|суп|бульон|milk|tea\b|water|juice)"
)


def wording_problems(found: CaseFolder, vocabularies: Mapping[Language, Vocabulary] | None) -> Iterator[Problem]:
    """Problems of single sentences. Judging words are told only when the vocabularies are given."""
    for name, line, field, words in _sentences(found):
        for what, pattern in _PRIVATE.items():
            if pattern.search(words):
                yield Problem(name, line, "PRIVACY", field, {"what": what})
                break
    for language, text in found.texts.items():
        yield from _names(found, language, text)
        if vocabularies and language in vocabularies:
            yield from _judging(language, text, vocabularies)
    yield from _content_notes(found)


def _sentences(found: CaseFolder) -> Iterator[tuple[str, int, str, str]]:
    """File, line, field and words of every fact and of every line of an exhibit."""
    for text in found.texts.values():
        for fact, words in text.facts.items():
            yield text.name, text.fact_lines[fact], fact, words
    for exhibit in found.case.exhibits:
        for language, body in exhibit.text.items():
            for number, line in enumerate(body.splitlines(), start=1):
                yield f"exhibits/{exhibit.id}.{language}.md", number, exhibit.id, line


def _names(found: CaseFolder, language: Language, text: CaseText) -> Iterator[Problem]:
    for fact, words in text.facts.items():
        for name in unknown_names(words, found.case, language):
            hint = f"Did you mean {name.near}?" if name.near else "Name somebody of the case, or add the person."
            values = {"name": name.text, "hint": hint}
            yield Problem(text.name, text.fact_lines[fact], "NAME_NOT_IN_ROSTER", fact, values)


def _judging(language: Language, text: CaseText, vocabularies: Mapping[Language, Vocabulary]) -> Iterator[Problem]:
    facts = list(text.facts.items())
    # A plan holds sixty rows; a case may have more facts than that.
    for begin in range(0, len(facts), 50):
        part = facts[begin : begin + 50]
        goals = tuple(Goal(id=f"f{index}", problem=words[:2000]) for index, (_, words) in enumerate(part))
        reading = read_plan(Plan(language=language, goals=goals), vocabularies=vocabularies)
        for (fact, _words), row in zip(part, reading.goals, strict=True):
            for mark in judging(row.problem):
                instead = f"Say rather: {', '.join(mark.instead)}." if mark.instead else "Say what was seen or told."
                values = {"word": mark.lemma, "hint": instead}
                yield Problem(text.name, text.fact_lines[fact], "WORDING", fact, values)


def _content_notes(found: CaseFolder) -> Iterator[Problem]:
    """A content note is missing when the story speaks of its matter in any language."""
    told: dict[str, tuple[str, int, str]] = {}
    hints = load_taxonomy().content_words
    for language, text in found.texts.items():
        for note, words in hints.items():
            pattern = re.compile(r"(?i)\b(?:" + "|".join(map(re.escape, words.get(language, ("\0",)))) + ")")
            for fact, sentence in text.facts.items():
                told_of = (one for one in pattern.finditer(sentence) if not _OTHER_DRINK.match(sentence, one.end()))
                match = next(told_of, None)
                if match and note not in told and note not in found.case.content_notes:
                    told[note] = (text.name, text.fact_lines[fact], match.group(0))
    for note, (name, line, word) in told.items():
        yield Problem(name, line, "CONTENT_NOTE_MISSING", "content_notes", {"note": note, "word": word})
