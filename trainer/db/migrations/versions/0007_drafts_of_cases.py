"""Drafts of cases that are written in the browser, and what of them was kept beside"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'case_draft',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('institution_id', sa.Integer(), nullable=False),
        sa.Column('owner_id', sa.Integer(), nullable=False),
        sa.Column('slug', sa.String(length=40), nullable=False),
        sa.Column('title', sa.String(), nullable=False),
        sa.Column('based_on_id', sa.Integer(), nullable=True),
        sa.Column('shared', sa.Boolean(), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('saved_by_id', sa.Integer(), nullable=True),
        sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('public_id', sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ['based_on_id'], ['case_version.id'], name=op.f('fk_case_draft_based_on_id_case_version')
        ),
        sa.ForeignKeyConstraint(
            ['institution_id'], ['institution.id'], name=op.f('fk_case_draft_institution_id_institution')
        ),
        sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_case_draft_owner_id_person')),
        sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_case_draft_saved_by_id_person')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case_draft')),
        sa.UniqueConstraint('public_id', name=op.f('uq_case_draft_public_id')),
    )
    for column in ('institution_id', 'owner_id', 'slug'):
        op.create_index(op.f(f'ix_case_draft_{column}'), 'case_draft', [column], unique=False)
    op.create_table(
        'case_draft_kept',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('case_draft_id', sa.Integer(), nullable=False),
        sa.Column('by_id', sa.Integer(), nullable=True),
        sa.Column('reason', sa.String(length=16), nullable=False),
        sa.Column('document', sa.JSON(), nullable=False),
        sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_case_draft_kept_by_id_person')),
        sa.ForeignKeyConstraint(
            ['case_draft_id'], ['case_draft.id'], name=op.f('fk_case_draft_kept_case_draft_id_case_draft')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_case_draft_kept')),
    )
    op.create_index(op.f('ix_case_draft_kept_case_draft_id'), 'case_draft_kept', ['case_draft_id'], unique=False)


def downgrade() -> None:
    op.drop_table('case_draft_kept')
    op.drop_table('case_draft')
