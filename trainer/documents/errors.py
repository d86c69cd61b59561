"""Say why a document could not be read: what is wrong, where it stands, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

# Pages show the same sentences from their catalogue (`trainer/web/words/documents.*.po`); a test keeps both equal.
# The copy is here because the command line and the tests read documents without the web parts.
ENGLISH: dict[str, str] = {
    "documents.empty": "The file is empty. Choose the file that holds the plan.",
    "documents.too_large": (
        "The file has %(size)s MB; the limit is %(limit)s MB. "
        "Keep only the plan in it and try again."
    ),
    "documents.not_utf8": "The file is not text in UTF-8. Save it again with the encoding UTF-8.",
    "documents.control_character": "There is a character that text cannot hold. Delete it and type it again.",
    "documents.yaml_syntax": "The YAML cannot be read here. Check the indents, colons and quotes of this line.",
    "documents.yaml_anchor": "Anchors (&) and aliases (*) are not read. Write the text out, or put it in quotes.",
    "documents.yaml_tag": "Tags (!) are not read. Remove the tag, or put the text in quotes.",
    "documents.yaml_key": "A field's name must be one word followed by a colon. Write it so.",
    "documents.yaml_many": "The file holds more than one document (---). Keep one plan in a file.",
    "documents.json_syntax": "The JSON cannot be read here. Check the commas, quotes and brackets of this line.",
    "documents.too_deep": "The fields are nested too deep. A plan needs no more than %(limit)s levels.",
    "documents.too_many_parts": "There are more than %(limit)s values in the file. Split the plan.",
    "documents.key_twice": "The field %(name)s stands here twice. Keep one of the two.",
    "documents.not_a_plan": "This is not a plan. It must begin with: format: service-plan/1.",
    "documents.field_unknown": "A plan has no field %(name)s here. Remove it or correct its name.",
    "documents.field_unknown_near": "A plan has no field %(name)s here. Did you mean %(near)s?",
    "documents.field_missing": "The field %(name)s is missing. Add it.",
    "documents.field_text": "Here a text is expected. Put it in quotes.",
    "documents.field_list": "Here a list is expected. Write [one, two], or one entry per line after a dash.",
    "documents.field_map": "Here named fields are expected, such as id: g1. Write one per line.",
    "documents.field_long": "The text is longer than %(limit)s characters. Shorten it.",
    "documents.field_many": "There are more than %(limit)s entries. Remove some.",
    "documents.field_choice": "This value is not known. Use one of: %(allowed)s.",
    "documents.field_number": "Here a whole number from 1 to 99 is expected.",
    "documents.field_date": "This is not a date. Write year-month-day, such as 2026-09-01.",
    "documents.field_id": "An id begins with a letter and has up to 40 letters, digits, - or _. Change it.",
    "documents.id_twice": "The id %(id)s stands on two rows. Give each goal and step its own.",
    "documents.field_wrong": "This value cannot be read. Compare it with the description of the plan format.",
    "documents.language_missing": "The plan does not say its language. Add one line: language: en (or ru, uk, kk).",
    "documents.kind_unknown": "Plans are read from .docx, .xlsx, .yaml and .json files. Save the plan as one of them.",
    "documents.is_pdf": "This is a PDF file. Open the plan where you wrote it and save it as DOCX.",
    "documents.is_old_office": "This is an older Word or Excel file. Open it and save it as DOCX or XLSX.",
    "documents.is_rtf": "This is an RTF file. Open it and save it as DOCX.",
    "documents.is_odf": "This is an OpenDocument file. Open it and save it as DOCX or XLSX.",
    "documents.not_zip": (
        "This is not a DOCX or XLSX file, or it was damaged on the way. "
        "Save it again and send that copy."
    ),
    "documents.encrypted": "The file is protected by a password. Save a copy without a password.",
    "documents.too_many_members": "The file holds more than %(limit)s parts. Copy the table into a new document.",
    "documents.unpacks_too_large": (
        "Unpacked, the file is larger than %(limit)s MB. "
        "Copy only the table into a new document."
    ),
    "documents.ratio": "The file unpacks to far more than a document holds. Copy the table into a new document.",
    "documents.archive_links": "The file has parts that point out of it. Copy the table into a new document.",
    "documents.linked_content": (
        "Part of the content is only linked and lies in another file. "
        "Paste it in, then save again."
    ),
    "documents.doctype": (
        "The file holds definitions that a document does not need. "
        "Copy the table into a new document."
    ),
    "documents.damaged": "The file is damaged inside (%(part)s). Open it, save it again and send that copy.",
    "documents.not_docx": "There is no Word document in this file. Save the plan as DOCX.",
    "documents.not_xlsx": "There is no Excel sheet in this file. Save the plan as XLSX.",
    "documents.no_table": "There is no table in the file. Put the plan in a table with five columns: "
    "problem, goal, steps, responsible, dates.",
    "documents.table_too_large": "The table has more than %(limit)s rows or columns. Keep only the plan's rows.",
    "documents.nothing_pasted": "Nothing in the words could be a goal. "
    "Write lines such as `Goal: ...` and `Step: ...`, or paste a table.",
    "documents.too_long_paste": "One line is longer than a cell of a plan may be, or there are too many rows. "
    "Keep only the plan.",
    "documents.no_rows": "The table has no row that could be a goal. Check which column holds the goals and the steps.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong: the key of its sentence, the sentence's values, and the place in the file."""

    key: str
    values: dict[str, object] = field(default_factory=dict)
    line: int | None = None
    field: str | None = None

    def english(self) -> str:
        """The sentence in English with its place, for the command line: `line 3, goals[0].end: ...`."""
        place = [f"line {self.line}"] if self.line else []
        place += [self.field] if self.field else []
        sentence = ENGLISH[self.key] % self.values
        return f"{', '.join(place)}: {sentence}" if place else sentence


class Unreadable(ValueError):
    """A document that could not be read. `troubles` has every reason found, in the order of the file.

    `key` and `values` are those of the first; `file` may be set by whoever knows the file's name.
    """

    def __init__(self, troubles: Iterable[Trouble], *, file: str | None = None) -> None:
        self.troubles = tuple(troubles)
        self.file = file
        super().__init__(self.troubles[0].key)

    @classmethod
    def because(cls, key: str, *, line: int | None = None, field: str | None = None, **values: object) -> Unreadable:
        """An error with one reason."""
        return cls([Trouble(key, values, line, field)])

    @property
    def key(self) -> str:
        return self.troubles[0].key

    @property
    def values(self) -> dict[str, object]:
        return self.troubles[0].values

    def __str__(self) -> str:
        lines = [trouble.english() for trouble in self.troubles]
        return "\n".join(f"{self.file}: {line}" if self.file else line for line in lines)
