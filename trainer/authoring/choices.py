"""What a field may be chosen from: the bank's closed lists, the format's own words, and the rows of the very draft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from trainer.authoring.cells import Cell, id_of, languages_of
from trainer.authoring.sections import Rows
from trainer.bank.casedraft import Document, source_of
from trainer.bank.rubricdraft import PERSON, general
from trainer.bank.taxonomy import load_pathways, load_taxonomy
from trainer.checker import handbook
from trainer.checker.handbook import BrokenPage
from trainer.checker.rules import BY_ID
from trainer.checker.values import Language
from trainer.web.case_page import taxon, taxons
from trainer.web.words import LANGUAGES, _, language

Choice = tuple[str, str]
TAXONS = ("client", "area", "content_notes", "domain")
# The format's own words, each with the key of its label.
_WORDS: dict[str, dict[str, str]] = {
    "spoken_as": {word: "authoring.kind_" + word for word in ("source", "translated", "partial")},
    "model": {word: "cases.model_" + word for word in ("strengths", "broker", "clinical", "intensive")},
    "any_model": {word: "cases.model_" + word for word in ("strengths", "broker", "clinical", "intensive")},
    "level": {word: "workbench.level_" + word for word in ("1", "2", "3")},
    "country": {word: "workbench.country_" + word for word in ("KZ", "UA", "XX")},
    "relation": {word: "workbench.relation_" + word for word in ("original", "retold", "adapted", "composite")},
    "told_of": {
        word: "workbench.told_of_" + word
        for word in ("fictional", "composite", "published_source", "real_deidentified")
    },
    "sex": {word: "drawing.sex_" + word for word in ("f", "m", "x")},
    "union": {word: "drawing.union_" + word for word in ("married", "partners", "separated", "divorced", "widowed")},
    "resource": {word: "workbench.resource_" + word for word in ("informal", "community")},
    "tie": {
        word: "drawing.tie_" + word
        for word in ("strong", "close", "weak", "stress", "conflict", "cutoff", "offered")
    },
    "flow": {word: "drawing.flow_" + word for word in ("in", "out", "both")},
    "known_as": {word: "cases.kind_" + word for word in ("observed", "stated", "record", "hearsay", "inferred")},
    "cover": {word: "authoring.cover_" + word for word in ("must", "should")},
    "priority": {word: "workbench.priority_" + word for word in ("1", "2", "3")},
    "risk": {word: "workbench.risk_" + word for word in ("none", "low", "medium", "high", "unverified")},
    "event_when": {word: "authoring.when_" + word for word in ("always", "started", "not_started", "covered", "asked")},
    "mode": {word: "workbench.mode_" + word for word in ("alone", "accompanied", "referred")},
    "plan_level": {word: "authoring.level_" + word for word in ("proficient", "developing", "beginning")},
}
# Lists in which nothing need be chosen: the field then begins with an empty line.
_MAY_BE_EMPTY = frozenset(
    {"spoken_as", "flow", "facts", "asks", "needs", "cover", "pathway_stages", "mode", "places", "tellers", "people",
     "around", "any_model"}
)  # fmt: skip


class Choices:
    """The lists of one draft, each made once for a page."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = source_of(document)
        self._made: dict[str, list[Choice]] = {}

    def of(self, cell: Cell) -> list[Choice]:
        """What this cell is chosen from, with what it already holds even where the list lacks it."""
        name = cell.field.of
        # Goals and steps are those of the cell's own plan, and a criterion's own questions come first.
        key = f"{name} {cell.name.split('.')[1]}" if name in ("places", "questions") else name
        if key not in self._made:
            self._made[key] = list(self._list(name, cell))
        known = self._made[key]
        held = [cell.shown] if isinstance(cell.shown, str) else cell.shown
        values = {value for value, _words in known}
        extra = [(value, value) for value in held if value and value not in values]
        empty = [("", "")] if isinstance(cell.shown, str) and (name in _MAY_BE_EMPTY or not cell.shown) else []
        return [*empty, *known, *extra]

    def _list(self, name: str, cell: Cell) -> Iterator[Choice]:
        if name in _WORDS:
            yield from ((word, _(key)) for word, key in _WORDS[name].items())
        elif name in TAXONS:
            yield from ((word, taxon(name, word)) for word in taxons(name))
        elif name == "places":
            yield from self._places(cell.name.split(".")[1])
        elif name == "questions":
            yield from questions(str(cell.item.get("judged") or cell.item.get("id")))
        else:
            yield from _LISTS[name](self)

    def named(self, *lists: str) -> Iterator[Choice]:
        """The rows of these lists with their names in the language of the case."""
        for name in lists:
            part: Any = self.document.get("key", {}) if name in ("needs", "strengths", "hazards") else self.document
            for item in part.get(name, ()):
                words = item.get("name") or item.get("title") or {}
                yield id_of(item), str(words.get(self.source) or "").strip() or id_of(item)

    def everything(self) -> Iterator[Choice]:
        """The name of whatever the case knows by an id; a document and a trap by their first words."""
        yield from self.named("people", "groups", "network", "services", "stages", "exhibits", "criteria", "gates")
        yield from self.named("needs", "strengths", "hazards")
        yield from self.households()

    def households(self) -> Iterator[Choice]:
        """The households: most cases have one, so a number stands only where there are more."""
        all_ = self.document.get("households", ())
        for number, item in enumerate(all_, 1):
            yield id_of(item), _("authoring.household") + (f" {number}" if len(all_) > 1 else "")

    def facts(self) -> Iterator[Choice]:
        """Every fact with its words."""
        for fact in self.document.get("facts", ()):
            yield id_of(fact), str(fact.get("words", {}).get(self.source) or "").strip()

    def asks(self) -> Iterator[Choice]:
        """The contacts, by whom one meets in them."""
        names = dict(self.named("people", "network", "services")) | dict(self.households())
        for ask in self.document.get("asks", ()):
            yield id_of(ask), ", ".join(names.get(each, each) for each in ask.get("with", ())) or id_of(ask)

    def stages_of_pathway(self) -> Iterator[Choice]:
        """The stages of the chosen pathway, to which an event may send the case back."""
        pathway = load_pathways().get(str(self.document.get("pathway")))
        for stage in pathway.stages if pathway else ():
            yield stage.id, _in_reader(stage.title)

    def languages(self) -> Iterator[Choice]:
        """The languages of the case by their own names."""
        return ((code, LANGUAGES[code]) for code in languages_of(self.document))

    def _places(self, plan_id: str) -> Iterator[Choice]:
        plan: Document = next((each for each in self.document.get("plans", ()) if id_of(each) == plan_id), {})
        for number, goal in enumerate(plan.get("goals", ()), 1):
            yield id_of(goal), _("authoring.at_goal", number=number)
            for place, step in enumerate(goal.get("steps", ()), 1):
                yield id_of(step), _("authoring.at_step", number=f"{number}.{place}")
        yield from self.named("needs", "strengths", "hazards")


