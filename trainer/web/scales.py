"""Named scales: which letter a share of the highest mark gets, as ministries publish them. Data alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter from a percentage on; `points` is its digital equivalent where the scale has one."""

    letter: str
    least: int
    passes: bool
    points: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from its highest letter to its lowest."""

    id: str
    grades: tuple[Grade, ...]

    def grade(self, percent: int) -> Grade:
        """The letter of a whole percentage from 0 to 100."""
        return next(grade for grade in self.grades if percent >= grade.least)


# ECTS letters with the thresholds that most courses set where they do not grade by rank.
ECTS = Scale("ects", (
    Grade("A", 90, True), Grade("B", 80, True), Grade("C", 70, True), Grade("D", 60, True), Grade("E", 50, True),
    Grade("FX", 40, False), Grade("F", 0, False),
))  # fmt: skip
# Kazakhstan: letters of the 100-point system with their digital equivalents.
KAZAKHSTAN = Scale("kz", (
    Grade("A", 95, True, "4.0"), Grade("A-", 90, True, "3.67"), Grade("B+", 85, True, "3.33"),
    Grade("B", 80, True, "3.0"), Grade("B-", 75, True, "2.67"), Grade("C+", 70, True, "2.33"),
    Grade("C", 65, True, "2.0"), Grade("C-", 60, True, "1.67"), Grade("D+", 55, True, "1.33"),
    Grade("D", 50, True, "1.0"), Grade("FX", 25, False, "0.5"), Grade("F", 0, False, "0"),
))  # fmt: skip
# Ukraine: the 100-point scale of higher education with ECTS letters.
UKRAINE = Scale("ua", (
    Grade("A", 90, True), Grade("B", 82, True), Grade("C", 74, True), Grade("D", 64, True), Grade("E", 60, True),
    Grade("FX", 35, False), Grade("F", 0, False),
))  # fmt: skip
SCALES = {scale.id: scale for scale in (ECTS, KAZAKHSTAN, UKRAINE)}
