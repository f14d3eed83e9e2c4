"""TLS handshakes with the account's server, those of today and those with old versions. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._smtp import device_dialogues
from mailmend.facts import Facts, SmtpDialogue, TlsProbe

_DISAGREEMENT = frozenset({"protocol-version", "no-shared-cipher"})
_OLD = frozenset({"SSLV2", "SSLV3", "TLSV1", "TLSV1.0", "TLSV1.1"})


def old_version(version: str) -> bool:
    """Whether that version is older than TLS 1.2 (RFC 8996)."""
    return version.upper().replace(" ", "").replace("SSLV3.0", "SSLV3") in _OLD


def failed(case: Case, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Dialogues on the device's port (or all) whose handshake failed over versions or ciphers."""
    return tuple(
        one
        for one in device_dialogues(case, facts)
        if one.tls is not None and not one.tls.ok and one.tls.failure in _DISAGREEMENT
    )


def succeeded(case: Case, facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Dialogues on the device's port (or all) whose handshake came about."""
    return tuple(one for one in device_dialogues(case, facts) if one.tls is not None and one.tls.ok)


def legacy(facts: Facts, place: SmtpDialogue) -> tuple[TlsProbe, ...]:
    """The handshakes with old versions and ciphers on that host and port."""
    return facts.of(
        TlsProbe,
        lambda one: (
            one.offer == "legacy" and same(one.host) == same(place.host) and one.port == place.port
        ),
    )
