"""Read Apple's declarative form of a mail account (com.apple.configuration.account.mail, JSON).

One declaration, or a list or an object of them; the address stands in the identity asset that a
declaration refers to, the sign-in in a credential asset that is fetched apart and never read. There
is no key for TLS, so security is not known (Apple, "Device Management", MailAccount).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from mailmend.case import Authentication, InputError
from mailmend.readers._settings import Account, account

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 6
MAX_ITEMS = 500
MAIL = "com.apple.configuration.account.mail"
IDENTITY = "com.apple.asset.useridentity"
SOURCE = f"declaration: {MAIL}"

_WAYS: dict[str, Authentication] = {
    "None": "none",
    "Password": "password",
    "CRAMMD5": "cram-md5",
    "NTLM": "ntlm",
    "HTTPMD5": "http-md5",
}
_PROTOCOLS = {"IMAP": "imap", "POP": "pop3"}

Item = Mapping[str, object]


def read_declarations(data: bytes) -> tuple[Account, ...]:
    """The mail accounts declared, at least one. Raises ``InputError``."""
    items = list(_declarations(_parsed(data), MAX_DEPTH))
    if len(items) > MAX_ITEMS:
        raise InputError(f"the file holds more than {MAX_ITEMS} declarations")
    addresses = dict(_addresses(items))
    found = [_account(item, addresses) for item in items if item.get("Type") == MAIL]
    if not found:
        raise InputError(f"the file declares no mail account ({MAIL})")
    return tuple(found)


def _parsed(data: bytes) -> object:
    if len(data) > MAX_BYTES:
        raise InputError("the declaration is larger than 1 MiB")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InputError("the declaration is not valid JSON") from None


def _declarations(value: object, depth: int) -> Iterator[Item]:
    """Whatever bears a type and a payload, as deep as management servers nest them."""
    if depth == 0:
        return
    if isinstance(value, dict):
        if isinstance(value.get("Type"), str) and isinstance(value.get("Payload"), dict):
            yield value
        else:
            for one in value.values():
                yield from _declarations(one, depth - 1)
    elif isinstance(value, list):
        for one in value:
            yield from _declarations(one, depth - 1)


def _addresses(items: list[Item]) -> Iterator[tuple[object, str]]:
    """The address of each identity asset, by its identifier."""
    for item in items:
        address = _table(item, "Payload").get("EmailAddress")
        if item.get("Type") == IDENTITY and isinstance(address, str) and "@" in address:
            yield item.get("Identifier"), address


def _account(item: Item, addresses: Mapping[object, str]) -> Account:
    payload = _table(item, "Payload")
    reference = payload.get("UserIdentityAssetReference")
    address = addresses.get(reference) if isinstance(reference, str) else None
    coming, going = _table(payload, "IncomingServer"), _table(payload, "OutgoingServer")
    protocol = _PROTOCOLS.get(str(coming.get("ServerType")))
    incoming = {"protocol": protocol, **_server(coming)}
    outgoing = _server(going)
    if outgoing["authentication"] == "none":
        outgoing["username"] = ""
    return account(address, "Apple Mail", incoming, outgoing, SOURCE)


def _server(table: Item) -> dict[str, object]:
    way = table.get("AuthenticationMethod")
    if way is not None and way not in _WAYS:
        raise InputError("the declaration's AuthenticationMethod is not one that Apple Mail knows")
    host, port = table.get("HostName"), table.get("Port")
    if not isinstance(host, str | None) or not isinstance(port, int | None):
        raise InputError("the declaration's HostName is not a text or its Port not a number")
    return {"host": host, "port": port, "authentication": _WAYS.get(str(way))}


def _table(item: Item, key: str) -> Item:
    value = item.get(key)
    return value if isinstance(value, dict) else {}
