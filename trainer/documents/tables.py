"""The tables of a document that somebody sent, whatever program made it."""

from __future__ import annotations

from trainer.documents.docx_tables import read_docx
from trainer.documents.errors import Unreadable
from trainer.documents.raw_table import Paragraph, RawCell, RawTable
from trainer.documents.xlsx_tables import read_xlsx

__all__ = ["Paragraph", "RawCell", "RawTable", "read_docx", "read_table_file", "read_xlsx"]


def read_table_file(data: bytes, name: str) -> list[RawTable]:
    """The tables of a .docx or .xlsx file, by the ending of its name."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return read_xlsx(data)
    if ending in ("docx", "pdf", "rtf", "odt", "doc", "xls"):
        return read_docx(data)
    raise Unreadable.because("documents.kind_unknown")
