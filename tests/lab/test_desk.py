"""The desk against real mail servers: from the call to the message that arrived."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlalchemy.ext.asyncio import AsyncSession

from lab.people import person
from lab.practice import Lab
from mailmend.apps.web.desk.passwords import hashed_password
from mailmend.io.store.desk.tenants import add_tenant, set_looks
from mailmend.io.store.desk.users import add_user, set_password
from mailmend.io.store.open import opened
from mailmend.secret import Secret
from tests.lab.web_site import CHROMIUM, URL, browser, faults, keep, served

pytestmark = pytest.mark.lab
ALICE = person("alice@customer.test")
PASSWORD = "correct horse battery"
HOST = "mail.hosting.test"
TOLD = {
    "address": ALICE.address,
    "error": "The recipient was rejected by the server because it does not allow relaying.",
    "recipient": "bob@elsewhere.test",
    "device": "iPhone, iOS 17.4",
    "outgoing.host": HOST,
    "outgoing.port": "587",
    "incoming.host": HOST,
    "incoming.port": "993",
    "incoming.username": ALICE.address,
    "password": ALICE.password,
}
CHOSEN = {
    "onset": "after-restore",
    "language": "de",
    "outgoing.enabled": "yes",
    "outgoing.security": "starttls",
    "outgoing.password_set": "no",
    "outgoing.authentication": "password",
    "incoming.protocol": "imap",
    "incoming.security": "tls",
}


@pytest.fixture(scope="module")
def site(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The server's folder while it runs; an engineer can sign in."""
    folder = tmp_path_factory.mktemp("desk")

    async def prepare() -> None:
        async with opened(f"sqlite:///{folder / 'web.db'}") as found, found.writing() as session:
            await _engineer(session)

    asyncio.run(prepare())
    with served(lab, folder) as running:
        yield running


async def _engineer(session: AsyncSession) -> None:
    now = datetime.now(UTC)
    await add_tenant(session, "main", "Hosting", now)
    await set_looks(session, "main", "Hosting", "#0a6450", ["en", "de"])
    user = await add_user(session, "eve", "main", "engineer", now)
    await set_password(session, user, hashed_password(Secret(PASSWORD)))


@pytest.fixture(scope="module")
def chromium(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Debian's Chromium in the engineer's network."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium (python -m lab tools)")
    with (
        sync_playwright() as playwright,
        browser(playwright, tmp_path_factory.mktemp("chromium")) as running,
    ):
        yield running


def _ask(page: Page) -> None:
    page.goto(f"{URL}/desk/new-case")
    page.fill("#name", "eve")
    page.fill("#password", PASSWORD)
    page.click("main button")
    expect(page.locator("h1")).to_have_text("New case")
    for name, value in TOLD.items():
        page.fill(f'main [name="{name}"]', value)
    for name, value in CHOSEN.items():
        page.select_option(f'main [name="{name}"]', value)
    page.check("#blank")
    page.click("main button[type=submit]")


def _mend(page: Page) -> None:
    page.click("#known + a")
    page.uncheck("#blank")
    page.fill('[name="outgoing.username"]', ALICE.address)
    page.select_option('[name="outgoing.password_set"]', "yes")
    page.fill("#password", ALICE.password)
    page.check("#password-really")
    page.click("main button[type=submit]")


def test_from_the_call_to_the_message_that_arrived(chromium: Browser) -> None:
    """Proven on real servers, told in the customer's language, mended, and verified."""
    page = chromium.new_page(viewport={"width": 1360, "height": 900})
    page.set_default_timeout(90_000)
    _ask(page)
    expect(page.locator(".answer h2")).to_contain_text("Proven")
    expect(page.locator(".answer h2")).to_contain_text("The user name for sending is empty")
    expect(page.locator("#reply-text")).to_contain_text(f"Geben Sie {ALICE.address} ein")
    keep(page, "support-lab-1-found")
    _mend(page)
    expect(page.locator(".verdict.good")).to_contain_text("sent and arrived", timeout=120_000)
    expect(page.locator(".history .verified")).to_have_count(1)
    expect(page.locator(".answer h2")).to_have_text("Sending works.")
    assert ALICE.password not in page.content()
    keep(page, "support-lab-2-verified")
    assert faults(page) == []
