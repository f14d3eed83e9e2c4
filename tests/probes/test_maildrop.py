"""The marked message in a mailbox read over POP3: found, deleted, and nothing else touched."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest

from mailmend.probes.mailbox_search import Found, Unwatched
from mailmend.probes.mailbox_talk import MailboxPlan
from mailmend.probes.maildrop import NEWEST, Maildrop
from mailmend.probes.marked_message import Marked, message
from mailmend.secret import Secret
from tests.probes.certificates import server_context
from tests.probes.mail_store import Pop3
from tests.probes.small_servers import listening
from tests.probes.world import LedNet, small_world

HOST, IP, ADDRESS, WORD = "pop.hosting.test", "192.0.2.26", "alice@customer.test", "correct horse"
PLAN = MailboxPlan(protocol="pop3", host=HOST, address=IP, port=995, mode="tls", username=ADDRESS)
OURS = Marked(ADDRESS, ADDRESS, "0" * 32)
TEXT = message(OURS, datetime(2026, 5, 1, tzinfo=UTC)).decode()
MINE = ("mine", "Subject: mine\r\n.hidden: x\r\n\r\nkeep")
MARKED = ("u7", TEXT)

T = TypeVar("T")


def server(*drop: tuple[str, str], **habits: Any) -> Pop3:
    """A server with these messages."""
    return Pop3(server_context(HOST), {ADDRESS: WORD}, drop=list(drop), **habits)


def run(
    held: Pop3, act: Callable[[Maildrop], Awaitable[T]], plan: MailboxPlan = PLAN, word: str = WORD
) -> T:
    """What comes of the act with that server."""

    async def whole() -> T:
        context = held.context if plan.mode == "tls" else None
        async with listening(held, context) as port:
            world = small_world(LedNet({(IP, plan.port): port}))
            return await act(Maildrop(plan, world, Secret(word)))

    return asyncio.run(whole())


def look(held: Pop3, plan: MailboxPlan = PLAN, word: str = WORD) -> tuple[Found, ...]:
    """One look."""
    return run(held, lambda drop: drop.look(OURS), plan, word)


@pytest.mark.parametrize("plan", [PLAN, replace(PLAN, port=110, mode="starttls")])
def test_the_message_is_found_by_its_mark(plan: MailboxPlan) -> None:
    """Over TLS at once and over STLS; its header fields tell the way it took."""
    (found,) = look(server(MINE, MARKED), plan)
    assert (found.folder, found.uid, found.junk) == ("INBOX", "u7", False)
    assert OURS.message_id.encode() in found.headers


@pytest.mark.parametrize(
    "other",
    [
        ("other", TEXT.replace("0" * 32, "1" * 32)),
        ("forged", f"Message-ID: {OURS.message_id}\r\n\r\nx"),
        ("marked", TEXT.replace("Message-ID:", "X-ID:")),
    ],
)
def test_another_message_is_not_ours(other: tuple[str, str]) -> None:
    """Message-ID and mark must both be right."""
    assert look(server(MINE, other)) == ()


def test_it_is_deleted_and_nothing_else() -> None:
    """Its number is looked up afresh by the unique id, and its mark is read again."""
    held = server(MINE, MARKED)

    async def act(drop: Maildrop) -> bool:
        (found,) = await drop.look(OURS)
        held.drop.insert(0, ("older", "Subject: older\r\n\r\nkeep"))
        return await drop.remove(found, OURS)

    assert run(held, act)
    assert [uid for uid, _ in held.drop] == ["older", "mine"]
    assert [line for line in held.heard if line.startswith("DELE")] == ["DELE 3"]


def test_a_unique_id_that_now_names_another_message_is_not_deleted() -> None:
    """The mark decides, not the number."""
    held = server(MINE, MARKED)

    async def act(drop: Maildrop) -> bool:
        (found,) = await drop.look(OURS)
        held.drop[1] = ("u7", "Subject: another\r\n\r\nkeep")
        return await drop.remove(found, OURS)

    assert not run(held, act)
    assert len(held.drop) == 2
    assert not [line for line in held.heard if line.startswith("DELE")]


def test_a_deletion_that_is_refused_is_told() -> None:
    """It was not removed."""
    held = server(MARKED, refused="DELE")

    async def act(drop: Maildrop) -> bool:
        return await drop.remove((await drop.look(OURS))[0], OURS)

    assert not run(held, act)
    assert held.drop == [MARKED]


def test_other_messages_are_read_once_and_only_the_newest() -> None:
    """A mailbox of thousands is not gone through, and never again at the next look."""
    held = server(*((f"m{n}", f"Subject: {n}\r\n\r\nx") for n in range(100)))

    async def act(drop: Maildrop) -> tuple[Found, ...]:
        assert await drop.look(OURS) == ()
        held.drop.append(MARKED)
        return await drop.look(OURS)

    assert len(run(held, act)) == 1
    read = [line for line in held.heard if line.startswith("TOP")]
    assert len(read) == NEWEST + 1
    assert read[0] == "TOP 100 0"
    assert not [line for line in held.heard if line.startswith("RETR")]


def test_a_locked_maildrop_is_looked_at_later() -> None:
    """A phone that fetches just now is no failure."""
    held = server(MARKED, locked=1)

    async def act(drop: Maildrop) -> tuple[int, int]:
        return len(await drop.look(OURS)), len(await drop.look(OURS))

    assert run(held, act) == (0, 1)


@pytest.mark.parametrize(
    ("habits", "word", "said"),
    [
        ({}, "wrong", "refused the login"),
        ({"refused": "UIDL"}, WORD, "refused UIDL"),
        ({"refused": "TOP"}, WORD, "refused TOP"),
        ({"greeting": "-ERR go away"}, WORD, "go away"),
    ],
)
def test_what_cannot_be_watched_says_why(habits: dict[str, str], word: str, said: str) -> None:
    """A clause for the report."""
    with pytest.raises(Unwatched, match=said):
        look(server(MARKED, **habits), word=word)


def test_a_server_that_is_gone_says_so() -> None:
    """Nothing listens."""
    with pytest.raises(Unwatched, match="no connection"):
        asyncio.run(Maildrop(PLAN, small_world(LedNet()), Secret(WORD)).look(OURS))
