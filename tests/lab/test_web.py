"""The owner's page as people use it: in Chromium, from the error to the message that arrived."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from lab.people import DOMAINS, Person, people_of, person
from lab.practice import Lab
from mailmend.languages import say
from mailmend.settings_files.mobileconfig import MIME_TYPE
from tests.lab.web_site import CHROMIUM, URL, browser, faults, keep, new_page, served

pytestmark = pytest.mark.lab
ALICE = person("alice@customer.test")
ERIN = person("erin@eximcustomer.test")


@pytest.fixture(scope="module")
def site(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The server's folder while it runs."""
    with served(lab, tmp_path_factory.mktemp("web")) as folder:
        yield folder


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, for Debian's Chromium."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium (python -m lab tools)")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def chromium(
    site: Path, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """One browser for all."""
    with browser(playwright, tmp_path_factory.mktemp("chromium")) as running:
        yield running


def _ask(page: Page, shot: str, who: Person = ALICE) -> None:
    page.goto(f"{URL}/")
    page.locator("#address").fill(who.address)
    page.locator("input[name=alert][value=relay]").check(force=True)
    page.locator("input[name=onset][value=after-restore]").check()
    page.locator("#device").select_option("iphone")
    keep(page, f"{shot}-1-start")
    page.locator("form.ask button").click()
    expect(page.locator("#tell-title")).to_be_visible(timeout=90_000)


def _tell(page: Page, shot: str, who: Person = ALICE) -> None:
    page.locator("#username_state").select_option("blank")
    page.locator("#password_state").select_option("blank")
    page.locator("#password").fill(who.password)
    keep(page, f"{shot}-2-tell")
    page.locator("form.ask button").click()
    expect(page.locator(".answer.bad h1")).to_be_visible(timeout=90_000)


def _prove(page: Page, shot: str, who: Person) -> None:
    keep(page, f"{shot}-3-fix")
    page.locator("#check-password").fill(who.password)
    page.locator("#check button").click()
    expect(page.locator(".answer.good h1")).to_be_visible(timeout=120_000)
    keep(page, f"{shot}-4-proven")


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody reads the page."""

    language: str
    local_part: str
    phone: bool = True
    script: bool = True
    scheme: str = "light"

    @property
    def who(self) -> Person:
        """The mailbox: each reader another, for only three messages an hour are sent to one."""
        return person(f"{self.local_part}@customer.test")

    @property
    def shot(self) -> str:
        """The beginning of the names of this reader's pictures."""
        where = "phone" if self.phone else "desk"
        return f"{where}-{self.language}-{self.scheme}{'' if self.script else '-noscript'}"


READERS = [
    Reader("en", "alice"),
    Reader("de", "carol", script=False, scheme="dark"),
    Reader("fr", "dave", phone=False, scheme="dark"),
    Reader("ja", "info"),
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.shot)
def test_from_the_error_to_the_proof(
    playwright: Playwright, chromium: Browser, reader: Reader
) -> None:
    """The cause, the way broken at its link, the value to type, the message that arrived."""
    page = new_page(
        playwright,
        chromium,
        phone=reader.phone,
        locale=reader.language,
        java_script_enabled=reader.script,
        color_scheme=reader.scheme,
    )
    who = reader.who
    _ask(page, reader.shot, who)
    _tell(page, reader.shot, who)
    broken = page.locator(".stop.broken")
    expect(broken).to_have_count(1)
    expect(broken).to_contain_text(say(reader.language, "Permission to send"))
    expect(page.locator(".steps").first).to_contain_text(who.address)
    assert page.locator("html").get_attribute("lang") == reader.language
    assert who.password not in page.content()
    _prove(page, reader.shot, who)
    expect(page.locator(".answer h1")).to_have_text(say(reader.language, "Sending works"))
    expect(page.locator(".stop.ok")).to_have_count(8)
    page.context.close()


def test_the_way_is_drawn_while_it_is_looked_at(
    lab: Lab, playwright: Playwright, chromium: Browser
) -> None:
    """A server that does not answer: the page says what it waits for, and ends by itself."""
    page = new_page(playwright, chromium, phone=True, locale="en")
    lab.filter('iifname "client-a" ip daddr 198.51.100.20 drop')
    lab.filter('iifname "client-a" ip6 daddr 2001:db8:1::20 drop')
    try:
        page.goto(f"{URL}/")
        page.locator("#address").fill("erin@eximcustomer.test")
        page.locator("form.ask button").click()
        expect(page.locator("#live .doing")).to_contain_text("mail.eximhost.test", timeout=30_000)
        keep(page, "phone-en-light-progress")
        assert faults(page) == []
        expect(page.locator(".answer h1")).to_be_visible(timeout=120_000)
        keep(page, "phone-en-light-silent-server")
        assert faults(page) == []
    finally:
        lab.heal()
    page.context.close()


