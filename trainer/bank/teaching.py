"""Read the teaching note of a case; lecturers see it, students never do."""

from __future__ import annotations

from pathlib import Path

from trainer.bank.yamlfile import read_text
from trainer.checker.values import Language


def load_note(folder: Path, language: Language) -> str | None:
    """The note in this language as Markdown, or None when there is none: it never falls back to another language."""
    name = f"instructor/note.{language}.md"
    return read_text(folder / name, name).strip() if (folder / name).is_file() else None


def load_notes(folder: Path) -> dict[Language, str]:
    """Every note of the case by language."""
    return {language: note for language in Language if (note := load_note(folder, language))}
