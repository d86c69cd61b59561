"""Who does what when: one bar per step, drawn from its dates; a step without a date is a dashed hole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.checker.values import Resource
from trainer.web.drawing.bars import SHARE_NAMES, _percent
from trainer.web.drawing.svg import Drawing, Words, element, strip, text_of
from trainer.web.drawing.symbols import fill

_MONTHS = (
    "drawing.month_1", "drawing.month_2", "drawing.month_3", "drawing.month_4", "drawing.month_5", "drawing.month_6",
    "drawing.month_7", "drawing.month_8", "drawing.month_9", "drawing.month_10", "drawing.month_11",
    "drawing.month_12",
)
_MOST_TICKS = 7
_SHORTEST = 1.6
_ROW = 46
_LABEL_SIGNS = 44
_AXIS = 18


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One step: its number and words, whose resource carries it, its days, and the day of its goal."""

    number: str
    label: str
    resource: Resource | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TimelineParts:
    """The same picture in pieces for a table whose first column has the steps' words: an axis and a strip per row."""

    axis: str
    rows: tuple[str, ...]
    first: dt.date
    last: dt.date


def timeline(rows: Sequence[TimelineRow], words: Words, *, today: dt.date, name: str = "timeline") -> Drawing:
    """The whole picture, every step's words above its bar, to be read on a phone. `today` opens an empty scale."""
    scale = _Scale.of(rows, today)
    height = _AXIS + 8 + _ROW * len(rows)
    body = [*scale.grid(0, height), *scale.months(words)]
    for place, row in enumerate(rows):
        top = _AXIS + 8 + _ROW * place
        shown = row.label if len(row.label) <= _LABEL_SIGNS else row.label[: _LABEL_SIGNS - 1].rstrip() + "…"
        number = element("tspan", text_of(row.number), class_="num")
        body.append(element("text", f"{number} {text_of(shown)}", class_="step", x=0, y=top + 14))
        body += scale.bar(row, top + 22, 12)
    title = words("drawing.timeline_title")
    desc = words("drawing.timeline_desc", steps=len(rows), dated=sum(1 for row in rows if _dated(row)))
    svg = strip(body, name=name, title=title, desc=desc, height=height, class_="gantt-whole")
    return Drawing(svg, title, desc, (_head(words), *(_said(row, words) for row in rows)), 0, height)


def timeline_parts(
    rows: Sequence[TimelineRow], words: Words, *, today: dt.date, name: str = "timeline"
) -> TimelineParts:
    """An axis (hidden from screen readers) and one strip per row, each with its own sentence."""
    scale = _Scale.of(rows, today)
    axis = element("svg", *scale.months(words), class_="axis", width="100%", height=16,
                   attributes={"aria-hidden": "true"})
    strips = []
    for place, row in enumerate(rows):
        sentence = ", ".join(part for part in _said(row, words)[2:] if part)
        body = [*scale.grid(-6, 24), *scale.bar(row, 3, 12)]
        strips.append(strip(body, name=f"{name}-{place}", title=sentence, height=18, class_="gantt-bar"))
    return TimelineParts(axis, tuple(strips), scale.first, scale.last)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to percent of the width."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, rows: Sequence[TimelineRow], today: dt.date) -> _Scale:
        days = [day for row in rows for day in (row.start, row.end, row.due) if day] or [today]
        first = min(days)
        # Whole months at the left, so that the first tick is a month's name; a little air at the right.
        last = max(*days, first + dt.timedelta(days=27))
        return cls(first.replace(day=1), last + dt.timedelta(days=2))

    def at(self, day: dt.date) -> float:
        return 100 * (day - self.first).days / max((self.last - self.first).days, 1)

    def ticks(self) -> list[dt.date]:
        """First days of months, thinned out when a plan spans years."""
        months = []
        day = self.first
        while day <= self.last:
            months.append(day)
            day = (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
            if len(months) > 1200:
                break
        step = -(-len(months) // _MOST_TICKS)
        return months[::step]

    def grid(self, top: float, bottom: float) -> list[str]:
        return [
            element("line", class_="grid", x1=_percent(self.at(day)), x2=_percent(self.at(day)), y1=top, y2=bottom)
            for day in self.ticks()
        ]

    def months(self, words: Words) -> list[str]:
        ticks = self.ticks()
        years = len({day.year for day in ticks}) > 1
        return [
            element("text", text_of(words(_MONTHS[day.month - 1]) + (f" {day.year % 100:02d}" if years else "")),
                    class_="month", x=_percent(self.at(day)), y=12, dx=3)
            for day in ticks if self.at(day) < 96
        ]

    def bar(self, row: TimelineRow, top: float, height: float) -> list[str]:
        if not _dated(row):
            drawn = [element("rect", class_="none", x="0.5%", y=top + 1, width="99%", height=height - 2, rx=2)]
        else:
            start, end = row.start or row.end, row.end or row.start
            assert start and end
            start, end = min(start, end), max(start, end)
            left = self.at(start)
            wide = max(self.at(end + dt.timedelta(days=1)) - left, _SHORTEST)
            look = fill(row.resource, "bar")
            # Only one of the two days is known: the open side has no edge of its own, so the bar is marked.
            if row.start is None or row.end is None:
                look["class_"] = f"{look['class_']} half"
            drawn = [element("rect", x=_percent(min(left, 100 - wide)), y=top, width=_percent(wide), height=height,
                             rx=2, **look)]
        if row.due:
            x = _percent(min(self.at(row.due + dt.timedelta(days=1)), 99.8))
            drawn.append(element("line", class_="due", x1=x, x2=x, y1=top - 5, y2=top + height + 5))
        return drawn


def _dated(row: TimelineRow) -> bool:
    return row.start is not None or row.end is not None


def _head(words: Words) -> tuple[str, ...]:
    return (words("drawing.col_number"), words("drawing.col_step"), words("drawing.col_start"),
            words("drawing.col_end"), words("drawing.col_whose"), words("drawing.col_due"))


def _said(row: TimelineRow, words: Words) -> tuple[str, ...]:
    whose = words(SHARE_NAMES[row.resource]) if row.resource else words("drawing.share_unclear")
    no_date = words("drawing.no_date")
    start = _day(row.start) if row.start else "" if row.end else no_date
    due = f"{words('drawing.col_due')} {_day(row.due)}" if row.due else ""
    return (row.number, row.label, start, _day(row.end), whose, due)


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
