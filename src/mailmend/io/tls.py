"""TLS without a socket: what is offered, one session over memory buffers, and why it failed."""

from __future__ import annotations

import ipaddress
import ssl
import warnings
from functools import cache

from mailmend.case import printable
from mailmend.facts.tls import HandshakeFailure
from mailmend.wire.names import is_host_name, to_ascii

# What current phones offer for mail besides the suites of TLS 1.3: forward secrecy first, RSA key
# exchange last, no DHE, no 3DES. OpenSSL's level 1 leaves the judgement of keys to the Trust.
_SUITES = (
    "ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AES:kRSA+AESGCM:kRSA+AES:!AESCCM:!aNULL:!PSK:@SECLEVEL=1"
)
_LEGACY_SUITES = "ALL:@SECLEVEL=0"
_DER = 2  # _ssl.ENCODING_DER

_VERSION = frozenset({
    "UNSUPPORTED_PROTOCOL",
    "TLSV1_ALERT_PROTOCOL_VERSION",
    "VERSION_TOO_LOW",
    "VERSION_TOO_HIGH",
    "WRONG_SSL_VERSION",
    "NO_PROTOCOLS_AVAILABLE",
})  # fmt: skip
_CIPHER = frozenset({
    "SSLV3_ALERT_HANDSHAKE_FAILURE",
    "TLSV1_ALERT_INSUFFICIENT_SECURITY",
    "NO_SHARED_CIPHER",
    "WRONG_CIPHER_RETURNED",
    "NO_CIPHERS_AVAILABLE",
    "UNKNOWN_CIPHER_RETURNED",
    "DH_KEY_TOO_SMALL",
})  # fmt: skip


@cache
def context(offer: str) -> ssl.SSLContext:
    """The client context for an offer (``TlsProbe.offer``); it has no store and verifies nothing.

    Everything but ``legacy`` speaks TLS 1.2 and up. Chain and name are judged by a ``Trust``
    after the handshake, so that a bad certificate is seen whole.
    """
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    made.check_hostname = False
    made.verify_mode = ssl.CERT_NONE
    made.options |= ssl.OP_NO_RENEGOTIATION
    if offer == "legacy":
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            made.minimum_version = ssl.TLSVersion.TLSv1
            made.maximum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers(_LEGACY_SUITES)
    else:
        made.minimum_version = ssl.TLSVersion.TLSv1_2
        made.set_ciphers(_SUITES)
    return made


def server_name(host: str) -> str | None:
    """The name for SNI (RFC 6066 section 3); ``None`` for an address or an impossible name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return to_ascii(host) if is_host_name(host) else None
    return None


class TlsLayer:
    """One client session over two memory buffers; the owner moves the bytes."""

    def __init__(self, offer: str, sni: str | None) -> None:
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._session = context(offer).wrap_bio(self._incoming, self._outgoing, server_hostname=sni)

    def feed(self, data: bytes) -> None:
        """Bytes from the wire."""
        self._incoming.write(data)

    def pull(self) -> bytes:
        """Bytes for the wire."""
        return self._outgoing.read()

    def handshake(self) -> bool:
        """Go on with the handshake; false where more bytes are needed. Raises ``ssl.SSLError``."""
        try:
            self._session.do_handshake()
        except ssl.SSLWantReadError:
            return False
        return True

    def read(self) -> bytes | None:
        """Clear text, ``b""`` at the end, ``None`` where more bytes are needed.

        Raises ``ssl.SSLError``.
        """
        try:
            return self._session.read(16384)
        except ssl.SSLWantReadError:
            return None
        except ssl.SSLZeroReturnError:
            return b""

    def write(self, data: bytes) -> None:
        """Encrypt; the result is for ``pull``. Raises ``ssl.SSLError``."""
        self._session.write(data)

    def say_goodbye(self) -> None:
        """Put close_notify into the outgoing buffer."""
        try:
            self._session.unwrap()
        except ssl.SSLError:
            return

    @property
    def version(self) -> str:
        """The protocol version, as ``TLSv1.3``."""
        return self._session.version() or ""

    @property
    def cipher(self) -> str:
        """The cipher suite's name."""
        found = self._session.cipher()
        return found[0] if found else ""

    def chain(self) -> tuple[bytes, ...]:
        """The chain as the peer sent it, in DER, leaf first; empty where it sent none.

        ``get_unverified_chain`` is public from Python 3.13 on; before, its object has it.
        """
        public = getattr(self._session, "get_unverified_chain", None)
        if public is not None:
            return tuple(bytes(der) for der in public() or ())
        inner = self._session._sslobj  # type: ignore[attr-defined]
        return tuple(one.public_bytes(_DER) for one in inner.get_unverified_chain() or ())


def is_tls_record(head: bytes) -> bool:
    """Whether bytes begin like a TLS record (RFC 8446 section 5.1)."""
    return 0x14 <= head[0] <= 0x18 and (len(head) < 2 or head[1] == 3)


def clear_text_failure(head: bytes) -> tuple[HandshakeFailure, str]:
    """Why a handshake failed that was answered with something other than TLS.

    A reply in clear followed by a record is an injection into the upgrade (CVE-2011-0411).
    """
    shown = printable(head[:64].decode("utf-8", "replace"))
    if b"\n\x16\x03" in head:
        return "injected", f"bytes in clear before the TLS answer: {shown}"
    return "not-tls", f"the answer to the TLS greeting was not TLS: {shown}"


def failure_of(error: ssl.SSLError) -> tuple[HandshakeFailure, str]:
    """What an OpenSSL handshake error means, and its name in plain words."""
    reason: str = getattr(error, "reason", None) or ""
    words = reason.removeprefix("SSLV3_").removeprefix("TLSV1_").removeprefix("TLSV13_")
    words = words.replace("_", " ").lower() or "the handshake broke off"
    if isinstance(error, ssl.SSLEOFError) or reason == "UNEXPECTED_EOF_WHILE_READING":
        return "closed", "the server hung up during the handshake"
    if reason in _VERSION:
        return "protocol-version", words
    if reason in _CIPHER:
        return "no-shared-cipher", words
    if "ALERT" in reason:
        return "alert", words
    return "malformed", words
