"""Mail that waits, the kinds that people want, and their calendars"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('about', sa.String(length=80), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=True),
    sa.Column('marking_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('send_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(length=8), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_mail_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['marking_id'], ['marking.id'], name=op.f('fk_mail_marking_id_marking')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('person_id', 'kind', 'about', name=op.f('uq_mail_person_id_kind_about')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mail_public_id'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_state_send_at', ['state', 'send_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_assignment_id'), ['assignment_id'], unique=False)

    op.create_table('mail_switch',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('wanted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_switch_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'kind', name=op.f('pk_mail_switch'))
    )
    op.create_table('calendar_feed',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(length=48), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_feed_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token', name=op.f('uq_calendar_feed_token'))
    )
    op.create_table('calendar_date',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('uid', sa.String(length=40), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('words', sa.String(length=64), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_date_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'uid', name=op.f('pk_calendar_date'))
    )


def downgrade() -> None:
    for table in ('calendar_date', 'calendar_feed', 'mail_switch', 'mail'):
        op.drop_table(table)
