"""The family and its world as a student draws them: beside the draft, and as they were handed in"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sketch',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_sketch_run_id_run')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_sketch_saved_by_id_person')),
    sa.PrimaryKeyConstraint('run_id', name=op.f('pk_sketch'))
    )
    op.create_table('submission_sketch',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_sketch_submission_id_submission')),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_submission_sketch'))
    )


def downgrade() -> None:
    op.drop_table('submission_sketch')
    op.drop_table('sketch')
