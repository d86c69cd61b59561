"""Cases that a student may write about instead of an assigned one, and plans that were put aside for another case"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'other_case',
        sa.Column('assignment_id', sa.Integer(), nullable=False),
        sa.Column('case_version_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['assignment_id'], ['assignment.id'], name=op.f('fk_other_case_assignment_id_assignment')
        ),
        sa.ForeignKeyConstraint(
            ['case_version_id'], ['case_version.id'], name=op.f('fk_other_case_case_version_id_case_version')
        ),
        sa.PrimaryKeyConstraint('assignment_id', 'case_version_id', name=op.f('pk_other_case')),
    )
    # Not a batch: the partial index of `run` would not survive the copying of the table.
    op.execute(
        'ALTER TABLE run ADD COLUMN put_aside_for_id INTEGER '
        'CONSTRAINT fk_run_put_aside_for_id_assignment REFERENCES assignment (id)'
    )


def downgrade() -> None:
    with op.batch_alter_table('run') as run:
        run.drop_column('put_aside_for_id')
    op.drop_table('other_case')
