"""The desk as people use it: in Chromium, with and without scripts, by keyboard, on a phone."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from mailmend.apps.demo_servers.farm import Farm
from mailmend.io.store.desk.tenants import set_looks
from mailmend.io.store.open import opened
from tests.apps.farm import ALICE, CANARY
from tests.apps.web.desk.forms import told
from tests.apps.web.desk.place import PASSWORD, people
from tests.apps.web.site import Site
from tests.lab.web_site import CHROMIUM, faults, keep

Servers = tuple[Farm, Path]
LANGUAGES = ["en", "de", "fr"]


@pytest.fixture(scope="module")
def site(farm: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with people, one brand of which answers in three languages."""
    folder = tmp_path_factory.mktemp("desk-site")
    database = f"sqlite:///{folder / 'site.db'}"

    async def prepare() -> None:
        async with opened(database) as found, found.writing() as session:
            await people(session)
            await set_looks(session, "one", "Brand One", "#7a1fa2", LANGUAGES)

    asyncio.run(prepare())
    with Site(folder, farm=farm[0]) as running:
        yield running


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium (python -m lab tools)")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all."""
    running = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
    yield running
    running.close()


@contextlib.contextmanager
def reading(
    playwright: Playwright, chromium: Browser, *, phone: bool = False, **more: Any
) -> Iterator[Page]:
    """A page of its own, on an iPhone or on a desk."""
    device = dict(playwright.devices["iPhone 15"]) if phone else {}
    device.pop("default_browser_type", None)
    if not phone:
        device["viewport"] = {"width": 1360, "height": 900}
    page = chromium.new_context(**device, **more).new_page()
    page.set_default_timeout(60_000)
    yield page
    page.context.close()


def sign_in(page: Page, site: Site, name: str) -> None:
    """By the form."""
    page.goto(f"{site.url}/desk")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main button")
    expect(page.locator("h1")).to_have_text("Cases")


def open_case(page: Page, site: Site, farm: Farm, **more: str) -> str:
    """Fill the form; the address of the case, once it has come to an answer."""
    page.goto(f"{site.url}/desk/new-case")
    for name, value in told(farm, language="de", **more).items():
        field = page.locator(f'main [name="{name.replace("__", ".")}"]')
        match field.evaluate("one => one.type"):
            case "checkbox":
                field.check()
            case "select-one":
                field.select_option(value)
            case _:
                field.fill(value)
    page.click("main button[type=submit]")
    expect(page.locator(".answer")).to_be_visible(timeout=60_000)
    return page.url


@pytest.mark.parametrize("script", [True, False], ids=["script", "noscript"])
def test_an_engineer_finds_tells_mends_and_sees_it_work(
    site: Site, farm: Servers, playwright: Playwright, chromium: Browser, script: bool
) -> None:
    """Without scripts the page loads itself again until there is an answer."""
    shot = f"support-{'script' if script else 'noscript'}"
    with reading(playwright, chromium, java_script_enabled=script) as page:
        sign_in(page, site, "eve")
        case = open_case(page, site, farm[0])
        expect(page.locator(".answer h2")).to_contain_text("Proven")
        expect(page.locator(".stop.broken")).to_contain_text("Permission to send")
        expect(page.locator("#reply-text")).to_have_attribute("lang", "de")
        expect(page.locator("#reply-text")).to_contain_text(ALICE)
        keep(page, f"{shot}-1-found")
        page.click('button:has-text("I have sent it")')
        expect(page.locator(".history")).to_contain_text("sent the reply (Deutsch)")
        page.goto(f"{case}/edit")
        page.uncheck("#blank")
        page.fill('[name="outgoing.username"]', ALICE)
        page.select_option('[name="outgoing.password_set"]', "yes")
        page.fill("#password", CANARY)
        page.click("main button[type=submit]")
        expect(page.locator(".answer.good h2")).to_have_text("Sending works.", timeout=60_000)
        assert CANARY not in page.content()
        keep(page, f"{shot}-2-works")
        page.click("text=Compare with another look")
        expect(page.locator("main")).to_contain_text("outgoing-username-blank")
        keep(page, f"{shot}-3-compared")


