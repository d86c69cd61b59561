"""The closed lists of the bank: kinds of client, domains of need, content notes, pathways, with their labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from trainer.bank.places import casebank_root
from trainer.bank.problems import BankError, Problem
from trainer.bank.yamlfile import read_yaml
from trainer.checker.values import Id, Language, Value, WordsByLanguage


class PathwayStage(Value):
    """A stage of a pathway: where one goes on to, and where a return leads."""

    id: Id
    title: WordsByLanguage
    next: tuple[Id, ...] = ()
    returns: tuple[Id, ...] = ()


class Pathway(Value):
    """One tradition of case management as an ordered list of stages."""

    id: Id
    title: WordsByLanguage
    note: WordsByLanguage = {}
    stages: tuple[PathwayStage, ...]


@dataclass(frozen=True)
class Taxonomy:
    """Closed lists: `words["client"]["hiv"][Language.EN]`; `licences` have no labels.

    `content_words` are beginnings of words by which a text shows that it wants a content note.
    """

    words: dict[str, dict[str, dict[Language, str]]]
    licences: tuple[str, ...]
    competencies: tuple[str, ...]
    content_words: dict[str, dict[Language, tuple[str, ...]]]

    def allows(self, name: str, word: str) -> bool:
        """Whether a case may use this word in this list."""
        return word in self.words[name]


# The lists change with the program alone, and a draft is linted at every save.
@lru_cache(maxsize=4)
def load_taxonomy(root: Path | None = None) -> Taxonomy:
    """The taxonomy of a bank."""
    document: dict[str, Any] = dict(read_yaml((root or casebank_root()) / "taxonomy.yaml", "taxonomy.yaml").value)
    hints = document.pop("content_words", {})
    labelled = {name: words for name, words in document.items() if isinstance(words, dict)}
    return Taxonomy(
        words={
            name: {word: {Language(tongue): text for tongue, text in labels.items()} for word, labels in words.items()}
            for name, words in labelled.items()
        },
        licences=tuple(document.get("licences", ())),
        competencies=tuple(document.get("competencies", ())),
        content_words={
            note: {Language(tongue): tuple(beginnings) for tongue, beginnings in by_tongue.items()}
            for note, by_tongue in hints.items()
        },
    )


@lru_cache(maxsize=4)
def load_pathways(root: Path | None = None) -> dict[str, Pathway]:
    """Every pathway of a bank by id; BankError when a stage leads nowhere."""
    pathways = {}
    for path in sorted(((root or casebank_root()) / "pathways").glob("*.yaml")):
        pathway = Pathway.model_validate(read_yaml(path, path.name).value)
        known = {stage.id for stage in pathway.stages}
        for stage in pathway.stages:
            for target in (*stage.next, *stage.returns):
                if target not in known:
                    values = {"id": target, "wanted": "stage", "hint": "Stages are: " + ", ".join(sorted(known)) + "."}
                    raise BankError([Problem(path.name, 0, "ID_UNKNOWN", stage.id, values)])
        pathways[pathway.id] = pathway
    return pathways
