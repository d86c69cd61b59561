"""Indices from which the pages of a large class are counted without its plans"""

from alembic import op


revision = '0004'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_submission_queue', 'submission',
                    ['assignment_id', 'handed_in_at', 'id', 'run_id', 'attempt', 'late'], unique=False)
    op.drop_index('ix_submission_assignment_handed_in', table_name='submission')
    op.drop_index('ix_submission_assignment_id', table_name='submission')


def downgrade() -> None:
    op.create_index('ix_submission_assignment_id', 'submission', ['assignment_id'], unique=False)
    op.create_index('ix_submission_assignment_handed_in', 'submission',
                    ['assignment_id', 'handed_in_at', 'id'], unique=False)
    op.drop_index('ix_submission_queue', table_name='submission')
