"""A drawn family beside the facts: what they support, contradict and leave open; what is not learnt never shows."""

from __future__ import annotations

from functools import cache

import pytest

from trainer.bank.cases import case_root, load_case
from trainer.checker.case import Case
from trainer.checker.sketch import Sketch
from trainer.checker.sketching import About, Learnt, Verdict, compare

CASES = sorted(path.name for path in case_root().iterdir() if path.is_dir())


@cache
def case_named(name: str) -> Case:
    return load_case(case_root() / name).without_key()


def samira() -> tuple[Case, set[str]]:
    case = case_named("samira")
    return case, {fact.id for fact in case.facts}


def said(sketch: Sketch, known: set[str] | None = None) -> set[tuple[str, str, str]]:
    """Verdict, part and row of every remark."""
    case, every = samira()
    return {(each.verdict, each.about, each.row) for each in compare(sketch, case, every if known is None else known)}


def family(**more: object) -> Sketch:
    """Both parents and Samira, the two as a married couple with her as their child."""
    return Sketch.model_validate({
        "people": [{"id": "p1", "name": "mother", "sex": "f"}, {"id": "p2", "name": "Father", "sex": "m"},
                   {"id": "p3", "name": "Самира", "sex": "f", "age": 13, "focal": True}],
        "couples": [{"id": "u1", "a": "p1", "b": "p2", "kind": "married"}],
        "children": [{"id": "c1", "child": "p3", "of": "u1"}],
    } | more)  # fmt: skip


def test_names_in_any_language_of_the_case_are_found_and_what_fits_is_supported() -> None:
    found = said(family())
    assert {(Verdict.SUPPORTS, About.PERSON, row) for row in ("p1", "p2", "p3")} <= found
    assert {(Verdict.SUPPORTS, About.COUPLE, "u1"), (Verdict.SUPPORTS, About.CHILD, "c1")} <= found


def test_what_the_facts_tell_otherwise_is_asked_about_with_the_facts() -> None:
    case, known = samira()
    people = [{"id": "p1", "name": "Mother", "sex": "m"}, {"id": "p2", "name": "Father", "sex": "m", "died": True}]
    drawn = family(people=people, couples=[{"id": "u1", "a": "p1", "b": "p2", "kind": "divorced"}], children=[])
    against = [each for each in compare(drawn, case, known) if each.verdict is Verdict.CONTRADICTS]
    assert [each.about for each in against] == [About.SEX, About.DIED, About.BOND]
    assert all(each.facts for each in against)


@pytest.mark.parametrize(
    ("tie", "wanted"),
    [
        ({"with": "neighbours", "kind": "weak"}, (Verdict.SUPPORTS, About.TIE)),
        ({"with": "neighbours", "kind": "strong"}, (Verdict.CONTRADICTS, About.KIND)),
        ({"with": "neighbours"}, (Verdict.LEFT_OUT, About.KIND)),
        ({"with": "the moon", "kind": "strong"}, (Verdict.SILENT, About.TIE)),
    ],
)
def test_a_tie_is_held_against_the_fact_that_tells_of_it(tie: dict[str, str], wanted: tuple[str, str]) -> None:
    assert (*wanted, "t1") in said(family(ties=[{"id": "t1", **tie}]))


def test_where_help_flows_is_asked_when_the_fact_tells_it() -> None:
    case, known = samira()
    tie = next(tie for tie in case.ties if tie.flow == "in")
    name = next(each.name["en"] for each in (*case.network, *case.services) if each.id in (tie.a, tie.b))
    row = {"id": "t1", "with": name, "kind": tie.kind.value}
    assert (Verdict.LEFT_OUT, About.FLOW, "t1") in said(family(ties=[row]))
    assert (Verdict.CONTRADICTS, About.FLOW, "t1") in said(family(ties=[row | {"flow": "out"}]))
    assert not {About.FLOW} & {each[1] for each in said(family(ties=[row | {"flow": "in"}]))}


def test_a_tie_whose_fact_is_not_learnt_is_as_silent_as_one_that_does_not_exist() -> None:
    case, known = samira()
    tie = next(tie for tie in case.ties if tie.know and "neighbours" in (tie.a, tie.b))
    rest = known - {tie.know}
    for kind in ("weak", "strong"):
        there, nowhere = (said(family(ties=[{"id": "t1", "with": name, "kind": kind}]), rest)
                          for name in ("neighbours", "the moon"))  # fmt: skip
        assert there == nowhere


def test_somebody_of_whom_nothing_is_learnt_is_as_silent_as_a_stranger() -> None:
    for name in ("Father", "Nobody at all"):
        drawn = Sketch.model_validate({"people": [{"id": "p1", "name": name, "sex": "f", "died": True, "age": 9}]})
        assert said(drawn, set()) == {(Verdict.SILENT, About.PERSON, "p1")}


@pytest.mark.parametrize("name", CASES)
def test_no_remark_of_any_case_rests_on_a_fact_that_is_not_learnt(name: str) -> None:
    case = case_named(name)
    ids = [fact.id for fact in case.facts]
    # The whole family as the case has it, so that every comparison has something to tell.
    drawn = Sketch.model_validate({
        "people": [{"id": person.id, "name": "?", "sex": person.sex, "age": (person.age or 0) + 1}
                   for person in case.people],
        "couples": [{"id": f"u{place}", "a": union.a, "b": union.b, "kind": "divorced"}
                    for place, union in enumerate(case.unions)],
    })  # fmt: skip
    for known in (set(), set(ids[:3]), set(ids[::2]), set(ids)):
        learnt = Learnt(case, known)
        told = {who for tie, _facts in learnt.ties() for who in (tie.a, tie.b)}
        for sketch in (Sketch(), drawn):
            for remark in compare(sketch, case, known):
                assert set(remark.facts) <= known
                if remark.verdict is Verdict.LEFT_OUT and remark.about in (About.PERSON, About.TIE):
                    assert remark.values["who"] in learnt.met | told
                assert remark.facts or remark.verdict is Verdict.SILENT
