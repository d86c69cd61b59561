"""Invented families for the drawings: a divorce with a new partner, three generations, twins, adoption, pregnancy."""

from __future__ import annotations

from typing import Any

from trainer.checker.case import Case
from trainer.checker.values import Language


def people(*rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Each row: id, English name, sex, age, and then marks such as "focal", "died", "unborn"."""
    return [
        {"id": who, "name": {"en": name, "ru": name}, "sex": sex, "age": age, **dict.fromkeys(marks, True)}
        for who, name, sex, age, *marks in rows
    ]


def case(**parts: Any) -> Case:
    """A case with nothing but what a drawing needs."""
    base: dict[str, Any] = {
        "id": "drawn", "version": "1.0.0", "status": "draft", "title": {"en": "A family"}, "blurb": {"en": ""},
        "languages": {Language.EN: "source"}, "client": "family", "model": "strengths", "level": 1, "minutes": 60,
        "setting": {"country": "XX", "area": "urban", "agency": "school"}, "pathway": "four_stage",
        "licence": "CC-BY-4.0", "authors": [], "source": {"relation": "original", "people": "fictional"},
        "stages": [], "people": [], "facts": [],
    }
    return Case.model_validate(base | parts)


def new_partner() -> Case:
    """Divorced parents; the mother's new partner brings a son; a daughter is expected."""
    return case(
        people=people(
            ("fa", "Anton", "m", 41), ("mo", "Olena", "f", 38), ("np", "Viktor", "m", 44), ("ex", "Sofia", "f", 43),
            ("so", "Marko", "m", 12, "focal"), ("da", "Ira", "f", 9), ("st", "Denys", "m", 15),
            ("ba", "Baby", "x", None, "unborn"),
        ),
        unions=[
            {"id": "u1", "a": "fa", "b": "mo", "kind": "divorced", "since": 2010, "until": 2019,
             "children": [{"person": "so"}, {"person": "da"}]},
            {"id": "u2", "a": "np", "b": "mo", "kind": "partners", "since": 2021, "children": [{"person": "ba"}]},
            {"id": "u3", "a": "np", "b": "ex", "kind": "separated", "children": [{"person": "st"}]},
        ],
        households=[{"id": "h1", "members": ["mo", "np", "so", "da", "ba"]}],
        ties=[{"a": "so", "b": "np", "kind": "conflict"}, {"a": "so", "b": "da", "kind": "close"},
              {"a": "so", "b": "fa", "kind": "cutoff"}],
    )


def three_generations() -> Case:
    """Grandparents on both sides, one of them dead, uncles and aunts, twins and an adopted child."""
    return case(
        people=people(
            ("gf1", "Grandfather Ivan", "m", 71, "died"), ("gm1", "Grandmother Anna", "f", 69),
            ("gf2", "Grandfather Petro", "m", 74), ("gm2", "Grandmother Vira", "f", 70),
            ("un", "Uncle Oleh", "m", 45), ("fa", "Father", "m", 42), ("mo", "Mother", "f", 40, "focal"),
            ("au", "Aunt Nina", "f", 36), ("auh", "Her husband", "m", 39),
            ("c1", "Danylo", "m", 16), ("t1", "Lida", "f", 11), ("t2", "Lev", "m", 11), ("ad", "Nastia", "f", 6),
            ("co", "Cousin", "x", 4),
        ),
        unions=[
            {"id": "u1", "a": "gf1", "b": "gm1", "kind": "widowed", "children": [{"person": "un"}, {"person": "fa"}]},
            {"id": "u2", "a": "gf2", "b": "gm2", "kind": "married", "children": [{"person": "mo"}, {"person": "au"}]},
            {"id": "u3", "a": "fa", "b": "mo", "kind": "married", "since": 2007, "children": [
                {"person": "t2", "twin": "a"}, {"person": "c1"}, {"person": "t1", "twin": "a"},
                {"person": "ad", "by": "adoption"}]},
            {"id": "u4", "a": "auh", "b": "au", "kind": "married", "children": [{"person": "co"}]},
        ],
        households=[{"id": "h1", "members": ["gm1", "fa", "mo", "c1", "t1", "t2", "ad"]}],
    )


def samira_like() -> Case:
    """Two parents and five children, most of whose world is far away."""
    return case(
        people=people(
            ("sam", "Samira", "f", 13, "focal"), ("mo", "Mother", "f", None), ("fa", "Father", "m", None),
            ("d2", "Second daughter", "f", 10), ("c3", "Third child", "x", 7), ("c4", "Fourth child", "x", 4),
            ("so", "Youngest son", "m", 1),
        ),
        unions=[{"id": "u1", "a": "fa", "b": "mo", "kind": "married",
                 "children": [{"person": who} for who in ("so", "c4", "c3", "d2", "sam")]}],
        households=[{"id": "h1", "members": ["sam", "mo", "fa", "d2", "c3", "c4", "so"]}],
        network=[
            {"id": "relatives", "name": {"en": "relatives"}, "kind": "kin", "resource": "informal"},
            {"id": "neighbours", "name": {"en": "neighbours"}, "kind": "near", "resource": "informal"},
            {"id": "mosque", "name": {"en": "mosque"}, "kind": "faith", "resource": "community"},
            {"id": "activists", "name": {"en": "activists"}, "kind": "volunteers", "resource": "community"},
        ],
        services=[
            {"id": "clinic", "name": {"en": "clinic"}, "kind": "health"},
            {"id": "school", "name": {"en": "school"}, "kind": "education"},
            {"id": "employment_centre", "name": {"en": "employment centre"}, "kind": "work"},
        ],
        facts=[{"id": "f01", "at": "intake", "kind": "observed", "about": ["h1"]},
               {"id": "f08", "at": "intake", "kind": "stated", "about": ["sam"]}],
        ties=[
            {"a": "h1", "b": "relatives", "kind": "cutoff", "know": "f06"},
            {"a": "h1", "b": "neighbours", "kind": "weak", "know": "f14"},
            {"a": "sam", "b": "school", "kind": "strong", "flow": "both", "know": "f08"},
            {"a": "h1", "b": "mosque", "kind": "weak", "flow": "in", "know": "f18"},
            {"a": "h1", "b": "clinic", "kind": "stress", "know": "f11"},
            {"a": "sam", "b": "activists", "kind": "offered", "know": "f19"},
        ],
    )


def star() -> Case:
    """A man with three unions and children of each, all of them half-brothers and half-sisters."""
    return case(
        people=people(
            ("p", "Serik", "m", 60, "focal"), ("w1", "First wife", "f", 58, "died"), ("w2", "Second wife", "f", 50),
            ("w3", "Third wife", "f", 40), ("a", "Eldest", "f", 35), ("b", "Second", "m", 20), ("c", "Third", "x", 8),
            ("d", "Fourth", "f", 3),
        ),
        unions=[
            {"id": "u3", "a": "p", "b": "w3", "kind": "married", "since": 2015,
             "children": [{"person": "d"}, {"person": "c", "by": "foster"}]},
            {"id": "u1", "a": "p", "b": "w1", "kind": "widowed", "since": 1988, "until": 1999,
             "children": [{"person": "a"}]},
            {"id": "u2", "a": "w2", "b": "p", "kind": "divorced", "since": 2001, "until": 2012,
             "children": [{"person": "b"}]},
        ],
        households=[{"id": "h1", "members": ["p", "w3", "c", "d"]}, {"id": "h2", "members": ["w2", "b"]}],
    )


def loop() -> Case:
    """A mistake of a case: somebody is their own grandparent. It is drawn all the same."""
    return case(
        people=people(("a", "A", "m", 40, "focal"), ("b", "B", "f", 40), ("c", "C", "m", 20), ("d", "D", "f", 20)),
        unions=[
            {"id": "u1", "a": "a", "b": "b", "kind": "married", "children": [{"person": "c"}]},
            {"id": "u2", "a": "c", "b": "d", "kind": "married", "children": [{"person": "a"}]},
        ],
    )


def alone() -> Case:
    """One person without a family, and a lodger."""
    return case(
        people=people(("a", "Zeinep", "f", 78, "focal"), ("b", "Lodger", "m", 30)),
        households=[{"id": "h1", "members": ["a", "b"]}],
    )


def every_sign() -> Case:
    """A made family that uses the whole notation at once: three generations, three unions of one woman, every child."""
    return case(
        people=people(
            ("gf", "Grandfather", "m", 80, "died"), ("gm", "Grandmother", "f", 77), ("first", "First husband", "m", 55),
            ("second", "Second husband", "m", 50), ("third", "Partner", "m", 47), ("mo", "Mother", "f", 48, "focal"),
            ("eldest", "Eldest", "f", 27), ("i1", "Identical one", "m", 19), ("i2", "Identical two", "m", 19),
            ("f1", "Twin sister", "f", 15), ("f2", "Twin brother", "m", 15), ("ad", "Adopted", "f", 12),
            ("fo", "Fostered", "m", 9), ("lost", "Lost", "x", None, "unborn", "died"),
            ("ex", "Expected", "x", None, "unborn"), ("un", "Child whose sex nobody told", "x", 3),
        ),
        unions=[
            {"id": "u0", "a": "gf", "b": "gm", "kind": "widowed", "since": 1968, "children": [{"person": "mo"}]},
            {"id": "u1", "a": "first", "b": "mo", "kind": "divorced", "since": 1996, "until": 2003,
             "children": [{"person": "eldest"}]},
            {"id": "u2", "a": "second", "b": "mo", "kind": "separated", "since": 2004, "children": [
                {"person": "i1", "twin": "a", "identical": True}, {"person": "i2", "twin": "a", "identical": True},
                {"person": "f1", "twin": "b"}, {"person": "f2", "twin": "b"},
                {"person": "ad", "by": "adoption"}, {"person": "fo", "by": "foster"}]},
            {"id": "u3", "a": "third", "b": "mo", "kind": "partners", "since": 2019, "children": [
                {"person": "lost"}, {"person": "un"}, {"person": "ex"}]},
        ],
        households=[{"id": "h1", "members": ["mo", "third", "un", "fo", "ad"]}],
        network=[{"id": "friend", "name": {"en": "a friend"}, "kind": "near", "resource": "informal"},
                 {"id": "choir", "name": {"en": "choir"}, "kind": "club", "resource": "community"}],
        services=[{"id": who, "name": {"en": who}, "kind": "x"} for who in ("clinic", "school", "court", "office")],
        ties=[{"a": "mo", "b": "gm", "kind": "strong"}, {"a": "eldest", "b": "i1", "kind": "close"},
              {"a": "h1", "b": "friend", "kind": "strong", "flow": "in"},
              {"a": "h1", "b": "choir", "kind": "weak", "flow": "out"},
              {"a": "h1", "b": "clinic", "kind": "stress", "flow": "both"},
              {"a": "mo", "b": "court", "kind": "conflict"}, {"a": "h1", "b": "school", "kind": "cutoff"},
              {"a": "office", "b": "h1", "kind": "offered", "flow": "out"}],
    )
