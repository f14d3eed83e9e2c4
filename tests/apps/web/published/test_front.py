"""The published settings over HTTP, with the database behind them."""

from __future__ import annotations

import asyncio
import json
import plistlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from mailmend.apps.web.app import create_app, fronted
from mailmend.apps.web.config import WebConfig
from mailmend.apps.web.published.answers import PROFILE
from mailmend.apps.web.services import Services
from mailmend.io.store import published
from mailmend.settings_files.pattern import pattern_of
from mailmend.wire.autoconfig_xml import parse_client_config
from mailmend.wire.autodiscover_xml import parse_autodiscover, request_body
from tests.settings_files.build import account

HOST = "http://autoconfig.customer.test"
CONFIG = "/mail/config-v1.1.xml"
POX = "/autodiscover/autodiscover.xml"


@asynccontextmanager
async def serving(
    folder: Path, *, publish: bool = True
) -> AsyncIterator[tuple[httpx2.AsyncClient, Services]]:
    """A client of the whole application, in which customer.test is published."""
    config = WebConfig(database=f"sqlite:///{folder / 'web.db'}", state_dir=folder)
    app = create_app(config)
    async with app.router.lifespan_context(app):
        services = app.state.services
        if publish:
            async with services.database.writing() as session:
                found = pattern_of(account(), "Hosting & Co")
                await published.publish(session, found, "alice@customer.test", datetime.now(UTC))
            await services.shelf.refresh()
        transport = httpx2.ASGITransport(app=fronted(app))
        async with httpx2.AsyncClient(transport=transport, base_url=HOST) as found_client:
            yield found_client, services


def ask(folder: Path, method: str, path: str, **more: Any) -> httpx2.Response:
    """One request."""

    async def story() -> httpx2.Response:
        async with serving(folder) as (one, _):
            return await one.request(method, path, **more)

    return asyncio.run(story())


@pytest.mark.parametrize(
    "path",
    [
        CONFIG,
        f"{CONFIG}?emailaddress=bob%40customer.test",
        f"{CONFIG}?emailaddress=bob@CUSTOMER.test",
        f"/.well-known/autoconfig{CONFIG}?emailaddress=%25EMAILADDRESS%25",
    ],
)
def test_thunderbird_is_told(tmp_path: Path, path: str) -> None:
    """By either address, with or without the mailbox; read back by our own reader of it."""
    answer = ask(tmp_path, "GET", path)
    assert answer.status_code == 200
    servers = parse_client_config(answer.content, "bob@customer.test").servers
    assert [(one.protocol, one.host, one.username) for one in servers] == [
        ("imap", "mail.hosting.test", "bob@customer.test"),
        ("smtp", "mail.hosting.test", "bob@customer.test"),
    ]


def test_outlook_is_told(tmp_path: Path) -> None:
    """By POST, in the spelling it uses, with the user name of the mailbox it asks for."""
    body = request_body("bob+x&y@customer.test")
    answer = ask(tmp_path, "POST", "/Autodiscover/Autodiscover.xml", content=body)
    found = parse_autodiscover(answer.content, "bob+x&y@customer.test")
    assert {one.username for one in found.servers} == {"bob+x&y@customer.test"}
    assert answer.headers["cache-control"] == "no-store"


def test_outlook_is_led_to_the_xml(tmp_path: Path) -> None:
    """The newer JSON, with the mailbox in the path."""
    path = "/autodiscover/autodiscover.json/v1.0/bob@customer.test?Protocol=AutodiscoverV1"
    answer = json.loads(ask(tmp_path, "GET", path).content)
    assert answer["Url"] == f"https://autodiscover.customer.test{POX}"


def test_an_iphone_gets_a_profile(tmp_path: Path) -> None:
    """With its own type, for the mailbox that asks, without a password, and not kept on the way."""
    answer = ask(tmp_path, "GET", "/apple.mobileconfig?email=bob@customer.test")
    assert answer.headers["content-type"].encode() == PROFILE
    assert answer.headers["cache-control"] == "no-store"
    (mail,) = plistlib.loads(answer.content)["PayloadContent"]
    assert mail["OutgoingMailServerUsername"] == "bob@customer.test"
    assert not any("Password" in key and isinstance(mail[key], str) and mail[key] for key in mail
                   if key in ("IncomingPassword", "OutgoingPassword"))  # fmt: skip


