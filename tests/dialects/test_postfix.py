"""Postfix: what each line says, and that a client's words do not pass for Postfix's own."""
# ruff: noqa: E501

from __future__ import annotations

import pytest

from mailmend.dialects import read_event
from tests.dialects.logs import WRITTEN, event, facts_of, recorded, sending

SMTPD = "Nov 25 10:00:00 mail postfix/submission/smtpd[7]: "
REJECT = (
    "NOQUEUE: reject: RCPT from x[203.0.113.9]: 554 5.7.1 <b@e.test>: Relay access denied; "
    "from=<a@c.test> to=<b@e.test> proto=ESMTP helo=<smtpclient.apple>"
)


def test_a_refusal_gives_stage_client_reply_envelope_and_helo() -> None:
    """Each field stands where Postfix writes it."""
    found = event(SMTPD + REJECT)
    assert (found.what, found.stage, found.client) == ("refused", "rcpt", "203.0.113.9")
    assert (found.sender, found.recipient, found.helo) == (
        "a@c.test",
        "b@e.test",
        "smtpclient.apple",
    )
    assert found.reply == "554 5.7.1 <b@e.test>: Relay access denied"
    assert (found.service, found.port) == ("submission", 587)


def test_counters_tell_tried_from_never_tried() -> None:
    """``auth=0/1`` is one failed login; no ``auth=`` is none at all (Postfix 3.0 and later)."""
    line = (
        SMTPD
        + "disconnect from x[203.0.113.9]:4711 ehlo=2 starttls=1 auth=0/1 mail=1 rcpt=0/2 commands=4/7"
    )
    assert event(line).counters["auth"] == (0, 1)
    assert event(line).counters["mail"] == (1, 1)


@pytest.mark.parametrize(
    ("line", "what", "user", "reason"),
    [
        ("warning: x[203.0.113.9]: SASL PLAIN authentication failed: (reason unavailable), sasl_username=a@c.test",
         "login", "a@c.test", "(reason unavailable)"),
        ("warning: x[203.0.113.9]:5: SASL LOGIN authentication failed: UGFzc3dvcmQ6", "login", "", "UGFzc3dvcmQ6"),
        ("ABC123DEF: client=x[203.0.113.9], sasl_method=PLAIN, sasl_username=a@c.test", "accepted", "a@c.test", ""),
    ],
)  # fmt: skip
def test_logins(line: str, what: str, user: str, reason: str) -> None:
    """A failed login names its mechanism and reason, an accepted one comes with the message."""
    found = event(SMTPD + line)
    assert (found.what, found.username, found.reason) == (what, user, reason)
    assert found.login == ("accepted" if what == "accepted" else "refused")


@pytest.mark.parametrize(
    "line",
    [
        # A user name, a HELO name and a recipient with the text of other log lines in them.
        ("warning: x[198.51.100.66]: SASL PLAIN authentication failed: (reason unavailable), "
        "sasl_username=q from x[203.0.113.9]: SASL PLAIN authentication failed: bad, sasl_username=a@c.test"),
        ("NOQUEUE: reject: RCPT from x[198.51.100.66]: 554 5.7.1 <q>: no; from=<q> to=<q> proto=ESMTP "
        "helo=<x> client=x[203.0.113.9], sasl_method=PLAIN, sasl_username=a@c.test"),
        ("NOQUEUE: reject: RCPT from x[198.51.100.66]: 554 5.7.1 <client=x[203.0.113.9], "
        "sasl_username=a@c.test>: no; from=<q> to=<q> proto=ESMTP helo=<q>"),
    ],
)  # fmt: skip
def test_forged_text_never_moves_the_client_or_makes_a_login(line: str) -> None:
    """The address is that of Postfix's own frame, and no login is accepted by what a client says."""
    found = event(SMTPD + line)
    assert found.client == "198.51.100.66"
    assert found.login != "accepted"


def test_a_subject_is_no_line_of_smtpd() -> None:
    """What cleanup warns of quotes the message and is left aside."""
    line = (
        "Nov 25 10:00:00 mail postfix/cleanup[7]: ABC123DEF: warning: header Subject: "
        "connect from x[203.0.113.9]; from=<a@c.test> to=<b@e.test> proto=ESMTP helo=<x>"
    )
    assert read_event(line, WRITTEN) is None


def test_a_failed_login_without_a_reason() -> None:
    """Older servers end the line after the colon."""
    found = event(SMTPD + "warning: x[203.0.113.9]: SASL PLAIN authentication failed:")
    assert (found.what, found.client, found.reason) == ("login", "203.0.113.9", "")


