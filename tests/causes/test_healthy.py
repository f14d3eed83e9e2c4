"""A server that sends gives no cause a footing, whatever harmless oddities it has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.case import Case
from mailmend.discover import causes
from mailmend.facts import Fact
from mailmend.verdict import Likely, Proven
from tests.causes.build import (
    ADDRESS,
    D_RELAY,
    GOOD,
    GOOD_465,
    HOST,
    IP,
    OK,
    PORT_25,
    certificate,
    conversation,
    dns,
    mailbox,
    phone,
    seen,
    session,
    tcp,
)
from tests.causes.build_server import (
    IP6,
    OTHER_HOST,
    OTHER_IP,
    all_ports,
    authority,
    both,
    encrypted,
    mx,
)

NAMES = (
    dns(HOST, IP),
    dns(HOST, rtype="AAAA", status="nodata"),
    authority(HOST, IP),
    mx("customer.test", HOST),
    mx("elsewhere.test", OTHER_HOST),
    dns(OTHER_HOST, OTHER_IP),
)
PORTS = (*all_ports("open", 25, 465, 587, 993), tcp(port=2525, outcome="refused"))
ROUTE = tcp(OTHER_HOST, 25, "open", OTHER_IP)
EXIM = "220 mail.hosting.test ESMTP Exim 4.96 Sat, 21 Nov 2026 10:00:00 +0000"
OPENSMTPD = "220 mail.hosting.test ESMTP OpenSMTPD"
DOVECOT = "220 mail.hosting.test Dovecot ready."


def exim(**more: object) -> tuple[Fact, ...]:
    """Exim as Debian ships it, with logins inside TLS."""
    told = {"greeting": EXIM, "anonymous": "550 relay not permitted", "mail": "250 OK"}
    talk = conversation(auth="235 Authentication succeeded", remote="250 Accepted", **told)  # type: ignore[arg-type]
    return (talk, mailbox(), *NAMES, *PORTS, ROUTE)


def opensmtpd() -> tuple[Fact, ...]:
    """OpenSMTPD, which calls a stranger's recipient invalid."""
    talk = conversation(
        greeting=OPENSMTPD,
        anonymous="550 Invalid recipient: <bob@elsewhere.test>",
        auth="235 2.0.0 Authentication succeeded",
        remote="250 2.1.5 Destination address valid: Recipient ok",
    )
    return (talk, mailbox(), *NAMES, *PORTS)


def dovecot() -> tuple[Fact, ...]:
    """Dovecot as a front end that is trusted behind."""
    talk = conversation(
        greeting=DOVECOT,
        anonymous="530 5.7.0 Authentication required.",
        anonymous_own="530 5.7.0 Authentication required.",
        auth="235 2.7.0 Logged in.",
    )
    return (talk, mailbox(), *NAMES, *PORTS)