def test_the_draft_of_the_ietf_is_told(tmp_path: Path) -> None:
    """By its own well-known address."""
    answer = ask(tmp_path, "GET", "/.well-known/user-agent-configuration.json")
    assert json.loads(answer.content)["protocols"]["smtp"]["host"] == "mail.hosting.test"


@pytest.mark.parametrize("local_part", ["alice", "nobody", "root"])
def test_nobody_learns_which_mailboxes_there_are(tmp_path: Path, local_part: str) -> None:
    """The answer is the same for every local part, but for the name that was sent."""
    answer = ask(tmp_path, "GET", f"{CONFIG}?emailaddress={local_part}@customer.test")
    assert answer.content == ask(tmp_path, "GET", CONFIG).content
    outlook = ask(tmp_path, "POST", POX, content=request_body(f"{local_part}@customer.test"))
    assert outlook.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", f"{CONFIG}?emailaddress=bob@elsewhere.test", "", 404),
        ("POST", POX, request_body("bob@elsewhere.test"), 404),
        ("POST", POX, "<x/>", 400),
        ("POST", POX, request_body("a\u202eb@customer.test"), 400),
        ("POST", POX, "x" * 20_000, 413),
        ("POST", POX, '<!DOCTYPE a [<!ENTITY b "c">]><Autodiscover/>', 400),
        ("GET", POX, "", 405),
        ("POST", CONFIG, "", 405),
        ("GET", "/apple.mobileconfig", "", 400),
        ("GET", "/apple.mobileconfig?email=a%E2%80%AEb@customer.test", "", 400),
        ("GET", "/mail/config-v1.1.xml/", "", 400),
    ],
)
def test_what_is_not_answered(
    tmp_path: Path, method: str, path: str, body: str, status: int
) -> None:
    """With the status that says why; what is no published address meets the usual Host check."""
    assert ask(tmp_path, method, path, content=body.encode()).status_code == status


def test_a_copy_that_is_current_is_not_sent_again(tmp_path: Path) -> None:
    """By its entity tag; and HEAD has no body."""

    async def story() -> tuple[httpx2.Response, httpx2.Response, httpx2.Response]:
        async with serving(tmp_path) as (one, _):
            first = await one.get(CONFIG)
            again = await one.get(CONFIG, headers={"if-none-match": first.headers["etag"]})
            return first, again, await one.head(CONFIG)

    first, again, head = asyncio.run(story())
    assert (first.status_code, again.status_code, head.status_code) == (200, 304, 200)
    assert (again.content, head.content) == (b"", b"")
    assert head.headers["content-length"] == str(len(first.content))


def test_what_is_taken_back_is_gone(tmp_path: Path) -> None:
    """And what is published anew replaces what was there, with no request between."""

    async def story() -> list[int | str]:
        async with serving(tmp_path) as (one, services):
            seen: list[int | str] = []
            other = pattern_of(account(), "New name")
            async with services.database.writing() as session:
                await published.publish(session, other, "alice@customer.test", datetime.now(UTC))
            await services.shelf.refresh()
            seen.append("New name" in (await one.get(CONFIG)).text)
            async with services.database.writing() as session:
                assert await published.take_back(session, "customer.test")
                assert not await published.take_back(session, "customer.test")
            await services.shelf.refresh()
            seen.append((await one.get(CONFIG)).status_code)
            return seen

    assert asyncio.run(story()) == [True, 404]


def test_nothing_published_is_nothing_told(tmp_path: Path) -> None:
    """Before the operator publishes anything."""

    async def story() -> int:
        async with serving(tmp_path, publish=False) as (one, _):
            return (await one.get(CONFIG)).status_code

    assert asyncio.run(story()) == 404
