"""The pictures of a case, of its versions and of its drafts"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, of in (('case_picture', 'case_version'), ('case_draft_picture', 'case_draft')):
        op.create_table(table,
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('media_type', sa.String(length=20), nullable=False),
        sa.Column('width', sa.Integer(), nullable=False),
        sa.Column('height', sa.Integer(), nullable=False),
        sa.Column('data', sa.LargeBinary(), nullable=False),
        sa.Column(f'{of}_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([f'{of}_id'], [f'{of}.id'], name=op.f(f'fk_{table}_{of}_id_{of}')),
        sa.PrimaryKeyConstraint(f'{of}_id', 'name', name=op.f(f'pk_{table}'))
        )


def downgrade() -> None:
    op.drop_table('case_draft_picture')
    op.drop_table('case_picture')
