"""The lab proves itself: public tools see what each fault claims, and healing gives all back."""

from __future__ import annotations

import json
import secrets
import time
from pathlib import Path

import pytest
from lab.practice import Lab
from lab.replay import password_of, swaks
from lab.reported import phone

from lab import fault, snapshot

pytestmark = pytest.mark.lab
_CAUSES = Path("src/mailmend/data/causes.json")
_SENDERS = ("alice@customer.test", "erin@eximcustomer.test", "olga@opencustomer.test")
_CHANGING = tuple(name for name in fault.names() if fault.load(name).inject)


def _arrives(lab: Lab, address: str) -> bool:
    """Send one marked message from that mailbox and wait up to ten seconds for it to be there."""
    token = secrets.token_hex(8)
    done = lab.run_client("client-b", swaks(phone(address), password_of(address), subject=token))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    end = time.monotonic() + 10
    while time.monotonic() < end:
        messages = lab.mailbox("bob@elsewhere.test")
        if any(token.encode() in message.read_bytes() for message in messages):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("address", _SENDERS)
def test_a_message_arrives_in_the_healthy_lab(lab: Lab, address: str) -> None:
    """An authenticated submission is accepted and really delivered at the far server."""
    assert _arrives(lab, address)


def test_unknown_people_are_refused_at_the_far_server(lab: Lab) -> None:
    """The far server says 550 5.1.1 to a recipient it does not know."""
    argv = ("swaks", "--server", "mx.elsewhere.test", "--to", "nobody@elsewhere.test",
            "--from", "alice@customer.test", "--quit-after", "RCPT")  # fmt: skip
    assert "550 5.1.1" in lab.run_client("client-a", argv).stdout


def test_a_stranger_cannot_relay(lab: Lab) -> None:
    """No server relays for a client that did not log in, so the client networks are untrusted."""
    for address in _SENDERS:
        case = phone(address, outgoing={"username": "", "port": 25})
        assert lab.run_client("client-b", swaks(case, "")).returncode != 0


@pytest.mark.parametrize("name", fault.names())
def test_public_tools_see_the_fault(lab: Lab, name: str) -> None:
    """What the fault claims is there to see while it is in, and not in the healthy lab."""
    put = lab.inject(name)
    try:
        assert put.show(lab) == []
    finally:
        lab.heal()
    if put.inject is not None:
        assert put.show(lab) != []


@pytest.mark.parametrize("name", _CHANGING)
def test_healing_gives_everything_back(lab: Lab, name: str) -> None:
    """After healing, /etc, routes and firewalls are as before, and a message arrives again."""
    before = snapshot.take(lab)
    chosen = lab.inject(name)
    lab.heal()
    assert snapshot.difference(before, snapshot.take(lab)) == []
    assert _arrives(lab, str(chosen.case["address"]))


@pytest.mark.parametrize("name", fault.names())
def test_a_fault_names_causes_of_the_catalogue(name: str) -> None:
    """Every expected cause is an id of the catalogue, and a fault with none is called healthy."""
    chosen = fault.load(name)
    if not _CAUSES.exists():
        pytest.skip("the catalogue is not in the checkout yet")
    known = {entry["id"] for entry in json.loads(_CAUSES.read_text("utf-8"))}
    assert {expected.cause for expected in chosen.expect} <= known
    assert chosen.healthy == name.startswith("healthy")
