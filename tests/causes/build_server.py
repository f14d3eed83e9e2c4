"""More factories, for the tests of causes that lie with the server, the names or the network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

from mailmend.facts import (
    Certificate,
    DnsAnswer,
    SmtpDialogue,
    TcpOutcome,
    TcpResult,
    TlsProbe,
    TlsSession,
)
from tests.causes.build import (
    HOST,
    IP,
    Mode,
    certificate,
    conversation,
    dialogue,
    dns,
    session,
    step,
    tcp,
)

IP6 = "2001:db8::25"
OTHER_HOST = "mx.elsewhere.test"
OTHER_IP = "192.0.2.80"
SENDING = (25, 465, 587)
READING = (993, 143)


def refused_after_login(answer: str, *, at_mail: bool = False, **more: Any) -> SmtpDialogue:
    """A login that is accepted, and the answer that stops the message after it."""
    if at_mail:
        return conversation(mail=answer, remote="503 5.5.1 Error: need MAIL command", **more)
    return conversation(remote=answer, **more)


def all_ports(
    outcome: TcpOutcome, *ports: int, host: str = HOST, address: str = IP
) -> tuple[TcpResult, ...]:
    """The same outcome on each of these ports."""
    return tuple(tcp(host, port, outcome, address) for port in ports)


def both(outcome: TcpOutcome, *ports: int, host: str = HOST) -> tuple[TcpResult, ...]:
    """The same outcome on each of these ports over IPv4 and IPv6."""
    four = all_ports(outcome, *ports, host=host)
    return (*four, *all_ports(outcome, *ports, host=host, address=IP6))


def authority(name: str, *records: str, rtype: str = "A") -> DnsAnswer:
    """What the zone's own servers say."""
    answer = dns(name, *records, rtype=rtype)
    return replace(answer, source="authority 192.0.2.53", server="192.0.2.53")


def mx(domain: str, *hosts: str) -> DnsAnswer:
    """The MX records of a domain."""
    return dns(domain, *(f"10 {host}" for host in hosts), rtype="MX")


def port_25(
    *,
    own: str = "250 2.1.5 Ok",
    host: str = HOST,
    address: str = IP,
    greeting: str = "220 mail.hosting.test ESMTP Postfix",
) -> SmtpDialogue:
    """A mail exchanger as it answers strangers: no AUTH, the own domain by ``own``."""
    return conversation(
        host=host,
        address=address,
        port=25,
        auth_keyword=None,
        auth=None,
        anonymous_own=own,
        greeting=greeting,
    )


def encrypted(leaf: Certificate, *, port: int = 587, host: str = HOST) -> SmtpDialogue:
    """A dialogue that got as far as this certificate."""
    mode: Mode = "tls" if port == 465 else "starttls"
    if mode == "tls":
        return dialogue(host=host, port=port, mode=mode, tls=session(leaf=leaf), greeting=None)
    return dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False),
        step("starttls", "220 2.0.0 Ready to start TLS", secure=False),
        host=host,
        port=port,
        mode=mode,
        tls=session(leaf=leaf),
        clear=("PIPELINING", "STARTTLS"),
    )


def starttls_refused(answer: str, *, port: int = 587) -> SmtpDialogue:
    """A dialogue that ends at STARTTLS."""
    return dialogue(
        step("ehlo", "250 mail.hosting.test", secure=False),
        step("starttls", answer, secure=False),
        port=port,
        clear=("PIPELINING", "STARTTLS"),
    )


def handshake_failed(
    failure: Literal["protocol-version", "no-shared-cipher", "not-tls", "closed"], port: int = 587
) -> SmtpDialogue:
    """A dialogue whose handshake came to nothing."""
    return replace(encrypted(certificate(), port=port), tls=session(failure=failure))


def legacy(version: str | None, port: int = 587) -> TlsProbe:
    """The handshake with old versions and ciphers; ``None``: it failed as well."""
    ended = session(failure="alert") if version is None else session(version=version)
    return TlsProbe(host=HOST, address=IP, port=port, offer="legacy", session=ended)


def unverified(talk: SmtpDialogue) -> SmtpDialogue:
    """The same dialogue inside TLS whose certificate is not trusted."""
    leaf = certificate(trusted=False, problem="private-ca")
    return replace(talk, tls=TlsSession(ok=True, version="TLSv1.3", certificate=leaf))
