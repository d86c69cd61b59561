"""The bank as a whole: what is counted of each case, and what the command says of all."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from tests.bank.conftest import SAMIRA
from trainer.bank.audit import age_band, audited, groups
from trainer.bank.cases import load_case
from trainer.bank.exemplars import load_exemplars
from trainer.cli.bank import bank
from trainer.cli.bank_audit import print_audit


def test_a_case_is_counted_by_whom_it_is_about_and_who_leads() -> None:
    found = audited(load_case(SAMIRA), load_exemplars(SAMIRA))
    assert (found.client, found.sex, found.age) == ("troubled_family", "f", "7-13")
    assert found.leads["internal"] > found.leads.get("formal", 0)
    assert sum(found.later.values()) == len(load_case(SAMIRA).events)


def test_what_no_worked_plan_names_is_told_and_nothing_else() -> None:
    case = load_case(SAMIRA)
    nothing = audited(case, [])
    assert set(nothing.unused_services) == {each.id for each in case.services}
    assert set(nothing.unused_strengths) == {each.id for each in case.key.strengths}
    assert "worker" not in audited(case, load_exemplars(SAMIRA)).unused_services


@pytest.mark.parametrize(("age", "band"), [(0, "0-6"), (13, "7-13"), (14, "14-17"), (99, "60-130"), (None, "")])
def test_an_age_has_its_band(age: int | None, band: str) -> None:
    assert age_band(age) == band


def test_alike_cases_stand_together_in_the_given_order() -> None:
    one = audited(load_case(SAMIRA), [])
    found = groups([one, one], lambda each: each.sex, ("m", "f"))
    assert [(group.key, len(group.cases)) for group in found] == [("f", 2)]


def test_the_command_counts_every_case_once_in_each_table() -> None:
    result = CliRunner().invoke(bank, ["audit", "--format", "json"])
    told = json.loads(result.stdout)
    for table in told["groups"].values():
        assert sum(len(group["cases"]) for group in table) == told["cases"]


def test_the_command_speaks_to_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    print_audit([audited(load_case(SAMIRA), [])], "ru")
    told = capsys.readouterr().out
    assert "Группа клиентов" in told and "Семья в трудной" in told and "samira" in told
