"""How Apple's Mail behaves."""

from __future__ import annotations

import pytest

from mailmend.case import Case, Device, Outgoing
from mailmend.devices import client_for
from mailmend.devices.apple_mail import AppleMail
from mailmend.facts import Obstacle, Reply


@pytest.mark.parametrize(
    ("security", "port", "mode"),
    [
        ("none", 587, "plain"),
        ("none", 465, "plain"),
        ("starttls", 587, "starttls"),
        ("tls", 587, "starttls"),
        ("tls", 465, "tls"),
        ("starttls", 465, "tls"),
    ],
)
def test_use_ssl_means_direct_tls_on_465_only(security: str, port: int, mode: str) -> None:
    """There is no opportunistic TLS: off is off."""
    outgoing = Outgoing(port=port, security=security)  # type: ignore[arg-type]
    assert AppleMail().mode(outgoing) == mode


def test_reported_tls_trouble_takes_the_settings_literally() -> None:
    """A profile can set direct TLS on any port."""
    assert AppleMail(literal=True).mode(Outgoing(port=587, security="tls")) == "tls"


def test_a_blank_user_name_means_no_login() -> None:
    """The incoming login is never borrowed."""
    assert AppleMail().mechanisms(Outgoing(username="")) == ()


def test_the_configured_mechanism_is_the_only_one() -> None:
    """MD5 challenge-response is CRAM-MD5 and nothing else."""
    outgoing = Outgoing(username="a@b.test", authentication="cram-md5")
    assert AppleMail().mechanisms(outgoing) == ("CRAM-MD5",)


@pytest.mark.parametrize(
    ("reply", "alert"),
    [
        (Reply(454, "Relay access denied", "4.7.1"), "D-RELAY"),
        (Reply(550, "relay not permitted"), "D-RELAY"),
        (Reply(550, "User unknown", "5.1.1"), "D-RCPT-UNKNOWN"),
        (Reply(451, "Try later", "4.3.0"), "D-RCPT-1"),
    ],
)
def test_a_refused_recipient_is_shown_by_class(reply: Reply, alert: str) -> None:
    """Relaying and unknown users have sentences of their own."""
    obstacle = Obstacle(stage="rcpt-remote", why="rejected", reply=reply)
    assert AppleMail().alerts(obstacle, Outgoing(), "bob@elsewhere.test")[0].id == alert


def test_a_login_refused_with_534_blames_ssl() -> None:
    """Mail asks to check the SSL setting although SSL is right."""
    obstacle = Obstacle(stage="auth", why="refused", reply=Reply(534, "App password", "5.7.9"))
    assert AppleMail().alerts(obstacle, Outgoing(host="h.test"), "")[0].id == "D-SSL"


@pytest.mark.parametrize(
    ("device", "client"),
    [
        (Device(), "apple-mail"),
        (Device("iOS", "17.4", "Apple Mail"), "apple-mail"),
        (Device("iPadOS", None, "Mail"), "apple-mail"),
        (Device("Windows", None, "Thunderbird"), "thunderbird"),
        (Device("iOS", "17", "Outlook"), "generic"),
        (Device("Android", "14", None), "generic"),
    ],
)
def test_the_program_is_chosen_by_the_device(device: Device, client: str) -> None:
    """An iPhone's Mail where nothing is known."""
    assert client_for(Case("a@b.test", device=device)).id == client
