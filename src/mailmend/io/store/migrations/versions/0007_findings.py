"""What the latest finished run of each case found, for lists and searches."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LATEST = """
INSERT INTO findings (case_id, ended_at, sends, cause, server)
SELECT case_id, ended_at, sends, cause, server FROM (
    SELECT case_id, ended_at, sends, cause, server,
        row_number() OVER (PARTITION BY case_id ORDER BY ended_at DESC, id DESC) AS place
    FROM runs WHERE state = 'done' AND ended_at IS NOT NULL
) AS ordered WHERE place = 1
"""


def upgrade() -> None:
    """Forward; what is there already is taken over."""
    op.create_table(
        "findings",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sends", sa.String(length=8), nullable=True),
        sa.Column("cause", sa.String(length=64), nullable=True),
        sa.Column("server", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_findings_case_id_cases", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", name="pk_findings"),
    )
    op.execute(LATEST)
