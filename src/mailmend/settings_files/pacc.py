"""The JSON of draft-ietf-mailmaint-pacc, served as a user-agent configuration document.

As of version 03 of the draft (2026). The draft knows host names only: TLS at once on the standard
port, and the address as the user name. Settings that differ cannot be said in it. Submission is
named ``smtp`` up to version 02 and ``submit`` since: both are written, so that readers of either
find it. A reader believes the document only if its digest is in the DNS.
"""

from __future__ import annotations

import base64
import hashlib
import json

from mailmend.settings_files.account import Account, NotUsable, Server, stripped

MAX_NAME, MAX_SHORT_NAME = 60, 20
_PORTS = {"smtp": 465, "imap": 993, "pop3": 995}


def pacc(account: Account, organization: str = "") -> str:
    """The JSON document. Raises ``NotUsable``."""
    receiving = account.receiving
    submission = {"host": _standard(account.outgoing, account)}
    name = " ".join((stripped(organization) or account.domain)[:MAX_NAME].split())
    content = {
        "protocols": {
            receiving.protocol: {"host": _standard(receiving, account)},
            "submit": submission,
            "smtp": submission,
        },
        "authentication": {"password": True},
        "info": {"provider": {"name": name, "shortName": name[:MAX_SHORT_NAME].strip()}},
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def pacc_place(domain: str) -> str:
    """Where readers look for the document of that domain."""
    return f"https://ua-auto-config.{domain}/.well-known/user-agent-configuration.json"


def pacc_record(document: bytes, domain: str) -> str:
    """The DNS record with the digest of the document, byte for byte as it is served."""
    digest = base64.b64encode(hashlib.sha256(document).digest()).decode("ascii")
    return f'_ua-auto-config.{domain}. 3600 IN TXT "v=UAAC1; a=sha256; d={digest}"'


def _standard(server: Server, account: Account) -> str:
    if server.security != "tls" or server.port != _PORTS[server.protocol]:
        raise NotUsable(
            f"this format means TLS at once on port {_PORTS[server.protocol]}, and what works is "
            f"port {server.port} with {server.security}"
        )
    if server.username.lower() != account.address.lower():
        raise NotUsable("this format means the address as the user name, and that is not it")
    if server.authentication != "password":
        raise NotUsable(f"this format has no login by {server.authentication}")
    return server.host
