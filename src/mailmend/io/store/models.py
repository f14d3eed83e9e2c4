"""The tables. A change here needs a migration in ``migrations/versions``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """A moment in UTC, aware on both sides; SQLite keeps it without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Only aware moments are written."""
        if value is None:
            return None
        assert value.tzinfo is not None
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Of all tables."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {datetime: Utc, dict[str, Any]: JSON(none_as_null=True)}  # noqa: RUF012 (SQLAlchemy's own form)


class CaseRow(Base):
    """One person's trouble. ``id`` is 128 random bits; ``document`` is the case of the contract.

    ``tenant`` is ``None`` for cases that came in by the public page.
    """

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    tenant: Mapped[str | None] = mapped_column(String(64), index=True)
    address: Mapped[str] = mapped_column(String(320), index=True)
    language: Mapped[str] = mapped_column(String(8))
    document: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class RunRow(Base):
    """One diagnosis or verification of a case.

    ``state``: ``queued``, ``running``, ``done``, ``failed``, ``interrupted``. ``report`` is the
    report JSON; ``result`` is what else came of it (a verification). Neither holds a secret.
    """

    __tablename__ = "runs"
    __table_args__ = (Index("ix_runs_fingerprint_ended_at", "fingerprint", "ended_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    with_password: Mapped[bool]
    sends: Mapped[str | None] = mapped_column(String(8))
    cause: Mapped[str | None] = mapped_column(String(64), index=True)
    server: Mapped[str | None] = mapped_column(String(255), index=True)
    report: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None]
    problem: Mapped[str | None] = mapped_column(Text)


class GrantRow(Base):
    """A visitor (by the hash of the cookie) who may see a case."""

    __tablename__ = "grants"

    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    visitor: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime]


class LinkRow(Base):
    """An expiring link; only the hash of its token is kept. ``purpose``: ``profile``, ``case``."""

    __tablename__ = "links"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]


class LimitRow(Base):
    """A token bucket; ``key`` is the hash of what is limited."""

    __tablename__ = "limits"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    tokens: Mapped[float]
    at: Mapped[datetime] = mapped_column(index=True)


class AuditRow(Base):
    """Who did what; rows are only ever added. ``actor`` is ``visitor``, ``user:…``, ``token:…``."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(128))
    action: Mapped[str] = mapped_column(String(64))
    target: Mapped[str] = mapped_column(String(128), index=True)
    detail: Mapped[dict[str, Any]]


class PublishedRow(Base):
    """A domain whose settings are published; ``verified_with`` is the mailbox that proved them."""

    __tablename__ = "published"

    domain: Mapped[str] = mapped_column(String(253), primary_key=True)
    document: Mapped[dict[str, Any]]
    verified_at: Mapped[datetime]
    verified_with: Mapped[str] = mapped_column(String(320))
