"""The codebook's labels of one unit, by rules a teacher can follow; each answer comes with the words that decided it.

Where the codebook says "if torn, choose the lower value", so do the rules.
"""

from __future__ import annotations

from trainer.checker.reading.labels.goals import measurable, outcome, owner, sure_owner
from trainer.checker.reading.labels.problems import activity_first, event_denied, frame, names_condition, tells_plainly
from trainer.checker.reading.labels.steps import concrete, never_concrete, step_type, sure_type
from trainer.checker.reading.marked import Unit

__all__ = (
    "activity_first", "concrete", "event_denied", "frame", "measurable", "names_condition", "never_concrete", "outcome",
    "owner", "respectful", "step_type", "sure_owner", "sure_type", "tells_plainly",
)  # fmt: skip


def respectful(unit: Unit) -> bool:
    """No judging word of severity two or three in the author's own voice."""
    judging = [mark for mark in unit.marks if mark.list == "judgement" and mark.severity >= 2 and not mark.quoted]
    unit.show("respectful", *judging)
    return not judging
