"""Drawings as SVG text from plain values: the family, its ties, the shares of resources, the time of a plan.

Everything about looks is a class, so that one style sheet serves screen, dark mode and print:

- drawings `dr`: lines `ln` with `strong` `close` `weak` `stress` `conflict` `faint` `bond` `bars` `partners` `adopted`
  `foster` `identical` `bracket` `died`; people `p` (with `faint`, `tiny`, `lost`); texts `age` (with `unsure`), `sub`
  (with `focal`, `years`); `house` dashed line of a household; `bg` clear ground under words; ecomap `fam` `ext` (with
  `faint`) `ar`
- patterns `sprite` `pt-b` `pt-h` `pt-d`; fills `sy` `sy-home` `sy-p` `sy-formal` `sy-unclear` `sy-none`; chip `sym`
- bars `share` `units` `u-on` `u-off` `u-open` `u-part` `u-rest` `none`
- agreement `agree`: fields `t0` to `t3` (with `same`), their numbers `on1` to `on3`, `lv` levels, `side` whose they are
- levels `level-bar` with `lv-0` to `lv-3` and `lv-none`; columns `columns` with `col` `base` `num` `sub`
- levels side by side `beside`: `b-step` `b-lane` lines, `b-own` `b-peer` `b-checker` `b-lecturer` whose level
- timeline `gantt-whole` `gantt-bar` `axis` `month` `grid` `bar` (with `half`) `due` `none` `step` `num`
"""

from trainer.web.drawing.agreement import TWO_MARKERS, agreement_grid
from trainer.web.drawing.bars import dial_units, part_bar, share_bar
from trainer.web.drawing.ecomap import ecomap
from trainer.web.drawing.genogram import genogram
from trainer.web.drawing.levels import columns, level_bar
from trainer.web.drawing.spread import spread_strip
from trainer.web.drawing.strip import level_strip
from trainer.web.drawing.svg import Drawing, Words
from trainer.web.drawing.symbols import pattern_defs, person_symbol, resource_key
from trainer.web.drawing.timeline import TimelineParts, TimelineRow, timeline, timeline_parts

__all__ = [
    "TWO_MARKERS",
    "Drawing",
    "TimelineParts",
    "TimelineRow",
    "Words",
    "agreement_grid",
    "columns",
    "dial_units",
    "ecomap",
    "genogram",
    "level_bar",
    "level_strip",
    "part_bar",
    "pattern_defs",
    "person_symbol",
    "resource_key",
    "share_bar",
    "spread_strip",
    "timeline",
    "timeline_parts",
]
