"""Two markers of one plan, rounds on one plan, appeals, and the record of changed rubrics"""

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('marking', schema=None) as batch_op:
        batch_op.add_column(sa.Column('slot', sa.Integer(), nullable=False, server_default='0'))
        batch_op.drop_constraint(batch_op.f('uq_marking_submission_id'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_marking_submission_id_slot'), ['submission_id', 'slot'])

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('second_marking', sa.String(length=16), nullable=False, server_default='nobody'))
        batch_op.add_column(sa.Column('settled_by', sa.String(length=16), nullable=False, server_default='markers'))
        batch_op.add_column(sa.Column('appeal_days', sa.Integer(), nullable=False, server_default='0'))

    _rounds()
    _appeals()


def _rounds() -> None:
    op.create_table('calibration_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('rubric_version_id', sa.Integer(), nullable=False),
    sa.Column('exemplar', sa.String(length=60), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('expected', sa.JSON(), nullable=False),
    sa.Column('begun_by_id', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_calibration_round_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['begun_by_id'], ['person.id'], name=op.f('fk_calibration_round_begun_by_id_person')),
    sa.ForeignKeyConstraint(['rubric_version_id'], ['rubric_version.id'], name=op.f('fk_calibration_round_rubric_version_id_rubric_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_round')),
    sa.UniqueConstraint('public_id', name=op.f('uq_calibration_round_public_id'))
    )
    op.create_index(op.f('ix_calibration_round_assignment_id'), 'calibration_round', ['assignment_id'], unique=False)

    op.create_table('calibration_marking',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('levels', sa.JSON(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calibration_marking_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['calibration_round.id'], name=op.f('fk_calibration_marking_round_id_calibration_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_marking')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_calibration_marking_round_id_person_id'))
    )


def _appeals() -> None:
    op.create_table('appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('marking_id', sa.Integer(), nullable=False),
    sa.Column('criterion', sa.String(length=16), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.Column('after', sa.Integer(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint('after IS NULL OR after BETWEEN 0 AND 3', name=op.f('ck_appeal_after')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_appeal_answered_by_id_person')),
    sa.ForeignKeyConstraint(['marking_id'], ['marking.id'], name=op.f('fk_appeal_marking_id_marking')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    sa.UniqueConstraint('marking_id', 'criterion', name=op.f('uq_appeal_marking_id_criterion')),
    sa.UniqueConstraint('public_id', name=op.f('uq_appeal_public_id'))
    )

    op.create_table('rubric_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('before_id', sa.Integer(), nullable=False),
    sa.Column('after_id', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('moved', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['after_id'], ['rubric_version.id'], name=op.f('fk_rubric_change_after_id_rubric_version')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_rubric_change_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['before_id'], ['rubric_version.id'], name=op.f('fk_rubric_change_before_id_rubric_version')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_rubric_change_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rubric_change'))
    )
    op.create_index(op.f('ix_rubric_change_assignment_id'), 'rubric_change', ['assignment_id'], unique=False)


def downgrade() -> None:
    for table in ('rubric_change', 'appeal', 'calibration_marking', 'calibration_round'):
        op.drop_table(table)
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        for column in ('appeal_days', 'settled_by', 'second_marking'):
            batch_op.drop_column(column)
    # What only one of two markers saw is of no use where there can be one marking only.
    op.execute('DELETE FROM comment WHERE marking_id IN (SELECT id FROM marking WHERE slot > 0)')
    op.execute('DELETE FROM mark WHERE marking_id IN (SELECT id FROM marking WHERE slot > 0)')
    op.execute('DELETE FROM marking_log WHERE marking_id IN (SELECT id FROM marking WHERE slot > 0)')
    op.execute('DELETE FROM marking WHERE slot > 0')
    with op.batch_alter_table('marking', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_marking_submission_id_slot'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_marking_submission_id'), ['submission_id'])
        batch_op.drop_column('slot')
