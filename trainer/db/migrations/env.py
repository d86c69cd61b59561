"""Alembic's entry: it runs on the connection that `trainer.db.migrate` hands over."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext

from trainer.models import Base
from trainer.models.base import UtcDateTime


def render(kind: str, thing: Any, _context: AutogenContext) -> str | bool:
    """Write our own types as what they are in the database, so that a migration never depends on today's models."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
