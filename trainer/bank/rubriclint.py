"""Lint a rubric: everything that makes it unusable, keeps it from being published, or is worth a look."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from pydantic import ValidationError

from trainer.bank.cases import schema_problem
from trainer.bank.problems import Problem
from trainer.bank.yamlfile import FieldPath, YamlFile, dotted
from trainer.checker.rubric import BANDS, Rubric
from trainer.checker.rules import BY_ID
from trainer.checker.values import CriterionId, GateId, Language

RUBRIC_FILE = "rubric.yaml"
MOST_WEIGHT = 10
# What rises from the lower to the higher threshold.
_RISING = (("level_1", "level_2", "level_3"), ("needs_few", "needs_most"), ("invented_some", "invented_many"))
# What is counted in words, people, days, steps or goals, and what is a level or a mean of levels; every other band is
# a share or a switch, from 0 to 1.
_COUNTED = frozenset({"effect_words", "some_words", "words_most", "words_many", "people_most", "goals_most",
                      "own_steps", "access_counts", "first_step_days", "first_review_days"})  # fmt: skip
_LEVELS = frozenset({"level_1", "level_2", "level_3", "label", "no_baseline"})
_HEAVY = 0.5


class Part(NamedTuple):
    """A criterion or gate of the document, with its place."""

    path: FieldPath
    item: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.item.get("id") or "")

    @property
    def bands(self) -> frozenset[str]:
        """The bands that its measure reads."""
        judged = self.item.get("judged") or self.id
        return BANDS.get(str(judged), frozenset())


def rubric_problems(document: Mapping[str, Any], file: YamlFile | None = None) -> list[Problem]:
    """Every problem of a rubric's document; with its file they name their lines. No document makes it raise."""
    lint = _Lint(file or YamlFile(RUBRIC_FILE, document, {}))
    parts = [*_parts(document, "criteria"), *_parts(document, "gates")]
    criteria = [part for part in parts if part.path[0] == "criteria"]
    languages = _languages(document)
    found = [
        *lint.titles(document, languages),
        *lint.ids(parts),
        *(problem for part in parts for problem in lint.words(part, languages)),
        *(problem for part in criteria for problem in lint.weight(part)),
        *(problem for part in parts for problem in lint.bands(part)),
        *lint.questions(parts),
        *lint.whole(document, criteria, languages),
    ]
    return found or lint.schema(document)


def readable(document: Mapping[str, Any]) -> Rubric | None:
    """The rubric of a document, as far as it can be read as one."""
    try:
        return Rubric.model_validate(document)
    except ValidationError:
        return None


def _parts(document: Mapping[str, Any], name: str) -> Iterator[Part]:
    items = document.get(name)
    for index, item in enumerate(items if isinstance(items, (list, tuple)) else ()):
        if isinstance(item, Mapping):
            yield Part((name, index), item)


def _languages(document: Mapping[str, Any]) -> dict[str, str]:
    """The languages that a rubric has to be whole in, and how it calls each."""
    named = document.get("languages") or document.get("title")
    if not isinstance(named, Mapping):
        return {}
    said = document.get("languages") or {}
    return {code: str(said.get(code) or "translated") for code in Language if code in named}


