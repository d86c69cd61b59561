"""What speaks for a suggested level: the findings of one criterion, rule by rule, each with its place and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.checker import handbook
from trainer.checker.case import Case
from trainer.checker.plan import Plan
from trainer.checker.report import Finding, Report
from trainer.web.plan_view import Asked
from trainer.web.words import _, language

UNTOLD = {
    "no_case": "marking.untold_no_case",
    "no_key": "marking.untold_no_key",
    "no_links": "marking.untold_no_links",
    "no_dates_known": "marking.untold_no_dates",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """One finding of a rule: its number on the page, its place in words, and what it is about.

    `quote` are the student's words; `about` names what the case's key holds, which lecturers may see.
    """

    number: int
    place: str
    quote: str
    about: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """The findings of one rule under its title."""

    title: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The level that the checker suggests and what speaks for it; with nothing to show, `silence` says why."""

    level: int | None
    grounds: tuple[Ground, ...]
    silence: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the suggestions of one submission rest on."""

    report: Report
    plan: Plan
    case: Case
    asked: Sequence[Asked]
    places: Mapping[str, str]

    def suggestion(self, criterion: str) -> Suggestion:
        """What the checker suggests for one criterion or gate."""
        levels = {str(gate.id): gate.level for gate in self.report.gates}
        levels |= {str(part.id): part.level for part in self.report.criteria}
        level = levels.get(criterion)
        grounds = self._grounds(criterion)
        return Suggestion(level, grounds, "" if grounds and level is not None else self._silence(criterion, level))

    def alike(self) -> list[list[Asked]]:
        """The findings in their order, those of one rule and weight together with the first of them."""
        rules: dict[tuple[str, str], list[Asked]] = {}
        for each in self.asked:
            rules.setdefault((each.finding.rule, each.severity.value), []).append(each)
        return list(rules.values())

    def not_asked(self) -> list[tuple[str, str]]:
        """The rules that were set aside for the class when the plan was handed in, with their titles."""
        return [(rule, title_of(rule)) for rule in self.report.set_aside]

    def spot(self, each: Asked) -> Spot:
        """A finding as one line of a list."""
        finding = each.finding
        quote, about = handbook.shortened(finding.quote), self.about(finding)
        return Spot(each.number, self.place(finding), quote, about, whole=finding.at.goal is None)

    def about(self, finding: Finding) -> str:
        """The name of the need, strength or hazard that a finding is about; empty where it is about words."""
        return handbook.hint(finding, 3, self.case, language())

    def place(self, finding: Finding) -> str:
        """Where a finding stands: goal 2, step 2.1, or the whole plan."""
        step, goal = self.places.get(finding.at.step or ""), self.places.get(finding.at.goal or "")
        if step:
            return _("marking.at_step", number=step)
        if goal:
            return _("marking.at_goal", number=goal)
        return _("marking.whole_plan")

    def _grounds(self, criterion: str) -> tuple[Ground, ...]:
        rules: dict[str, list[Spot]] = {}
        for each in self.asked:
            if str(each.finding.criterion) == criterion:
                rules.setdefault(each.title, []).append(self.spot(each))
        return tuple(Ground(title, tuple(spots)) for title, spots in rules.items())

    def _silence(self, criterion: str, level: int | None) -> str:
        if not self.plan.begun:
            return _("marking.nothing_written")
        if level is not None:
            return _("marking.no_evidence")
        reasons = [UNTOLD.get(each.reason) for each in self.report.cannot_judge if str(each.criterion) == criterion]
        return _(next((key for key in reasons if key), "marking.cannot_suggest"))


def title_of(rule: str) -> str:
    """The title of a rule in the reader's language; a rule that is gone keeps its id."""
    try:
        return handbook.page(rule).text(language()).title
    except (KeyError, handbook.BrokenPage):
        return rule