def test_the_customer_follows_the_link_on_a_phone(
    site: Site, farm: Servers, playwright: Playwright, chromium: Browser
) -> None:
    """In their language, whatever the browser prefers."""
    with reading(playwright, chromium) as page:
        sign_in(page, site, "eve")
        open_case(page, site, farm[0])
        page.click('button:has-text("Make a link")')
        link = page.input_value("#the-link")
        expect(page.locator("#reply-text")).to_contain_text(link)
        keep(page, "support-link")
        assert faults(page) == []
    with reading(playwright, chromium, phone=True, locale="en-GB") as phone:
        phone.goto(link)
        expect(phone.locator("html")).to_have_attribute("lang", "de")
        expect(phone.locator("main")).to_contain_text(ALICE)
        keep(phone, "support-customer-phone")
        assert faults(phone) == []


def test_with_the_keyboard_alone(
    site: Site, farm: Servers, playwright: Playwright, chromium: Browser
) -> None:
    """From the sign-in to the state of a case, and to what is folded."""
    with reading(playwright, chromium) as page:
        page.goto(f"{site.url}/desk/sign-in")
        expect(page.locator("#name")).to_be_focused()
        page.keyboard.type("eve")
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("Cases")
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        open_case(page, site, farm[0], password="")
        page.reload()
        _tab_to(page, 'button[value="waiting"]')
        page.keyboard.press("Enter")
        expect(page.locator('button[value="waiting"]')).to_have_attribute("aria-pressed", "true")
        _tab_to(page, ".proof summary")
        page.keyboard.press("Enter")
        expect(page.locator(".proof .facts").first).to_be_visible()
        _tab_to(page, "#note")
        page.keyboard.type("called back")
        page.keyboard.press("Enter")
        expect(page.locator(".history")).to_contain_text("called back")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} by the keyboard")


PAGES = [
    "new-case",
    "cases?state=all",
    "cases?q=nobody",
    "incidents",
    "settings",
    "trail",
    "account",
    "cases/00000000000000000000000000000000",
]


@pytest.mark.parametrize("phone", [False, True], ids=["desk-light", "phone-dark"])
def test_axe_finds_nothing(
    site: Site, farm: Servers, playwright: Playwright, chromium: Browser, phone: bool
) -> None:
    """Contrast, labels, roles and order on every page; and nothing is wider than the screen."""
    scheme = "dark" if phone else "light"
    shot = f"support-{'phone' if phone else 'desk'}-{scheme}"
    with reading(playwright, chromium, phone=phone, color_scheme=scheme) as page:
        page.goto(f"{site.url}/desk/sign-in")
        _check(page, f"{shot}-sign-in")
        sign_in(page, site, "ada")
        cases = [
            open_case(page, site, farm[0], address=f"{name}-{shot}@customer.test")
            for name in ("one", "two")
        ]
        _check(page, f"{shot}-case")
        page.locator("summary").evaluate_all(
            "all => all.forEach(one => one.parentNode.open = true)"
        )
        assert faults(page) == []
        for path in (*PAGES, cases[0].partition("/desk/")[2] + "/edit"):
            page.goto(f"{site.url}/desk/{path}")
            _check(page, f"{shot}-{re.sub(r'[^a-z]+', '-', path.partition('/')[0])}")
        page.goto(f"{site.url}/desk/incidents")
        page.click("tbody a >> nth=0")
        _check(page, f"{shot}-incident")


def _check(page: Page, shot: str) -> None:
    keep(page, shot)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_times_are_told_in_the_reader_s_zone(site: Site, chromium: Browser) -> None:
    """Where scripts run; else in UTC, which is said."""
    for script in (True, False):
        context = chromium.new_context(java_script_enabled=script, timezone_id="Asia/Tokyo")
        page = context.new_page()
        sign_in(page, site, "ada")
        page.goto(f"{site.url}/desk/trail")
        shown = page.locator("time").first
        at = datetime.fromisoformat(shown.get_attribute("datetime") or "")
        there = at.astimezone(ZoneInfo("Asia/Tokyo") if script else UTC)
        assert f"{there:%H:%M}" in shown.inner_text()
        assert ("UTC" in shown.inner_text()) is not script
        context.close()
