"""What each pattern of time says: from the letters that it covers to a kind, a value and whether it ends."""

from __future__ import annotations

import re

from trainer.checker.reading.times.patterns import RHYTHMS, groups_of
from trainer.checker.reading.times.tags import Tags
from trainer.checker.reading.times.words import Value
from trainer.checker.reading.values import TimeKind

Groups = dict[str, tuple[int, int]]
Reading = tuple[TimeKind, str, bool] | None


def reading_of(match: re.Match[str], tags: Tags, cell: bool) -> Reading:
    """Kind, value and whether it is bounded; None for what only looks like a time. In a `cell` bare words count."""
    # `lastgroup` is the outermost alternative because it closes last.
    name = match.lastgroup or ""
    if name.startswith("skip"):
        return None
    groups = {key: match.span(number) for key, number in groups_of(name) if match[number] is not None}
    return _READERS[_family(name)](name, groups, tags, match, cell)


def _family(name: str) -> str:
    return "rhythm" if name in RHYTHMS else name.split("_")[0]


def _value(tags: Tags, span: tuple[int, int]) -> Value:
    return tags[span[0]].value


def _first(groups: Groups, *names: str) -> tuple[int, int] | None:
    for name in names:
        if name in groups:
            return groups[name]
    return None


def _count(tags: Tags, span: tuple[int, int] | None) -> str:
    """`3`, or `2-3` for a span of numbers."""
    if span is None:
        return "1"
    return "-".join(str(tag.value) for tag in tags[span[0] : span[1]] if tag.letter in "Nx") or "1"


def _unit(tags: Tags, span: tuple[int, int]) -> str:
    unit = str(_value(tags, span))
    return "D" if unit == "E" else unit


def _day_value(tags: Tags, span: tuple[int, int]) -> str:
    inside = tags[span[0] : span[1]]
    full = [tag for tag in inside if tag.letter == "D"]
    if full:
        return str(full[0].value)
    month = next((int(tag.value) for tag in inside if tag.letter == "M"), 0)
    day = next((int(tag.value) for tag in inside if tag.letter == "N"), 0)
    year = next((f"{tag.value}-" for tag in inside if tag.letter == "Y"), "--")
    if year == "--":
        return f"--{month:02d}-{day:02d}"
    return f"{year}{month:02d}-{day:02d}"


