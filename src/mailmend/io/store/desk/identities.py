"""Sign-ins at an identity provider: those under way, and who is who there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import hashed
from mailmend.io.store.desk.models import IdentityRow, SignInRow
from mailmend.io.store.desk.users import StoredUser, find_user, user_named

LASTS = timedelta(minutes=10)
"""So long somebody may take at the provider."""


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What is needed when the provider sends the person back; ``after`` is where they wanted to."""

    verifier: str
    nonce: str
    after: str


async def begin_sign_in(
    session: AsyncSession, state: str, visitor: str, what: UnderWay, at: datetime
) -> None:
    """Remember a sign-in of that browser; ``state`` comes back with it."""
    session.add(
        SignInRow(
            state=hashed(state),
            visitor=hashed(visitor),
            verifier=what.verifier,
            nonce=what.nonce,
            after=what.after,
            expires_at=at + LASTS,
        )
    )


async def end_sign_in(
    session: AsyncSession, state: str, visitor: str, at: datetime
) -> UnderWay | None:
    """Take the sign-in up, once; ``None`` where it is unknown, over, or of another browser."""
    columns = (SignInRow.visitor, SignInRow.expires_at)
    taken = await session.execute(
        delete(SignInRow)
        .where(SignInRow.state == hashed(state))
        .returning(*columns, SignInRow.verifier, SignInRow.nonce, SignInRow.after)
    )
    row = taken.first()
    if row is None or row.visitor != hashed(visitor) or row.expires_at <= at:
        return None
    return UnderWay(row.verifier, row.nonce, row.after)


async def forget_sign_ins(session: AsyncSession, at: datetime) -> None:
    """Delete those that nobody came back from."""
    await session.execute(delete(SignInRow).where(SignInRow.expires_at <= at))


async def user_of_identity(
    session: AsyncSession, issuer: str, subject: str, email: str | None
) -> StoredUser | None:
    """Who that is here.

    Who comes for the first time is the person whose name is the verified mail address; from then
    on the subject alone counts, so that whoever gets the address later is not that person.
    """
    known = await session.get(IdentityRow, {"issuer": issuer, "subject": subject})
    if known is not None:
        return await find_user(session, known.user_id)
    user = await user_named(session, email) if email else None
    if user is None or await _has_identity(session, user.id, issuer):
        return None
    session.add(IdentityRow(issuer=issuer, subject=subject, user_id=user.id))
    return user


async def _has_identity(session: AsyncSession, user_id: str, issuer: str) -> bool:
    found = await session.scalar(
        select(IdentityRow.subject).where(
            IdentityRow.user_id == user_id, IdentityRow.issuer == issuer
        )
    )
    return found is not None
