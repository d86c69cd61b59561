"""Drafts of rubrics that are written in the browser, and whose a rubric version is"""

import sqlalchemy as sa
from alembic import op


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('rubric_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('status', sa.String(length=16), nullable=False, server_default='published'))
        batch_op.add_column(sa.Column('visibility', sa.String(length=16), nullable=False, server_default='open'))
        batch_op.add_column(sa.Column('owner_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('source', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('made_from', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.create_foreign_key(batch_op.f('fk_rubric_version_owner_id_person'), 'person', ['owner_id'], ['id'])

    op.create_table('rubric_draft',
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
    sa.ForeignKeyConstraint(['based_on_id'], ['rubric_version.id'], name=op.f('fk_rubric_draft_based_on_id_rubric_version')),
    sa.ForeignKeyConstraint(['institution_id'], ['institution.id'], name=op.f('fk_rubric_draft_institution_id_institution')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_rubric_draft_owner_id_person')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_rubric_draft_saved_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rubric_draft')),
    sa.UniqueConstraint('public_id', name=op.f('uq_rubric_draft_public_id'))
    )
    for column in ('institution_id', 'owner_id', 'slug'):
        op.create_index(op.f(f'ix_rubric_draft_{column}'), 'rubric_draft', [column], unique=False)

    op.create_table('rubric_draft_kept',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(length=16), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('kept_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_rubric_draft_kept_by_id_person')),
    sa.ForeignKeyConstraint(['draft_id'], ['rubric_draft.id'], name=op.f('fk_rubric_draft_kept_draft_id_rubric_draft')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rubric_draft_kept'))
    )
    op.create_index(op.f('ix_rubric_draft_kept_draft_id'), 'rubric_draft_kept', ['draft_id'], unique=False)


def downgrade() -> None:
    for table in ('rubric_draft_kept', 'rubric_draft'):
        op.drop_table(table)
    with op.batch_alter_table('rubric_version', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_rubric_version_owner_id_person'), type_='foreignkey')
        for column in ('made_from', 'source', 'owner_id', 'visibility', 'status'):
            batch_op.drop_column(column)
