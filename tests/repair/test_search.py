"""The smallest repair: single and double faults, and what must not be called a fault."""

from __future__ import annotations

from typing import Any

import pytest

from mailmend.facts import Repair
from mailmend.repair import best_working, furthest_progress, smallest_repair
from tests.causes.build import HOST, RELAY_554, conversation
from tests.repair.ground import bare_name_refused, ground, healthy, plain_587


def fields(repair: Repair | None) -> dict[str, tuple[object, object]]:
    """The changes as a dictionary of before and after."""
    assert repair is not None
    return {change.field: (change.from_, change.to) for change in repair.changes}


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, set()),
        ({"username": ""}, {"outgoing.username"}),
        ({"enabled": False}, {"outgoing.enabled"}),
        ({"password_set": False}, {"outgoing.password_set"}),
        ({"authentication": "none"}, {"outgoing.authentication"}),
        ({"authentication": "ntlm"}, {"outgoing.authentication"}),
        ({"security": "none"}, {"outgoing.security"}),
        ({"port": 2526}, {"outgoing.port"}),
        ({"host": "mial.hosting.test"}, {"outgoing.host"}),
        ({"port": 25}, {"outgoing.port"}),
        ({"username": "", "security": "none"}, {"outgoing.username", "outgoing.security"}),
        ({"port": 2526, "username": ""}, {"outgoing.port", "outgoing.username"}),
        (
            {"port": 25, "security": "none", "username": ""},
            {"outgoing.port", "outgoing.security", "outgoing.username"},
        ),
    ],
)
def test_each_wrong_setting_is_one_change(settings: dict[str, Any], expected: set[str]) -> None:
    """Exactly the settings that are wrong are changed, no others."""
    assert set(fields(smallest_repair(ground(**settings)))) == expected


def test_a_repair_keeps_the_obstacle_that_stands_without_each_change() -> None:
    """For a blank user name that is the refusal of the remote recipient."""
    repair = smallest_repair(ground(username=""))
    assert repair is not None
    obstacle = repair.obstacle("outgoing.username")
    assert obstacle is not None
    assert (obstacle.stage, obstacle.why) == ("rcpt-remote", "rejected")
    assert obstacle.because


def test_a_bare_user_name_becomes_the_full_address() -> None:
    """535 with the bare name and 235 with the address, on one connection."""
    facts = (bare_name_refused(), *healthy()[:2])
    repair = smallest_repair(ground(facts=facts, username="alice"))
    assert fields(repair) == {"outgoing.username": ("alice", "alice@customer.test")}


def test_an_apple_device_needs_no_word_for_direct_tls() -> None:
    """SSL on with port 465 is direct TLS for it, however the case words it."""
    assert fields(smallest_repair(ground(port=465, security="starttls"))) == {}


def test_an_unknown_setting_is_not_a_known_fault() -> None:
    """Nobody told the user name: the change has no value before."""
    assert fields(smallest_repair(ground(username=None))) == {
        "outgoing.username": (None, "alice@customer.test")
    }


def test_no_repair_is_claimed_where_nothing_worked() -> None:
    """The server lets nobody relay: that is no fault of the device."""
    refusing = (
        conversation(remote=RELAY_554),
        conversation(port=465, mode="tls", remote=RELAY_554),
    )
    scene = ground(facts=refusing)
    assert smallest_repair(scene) is None
    progress = furthest_progress(scene)
    assert progress is not None
    assert progress.changes == ()
    assert progress.remaining.stage == "rcpt-remote"


def test_a_fault_of_the_device_shows_behind_a_fault_of_the_server() -> None:
    """SSL is off and the server lets nobody relay: the first is needed all the same."""
    facts = (conversation(remote=RELAY_554), plain_587())
    progress = furthest_progress(ground(facts=facts, security="none"))
    assert progress is not None
    assert [change.field for change in progress.changes] == ["outgoing.security"]


def test_where_something_works_there_is_no_progress_fact() -> None:
    """Progress speaks only where no settings work."""
    assert furthest_progress(ground(username="")) is None


def test_an_unverified_session_is_no_working_setting() -> None:
    """Only what was tried inside verified TLS may be recommended."""
    assert smallest_repair(ground(facts=(plain_587(),), security="none")) is None


def test_the_host_stays_where_two_hosts_work() -> None:
    """A repair on the same host beats one that moves."""
    other = conversation(host="other.hosting.test")
    repair = smallest_repair(ground(other, port=2526))
    assert repair is not None
    assert repair.works.host == HOST


def test_what_works_under_another_ehlo_name_is_no_repair() -> None:
    """The device cannot change the name it gives in EHLO."""
    refused = conversation(remote="450 4.7.1 <smtpclient.apple>: Helo command rejected")
    scene = ground(facts=(refused, conversation(ehlo_name="client.example")))
    assert smallest_repair(scene) is None
    assert best_working(scene) is None


def test_a_sender_refused_after_login_counts_as_progress() -> None:
    """The login got through although no recipient could be named."""
    facts = (conversation(mail="553 5.7.1 not owned by user"), plain_587())
    progress = furthest_progress(ground(facts=facts, security="none"))
    assert progress is not None
    assert progress.remaining.stage == "mail"
