"""The JSON of draft-ietf-mailmaint-pacc, served as a user-agent configuration document.

The draft knows host names only: TLS at once on the standard port, and the address as the user
name. Settings that differ cannot be said in it. It is a draft and may change.
"""

from __future__ import annotations

import json

from mailmend.settings_files.account import Account, NotUsable, Server, stripped

_PORTS = {"smtp": 465, "imap": 993, "pop3": 995}


def pacc(account: Account, organization: str = "") -> str:
    """The JSON document. Raises ``NotUsable``."""
    receiving, sending = account.receiving, account.outgoing
    name = stripped(organization) or account.domain
    content = {
        "protocols": {
            receiving.protocol: {"host": _standard(receiving, account)},
            "smtp": {"host": _standard(sending, account)},
        },
        "authentication": {"password": True},
        "info": {"provider": {"name": name, "shortName": name[:20]}},
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


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
