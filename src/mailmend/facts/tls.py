"""Facts of TLS handshakes and certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mailmend.facts.base import Fact

HandshakeFailure = Literal[
    "not-tls",  # the peer answered in clear text
    "protocol-version",  # no common TLS version
    "no-shared-cipher",  # handshake_failure alert
    "alert",  # any other fatal alert
    "closed",  # the peer hung up
    "timeout",
    "malformed",
    "injected",  # bytes arrived in clear after the STARTTLS reply (RFC 3207, CVE-2011-0411)
]
ChainProblem = Literal[
    "self-signed", "private-ca", "incomplete", "expired-issuer", "bad-signature", "other"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The leaf certificate served, judged at the time of the handshake.

    ``names`` are the DNS and IP subject alternative names. ``trusted_by_device`` uses the roots
    a phone has, ``trusted_by_machine`` those of this machine; both include ``--ca-file``
    and ``SSL_CERT_FILE``.
    ``chain_problem`` says why the chain does not reach a root although dates are left aside.
    ``apple_violations`` are the rules of Apple's requirements for trusted certificates that the
    leaf breaks (support article 103769), in words. ``for_servers``: its extended key usage, where
    it has one, allows TLS servers.
    """

    subject: str
    issuer: str
    names: tuple[str, ...]
    not_before: str
    not_after: str
    fingerprint_sha256: str
    key: str
    signature_hash: str
    chain_length: int
    in_date: bool
    name_matches: bool
    trusted_by_device: bool
    trusted_by_machine: bool
    chain_problem: ChainProblem | None = None
    chain_detail: str = ""
    apple_violations: tuple[str, ...] = ()
    for_servers: bool = True

    @property
    def verified(self) -> bool:
        """Whether chain, name, dates and use are right by this machine's roots or the device's."""
        trusted = self.trusted_by_machine or self.trusted_by_device
        return self.in_date and self.name_matches and trusted and self.for_servers

    @property
    def acceptable(self) -> bool:
        """Whether a phone accepts it for the host that was dialled."""
        return (
            self.in_date
            and self.name_matches
            and self.trusted_by_device
            and not self.apple_violations
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSession:
    """The outcome of one handshake inside a dialogue.

    ``verified`` is the strict judgement that opens the way for a password: chain, name and dates
    are right by this machine's roots or the device's.
    """

    ok: bool
    failure: HandshakeFailure | None = None
    detail: str = ""
    version: str = ""
    cipher: str = ""
    certificate: Certificate | None = None
    verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsProbe(Fact):
    """One further handshake made to learn something only about TLS.

    ``offer`` tells what was offered: ``legacy`` (TLS 1.0 to 1.2 with old ciphers),
    ``no-sni``, ``direct`` (TLS at once on this port) or ``default``.
    """

    kind: ClassVar[str] = "tls-probe"
    host: str
    address: str
    port: int
    offer: Literal["default", "legacy", "no-sni", "direct"]
    session: TlsSession
