"""What cases are found by: kinds, words and texts, filled when the bank is stocked or a version is published"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

# Sign by sign on PostgreSQL as on SQLite, so that words with one beginning stand in one stretch of an index.
WORD = sa.String(length=60).with_variant(sa.String(length=60, collation='C'), 'postgresql')


def upgrade() -> None:
    op.create_table('case_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('key', WORD, nullable=False),
    sa.Column('spelt', WORD, nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_word')),
    sa.UniqueConstraint('language', 'key', name=op.f('uq_case_word_language_key'))
    )
    with op.batch_alter_table('case_word', schema=None) as batch_op:
        batch_op.create_index('ix_case_word_language_spelt', ['language', 'spelt'], unique=False)

    op.create_table('case_word_stem',
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('stem', WORD, nullable=False),
    sa.Column('word_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['word_id'], ['case_word.id'], name=op.f('fk_case_word_stem_word_id_case_word'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('language', 'stem', 'word_id', name=op.f('pk_case_word_stem'))
    )
    op.create_table('case_card',
    sa.Column('case_version_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.Integer(), nullable=False),
    sa.Column('facets', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_version_id'], ['case_version.id'], name=op.f('fk_case_card_case_version_id_case_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('case_version_id', name=op.f('pk_case_card'))
    )
    op.create_table('case_text',
    sa.Column('case_version_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('sentences', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['case_version_id'], ['case_version.id'], name=op.f('fk_case_text_case_version_id_case_version'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('case_version_id', 'language', name=op.f('pk_case_text'))
    )
    op.create_table('case_word_place',
    sa.Column('word_id', sa.Integer(), nullable=False),
    sa.Column('case_version_id', sa.Integer(), nullable=False),
    sa.Column('weight', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_version_id'], ['case_version.id'], name=op.f('fk_case_word_place_case_version_id_case_version'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['word_id'], ['case_word.id'], name=op.f('fk_case_word_place_word_id_case_word'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('word_id', 'case_version_id', name=op.f('pk_case_word_place')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('case_word_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_word_place_case_version_id'), ['case_version_id'], unique=False)

    with op.batch_alter_table('case_version', schema=None) as batch_op:
        batch_op.create_index('ix_case_version_usable', ['status', 'visibility', 'institution_id', 'slug', 'id'], unique=False)

    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.create_index('ix_run_case_version_id_id', ['case_version_id', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('run', schema=None) as batch_op:
        batch_op.drop_index('ix_run_case_version_id_id')

    with op.batch_alter_table('case_version', schema=None) as batch_op:
        batch_op.drop_index('ix_case_version_usable')

    with op.batch_alter_table('case_word_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_word_place_case_version_id'))

    op.drop_table('case_word_place')
    op.drop_table('case_text')
    op.drop_table('case_card')
    op.drop_table('case_word_stem')
    with op.batch_alter_table('case_word', schema=None) as batch_op:
        batch_op.drop_index('ix_case_word_language_spelt')

    op.drop_table('case_word')
