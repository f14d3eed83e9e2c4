"""Thunderbird's clientConfig, as ``/mail/config-v1.1.xml`` (draft-ietf-mailmaint-autoconfig).

User names that are the address or its local part become placeholders, so that the document serves
every mailbox of the domain.
"""

from __future__ import annotations

from mailmend.settings_files._xml import Element, document
from mailmend.settings_files.account import Account, NotUsable, Server, stripped

_SOCKET = {"starttls": "STARTTLS", "tls": "SSL"}
_AUTHENTICATION = {
    "password": "password-cleartext",
    "cram-md5": "password-encrypted",
    "ntlm": "NTLM",
    "oauth2": "OAuth2",
}


def autoconfig(account: Account, organization: str = "") -> str:
    """The XML document. Raises ``NotUsable``."""
    name = stripped(organization) or account.domain
    provider = Element(
        "emailProvider",
        (
            Element("domain", account.domain),
            Element("displayName", name),
            Element("displayShortName", name),
            _server("incomingServer", account.receiving, account),
            _server("outgoingServer", account.outgoing, account),
        ),
        {"id": account.domain},
    )
    return document(Element("clientConfig", (provider,), {"version": "1.1"}))


def _server(element: str, server: Server, account: Account) -> Element:
    way = _AUTHENTICATION.get(server.authentication)
    if way is None:
        raise NotUsable(f"Thunderbird has no authentication like {server.authentication}")
    fields = {
        "hostname": server.host,
        "port": str(server.port),
        "socketType": _SOCKET[server.security],
        "username": placeholder(server.username, account),
        "authentication": way,
    }
    children = tuple(Element(name, text) for name, text in fields.items())
    return Element(element, children, {"type": server.protocol})


def placeholder(username: str, account: Account) -> str:
    """The user name in the form that fits every mailbox of the domain, where there is one."""
    if username.lower() == account.address.lower():
        return "%EMAILADDRESS%"
    if username.lower() == account.address.rpartition("@")[0].lower():
        return "%EMAILLOCALPART%"
    if "%" in username:
        raise NotUsable("the user name holds a percent sign, which would be read as a placeholder")
    return username
