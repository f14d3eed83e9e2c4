"""Cases and who may see them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.desk.models import DeskCaseRow, TenantDomainRow
from mailmend.io.store.models import CaseRow, GrantRow
from mailmend.wire.domain_names import host_name


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it is kept; ``document`` is the case of the contract, without any secret."""

    id: str
    tenant: str | None
    address: str
    language: str
    document: dict[str, Any]
    created_at: datetime
    updated_at: datetime


def new_id() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def hashed(token: str) -> str:
    """How a token that opens something is kept: its SHA-256 (the token itself is random)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


async def add_case(
    session: AsyncSession,
    document: dict[str, Any],
    language: str,
    at: datetime,
    tenant: str | None = None,
) -> str:
    """A new case; its id. Without a tenant it is that of the brand whose domain it is, if any."""
    address = str(document["address"])
    row = CaseRow(
        id=new_id(),
        tenant=tenant or await _owner(session, address),
        address=address,
        language=language,
        document=document,
        created_at=at,
        updated_at=at,
    )
    session.add(row)
    await session.flush()
    return row.id


async def _owner(session: AsyncSession, address: str) -> str | None:
    domain = address.rpartition("@")[2]
    row = await session.get(TenantDomainRow, host_name(domain) or domain.lower())
    return row.tenant if row is not None else None


async def update_case(
    session: AsyncSession, case_id: str, document: dict[str, Any], at: datetime
) -> None:
    """What is known of the case now."""
    row = await session.get_one(CaseRow, case_id)
    row.document, row.updated_at = document, at


async def find_case(session: AsyncSession, case_id: str) -> StoredCase | None:
    """The case of that id, whoever asks."""
    row = await session.get(CaseRow, case_id)
    return _stored(row) if row is not None else None


async def case_for_visitor(session: AsyncSession, case_id: str, token: str) -> StoredCase | None:
    """The case, where this visitor may see it; a foreign one is as if it were missing."""
    found = await session.scalar(
        select(CaseRow)
        .join(GrantRow, GrantRow.case_id == CaseRow.id)
        .where(CaseRow.id == case_id, GrantRow.visitor == hashed(token))
    )
    return _stored(found) if found is not None else None


async def grant(session: AsyncSession, case_id: str, token: str, at: datetime) -> None:
    """Let the visitor of that cookie see the case."""
    key = {"case_id": case_id, "visitor": hashed(token)}
    if await session.get(GrantRow, key) is None:
        session.add(GrantRow(**key, created_at=at))


async def ungrant(session: AsyncSession, case_id: str, token: str) -> None:
    """The visitor of that cookie sees the case no more."""
    await session.execute(
        delete(GrantRow).where(GrantRow.case_id == case_id, GrantRow.visitor == hashed(token))
    )


async def forget_before(session: AsyncSession, moment: datetime) -> None:
    """Delete the public page's cases that nobody touched since, with their runs and links.

    A brand's case stays once somebody of its desk worked on it.
    """
    of_desk = select(DeskCaseRow.case_id).where(DeskCaseRow.case_id == CaseRow.id).exists()
    await session.execute(
        delete(CaseRow).where(CaseRow.updated_at < moment, CaseRow.tenant.is_(None) | ~of_desk)
    )


async def forget(session: AsyncSession, case_id: str) -> None:
    """Delete one case with its runs and links."""
    await session.execute(delete(CaseRow).where(CaseRow.id == case_id))


def _stored(row: CaseRow) -> StoredCase:
    return StoredCase(
        row.id, row.tenant, row.address, row.language, row.document, row.created_at, row.updated_at
    )
