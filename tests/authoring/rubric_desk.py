"""What the tests of rubrics share: who writes, how a draft begins, and what of it is stored."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import undefer

from tests.authoring.test_drafting import page
from tests.conftest import Browser
from trainer.models import RubricDraft, RubricVersion

LECTURER = "lecturer@example.org"


def shelf_link(opened: Browser, title: str) -> str:
    """The address of the rubric with this title on the shelf."""
    found = re.findall(r'<a href="(/rubrics/[\w-]{12})">([^<]+)</a>', page(opened, "/rubrics"))
    return next(path for path, words in found if words == title)


def adapt_rubric(opened: Browser, title: str = "Service plan") -> str:
    """Begin a draft from a rubric of the shelf; its address without a section."""
    answer = opened.post(shelf_link(opened, title) + "/write", {"as": "fork"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"].removesuffix("/rubric")


def begin_rubric(opened: Browser, title: str = "A rubric of our own", language: str = "en") -> str:
    answer = opened.post("/rubrics", {"title": title, "language": language})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return answer.headers["Location"].removesuffix("/rubric")


def add_part(opened: Browser, draft: str, rows: str, words: str) -> str:
    """Add a criterion or gate; its id."""
    answer = opened.post(f"{draft}/{rows}", {"do": f"add {rows}", f"new {rows}": words, "base": "0"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return re.search(rf"#{rows}\.([\w-]+)", answer.headers["Location"])[1]


def publish_page(draft: str) -> str:
    return f"/workbench/rubrics/{draft.rpartition('/')[2]}/publish"


def publish(opened: Browser, draft: str, **fields: str):
    sent = {"status": "published", "step": "major", "visibility": "institution", **fields}
    return opened.post(publish_page(draft), sent)


def drafted(app) -> dict:
    """The document of the newest draft."""
    with app.extensions["trainer"].database.read() as db:
        return db.scalars(select(RubricDraft).order_by(RubricDraft.id.desc())).first().document


def written_versions(app) -> list[RubricVersion]:
    """The versions that people published, the oldest first."""
    with app.extensions["trainer"].database.read() as db:
        rows = select(RubricVersion).where(RubricVersion.owner_id.is_not(None)).order_by(RubricVersion.id)
        found = list(db.scalars(rows.options(undefer(RubricVersion.document), undefer(RubricVersion.made_from))))
        db.expunge_all()
        return found
