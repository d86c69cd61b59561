"""A handed-in plan made ready for reading: its rows with names, days, and the checker's marks on the very words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from trainer.checker import handbook
from trainer.checker.attention import Hole
from trainer.checker.case import Case, Key, Person
from trainer.checker.plan import Goal, Plan, Step
from trainer.checker.quotation import repeats
from trainer.checker.reading.dates import resolve
from trainer.checker.report import Finding, Place
from trainer.checker.values import GateId, Language, Severity
from trainer.web.saying import say
from trainer.web.words import _, short_day
from trainer.web.words import day as full_day

# A day or a term from the plan's day; everything else is shown in the words it was written in.
_DAY = re.compile(r"\s*(?:\d{4}-\d{1,2}-\d{1,2}|\+\s*\d{1,4}\s*[dwmy])\s*", re.IGNORECASE)
CELLS = ("problem", "goal", "client_words", "facts", "strengths", "responsible", "start", "end")
STEP_CELLS = ("text", "responsible", "start", "end", "why_formal", "check_back")
WHOLE_CELLS = ("reviews", "closure", "deferred")


@dataclass(frozen=True, slots=True)
class Asked:
    """One finding with its number on the page, in the words of the reader."""

    number: int
    finding: Finding
    message: str
    question: str
    title: str

    @property
    def severity(self) -> Severity:
        return self.finding.severity

    @property
    def unsaid(self) -> str:
        """The words that the finding is about, unless its message says them already."""
        quote = self.finding.quote
        return "" if repeats(self.message, handbook.shortened(quote)) else quote


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a cell's words; `severity` is set where findings underline it, and `numbers` stand after it."""

    words: str
    severity: Severity | None = None
    numbers: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A cell's words in pieces; `after` are the findings on the cell as a whole."""

    pieces: tuple[Piece, ...] = ()
    after: tuple[Asked, ...] = ()

    @property
    def written(self) -> bool:
        return any(piece.words.strip() for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody responsible, with the sign of the family drawing; the first leads."""

    name: str
    sex: str = ""
    resource: str = "unclear"
    focal: bool = False
    lead: bool = True


@dataclass(frozen=True, slots=True)
class When:
    """The days of a row as they are read: `5 Sep – 25 Dec`, or the cell's own words."""

    words: str = ""
    after: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRead:
    """A step ready for reading."""

    id: str
    number: str
    text: Text
    who: tuple[Who, ...]
    who_after: tuple[Asked, ...]
    when: When
    mode: str = ""
    why_formal: Text = field(default_factory=Text)
    check_back: When = field(default_factory=When)


@dataclass(frozen=True, slots=True)
class GoalRead:
    """A goal ready for reading, with its steps; `after` are findings on the row as a whole."""

    id: str
    number: int
    problem: Text
    goal: Text
    client_words: Text
    facts: tuple[tuple[str, str], ...]
    strengths: tuple[str, ...]
    who: tuple[Who, ...]
    when: When
    steps: tuple[StepRead, ...]
    after: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRead:
    """A day on which the plan is looked at again."""

    day: str
    who: tuple[Who, ...]
    checks: str


@dataclass(frozen=True, slots=True)
class PlanRead:
    """The whole plan ready for reading; `after` are findings on the plan as a whole."""

    language: str
    goals: tuple[GoalRead, ...]
    reviews: tuple[ReviewRead, ...]
    closure: str
    deferred: tuple[tuple[str, str], ...]
    after: tuple[Asked, ...]
    steps: int


def numbered(findings: Iterable[Finding], into: str) -> list[Asked]:
    """Findings in their order with numbers and words; a rule whose page is gone speaks by its id."""
    asked = []
    for number, finding in enumerate(findings, 1):
        try:
            said = say(finding, into)
            title = handbook.page(finding.rule).text(into).title
        except (KeyError, handbook.BrokenPage):
            asked.append(Asked(number, finding, "", finding.rule, finding.rule))
            continue
        asked.append(Asked(number, finding, said.message, said.question, title))
    return asked


def places_of(plan: Plan) -> dict[str, str]:
    """The number of each row by its id: `2` for a goal, `2.1` for a step."""
    places = {}
    for number, goal in enumerate(plan.goals, 1):
        places[goal.id] = str(number)
        places |= {step.id: f"{number}.{place}" for place, step in enumerate(goal.steps, 1)}
    return places


def plan_read(plan: Plan, case: Case | None, asked: Sequence[Asked] = (), *, years: bool = False) -> PlanRead:
    """The plan with names in the language it was written in, and each finding where its words are.

    Without a case every name is shown as it was written. `years` writes days with their year, for paper.
    """
    return _Reader(plan, case, asked, years).whole()


def place_words(found: Finding | Hole, plan: Plan) -> str:
    """Where a finding or an empty cell stands, in words: goal 2, step 2.1, or the whole plan."""
    rows = places_of(plan)
    if found.at.step in rows:
        return _("plans.step_number", number=rows[found.at.step])
    if found.at.goal in rows:
        return _("plans.at_goal", number=rows[found.at.goal])
    return _("plans.whole_plan")


def day_words(cell: str | None, plan: Plan, *, years: bool = False) -> str:
    """A date cell for reading: `1 Sep` for a day or a term from the plan's day, else the cell's own words."""
    if not cell or not cell.strip():
        return ""
    day = resolve(cell, plan.date, plan.language) if _DAY.fullmatch(cell) else None
    if day is None:
        return cell
    return full_day(day, "d MMM y") if years else short_day(day)


class _Reader:
    """Holds what every cell needs: the case's names and the findings by place."""

    def __init__(self, plan: Plan, case: Case | None, asked: Sequence[Asked], years: bool) -> None:
        self.plan, self.years = plan, years
        self.language = plan.language
        self.people = people_of(case, plan.language) if case else {}
        self.named = {who.name.casefold(): who for who in self.people.values()}
        key = case.key if case else Key()
        self.facts = {fact.id: fact.words.get(plan.language, "") for fact in case.facts} if case else {}
        self.strengths = {each.id: each.name.get(plan.language, each.id) for each in key.strengths}
        self.needs = {each.id: each.name.get(plan.language, each.id) for each in key.needs}
        self.by_place: dict[tuple[str | None, str | None, str | None], list[Asked]] = {}
        rows = places_of(plan)
        for each in asked:
            at = each.finding.at
            # A report may name a row that this plan does not have only if they were stored apart; then it is whole.
            known = (at.step or at.goal) in rows
            self.by_place.setdefault(_place(at) if known else (None, None, None), []).append(each)

    def whole(self) -> PlanRead:
        goals = tuple(self._goal(number, goal) for number, goal in enumerate(self.plan.goals, 1))
        return PlanRead(
            language=self.language.value,
            goals=goals,
            reviews=tuple(
                ReviewRead(self._day(review.date), self._who(review.who), review.checks) for review in self.plan.reviews
            ),
            closure=self.plan.closure,
            deferred=tuple((self.needs.get(left.need, left.need), left.reason) for left in self.plan.deferred),
            after=tuple(self.by_place.get((None, None, None), ())),
            steps=sum(len(goal.steps) for goal in goals),
        )

    def _goal(self, number: int, goal: Goal) -> GoalRead:
        seen = [*CELLS]
        rest = [each for (g, s, cell), found in self.by_place.items() if g == goal.id and s is None and cell not in seen
                for each in found]
        for cell in ("facts", "strengths", "responsible"):
            rest += self._at(goal.id, None, cell)
        return GoalRead(
            id=goal.id,
            number=number,
            problem=self._text(goal.problem, goal.id, None, "problem"),
            goal=self._text(goal.goal, goal.id, None, "goal"),
            client_words=self._text(goal.client_words, goal.id, None, "client_words"),
            facts=tuple((id, self.facts.get(id, "")) for id in goal.facts),
            strengths=tuple(self.strengths.get(each, each) for each in goal.strengths),
            who=self._who(goal.responsible),
            when=self._when(goal.start, goal.end, goal.id, None),
            steps=tuple(self._step(goal, f"{number}.{place}", step) for place, step in enumerate(goal.steps, 1)),
            after=tuple(sorted(rest, key=lambda each: each.number)),
        )

    def _step(self, goal: Goal, number: str, step: Step) -> StepRead:
        text = self._text(step.text, goal.id, step.id, "text")
        loose = [each for (_, s, cell), found in self.by_place.items() if s == step.id and cell not in STEP_CELLS
                 for each in found]
        return StepRead(
            id=step.id,
            number=number,
            text=Text(text.pieces, (*text.after, *loose)),
            who=self._who(step.responsible),
            who_after=tuple(self._at(goal.id, step.id, "responsible")),
            when=self._when(step.start, step.end, goal.id, step.id),
            mode=step.mode.value if step.mode else "",
            why_formal=self._text(step.why_formal, goal.id, step.id, "why_formal"),
            check_back=When(self._day(step.check_back), tuple(self._at(goal.id, step.id, "check_back"))),
        )

    def _at(self, goal: str, step: str | None, cell: str) -> list[Asked]:
        return self.by_place.get((goal, step, cell), [])

    def _text(self, words: str, goal: str, step: str | None, cell: str) -> Text:
        found = self._at(goal, step, cell)
        spans = [each for each in found if _inside(each.finding, words)]
        return Text(_pieces(words, spans), tuple(each for each in found if each not in spans))

    def _who(self, entries: Iterable[str]) -> tuple[Who, ...]:
        filled = [entry for entry in entries if entry.strip()]
        shown = []
        for place, entry in enumerate(filled):
            known = self.people.get(entry) or self.named.get(entry.strip().casefold()) or Who(entry)
            shown.append(Who(known.name, known.sex, known.resource, known.focal, lead=place == 0))
        return tuple(shown)

    def _when(self, start: str | None, end: str | None, goal: str, step: str | None) -> When:
        first, last = self._day(start), self._day(end)
        words = f"{first} – {last}" if first and last and first != last else first or last
        return When(words, (*self._at(goal, step, "start"), *self._at(goal, step, "end")))

    def _day(self, cell: str | None) -> str:
        words = day_words(cell, self.plan, years=self.years)
        # A narrow column parts two days between them, never within one.
        return words.replace(" ", "\u00a0") if cell and _DAY.fullmatch(cell) else words


def _place(at: Place) -> tuple[str | None, str | None, str | None]:
    return at.goal, at.step, at.cell


def _inside(finding: Finding, words: str) -> bool:
    return finding.start is not None and finding.end is not None and 0 <= finding.start < finding.end <= len(words)


def _pieces(words: str, found: Sequence[Asked]) -> tuple[Piece, ...]:
    """Cut a cell at its findings. Findings that overlap share one underline, and their numbers stand together."""
    pieces: list[Piece] = []
    at = 0
    for start, end, group in _merged(found):
        if start > at:
            pieces.append(Piece(words[at:start]))
        worst = min((each.severity for each in group), key=list(Severity).index)
        pieces.append(Piece(words[start:end], worst, tuple(group)))
        at = end
    if at < len(words):
        pieces.append(Piece(words[at:]))
    return tuple(pieces)


def _merged(found: Sequence[Asked]) -> list[tuple[int, int, list[Asked]]]:
    spans: list[tuple[int, int, list[Asked]]] = []
    for each in sorted(found, key=lambda one: (one.finding.start or 0, one.number)):
        start, end = each.finding.start or 0, each.finding.end or 0
        if spans and start < spans[-1][1]:
            first, last, group = spans[-1]
            spans[-1] = (first, max(last, end), [*group, each])
        else:
            spans.append((start, end, [each]))
    return spans


_PEOPLE: dict[tuple[int, Language], tuple[Case, dict[str, Who]]] = {}


def people_of(case: Case, language: Language) -> Mapping[str, Who]:
    """Everybody whom a plan may name by id, with whose resource they are; worked out once for the very same case."""
    kept = _PEOPLE.get((id(case), language))
    if kept is None or kept[0] is not case:
        if len(_PEOPLE) > 200:
            _PEOPLE.clear()
        kept = _PEOPLE[(id(case), language)] = (case, _people_of(case, language))
    return kept[1]


def _people_of(case: Case, language: Language) -> dict[str, Who]:
    at_home = {member for household in case.households[:1] for member in household.members}
    shown: dict[str, Who] = {}
    for person in case.people:
        inside = not at_home or person.id in at_home
        shown[person.id] = Who(_name(person, language), "other" if person.sex == "x" else person.sex,
                               "internal" if inside else "informal", person.focal)
    shown |= {tie.id: Who(tie.name.get(language, tie.id), "", tie.resource) for tie in case.network}
    shown |= {service.id: Who(service.name.get(language, service.id), "", "formal") for service in case.services}
    for group in case.groups:
        resources = {shown[id].resource for id in group.members if id in shown}
        resource = resources.pop() if len(resources) == 1 else "unclear"
        shown[group.id] = Who(group.name.get(language, group.id), "", resource)
    return shown


def _name(person: Person, language: Language) -> str:
    return person.name.get(language) or next(iter(person.name.values()), person.id)


def is_gate(id: str) -> bool:
    """Whether a part of the rubric is one of the two gates, which stand outside every sum."""
    return id in set(GateId)
