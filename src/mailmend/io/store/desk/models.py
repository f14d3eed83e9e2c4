"""The tables of the desk. A change here needs a migration in ``migrations/versions``."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mailmend.io.store.models import Base


class TenantRow(Base):
    """A hosting brand. ``languages`` are those it answers in, the first where none is known.

    ``accent`` is its colour as ``#rrggbb``; ``templates`` are its replies by language.
    """

    __tablename__ = "tenants"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    accent: Mapped[str] = mapped_column(String(7))
    languages: Mapped[list[str]] = mapped_column(JSON(none_as_null=True))
    templates: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class TenantDomainRow(Base):
    """A mail domain of a brand; the operator assigns it, and to one brand only."""

    __tablename__ = "tenant_domains"

    domain: Mapped[str] = mapped_column(String(253), primary_key=True)
    tenant: Mapped[str] = mapped_column(
        String(64), ForeignKey("tenants.id", ondelete="CASCADE"), index=True
    )


class UserRow(Base):
    """A person of the desk. ``role``: ``admin``, ``engineer``, ``viewer``.

    ``password`` is an argon2id hash, ``None`` for who signs in elsewhere only.
    """

    __tablename__ = "users"
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(128), unique=True)
    tenant: Mapped[str] = mapped_column(
        String(64), ForeignKey("tenants.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(16))
    password: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class SessionRow(Base):
    """A signed-in browser; only the hash of its token is kept."""

    __tablename__ = "desk_sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("users.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class DeskCaseRow(Base):
    """What the desk says of a case: ``open``, ``waiting``, ``solved``; no row: nobody took it."""

    __tablename__ = "desk_cases"

    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    state: Mapped[str] = mapped_column(String(16), index=True)


class FindingRow(Base):
    """What the latest finished run of a case found: lists and searches read no reports."""

    __tablename__ = "findings"

    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True
    )
    ended_at: Mapped[datetime]
    sends: Mapped[str | None] = mapped_column(String(8))
    cause: Mapped[str | None] = mapped_column(String(64))
    server: Mapped[str | None] = mapped_column(String(255))


class EventRow(Base):
    """One thing that somebody did in a case; rows are only ever added (a trigger keeps it so)."""

    __tablename__ = "case_events"
    __table_args__ = (Index("ix_case_events_case_id_id", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_id: Mapped[str] = mapped_column(String(32), ForeignKey("cases.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(160))
    kind: Mapped[str] = mapped_column(String(32))
    detail: Mapped[dict[str, Any]]


class AttachmentRow(Base):
    """What a file or text told of a case; the file itself is not kept.

    ``kind``: ``log``, ``settings``, ``text``. ``facts`` are documents as in a report, secrets and
    other people's lines left out; ``text`` is a pasted text.
    """

    __tablename__ = "attachments"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("cases.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON(none_as_null=True))
    notes: Mapped[list[str]] = mapped_column(JSON(none_as_null=True))
    text: Mapped[str | None] = mapped_column(Text)


class ClosureRow(Base):
    """The end of an incident: what came before belongs to it, what comes after is a new one."""

    __tablename__ = "incident_closures"
    __table_args__ = (
        Index("ix_incident_closures_tenant_cause_server", "tenant", "cause", "server"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    tenant: Mapped[str] = mapped_column(String(64), ForeignKey("tenants.id", ondelete="CASCADE"))
    cause: Mapped[str] = mapped_column(String(64))
    server: Mapped[str] = mapped_column(String(255))
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(160))
    affected: Mapped[int]
    note: Mapped[str] = mapped_column(Text)


class IdentityRow(Base):
    """Who of the desk a subject of an identity provider is."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[str] = mapped_column(
        String(32), ForeignKey("users.id", ondelete="CASCADE"), index=True
    )


class SignInRow(Base):
    """A sign-in at an identity provider that is under way; used once, within minutes."""

    __tablename__ = "sign_ins"

    state: Mapped[str] = mapped_column(String(64), primary_key=True)
    visitor: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    nonce: Mapped[str] = mapped_column(String(64))
    after: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(index=True)
