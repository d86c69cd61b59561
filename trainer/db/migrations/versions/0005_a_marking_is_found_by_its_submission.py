"""Without the index of markings by their state alone: those are the markings of all courses together"""

from alembic import op


revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index('ix_marking_state', table_name='marking')


def downgrade() -> None:
    op.create_index('ix_marking_state', 'marking', ['state'], unique=False)
