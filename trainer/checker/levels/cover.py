"""See which needs of the case a plan meets, leaves for later with a reason, or makes up."""

from __future__ import annotations

from trainer.checker.context import Context, Row
from trainer.checker.rubric import Criterion


def met(context: Context) -> frozenset[str]:
    """Needs of the key that some written row meets."""
    book = context.casebook
    if book is None:
        return frozenset()
    return frozenset(id for row in context.rows if row.goal.goal.strip() for id in book.needs_of(row))


def deferred(context: Context) -> frozenset[str]:
    """Needs that the plan leaves for later and says why."""
    book = context.casebook
    if book is None:
        return frozenset()
    found: set[str] = set()
    for later in context.plan.deferred:
        if not later.reason.strip():
            continue
        if later.need in book.needs:
            found.add(later.need)
        found |= {id for id, _ in book.need_words(later.need)}
    return frozenset(found)


def invented(context: Context, row: Row) -> bool:
    """Whether a row rests on nothing of the case: no fact, no need, no danger that its words speak about."""
    book = context.casebook
    if book is None or not book.has_cues or not row.goal.goal.strip():
        return False
    if any(fact in book.facts for fact in row.goal.facts):
        return False
    return not book.needs_of(row) and not book.dangers_of(row)


def only_hearsay(context: Context, row: Row) -> bool:
    """Whether all that a row meets is something nobody of the family has said."""
    book = context.casebook
    needs = book.needs_of(row) if book else frozenset()
    return bool(book and needs) and all(book.only_hearsay(id) for id in needs) if book else False


def judge(context: Context, criterion: Criterion) -> tuple[int | None, dict[str, float], str | None]:
    """Level, measures and, where it cannot be told, the reason."""
    book = context.casebook
    if book is None:
        return None, {}, "no_case"
    if not book.has_key:
        return None, {}, "no_key"
    rows = context.complete_rows
    if not rows:
        return None, {}, None
    if not book.has_cues and not any(row.goal.facts for row in rows):
        return None, {}, "no_links"
    expected = book.expected_needs
    done, later = met(context) & set(expected), deferred(context) & set(expected)
    loose = sum(invented(context, row) or only_hearsay(context, row) for row in rows) / len(rows)
    share = len(done | later) / len(expected) if expected else 1.0
    ordered = len({row.goal.priority for row in rows if row.goal.priority}) > 1 or len(rows) == 1
    measures = {"needs_met": share, "rows_invented": loose, "goals": float(len(rows)), "ordered": float(ordered)}
    return _level(share, loose, len(rows), ordered, criterion.bands), measures, None


def _level(share: float, loose: float, goals: int, ordered: bool, bands: dict[str, float]) -> int:
    if share < bands.get("needs_few", 1 / 3) or loose >= bands.get("invented_many", 0.5):
        return 0
    if share <= bands.get("needs_most", 2 / 3) or loose > bands.get("invented_some", 0.2):
        return 1
    if share >= 1 and not loose and ordered and goals <= bands.get("goals_most", 5):
        return 3
    return 2
