"""The desk: tenants and their domains, people, sessions, histories of cases, incidents."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)
_ADDED_ONLY = ("case_events", "audit")
"""Tables whose rows are never changed."""


def upgrade() -> None:
    """Forward."""
    _tenants()
    _people()
    _histories()
    _incidents()
    for table in _ADDED_ONLY:
        _never_changed(table)


def _tenants() -> None:
    op.create_table(
        "tenants",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("languages", _JSON, nullable=False),
        sa.Column("templates", _JSON, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tenants"),
    )
    op.create_table(
        "tenant_domains",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        _reference("tenant_domains", "tenant", "tenants"),
        sa.PrimaryKeyConstraint("domain", name="pk_tenant_domains"),
    )
    op.create_index("ix_tenant_domains_tenant", "tenant_domains", ["tenant"])


def _people() -> None:
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("disabled_at", _MOMENT, nullable=True),
        _reference("users", "tenant", "tenants"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("name", name="uq_users_name"),
    )
    op.create_index("ix_users_tenant", "users", ["tenant"])
    op.create_table(
        "desk_sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        _reference("desk_sessions", "user_id", "users"),
        sa.PrimaryKeyConstraint("token", name="pk_desk_sessions"),
    )
    op.create_index("ix_desk_sessions_user_id", "desk_sessions", ["user_id"])
    op.create_index("ix_desk_sessions_expires_at", "desk_sessions", ["expires_at"])


def _histories() -> None:
    op.create_table(
        "desk_cases",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        _reference("desk_cases", "case_id", "cases"),
        sa.PrimaryKeyConstraint("case_id", name="pk_desk_cases"),
    )
    op.create_index("ix_desk_cases_state", "desk_cases", ["state"])
    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("detail", _JSON, nullable=False),
        _reference("case_events", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name="pk_case_events"),
    )
    op.create_index("ix_case_events_case_id_id", "case_events", ["case_id", "id"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.Column("notes", _JSON, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        _reference("attachments", "case_id", "cases"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
    )
    op.create_index("ix_attachments_case_id", "attachments", ["case_id"])


def _incidents() -> None:
    op.create_table(
        "incident_closures",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("tenant", sa.String(length=64), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("server", sa.String(length=255), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("closed_at", _MOMENT, nullable=False),
        sa.Column("closed_by", sa.String(length=160), nullable=False),
        sa.Column("affected", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        _reference("incident_closures", "tenant", "tenants"),
        sa.PrimaryKeyConstraint("id", name="pk_incident_closures"),
    )
    op.create_index(
        "ix_incident_closures_tenant_cause_server",
        "incident_closures",
        ["tenant", "cause", "server"],
    )


def _reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete="CASCADE"
    )


def _never_changed(table: str) -> None:
    """Have the database itself refuse to change a row of a history."""
    name = f"{table}_added_only"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are only added'); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION 'rows of {table} are only added'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
