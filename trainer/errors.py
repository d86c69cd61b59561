"""The errors that a person may meet: each carries a status and the key of the sentence that explains it."""

from __future__ import annotations

from typing import Any


class TrainerError(Exception):
    """Base: `key` names a sentence of the catalogue, `values` fill it."""

    status = 500
    default_key = "errors.unexpected"

    def __init__(self, key: str | None = None, **values: Any) -> None:
        self.key = key or self.default_key
        self.values = values
        super().__init__(self.key)


class NotFound(TrainerError):
    """It is not there, or not for the one who asks: a stranger must not learn which of the two."""

    status = 404
    default_key = "errors.not_found"


class NotAllowed(TrainerError):
    """The person may see this but not do that."""

    status = 403
    default_key = "errors.not_allowed"


class Conflict(TrainerError):
    """Somebody else (or another tab) was first; the answer carries both texts."""

    status = 409
    default_key = "errors.conflict"


class Invalid(TrainerError):
    """The input cannot be used: the sentence says what, where and how to mend it."""

    status = 422
    default_key = "errors.invalid"


class TooLarge(TrainerError):
    """The input is larger than a plan, a roster or a case ever is."""

    status = 413
    default_key = "errors.too_large"
