"""The database: one engine for SQLite or PostgreSQL, read and write sessions, and migrations by command."""

from trainer.db.engine import Database

__all__ = ["Database"]
