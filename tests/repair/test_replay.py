"""The device's replay: what it shows, whether that is the reported error, where it turns next."""

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Outgoing
from mailmend.facts import Facts, Replay
from mailmend.repair import Ground, replay_device, smallest_repair
from tests.causes.build import HOST, conversation, dns, tcp
from tests.repair.ground import RIGHT, ground, healthy

RELAYING = (
    "Cannot Send Mail. A copy has been placed in your Outbox. The recipient “bob@elsewhere.test” "
    "was rejected by the server because it does not allow relaying."
)
TIMED_OUT = "The connection to the server “mail.hosting.test” on port 587 timed out."


def last(scene: Ground) -> Replay:
    """The replay that decides."""
    return replay_device(scene, smallest_repair(scene))[-1]


def test_a_blank_user_name_reproduces_the_relaying_alert() -> None:
    """The phone skips AUTH and is refused at the recipient, as reported."""
    replay = last(ground(username="", error=RELAYING))
    assert (replay.result, replay.alert, replay.reproduced) == ("failed", "D-RELAY", True)
    assert "bob@elsewhere.test" in replay.shown


def test_another_alert_than_the_one_reported_is_not_reproduced() -> None:
    """The replay says relaying, the person saw a time-out."""
    assert last(ground(username="", error=TIMED_OUT)).reproduced is False


def test_right_settings_are_accepted() -> None:
    """Nothing is wrong and no error was reported."""
    replay = last(ground())
    assert (replay.result, replay.reproduced, replay.obstacle) == ("accepted", None, None)


def test_right_settings_do_not_reproduce_an_error() -> None:
    """An error was reported, but the replay gets through."""
    assert last(ground(error=RELAYING)).reproduced is False


def test_an_unknown_user_name_makes_a_success_unknown() -> None:
    """With the value that works it would work; whether the device has it nobody told."""
    assert last(ground(username=None, error=RELAYING)).result == "unknown"


def test_a_failure_whatever_the_unknown_value_is_stays_a_failure() -> None:
    """The port is closed: the user name does not matter."""
    replay = last(ground(username=None, port=2526))
    assert replay.result == "failed"
    assert replay.obstacle is not None
    assert replay.obstacle.stage == "connect"


def test_without_outgoing_settings_nothing_is_replayed() -> None:
    """There is no device to play."""
    scene = ground()
    bare = Ground(replace(scene.case, outgoing=Outgoing()), scene.client, scene.facts)
    assert replay_device(bare, None) == ()


def test_a_failed_connection_turns_to_the_next_server() -> None:
    """The carrier's server is tried next and refuses the recipient."""
    other = replace(RIGHT, host="relay.carrier.test", username="")
    scene = ground(dns("relay.carrier.test", "192.0.2.99"), port=2526)
    facts = Facts((*scene.facts, conversation(host="relay.carrier.test", auth=None)))
    case = replace(scene.case, other_outgoing=(other,))
    replays = replay_device(Ground(case, scene.client, facts), None)
    assert [(each.fallback, each.alert) for each in replays] == [(0, "D-REFUSED"), (1, "D-RELAY")]


def test_a_refused_recipient_ends_the_attempt() -> None:
    """Mail asks no other server after RCPT was refused."""
    scene = ground(username="")
    case = replace(scene.case, other_outgoing=(RIGHT,))
    assert len(replay_device(Ground(case, scene.client, scene.facts), None)) == 1


def test_a_vantage_that_may_relay_without_login_proves_nothing() -> None:
    """The server trusts the network we are on: the phone's result stays unknown."""
    trusting = conversation(anonymous="250 2.1.5 Ok", auth=None)
    scene = ground(facts=(dns(HOST, "192.0.2.25"), trusting), username="", error=RELAYING)
    assert last(scene).result == "unknown"


def test_a_silent_drop_shows_the_time_out_alert() -> None:
    """With host and port filled in."""
    facts = (dns(HOST, "192.0.2.25"), tcp(outcome="timeout"), *healthy()[4:])
    replay = last(ground(facts=facts, error=TIMED_OUT))
    assert replay.shown.startswith("The connection to the server “mail.hosting.test” on port 587")
    assert replay.reproduced is True


def test_a_generation_that_goes_on_without_auth_is_played_where_it_shows_the_error() -> None:
    """Port 25 offers no AUTH: the reported relaying alert comes from a phone that goes on."""
    assert last(ground(port=25, error=RELAYING)).reproduced is True
    assert last(ground(port=25)).alert == "D-NOCONN"
