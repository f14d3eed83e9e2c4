"""The way while it is looked at."""

from __future__ import annotations

import pytest

from mailmend.apps.web.live import way_so_far
from mailmend.facts import Fact
from tests.causes.build import AUTH_535, HOST, conversation, dns, mailbox, tcp


def _states(*seen: Fact, step: str = "") -> dict[str, str]:
    return {stop.name: stop.state for stop in way_so_far(seen, step)}


def test_at_the_start_only_the_device_is_known() -> None:
    """All else waits."""
    assert set(_states().values()) == {"ok", "unreached"}
    assert _states()["phone"] == "ok"


@pytest.mark.parametrize(
    ("fact", "furthest"),
    [
        (dns("mail.hosting.test", "192.0.2.1"), "name"),
        (dns("mail.hosting.test", status="nxdomain"), "phone"),
        (tcp(HOST, 587, "open"), "name"),
        (tcp(HOST, 587, "refused"), "phone"),
        (mailbox("refused"), "phone"),
        (mailbox("accepted"), "encryption"),
        (conversation(auth=None), "encryption"),
        (conversation(auth=AUTH_535), "encryption"),
        (conversation(), "relay"),
    ],
)
def test_a_stop_is_fine_once_something_passed_it(fact: Fact, furthest: str) -> None:
    """And not before."""
    found = _states(fact)
    passed = [name for name, state in found.items() if state == "ok"]
    assert passed[-1] == furthest


def test_nothing_is_called_broken_before_the_end() -> None:
    """Another way may still be found."""
    assert "broken" not in _states(tcp(HOST, 587, "timeout"), conversation(auth=AUTH_535)).values()


def test_where_one_looks_now_is_shown() -> None:
    """Unless it is passed already."""
    assert _states(step="login")["sign-in"] == "unknown"
    assert _states(conversation(), step="login")["sign-in"] == "ok"