def _read_range(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    a, b = groups["a"], groups["b"]
    end = _day_value(tags, b)
    if tags[a[0]].letter == "N" and a[1] - a[0] == 1:
        start = end[:-2] + f"{int(tags[a[0]].value):02d}"
    else:
        start = _day_value(tags, a)
    return TimeKind.DURATION, f"{start}/{end}", True


def _read_rhythm(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name == "of_rhythm":
        n1, n2 = _first(groups, "n1", "n1k"), _first(groups, "n2", "n2k")
        unit = _unit(tags, groups["u"]) if "u" in groups else str(tags[match.start()].value)
        value = f"{_count(tags, n1)}of{_count(tags, n2)}/{unit}"
    elif name == "rhythm_word":
        value = str(_value(tags, groups["f"]))
    elif span := _first(groups, "w", "w2", "w3", "w4"):
        # "Бейсенбіде" alone is the next Thursday, `wd:4`; beside another day it is one of two.
        days = (str(tag.value).removeprefix("wd:") for tag in tags[span[0] : span[1]] if tag.letter in "Wwr")
        value = "R:wd:" + ",".join(days)
    elif name == "rhythm_post":
        if "np" in groups:
            value = f"{_count(tags, groups['np'])}/{tags[match.start()].value}"
        elif "kp" in groups:
            value = f"{_count(tags, groups['npx'])}/{_count(tags, groups['kp'])}{_unit(tags, (groups['kp'][1], 0))}"
        else:
            value = f"{_count(tags, groups['npy'])}/{_unit(tags, groups['upx'])}"
    else:
        unit = _unit(tags, _first(groups, "u", "u1", "u2", "ux", "ux2") or match.span())
        every = _count(tags, _first(groups, "k", "k1")) if "k" in groups or "k1" in groups else ""
        count = _count(tags, _first(groups, "n", "x"))
        value = f"{count}/{'' if every in ('', '1') else every}{unit}"
    return TimeKind.FREQUENCY, value, False


def _read_quarter(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if _unit(tags, groups["qu"]) != "Q":
        return None
    return TimeKind.DEADLINE, f"Q{_value(tags, groups['q'])}", True


def _read_event(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    event = str(_value(tags, groups["e"]))
    around = match.group()
    part = "E" in around
    if event == "sy":
        return TimeKind.DEADLINE, "eosy" if part or "B" in around or "b" in around else "sy", True
    if event == "weekend":
        return (TimeKind.DEADLINE, "eow", True) if "B" in around or cell else None
    if around in ("e", "Pe", "+e") and not cell and event not in ("winter", "spring", "summer", "autumn"):
        return None
    if around == "e" and not cell:
        return None
    return TimeKind.EVENT, f"event:{event}", True


def _read_part(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    part = str(_value(tags, _first(groups, "p", "p2", "p3") or match.span()))
    months = _first(groups, "m", "m2", "m3")
    if months:
        year = next((f"{tag.value}-" for tag in tags[match.start() : match.end()] if tag.letter == "Y"), "--")
        return TimeKind.DEADLINE, f"{year}{int(_value(tags, months)):02d}-{part}", True
    if name == "part_year":
        year = str(next(tag.value for tag in tags[match.start() : match.end()] if tag.letter == "Y"))
        return TimeKind.DEADLINE, f"{year}-{part}", True
    unit = _unit(tags, _first(groups, "u", "u2") or match.span())
    if (
        name == "part_unit"
        and tags[match.start()].letter == "E"
        and not cell
        and "o" not in match.group()
        and part != "end"
    ):
        return None
    if unit in ("H", "MIN", "BD", "D"):
        return None
    letter = {"end": "eo", "mid": "mo", "start": "so"}[part]
    return TimeKind.DEADLINE, letter + unit.lower(), True


def _read_cue(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    span = _first(groups, "d", "d2") or match.span()
    value = _day_value(tags, span)
    day = value[-2:]
    if day.isdigit() and not 1 <= int(day) <= 31:
        return None
    return TimeKind.DEADLINE, value, True


def _read_term(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    inside = tags[match.start() : match.end()]
    count = "".join(str(tag.value) for tag in inside if tag.letter in "NL") or "1"
    unit = "".join(str(tag.value) for tag in inside if tag.letter in "Ua")
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_within(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    lengths = _first(groups, "lw", "lx")
    if lengths:
        return TimeKind.DEADLINE, f"+{_value(tags, lengths)}", True
    span = _first(groups, "u", "u1", "u2", "u3") or match.span()
    unit = _unit(tags, span)
    count = _count(tags, _first(groups, "n", "n2"))
    if "u3" in groups and unit in ("D", "H", "MIN"):
        return None
    if "c" in groups and tags[match.start()].letter == "z" and unit in ("H", "MIN"):
        return TimeKind.DURATION, f"{count}{unit}", False
    if unit == "MIN":
        return TimeKind.DURATION, f"{count}MIN", False
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_by(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name == "by_weekday":
        if "w4" in groups and not cell:
            return None
        span = _first(groups, "w", "w2", "w3", "w4") or match.span()
        return TimeKind.DEADLINE, f"wd:{_value(tags, span)}", True
    if name == "by_month" and "m6" in groups and not cell:
        return None
    if name == "by_month":
        month = next(int(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "M")
        year = next((str(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "Y"), "-")
        return TimeKind.DEADLINE, f"{year}-{month:02d}", True
    if name == "by_year":
        year = [str(tag.value) for tag in tags[match.start() : match.end()] if tag.letter == "Y"][-1]
        return TimeKind.DEADLINE, year, True
    if name == "by_date":
        return TimeKind.DEADLINE, str(_value(tags, groups["r"])), True
    span = _first(groups, "u", "u2", "u3", "u4", "u5", "u6") or match.span()
    unit = _unit(tags, span)
    if name == "by_next" and "s" in match.group():
        return None
    if name == "by_next":
        return (TimeKind.DEADLINE, f"+1{unit}", True) if unit in ("W", "M", "Y", "Q", "D") else None
    count = _count(tags, _first(groups, "n", "n2"))
    if unit in ("H", "MIN") or (unit == "Y" and not cell and name != "by_week"):
        return None
    if unit == "Y" and int(count.split("-")[-1] or 0) > 5:
        return None
    return TimeKind.DEADLINE, f"+{count}{unit}", True


def _read_lengths(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if not cell:
        return None
    count = _count(tags, _first(groups, "n", "n2", "n3"))
    return TimeKind.DEADLINE, f"+{count}{_unit(tags, _first(groups, 'u', 'u2', 'u3') or match.span())}", True


def _read_length(name: str, groups: Groups, tags: Tags, match: re.Match[str], cell: bool) -> Reading:
    if name in ("length_attr", "length_word") or "l" in groups or "l2" in groups:
        span = _first(groups, "l", "l2")
        value = (
            str(_value(tags, span)) if span else "".join(str(tag.value) for tag in tags[match.start() : match.end()])
        )
        value = value if value[:1].isdigit() else "1" + value
        # A "twelve-week course" is the length of the course; "half a year" alone is a length of life.
        bounded = cell or name == "length_for" or value == "6M"
        return TimeKind.DURATION, value, bounded
    span = _first(groups, "u", "u2", "u3", "u4") or match.span()
    unit, count = _unit(tags, span), _count(tags, _first(groups, "n", "n2"))
    if unit == "Y" and name == "length" and not cell:
        return None
    if unit == "Q" and name == "length":
        return TimeKind.DEADLINE, f"Q{count}", True
    if cell and unit not in ("MIN", "H") and name == "length":
        return TimeKind.DEADLINE, f"+{count}{unit}", True
    return TimeKind.DURATION, f"{count}{unit}", unit not in ("MIN", "H")


_READERS = {
    "range": _read_range,
    "rhythm": _read_rhythm,
    "quarter": _read_quarter,
    "event": _read_event,
    "part": _read_part,
    "cue": _read_cue,
    "term": _read_term,
    "within": _read_within,
    "by": _read_by,
    "length": _read_length,
    "lengths": _read_lengths,
}