class _Lint:
    """The checks of one document; `file` knows its lines."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file

    def problem(self, code: str, path: FieldPath, **values: str) -> Problem:
        return Problem(self.file.name, self.file.line(path), code, dotted(path), values)

    def titles(self, document: Mapping[str, Any], languages: Mapping[str, str]) -> Iterator[Problem]:
        yield from self._spoken(document, "title", (), languages, "title")
        sources = [code for code, kind in languages.items() if kind == "source"]
        if document.get("languages") is not None and len(sources) != 1:
            yield self.problem("SOURCE_LANGUAGE", ("languages",), count=str(len(sources)))
        for code in Language:
            if languages and code not in languages:
                read_in = next(iter(sources or languages))
                yield self.problem("RUBRIC_NOT_IN", ("languages", code.value), language=code.value, source=read_in)

    def _spoken(
        self, item: Mapping[str, Any], name: str, path: FieldPath, languages: Mapping[str, str], what: str
    ) -> Iterator[Problem]:
        words = item.get(name)
        for code in _lacking(languages, lambda code: words.get(code) if isinstance(words, Mapping) else None):
            yield self.problem("TEXT_MISSING", (*path, name, code), what=what, language=code)

    def ids(self, parts: Sequence[Part]) -> Iterator[Problem]:
        seen: set[str] = set()
        for part in parts:
            if not part.id:
                yield self.problem("CRITERION_WITHOUT_ID", part.path)
            elif part.id in seen:
                yield self.problem("ID_TWICE", (*part.path, "id"), id=part.id)
            seen.add(part.id)

    def words(self, part: Part, languages: Mapping[str, str]) -> Iterator[Problem]:
        yield from self._spoken(part.item, "name", part.path, languages, part.id)
        yield from self._spoken(part.item, "question", part.path, languages, part.id)
        for at in range(4):
            for code in _lacking(languages, partial(_description, part.item.get("levels"), at)):
                path = (*part.path, "levels", code, at)
                yield self.problem("LEVEL_EMPTY", path, id=part.id, level=str(at), language=code)

    def weight(self, part: Part) -> Iterator[Problem]:
        weight, path = part.item.get("weight", 1), (*part.path, "weight")
        if not _is_number(weight):
            yield self.problem("NUMBER_WANTED", path, given=_short(weight))
        elif not 0 <= weight <= MOST_WEIGHT:
            yield self.problem("OUT_OF_RANGE", path, given=_short(weight), least="0", most=str(MOST_WEIGHT))

    def bands(self, part: Part) -> Iterator[Problem]:
        bands, path = part.item.get("bands") or {}, (*part.path, "bands")
        judged = part.item.get("judged")
        if judged is not None and judged != "person" and judged not in set(CriterionId):
            yield self.problem("MEASURE_UNKNOWN", (*part.path, "judged"), given=_short(judged))
            return
        if not isinstance(bands, Mapping):
            return
        for name, value in bands.items():
            yield from self._band(part, str(name), value, (*path, name))
        for names in _RISING:
            known = [(name, bands[name]) for name in names if _is_number(bands.get(name))]
            for (_low, below), (name, value) in zip(known, known[1:], strict=False):
                if value <= below:
                    yield self.problem("BANDS_ORDER", (*path, name), id=name, given=_short(value), first=_short(below))

    def _band(self, part: Part, name: str, value: Any, path: FieldPath) -> Iterator[Problem]:
        if name not in part.bands:
            known = ", ".join(sorted(part.bands)) or "none"
            yield self.problem("BAND_UNKNOWN", self._in_variant(part, path), given=name, id=part.id, known=known)
        elif not _is_number(value):
            yield self.problem("NUMBER_WANTED", path, given=_short(value))
        else:
            most = 3 if name in _LEVELS else 365 if name in _COUNTED else 1
            if not 0 <= value <= most:
                yield self.problem("OUT_OF_RANGE", path, given=_short(value), least="0", most=str(most))

    def _in_variant(self, part: Part, path: FieldPath) -> FieldPath:
        """A variant names a band under its own `bands`, not under the criterion."""
        own = ("bands", part.id, path[-1])
        return own if own in self.file.lines else path

    def questions(self, parts: Sequence[Part]) -> Iterator[Problem]:
        informed: dict[str, Part] = {}
        for part in parts:
            rules = part.item.get("rules") or ()
            for at, rule in enumerate(rules if isinstance(rules, (list, tuple)) else ()):
                path = (*part.path, "rules", at)
                if rule not in BY_ID or BY_ID[rule].praise:
                    yield self.problem("QUESTION_UNKNOWN", path, given=_short(rule), id=part.id, hint=_near(str(rule)))
                elif rule in informed:
                    yield self.problem("QUESTION_TWICE", path, rule=rule, id=part.id, other=informed[rule].id)
                informed.setdefault(str(rule), part)

    def whole(
        self, document: Mapping[str, Any], criteria: Sequence[Part], languages: Mapping[str, str]
    ) -> Iterator[Problem]:
        if not criteria:
            yield self.problem("CRITERIA_MISSING", ("criteria",))
            return
        weights = [part.item.get("weight", 1) for part in criteria]
        if all(_is_number(weight) for weight in weights):
            total = sum(weights)
            if total <= 0:
                yield self.problem("WEIGHTS_ZERO", (*criteria[0].path, "weight"))
            for part, weight in zip(criteria, weights, strict=True):
                if total > 0 and weight / total > _HEAVY and len(criteria) > 1:
                    share = str(round(100 * weight / total))
                    yield self.problem("WEIGHT_HEAVY", (*part.path, "weight"), id=part.id, count=share)
        if not any(part.id == GateId.SAFE for part in _parts(document, "gates")):
            yield self.problem("GATE_SAFE_MISSING", ("gates",))

    def schema(self, document: Mapping[str, Any]) -> list[Problem]:
        try:
            Rubric.model_validate(document)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            return [schema_problem(each, self.file, tuple(each["loc"]), Rubric) for each in faults]
        return []


def _lacking(languages: Mapping[str, str], text_in: Callable[[str], Any]) -> list[str]:
    """The languages in which a text is missing. While its source is empty, there is nothing to translate yet."""
    empty = [code for code in languages if not str(text_in(code) or "").strip() and languages[code] != "partial"]
    source = next((code for code in empty if languages[code] == "source"), None)
    return [source] if source else empty


def _description(levels: Any, at: int, language: str) -> Any:
    texts = levels.get(language) if isinstance(levels, Mapping) else None
    return texts[at] if isinstance(texts, (list, tuple)) and at < len(texts) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _short(value: Any) -> str:
    return f"{value:g}" if _is_number(value) else str(value)[:40].replace("{", "(").replace("}", ")")


def _near(rule: str) -> str:
    known = [id for id in BY_ID if not BY_ID[id].praise]
    return (difflib.get_close_matches(rule, known, n=1) or ["one of `trainer explain`"])[0]
