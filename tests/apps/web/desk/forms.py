"""The desk's forms as an engineer fills them, for the embedded mail servers."""

from __future__ import annotations

import time

from mailmend.apps.demo_servers.farm import HOST, Farm
from tests.apps.farm import ALICE, BOB, CANARY
from tests.apps.web.desk.place import Browser

ERROR = "The recipient was rejected by the server because it does not allow relaying."
WAIT_S = 60.0


def told(farm: Farm, **more: str) -> dict[str, str]:
    """The classic: an iPhone whose outgoing user name is blank."""
    return {
        "address": ALICE,
        "error": ERROR,
        "recipient": BOB,
        "onset": "after-restore",
        "device": "iPhone, iOS 17.4",
        "outgoing__enabled": "yes",
        "outgoing__host": HOST,
        "outgoing__port": str(farm.ports[HOST, 587]),
        "outgoing__security": "starttls",
        "outgoing__username_blank": "yes",
        "outgoing__password_set": "no",
        "outgoing__authentication": "password",
        "incoming__protocol": "imap",
        "incoming__host": HOST,
        "incoming__port": str(farm.ports[HOST, 993]),
        "incoming__security": "tls",
        "incoming__username": ALICE,
        "password": CANARY,
        **more,
    }


def mended(farm: Farm) -> dict[str, str]:
    """The same with the settings that work."""
    fixed = {"outgoing__username": ALICE, "outgoing__password_set": "yes"}
    return told(farm, **fixed, outgoing__username_blank="")


def new_case(browser: Browser, fields: dict[str, str]) -> str:
    """Open a case by the form; the address of its page."""
    browser.get("/desk/new-case")
    answer = browser.post("/desk/new-case", **fields)
    assert answer.status == 303, answer.text
    return answer.location


def answered(browser: Browser, page: str) -> str:
    """The page once nothing is under way any more."""
    end = time.monotonic() + WAIT_S
    while True:
        found = browser.get(page)
        assert found.status == 200, found.text
        if 'id="live"' not in found.text and 'id="looking"' not in found.text:
            return found.text
        assert time.monotonic() < end, "it never came to an answer"
        time.sleep(0.1)
