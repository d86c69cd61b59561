"""`trainer bench`: figures of speed and size, never a verdict."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from typing import Any

import click


@click.group()
def bench() -> None:
    """Measure the product on this machine.

    \b
    Example:  trainer bench check --format json
    """


FORMAT = click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True)


@bench.command()
@FORMAT
def check(kind: str) -> None:
    """Time the checker on a ten-row plan of the bank.

    first: with the language's words still to be compiled; cold: a plan that was never seen; changed_row: one row of ten
    was edited; warm: the same plan again.

    \b
    Example:  trainer bench check
    """
    begun = time.perf_counter()
    from trainer.bank.cases import load_case
    from trainer.bank.exemplars import load_exemplars
    from trainer.bank.places import case_root, casebank_root
    from trainer.bank.rubrics import load_rubric
    from trainer.bank.vocabulary import load_vocabularies
    from trainer.checker.engine import Checker
    from trainer.checker.values import Language

    checker = Checker(load_vocabularies(casebank_root() / "vocabulary"))
    case, rubric = load_case(case_root() / "samira"), load_rubric("service-plan")
    figures: dict[str, Any] = {"load_ms": _ms(begun)}
    printed = next(each for each in load_exemplars(case_root() / "samira") if each.id == "as_printed")
    for language in Language:
        plan = printed.plan(language)
        figures[f"{language}_first_ms"] = _once(lambda plan=plan: checker.check(plan, rubric=rubric, case=case))  # type: ignore[misc]
        unseen = iter([_with_all_changed(plan, number) for number in range(9)])
        figures[f"{language}_cold_ms"] = _median(
            lambda unseen=unseen: checker.check(next(unseen), rubric=rubric, case=case), 9
        )  # type: ignore[misc]
        changed = [_with_changed_goal(plan, number) for number in range(15)]
        turn = iter(changed)
        figures[f"{language}_changed_row_ms"] = _median(
            lambda turn=turn: checker.check(next(turn), rubric=rubric, case=case), 15
        )  # type: ignore[misc]
        figures[f"{language}_warm_ms"] = _median(lambda plan=plan: checker.check(plan, rubric=rubric, case=case), 15)  # type: ignore[misc]
    figures["memory_mb"] = _memory()
    _print(figures, kind)


def _with_all_changed(plan: Any, number: int) -> Any:
    """The plan with every cell of every row changed, as somebody hands it in whom the checker has not met."""

    def changed(goal: Any) -> Any:
        steps = tuple(step.model_copy(update={"text": f"{step.text} {number}"}) for step in goal.steps)
        cells = {"problem": f"{goal.problem} {number}", "goal": f"{goal.goal} {number}", "steps": steps}
        return goal.model_copy(update=cells)

    return plan.model_copy(update={"goals": tuple(changed(goal) for goal in plan.goals)})


def _with_changed_goal(plan: Any, number: int) -> Any:
    first = plan.goals[0].model_copy(update={"goal": f"{plan.goals[0].goal} {number}"})
    return plan.model_copy(update={"goals": (first, *plan.goals[1:])})


@bench.command()
@FORMAT
@click.option("--seconds", default=5.0, show_default=True, help="How long each page is asked for.")
@click.option("--cases", default=10_000, show_default=True, type=click.IntRange(0), help="Search in a bank of so many.")
def web(kind: str, seconds: float, cases: int) -> None:
    """Start the product on demonstration data and measure pages, saves, SQL statements and the bytes of a cold page.

    Then make a bank of so many cases, on SQLite and on PostgreSQL where there is one, and measure how cases are found:
    find_<database>_<language>_new_p50_ms and _p95_ms for words that nobody has asked for yet, _again for the same once
    more, _per_second for eight clients at once. Ten thousand cases take two gigabytes of the temporary folder and some
    minutes; --cases 0 leaves this out.

    \b
    Example:  trainer bench web --seconds 5
    Example:  trainer bench web --cases 0
    """
    from trainer.cli.bench_find import measure as measure_finding
    from trainer.cli.bench_web import measure

    figures = measure(seconds)
    _print(figures | (measure_finding(seconds, cases=cases) if cases else {}), kind)


@bench.command()
@FORMAT
@click.option("--seconds", default=3.0, show_default=True, help="How long each page is asked for, alone and by eight.")
@click.option("--students", default=2000, show_default=True, type=click.IntRange(2))
@click.option("--assignments", default=40, show_default=True, type=click.IntRange(1))
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), help="Measure on this one alone.")
def desk(kind: str, seconds: float, students: int, assignments: int, database: str | None) -> None:
    """Make a course in a temporary database and measure the lecturer's pages, a saved mark and the files of marks.

    On SQLite, and on PostgreSQL where there is one: a temporary database on the server of TRAINER_DATABASE_URL, or a
    temporary server from this machine's programs. 80,000 submissions take 3 GB of the temporary folder and a minute.

    _p50_ms, _p95_ms and _cpu_ms: one client; _per_second and _8_p95_ms: eight at once. CPU is that of the server
    process, without PostgreSQL's own.

    \b
    Example:  trainer bench desk --format json
    Example:  trainer bench desk --students 30 --assignments 2 --database sqlite
    """
    from trainer.cli.bench_desk import measure

    _print(measure(seconds, students=students, assignments=assignments, only=database), kind)


def _once(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return _ms(begun)


def _median(act: Callable[[], Any], times: int) -> float:
    return round(statistics.median(_once(act) for _ in range(times)), 2)


def _ms(begun: float) -> float:
    return round((time.perf_counter() - begun) * 1000, 2)


def _memory() -> float:
    import resource

    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _print(figures: dict[str, Any], kind: str) -> None:
    if kind == "json":
        click.echo(json.dumps(figures, indent=1))
        return
    for name, figure in figures.items():
        click.echo(f"{name:<28} {figure}")
