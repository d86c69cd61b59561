"""Reading: from the text of a plan to units with times, actors, marks and the codebook's labels, in four languages."""

from trainer.checker.reading.plans import read_plan
from trainer.checker.reading.units import read_unit

__all__ = ["read_plan", "read_unit"]
