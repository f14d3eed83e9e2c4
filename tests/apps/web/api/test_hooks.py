"""News of finished runs, sent to a real receiver over TLS."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from mailmend.apps.web.api.hooks import Hooks
from mailmend.io.store.api.models import MessageRow
from mailmend.io.store.api.webhooks import MAX_TRIES, add_webhook, announce, failed
from mailmend.io.store.cases import add_case
from mailmend.io.store.database import Database
from mailmend.io.store.migrate import migrate
from mailmend.io.store.open import opened
from mailmend.io.store.runs import Outcome, add_run, finish_run
from mailmend.io.web import RealWeb
from tests.io.authority import leaf
from tests.io.peers import serve, server_context
from tests.io.test_web import Names, PortMap

Receiver = Callable[[bytes, bytes], bytes]
"""From the head and the body of a request to the whole answer."""

TAKEN = b"HTTP/1.1 204 No Content\r\n\r\n"
REFUSED = b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"
ELSEWHERE = b"HTTP/1.1 302 Go\r\nLocation: https://b.test/\r\nContent-Length: 0\r\n\r\n"


async def _send(url: str, receiver: Receiver, database: Database) -> None:
    """Send what is due to a receiver on loopback."""

    async def script(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        writer.write(receiver(head, await reader.readexactly(size)))
        await writer.drain()

    async with serve(script, server_context(leaf("a.test", "b.test"))) as port:
        await Hooks(database, RealWeb(PortMap(port, port), Names())).send()


async def _finished(database: Database, url: str, tenant: str | None = "brand") -> str:
    """A finished run of a case of the brand, whose webhook is at that address; its secret."""
    now = datetime.now(UTC)
    async with database.writing() as session:
        hook = await add_webhook(session, "brand", url, now)
        case = await add_case(session, {"address": "alice@customer.test"}, "en", now, tenant)
        run = await add_run(session, case, "diagnose", now, with_password=False)
        report = {"sends": "no", "verdicts": [{"cause": "outgoing-ssl-off", "status": "proven"}]}
        await finish_run(session, run, Outcome("done", report), now)
        await announce(session, run, now)
    return hook.secret


def story(
    database_url: str, url: str, receiver: Receiver, tenant: str | None = "brand"
) -> tuple[str, list[MessageRow]]:
    """One run, sent once; the webhook's secret, and what still waits."""

    async def act() -> tuple[str, list[MessageRow]]:
        async with opened(database_url) as database:
            await migrate(database)
            secret = await _finished(database, url, tenant)
            await _send(url, receiver, database)
            async with database.reading() as session:
                return secret, list(await session.scalars(select(MessageRow)))

    return asyncio.run(act())


def url_of(tmp_path: Path) -> str:
    """A database of this test."""
    return f"sqlite:///{tmp_path / 'hooks.db'}"


def test_the_news_is_signed_and_taken(tmp_path: Path) -> None:
    """By id, time and body, as a receiver checks it; it holds no address and no report."""
    seen: list[tuple[dict[str, str], bytes]] = []

    def take(head: bytes, body: bytes) -> bytes:
        lines = head.decode().split("\r\n")[1:-2]
        seen.append(({k.lower(): v for k, _, v in (line.partition(": ") for line in lines)}, body))
        return TAKEN

    secret, waiting = story(url_of(tmp_path), "https://a.test/hook", take)
    assert waiting == []
    ((fields, body),) = seen
    signed = f"{fields['webhook-id']}.{fields['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert fields["webhook-signature"] == f"v1,{expected}"
    told = json.loads(body)
    assert (told["type"], told["data"]["cause"]) == ("diagnosis.finished", "outgoing-ssl-off")
    assert b"alice" not in body


def test_what_is_not_taken_is_sent_later(tmp_path: Path) -> None:
    """Refused, or led elsewhere: it waits with the reason, and nobody else gets it."""
    for number, answer in enumerate((REFUSED, ELSEWHERE)):
        place = f"sqlite:///{tmp_path / f'{number}.db'}"
        _, (waiting,) = story(place, "https://a.test/hook", lambda _h, _b, a=answer: a)  # type: ignore[misc]
        assert waiting.tries == 1
        assert waiting.due_at > waiting.created_at
        assert "answered" in (waiting.problem or "")


def test_an_address_inside_is_not_dialled(tmp_path: Path) -> None:
    """A webhook is no way to reach the operator's own network."""

    def never(_head: bytes, _body: bytes) -> bytes:
        raise AssertionError

    _, (waiting,) = story(url_of(tmp_path), "https://inside.test/hook", never)
    assert "no connection" in (waiting.problem or "")


def test_a_case_of_nobody_is_told_to_nobody(tmp_path: Path) -> None:
    """The public page's cases belong to no brand."""
    assert story(url_of(tmp_path), "https://a.test/", lambda _h, _b: TAKEN, None)[1] == []


def test_it_is_tried_ever_less_often_and_given_up_in_the_end(tmp_path: Path) -> None:
    """Each wait at least as long as the one before; at most six hours."""

    async def act() -> list[timedelta]:
        async with opened(url_of(tmp_path)) as database:
            await _finished(database, "https://a.test/")
            waits, now = [], datetime.now(UTC)
            for _ in range(MAX_TRIES):
                async with database.writing() as session:
                    row = await session.scalar(select(MessageRow))
                    assert row is not None
                    await failed(session, row.id, "no", now)
                    waits.append(row.due_at - now)
            async with database.reading() as session:
                assert await session.scalar(select(MessageRow)) is None
            return waits[:-1]

    waits = asyncio.run(act())
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(hours=6)
