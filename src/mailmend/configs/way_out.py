"""The next server that mail is handed on to, as mail servers write it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMES = {"smtp": 25, "submission": 587, "submissions": 465, "smtps": 465}
_HOST = re.compile(
    r"(?:(?:smtp|relay|lmtp):)?(\[)?([A-Za-z0-9_.-]{1,253}|[0-9a-fA-F:.]{2,45})(?(1)\])(?::(\w+))?"
)
_URL = re.compile(
    r"(?:(smtp|smtps|smtp\+tls|smtp\+notls|lmtp)://)?(?:([\w.-]{1,64})@)?"
    r"([A-Za-z0-9_.-]{1,253})(?::(\d{1,5}))?"
)


@dataclass(frozen=True, slots=True)
class NextHop:
    """Host and port, and the text by which the configuration names it.

    ``exact``: the host itself, not the domain whose MX records lead to it.
    """

    host: str
    port: int | None
    text: str
    exact: bool = True


def postfix_next_hop(text: str) -> NextHop | None:
    """A relayhost or the right side of a transport (transport(5)); ``None`` for none."""
    plain = text.strip()
    found = _HOST.fullmatch(plain)
    if not found:
        return None
    nexthop = re.sub(r"^(?:smtp|relay|lmtp):", "", plain)
    return NextHop(found[2].lower(), _port(found[3]), nexthop, bool(found[1]))


def exim_next_hop(route_list: str) -> NextHop | None:
    """The host of a manualroute for every domain (spec, chapter 20); ``None`` for other routes."""
    rule = re.match(r"\s*\"?(?:\*|!\s*\+local_domains)\s+\"?([^\s\";]+)", route_list)
    hosts = re.split(r"(?<!:):(?!:)", rule[1]) if rule else []
    if not hosts or "$" in hosts[0] or hosts[0].startswith("<"):
        return None
    name, _, port = hosts[0].partition("::")
    return NextHop(name.lower(), _port(port), hosts[0])


def opensmtpd_next_hop(text: str) -> tuple[NextHop, str] | None:
    """The host of ``relay host URL``, and the label its login is filed under (smtpd.conf(5))."""
    found = _URL.fullmatch(text.strip().strip('"'))
    if not found:
        return None
    usual = {"smtps": 465, "smtp+tls": None, "smtp": None}.get(found[1] or "smtp")
    port = int(found[4]) if found[4] else usual
    return NextHop(found[3].lower(), port, found[0]), found[2] or ""


def _port(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() and len(text) <= 5 else _NAMES.get(text)
