"""The kinds by which cases are browsed, and what their values are called."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale

from trainer.bank.taxonomy import load_pathways
from trainer.checker.case import Case
from trainer.checker.values import CarePlanModel, Language
from trainer.web.case_page import taxon, taxons
from trainer.web.words import LANGUAGES, _, language

# In the order of the page.
FACETS = ("client", "model", "level", "time", "language", "country", "stage", "competence")
# Upper bounds in minutes; what takes longer than the last one is "more".
TIMES = (60, 90, 120)
GENERIC = "XX"


def facets_of(case: Case) -> dict[str, list[str]]:
    """Every facet of a case with its values: one, or several where a case belongs to several kinds."""
    return {
        "client": list(dict.fromkeys((case.client, *case.also))),
        "model": [case.model.value],
        "level": [str(case.level)],
        "time": [time_of(case.minutes)],
        "language": [each.value for each in case.languages],
        "country": [case.setting.country],
        "stage": [stage.id for stage in case.stages],
        "competence": list(case.competencies),
    }


def facets_of_summary(summary: dict[str, Any]) -> dict[str, list[str]]:
    """The same from what lists show, for a version that is not indexed yet; what they do not show is left out."""
    return {
        "client": [summary["client"]],
        "model": [summary["model"]],
        "level": [str(summary["level"])],
        "time": [time_of(summary["minutes"])],
        "language": list(summary["languages"]),
        "country": [summary["setting"]["country"]],
    }


def time_of(minutes: int) -> str:
    """The step of TIMES in which a case falls."""
    return next((str(most) for most in TIMES if minutes <= most), "more")


def order_of(facet: str) -> list[str]:
    """The values of a facet in the order in which they are listed; others follow by their number of cases."""
    known: dict[str, list[str]] = {
        "client": taxons("client"),
        "model": [model.value for model in CarePlanModel],
        "level": ["1", "2", "3"],
        "time": [*map(str, TIMES), "more"],
        "language": list(LANGUAGES),
        "stage": list(_stages()),
        "competence": taxons("competencies"),
    }
    return known.get(facet, [])


def value_name(facet: str, value: str) -> str:
    """What a value is called in the reader's language."""
    if facet == "client":
        return taxon("client", value)
    if facet == "competence":
        return taxon("competencies", value)
    if facet == "model":
        return _("cases.model_" + value)
    if facet == "level":
        return _("cases.level", level=value)
    if facet == "time":
        return _("finding.longer", minutes=TIMES[-1]) if value == "more" else _("finding.up_to", minutes=value)
    if facet == "language":
        return LANGUAGES.get(value, value)
    if facet == "country":
        return country(value)
    return _stages().get(value, {}).get(Language(language()), value.replace("_", " "))


def country(code: str) -> str:
    """The name of a country in the reader's language; XX stands for a case that could happen anywhere."""
    if code == GENERIC:
        return _("finding.anywhere")
    return str(Locale.parse(language()).territories.get(code, code))


@lru_cache(maxsize=1)
def _stages() -> dict[str, dict[Language, str]]:
    """The stages of all pathways by id; where pathways share one, it is called as the seven stages call it."""
    pathways = load_pathways()
    in_order = sorted(pathways.values(), key=lambda pathway: pathway.id != "seven_stage")
    return {stage.id: dict(stage.title) for pathway in reversed(in_order) for stage in pathway.stages} | {
        stage.id: dict(stage.title) for stage in in_order[0].stages
    }
