"""One fault, one cause: what every cause of the server's group says of whole sets of facts.

A fault must not only be named by its own cause; no other cause may name itself beside it. ``P`` is
proven, ``L`` likely.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailmend.case import Case
from mailmend.discover import causes
from mailmend.facts import Fact, SmtpDialogue
from mailmend.verdict import Likely, Proven
from tests.causes.build import (
    ADDRESS,
    AUTH_535,
    CANNOT_SEND,
    D_LOGIN,
    D_RELAY,
    D_SETTINGS,
    D_TIMEOUT,
    GOOD,
    GOOD_465,
    HOST,
    IP,
    NO_PASSWORD,
    PORT_25,
    RELAY_554,
    REMOTE,
    certificate,
    conversation,
    dialogue,
    dns,
    mailbox,
    phone,
    seen,
    session,
    step,
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
    handshake_failed,
    legacy,
    mx,
    port_25,
    refused_after_login,
    starttls_refused,
)

NAMES = (
    dns(HOST, IP),
    dns(HOST, rtype="AAAA", status="nodata"),
    authority(HOST, IP),
    mx("customer.test", HOST),
    mx("elsewhere.test", OTHER_HOST),
    dns(OTHER_HOST, OTHER_IP),
)
SIX = dns(HOST, IP6, rtype="AAAA")
PORTS = all_ports("open", 25, 465, 587, 993)
ROUTE = tcp(OTHER_HOST, 25, "open", OTHER_IP)
AROUND = (PORT_25, mailbox(), *NAMES, *PORTS, ROUTE)
D_REFUSED = f"{CANNOT_SEND}The server “{HOST}” refused to allow a connection on port 587."
D_SENDER = f"{CANNOT_SEND}The sender address “{ADDRESS}” was rejected by the server."
D_RCPT = f"{CANNOT_SEND}The recipient “{REMOTE}” was rejected by the server."
D_SSL = f"{CANNOT_SEND}Check the SSL setting for the outgoing server “{HOST}”."
D_NOCONN = f"{CANNOT_SEND}The connection to the outgoing server “{HOST}” failed."
D_NORESP = (
    f"{CANNOT_SEND}The mail server “{HOST}” is not responding. Verify that you have entered the "
    "correct account info in Mail settings."
)
D_EXPIRED = f"{CANNOT_SEND}The certificate for this server has expired."

Told = tuple[Case, tuple[Fact, ...], set[str]]


def refusing(answer: str, error: str, cause: str, **more: Any) -> Told:
    """Both submission ports log the person in and refuse the message with this answer."""
    talks = (
        refused_after_login(answer, **more),
        refused_after_login(answer, port=465, mode="tls", **more),
    )
    return phone(error, onset="sudden"), (*talks, *AROUND), {cause}


def naming(recipient: str, answer: str) -> SmtpDialogue:
    """The same with another recipient than the usual one."""
    talk = refused_after_login(answer)
    steps = (
        replace(one, detail=recipient) if one.stage == "rcpt-remote" else one for one in talk.steps
    )
    return replace(talk, steps=tuple(steps))


def in_clear(*keywords: str, port: int = 587) -> SmtpDialogue:
    """A dialogue that found these keywords in clear, and no STARTTLS to go on with."""
    hello = step("ehlo", "250 mail.hosting.test", secure=False)
    return dialogue(hello, clear=keywords, port=port)


def serving(**defect: Any) -> tuple[Fact, ...]:
    """Every service shows this certificate."""
    leaf = certificate(HOST, **defect)
    reading = mailbox("not-tried", tls=session(leaf=leaf))
    return (encrypted(leaf), encrypted(leaf, port=465), reading, *NAMES, *PORTS)


HUNG_UP = (
    dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False),
        step("starttls", "220 2.0.0 Ready to start TLS", secure=False),
        step("ehlo", lost="closed"),
        tls=session(),
        clear=("STARTTLS",),
    ),
    dialogue(step("ehlo", lost="closed"), port=465, mode="tls", tls=session()),
)
NO_AUTH = (
    conversation(auth_keyword=None, auth=None),
    conversation(port=465, mode="tls", auth_keyword=None, auth=None),
)
FOREIGN = certificate("srv17.hosting.test", name_matches=False)
UNKNOWN_USER = "Recipient address rejected: User unknown in virtual mailbox table"

FAULTS: dict[str, Told] = {
    "permit missing": refusing(RELAY_554, D_RELAY, "P permit-sasl-missing"),
    "permit missing, Exim": refusing(
        "550 relay not permitted",
        D_RELAY,
        "P permit-sasl-missing",
        greeting="220 mail.hosting.test ESMTP Exim 4.96",
        anonymous="550 relay not permitted",
    ),
    "back end not trusted": refusing(
        "454 4.7.1 <b@x.test> <b@x.test>: Relay access denied",
        D_RELAY,
        "P submission-backend-not-trusted",
        greeting="220 mail.hosting.test Dovecot ready.",
    ),
    "sender map": refusing(
        f"553 5.7.1 <{ADDRESS}>: Sender address rejected: not owned by user {ADDRESS}",
        D_RCPT,
        "P sender-login-mismatch",
    ),
    "sender list": refusing(
        f"554 5.7.1 <{ADDRESS}>: Sender address rejected: Access denied",
        D_RCPT,
        "P sender-domain-rejected",
    ),
    "EHLO name": refusing(
        "450 4.7.1 <smtpclient.apple>: Helo command rejected: Host not found",
        D_RCPT,
        "P helo-rejected-at-submission",
    ),
    "blocklist": refusing(
        "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using rbl.lab.test",
        D_RCPT,
        "P rbl-applied-to-submission",
    ),
    "reverse name": refusing(
        "450 4.7.25 Client host rejected: cannot find your hostname, [203.0.113.9]",
        D_RCPT,
        "P client-ptr-required-at-submission",
    ),
    "greylisting": refusing(
        "450 4.2.0 <b@x.test>: Recipient address rejected: Greylisted, see http://postgrey.test/",
        D_RCPT,
        "P greylisting-at-submission",
    ),
    "SPF": refusing(
        "550 5.7.23 <b@x.test>: Recipient address rejected: Message rejected due to: SPF fail",
        D_RCPT,
        "P spf-dmarc-checked-at-submission",
    ),
    "policy service": refusing(
        "451 4.3.5 <b@x.test>: Recipient address rejected: Server configuration problem",
        D_RCPT,
        "P milter-or-policy-down",
    ),
    "disk": refusing(
        "452 4.3.1 Insufficient system storage", D_SENDER, "P queue-disk-full", at_mail=True
    ),
    "rate": refusing(
        "450 4.7.1 Error: too much mail from 192.0.2.9", D_SENDER, "P rate-limit-hit", at_mail=True
    ),
    "limit": refusing(
        "550 Domain x.test has exceeded the max emails per hour (5/5 (100%)) allowed.",
        D_RCPT,
        "P sending-limit-hit",
    ),
    "hold": refusing(
        "550 5.1.8 Access denied, bad outbound sender",
        D_SENDER,
        "P outgoing-suspended-or-held",
        at_mail=True,
    ),
    "remote domain held local": refusing(
        f"550 5.1.1 <{REMOTE}>: {UNKNOWN_USER}", D_RCPT, "P domain-still-local-after-migration"
    ),
    "colleague unknown": (
        phone(D_RCPT, recipient="x@customer.test"),
        (naming("x@customer.test", f"550 5.1.1 <x@customer.test>: {UNKNOWN_USER}"), *AROUND),
        {"P recipient-unknown"},
    ),
    "own domain not local": (
        phone(D_RELAY, recipient="carol@customer.test"),
        (GOOD, port_25(own=f"554 5.7.1 <{ADDRESS}>: Relay access denied"), *NAMES, *PORTS),
        {"P domain-not-local-on-server"},
    ),
    "milter": (
        phone(D_SSL),
        (
            starttls_refused("454 4.3.0 Try again later"),
            conversation(port=465, mode="tls", auth="454 4.3.0 Try again later"),
            *(mailbox(), *NAMES, *PORTS, ROUTE),
        ),
        {"P milter-or-policy-down"},
    ),
    "key unreadable": (
        phone(D_SSL),
        (
            starttls_refused("454 4.7.0 TLS not available due to local problem"),
            replace(handshake_failed("closed", 465), steps=()),
            mailbox(),
            *NAMES,
            *PORTS,
        ),
        {"P tls-cert-file-unreadable"},
    ),
    "login service down": (
        phone(D_SETTINGS),
        (conversation(auth="454 4.7.0 Temporary authentication failure."), *AROUND),
        {"P auth-backend-down"},
    ),
    "login service gone": (
        phone(D_NOCONN, onset="sudden"),
        (*HUNG_UP, *AROUND),
        {"L auth-backend-down"},
    ),
    "login service refuses all": (
        phone(D_SETTINGS, onset="sudden"),
        (conversation(auth=AUTH_535), mailbox("refused"), PORT_25, *NAMES, *PORTS),
        set(),
    ),
    "challenge against hashes": (
        phone(D_LOGIN, authentication="cram-md5"),
        (
            conversation(auth_keyword="AUTH PLAIN CRAM-MD5", auth=AUTH_535, mechanism="CRAM-MD5"),
            conversation(auth_keyword="AUTH PLAIN CRAM-MD5"),
            *AROUND,
        ),
        {"P cram-md5-hash-mismatch"},
    ),
    "no AUTH": (phone(D_NOCONN), (*NO_AUTH, *AROUND), {"L sasl-not-enabled-on-service"}),
    "no submission": (
        phone(D_REFUSED, onset="after-update"),
        (
            *(PORT_25, mailbox(), *NAMES, SIX, ROUTE, tcp(port=993)),
            *(*both("refused", 465, 587), *both("open", 25)),
        ),
        {"L submission-service-not-enabled"},
    ),
    "service down": (
        phone(D_REFUSED),
        (mailbox(), *NAMES, SIX, ROUTE, tcp(port=993), *both("refused", 25, 465, 587)),
        {"L smtp-service-down"},
    ),
    "firewall": (
        phone(D_TIMEOUT, onset="sudden"),
        (
            *(PORT_25, mailbox(), *NAMES, SIX, ROUTE, tcp(port=993)),
            *(*both("timeout", 465, 587), *both("open", 25)),
            tcp("smtp.other.test", 587, "open", "192.0.2.77"),
        ),
        {"L server-firewall-port-closed"},
    ),
    "banned on every port": (
        phone(D_TIMEOUT, onset="sudden", can_receive=False),
        (*NAMES, SIX, ROUTE, *both("timeout", 25, 465, 587), *all_ports("timeout", 993, 143, 110)),
        {"L client-ip-banned"},
    ),
    "banned over IPv4": (
        phone(D_REFUSED, onset="sudden"),
        (
            *(mailbox(), *NAMES, SIX, ROUTE, tcp(port=993), replace(GOOD, address=IP6)),
            *all_ports("refused", 25, 465, 587),
            *all_ports("open", 25, 465, 587, address=IP6),
        ),
        {"L client-ip-banned"},
    ),
    "port 25 blocked": (
        phone(D_TIMEOUT, port=25),
        (
            *(GOOD, GOOD_465, mailbox(), *NAMES, tcp(), tcp(port=465)),
            *(tcp(port=25, outcome="timeout"), tcp(OTHER_HOST, 25, "timeout", OTHER_IP)),
        ),
        {"P port-25-blocked-by-carrier"},
    ),
    "all ports for sending silent": (
        phone(D_TIMEOUT),
        (
            *(mailbox(), *NAMES, tcp(port=993), tcp(OTHER_HOST, 25, "timeout", OTHER_IP)),
            *both("timeout", 25, 465, 587),
        ),
        set(),
    ),
    "all ports for sending silent, those of others too": (
        phone(D_TIMEOUT),
        (
            *(mailbox(), *NAMES, tcp(port=993), *both("timeout", 25, 465, 587)),
            *all_ports("timeout", 25, 465, 587, host=OTHER_HOST, address=OTHER_IP),
        ),
        {"L submission-ports-blocked-by-network"},
    ),
    "web-only address": (
        phone(D_TIMEOUT, onset="sudden", can_receive=False),
        (
            *(dns(HOST, IP), mx("customer.test", HOST), ROUTE, tcp(port=443), tcp(port=80)),
            *all_ports("timeout", 25, 465, 587, 993, 143, 110, 995),
        ),
        {"L mail-hostname-proxied-by-cdn"},
    ),
    "address of a stranger": (
        phone(D_REFUSED, onset="after-migration", can_receive=False),
        (
            replace(
                port_25(own=f"554 5.7.1 <{ADDRESS}>: Relay access denied"),
                tls=session(leaf=certificate("mx.elsewhere.test", name_matches=False)),
            ),
            *(dns(HOST, IP), authority(HOST, IP), mx("customer.test", HOST), tcp(port=25)),
            *all_ports("refused", 465, 587, 993, 143),
        ),
        {"L dns-record-missing-or-wrong"},
    ),
    "name missing": (
        phone(D_NORESP, onset="sudden", can_receive=False),
        (dns(HOST), dns(HOST, rtype="AAAA"), mx("customer.test", HOST), ROUTE),
        {"P dns-record-missing-or-wrong"},
    ),
    "zone failing": (
        phone(D_NORESP, onset="sudden"),
        (dns(HOST, status="servfail"), dns(HOST, rtype="AAAA", status="servfail"), ROUTE),
        {"P dns-record-missing-or-wrong"},
    ),
    "stale": (
        phone(D_TIMEOUT, onset="after-migration"),
        (
            *(dns(HOST, "192.0.2.50"), authority(HOST, IP), mx("customer.test", HOST), ROUTE),
            *all_ports("timeout", 25, 465, 587, 993, address="192.0.2.50"),
        ),
        {"L dns-stale-after-migration"},
    ),
    "private address": (
        phone(D_TIMEOUT, onset="sudden"),
        (
            *(dns(HOST, "10.0.0.5"), authority(HOST, "10.0.0.5"), ROUTE),
            *all_ports("timeout", 25, 465, 587, 993, address="10.0.0.5"),
        ),
        {"P dns-record-missing-or-wrong"},
    ),
    "web-only network": (
        phone(D_TIMEOUT, host="mail.customer.test", onset="sudden"),
        (
            *(dns("mail.customer.test", "104.18.2.3"), GOOD, GOOD_465, *AROUND),
            *all_ports(
                "timeout", 25, 465, 587, 993, 143, host="mail.customer.test", address="104.18.2.3"
            ),
        ),
        {"P mail-hostname-proxied-by-cdn"},
    ),
    "IPv6 dead": (
        phone(D_TIMEOUT),
        (GOOD, *AROUND, SIX, tcp(port=587, outcome="timeout", address=IP6)),
        {"L ipv6-path-broken"},
    ),
    "expired": (phone(D_EXPIRED), serving(in_date=False), {"P cert-expired"}),
    "self-signed": (
        phone(),
        serving(trusted=False, problem="self-signed"),
        {"P cert-self-signed-or-private-ca"},
    ),
    "link missing": (
        phone(),
        serving(trusted=False, problem="incomplete"),
        {"P cert-chain-incomplete"},
    ),
    "Apple's rules": (phone(), serving(apple=("RSA 1024",)), {"P cert-violates-apple-policy"}),
    "wrong name, and no user name": (
        phone(username=""),
        (encrypted(FOREIGN), encrypted(FOREIGN, port=465), *NAMES, *PORTS),
        {"P cert-hostname-mismatch"},
    ),
    "bad on one port": (
        phone(),
        (
            encrypted(certificate(HOST, in_date=False, fingerprint="bb" * 32)),
            *(GOOD_465, mailbox(), *NAMES, *PORTS),
        ),
        {"P cert-differs-per-service-or-sni", "P cert-expired"},
    ),
    "old TLS": (
        phone(),
        (
            *(handshake_failed("protocol-version"), handshake_failed("protocol-version", 465)),
            *(legacy("TLSv1.1"), mailbox(), *NAMES, *PORTS),
        ),
        {"P tls-version-too-old-on-server"},
    ),
    "STARTTLS taken out": (
        phone(D_SSL),
        (
            *(in_clear("PIPELINING", "SIZE"), in_clear("PIPELINING", "SIZE", port=25)),
            *(GOOD_465, mailbox(), *NAMES, *PORTS),
        ),
        {"L smtp-inspection-or-proxy"},
    ),
    "STARTTLS put out": (
        phone(D_SSL),
        (in_clear("PIPELINING", "XXXXXXXX"), GOOD_465, mailbox(), *NAMES, *PORTS),
        {"P smtp-inspection-or-proxy"},
    ),
    "on the device: user name blank": (
        phone(D_RELAY, username="", password_set=False),
        (GOOD, *AROUND),
        set(),
    ),
    "on the device: user name blank, no password known": (
        phone(D_RELAY, username="", onset="sudden"),
        (NO_PASSWORD, *AROUND),
        set(),
    ),
    "on the device: port 25": (phone(D_RELAY, port=25), (GOOD, *AROUND), set()),
    "on the device: wrong port": (
        phone(D_REFUSED, port=2526),
        (GOOD, *AROUND, tcp(port=2526, outcome="refused")),
        set(),
    ),
    "on the device: mistyped host": (
        phone(D_NORESP, host="mial.hosting.test"),
        (dns("mial.hosting.test"), dns("mial.hosting.test", rtype="AAAA"), GOOD, *AROUND),
        set(),
    ),
    "on the device: a mail exchanger as host": (
        phone(D_RELAY, host="mx.filter.test"),
        (
            dns("mx.filter.test", "192.0.2.7"),
            conversation(host="mx.filter.test", address="192.0.2.7", auth_keyword=None, auth=None),
            *all_ports("refused", 465, host="mx.filter.test", address="192.0.2.7"),
            *(GOOD, *AROUND),
        ),
        set(),
    ),
    "on the device: wrong password": (
        phone(D_SETTINGS),
        (conversation(auth=AUTH_535), mailbox("refused"), PORT_25, *NAMES, *PORTS),
        set(),
    ),
    "on the device: an alias that is not its own": (
        phone(D_RCPT, sender="info@customer.test"),
        (
            refused_after_login(
                "553 5.7.1 <info@customer.test>: Sender address rejected: not owned by user alice",
                sender="info@customer.test",
            ),
            *(conversation(), *AROUND),
        ),
        set(),
    ),
    "two: SSL off and permit missing": (
        phone(D_SENDER, security="none"),
        (
            refused_after_login(RELAY_554),
            dialogue(
                step("ehlo", "250 mail.hosting.test", secure=False),
                step(
                    "mail",
                    "530 5.7.0 Must issue a STARTTLS command first",
                    secure=False,
                    detail=ADDRESS,
                ),
                mode="plain",
                clear=("STARTTLS",),
            ),
            *AROUND,
        ),
        {"P permit-sasl-missing"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_names_exactly_its_cause(name: str) -> None:
    """Neither fewer nor more causes of the group are proven or likely."""
    told, facts, expected = FAULTS[name]
    known = seen(told, *facts)
    named = set()
    for cause in causes():
        verdict = cause.judge(told, known) if cause.group == "server" else None
        if isinstance(verdict, Proven | Likely):
            named.add(f"{'P' if isinstance(verdict, Proven) else 'L'} {cause.id}")
    assert named == expected
