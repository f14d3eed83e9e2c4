"""Tenants: hosting brands, the mail domains that are theirs, how they look and answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.desk.models import TenantDomainRow, TenantRow

FIRST = "main"
"""The tenant of a server that serves one brand only."""
ACCENT = "#0a6450"
MAX_DOMAINS = 10_000


@dataclass(frozen=True, slots=True)
class StoredTenant:
    """A brand; see ``models.TenantRow`` for the fields."""

    id: str
    name: str
    accent: str
    languages: tuple[str, ...]
    templates: dict[str, str]


async def add_tenant(session: AsyncSession, tenant_id: str, name: str, at: datetime) -> None:
    """A new brand, with the default looks, answering in English."""
    session.add(
        TenantRow(
            id=tenant_id, name=name, accent=ACCENT, languages=["en"], templates={}, created_at=at
        )
    )
    await session.flush()


async def find_tenant(session: AsyncSession, tenant_id: str) -> StoredTenant | None:
    """The brand of that id."""
    row = await session.get(TenantRow, tenant_id)
    return _stored(row) if row is not None else None


async def all_tenants(session: AsyncSession) -> tuple[StoredTenant, ...]:
    """Every brand, by id."""
    return tuple(_stored(row) for row in await session.scalars(select(TenantRow).order_by("id")))


async def set_looks(
    session: AsyncSession, tenant_id: str, name: str, accent: str, languages: Sequence[str]
) -> None:
    """Its name, its colour, and the languages it answers in."""
    row = await session.get_one(TenantRow, tenant_id)
    row.name, row.accent, row.languages = name, accent, list(languages)


async def set_template(session: AsyncSession, tenant_id: str, language: str, text: str) -> None:
    """Its reply in that language; an empty text brings the standard reply back."""
    row = await session.get_one(TenantRow, tenant_id)
    kept = {key: value for key, value in row.templates.items() if key != language}
    row.templates = {**kept, language: text} if text else kept


async def assign_domain(session: AsyncSession, tenant_id: str, domain: str) -> None:
    """Give the domain to the brand, whoever had it."""
    await session.merge(TenantDomainRow(domain=domain, tenant=tenant_id))


async def release_domain(session: AsyncSession, domain: str) -> None:
    """The domain is no brand's any more."""
    await session.execute(delete(TenantDomainRow).where(TenantDomainRow.domain == domain))


async def domains_of(session: AsyncSession, tenant_id: str) -> tuple[str, ...]:
    """The domains of a brand, by name."""
    rows = await session.scalars(
        select(TenantDomainRow.domain)
        .where(TenantDomainRow.tenant == tenant_id)
        .order_by(TenantDomainRow.domain)
        .limit(MAX_DOMAINS)
    )
    return tuple(rows)


async def owner_of(session: AsyncSession, domain: str) -> str | None:
    """The brand whose domain it is."""
    row = await session.get(TenantDomainRow, domain)
    return row.tenant if row is not None else None


def _stored(row: TenantRow) -> StoredTenant:
    templates = {key: str(value) for key, value in row.templates.items()}
    return StoredTenant(row.id, row.name, row.accent, tuple(row.languages), templates)
