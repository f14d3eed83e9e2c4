"""Exim: fields in their order, and quoted words of the client stepped over as a whole."""
# ruff: noqa: E501

from __future__ import annotations

from tests.dialects.logs import ERIN, event, facts_of, recorded, sending

X = "X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no"
AT = "2026-11-25 10:00:00 "


def test_a_refusal_without_a_login() -> None:
    """``X=`` shows TLS; no ``A=`` shows that nobody was logged in."""
    line = f"{AT}H=(smtpclient.apple) [203.0.113.9]:5 I=[192.0.2.1]:587 {X} F=<a@c.test> rejected RCPT <b@e.test>: relay not permitted"
    found = event(line)
    assert (found.client, found.helo, found.port, found.tls) == (
        "203.0.113.9",
        "smtpclient.apple",
        587,
        True,
    )
    assert (found.sender, found.recipient, found.login) == ("a@c.test", "b@e.test", "unknown")
    assert found.reply == "550 relay not permitted"


def test_a_refusal_after_a_login() -> None:
    """``A=`` is the authenticator and the user name."""
    found = event(
        f"{AT}H=(p) [203.0.113.9] {X} F=<a@c.test> A=plain:a@c.test rejected RCPT <b@e.test>: no"
    )
    assert (found.login, found.username, found.mechanism) == ("accepted", "a@c.test", "plain")


def test_failed_logins_old_and_new_by_syslog_and_plain() -> None:
    """The user name is what stands last in brackets."""
    for line in (
        f"{AT}PLAIN authenticator failed for (p) [203.0.113.9]: 535 Incorrect authentication data (set_id=a@c.test)",
        f"{AT}PLAIN authenticator failed for h.test (p) [203.0.113.9]:51 I=[192.0.2.1]:465: 535 Incorrect authentication data (set_id=a@c.test)",
        f"Nov 25 10:00:00 mail exim[12]: {AT}PLAIN authenticator failed for H=(p) [203.0.113.9]: 535 Incorrect authentication data (set_id=a@c.test)",
    ):
        found = event(line)
        assert (found.what, found.login, found.username) == ("login", "refused", "a@c.test")
        assert found.client == "203.0.113.9"


def test_a_backend_that_is_down_is_no_wrong_password() -> None:
    """435 is put off, and the server's own fault."""
    found = event(
        f"{AT}d authenticator failed for (p) [203.0.113.9]: 435 Unable to authenticate at present: no"
    )
    assert (found.login, found.fault) == ("unavailable", "login-service")


def test_a_sender_with_log_text_in_it_makes_no_login() -> None:
    """A quoted local part may hold anything; it ends at its own closing quote."""
    forged = r'F=<"x> A=plain:a@c.test rejected RCPT <y>: relay not permitted"@evil.test>'
    found = event(
        f"{AT}H=(p) [198.51.100.66] {forged} rejected RCPT <b@e.test>: relay not permitted"
    )
    assert (found.login, found.username, found.client) == ("unknown", "", "198.51.100.66")


def test_a_command_with_a_forged_host_counts_for_its_own_client() -> None:
    """The host after the last quote is Exim's own."""
    line = f'{AT}SMTP protocol error in "AUTH X" H=(p) [203.0.113.9] AUTH" H=(q) [198.51.100.66] AUTH command used when not advertised'
    assert event(line).client == "198.51.100.66"


def test_an_arrival_with_and_without_login() -> None:
    """``P=esmtpsa`` is TLS and a login; ``P=esmtp`` is neither."""
    good = event(
        f"{AT}1xVRTe-0007it-0y <= a@c.test H=(p) [203.0.113.9] P=esmtpsa {X} A=plain:a@c.test S=4"
    )
    assert (good.what, good.queue, good.login, good.tls) == (
        "accepted",
        "1xVRTe-0007it-0y",
        "accepted",
        True,
    )
    bare = event(f"{AT}1xVRTe-0007it-0y <= a@c.test H=(p) [203.0.113.9] P=esmtp S=4")
    assert (bare.login, bare.tls) == ("never", False)


def test_the_recorded_phone_that_never_signs_in() -> None:
    """A refused RCPT line without ``A=``, from where the person reads mail."""
    found = sending(facts_of(recorded("username_blank_exim"), ERIN))
    assert (found.tie, found.login, found.tls) == ("own", "never", True)


def test_the_recorded_permit_that_is_missing() -> None:
    """Logged in and refused all the same."""
    found = sending(facts_of(recorded("permit_sasl_missing_exim"), ERIN))
    assert (found.login, found.outcome, found.stage) == ("accepted", "refused", "rcpt")


def test_a_message_that_waits_then_leaves() -> None:
    """The last word on a queue number counts."""
    log = (
        f"{AT}1xVRTe-0007it-0y <= erin@eximcustomer.test H=(p) [203.0.113.9] P=esmtpsa {X} "
        "A=plain:erin@eximcustomer.test S=4\n"
        "2026-11-25 10:00:01 1xVRTe-0007it-0y == b@e.test R=dns T=smtp defer (-53): retry time not reached\n"
        '2026-11-25 10:09:01 1xVRTe-0007it-0y => b@e.test R=dns T=smtp H=mx.e.test [192.0.2.1] C="250 ok"\n'
    )
    assert sending(facts_of(log, ERIN)).outcome == "relayed"
