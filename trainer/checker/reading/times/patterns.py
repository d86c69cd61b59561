"""The patterns of time expressions over the string of tags, and the one pattern that holds them all.

Beside its name each pattern has the letters that it may begin with: at most places of a text none begins, and there one
look saves trying every alternative.
"""

# A pattern is read beside its name, on one line.
# ruff: noqa: E501
from __future__ import annotations

import re
from functools import cache

# The order is the order of attention: ranges, rhythms, dates, terms, lengths. D a full date, Y a year, N a number.
_DAY = r"(?:W,?)?(?:D|N~?[.]?o?M[.,]?(?:YU?|Y)?|MN,?Y?(?!U)|YU?,?NM)"
PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("skip_address", "HN", r"N[MO]H|H[.]?N(?:M|-?~)?|HNM|N-?H|N/N(?!/)"),
    ("skip_age", "ABN", r"N-?UA|N-?A|A[:]?N-?U?|BNU(?<=[Yy])"),
    ("skip_past", "GNRs", r"N-?UG|GN-?U|GU|(?<![BbI])[sR]YU?(?![-^TB])|GYU?|[sR]MG"),
    # "from 3 to 6 months": how long something lasts, and no day by which it is done, unless it stands in a date cell.
    (
        "lengths",
        "N",
        r"(?<![Izlm+])(?<!m[~s])(?:NUT(?P<n>N)(?P<u>U)|NU?B(?P<n2>N)(?P<u2>U)|NU(?P<n3>N)(?P<u3>U)b)",
    ),
    ("range_post", "N", r"(?P<a>NM)(?P<b>NM)b"),
    ("range", "DMNRWYs", rf"[Rs]?(?P<a>{_DAY}|N)(?:[T^B]|-)(?P<b>{_DAY})b?"),
    ("of_rhythm", "Ngp", r"g?(?P<n1>N)[os](?P<n2>N)U(?:[PFn+z]n?)?(?P<u>U)|p(?P<n2k>N)U(?:~|g){0,2}(?P<n1k>N)"),
    ("rhythm_once", "NXx", r"(?P<n>N(?:-N)?|x)X[P+z]F?n?(?P<k>N)(?P<u>U)|(?P<x>x|X)[P+z]F?n?(?P<k1>N)(?P<u1>U)"),
    (
        "rhythm_times",
        "NOXx",
        r"(?P<n>N(?:-N)?)X(?:[P+zF]n?)?(?P<u>U)|(?P<x>x)(?:[P+zF]n?)?(?P<ux>U)|X[P+z]n?(?P<u1>U)|O?x(?P<ux2>U)",
    ),
    ("rhythm_post", "NUp", r"p(?P<np>N(?:-N)?)(?:[XU]|~X)?|(?P<kp>N)U(?:~)?(?P<npx>N)X|(?P<upx>U)(?P<npy>N)X"),
    ("rhythm_units", "N", r"(?P<n>N(?:-N)?)g?(?P<v>U)(?:[PF+z]n?|[/])F?(?P<u>U)"),
    # "three meetings a week", "по две тысячи в месяц"
    ("rhythm_things", "N^", r"\^?(?P<n>N(?:-N)?)g?~{1,3}[P+/]n?(?P<u>U)"),
    # "five nights out of seven"
    ("rhythm_share", "N", r"(?P<n>N)(?P<u>U)oN"),
    ("rhythm_quarter", "NXx", r"(?P<n>N(?:-N)?|x)?X[P+z]n?(?P<u>Q)"),
    ("rhythm_every", "FUW", r"F(?P<k>N)(?P<u>U)|FO?(?P<u1>U)|(?P<u2>U)F|F(?P<w>W(?:[&,]+F?W)*)|(?P<w2>W(?:[&,]+W)*)F"),
    ("rhythm_days", "PWnwz+^", r"\^?(?P<w>w(?:[&,]+\^?[wW])*)|\^(?P<w3>W(?:[&,]+\^?W)+)|(?P<w2>W(?:[&,]+W)*)k|[Pn+z]?n?(?P<w4>W&[Wr])(?![bM])"),
    ("rhythm_word", "f", r"(?P<f>f)"),
    ("part_quarter", "BEP", r"B?P?(?P<p>E)n?(?:[NO]-?)?(?P<u>Q)(?:Y?U?)"),
    ("quarter", "BINOPnz", r"[BPIz]?n?(?P<q>[NO])-?(?P<qu>Q)Y?U?"),
    ("event", "BEIPenz+^", r"(?:BE?|[+z^P]|E|I)?n?(?P<e>e)(?:[Y]U?)?E?b?"),
    ("part_month", "BEMY", r"B?(?P<p>E)o?n?(?P<m>M)Y?U?|(?:YU?)?(?P<m2>M)(?P<p2>E)b?|B?(?P<p3>E)-?(?P<m3>M)"),
    ("part_year", "BEY", r"B?(?P<p>E)n?(?P<u>YU?)|(?P<u2>YU?)(?P<p2>E)b?"),
    ("part_unit", "BEPUn", r"(?:B|P)?(?P<p>E)o?n?(?P<u>U)Y?U?|n?(?P<u2>U)(?P<p2>E)b?"),
    ("cue_day", "BDIMNPWYz+^", rf"[BIPz+^]+[:\-]?n?(?P<d>{_DAY})|(?P<d2>{_DAY})b?"),
    ("term", "LNPa", r"P?(?P<n>N)(?P<u>U)m|P?L(?P<l>)m|P?(?P<a>N)-?am|P?am"),
    ("within_first", "BIOlz+", r"(?:[Iz+lB]|I\+)?O(?P<n>N(?:-N)?)(?P<u>U)i?"),
    (
        "within",
        "ILNUnz",
        r"(?P<c>[Iz]+)(?:B|g)?n?(?P<n>N(?:-N)?)-?(?P<u>U)|I(?P<lw>L)|In?(?P<u1>U)(?!N)|n?(?P<n2>N(?:-N)?)-?(?P<u2>U)i|(?P<lx>L)i|(?P<u3>U)i",
    ),
    ("by_week", "BU", r"B?(?P<u>U)(?P<n>N)(?!U)|B(?P<n2>N)-?(?P<u2>U)"),
    ("by_length", "B", r"B(?P<n>N(?:-N)?)(?P<u>U)"),
    ("by_weekday", "BPWn", r"B+n?(?P<w>W)|n?(?P<w2>W)b|[Pn]n?(?P<w3>W)|(?P<w4>W)"),
    (
        "by_month",
        "BIMPYnz+^",
        r"(?:YU?)(?P<m1>M)b?|[BIPz+^n]*(?P<m2>M)[.,]?(?:YU?)|[BIPz+^]+n?(?P<m3>M)|(?P<m4>M)b|nM(?P<m5>)|(?P<m6>M)",
    ),
    (
        "by_next",
        "BIPQns+^",
        r"(?:B|[+P^I])n(?P<u>U)|n(?P<u2>U)(?:b|i)|B(?P<u3>U)(?!N)|[Is]?n(?P<u4>U)(?![FPN])|I(?P<u5>Q)|(?P<u6>Q)[il]",
    ),
    ("by_year", "BIPYz+^", r"(?:[BIPz+^]n?)?(?P<y>Y)U(?:b)?|B(?P<y2>Y)|(?P<y3>Y)-(?P<y4>Y)U?|(?P<y5>Y)b"),
    ("by_date", "r", r"(?P<r>r)"),
    (
        "length_for",
        "LNOlz+",
        r"[lz+]{1,2}O?n?(?P<n>N(?:-N)?)-?(?P<u>U)l?|(?P<n2>N(?:-N)?)(?P<u2>U)l+|l(?P<l>L)|(?P<l2>L)l|l?O(?P<u3>U)l|lO(?P<u4>U)",
    ),
    ("length_word", "L", r"(?P<l>L)"),
    ("length_attr", "Na", r"(?P<n>N)-?a|N-U|a"),
    ("length", "N", r"(?P<n>N(?:-N)?l?)(?P<u>U)"),
)
RHYTHMS = frozenset(name for name, _, _ in PATTERNS if name.startswith(("rhythm", "of_rhythm")))


@cache
def whole_pattern() -> re.Pattern[str]:
    """One pattern, each alternative's groups numbered apart so that names may repeat between alternatives."""
    parts = []
    for name, begins, pattern in PATTERNS:
        apart = re.sub(r"\(\?P<(\w+)>", rf"(?P<{name}__\1>", pattern)
        parts.append(f"(?=[{begins}])(?P<{name}>{apart})")
    letters = "".join(begins for _, begins, _ in PATTERNS)
    return re.compile(f"(?=[{letters}])(?:{'|'.join(parts)})")


@cache
def groups_of(name: str) -> tuple[tuple[str, int], ...]:
    """The groups of one pattern by their own names, with their numbers in the whole."""
    numbered = whole_pattern().groupindex.items()
    return tuple(
        (group.removeprefix(f"{name}__"), number) for group, number in numbered if group.startswith(f"{name}__")
    )
