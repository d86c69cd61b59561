"""Who may open a view: each view says it with one of these, and a test fails a view that does not.

Rows are another matter: which draft, course or submission somebody may see is decided in the WHERE clause of the
capability's `queries`, where a stranger's row is simply not found.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask_login import current_user

from trainer.errors import NotAllowed, SignedOut

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Anybody, signed in or not."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def practising(view: View) -> View:
    """Whoever has work here: a signed-in person, or a visitor in their own browser."""
    return _guard(view, "practising", lambda person: True)


def member(view: View) -> View:
    """Somebody with an account."""
    return _guard(view, "member", lambda person: not person.is_visitor)


def lecturer(view: View) -> View:
    """Somebody who may teach; which course is decided by the query."""
    return _guard(view, "lecturer", lambda person: person.is_lecturer)


def author(view: View) -> View:
    """Somebody who may write rubrics: whoever teaches or designs; which draft is decided by the query."""
    return _guard(view, "author", lambda person: person.is_lecturer or person.is_designer)


def designer(view: View) -> View:
    """Somebody who may see and write cases with their keys."""
    return _guard(view, "designer", lambda person: person.is_designer)


def administrator(view: View) -> View:
    """Somebody who looks after the institution's people."""
    return _guard(view, "administrator", lambda person: person.is_admin)


def _guard(view: View, name: str, allowed: Callable[[Any], bool]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not current_user.is_authenticated:
            return _to_sign_in()
        if not allowed(current_user):
            if current_user.is_visitor:
                return _to_sign_in()
            raise NotAllowed()
        return view(*args, **kwargs)

    guarded.access = name  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _to_sign_in() -> Any:
    if request.accept_mimetypes.best == "application/json" or request.method not in ("GET", "HEAD"):
        raise SignedOut()
    return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
