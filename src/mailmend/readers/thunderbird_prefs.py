"""Read the mail accounts of a Thunderbird profile from its ``prefs.js``.

Only what differs from a default stands in the file, so a missing key has a known value here:
no TLS, "normal password", the protocol's own port, a blank user name (Thunderbird's
``mailnews.js`` and ``SmtpClient``). Passwords lie elsewhere and are never looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mailmend.case import Authentication, InputError, Security
from mailmend.readers._settings import Account

MAX_BYTES = 16 * 1024 * 1024
MAX_ITEMS = 500

Prefs = Mapping[str, str | int | bool]

SOCKET_TYPES: dict[int, Security] = {0: "none", 1: "starttls", 2: "starttls", 3: "tls"}
AUTH_METHODS: dict[int, Authentication] = {
    1: "none",
    3: "password",
    4: "cram-md5",
    6: "ntlm",
    10: "oauth2",
}
_PREF = re.compile(
    r'^[ \t]{0,8}user_pref\([ \t]{0,8}"((?:[^"\\\n]|\\.){1,300})"[ \t]{0,8},[ \t]{0,8}'
    r'(?:"((?:[^"\\\n]|\\.){0,4096})"|(true|false)|(-?\d{1,10}))[ \t]{0,8}\)[ \t]{0,8};',
    re.MULTILINE,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}
_PORTS = {("imap", "tls"): 993, ("imap", ""): 143, ("pop3", "tls"): 995, ("pop3", ""): 110}


def read_prefs(data: bytes) -> tuple[Account, ...]:
    """The accounts of the profile, one for each identity. Raises ``InputError``."""
    if len(data) > MAX_BYTES:
        raise InputError("the Thunderbird prefs.js is larger than 16 MiB")
    try:
        prefs = dict(_prefs(data.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise InputError("the Thunderbird prefs.js is not UTF-8 text") from None
    accounts = tuple(_accounts(prefs))
    if not accounts:
        raise InputError("the Thunderbird prefs.js holds no IMAP or POP3 account")
    return accounts


def _prefs(text: str) -> Iterator[tuple[str, str | int | bool]]:
    for found in _PREF.finditer(text):
        key, string, flag, number = found.groups()
        if not key.startswith("mail."):
            continue
        if string is not None:
            yield key, _unescaped(string)
        elif flag:
            yield key, flag == "true"
        else:
            yield key, int(number)


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _LETTERS.get(found[3], found[3])

    units = _ESCAPE.sub(plain, text).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "replace")


def _accounts(prefs: Prefs) -> Iterator[Account]:
    for account in _listed(prefs, "mail.accountmanager.accounts"):
        server = _string(prefs, f"mail.account.{account}.server")
        protocol = _string(prefs, f"mail.server.{server}.type")
        if protocol not in {"imap", "pop3"}:
            continue
        incoming = _incoming(prefs, f"mail.server.{server}.", protocol)
        for identity in _listed(prefs, f"mail.account.{account}.identities"):
            yield _account(prefs, identity, incoming)


def _account(prefs: Prefs, identity: str, incoming: Mapping[str, object]) -> Account:
    own = _string(prefs, f"mail.identity.{identity}.smtpServer")
    key = own or _string(prefs, "mail.smtp.defaultserver")
    key = key or next(iter(_listed(prefs, "mail.smtpservers")), "")
    settings: dict[str, object] = {"device": {"app": "Thunderbird"}, "incoming": incoming}
    if key:
        settings["outgoing"] = _outgoing(prefs, f"mail.smtpserver.{key}.")
    return Account(_string(prefs, f"mail.identity.{identity}.useremail") or None, settings)


def _incoming(prefs: Prefs, root: str, protocol: str) -> dict[str, object]:
    security = SOCKET_TYPES.get(_number(prefs, root + "socketType", 0))
    port = _number(prefs, root + "port", 0)
    default = _PORTS[protocol, "tls" if security == "tls" else ""]
    return {
        "protocol": protocol,
        "host": _string(prefs, root + "hostname"),
        "port": port if port > 0 else default,
        "username": _string(prefs, root + "userName"),
        **_words(security, AUTH_METHODS.get(_number(prefs, root + "authMethod", 3))),
    }


def _outgoing(prefs: Prefs, root: str) -> dict[str, object]:
    security = SOCKET_TYPES.get(_number(prefs, root + "try_ssl", 0))
    port = _number(prefs, root + "port", 0)
    default = 465 if security == "tls" else 587
    return {
        "host": _string(prefs, root + "hostname"),
        "port": port if port > 0 else default,
        "username": _string(prefs, root + "username"),
        **_words(security, AUTH_METHODS.get(_number(prefs, root + "authMethod", 3))),
    }


def _words(security: Security | None, way: Authentication | None) -> dict[str, object]:
    """The two settings whose numbers may have no word in a case; those are left open."""
    words = {"security": security, "authentication": way}
    return {key: word for key, word in words.items() if word}


def _listed(prefs: Prefs, key: str) -> list[str]:
    names = (name.strip() for name in _string(prefs, key).split(","))
    return [name for name in names if name][:MAX_ITEMS]


def _string(prefs: Prefs, key: str) -> str:
    value = prefs.get(key, "")
    return value if isinstance(value, str) else ""


def _number(prefs: Prefs, key: str, default: int) -> int:
    value = prefs.get(key, default)
    return value if isinstance(value, int) and not isinstance(value, bool) else default
