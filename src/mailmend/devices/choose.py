"""Which program to play for a case."""

from __future__ import annotations

from mailmend.case import Case, Outgoing
from mailmend.devices.apple_mail import AppleMail
from mailmend.devices.client import Client
from mailmend.devices.generic import Generic
from mailmend.devices.thunderbird import Thunderbird

_APPLE_SYSTEMS = {"ios", "ipados", "macos", "iphone", "ipad"}


def client_for(case: Case) -> Client:
    """The program of the case; an iPhone's where nothing is known, for that is the common case.

    An Apple device whose reported error tells of a failed connection or handshake is taken to use
    TLS exactly as its settings say.
    """
    app = (case.device.app or "").lower()
    system = (case.device.os or "").lower().split(" ")[0]
    if "thunderbird" in app:
        return Thunderbird()
    known_other = app and "apple" not in app and app != "mail"
    if known_other or (system and system not in _APPLE_SYSTEMS):
        return Generic()
    return AppleMail(literal=_words_matter(case.outgoing) and _tells_of_tls_trouble(case.error))


def _words_matter(outgoing: Outgoing) -> bool:
    """Whether "SSL on" and the port leave open which kind of TLS is meant."""
    usual = "tls" if outgoing.port == 465 else "starttls"
    return outgoing.security not in {None, "none", usual}


def _tells_of_tls_trouble(error: str | None) -> bool:
    if error is None:
        return False
    from mailmend.errors import read_alert

    return any(reading.meaning in {"tls-error", "connection"} for reading in read_alert(error))
