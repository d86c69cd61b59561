"""The errors that a person may meet: each carries a status, the key of the sentence that explains it, and a title.

The page of an error is headed by the sentence `<key>_title` when the catalogue has one, else by the title of its kind.
"""

from __future__ import annotations

from typing import Any


class TrainerError(Exception):
    """Base: `key` names a sentence of the catalogue, `values` fill it."""

    status = 500
    default_key = "errors.unexpected"
    kind_title = "errors.unexpected_title"

    def __init__(self, key: str | None = None, **values: Any) -> None:
        self.key = key or self.default_key
        self.values = values
        super().__init__(self.key)


class NotFound(TrainerError):
    """It is not there, or not for the one who asks: a stranger must not learn which of the two."""

    status = 404
    default_key = "errors.not_found"
    kind_title = "errors.not_found_title"


class NotAllowed(TrainerError):
    """The person may see this but not do that."""

    status = 403
    default_key = "errors.not_allowed"
    kind_title = "errors.not_allowed_title"


class SignedOut(NotAllowed):
    """The sign-in of this browser has ended; what a form held is given back, to be sent after signing in again."""

    default_key = "errors.sign_in_again"


class Conflict(TrainerError):
    """It does not fit what is there: somebody else was first, or a rule of the course holds."""

    status = 409
    default_key = "errors.conflict"
    kind_title = "errors.refused_title"


class Invalid(TrainerError):
    """The input cannot be used: the sentence says what, where and how to mend it."""

    status = 422
    default_key = "errors.invalid"
    kind_title = "errors.refused_title"


class TooLarge(TrainerError):
    """The input is larger than a plan, a roster or a case ever is."""

    status = 413
    default_key = "errors.too_large"
    kind_title = "errors.too_large_title"


class TooOften(TrainerError):
    """Too many tries: `wait` says in how many seconds the next one is welcome."""

    status = 429
    default_key = "errors.too_often"
    kind_title = "errors.too_often_title"

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait
