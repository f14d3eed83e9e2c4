"""Passwords of the people of the desk: argon2id (RFC 9106), and what is too easy to guess."""

from __future__ import annotations

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from mailmend.case import InputError
from mailmend.secret import Secret

SHORTEST = 12
LONGEST = 256
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_AT_ONCE = 2
"""Hashes under way at a time, each 64 MiB: more sign-ins wait."""


@cache
def _slots() -> asyncio.Semaphore:
    return asyncio.Semaphore(_AT_ONCE)


def checked(secret: Secret, name: str) -> Secret:
    """The password, where it may be used. Raises ``InputError``."""
    text = secret.reveal()
    if not SHORTEST <= len(text) <= LONGEST:
        raise InputError(f"a password has {SHORTEST} to {LONGEST} characters")
    person = name.partition("@")[0].lower()
    if len(set(text.lower())) < 5 or (len(person) > 3 and person in text.lower()):
        raise InputError("the password is too easy to guess; take several words, not the user name")
    return secret


def hashed_password(secret: Secret) -> str:
    """What is kept of it."""
    return _HASHER.hash(secret.reveal())


def matches(kept: str | None, secret: Secret) -> bool:
    """Whether it is the password; takes equally long where there is no person or no password."""
    try:
        return _HASHER.verify(_nobodys() if kept is None else kept, secret.reveal()) and bool(kept)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker parameters than those of today."""
    return _HASHER.check_needs_rehash(kept)


async def checks_out(kept: str | None, secret: Secret) -> bool:
    """``matches`` beside the event loop, a few at a time."""
    async with _slots():
        return await asyncio.to_thread(matches, kept, secret)


@cache
def _nobodys() -> str:
    return _HASHER.hash("of nobody")
