"""The vocabulary files: each entry is found in its own example, and a mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from trainer.bank.vocabulary import BadVocabulary, lint_vocabulary, load_vocabularies
from trainer.checker.reading.forms import Lexicon
from trainer.checker.values import Language

FOLDER = Path(__file__).resolve().parents[2] / "casebank" / "vocabulary"

FORMS = {
    "ru": [
        ("помогать", "помогаем помогала помогают"),
        ("бабушка", "бабушек бабушкой"),
        ("купить", "куплю купят"),
        ("отец", "отцу отцом"),
    ],
    "uk": [
        ("допомогти", "допоможе допомогла"),
        ("донька", "доньці доньок"),
        ("купити", "куплю куплять"),
        ("відповідальність", "відповідальності"),
    ],
    "kk": [
        ("көрші", "көршілерінен көршісімен"),
        ("мектеп", "мектебінде мектепке"),
        ("тапсыру", "тапсырады тапсырған"),
        ("табу", "табады тапты"),
    ],
    "en": [
        ("apply", "applies applied applying"),
        ("plan", "planned planning plans"),
        ("child", "children children's"),
        ("take", "took taken"),
    ],
}


@pytest.mark.parametrize("language", list(FORMS))
def test_any_form_of_a_lemma_is_found(language: str) -> None:
    for lemma, forms in FORMS[language]:
        lexicon = Lexicon(Language(language))
        number = lexicon.add(lemma)
        for form in forms.split():
            assert number in lexicon.lookup(form), form


def test_every_entry_of_the_bank_is_sound() -> None:
    assert [str(problem) for problem in lint_vocabulary(FOLDER)] == []


def test_every_language_has_every_list() -> None:
    lists = {language: {entry.list for entry in words.entries} for language, words in load_vocabularies(FOLDER).items()}
    assert set(lists) == set(Language)
    assert len({frozenset(names) for names in lists.values()}) == 1


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ('{lemma: "help", example: "Nobody came."}', "does not contain it"),
        ('{lemma: "help"}', "has no example"),
        ('{lemma: "hel(p|d)", example: "help"}', "looks like a pattern"),
        ('{lema: "help", example: "help"}', "no field 'lema'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "en.yaml").write_text(f"language: en\n\nlists:\n  vague_verb:\n    - {row}\n", encoding="utf-8")
    problems = lint_vocabulary(tmp_path)
    assert problems and problems[0].line == 5 and says in problems[0].message


def test_a_file_that_is_no_yaml_stops_the_loading_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "ru.yaml").write_text("lists:\n  vague_verb:\n    - {lemma: [\n", encoding="utf-8")
    with pytest.raises(BadVocabulary) as caught:
        load_vocabularies(tmp_path)
    assert caught.value.problem.file.endswith("ru.yaml") and caught.value.problem.line >= 3
