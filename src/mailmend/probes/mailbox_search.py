"""Looks for one marked message in a mailbox over IMAP, and removes that one.

Folders are opened read-only (EXAMINE) until the message is found by its Message-ID, and its own
mark has been read. Only then is it flagged deleted and, where UID EXPUNGE exists (RFC 4315),
expunged: a plain EXPUNGE could remove other people's flagged mail and is never used.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect
from mailmend.probes.imap_session import imap_open
from mailmend.probes.mailbox_talk import MailboxPlan, MailboxTalk, Stop
from mailmend.probes.marked_message import MARK_HEADER, Marked
from mailmend.secret import Secret
from mailmend.wire import imap, sasl
from mailmend.wire.received import headers_of
from mailmend.world import Lost, Withheld, World

COMMAND_S = 30.0
MAX_UNTAGGED = 2000
MAX_FOLDERS = 3
MAX_HITS = 5
HEADER_BYTES = 32 * 1024

_LITERAL = re.compile(rb"\{(\d{1,7})\}\Z")
_LIST = re.compile(
    r'\* LIST \(([^)]*)\) (?:"(?:\\.|[^"\\])"|NIL) ("(?:\\.|[^"\\])*"|[^\s"\\{}()]+)\Z'
)
_SEARCH = re.compile(r"\* SEARCH((?: \d{1,10})*)\s*\Z", re.IGNORECASE)
_JUNK = {"junk", "spam", "junk e-mail", "junk email", "junk-e-mail", "bulk mail", "bulk"}
_SENT = {"sent", "sent items", "sent messages", "sent mail"}


class Unwatched(Exception):
    """The mailbox cannot be looked into; the text is a clause that says why."""


class Refused(Unwatched):
    """The server refused one command; others may go on."""


@dataclass(frozen=True, slots=True)
class Found:
    """The message, in ``folder`` as its name goes over the wire; ``headers`` as stored.

    ``uid`` is the server's unique name of it.
    """

    folder: str
    uid: str
    headers: bytes
    junk: bool


@dataclass(slots=True)
class Mailbox:
    """A mailbox that is open."""

    talk: MailboxTalk
    inbox: str = "INBOX"
    junk: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    pauses_s: tuple[float, ...] = (0.3, 0.5, 1.0, 2.0)
    _count: int = field(default=0)

    async def look(self, marked: Marked, *, copies: bool = False) -> tuple[Found, ...]:
        """The message in the inbox and in Junk; with ``copies`` in Sent as well.

        Raises ``Unwatched``.
        """
        folders = (self.inbox, *self.junk, *(self.sent if copies else ()))
        found: list[Found] = []
        for folder in dict.fromkeys(folders):
            try:
                found += await self._in_folder(folder, marked)
            except Refused:
                if folder == self.inbox:
                    raise
        return tuple(found)

    async def remove(self, found: Found, marked: Marked) -> bool:
        """Delete it; ``False`` where it could only be flagged as deleted. Raises ``Unwatched``."""
        await self._command(f"SELECT {found.folder}")
        await self._command(f"UID STORE {found.uid} +FLAGS.SILENT (\\Deleted)")
        if "UIDPLUS" not in self.talk.capabilities:
            return False
        await self._command(f"UID EXPUNGE {found.uid}")
        return True

    async def know_folders(self) -> None:
        """Find out which folders are Junk and Sent (RFC 6154), by their use or else by name."""
        rows = [_LIST.match(line) for line, _ in await self._command('LIST "" "*"')]
        listed = [(row[1].lower(), row[2]) for row in rows if row]
        self.junk = _folders(listed, "\\junk", _JUNK)
        self.sent = _folders(listed, "\\sent", _SENT)
        if "UIDPLUS" not in self.talk.capabilities:
            await self._capabilities()

    async def _capabilities(self) -> None:
        """Many servers announce the rest only after the login."""
        for line, _ in await self._command("CAPABILITY"):
            with suppress(imap.Malformed):
                self.talk.capabilities = imap.capabilities(line.encode()) or self.talk.capabilities

    async def _in_folder(self, folder: str, marked: Marked) -> list[Found]:
        await self._command(f"EXAMINE {folder}")
        asked = f'UID SEARCH HEADER Message-ID "{marked.message_id}"'
        hits = [_SEARCH.match(line) for line, _ in await self._command(asked)]
        uids = [uid for hit in hits if hit for uid in hit[1].split()]
        read = [await self._read(folder, uid, marked) for uid in uids[:MAX_HITS]]
        return [found for found in read if found is not None]

    async def _read(self, folder: str, uid: str, marked: Marked) -> Found | None:
        """The message of that number, if it bears the very mark."""
        asked = f"UID FETCH {uid} (UID BODY.PEEK[HEADER]<0.{HEADER_BYTES}>)"
        headers = b"".join(data for _, data in await self._command(asked))
        fields = headers_of(headers)
        ours = (str(fields.get("Message-ID", "")).strip(), str(fields.get(MARK_HEADER, "")).strip())
        if ours != (marked.message_id, marked.token):
            return None
        return Found(folder, uid, headers, folder in self.junk)

    async def _command(self, text: str) -> list[tuple[str, bytes]]:
        """The untagged lines of the answer, each with the literal it held. Raises ``Unwatched``."""
        self._count += 1
        tag = f"w{self._count}"
        try:
            async with asyncio.timeout(COMMAND_S):
                await self.talk.write(imap.command(tag, text))
                return await self._answer(tag, text)
        except (Lost, TimeoutError, imap.Malformed) as fault:
            raise Unwatched("the connection to the mailbox was lost") from fault

    async def _answer(self, tag: str, text: str) -> list[tuple[str, bytes]]:
        lines: list[tuple[str, bytes]] = []
        for _ in range(MAX_UNTAGGED):
            line, literal = await self._line()
            if line.startswith(f"{tag} "):
                if line[len(tag) + 1 :][:2].upper() != "OK":
                    raise Refused(f"the server refused {text.split(maxsplit=1)[0]}")
                return lines
            lines.append((line, literal))
        raise Unwatched("the server says more than can be read")

    async def _line(self) -> tuple[str, bytes]:
        line = await self.talk.read(COMMAND_S)
        announced = _LITERAL.search(line)
        literal = b""
        while announced is not None:
            literal += await self.talk.connection.read_exactly(int(announced[1]))
            line = line[: announced.start()] + await self.talk.read(COMMAND_S)
            announced = _LITERAL.search(line)
        return line.decode("utf-8", "backslashreplace"), literal


def _folders(listed: list[tuple[str, str]], use: str, names: set[str]) -> tuple[str, ...]:
    used = [name for flags, name in listed if use in flags.split()]
    named = [name for _, name in listed if re.split(r"[./]", name.strip('"'))[-1].lower() in names]
    return tuple(dict.fromkeys(used or named))[:MAX_FOLDERS]


@asynccontextmanager
async def opened(plan: MailboxPlan, world: World, secret: Secret) -> AsyncIterator[Mailbox]:
    """The mailbox of an IMAP plan, logged in over verified TLS. Raises ``Unwatched``."""
    budget = Budget()
    target = Target(plan.host, plan.address, "verify-mailbox")
    tried = await connect(world, budget.reach, target, plan.port)
    if tried.connection is None:
        raise Unwatched(f"no connection to the mailbox came about ({tried.fact.outcome})")
    talk = MailboxTalk(plan, tried.connection, secret, budget.logins)
    try:
        yield await _logged_in(talk)
    finally:
        with suppress(Lost):
            await talk.write(imap.command("z", "LOGOUT"))
        await talk.settle(refused=False)
        await tried.connection.close()


async def _logged_in(talk: MailboxTalk) -> Mailbox:
    try:
        accepted = await imap_open(talk)
    except Stop as stop:
        raise Unwatched(str(stop)) from None
    except (Lost, imap.Malformed, Withheld, sasl.NotPossible) as fault:
        raise Unwatched("the mailbox could not be opened") from fault
    if not accepted:
        raise Unwatched("the mailbox refused the login")
    mailbox = Mailbox(talk)
    with suppress(Unwatched):
        await mailbox.know_folders()
    return mailbox
