"""How to do it with Exchange and Microsoft 365."""

from __future__ import annotations

from mailmend.change import ServerVerb

STEPS: dict[ServerVerb, tuple[str, ...]] = {
    "permit-authenticated-relay": (
        "The client receive connector must have the permission group Exchange users.",
    ),
    "allow-sender-for-login": ("Give the account the permission Send As for the address.",),
    "make-domain-local": ("Add the domain to the accepted domains as authoritative.",),
    "stop-treating-domain-as-local": (
        "Change the accepted domain to internal relay, or remove it.",
    ),
    "release-outgoing-hold": (
        "Defender portal > Email & collaboration > Review > Restricted entities.",
    ),
}
