"""A case as a frozen value: what a student may see, and the hidden key that only rules and lecturers see.

The folder on disk (`casebank/cases/<id>/`) is read by `trainer.bank`; the database keeps the same document.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, StringConstraints, model_serializer

from trainer.checker.values import CarePlanModel, Id, Language, ListsByLanguage, Value, WordsByLanguage


class Status(StrEnum):
    """Where a case version stands. A version in review may be used and shows what nobody has reviewed yet."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    DEPRECATED = "deprecated"


class FactKind(StrEnum):
    """How a fact is known; hearsay is a question, never a need to treat."""

    OBSERVED = "observed"
    STATED = "stated"
    RECORD = "record"
    HEARSAY = "hearsay"
    INFERRED = "inferred"


class TieKind(StrEnum):
    """How two parts of the client's world are connected, as Hartman's ecomap draws it."""

    STRONG = "strong"
    CLOSE = "close"
    WEAK = "weak"
    STRESS = "stress"
    CONFLICT = "conflict"
    CUTOFF = "cutoff"
    OFFERED = "offered"


class Named(Value):
    """Something with a name in every language of the case, and the other words people use for it."""

    id: Id
    name: WordsByLanguage
    aliases: ListsByLanguage = {}


class Person(Named):
    """A member of the family. `name` is what a plan calls them ("Samira", "mother"). `acts` is false for an infant."""

    sex: Literal["f", "m", "x"]
    age: int | None = Field(default=None, ge=0, le=130)
    role: str = ""
    given_name: WordsByLanguage = {}
    focal: bool = False
    died: bool = False
    unborn: bool = False
    acts: bool = True
    col: int | None = None
    added: tuple[str, ...] | bool = False


class NetworkTie(Named):
    """Somebody outside the household who may help without being paid: a personal tie, or a resource open to all."""

    kind: str
    resource: Literal["informal", "community"]
    can: tuple[str, ...] = ()
    denied_by: tuple[Id, ...] = ()
    added: bool = False


class Service(Named):
    """A paid or mandated helper. `wait` is in weeks."""

    kind: str
    can: tuple[str, ...] = ()
    wait: int = Field(default=0, ge=0)
    needs: str = ""
    added: bool = False


class Group(Named):
    """Several people under one name: `parents: [mo, fa]`."""

    members: tuple[Id, ...]


