"""Rules that an assignment does not ask, and who agreed that units of their plans may be taken out"""

import sqlalchemy as sa
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('rule_set_aside',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(length=80), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_rule_set_aside_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_rule_set_aside_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_set_aside')),
    sa.UniqueConstraint('assignment_id', 'rule', name=op.f('uq_rule_set_aside_assignment_id_rule'))
    )
    with op.batch_alter_table('rule_set_aside', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rule_set_aside_assignment_id'), ['assignment_id'], unique=False)

    op.add_column('person', sa.Column('units_agreed_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('units_agreed_at')

    with op.batch_alter_table('rule_set_aside', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rule_set_aside_assignment_id'))

    op.drop_table('rule_set_aside')
