"""The owner's page from the question to the proven fix, over real sockets, without JavaScript."""

from __future__ import annotations

import html
import re

import pytest

from mailmend.apps.demo_servers.farm import HOST
from mailmend.apps.demo_servers.smtp_server import Session
from tests.apps.farm import ALICE, CANARY, Place
from tests.apps.web.site import Site

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Safari/605.1.15"


def test_from_the_blank_user_name_to_the_fix(site: Site, place: Place) -> None:
    """The cause is proven, the steps name the value to type, the password is nowhere."""
    visitor = site.visitor(**{"user-agent": IPHONE})
    page = visitor.start(address=ALICE, alert="relay", onset="after-restore", device="iphone")
    asked = visitor.answer(page)
    assert 'id="tell-title"' in asked
    assert 'name="password"' in asked
    told = {"host": HOST, "port": str(place.farm.ports[HOST, 587]), "ssl": "on"}
    blank = {"username_state": "blank", "password_state": "blank", "authentication": "password"}
    visitor.post(f"{page}/more", **told, **blank, password=CANARY)
    found = html.unescape(visitor.answer(page))
    assert "The user name for sending is empty" in found
    assert f"User Name: type {ALICE}" in found
    assert 'class="stop broken"' in found
    assert "can read what stands here" not in found
    assert CANARY not in found
    assert "it accepted the same message" in found
    assert "on your device: (blank)" in found


def test_a_wrong_password_and_an_unknown_mailbox_look_the_same(site: Site) -> None:
    """Nobody learns from the page whether a mailbox exists."""
    pages = []
    for address in (ALICE, "nobody.at.all@customer.test"):
        visitor = site.visitor()
        page = visitor.start(address=address, alert="login", device="iphone")
        visitor.answer(page)
        visitor.post(f"{page}/more", username_state="blank", password="wrong-password-1")
        text = visitor.answer(page).replace(html.escape(address), "X").replace(address, "X")
        text = re.sub(r"[0-9a-f]{32}|local-part", "ID", text)
        pages.append(text.replace(address.split("@")[0], "L"))
    assert pages[0] == pages[1]


def test_a_password_for_reading_alone_is_not_called_wrong(
    site: Site, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sending refuses it in every form of the user name; the mailbox is still asked, and opens."""
    refused = ("535 5.7.8 Error: authentication failed",)
    monkeypatch.setattr(Session, "_checked", lambda *_: refused)
    visitor = site.visitor(**{"user-agent": IPHONE})
    page = visitor.start(address=ALICE, alert="login", device="iphone")
    visitor.answer(page)
    told = {"host": HOST, "port": str(place.farm.ports[HOST, 587]), "ssl": "on"}
    filled = {"username_state": "filled", "username": ALICE, "password_state": "filled"}
    visitor.post(f"{page}/more", **told, **filled, password=CANARY)
    assert "did not accept this password" not in visitor.answer(page)


def test_the_same_question_is_not_asked_twice(site: Site) -> None:
    """A second visitor with the same question gets the answer at once."""
    first, second = site.visitor(), site.visitor()
    fields = {"address": "carol@customer.test", "alert": "sender", "device": "mac"}
    first.answer(first.start(**fields))
    page = second.start(**fields)
    assert 'id="live"' not in second.http.get(page).text


def test_looking_again_is_looking(site: Site) -> None:
    """Who presses the button wants to know how it is now."""
    visitor = site.visitor()
    page = visitor.start(address="erin@customer.test")
    visitor.answer(page)
    visitor.post(f"{page}/more")
    assert 'id="live"' in visitor.http.get(page).text
    visitor.answer(page)


def test_what_was_told_can_be_deleted(site: Site) -> None:
    """After that the case is as if it had never been."""
    visitor = site.visitor()
    page = visitor.start(address="dave@customer.test")
    visitor.answer(page)
    assert visitor.post(f"{page}/forget").status_code == 303
    assert visitor.http.get(page).status_code == 404