class Child(Value):
    """A child of a union; `twin` carries the same letter for children born together, `identical` if from one egg."""

    person: Id
    by: Literal["birth", "adoption", "foster"] = "birth"
    twin: str | None = None
    identical: bool = False

    @model_serializer(mode="wrap")
    def _without_what_is_usual(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A document that was stored before the field came keeps its digest."""
        document: dict[str, Any] = handler(self)
        if not self.identical:
            document.pop("identical", None)
        return document


class Union(Value):
    """Two people who are or were a couple."""

    id: Id
    a: Id
    b: Id
    kind: Literal["married", "partners", "separated", "divorced", "widowed"]
    since: int | None = None
    until: int | None = None
    children: tuple[Child, ...] = ()


class Household(Value):
    """The people under one roof; their resources are internal."""

    id: Id
    members: tuple[Id, ...]
    tenure: str = ""


class Tie(Value):
    """A line of the ecomap. `a` and `b` are a person, a household, a network tie or a service; `know` reveals it."""

    a: Id
    b: Id
    kind: TieKind
    flow: Literal["in", "out", "both"] | None = None
    know: Id | None = None


class Fact(Value):
    """One addressable sentence of the case. `at` is the stage at which it can be known; its text is `words`."""

    id: Id
    at: str
    kind: FactKind
    ask: Id | None = None
    by: Id | None = None
    about: tuple[Id, ...] = ()
    noise: bool = False
    added: bool = False
    words: WordsByLanguage = {}


class Ask(Value):
    """A conversation or a visit by which facts can be learnt, and what it costs in contacts."""

    id: Id
    with_: tuple[Id, ...] = Field(default=(), alias="with")
    cost: int = 1
    needs: Id | None = None
    model_config = {**Value.model_config, "populate_by_name": True}


PictureFile = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}\.(?:png|jpe?g|webp)$")]
"""The name of a picture's file in the folder `pictures` of its case."""


class Picture(Value):
    """A picture of a document; `alt` says what it shows, by language, to those who do not see it."""

    file: PictureFile
    alt: WordsByLanguage = {}


class Exhibit(Value):
    """A document of the case: a card, a letter, a referral. `text` is Markdown by language."""

    id: Id
    title: WordsByLanguage
    at: str
    ask: Id | None = None
    carries: tuple[Id, ...] = ()
    date: dt.date | None = None
    added: bool = False
    text: WordsByLanguage = {}
    pictures: Annotated[tuple[Picture, ...], Field(max_length=6)] = ()

    @model_serializer(mode="wrap")
    def _without_what_is_usual(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A document that was stored before the field came keeps its digest."""
        document: dict[str, Any] = handler(self)
        if not self.pictures:
            document.pop("pictures", None)
        return document


class EventWhen(Value):
    """When an event happens: always, or depending on what the plan did about one need."""

    state: Literal["always", "started", "not_started", "covered", "asked"]
    need: Id | None = None


class Event(Value):
    """Something that happens while the plan is carried out; it reveals facts and may send the case back a stage."""

    id: Id
    at_week: int = Field(ge=0)
    when: EventWhen
    reveals: tuple[Id, ...]
    returns_to: str | None = None


class Need(Value):
    """A need of the hidden key. `cues` are words by which a plan without links shows that it is about this need."""

    id: Id
    name: WordsByLanguage
    domain: str
    priority: Literal[1, 2, 3]
    risk: Literal["none", "low", "medium", "high", "unverified"] = "none"
    facts: tuple[Id, ...]
    cues: ListsByLanguage = {}


class Strength(Value):
    """A strength of the hidden key, inside the household (`of` people) or near it."""

    id: Id
    name: WordsByLanguage
    of: tuple[Id, ...]
    facts: tuple[Id, ...]
    cues: ListsByLanguage = {}


class Hazard(Value):
    """An acute danger that wants a dated step within `within_hours` of the plan's day."""

    id: Id
    name: WordsByLanguage
    facts: tuple[Id, ...]
    within_hours: int = 48
    cues: ListsByLanguage = {}
    safe_acts: ListsByLanguage = {}


class Coverage(Value):
    """What the case's author expects of a plan: needs that must and should be met, and what comes first."""

    must: tuple[Id, ...]
    should: tuple[Id, ...] = ()
    strengths_min: int = 1


class Trap(Value):
    """A tempting mistake of this case, asked about after the check as a question, never as a verdict.

    A goal falls into it when it is about `covers` and every given condition holds: its responsible people are only
    from `only_with`, or some are from `any_with`; or when `person` leads at least `min_steps` steps; and when the
    need `and_not_covered` is met by no goal.
    """

    id: Id
    ask: WordsByLanguage
    covers: Id | None = None
    only_with: tuple[Id, ...] = ()
    any_with: tuple[Id, ...] = ()
    person: Id | None = None
    min_steps: int | None = None
    and_not_covered: Id | None = None


class Key(Value):
    """The hidden key: never served to students."""

    needs: tuple[Need, ...] = ()
    strengths: tuple[Strength, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    coverage: Coverage | None = None
    traps: tuple[Trap, ...] = ()


class Setting(Value):
    """Where the case plays: country code (`XX` generic), kind of place, kind of agency."""

    country: str
    area: str
    agency: str


class Source(Value):
    """Where the case comes from and whose lives it tells."""

    relation: Literal["original", "retold", "adapted", "composite"]
    people: Literal["fictional", "composite", "published_source", "real_deidentified"]
    cite: str = ""
    note: str = ""
    consent: str = ""


class Author(Value):
    """Who wrote or reviewed a part of the case."""

    name: str
    role: str


class Reviewed(Value):
    """Which reviews have really happened; an empty field means nobody has."""

    content: str = ""
    people: str = ""
    languages: dict[Language, str] = {}


class Stage(Value):
    """One stage of the story with its heading by language; facts name it in `at`. `words` is its opening prose."""

    id: Id
    title: WordsByLanguage
    words: WordsByLanguage = {}


class Case(Value):
    """The whole case version. `languages` says which language is the source and which are translations."""

    format: Literal[1] = 1
    id: Id
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    status: Status
    replaced_by: str | None = None
    title: WordsByLanguage
    blurb: WordsByLanguage
    languages: dict[Language, Literal["source", "translated", "partial"]]
    client: str
    also: tuple[str, ...] = ()
    model: CarePlanModel
    models_alt: tuple[CarePlanModel, ...] = ()
    level: Literal[1, 2, 3]
    minutes: int = Field(ge=5, le=600)
    setting: Setting
    pathway: str
    competencies: tuple[str, ...] = ()
    licence: str
    authors: tuple[Author, ...]
    source: Source
    adapts: str | None = None
    reviewed: Reviewed = Reviewed()
    content_notes: tuple[str, ...] = ()
    stages: tuple[Stage, ...]
    people: tuple[Person, ...]
    groups: tuple[Group, ...] = ()
    unions: tuple[Union, ...] = ()
    households: tuple[Household, ...] = ()
    ties: tuple[Tie, ...] = ()
    network: tuple[NetworkTie, ...] = ()
    services: tuple[Service, ...] = ()
    facts: tuple[Fact, ...]
    asks: tuple[Ask, ...] = ()
    contacts: dict[str, int] = {}
    exhibits: tuple[Exhibit, ...] = ()
    events: tuple[Event, ...] = ()
    key: Key = Key()

    @property
    def reference(self) -> str:
        """`samira@1.0.0`: what plans, runs and assignments pin."""
        return f"{self.id}@{self.version}"

    def without_key(self) -> Case:
        """The case as a student may receive it: no key, no fact of a later event, no mark on what is mere colour."""
        revealed_later = {fact for event in self.events for fact in event.reveals}
        facts = tuple(
            fact.model_copy(update={"noise": False}) for fact in self.facts if fact.id not in revealed_later
        )
        return self.model_copy(update={"key": Key(), "events": (), "facts": facts})

    def to_document(self) -> dict[str, object]:
        """The JSON document as the database keeps it."""
        return self.model_dump(mode="json", by_alias=True)