HEALTHY: dict[str, tuple[Case, tuple[Fact, ...]]] = {
    "postfix": (phone(), (GOOD, GOOD_465, PORT_25, mailbox(), *NAMES, *PORTS, ROUTE)),
    "postfix on 465": (
        phone(port=465, security="tls"),
        (GOOD_465, GOOD, PORT_25, mailbox(), *NAMES, *PORTS),
    ),
    "stock submission restrictions": (
        phone(),
        (
            conversation(
                anonymous="554 5.7.1 <b@x.test>: Recipient address rejected: Access denied",
                anonymous_own="554 5.7.1 <a@x.test>: Recipient address rejected: Access denied",
            ),
            PORT_25,
            *NAMES,
            *PORTS,
        ),
    ),
    "strangers meet blocklists, greylisting and name checks": (
        phone(),
        (
            conversation(
                anonymous="554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using "
                "zen.spamhaus.org"
            ),
            conversation(
                port=25,
                auth_keyword=None,
                auth=None,
                anonymous="450 4.7.1 <smtpclient.apple>: Helo command rejected: Host not found",
                anonymous_own="450 4.2.0 <a@x.test>: Recipient address rejected: Greylisted",
            ),
            *NAMES,
            *PORTS,
        ),
    ),
    "exim": (phone(), exim()),
    "opensmtpd": (phone(), opensmtpd()),
    "dovecot": (phone(), dovecot()),
    "port 25 refuses connections": (
        phone(),
        (GOOD, *NAMES, tcp(port=25, outcome="refused"), *all_ports("open", 465, 587, 993)),
    ),
    "465 is not there": (
        phone(),
        (GOOD, *NAMES, tcp(), tcp(port=25), tcp(port=465, outcome="refused"), tcp(port=993)),
    ),
    "a bad certificate on a port that is not used": (
        phone(),
        (GOOD, encrypted(certificate(HOST, in_date=False), port=465), *NAMES, *PORTS),
    ),
    "another certificate for reading": (
        phone(),
        (GOOD, mailbox(tls=session(leaf=certificate(HOST, fingerprint="bb" * 32))), *NAMES),
    ),
    "the domain receives through a filter elsewhere": (
        phone(),
        (
            GOOD,
            *NAMES[:3],
            mx("customer.test", "mx.filter.test"),
            dns("mx.filter.test", "192.0.2.7"),
        ),
    ),
    "several addresses, in another order at the source": (
        phone(),
        (GOOD, dns(HOST, IP, "192.0.2.26"), authority(HOST, "192.0.2.26", IP), *PORTS),
    ),
    "both families": (phone(), (GOOD, replace(GOOD, address=IP6), *both("open", 25, 465, 587))),
    "no route for IPv6 here": (
        phone(),
        (GOOD, *PORTS, *all_ports("unreachable", 25, 465, 587, address=IP6), dns(HOST, IP6)),
    ),
    "the mailbox is full, and sending goes on": (phone(), (GOOD, mailbox(quota_percent=100))),
    "a server in the own network": (
        phone(),
        (conversation(address="192.168.1.5"), dns(HOST, "192.168.1.5"), tcp(address="192.168.1.5")),
    ),
    "strangers from here are trusted": (phone(), (conversation(anonymous=OK), *NAMES, *PORTS)),
    "TLS 1.2": (phone(), (replace(GOOD, tls=session(version="TLSv1.2")), *NAMES, *PORTS)),
    "a bare login": (phone(username="alice"), (conversation(user="alice"), *NAMES, *PORTS)),
    "another sender of the same domain": (
        phone(sender="sales@customer.test"),
        (conversation(sender="sales@customer.test"), *NAMES, *PORTS),
    ),
    "Thunderbird": (phone(app="Thunderbird", os="Linux", version="12"), (GOOD, *NAMES, *PORTS)),
    "Mailmend's own connections are counted": (
        phone(),
        (
            GOOD,
            replace(
                conversation(port=465, mode="tls", auth=None),
                steps=conversation(greeting="421 4.7.0 x Error: too many connections").steps[:1],
                tls=None,
                capabilities_secure=None,
            ),
            *NAMES,
        ),
    ),
}


@pytest.mark.parametrize("name", HEALTHY)
def test_names_no_cause(name: str) -> None:
    """Nothing is proven or likely where sending works."""
    told, facts = HEALTHY[name]
    known = seen(told, *facts)
    named = {
        cause.id: verdict
        for cause in causes()
        if isinstance(verdict := cause.judge(told, known), Proven | Likely)
    }
    assert named == {}


def test_a_reported_relay_alert_names_no_cause_of_the_server() -> None:
    """The phone tells of relaying, the server lets a logged-in person send: it is not to blame."""
    told = phone(D_RELAY)
    known = seen(told, GOOD, PORT_25, mailbox(), *NAMES, *PORTS)
    named = [
        cause.id
        for cause in causes()
        if cause.group == "server" and isinstance(cause.judge(told, known), Proven | Likely)
    ]
    assert named == []
    assert ADDRESS in told.address
