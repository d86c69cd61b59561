"""Parts of pages that are the same for everybody: rendered once for a case version and a language, then kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup

from trainer.checker.case import Case
from trainer.web.parts import parts
from trainer.web.words import language


def case_fragment(template: str, case: Case, into: str, context: Mapping[str, Any]) -> Markup:
    """The HTML of a template that shows a case alone, nothing of the reader but their language."""
    cache, key = parts().cache, (template, case.reference, into, language())
    kept = cache.get(key)
    if kept is None or kept[0] is not case:
        # Safe: the template escapes what it shows, as on every page.
        kept = cache[key] = (case, Markup(render_template(template, **context)))  # noqa: S704
    html: Markup = kept[1]
    return html
