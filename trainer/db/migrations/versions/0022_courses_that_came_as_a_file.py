"""When and by whom a course was brought in from an archive"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('course') as course:
        course.add_column(sa.Column('brought_in_at', sa.DateTime(timezone=True), nullable=True))
        course.add_column(sa.Column('brought_in_by_id', sa.Integer(), nullable=True))
        course.create_foreign_key(op.f('fk_course_brought_in_by_id_person'), 'person', ['brought_in_by_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('course') as course:
        course.drop_constraint(op.f('fk_course_brought_in_by_id_person'), type_='foreignkey')
        course.drop_column('brought_in_by_id')
        course.drop_column('brought_in_at')