_LISTS: dict[str, Callable[[Choices], Iterator[Choice]]] = {
    "people": lambda each: each.named("people"),
    "around": lambda each: iter([*each.named("people"), *each.households(), *each.named("network", "services")]),
    "tellers": lambda each: iter(
        [*each.named("people", "groups"), *each.households(), *each.named("network", "services")]
    ),
    "facts": Choices.facts,
    "asks": Choices.asks,
    "stages": lambda each: each.named("stages"),
    "needs": lambda each: each.named("needs"),
    "strengths": lambda each: each.named("strengths"),
    "languages": Choices.languages,
    "pathway": lambda each: ((id, _in_reader(pathway.title)) for id, pathway in load_pathways().items()),
    "pathway_stages": Choices.stages_of_pathway,
    "licences": lambda each: ((word, word) for word in load_taxonomy().licences),
    "competencies": lambda each: (
        (word, word.replace("cswe2022_", "CSWE 2022, ")) for word in load_taxonomy().competencies
    ),
}


def rules() -> list[Choice]:
    """Every question of the checker with its title, by title."""
    return sorted(((id, rule_title(id)) for id in BY_ID), key=lambda each: each[1].casefold())


def questions(judged: str) -> list[Choice]:
    """What the checker may ask for a criterion or gate, those that are made for it first."""
    asked = [(id, title) for id, title in rules() if not BY_ID[id].praise]
    return sorted(asked, key=lambda each: BY_ID[each[0]].criterion != judged)


def picked_from(rows: Rows) -> list[Choice]:
    """From what a row is chosen that is added by a choice: a question, a measure of the checker, or a gate."""
    if not rows.picks:
        return []
    if rows.of == "measures":
        own = [(PERSON, _("workbench.measure_person"))]
        return own + [(str(part.id), part.name[Language(language())]) for part in general().criteria]
    if rows.of == "gates":
        return [(str(gate.id), gate.name[Language(language())]) for gate in general().gates]
    return rules()


def measured_by(item: Document) -> str:
    """What suggests the level of a criterion or gate, as a sentence."""
    return _("workbench.measured_" + str(item.get("judged") or item.get("id")))


def rule_question(rule: str) -> str:
    """What the checker asks by this rule, in the reader's language."""
    try:
        return handbook.page(rule).text(Language(language())).question
    except (KeyError, BrokenPage):
        return ""


def rule_title(rule: str) -> str:
    """The title of a rule's page in the reader's language; its id when there is no such rule any more."""
    return _title(rule, language())


def _in_reader(words: dict[Language, str]) -> str:
    return words.get(Language(language())) or next(iter(words.values()), "")


@lru_cache(maxsize=1024)
def _title(rule: str, into: str) -> str:
    try:
        return handbook.page(rule).text(Language(into)).title
    except (KeyError, BrokenPage):
        return rule
