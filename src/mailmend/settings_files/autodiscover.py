"""Outlook's autodiscover: the plain-XML reply and the JSON that leads to it (version 2).

Element names: Microsoft's POX Autodiscover reference. SSL, SPA and AuthRequired are always
written, since their absence means "on".
"""

from __future__ import annotations

import json

from mailmend.settings_files._xml import Element, document
from mailmend.settings_files.account import Account, NotUsable, Server, stripped

_REPLY = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"
_OUTLOOK = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
_TYPES = {"smtp": "SMTP", "imap": "IMAP", "pop3": "POP3"}
_ENCRYPTION = {"starttls": "TLS", "tls": "SSL"}


def autodiscover(account: Account, organization: str = "") -> str:
    """The XML reply for this address. Raises ``NotUsable``."""
    settings = Element(
        "Account",
        (
            Element("AccountType", "email"),
            Element("Action", "settings"),
            _protocol(account.receiving),
            _protocol(account.outgoing),
        ),
    )
    name = stripped(organization) or account.address
    user = Element("User", (Element("DisplayName", name),))
    reply = Element("Response", (user, settings), {"xmlns": _OUTLOOK})
    return document(Element("Autodiscover", (reply,), {"xmlns": _REPLY}))


def _protocol(server: Server) -> Element:
    if server.authentication not in ("password", "ntlm"):
        raise NotUsable(f"Outlook cannot be told to log in by {server.authentication}")
    fields = {
        "Type": _TYPES[server.protocol],
        "Server": server.host,
        "Port": str(server.port),
        "DomainRequired": "off",
        "LoginName": server.username,
        "SPA": "on" if server.authentication == "ntlm" else "off",
        "SSL": "on",
        "Encryption": _ENCRYPTION[server.security],
        "AuthRequired": "on",
    }
    if server.protocol == "smtp":
        fields |= {"UsePOPAuth": "off", "SMTPLast": "off"}
    return Element("Protocol", tuple(Element(name, text) for name, text in fields.items()))


def autodiscover_json(account: Account) -> str:
    """The answer of ``/autodiscover/autodiscover.json``: where the XML is served."""
    url = f"https://autodiscover.{account.domain}/autodiscover/autodiscover.xml"
    return json.dumps({"Protocol": "AutodiscoverV1", "Url": url}, indent=2) + "\n"
