"""Looks for one marked message in a mailbox that is read over POP3, and deletes that one.

A POP3 session shows what was there at its login (RFC 1939 section 4), so every look is a session of
its own. Messages are read no further than their headers (TOP), the newest first, and each only
once, by its unique id (UIDL). A message is deleted in the session in which its own mark was read;
nothing else is touched.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect
from mailmend.probes.mailbox_search import Found, Unwatched
from mailmend.probes.mailbox_talk import MailboxPlan, MailboxTalk, Stop
from mailmend.probes.marked_message import MARK_HEADER, Marked
from mailmend.probes.pop3_session import pop3_open
from mailmend.secret import Secret
from mailmend.wire import pop3, sasl
from mailmend.wire.received import headers_of
from mailmend.world import Lost, Withheld, World

COMMAND_S = 30.0
MAX_LISTED = 200_000
MAX_HEADER_LINES = 2000
NEWEST = 20
"""How many messages that were not seen before are read in one look."""


@dataclass(slots=True)
class Maildrop:
    """The mailbox behind a login; no session is open between two looks."""

    plan: MailboxPlan
    world: World
    secret: Secret
    pauses_s: tuple[float, ...] = (1.0, 2.0, 4.0, 5.0)
    _budget: Budget = field(default_factory=Budget)
    _others: set[str] = field(default_factory=set)

    async def look(self, marked: Marked, *, copies: bool = False) -> tuple[Found, ...]:
        """The message, if it is there; POP3 knows no other folders. Raises ``Unwatched``."""
        async with self._session() as session:
            if session is None:
                return ()
            fresh = [row for row in await session.listed() if row[1] not in self._others]
            self._others.update(uid for _, uid in fresh)
            for number, uid in reversed(fresh[-NEWEST:]):
                headers = await session.headers(number)
                if _is_ours(headers, marked):
                    self._others.discard(uid)
                    return (Found("INBOX", uid, headers, junk=False),)
        return ()

    async def remove(self, found: Found, marked: Marked) -> bool:
        """Delete it; ``False`` where it is not found again or the server does not confirm.

        Raises ``Unwatched``.
        """
        async with self._session() as session:
            if session is None:
                return False
            for number, uid in await session.listed():
                if uid == found.uid and _is_ours(await session.headers(number), marked):
                    return await session.deleted(number)
        return False

    @asynccontextmanager
    async def _session(self) -> AsyncIterator[_Session | None]:
        """A session; ``None`` where the maildrop is locked by another one just now."""
        target = Target(self.plan.host, self.plan.address, "verify-mailbox")
        tried = await connect(self.world, self._budget.reach, target, self.plan.port)
        if tried.connection is None:
            raise Unwatched(f"no connection to the mailbox came about ({tried.fact.outcome})")
        talk = MailboxTalk(self.plan, tried.connection, self.secret, self._budget.logins)
        try:
            yield await _logged_in(talk)
        except (Lost, TimeoutError, pop3.Malformed) as fault:
            raise Unwatched("the connection to the mailbox was lost") from fault
        finally:
            with suppress(Lost):
                await talk.write(pop3.command("QUIT"))
            await talk.settle(refused=False)
            await tried.connection.close()


async def _logged_in(talk: MailboxTalk) -> _Session | None:
    try:
        await pop3_open(talk)
    except Stop as stop:
        raise Unwatched(str(stop)) from None
    except (Lost, pop3.Malformed, Withheld, sasl.NotPossible) as fault:
        raise Unwatched("the mailbox could not be opened") from fault
    if talk.code == "IN-USE":
        return None
    if talk.login != "accepted":
        raise Unwatched("the mailbox refused the login")
    return _Session(talk)


@dataclass(frozen=True, slots=True)
class _Session:
    talk: MailboxTalk

    async def listed(self) -> list[tuple[int, str]]:
        """Number and unique id of every message, the newest last."""
        lines = await self._many("UIDL", MAX_LISTED)
        rows = [line.decode("ascii", "backslashreplace").split(" ") for line in lines]
        return [(int(row[0]), row[1]) for row in rows if len(row) == 2 and row[0].isdecimal()]

    async def headers(self, number: int) -> bytes:
        """The header fields of a message."""
        lines = await self._many(f"TOP {number} 0", MAX_HEADER_LINES)
        return b"".join(line + b"\r\n" for line in lines)

    async def deleted(self, number: int) -> bool:
        """Mark it as deleted, and end the session, which is when it is done."""
        marked = await self._ok(f"DELE {number}")
        return marked and await self._ok("QUIT")

    async def _ok(self, text: str) -> bool:
        await self.talk.write(pop3.command(text))
        return pop3.parse_response(await self.talk.read(COMMAND_S)).ok

    async def _many(self, text: str, limit: int) -> list[bytes]:
        """The lines of an answer, dots undone. Raises ``Unwatched``."""
        if not await self._ok(text):
            raise Unwatched(f"the server refused {text.partition(' ')[0]}")
        lines: list[bytes] = []
        async with asyncio.timeout(COMMAND_S):
            while (line := await self.talk.read(COMMAND_S)) != b".":
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                if len(lines) > limit:
                    raise Unwatched("the server says more than can be read")
        return lines


def _is_ours(headers: bytes, marked: Marked) -> bool:
    """Whether it bears the very Message-ID and the very mark."""
    fields = headers_of(headers)
    ours = (str(fields.get("Message-ID", "")).strip(), str(fields.get(MARK_HEADER, "")).strip())
    return ours == (marked.message_id, marked.token)
