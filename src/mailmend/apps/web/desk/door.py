"""Signing in and out: limits first, then the password, then a new session."""

from __future__ import annotations

from datetime import UTC, datetime

from mailmend.apps.web.desk.limits import sign_in_buckets
from mailmend.apps.web.desk.passwords import LONGEST, checks_out, hashed_password, is_outdated
from mailmend.apps.web.rates import draw, refund
from mailmend.apps.web.services import Services
from mailmend.io.store.audit import note
from mailmend.io.store.desk.sessions import end_session, open_session
from mailmend.io.store.desk.users import StoredUser, set_password, user_named
from mailmend.secret import Secret

MAX_NAME = 128


class Refused(Exception):
    """Name and password do not open the desk; which of them is wrong is not said."""


async def sign_in(
    here: Services, name: str, secret: Secret, client: str, former: str | None
) -> str:
    """The token of a new session; the browser's former one ends. Raises ``Refused``, ``TooMany``.

    Nobody's name, a wrong password, and a person who was shut out look and take the same.
    """
    name = name.strip().lower()
    tries = sign_in_buckets(name[:MAX_NAME], client)
    await draw(here.database, tries)
    usable = len(name) <= MAX_NAME and len(secret.reveal()) <= LONGEST
    user = await _named(here, name) if usable else None
    fits = await checks_out(user.password if user else None, secret if usable else Secret("-"))
    if user is None or not fits or user.disabled_at is not None:
        await _note_refusal(here, user)
        raise Refused
    await refund(here.database, tries)
    return await begin(here, user, former, secret)


async def begin(
    here: Services, user: StoredUser, former: str | None, secret: Secret | None = None
) -> str:
    """Open a session for a person who proved who they are; its token."""
    now = datetime.now(UTC)
    stronger = None
    if secret is not None and user.password is not None and is_outdated(user.password):
        stronger = hashed_password(secret)
    async with here.database.writing() as session:
        if former is not None:
            await end_session(session, former)
        if stronger is not None:
            await set_password(session, user.id, stronger)
        await note(session, user.actor, "sign-in", user.name, now)
        return await open_session(session, user.id, now)


def is_inside(path: str) -> bool:
    """Whether it is an address of the desk, to go to after the sign-in, and of no other site."""
    inside = path.startswith("/desk/") and not path.startswith(("/desk/sign-", "/desk/oidc/"))
    return (
        inside and path.isascii() and path.isprintable() and "\\" not in path and "//" not in path
    )


async def _named(here: Services, name: str) -> StoredUser | None:
    async with here.database.reading() as session:
        return await user_named(session, name)


async def _note_refusal(here: Services, user: StoredUser | None) -> None:
    """The trail of a person tells that somebody tried; a name that nobody has is not kept.

    It is a row either way, so that neither takes longer.
    """
    actor, name = (user.actor, user.name) if user is not None else ("visitor", "")
    async with here.database.writing() as session:
        await note(session, actor, "sign-in.refused", name, datetime.now(UTC))
