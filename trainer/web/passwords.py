"""Passwords: hashed by argon2, slow on purpose; an unknown user costs the same time as a known one."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 19 MiB, two passes: about 40 ms here, OWASP's second recommended setting for Argon2id.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_NOBODY = _hasher.hash("nobody has this password")


def hash_password(text: str) -> str:
    """The hash that the database keeps."""
    return _hasher.hash(text)


def is_right(text: str, kept: str | None) -> bool:
    """Whether the password fits; without a kept hash a dummy is tried, so that the time gives nothing away."""
    try:
        return _hasher.verify(kept or _NOBODY, text) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
