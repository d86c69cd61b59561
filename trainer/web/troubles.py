"""Why a document could not be read, as sentences in the reader's language."""

from __future__ import annotations

from trainer.documents.errors import Trouble
from trainer.web.words import _


def say_trouble(trouble: Trouble) -> str:
    """One reason why a file could not be read, with its place when it has one."""
    sentence = _(trouble.key, **trouble.values)
    if trouble.line:
        return _("plans.at_line", line=trouble.line, sentence=sentence)
    return _("plans.at_field", field=trouble.field, sentence=sentence) if trouble.field else sentence
