"""What the page of a case shows: only what a student may know, in the language that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from flask import url_for
from markupsafe import Markup

from trainer.bank.taxonomy import Taxonomy, load_taxonomy
from trainer.checker.case import Case, Exhibit, Fact, Stage
from trainer.checker.values import Language
from trainer.web import drawing
from trainer.web.markdown import to_html
from trainer.web.parts import parts
from trainer.web.words import _, language

Address = Callable[[str], str]
"""Where the picture of a file is shown from."""


class Shown(NamedTuple):
    """A picture of a paper: where it is, and what it shows to those who do not see it."""

    address: str
    alt: str


class Paper(NamedTuple):
    """An exhibit as it is shown: the document itself, its text as safe HTML, its pictures."""

    exhibit: Exhibit
    html: Markup
    has_title: bool
    pictures: tuple[Shown, ...] = ()


class Chapter(NamedTuple):
    """One stage of the story with what can be known in it."""

    stage: Stage
    facts: list[Fact]
    papers: list[Paper]


def language_of(case: Case, wanted: str) -> Language:
    """The wanted language when the case has it, else its source language; never a silent third one."""
    if wanted in case.languages:
        return Language(wanted)
    return next(language for language, kind in case.languages.items() if kind == "source")


def case_page(
    case: Case,
    wanted: str,
    *,
    fact_ids_in_drawing: bool = False,
    known: frozenset[str] | None = None,
    address: Address | None = None,
) -> dict[str, Any]:
    """Everything the templates of a case loop over; nothing of the hidden key is in it.

    With `known`, the ids of the facts that were learnt, only they are told, and what no such fact tells of stands faint
    in the drawings. `address` says where the pictures of a draft are shown from; those of a version have their place.
    Drawn once for a case version and language: neither changes, and the drawings are the slowest part.
    """
    into = language_of(case, wanted)
    if known is not None:
        return _case_page(case, wanted, into, fact_ids_in_drawing, known, address)
    cache, key = parts().cache, ("case page", case.reference, into, wanted, language(), fact_ids_in_drawing)
    kept = cache.get(key)
    if kept is None or kept[0] is not case:
        kept = cache[key] = (case, _case_page(case, wanted, into, fact_ids_in_drawing, None, address))
    return dict(kept[1])


def _of_version(case: Case) -> Address:
    return lambda file: url_for("practice.picture", slug=case.id, version=case.version, picture=file)


def _case_page(
    case: Case, wanted: str, into: Language, fact_ids_in_drawing: bool, learnt: frozenset[str] | None,
    address: Address | None,
) -> dict[str, Any]:  # fmt: skip
    shown = case.without_key()
    if learnt is not None:
        shown = shown.model_copy(update={"facts": tuple(fact for fact in shown.facts if fact.id in learnt)})
    known = {fact.id for fact in shown.facts}
    return {
        "case": shown,
        "into": into.value,
        "wanted": wanted,
        "chapters": chapters(shown, into, address or _of_version(case)),
        "family": drawing.genogram(shown, into, _, known_facts=known),
        "ecomap": drawing.ecomap(shown, into, _, known_facts=known, show_facts=fact_ids_in_drawing),
        "names": names_of(shown, into),
        "unreviewed": not case.reviewed.languages.get(into),
        "taxon": taxon,
    }


def chapters(shown: Case, into: Language, address: Address) -> list[Chapter]:
    """The stages that a student may read now; a paper that carries only later facts waits for them."""
    papers = [_paper(exhibit, into, address) for exhibit in papers_of(shown)]
    found = []
    for stage in shown.stages:
        facts = [fact for fact in shown.facts if fact.at == stage.id]
        mine = [paper for paper in papers if paper.exhibit.at == stage.id]
        if facts or mine:
            found.append(Chapter(stage, facts, mine))
    return found


def papers_of(shown: Case) -> list[Exhibit]:
    """The papers of a case without its key that carry no later fact alone."""
    known = {fact.id for fact in shown.facts}
    return [paper for paper in shown.exhibits if not paper.carries or known.intersection(paper.carries)]


def _paper(exhibit: Exhibit, into: Language, address: Address) -> Paper:
    text = exhibit.text.get(into, "")
    # A link without words leads nowhere: a picture that nobody has described yet has the name of its paper.
    unsaid = exhibit.title.get(into, exhibit.id)
    pictures = tuple(Shown(address(each.file), each.alt.get(into, "").strip() or unsaid) for each in exhibit.pictures)
    # Many papers begin with their own heading; it need not stand there twice.
    return Paper(exhibit, to_html(text), exhibit.title.get(into, "-") in text.partition("\n")[0], pictures)


def names_of(case: Case, into: Language) -> dict[str, str]:
    """The name of every person, group, tie and service by id."""
    named = (*case.people, *case.groups, *case.network, *case.services)
    return {item.id: item.name.get(into, item.id) for item in named}


def taxon(list_name: str, word: str) -> str:
    """A word of the bank's closed lists in the reader's language; one that the lists lack as the case writes it."""
    labels = taxonomy().words.get(list_name, {}).get(word, {})
    return labels.get(Language(language()), "") or word.replace("_", " ")


def taxons(list_name: str) -> list[str]:
    """All the words of a closed list, in its order."""
    return list(taxonomy().words.get(list_name, {}))


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """The closed lists of the bank, read once."""
    return load_taxonomy()
