"""The embedded servers, taught to take messages and to show them over IMAP; they can kill."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_string
from pathlib import Path

import pytest

from mailmend.apps.demo_servers import imap_server, smtp_server
from mailmend.apps.demo_servers.lines import Peer
from mailmend.apps.demo_servers.smtp_server import MailHost, Session
from tests.apps.farm import Place, servers

CAPABILITIES = "IMAP4rev1 SASL-IR UIDPLUS SPECIAL-USE AUTH=PLAIN"


@dataclass(slots=True)
class Message:
    """A stored message."""

    uid: int
    folder: str
    text: str
    deleted: bool = False


@dataclass(slots=True)
class Store:
    """All mail that was delivered. ``taken`` counts every message ever taken, also removed ones.

    ``kill_at`` names the moment at which the process ``pid`` is killed; ``deliver_to`` the folder
    for new mail; ``reply`` what is said after the content; ``silent`` hangs up instead of a reply;
    ``forge`` puts a message with the same Message-ID beside each.
    """

    messages: list[Message] = field(default_factory=list)
    taken: int = 0
    deliver_to: str = "INBOX"
    reply: str = "250 2.0.0 Ok: queued as 4X"
    silent: bool = False
    capabilities: str = CAPABILITIES
    forge: bool = False
    kill_at: str = ""
    pid: int = 0
    reached: list[str] = field(default_factory=list)

    def at(self, moment: str) -> None:
        """Something happens now; perhaps it is the moment to kill."""
        self.reached.append(moment)
        if moment == self.kill_at and self.pid:
            self.kill_at = ""
            os.kill(self.pid, signal.SIGKILL)

    def add(self, text: str, folder: str) -> None:
        """Put a message there."""
        uid = max((each.uid for each in self.messages), default=0) + 1
        self.messages.append(Message(uid, folder, text))

    async def smtp(self, peer: Peer, host: MailHost) -> None:
        """One SMTP session."""
        session = Session(host, peer.secure)
        await peer.say(session.greeting())
        while (line := await peer.line()) is not None:
            verb = line.strip().upper()
            if verb == "QUIT" and not session.waiting:
                await peer.say("221 2.0.0 Bye")
                return
            if verb == "STARTTLS" and not peer.secure:
                await peer.say("220 2.0.0 Ready to start TLS")
                await peer.start_tls(host.context)
                session = Session(host, secure=True)
            elif verb == "DATA" and session.recipients:
                self.at("data")
                if not await self._data(peer, session):
                    return
            else:
                await peer.say(*session.handle(line))

    async def _data(self, peer: Peer, session: Session) -> bool:
        await peer.say("354 End data with <CR><LF>.<CR><LF>")
        lines: list[str] = []
        while (line := await peer.line()) != ".":
            if line is None:
                return False
            self.at("content")
            lines.append(line.removeprefix(".") if line.startswith("..") else line)
        self.at("before-store")
        if self.reply.startswith("250"):
            self.taken += 1
            trace = (
                f"Received: from client (client [127.0.0.1]) by {session.host.name} (Postfix) with "
                "ESMTPSA\r\n (using TLSv1.3 with cipher X); now"
            )
            results = f"Authentication-Results: {session.host.name}; dkim=pass; spf=none"
            self.add("\r\n".join([trace, results, *lines, ""]), self.deliver_to)
            if self.forge:
                named = [line for line in lines if line.lower().startswith("message-id:")]
                self.add("\r\n".join(["Subject: forged", *named, "", "keep"]), self.deliver_to)
        self.at("after-store")
        if self.silent:
            return False
        await peer.say(self.reply)
        self.at("replied")
        return True

    async def imap(self, peer: Peer, host: MailHost) -> None:
        """One IMAP session, inside TLS from the start."""
        await peer.say(f"* OK [CAPABILITY {self.capabilities}] ready.")
        folder = ""
        imap_server.CAPABILITIES = self.capabilities
        while (line := await peer.line()) is not None:
            tag, _, rest = line.partition(" ")
            verb = rest.upper().removeprefix("UID ").split(" ", 1)[0]
            if verb in ("EXAMINE", "SELECT"):
                folder = rest.partition(" ")[2].strip('"')
                await peer.say(f"{tag} OK done")
            elif verb in ("LIST", "SEARCH", "FETCH", "STORE", "EXPUNGE"):
                self.at(verb.lower())
                await peer.say(*self._answer(verb, rest, folder), f"{tag} OK done")
            else:
                found = await imap_server._answer(peer, host, verb, rest.partition(" ")[2])
                await peer.say(*(each.replace("TAG", tag, 1) for each in found))
                if verb == "LOGOUT":
                    return

    def _answer(self, verb: str, rest: str, folder: str) -> list[str]:
        here = [each for each in self.messages if each.folder == folder]
        if verb == "LIST":
            return ['* LIST () "/" "INBOX"', '* LIST (\\Junk) "/" "Spam &- co"',
                    '* LIST (\\Sent) "/" "Sent"']  # fmt: skip
        if verb == "SEARCH":
            wanted = re.findall(r'"([^"]*)"', rest)[0]
            hits = [str(each.uid) for each in here if wanted in each.text]
            return [" ".join(["* SEARCH", *hits])]
        uid = int(re.findall(r"\d+", rest)[0])
        chosen = [each for each in here if each.uid == uid]
        if verb == "FETCH":
            return [line for each in chosen for line in _fetched(each)]
        for each in chosen:
            if verb == "STORE":
                each.deleted = True
            elif each.deleted:
                self.messages.remove(each)
        return []


def _fetched(each: Message) -> list[str]:
    head = each.text.partition("\r\n\r\n")[0] + "\r\n\r\n"
    return [f"* {each.uid} FETCH (UID {each.uid} BODY[HEADER]<0> {{{len(head)}}}\r\n{head})"]


@contextmanager
def delivering(folder: Path) -> Iterator[tuple[Place, Store]]:
    """The servers with a store behind them, until the block is left."""
    store = Store()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtp_server, "serve", store.smtp)
        patch.setattr(imap_server, "serve", store.imap)
        patch.setattr(imap_server, "CAPABILITIES", CAPABILITIES)
        with servers(folder) as place:
            yield place, store


def subject(text: str) -> str:
    """The subject of a message."""
    return str(message_from_string(text)["Subject"])
