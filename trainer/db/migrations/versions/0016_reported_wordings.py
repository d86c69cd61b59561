"""Wordings of cases that readers reported"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'wording_report',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('case_version_id', sa.Integer(), nullable=False),
        sa.Column('reporter_id', sa.Integer(), nullable=False),
        sa.Column('place', sa.String(length=60), nullable=False),
        sa.Column('language', sa.String(length=2), nullable=False),
        sa.Column('words', sa.String(), nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('said', sa.String(), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('state', sa.String(length=16), nullable=False),
        sa.Column('mended_in', sa.String(length=20), nullable=True),
        sa.Column('answer', sa.String(), nullable=False),
        sa.Column('settled_by_id', sa.Integer(), nullable=True),
        sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('public_id', sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ['case_version_id'], ['case_version.id'], name=op.f('fk_wording_report_case_version_id_case_version')
        ),
        sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_wording_report_reporter_id_person')),
        sa.ForeignKeyConstraint(['settled_by_id'], ['person.id'], name=op.f('fk_wording_report_settled_by_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_wording_report')),
        sa.UniqueConstraint('public_id', name=op.f('uq_wording_report_public_id')),
    )
    for column in ('case_version_id', 'reporter_id', 'state'):
        op.create_index(op.f(f'ix_wording_report_{column}'), 'wording_report', [column], unique=False)


def downgrade() -> None:
    op.drop_table('wording_report')
