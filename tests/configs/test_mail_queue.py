"""Queue listings of real servers: what waits, for what, and because of whom."""

from __future__ import annotations

import pytest

from mailmend.configs.mail_queue import (
    Waiting,
    exim_queue,
    exim_reason,
    grouped,
    opensmtpd_queue,
    postfix_queue,
    upstream,
    why,
)

SASL = (
    "SASL authentication failed; server mail.oldhost.test[2001:db8:1::50] said: 535 5.7.8 Error: "
    "authentication failed: (reason unavailable)"
)
POSTFIX = (
    '{"queue_name": "deferred", "queue_id": "A2AA0A9F", "arrival_time": 1795575483, '
    '"message_size": 264, "forced_expire": false, "sender": "alice@customer.test", "recipients": '
    f'[{{"address": "bob@elsewhere.test", "delay_reason": "{SASL}"}}]}}\n'
    '{"queue_name": "deferred", "queue_id": "A3A8BAA1", "arrival_time": 1795575483, '
    '"message_size": 264, "forced_expire": false, "sender": "carol@customer.test", "recipients": '
    f'[{{"address": "dana@elsewhere.test", "delay_reason": "{SASL}"}}]}}\n'
    '{"queue_name": "active", "queue_id": "B1", "arrival_time": 1795575483, "message_size": 1, '
    '"sender": "x@customer.test", "recipients": [{"address": "y@far.test"}]}\n'
)
EXIM = """ 0m   319 1xW3J6-0000R5-00 <erin@eximcustomer.test>
          bob@elsewhere.test

25h  2.9K 1xW3J7-0000R6-01 <> *** frozen ***
          frank@eximcustomer.test
"""
EXIM_LOG = """2026-11-25 03:04:28 Received from erin@eximcustomer.test U=root P=local S=319
2026-11-25 03:04:28 H=mx.elsewhere.test [2001:db8:1::40] Connection refused
2026-11-25 03:04:28 H=mx.elsewhere.test [198.51.100.40] Connection refused
2026-11-25 03:04:28 bob@elsewhere.test R=dnslookup T=remote_smtp defer (111): Connection refused
"""
OPENSMTPD = (
    "36ad3e972eb30a37|local|mta|auth|olga@opencustomer.test|x@[198.51.100.1]|x@[198.51.100.1]|"
    "1795575853|1795575853|0|1|pending|381|Network error on destination MXs\n"
    "daf18376c1891420|local|mta|auth|olga@opencustomer.test|bob@elsewhere.test|"
    "bob@elsewhere.test|1795575869|1795575869|1795575869|0|inflight|3|\n"
)


def test_postfix_tells_sender_and_reason_of_each_message() -> None:
    """``postqueue -j``; one that was not tried yet has no reason."""
    found = postfix_queue(POSTFIX)
    assert found[0] == Waiting("alice@customer.test", SASL)
    assert found[2] == Waiting("x@customer.test")


def test_messages_that_wait_for_the_same_are_one_group() -> None:
    """Whatever address of the server was tried; the mailbox's own are counted apart."""
    (group,) = grouped(postfix_queue(POSTFIX), "Alice@customer.test")
    assert (group.why, group.upstream, group.count, group.own) == (
        "login",
        "mail.oldhost.test",
        2,
        1,
    )
    assert group.text == SASL


def test_the_most_frequent_reason_comes_first() -> None:
    """And there are at most ten."""
    many = [Waiting("a@b", f"connect to mx{n % 20}.test[192.0.2.1]:25: Connection refused") for n
            in range(25)]  # fmt: skip
    found = grouped(many, "")
    assert len(found) == 10
    assert [one.count for one in found] == sorted((one.count for one in found), reverse=True)
    assert {one.own for one in found} == {0}


def test_exim_lists_messages_and_keeps_reasons_in_their_logs() -> None:
    """``-bp`` and ``-Mvl``; the host is in the line before the deferral."""
    assert exim_queue(EXIM) == {
        "1xW3J6-0000R5-00": "erin@eximcustomer.test",
        "1xW3J7-0000R6-01": "",
    }
    reason = exim_reason(EXIM_LOG)
    assert (why(reason), upstream(reason)) == ("connection", "mx.elsewhere.test")
    assert exim_reason("2026-11-25 03:04:28 Received from a@b U=root P=local S=319\n") == ""


def test_opensmtpd_keeps_the_last_error_in_its_last_field() -> None:
    """``smtpctl show queue``."""
    found = [*opensmtpd_queue(OPENSMTPD)]
    assert found[0] == Waiting("olga@opencustomer.test", "Network error on destination MXs")
    assert why(found[0].reason) == "connection"
    assert found[1].reason == ""


@pytest.mark.parametrize(
    ("text", "word", "host"),
    [
        (
            "connect to relay.example[192.0.2.1]:587: Connection timed out",
            "connection",
            "relay.example",
        ),
        (
            "host relay.example[192.0.2.1] said: 554 5.7.1 <b@far.test>: Relay access denied",
            "trust",
            "relay.example",
        ),
        (
            (
                "Host or domain name not found. Name service error for name=far.test type=MX: "
                "Host not found, try again"
            ),
            "names",
            "far.test",
        ),
        ("Cannot start TLS: handshake failure", "tls", ""),
        (
            "TLS is required, but was not offered by host mx.far.test[192.0.2.1]",
            "tls",
            "mx.far.test",
        ),
        ("mail transport unavailable", "routing", ""),
        ("address resolver failure", "table", ""),
        (
            "local data error while talking to mail.oldhost.test[198.51.100.50]",
            "table",
            "mail.oldhost.test",
        ),
        (
            (
                "host mx.far.test[192.0.2.1] said: 452 4.3.1 Insufficient system storage"
                "MAIL FROM command)"
            ),
            "space",
            "mx.far.test",
        ),
        (
            "host mx.far.test[192.0.2.1] said: 450 4.2.0 Greylisted, please try again (in reply)",
            "recipient",
            "mx.far.test",
        ),
        ("delivery temporarily suspended", "other", ""),
    ],
)
def test_a_reason_is_about_one_thing_and_one_server(text: str, word: str, host: str) -> None:
    """In the words of the server that gives it."""
    assert (why(text), upstream(text)) == (word, host)


@pytest.mark.parametrize("text", ["", "{", "[]\n", "[" * 100_000, '{"recipients": 3}\n', "null\n"])
def test_what_is_no_listing_holds_no_reason(text: str) -> None:
    """Nor does it break anything."""
    assert grouped(postfix_queue(text), "") == ()
    assert exim_queue(text) == {}
    assert [*opensmtpd_queue(text)] == []
