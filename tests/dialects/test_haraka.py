"""Haraka: the summary that ends a session."""
# ruff: noqa: E501

from __future__ import annotations

from tests.dialects.logs import event

AT = "2026-11-25T10:00:00.000Z [NOTICE] [D33D6290-C923-4DAC-A4B4-D0E7B8FAF010.1] [core] "


def test_a_connection_names_the_listener() -> None:
    """The local port is the listener's."""
    found = event(f"{AT}connect ip=203.0.113.9 port=5 local_ip=192.0.2.1 local_port=587")
    assert (found.what, found.client, found.port) == ("opened", "203.0.113.9", 587)


def test_a_stranger_that_was_refused() -> None:
    """The last reply is that of the refusal."""
    line = f'{AT}disconnect ip=203.0.113.9 rdns=x.test helo=[192.168.0.5] relay=N early=N esmtp=Y tls=Y pipe=N errors=0 txns=1 rcpts=0/0/1 msgs=0/0/0 bytes=0 lr="550 I cannot deliver mail for <b@e.test>" time=8.2'
    found = event(line)
    assert (found.what, found.tls, found.stage) == ("closed", True, "rcpt")
    assert found.reply == "550 I cannot deliver mail for <b@e.test>"


def test_a_message_that_was_taken_is_no_refusal() -> None:
    """A reply left over from an earlier command refuses nothing."""
    line = f'{AT}disconnect ip=203.0.113.9 rdns=x.test helo=p relay=Y early=N esmtp=Y tls=Y pipe=N errors=0 txns=1 rcpts=1/0/0 msgs=1/0/0 bytes=451 lr="" time=2.3'
    assert event(line).reply == ""


def test_a_refused_login() -> None:
    """A delay is what Haraka logs of it."""
    line = AT.replace("[core]", "[auth/flat_file]") + "delaying for 1 seconds"
    assert event(line).login == "refused"
