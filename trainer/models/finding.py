"""What cases are found by: their kinds as facets, their words, and the text in which a found word is shown.

All of it is made from a case version and can be made again at any time (`trainer.web.finding.index`). Only what a
student may read is in it: never the key, a later event, the teaching note.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from trainer.models.base import Base, Document
from trainer.models.cases import CaseVersion

# Compared sign by sign on every database, so that the words with one beginning stand in one stretch of an index.
_WORD = String(60).with_variant(String(60, collation="C"), "postgresql")


class CaseCard(Base):
    """A case version by its kinds: `facets` names each facet's values, `scheme` the rules it was indexed by."""

    __tablename__ = "case_card"

    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id", ondelete="CASCADE"), primary_key=True)
    scheme: Mapped[int]
    facets: Mapped[Document]


class CaseText(Base):
    """What a student may read of a case in one language, as pairs of a part (`title`, `fact`, ...) and a sentence."""

    __tablename__ = "case_text"

    case_version_id: Mapped[int] = mapped_column(ForeignKey("case_version.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    sentences: Mapped[list[Any]] = mapped_column(JSON)


class CaseWord(Base):
    """A word of the bank as it stands in some case; `spelt` as a poorer keyboard types it."""

    __tablename__ = "case_word"
    __table_args__ = (UniqueConstraint("language", "key"), Index("ix_case_word_language_spelt", "language", "spelt"))

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    key: Mapped[str] = mapped_column(_WORD)
    spelt: Mapped[str] = mapped_column(_WORD)


class CaseWordStem(Base):
    """A beginning with which the forms of a word begin, or a whole form that has none."""

    __tablename__ = "case_word_stem"

    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    stem: Mapped[str] = mapped_column(_WORD, primary_key=True)
    word_id: Mapped[int] = mapped_column(ForeignKey("case_word.id", ondelete="CASCADE"), primary_key=True)


class CaseWordPlace(Base):
    """That a word stands in a case version, and how much it says about the case there."""

    __tablename__ = "case_word_place"
    # The rows of a word lie together, in the order in which they are read.
    __table_args__ = ({"sqlite_with_rowid": False},)

    word_id: Mapped[int] = mapped_column(ForeignKey("case_word.id", ondelete="CASCADE"), primary_key=True)
    case_version_id: Mapped[int] = mapped_column(
        ForeignKey("case_version.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    weight: Mapped[int]


# Which versions somebody may use is asked on every page of cases; the documents are too heavy to be walked through.
Index(
    "ix_case_version_usable", CaseVersion.status, CaseVersion.visibility, CaseVersion.institution_id,
    CaseVersion.slug, CaseVersion.id,
)  # fmt: skip