def test_a_message_that_waited_too_long() -> None:
    """The queue manager sends it back."""
    found = event(
        "Nov 25 10:00:00 m postfix/qmgr[3]: ABC123DEF0: from=<a@c.test>, status=expired, returned to sender"
    )
    assert (found.what, found.queue, found.status) == ("delivery", "ABC123DEF0", "bounced")


def test_a_program_of_another_name_is_not_postfix() -> None:
    """The text of a line does not choose its dialect; the program in its frame does."""
    assert read_event(f"Nov 25 10:00:00 mail myapp[7]: {REJECT}", WRITTEN) is None


def test_a_phone_that_never_signs_in() -> None:
    """The recorded session: TLS, MAIL, no AUTH, refused."""
    found = sending(facts_of(recorded("username_blank")))
    assert (found.tie, found.login, found.tls, found.outcome) == ("own", "never", True, "refused")
    assert found.reply is not None
    assert (found.reply.code, found.reply.enhanced) == (554, "5.7.1")


def test_a_phone_with_ssl_off_gives_up_in_clear() -> None:
    """No ``starttls=`` on 587: the link stayed in clear."""
    found = sending(facts_of(recorded("ssl_off")))
    assert (found.tls, found.login, found.tried_mail, found.outcome) == (
        False,
        "never",
        False,
        "lost",
    )


@pytest.mark.parametrize(
    ("name", "port", "reason"),
    [
        ("tls_at_once_on_587", 587, "TLS handshake in clear"),
        ("starttls_on_465", 465, "wrong version number"),
    ],
)
def test_the_wrong_kind_of_tls(name: str, port: int, reason: str) -> None:
    """A handshake where a command was due, and the reverse."""
    found = sending(facts_of(recorded(name)))
    assert (found.port, found.outcome) == (port, "tls-failed")
    assert reason in found.reason


def test_the_fate_of_a_message_follows_its_queue_number() -> None:
    """Accepted first; the bounce comes later and in another process."""
    log = (
        "Nov 25 10:00:00 m postfix/submission/smtpd[7]: connect from x[203.0.113.9]\n"
        "Nov 25 10:00:01 m postfix/submission/smtpd[7]: ABC123DEF0: client=x[203.0.113.9], "
        "sasl_method=PLAIN, sasl_username=alice@customer.test\n"
        "Nov 25 10:00:02 m postfix/submission/smtpd[7]: disconnect from x[203.0.113.9] ehlo=2 "
        "starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8\n"
        "Nov 25 10:00:03 m postfix/smtp[9]: ABC123DEF0: to=<b@e.test>, relay=mx.e.test[192.0.2.1]:25, "
        "delay=1, delays=0/0/0/1, dsn=5.1.1, status=bounced (host mx.e.test[192.0.2.1] said: 550 no)\n"
    )
    found = sending(facts_of(log))
    assert (found.outcome, found.tie, found.recipient) == ("bounced", "own", "b@e.test")
    assert found.delivery.endswith("said: 550 no")


CLEANUP = "Nov 25 10:00:00 mail postfix/cleanup[9]: ABC123DEF0: "
ENVELOPE = "from=<a@c.test> to=<b@e.test> proto=ESMTP helo=<smtpclient.apple>"


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        (f"reject: header Subject: hello from x[203.0.113.9]; {ENVELOPE}: 5.7.1 looks like spam",
         "550 5.7.1 looks like spam"),
        (f"milter-reject: END-OF-MESSAGE from x[203.0.113.9]: 5.7.1 Spam message rejected; {ENVELOPE}",
         "550 5.7.1 Spam message rejected"),
        (f"milter-reject: END-OF-MESSAGE from x[203.0.113.9]: 4.7.1 Try again later; {ENVELOPE}",
         "450 4.7.1 Try again later"),
        (f"reject: header Subject: x from y[192.0.2.1]; from=<q@q.test>: 4.0.0 fake from x[203.0.113.9]; {ENVELOPE}: 5.7.1 real",
         "550 5.7.1 real"),
    ],
)  # fmt: skip
def test_the_message_itself_refused(line: str, reply: str) -> None:
    """By cleanup or a milter, after its last line; what a header says does not count."""
    found = event(CLEANUP + line)
    assert (found.what, found.stage, found.queue) == ("refused", "end-of-message", "ABC123DEF0")
    assert (found.client, found.reply) == ("203.0.113.9", reply)


def test_a_warning_about_a_header_refuses_nothing() -> None:
    """``warning:`` and ``hold:`` let the message pass."""
    line = f"{CLEANUP}warning: header Subject: x from x[203.0.113.9]; {ENVELOPE}: 5.7.1 odd"
    assert read_event(line, WRITTEN) is None
