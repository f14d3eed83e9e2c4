"""The assistant's tools, called by the protocol's own client: over HTTP, and over stdio."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from mailmend.apps.demo_servers.farm import HOST
from tests.apps.farm import ALICE, Place
from tests.apps.web.api.callers import Client as Program
from tests.apps.web.site import Site

Story = Callable[[Client], Awaitable[Any]]
TOOLS = {"diagnose", "remedies", "settings", "explain", "causes"}


def over_http(site: Site, story: Story, secret: str) -> Any:
    """The story with a client of the server."""

    async def act() -> Any:
        headers = {"authorization": f"Bearer {secret}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60, trust_env=False) as http:
            transport = streamable_http_client(f"{site.url}/mcp", http_client=http)
            async with Client(transport) as client:
                return await story(client)

    return asyncio.run(act())


def over_stdio(place: Place, story: Story) -> Any:
    """The story with a client of the command."""

    async def act() -> Any:
        command = ["-m", "mailmend.apps.cli", "mcp", *place.options[:-2]]
        options = [word for word in command if word != "--quiet"]
        async with Client(StdioServerParameters(command=sys.executable, args=options)) as client:
            return await story(client)

    return asyncio.run(act())


async def call(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    """A tool's structured result."""
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] | None = result.structured_content
    assert found is not None
    return found


def case(place: Place) -> dict[str, Any]:
    """A device that does not encrypt."""
    outgoing = {"host": HOST, "port": place.farm.ports[HOST, 587], "security": "none",
                "username": ALICE, "password_set": True, "authentication": "password"}  # fmt: skip
    return {"address": ALICE, "device": {"os": "iOS"}, "outgoing": outgoing}


async def whole(client: Client, told: dict[str, Any]) -> tuple[set[str], Any, Any, Any]:
    """The tools' names, a diagnosis, its remedies, the settings."""
    tools = (await client.list_tools()).tools
    assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
    found = await call(client, "diagnose", **told)
    remedies = await call(client, "remedies", diagnosis=found["id"])
    settings = await call(client, "settings", address=told["address"])
    return {tool.name for tool in tools}, found, remedies, settings


@pytest.mark.parametrize("way", ["http", "stdio"])
def test_an_assistant_finds_the_cause(site: Site, place: Place, way: str) -> None:
    """Proven, with the fix; what servers said stands apart, marked as untrusted."""

    async def story(client: Client) -> Any:
        return await whole(client, case(place))

    if way == "http":
        names, found, remedies, settings = over_http(site, story, Program.of(site).secret)
    else:
        names, found, remedies, settings = over_stdio(place, story)
    assert names == TOOLS
    first = found["findings"][0]
    assert (first["cause"], first["status"]) == ("outgoing-ssl-off", "proven")
    assert any("220" in quote["untrusted_text"] for quote in found["quotes"])
    assert remedies["remedies"]
    assert settings["outgoing"]


def test_texts_and_causes_are_known(site: Site) -> None:
    """Without a look at any server."""

    async def story(client: Client) -> Any:
        meaning = await call(client, "explain", text="554 5.7.1 Relay access denied")
        page = await call(client, "causes", cause="outgoing-username-blank")
        wrong = await client.call_tool("causes", {"cause": "none-such"})
        bad = await client.call_tool("diagnose", {"address": "no address"})
        return meaning, page, wrong.is_error, bad.is_error

    meaning, page, wrong, bad = over_http(site, story, Program.of(site).secret)
    assert meaning["readings"][0]["meaning"] == "relay-denied"
    assert "Proof" in page["causes"][0]["page"]
    assert (wrong, bad) == (True, True)


def test_another_token_sees_no_diagnosis(site: Site, place: Place) -> None:
    """Remedies are those of the caller's own diagnoses."""

    async def ask(client: Client) -> Any:
        return (await call(client, "diagnose", **case(place)))["id"]

    run = over_http(site, ask, Program.of(site).secret)

    async def steal(client: Client) -> Any:
        return (await client.call_tool("remedies", {"diagnosis": run})).is_error

    assert over_http(site, steal, Program.of(site).secret)


@pytest.mark.parametrize("scopes", [("read",), ()])
def test_without_the_scope_the_door_is_shut(site: Site, scopes: tuple[Any, ...]) -> None:
    """401 without a token, 403 with one that may only read."""
    headers = {"authorization": f"Bearer {Program.of(site, *scopes).secret}"} if scopes else {}
    answer = httpx2.post(f"{site.url}/mcp", json={}, headers=headers, trust_env=False)
    assert answer.status_code == (403 if scopes else 401)
