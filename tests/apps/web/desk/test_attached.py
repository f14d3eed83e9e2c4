"""Attached files and texts: what they tell, and that nothing else of them is kept."""

from __future__ import annotations

import gzip
import plistlib
from typing import Any

import pytest

from mailmend.apps.web.desk import attached
from mailmend.apps.web.desk.attached import read_file, read_text
from mailmend.apps.web.desk.kept_facts import documents, restored
from mailmend.case import Case, InputError, Outgoing
from mailmend.facts import LoggedFault, LoggedSession, Reply, Reported, TcpResult

CASE = Case("alice@customer.test", error="old", outgoing=Outgoing(port=25))
LOG = b"""\
Nov 25 03:00:01 mx postfix/submission/smtpd[12]: connect from p.example.net[198.51.100.7]
Nov 25 03:00:02 mx postfix/submission/smtpd[12]: NOQUEUE: reject: RCPT from \
p.example.net[198.51.100.7]: 454 4.7.1 <bob@elsewhere.test>: Relay access denied; \
from=<alice@customer.test> to=<bob@elsewhere.test> proto=ESMTP helo=<[192.168.1.5]>
Nov 25 03:00:03 mx postfix/submission/smtpd[12]: disconnect from p.example.net[198.51.100.7]
Nov 25 03:00:04 mx postfix/smtpd[13]: NOQUEUE: reject: RCPT from x.example[203.0.113.9]: 550 \
5.1.1 <nobody@customer.test>: User unknown; from=<somebody.else@stranger.test> \
to=<nobody@customer.test> proto=ESMTP helo=<x>
"""
SECRET = "Kanarienvogel-7"


def profile(**more: Any) -> bytes:
    """An Apple profile with a mail account."""
    mail = {
        "PayloadType": "com.apple.mail.managed",
        "EmailAccountType": "EmailTypeIMAP",
        "EmailAddress": CASE.address,
        "IncomingMailServerHostName": "mail.hosting.test",
        "IncomingPassword": SECRET,
        "OutgoingMailServerHostName": "mail.hosting.test",
        "OutgoingMailServerPortNumber": 587,
        "OutgoingMailServerUseSSL": True,
        "OutgoingMailServerAuthentication": "EmailAuthPassword",
        "OutgoingPassword": SECRET,
        **more,
    }
    return plistlib.dumps({"PayloadType": "Configuration", "PayloadContent": [mail]})


@pytest.mark.parametrize("data", [LOG, gzip.compress(LOG)], ids=["plain", "gzip"])
def test_of_a_log_only_the_account_is_kept(data: bytes) -> None:
    """Its own connection with the refusal; nothing of anybody else."""
    read = read_file(CASE, "mail.log", data)
    assert (read.told.kind, read.told.size, read.case) == ("log", len(data), CASE)
    (fact,) = restored(read.told.facts)
    assert isinstance(fact, LoggedSession)
    assert fact.reply == Reply(454, "<bob@elsewhere.test>: Relay access denied", "4.7.1")
    assert "stranger" not in str(read.told)


def test_a_log_of_another_account_says_so() -> None:
    """It may be the wrong server or day."""
    read = read_file(Case("zoe@elsewhere.test"), "mail.log", LOG)
    assert "connections of this account: 0" in read.told.notes[0]
    assert "right server" in read.told.notes[1]


def test_a_profile_tells_the_settings_and_no_password() -> None:
    """What it says is laid over what was known; the password is nowhere."""
    read = read_file(CASE, "mail.mobileconfig", profile())
    assert read.told.kind == "settings"
    assert read.case.outgoing.host == "mail.hosting.test"
    assert read.case.outgoing.port == 587
    assert read.case.outgoing.security == "starttls"
    assert read.case.error == "old"
    assert {fact.kind for fact in restored(read.told.facts)} == {"reported"}
    assert SECRET not in repr(read)


def test_a_profile_of_somebody_else_changes_no_address() -> None:
    """It is refused, or read without turning the case into another person's."""
    try:
        read = read_file(CASE, "x.mobileconfig", profile(EmailAddress="eve@customer.test"))
    except InputError:
        return
    assert read.case.address == CASE.address


def test_words_become_the_error_only_where_they_are_one() -> None:
    """A text is read for what it means either way."""
    words = "554 5.7.1 <bob@elsewhere.test>: Relay access denied"
    shown = read_text(CASE, "pasted", words, is_error=True)
    assert shown.case.error == words
    assert shown.told.notes[0].startswith("The server does not pass this message on")
    assert read_text(CASE, "pasted", words, is_error=False).case == CASE
    assert read_file(CASE, "shot.txt", words.encode()).told.kind == "text"
    unknown = read_text(CASE, "pasted", "Guten Tag!", is_error=False)
    assert unknown.told.notes == ("Mailmend does not know these words.",)


def test_a_case_file_is_read_by_its_name() -> None:
    """By content alone, any text could be one; a broken one is refused."""
    read = read_file(
        CASE, "case.toml", b'address = "alice@customer.test"\n[outgoing]\nport = 465\n'
    )
    assert read.case.outgoing.port == 465
    with pytest.raises(InputError):
        read_file(CASE, "case.toml", b"not toml")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b"  \n"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("binary", bytes(range(256)) * 10),
        ("broken.gz", b"\x1f\x8b" + b"x" * 50),
        ("bad.plist", b"bplist00" + b"\xff" * 40),
        ("entity.plist", b'<!DOCTYPE plist [<!ENTITY x "y">]><plist><dict/></plist>'),
        ("long.txt", b"x" * 70_000),
        ("big", b"x" * (attached.MAX_FILE + 1)),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, data: bytes) -> None:
    """With what it is, never with a fault of a parser."""
    with pytest.raises(InputError) as refusal:
        read_file(CASE, name, data)
    assert "\n" not in str(refusal.value)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit counts unpacked bytes, while unpacking."""
    monkeypatch.setattr(attached, "MAX_UNPACKED", 1024 * 1024)
    with pytest.raises(InputError, match="unpacked"):
        read_file(CASE, "mail.log.gz", gzip.compress(LOG + bytes(8 * 1024 * 1024)))


def test_facts_come_back_as_they_were() -> None:
    """Those of logs and settings; what was seen on the wire is not for keeping."""
    facts = (
        Reported(field="profile.vpn", value=True, source="mobileconfig: VPNUUID"),
        Reported(field="outgoing.port", value=587),
        LoggedSession(tie="own", software="exim", reply=Reply(550, "no"), lines=(1, 2), tls=None),
        LoggedFault(software="dovecot", what="disk", text="full", count=3, mended=True),
    )
    gone = TcpResult(host="h", port=25, address="192.0.2.1", outcome="open")
    assert restored(documents((*facts, gone))) == facts
