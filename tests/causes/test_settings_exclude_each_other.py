"""One changed setting means one cause, whatever obstacle stands without the change."""

from __future__ import annotations

from typing import Any

import pytest

from mailmend.case import Onset
from mailmend.discover import causes
from mailmend.facts import Fact, Facts, Obstacle
from mailmend.verdict import Likely, Proven, Verdict
from tests.causes.build import (
    AUTH_535,
    HOST,
    NAMES,
    RELAY_554,
    conversation,
    dialogue,
    dns,
    obstacle,
    phone,
    repair,
    replay,
    reported,
    session,
    tcp,
)

FIELDS: dict[str, tuple[tuple[str | int | bool, str | int | bool], ...]] = {
    "outgoing.enabled": ((False, True),),
    "outgoing.host": (("mail.oldhost.test", HOST), ("", HOST)),
    "outgoing.port": ((25, 587), (2525, 587), (465, 587), (587, 465)),
    "outgoing.security": (("none", "starttls"), ("tls", "starttls"), ("starttls", "tls")),
    "outgoing.authentication": (
        ("none", "password"),
        ("cram-md5", "password"),
        ("ntlm", "password"),
    ),
    "outgoing.username": (
        ("", "alice@customer.test"),
        ("alice", "alice@customer.test"),
        ("x", "y"),
    ),
    "outgoing.password_set": ((False, True),),
}
FIELD_CAUSES = [
    one
    for one in causes()
    if one.group == "settings"
    and one.id.startswith(("outgoing-", "smtp-", "username-", "spa-", "implicit-", "starttls-"))
    and one.id not in {"smtp-fallback-wrong-server"}
]


def obstacles(field: str, old: object) -> list[Obstacle]:
    """What may stand in the way at the device's own endpoint, one of every kind."""
    port = old if field == "outgoing.port" and isinstance(old, int) else 587
    host = old if field == "outgoing.host" and isinstance(old, str) and old else HOST
    mode = {"none": "plain", "tls": "tls"}.get(str(old), "starttls")
    talk = dialogue(host=host, port=port, mode=mode, tls=session(failure="not-tls"))  # type: ignore[arg-type]
    mute = conversation(host=host, port=port, auth_keyword=None, auth=None)
    closed = tcp(host, port, "refused")
    return [
        obstacle("settings", "switched-off"),
        obstacle("settings", "no-host"),
        obstacle("dns", "nxdomain", because=(dns(host),)),
        obstacle("connect", "refused", because=(closed,)),
        obstacle("connect", "timeout", because=(closed,)),
        obstacle("greeting", "silent", because=(talk,)),
        obstacle("greeting", "not-smtp", because=(talk,)),
        obstacle("starttls", "not-offered", because=(talk,)),
        obstacle("starttls", "refused", "502 5.5.1 Error: command not implemented", (talk,)),
        obstacle("tls", "not-tls", because=(talk,)),
        obstacle("auth", "not-offered", because=(mute,)),
        obstacle("auth", "mechanism-not-offered", because=(conversation(),)),
        obstacle("auth", "password-missing", because=(conversation(),)),
        obstacle("auth", "refused", AUTH_535, (conversation(auth=AUTH_535),)),
        obstacle("mail", "rejected", "530 5.7.0 Must issue a STARTTLS command first", (talk,)),
        obstacle("rcpt-remote", "rejected", RELAY_554, (mute,)),
    ]


TRIALS = [
    (field, old, new, stop)
    for field, pairs in FIELDS.items()
    for old, new in pairs
    for stop in obstacles(field, old)
]


def told(field: str, old: str | int | bool, onset: Onset, *more: Fact) -> Facts:
    """The device with one odd setting, and the settings that work."""
    working: dict[str, str | int | bool] = {
        "outgoing.enabled": True,
        "outgoing.host": HOST,
        "outgoing.port": 587,
        "outgoing.security": "starttls",
        "outgoing.authentication": "password",
        "outgoing.username": "alice@customer.test",
        "outgoing.password_set": True,
    }
    facts = [reported(name, value) for name, value in (working | {field: old}).items()]
    return Facts((*facts, reported("onset", onset), conversation(), NAMES, *more))


def named(field: str, old: str | int | bool, facts: Facts) -> list[str]:
    """The causes that are proven or likely."""
    changed: dict[str, Any] = {field.partition(".")[2]: old}
    case = phone(**changed)
    found: list[tuple[str, Verdict]] = [(one.id, one.judge(case, facts)) for one in FIELD_CAUSES]
    return [id_ for id_, verdict in found if isinstance(verdict, Proven | Likely)]


@pytest.mark.parametrize("onset", ["first-setup", "after-migration"])
def test_a_changed_setting_names_at_most_one_cause(onset: Onset) -> None:
    """Whichever obstacle stands without the change."""
    for field, old, new, stop in TRIALS:
        fixed = repair((field, old, new, stop))
        facts = told(field, old, onset, replay(stop=stop), fixed)
        assert len(named(field, old, facts)) <= 1, (field, old, stop.stage, stop.why)


def test_a_replay_without_a_repair_names_at_most_one_cause() -> None:
    """Where nothing was seen to work, the same holds."""
    for field, old, _, stop in TRIALS:
        facts = told(field, old, "unknown", replay(stop=stop))
        assert len(named(field, old, facts)) <= 1, (field, old, stop.stage, stop.why)


def test_a_setting_the_repair_leaves_alone_is_never_named() -> None:
    """The causes of all other fields keep still."""
    field, old, new = "outgoing.username", "", "alice@customer.test"
    stop = obstacle("rcpt-remote", "rejected", RELAY_554, (conversation(),))
    facts = told(field, old, "unknown", replay(stop=stop), repair((field, old, new, stop)))
    assert named(field, old, facts) == ["outgoing-username-blank"]


def test_nothing_is_named_for_settings_that_work() -> None:
    """A repair without changes, and a replay that is accepted."""
    for field, pairs in FIELDS.items():
        for _, new in pairs:
            facts = told(field, new, "unknown", replay("accepted"), repair())
            assert named(field, new, facts) == []
