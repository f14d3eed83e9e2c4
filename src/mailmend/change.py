"""What should become true: the closed vocabulary between causes and remedies.

Causes state changes and never name a remedy; remedies render the changes they know and never name
a cause. A new kind or action is a change of language and gets a decision record.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

ServerVerb = Literal[
    "permit-authenticated-relay",
    "offer-authentication",
    "enable-submission",
    "start-mail-service",
    "open-port",
    "offer-starttls",
    "enable-modern-tls",
    "widen-tls-for-old-device",
    "renew-certificate",
    "certificate-for-host",
    "certificate-from-public-authority",
    "send-certificate-chain",
    "certificate-within-apple-rules",
    "same-certificate-everywhere",
    "repair-certificate-files",
    "load-renewed-certificate",
    "repair-lookup-table",
    "repair-server-resolver",
    "repair-authentication-backend",
    "offer-only-mechanisms-that-work",
    "allow-sender-for-login",
    "accept-sender",
    "exempt-authenticated-from-helo-checks",
    "exempt-authenticated-from-blocklists",
    "exempt-authenticated-from-client-name-checks",
    "exempt-authenticated-from-greylisting",
    "exempt-authenticated-from-sender-policy",
    "repair-filter-service",
    "free-queue-space",
    "raise-rate-limit",
    "raise-message-size-limit",
    "make-domain-local",
    "stop-treating-domain-as-local",
    "trust-submission-front-end",
    "repair-routing",
    "repair-smarthost",
    "repair-proxy-protocol",
    "upgrade-software",
    "stop-rewriting-smtp",
    "publish-right-settings",
    "unban-address",
    "pass-client-address",
    "release-outgoing-hold",
    "review-content-filter",
]
AccountVerb = Literal[
    "enter-current-password",
    "reset-password",
    "use-app-password",
    "sign-in-again",
    "use-oauth",
    "enable-smtp-authentication",
    "unlock",
    "unsuspend",
    "recreate",
    "use-new-login",
    "use-service-credentials",
    "approve-sign-in",
    "free-mailbox-space",
    "wait-or-raise-sending-limit",
]
NetworkVerb = Literal[
    "use-other-network",
    "unblock-port",
    "avoid-port",
    "turn-off-vpn",
    "turn-off-mail-inspection",
    "repair-ipv6",
    "repair-hairpin",
    "allow-mail-on-device",
]
DeviceVerb = Literal[
    "restart",
    "update-software",
    "set-date-automatically",
    "resend-from-outbox",
    "remove-and-add-account",
    "reinstall-profile",
    "replace-profile",
    "turn-off-smime",
    "turn-off-other-servers",
    "turn-off-automatic-settings",
    "send-less-per-message",
    "pick-sent-folder",
]


@dataclass(frozen=True, slots=True)
class SetField:
    """A device setting must have another value; ``field`` is a path such as ``outgoing.port``."""

    kind: ClassVar[str] = "set"
    field: str
    from_: str | int | bool | None
    to: str | int | bool


@dataclass(frozen=True, slots=True)
class ServerAction:
    """The admin of ``host`` must do something; ``detail`` names the value, where one is known."""

    kind: ClassVar[str] = "server"
    action: ServerVerb
    host: str
    port: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DnsRecord:
    """A DNS record must change; ``should_be`` is empty where only its being wrong is known."""

    kind: ClassVar[str] = "dns"
    name: str
    rtype: str
    now: tuple[str, ...] = ()
    should_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountAction:
    """Something must be done with the mailbox account or its credentials."""

    kind: ClassVar[str] = "account"
    action: AccountVerb
    address: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NetworkAction:
    """Something on the network between device and server must change."""

    kind: ClassVar[str] = "network"
    action: NetworkVerb
    host: str = ""
    port: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DeviceAction:
    """Something other than a mail setting must be done on the device."""

    kind: ClassVar[str] = "device"
    action: DeviceVerb
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CorrectRecipient:
    """The recipient's address must be corrected, or the recipient's side must act."""

    kind: ClassVar[str] = "recipient"
    address: str
    detail: str = ""


Change = (
    SetField
    | ServerAction
    | DnsRecord
    | AccountAction
    | NetworkAction
    | DeviceAction
    | CorrectRecipient
)
