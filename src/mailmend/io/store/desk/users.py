"""The people of the desk; of a password only its argon2id hash is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import new_id
from mailmend.io.store.desk.models import UserRow

Role = Literal["viewer", "engineer", "admin"]
ROLES: tuple[Role, ...] = ("viewer", "engineer", "admin")
"""What a person may do, each more than the one before: look, work on cases, set up."""


@dataclass(frozen=True, slots=True)
class StoredUser:
    """A person; ``password`` is the hash, ``None`` where there is no password."""

    id: str
    name: str
    tenant: str
    role: Role
    password: str | None
    created_at: datetime
    disabled_at: datetime | None

    @property
    def actor(self) -> str:
        """How histories name this person."""
        return f"user:{self.name}"


async def add_user(session: AsyncSession, name: str, tenant: str, role: Role, at: datetime) -> str:
    """A new person without a password; the id. The name is kept in lower case, and must be free."""
    row = UserRow(
        id=new_id(),
        name=name.lower(),
        tenant=tenant,
        role=role,
        created_at=at,
    )
    session.add(row)
    await session.flush()
    return row.id


async def find_user(session: AsyncSession, user_id: str) -> StoredUser | None:
    """The person of that id."""
    row = await session.get(UserRow, user_id)
    return _stored(row) if row is not None else None


async def user_named(session: AsyncSession, name: str) -> StoredUser | None:
    """The person of that name, in whatever case it is written."""
    row = await session.scalar(select(UserRow).where(UserRow.name == name.lower()))
    return _stored(row) if row is not None else None


async def users_of(session: AsyncSession, tenant: str | None = None) -> tuple[StoredUser, ...]:
    """The people of a tenant, or of all, by name."""
    wanted = select(UserRow).order_by(UserRow.name)
    if tenant is not None:
        wanted = wanted.where(UserRow.tenant == tenant)
    return tuple(_stored(row) for row in await session.scalars(wanted))


async def set_password(session: AsyncSession, user_id: str, password: str) -> None:
    """Another hash."""
    (await session.get_one(UserRow, user_id)).password = password


async def set_disabled(session: AsyncSession, user_id: str, at: datetime | None) -> None:
    """Shut the person out from that moment, or let them in again."""
    (await session.get_one(UserRow, user_id)).disabled_at = at


def _stored(row: UserRow) -> StoredUser:
    return StoredUser(
        row.id,
        row.name,
        row.tenant,
        cast("Role", row.role),
        row.password,
        row.created_at,
        row.disabled_at,
    )
