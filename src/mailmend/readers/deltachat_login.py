"""Read the settings in a Delta Chat login link (``dclogin:``), as its QR codes hold them.

Options: ih, ip, iu, is for receiving and sh, sp, su, ss for sending (host, port, user, security). A
password in the link is noted as present and never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote

from mailmend.case import InputError, Security
from mailmend.readers._settings import Account, account
from mailmend.wire.autoconfig_xml import tcp_port

MAX_BYTES = 8192
MAX_OPTIONS = 40
SCHEME = "dclogin:"
SOURCE = "deltachat-login"
_SECURITY: dict[str, Security] = {"ssl": "tls", "starttls": "starttls", "plain": "none"}


def read_dclogin(data: bytes) -> tuple[Account, ...]:
    """The one account of the link. Raises ``InputError``."""
    if len(data) > MAX_BYTES:
        raise InputError("the login link is longer than 8 KiB")
    text = data.decode("utf-8-sig", "replace").strip()
    rest = text[len(SCHEME) :].removeprefix("//")
    name, _, query = rest.partition("?")
    address = unquote(name).rstrip("/")
    if "@" not in address:
        raise InputError("the login link names no mail address")
    try:
        options = dict(parse_qsl(query, max_num_fields=MAX_OPTIONS))
    except ValueError:
        raise InputError(f"the login link has more than {MAX_OPTIONS} options") from None
    if options.get("v", "1") != "1":
        raise InputError("the login link is of a version that is not known")
    outgoing = _server(options, "s")
    if options.get("spw") or options.get("p"):
        outgoing["password_set"] = True
    incoming = {"protocol": "imap", **_server(options, "i")}
    return (account(address, "Delta Chat", incoming, outgoing, SOURCE),)


def _server(options: Mapping[str, str], kind: str) -> dict[str, object]:
    return {
        "host": options.get(f"{kind}h"),
        "port": tcp_port(options.get(f"{kind}p")),
        "security": _SECURITY.get(options.get(f"{kind}s", "").lower()),
        "username": options.get(f"{kind}u"),
    }
