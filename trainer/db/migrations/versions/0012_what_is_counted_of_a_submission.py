"""What pictures of a class count of each submission, apart from its report; filled from the reports there are"""

import sqlalchemy as sa
from alembic import op


revision = '0012'
down_revision = '0006'
branch_labels = None
depends_on = None

_FIGURES = sa.table('submission_figures', sa.column('submission_id', sa.Integer), sa.column('document', sa.JSON))
_SUBMISSION = sa.table('submission', sa.column('id', sa.Integer), sa.column('report', sa.JSON))
_AT_ONCE = 500


def upgrade() -> None:
    op.create_table('submission_figures',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_figures_submission_id_submission')),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_submission_figures'))
    )
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.select(_SUBMISSION).where(_SUBMISSION.c.id > last).order_by(_SUBMISSION.c.id).limit(_AT_ONCE)
    ).all():
        connection.execute(sa.insert(_FIGURES), [{'submission_id': id, 'document': _counted(report)} for id, report in rows])
        last = rows[-1].id


def _counted(report: dict) -> dict:
    """What a report tells; which needs and strengths of the key the plan meets stands in none."""
    return {
        'levels': {part['id']: part['level'] for part in (*report['gates'], *report['criteria'])},
        'rules': sorted({finding['rule'] for finding in report['findings']}),
        'shares': report.get('shares', {}),
        'needs': None,
        'strengths': None,
    }


def downgrade() -> None:
    op.drop_table('submission_figures')
