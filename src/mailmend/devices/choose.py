"""Which program to play for a case."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.devices.apple_mail import AppleMail
from mailmend.devices.client import Client
from mailmend.devices.generic import Generic
from mailmend.devices.thunderbird import Thunderbird

_APPLE_SYSTEMS = {"ios", "ipados", "macos", "iphone", "ipad"}


def client_for(case: Case, *, tls_trouble: bool = False) -> Client:
    """The program of the case; an iPhone's where nothing is known, for that is the common case.

    ``tls_trouble``: the reported error tells of a failed connection or handshake, so that an
    Apple device is taken to use TLS exactly as its settings say.
    """
    app = (case.device.app or "").lower()
    system = (case.device.os or "").lower().split(" ")[0]
    if "thunderbird" in app:
        return Thunderbird()
    known_other = app and "apple" not in app and app != "mail"
    if known_other or (system and system not in _APPLE_SYSTEMS):
        return Generic()
    return AppleMail(literal=tls_trouble)