def test_with_the_keyboard_alone(playwright: Playwright, chromium: Browser) -> None:
    """Tab, space, arrows and Enter lead through the whole story; the focus is always seen."""
    page = new_page(playwright, chromium, phone=False, locale="en")
    page.goto(f"{URL}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    _tab_to(page, "#address")
    page.keyboard.type(ERIN.address)
    _tab_to(page, "input[name=alert]")
    page.keyboard.press("Space")
    keep(page, "desk-en-light-keyboard-1")
    _tab_to(page, "form.ask button")
    page.keyboard.press("Enter")
    expect(page.locator("#tell-title")).to_be_visible(timeout=90_000)
    _tab_to(page, "#username_state")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "#password_state")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "#password")
    page.keyboard.type(ERIN.password)
    page.keyboard.press("Enter")
    expect(page.locator(".answer.bad h1")).to_be_visible(timeout=90_000)
    _tab_to(page, "#check-password")
    page.keyboard.type(ERIN.password)
    keep(page, "desk-en-light-keyboard-2")
    page.keyboard.press("Enter")
    expect(page.locator(".answer.good h1")).to_be_visible(timeout=120_000)
    page.context.close()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"no way to {selector} by the keyboard")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_axe_finds_nothing(
    playwright: Playwright, chromium: Browser, scheme: str, phone: bool
) -> None:
    """Contrast, labels, roles and order on every page of the story, in light and in dark."""
    page = new_page(playwright, chromium, phone=phone, locale="en", color_scheme=scheme)
    shot = f"{'phone' if phone else 'desk'}-en-{scheme}-axe"
    page.goto(f"{URL}/")
    assert faults(page) == []
    page.locator("form.ask button").click()
    expect(page.locator("#address-wrong")).to_be_visible()
    assert faults(page) == []
    _ask(page, shot)
    assert faults(page) == []
    _tell(page, shot)
    assert faults(page) == []
    page.goto(f"{URL}/nothing-here")
    assert faults(page) == []
    page.context.close()


def test_the_code_on_the_desk_opens_on_the_phone(playwright: Playwright, chromium: Browser) -> None:
    """The code leads to the settings; the phone installs a profile without a password."""
    desk = new_page(playwright, chromium, phone=False, locale="en")
    _ask(desk, "desk-en-light")
    _tell(desk, "desk-en-light")
    keep(desk, "desk-en-light-3-fix")
    link = _read(desk)
    phone = new_page(playwright, chromium, phone=True, locale="en")
    phone.goto(link)
    keep(phone, "phone-en-light-handover")
    assert faults(phone) == []
    kind, body = phone.locator("a.button").first.evaluate(_FETCHED)
    assert kind == MIME_TYPE
    profile = bytes(body)
    mail = plistlib.loads(profile)["PayloadContent"][0]
    assert mail["OutgoingMailServerHostName"] == "mail.hosting.test"
    assert mail["OutgoingMailServerUsername"] == ALICE.address
    assert "OutgoingPassword" not in mail
    assert ALICE.password.encode() not in profile
    for one in (desk, phone):
        one.context.close()


@pytest.mark.parametrize("domain", ["customer.test", "eximcustomer.test", "opencustomer.test"])
def test_nobody_learns_which_mailboxes_there_are(
    playwright: Playwright, chromium: Browser, domain: str
) -> None:
    """Real servers, a mailbox that is there and one that is not: the same page, to the byte."""
    there = people_of(DOMAINS[domain])[0]
    shown = [_with_wrong_password(playwright, chromium, who) for who in (there, _nobody(domain))]
    assert shown[0] == shown[1]


def _nobody(domain: str) -> Person:
    return Person(f"nobody-at-all@{domain}", "", "")


def _with_wrong_password(playwright: Playwright, chromium: Browser, who: Person) -> str:
    page = new_page(playwright, chromium, phone=True, locale="en")
    page.goto(f"{URL}/")
    page.locator("#address").fill(who.address)
    page.locator("form.ask button").click()
    page.locator("#password").fill("surely-not-this-one")
    page.locator("form.ask button").click()
    expect(page.locator(".answer h1")).to_contain_text("did not accept", timeout=90_000)
    shown = page.locator("main").inner_html()
    page.context.close()
    return re.sub("[0-9a-f]{32}", "ID", shown).replace(who.address, "X")


_FETCHED = """async link => {
  const answer = await fetch(link.href);
  const body = Array.from(new Uint8Array(await answer.arrayBuffer()));
  return [answer.headers.get("content-type"), body];
}"""
_PIXELS = """element => {
  const side = 400, canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.drawImage(element, 0, 0, side, side);
  const all = pen.getImageData(0, 0, side, side).data;
  return [side, Array.from(all.filter((_, at) => at % 4 === 0))];
}"""


def _read(page: Page) -> str:
    """What a camera reads off the screen."""
    side, grey = page.locator(".code img").evaluate(_PIXELS)
    found = zxingcpp.read_barcodes(memoryview(bytes(grey)).cast("B", (side, side)))
    assert [re.sub("[A-Za-z0-9_-]{22}$", "TOKEN", one.text) for one in found] == [f"{URL}/p/TOKEN"]
    text: str = found[0].text
    return text


def test_no_password_is_on_the_disk(site: Path, chromium: Browser) -> None:
    """After all the stories: not in the database, its journal, the ledger or the log."""
    assert chromium
    secrets = [reader.who.password for reader in READERS] + [ERIN.password]
    for path in (each for each in site.rglob("*") if each.is_file()):
        held = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in held], path.name
