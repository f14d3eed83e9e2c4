"""Log lines of Stalwart, James, maddy, Haraka and others."""

import pytest

from mailmend.errors import explain

_STALWART = '2025-02-03T04:05:06Z INFO Something ({}) listenerId = "smtp", remoteIp = 192.0.2.9'


@pytest.mark.parametrize(
    ("event", "meaning"),
    [
        ("auth.too-many-attempts", "auth-failed"),
        ("security.abuse-ban", "ip-blocked"),
        ("smtp.relay-not-allowed", "relay-denied"),
        ("smtp.mail-from-not-allowed", "sender-rejected"),
        ("smtp.auth-mechanism-not-supported", "auth-unavailable"),
        ("smtp.too-many-recipients", "rate-limited"),
        ("smtp.message-too-large", "size-exceeded"),
        ("smtp.spf-from-fail", "spf-dkim-dmarc"),
        ("smtp.dkim-pass", "normal"),
        ("delivery.greeting-failed", "delivery-failed"),
        ("delivery.delivered", "normal"),
        ("smtp.rcpt-to", "normal"),
    ],
)
def test_event_of_stalwart(event: str, meaning: str) -> None:
    """The event in brackets says what happened, whatever its description."""
    assert explain(_STALWART.format(event), mta="stalwart")[0].meaning == meaning


@pytest.mark.parametrize(
    ("server", "meaning", "line"),
    [
        ("stalwart", "auth-failed", _STALWART.replace("Something", "Authentication failed")),
        ("stalwart", "auth-ok", _STALWART.replace("Something", "Authentication successful")),
        ("stalwart", "relay-denied", _STALWART.format("smtp.relay-not-allowed")),
        ("james", "auth-required",
         "INFO o.a.j.p.s.c.AuthHook - Authentication is required for sending as a local user"),
        ("james", "normal", "INFO o.a.j.p.s.SMTPServer - Listening on port 587"),
        ("maddy", "auth-failed", 'submission: authentication failed {"username":"a@b.test"}'),
        ("haraka", "normal", "[NOTICE] [A1] [core] connect ip=192.0.2.1 port=4 local_ip=192.0.2.2"),
        ("haraka", "auth-failed", "[PROTOCOL] [A1] [core] S: 535 Authentication failed"),
        ("haraka", "delivery-failed", "[ERROR] [-] [outbound] connection to b.test timed out"),
        ("barracuda", "delivery-failed", "outbound/smtp: 192.0.2.1 1-2 0 0 SEND - 3 A1 refused"),
        ("barracuda", "normal", "mx outbound/smtp: 192.0.2.1 1-2 0 0 SEND - 1 A1 250 queued"),
        ("opensmtpd", "delivery-failed", "relay: PermFail for a: from=<a@b.test>, stat=550 no"),
        ("dovecot", "auth-failed", "Info: auth(default): sql(a@b.test,192.0.2.1): unknown user"),
        ("mailenable", "relay-denied", "ME-E0109: Relay Denied: no rule allows this sender."),
    ],
)  # fmt: skip
def test_a_line_betrays_its_server(server: str, meaning: str, line: str) -> None:
    """A line is known by words only its server writes."""
    (reading,) = explain(line)
    assert (reading.server, reading.meaning) == (server, meaning)


def test_old_lines_of_opensmtpd() -> None:
    """Before version 6 OpenSMTPD wrote the command and the reply with an arrow between them."""
    (reading,) = explain(
        'smtp-in: Failed command on session 0a: "AUTH PLAIN x" => 535 Authentication failed'
    )
    assert (reading.server, reading.meaning, reading.stage) == ("opensmtpd", "auth-failed", "auth")
