"""The domains whose settings are published."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forward."""
    op.create_table(
        "published",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("document", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_with", sa.String(length=320), nullable=False),
        sa.PrimaryKeyConstraint("domain", name="pk_published"),
    )
