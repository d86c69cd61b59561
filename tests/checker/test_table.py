"""The table for designers tells the truth about the code: every rule, every mistake, and what each rule needs."""

from __future__ import annotations

from trainer.bank.places import casebank_root
from trainer.checker.handbook import page
from trainer.checker.rules import CATALOGUE
from trainer.checker.values import Language

LINES = (casebank_root() / "RULES.md").read_text(encoding="utf-8").splitlines()
MISTAKES = range(1, 35)


def rows(first: str) -> list[list[str]]:
    """The rows of the table whose heading begins with this word, cell by cell."""
    start = next(number for number, line in enumerate(LINES) if line.startswith(f"| {first} |"))
    table = []
    for line in LINES[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def test_every_mistake_has_the_rules_that_say_so() -> None:
    told = {int(number): rules.replace("`", "").split(", ") for number, _, rules, _ in rows("#")}
    assert list(told) == list(MISTAKES)
    assert told == {number: [rule.id for rule in CATALOGUE if number in rule.mistakes] for number in MISTAKES}


def test_every_rule_stands_in_its_place_with_what_it_needs() -> None:
    def needs(what: bool) -> str:
        return "yes" if what else "no"

    expected = [
        [
            f"`{rule.id}`",
            page(rule.id).text(Language.EN).title,
            rule.criterion.value,
            needs(rule.needs_case or rule.needs_key),
            needs(rule.needs_key),
            " ".join(name for name in ("praise", "hint", "whole", "protects") if getattr(rule, name)),
            ", ".join(map(str, rule.mistakes)),
        ]
        for rule in CATALOGUE
    ]
    assert rows("Rule") == expected


def test_a_rule_that_gives_the_key_away_is_a_hint() -> None:
    assert all(rule.needs_key for rule in CATALOGUE if rule.hint)
