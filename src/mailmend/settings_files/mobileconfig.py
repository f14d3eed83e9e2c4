"""An Apple configuration profile with one mail account (payload ``com.apple.mail.managed``).

Every key that decides how mail is sent is written out, since the defaults of the missing ones are
what breaks accounts: no SSL, the ports 25, 587 and 465 in turn, a user name asked for. Identifiers
and UUIDs follow from the address alone, so that a second download replaces the first. The
password is asked for on the device, once for both directions; it is never in the file.
"""

from __future__ import annotations

import plistlib
import uuid

from mailmend.settings_files.account import Account, NotUsable, Server, stripped

MIME_TYPE = "application/x-apple-aspen-config"
_NAMESPACE = uuid.UUID("6f1e4b0e-6d3c-5a0e-9a55-2f6b0d6b7f11")
_AUTHENTICATION = {
    "password": "EmailAuthPassword",
    "cram-md5": "EmailAuthCRAMMD5",
    "ntlm": "EmailAuthNTLM",
    "http-md5": "EmailAuthHTTPMD5",
}
_TYPES = {"imap": "EmailTypeIMAP", "pop3": "EmailTypePOP"}
_DIRECT = {"smtp": 465, "imap": 993, "pop3": 995}
"""The ports on which Apple Mail starts TLS at once; a profile cannot ask for it on others."""


def mobileconfig(account: Account, organization: str = "") -> bytes:
    """The profile as an XML property list, not signed. Raises ``NotUsable``."""
    name = stripped(organization) or account.domain
    base = f"{_reversed(account.domain)}.mail.{_uuid(account, 'identifier').hex}"
    profile: dict[str, object] = {
        **_common(account, base, "profile", "Configuration", name),
        "PayloadDescription": (
            f"Sets up mail for {account.address} with settings that were tried and work. "
            "The device asks for the password; the profile does not hold it."
        ),
        "PayloadRemovalDisallowed": False,
        "PayloadContent": [_mail(account, f"{base}.account", name)],
    }
    return plistlib.dumps(profile, sort_keys=True)


def _common(
    account: Account, identifier: str, purpose: str, payload_type: str, organization: str
) -> dict[str, object]:
    return {
        "PayloadDisplayName": f"Mail {account.address}",
        "PayloadIdentifier": identifier,
        "PayloadOrganization": organization,
        "PayloadType": payload_type,
        "PayloadUUID": str(_uuid(account, purpose)).upper(),
        "PayloadVersion": 1,
    }


def _mail(account: Account, identifier: str, organization: str) -> dict[str, object]:
    receiving, sending = account.receiving, account.outgoing
    return {
        **_common(account, identifier, "account", "com.apple.mail.managed", organization),
        "PayloadDescription": f"The mail account {account.address}",
        "EmailAccountDescription": account.address,
        "EmailAccountName": account.address.rpartition("@")[0],
        "EmailAccountType": _TYPES[receiving.protocol],
        "EmailAddress": account.address,
        **_direction("Incoming", receiving),
        **_direction("Outgoing", sending),
        "OutgoingPasswordSameAsIncomingPassword": True,
        "PreventAppSheet": False,
        "PreventMove": False,
        "SMIMEEnabled": False,
        "SMIMESigningEnabled": False,
        "SMIMEEncryptionEnabled": False,
        "disableMailRecentsSyncing": False,
        "allowMailDrop": True,
    }


def _direction(prefix: str, server: Server) -> dict[str, object]:
    way = _AUTHENTICATION.get(server.authentication)
    if way is None:
        raise NotUsable("an Apple profile cannot set up the provider's own sign-in (OAuth)")
    if (server.port == _DIRECT[server.protocol]) != (server.security == "tls"):
        raise NotUsable(
            f"Apple Mail speaks {'STARTTLS' if server.security == 'tls' else 'TLS at once'} on "
            f"port {server.port}, so a profile cannot carry these settings"
        )
    key = f"{prefix}MailServer"
    return {
        f"{key}Authentication": way,
        f"{key}HostName": server.host,
        f"{key}PortNumber": server.port,
        f"{key}UseSSL": True,
        f"{key}Username": server.username,
    }


def _reversed(domain: str) -> str:
    return ".".join(reversed(domain.split(".")))


def _uuid(account: Account, purpose: str) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, f"{purpose}:{account.address.lower()}")
