"""The lab proves itself: public tools see what each fault claims, and healing gives all back."""

from __future__ import annotations

import secrets
import time
from pathlib import Path

import pytest

from lab import fault, snapshot
from lab.practice import Lab
from lab.replay import password_of, swaks
from lab.reported import phone

pytestmark = pytest.mark.lab
_CAUSES = Path("src/mailmend/causes")
_SENDERS = ("alice@customer.test", "erin@eximcustomer.test", "olga@opencustomer.test")


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


@pytest.fixture(scope="module")
def untouched(lab: Lab) -> dict[str, str]:
    """Every file under /etc, the routes and the firewalls of the lab before any fault."""
    return snapshot.take(lab)


@pytest.mark.parametrize("name", fault.names())
def test_public_tools_see_the_fault(lab: Lab, untouched: dict[str, str], name: str) -> None:
    """What a fault claims is there to see while it is in, and healing gives everything back."""
    put = lab.inject(name)
    try:
        assert put.show(lab) == []
    finally:
        lab.heal()
    if put.inject is not None:
        assert put.show(lab) != [], "the same is seen in the healthy lab"
        assert snapshot.difference(untouched, snapshot.take(lab)) == []
        assert _arrives(lab, str(put.case["address"]))


def test_a_fault_names_causes_that_exist() -> None:
    """Every cause a fault names is a page of the catalogue, which has one file a cause."""
    known = {path.stem.replace("_", "-") for path in _CAUSES.glob("[a-z]*.py")}
    for name in fault.names():
        chosen = fault.load(name)
        assert chosen.allowed | chosen.must_not <= known, name


def test_only_a_healthy_case_expects_nothing() -> None:
    """A fault without an expected cause is called healthy or is silent, and no other is."""
    for name in fault.names():
        put = fault.load(name)
        assert put.healthy == (name.startswith("healthy") or put.silent)
