"""Pictures that the papers of a case name: that they are there, that each is used, and that each has words."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.bank.cases import CaseFolder
from trainer.bank.pictures import FOLDER, picture_files
from trainer.bank.problems import Problem
from trainer.checker.values import Language


def picture_file_problems(found: CaseFolder) -> Iterator[Problem]:
    """A picture that is named and is not there, and a file that no paper shows."""
    there = {path.name for path in picture_files(found.folder)}
    named = set()
    for place, exhibit in enumerate(found.case.exhibits):
        for number, picture in enumerate(exhibit.pictures):
            named.add(picture.file)
            if picture.file not in there:
                yield found.problem("PICTURE_MISSING", "exhibits", place, "pictures", number, "file", file=picture.file)
    for name in sorted(there - named):
        yield Problem(f"{FOLDER}/{name}", 0, "PICTURE_UNUSED")


def without_words(found: CaseFolder, language: Language) -> Iterator[Problem]:
    """Pictures that say nothing in this language to those who cannot see them."""
    for place, exhibit in enumerate(found.case.exhibits):
        for number, picture in enumerate(exhibit.pictures):
            if not picture.alt.get(language, "").strip():
                path = ("exhibits", place, "pictures", number, "alt", language.value)
                yield found.problem("ALT_MISSING", *path, language=language.value)
