"""Why a database cannot be used, in one sentence for whoever runs the product."""

from __future__ import annotations

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

NO_TABLES = ("no such table", "does not exist")


def trouble(error: Exception, url: str) -> str | None:
    """The sentence for an error of the database, with the address but without its password; None for another error."""
    if isinstance(error, ModuleNotFoundError) and error.name == "psycopg":
        return "PostgreSQL needs its driver, which is not installed: pip install 'case-trainer[postgres]'."
    if isinstance(error, NoSuchModuleError | ArgumentError):
        return f"TRAINER_DATABASE_URL is no address of SQLite or PostgreSQL: {error}"
    if not isinstance(error, DatabaseError):
        return None
    reason = (str(error.orig).strip().splitlines() or [""])[0]
    if any(words in reason for words in NO_TABLES):
        return "The database has no schema yet. Run `trainer db upgrade` first."
    place = make_url(url).render_as_string(hide_password=True)
    return f"The database {place} cannot be used: {reason}. Is it the right file or server, and is it running?"
