"""Names that are hidden from those who mark until somebody reveals them, and what is typed to settle two markings"""

import sqlalchemy as sa
from alembic import op


revision = '0015'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assignment') as table:
        table.add_column(sa.Column('blind', sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column('revealed_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('revealed_by_id', sa.Integer(), nullable=True))
        table.create_foreign_key(op.f('fk_assignment_revealed_by_id_person'), 'person', ['revealed_by_id'], ['id'])
    with op.batch_alter_table('marking') as table:
        table.add_column(sa.Column('settling', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('marking') as table:
        table.drop_column('settling')
    with op.batch_alter_table('assignment') as table:
        table.drop_constraint(op.f('fk_assignment_revealed_by_id_person'), type_='foreignkey')
        table.drop_column('revealed_by_id')
        table.drop_column('revealed_at')
        table.drop_column('blind')
