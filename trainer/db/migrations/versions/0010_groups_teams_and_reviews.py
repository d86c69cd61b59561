"""Groups and teams, later due dates for a group, reviews by students, and who wrote what in a plan"""

import sqlalchemy as sa
from alembic import op


revision = '0010'
down_revision = '0012'
branch_labels = None
depends_on = None

# (table, column, what it points to): added in one statement that both databases know, because SQLite would else copy
# the tables, which others point to.
ADDED = (
    ('assignment', 'team_set_id', 'group_set'),
    ('draft', 'saved_by_id', 'person'),
    ('revision', 'by_id', 'person'),
    ('run', 'team_id', 'course_group'),
)
ALONE = sa.text('team_id IS NULL')


def upgrade() -> None:
    op.create_table('group_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_group_set_course_id_course')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_set')),
    sa.UniqueConstraint('course_id', 'title', name=op.f('uq_group_set_course_id_title')),
    sa.UniqueConstraint('public_id', name=op.f('uq_group_set_public_id'))
    )
    with op.batch_alter_table('group_set', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_set_course_id'), ['course_id'], unique=False)

    op.create_table('course_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=80), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['set_id'], ['group_set.id'], name=op.f('fk_course_group_set_id_group_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course_group')),
    sa.UniqueConstraint('public_id', name=op.f('uq_course_group_public_id')),
    sa.UniqueConstraint('set_id', 'title', name=op.f('uq_course_group_set_id_title'))
    )
    with op.batch_alter_table('course_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_course_group_set_id'), ['set_id'], unique=False)

    op.create_table('group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['course_group.id'], name=op.f('fk_group_member_group_id_course_group')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_group_member_person_id_person')),
    sa.ForeignKeyConstraint(['set_id'], ['group_set.id'], name=op.f('fk_group_member_set_id_group_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_member')),
    sa.UniqueConstraint('set_id', 'person_id', name=op.f('uq_group_member_set_id_person_id'))
    )
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_member_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_group_member_person_id'), ['person_id'], unique=False)

    op.create_table('peer_round',
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('reviews', sa.Integer(), nullable=False),
    sa.Column('opens_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closes_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('self_review', sa.Boolean(), nullable=False),
    sa.Column('show', sa.String(length=16), nullable=False),
    sa.CheckConstraint('reviews BETWEEN 0 AND 10', name=op.f('ck_peer_round_reviews')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_peer_round_assignment_id_assignment')),
    sa.PrimaryKeyConstraint('assignment_id', name=op.f('pk_peer_round'))
    )
    op.create_table('team_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_team_role_person_id_person')),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_team_role_run_id_run')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_team_role')),
    sa.UniqueConstraint('run_id', 'person_id', name=op.f('uq_team_role_run_id_person_id'))
    )
    op.create_table('peer_review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('reviewer_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('overall', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('leased_until', sa.DateTime(timezone=True), nullable=False),
    sa.Column('handed_in_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('hidden_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('hidden_by_id', sa.Integer(), nullable=True),
    sa.Column('hidden_reason', sa.String(), nullable=False),
    sa.Column('helped', sa.Boolean(), nullable=True),
    sa.Column('helped_why', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_peer_review_assignment_id_assignment')),
    sa.ForeignKeyConstraint(['hidden_by_id'], ['person.id'], name=op.f('fk_peer_review_hidden_by_id_person')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['person.id'], name=op.f('fk_peer_review_reviewer_id_person')),
    sa.ForeignKeyConstraint(['run_id'], ['run.id'], name=op.f('fk_peer_review_run_id_run')),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_peer_review_submission_id_submission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_review')),
    sa.UniqueConstraint('public_id', name=op.f('uq_peer_review_public_id')),
    sa.UniqueConstraint('run_id', 'reviewer_id', name=op.f('uq_peer_review_run_id_reviewer_id'))
    )
    with op.batch_alter_table('peer_review', schema=None) as batch_op:
        batch_op.create_index('ix_peer_review_assignment_reviewer', ['assignment_id', 'reviewer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_review_reviewer_id'), ['reviewer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_review_submission_id'), ['submission_id'], unique=False)

    op.create_table('peer_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('goal', sa.String(length=40), nullable=True),
    sa.Column('step', sa.String(length=40), nullable=True),
    sa.Column('cell', sa.String(length=40), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['review_id'], ['peer_review.id'], name=op.f('fk_peer_comment_review_id_peer_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_comment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_peer_comment_public_id'))
    )
    with op.batch_alter_table('peer_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_comment_review_id'), ['review_id'], unique=False)

    op.create_table('peer_level',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('criterion', sa.String(length=16), nullable=False),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('level IS NULL OR level BETWEEN 0 AND 3', name=op.f('ck_peer_level_level')),
    sa.ForeignKeyConstraint(['review_id'], ['peer_review.id'], name=op.f('fk_peer_level_review_id_peer_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_level')),
    sa.UniqueConstraint('review_id', 'criterion', name=op.f('uq_peer_level_review_id_criterion'))
    )
    op.create_table('peer_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=32), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_peer_log_by_id_person')),
    sa.ForeignKeyConstraint(['review_id'], ['peer_review.id'], name=op.f('fk_peer_log_review_id_peer_review')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_log'))
    )
    with op.batch_alter_table('peer_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_log_review_id'), ['review_id'], unique=False)

    for table, column, target in ADDED:
        op.execute(
            f'ALTER TABLE {table} ADD COLUMN {column} INTEGER '
            f'CONSTRAINT fk_{table}_{column}_{target} REFERENCES {target} (id)'
        )
    op.create_index('ix_run_team_id', 'run', ['team_id'], unique=False)
    op.create_index('uq_run_team_id_assignment_id', 'run', ['team_id', 'assignment_id'], unique=True)
    op.drop_index('uq_run_owner_id_assignment_id', table_name='run')
    op.create_index(
        'uq_run_owner_id_assignment_id', 'run', ['owner_id', 'assignment_id'], unique=True,
        sqlite_where=ALONE, postgresql_where=ALONE,
    )

    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch_op.alter_column('person_id', existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_unique_constraint(batch_op.f('uq_extension_assignment_id_group_id'), ['assignment_id', 'group_id'])
        batch_op.create_foreign_key(batch_op.f('fk_extension_group_id_course_group'), 'course_group', ['group_id'], ['id'])
        batch_op.create_check_constraint(
            batch_op.f('ck_extension_person_or_group'), '(person_id IS NULL) <> (group_id IS NULL)'
        )


def downgrade() -> None:
    op.execute('DELETE FROM extension WHERE person_id IS NULL')
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_extension_person_or_group'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_extension_group_id_course_group'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_extension_assignment_id_group_id'), type_='unique')
        batch_op.alter_column('person_id', existing_type=sa.INTEGER(), nullable=False)
        batch_op.drop_column('group_id')

    op.drop_index('uq_run_owner_id_assignment_id', table_name='run')
    op.create_index('uq_run_owner_id_assignment_id', 'run', ['owner_id', 'assignment_id'], unique=True)
    op.drop_index('uq_run_team_id_assignment_id', table_name='run')
    op.drop_index('ix_run_team_id', table_name='run')
    for table, column, _target in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)

    with op.batch_alter_table('peer_log', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peer_log_review_id'))

    op.drop_table('peer_log')
    op.drop_table('peer_level')
    with op.batch_alter_table('peer_comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peer_comment_review_id'))

    op.drop_table('peer_comment')
    with op.batch_alter_table('peer_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peer_review_submission_id'))
        batch_op.drop_index(batch_op.f('ix_peer_review_reviewer_id'))
        batch_op.drop_index('ix_peer_review_assignment_reviewer')

    op.drop_table('peer_review')
    op.drop_table('team_role')
    op.drop_table('peer_round')
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_group_member_group_id'))

    op.drop_table('group_member')
    with op.batch_alter_table('course_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_course_group_set_id'))

    op.drop_table('course_group')
    with op.batch_alter_table('group_set', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_set_course_id'))

    op.drop_table('group_set')
