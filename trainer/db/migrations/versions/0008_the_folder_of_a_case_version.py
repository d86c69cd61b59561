"""The folder that a case version came from, as one file"""

import sqlalchemy as sa
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('case_archive',
    sa.Column('case_version_id', sa.Integer(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['case_version_id'], ['case_version.id'], name=op.f('fk_case_archive_case_version_id_case_version')),
    sa.PrimaryKeyConstraint('case_version_id', name=op.f('pk_case_archive'))
    )


def downgrade() -> None:
    op.drop_table('case_archive')
