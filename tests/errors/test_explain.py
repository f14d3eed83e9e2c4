"""Any text: its kind is found, and the right reader reads it."""

import json
from pathlib import Path
from time import process_time

import pytest

from mailmend.errors import explain

BOUNCE = """Received: from mx.b.test (mx.b.test [192.0.2.1])
\tby mail.b.test; Thu, 1 Aug 2024 10:00:00 +0000
From: MAILER-DAEMON@b.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.b.test

Final-Recipient: rfc822; bob@else.test
Action: failed
Status: 5.7.1
Remote-MTA: dns; mx.else.test
Diagnostic-Code: smtp; 554 5.7.1 <bob@else.test>: Relay access
    denied

--x
Content-Type: message/rfc822

Subject: viagra spam virus, mailbox full
--x--
"""


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("554 5.7.1 <r>: Relay access denied", "relay-denied"),
        ("550-5.7.1 not permitted\r\n550 5.7.1 to relay", "relay-denied"),
        ("Cannot Send Mail. The recipients were rejected by the server.", "recipient-refused"),
        ("Aug  1 10:00:00 mx postfix/smtpd[9]: lost connection after AUTH from x[192.0.2.1]",
         "auth-failed"),
        (BOUNCE, "relay-denied"),
        ("what is this", "unknown"),
        ("", "unknown"),
    ],
)  # fmt: skip
def test_kinds(text: str, meaning: str) -> None:
    """Reply, alert, log line, bounce and nothing of these are told apart."""
    assert explain(text)[0].meaning == meaning


def test_a_bounce_names_recipient_and_server() -> None:
    """The recipient and the refusing server come from the fields of the notification."""
    (reading,) = explain(BOUNCE)
    assert (reading.address, reading.host) == ("bob@else.test", "mx.else.test")


def test_the_returned_message_is_not_read() -> None:
    """Words of the message a bounce returns do not count."""
    assert len(explain(BOUNCE)) == 1
    prose = "Undeliverable\n\n550 User unknown\n\n--- Original message ---\n\nmailbox full\n\n\n"
    assert explain(prose)[0].meaning == "recipient-unknown"


def test_lines_of_a_log_give_one_reading_of_each_meaning() -> None:
    """Several lines of a log are read together, faults first."""
    log = (
        "Aug  1 10:00:00 mx postfix/smtpd[9]: connect from x[192.0.2.1]\n"
        "Aug  1 10:00:01 mx postfix/smtpd[9]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 454"
        " 4.7.1 <r@e.test>: Relay access denied; from=<a@b.test> to=<r@e.test> proto=ESMTP\n"
        "Aug  1 10:00:02 mx postfix/smtpd[9]: disconnect from x[192.0.2.1] ehlo=1 rcpt=0/1\n"
    )
    assert [reading.meaning for reading in explain(log)] == ["relay-denied", "normal"]


def test_stage_and_server_of_the_caller_count() -> None:
    """A bare code means what its stage makes of it; a dialect needs the server's name."""
    assert explain("502 Error", "auth")[0].meaning == "auth-unavailable"
    assert explain("550 Invalid recipient: <r@e.test>", "rcpt", "opensmtpd")[0].meaning == (
        "relay-denied"
    )


def test_remembered_texts_keep_their_own_words() -> None:
    """Texts that differ in numbers only share their meaning, not their text."""
    one, two = (f"550 5.7.1 Relay access denied, incident {n}" for n in (12345, 67890))
    assert explain(one)[0].text == one
    assert explain(two)[0].text == two
    assert explain("Port 58700 of mail: 454 4.7.1 Relay access denied")[0].code == "454"


@pytest.mark.parametrize(
    "text",
    ["<" * 60_000, "a@" * 30_000, "5.7.1 " * 10_000, '"' * 60_000, "1." * 30_000, "x: y\n" * 13_000,
     "550-" * 16_000, ":" * 60_000, " " * 60_000, "é" * 60_000, "(#5." * 15_000, "--" * 30_000],
)  # fmt: skip
def test_hostile_texts_take_no_time(text: str) -> None:
    """No text of 64 KiB makes a pattern run away: a second of processor time is plenty."""
    for prefix in ("", "554 5.7.1 ", "Cannot Send Mail ", "Aug  1 10:00:00 mx postfix/smtpd[9]: "):
        began = process_time()
        assert explain(prefix + text)
        assert process_time() - began < 1


FIXTURES = Path(__file__).parents[1] / "fixtures" / "errors"
FLOORS = {
    "replies": ("text", 0.9),
    "loglines": ("line", 0.9),
    "client_messages": ("text", 0.95),
    "microsoft_ndr": ("text", 0.85),
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_accuracy_over_the_fixtures(name: str) -> None:
    """The share of texts read rightly, averaged over the labels, does not fall below its floor."""
    field, floor = FLOORS[name]
    hits: dict[str, list[bool]] = {}
    for line in (FIXTURES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = f"{row['code']} {row[field]}" if "product" in row else row[field]
        got = explain(text, row.get("stage"), row.get("mta"))[0].meaning.replace("-", "_")
        hits.setdefault(row["label"], []).append(got in (row["label"], *row["also_ok"]))
    assert sum(sum(each) / len(each) for each in hits.values()) / len(hits) >= floor
