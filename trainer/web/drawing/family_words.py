"""The family drawing in words: the sentence for a screen reader and the table beside the picture."""

from __future__ import annotations

from collections.abc import Collection

from trainer.checker.case import Case, Named, Person, Tie, TieKind
from trainer.checker.values import Language
from trainer.web.drawing.svg import Row, Words

UNION_WORDS = {
    "married": "drawing.union_married",
    "partners": "drawing.union_partners",
    "separated": "drawing.union_separated",
    "divorced": "drawing.union_divorced",
    "widowed": "drawing.union_widowed",
}
_BY = {"birth": "drawing.child_birth", "adoption": "drawing.child_adoption", "foster": "drawing.child_foster"}
SEX_WORDS = {"f": "drawing.sex_f", "m": "drawing.sex_m", "x": "drawing.sex_x"}
TIES = {
    TieKind.STRONG: "drawing.tie_strong",
    TieKind.CLOSE: "drawing.tie_close",
    TieKind.WEAK: "drawing.tie_weak",
    TieKind.STRESS: "drawing.tie_stress",
    TieKind.CONFLICT: "drawing.tie_conflict",
    TieKind.CUTOFF: "drawing.tie_cutoff",
    TieKind.OFFERED: "drawing.tie_offered",
}


def named(entry: Named, language: Language) -> str:
    """What the case calls somebody in this language, with a capital; the given name for a person who has one."""
    given = entry.given_name.get(language) if isinstance(entry, Person) else None
    name = given or entry.name.get(language) or next(iter(entry.name.values()), entry.id)
    return name[:1].upper() + name[1:]


def describe(case: Case, language: Language, words: Words) -> str:
    """One sentence per couple and household: all that the picture shows."""
    names = {person.id: named(person, language) for person in case.people}
    people = {person.id: person for person in case.people}
    sentences = []
    for union in case.unions:
        if union.a not in names or union.b not in names:
            continue
        children = [_aged(people[child.person], language) for child in union.children if child.person in people]
        couple = words("drawing.couple", a=names[union.a], b=names[union.b], kind=words(UNION_WORDS[union.kind]))
        sentences.append(words("drawing.couple_children", couple=couple, children=", ".join(children))
                         if children else f"{couple}.")
    for household in case.households:
        members = [names[who] for who in household.members if who in names]
        if members:
            sentences.append(words("drawing.household", members=", ".join(members)))
    return " ".join(sentences)


def family_table(case: Case, language: Language, words: Words, unknown: Collection[str]) -> tuple[Row, ...]:
    """Headings, then every person once: name, sex, age, ties of the family, with whom they live."""
    head = (
        words("drawing.col_person"),
        words("drawing.col_sex"),
        words("drawing.col_age"),
        words("drawing.col_family"),
        words("drawing.col_household"),
    )
    return (head, *(_row(case, person, language, words, person.id in unknown) for person in case.people))


def _row(case: Case, person: Person, language: Language, words: Words, is_unknown: bool) -> Row:
    name = named(person, language)
    marks = [words("drawing.is_focal")] if person.focal else []
    marks += [words("drawing.has_died")] if person.died and not person.unborn else []
    marks += [words("drawing.not_known_yet")] if is_unknown else []
    unborn = words("drawing.lost") if person.died else words("drawing.unborn")
    age = unborn if person.unborn else "?" if person.age is None or is_unknown else str(person.age)
    shown = f"{name} ({', '.join(marks)})" if marks else name
    return (shown, words(SEX_WORDS[person.sex]), age, "; ".join(_family(case, person, language, words)),
            "; ".join(_home(case, person, language)))


def _family(case: Case, person: Person, language: Language, words: Words) -> list[str]:
    names = {other.id: named(other, language) for other in case.people}
    found = []
    for union in case.unions:
        if union.a not in names or union.b not in names:
            continue
        if person.id in (union.a, union.b):
            other = names[union.b if person.id == union.a else union.a]
            years = f", {union.since or '?'}–{union.until or ''}" if union.since or union.until else ""
            found.append(f"{other}: {words(UNION_WORDS[union.kind])}{years}")
        for child in union.children:
            if child.person == person.id:
                parents = f"{names[union.a]}, {names[union.b]}"
                alike = any(other.identical for other in union.children if other.twin == child.twin)
                twin = f", {words('drawing.twin_identical' if alike else 'drawing.twin')}" if child.twin else ""
                found.append(f"{words(_BY[child.by])}: {parents}{twin}")
    found += [_tied(tie, person, names, words) for tie in case.ties
              if person.id in (tie.a, tie.b) and tie.a in names and tie.b in names]
    return found


def _tied(tie: Tie, person: Person, names: dict[str, str], words: Words) -> str:
    other = names[tie.b if person.id == tie.a else tie.a]
    return f"{other}: {words(TIES[tie.kind])}"


def _home(case: Case, person: Person, language: Language) -> list[str]:
    names = {other.id: named(other, language) for other in case.people}
    return [
        ", ".join(names[who] for who in household.members if who in names and who != person.id)
        for household in case.households
        if person.id in household.members
    ]


def _aged(person: Person, language: Language) -> str:
    name = named(person, language)
    return f"{name} {person.age}" if person.age is not None else name
