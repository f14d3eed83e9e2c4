"""Which mail program the person uses and where its outgoing settings are."""

from __future__ import annotations

import re
from typing import Literal

from mailmend.case import Device
from mailmend.change import SetField
from mailmend.remedy import Situation
from mailmend.text import Text, phrase

Platform = Literal["ios", "macos", "android", "thunderbird", "outlook", "other", "unknown"]


def platform(device: Device) -> Platform:
    """The program behind a loosely written device ("iOS 17.4", "Apple Mail", "Win 11")."""
    app, os = (device.app or "").lower(), (device.os or "").lower()
    match app, os:
        case "", "":
            return "unknown"
        case _, _ if "android" in os or "gmail" in app or "k-9" in app:
            return "android"
        case _, _ if "thunderbird" in app:
            return "thunderbird"
        case _, _ if "outlook" in app:
            return "outlook"
        case _, _ if os.startswith(("ios", "ipados", "iphone", "ipad")):
            return "ios"
        case _, _ if os.startswith(("mac", "os x", "osx")):
            return "macos"
        case _, _ if os == "" and "apple mail" in app:
            return "ios"
    return "other"


def major(version: str | None) -> int | None:
    """The leading number of a version such as ``17.4.1``."""
    found = re.match(r"\s*(\d{1,3})", version or "")
    return int(found.group(1)) if found else None


def ios_accounts(version: str | None) -> Text:
    """Where an iPhone or iPad of that version lists its mail accounts (newest if not known)."""
    number = major(version)
    if number is None or number >= 18:
        return phrase("Settings > Apps > Mail > Mail Accounts")
    if number >= 14 or number == 10:
        return phrase("Settings > Mail > Accounts")
    if number >= 12:
        return phrase("Settings > Passwords & Accounts")
    if number == 11:
        return phrase("Settings > Accounts & Passwords")
    return phrase("Settings > Mail, Contacts, Calendars")


SCREEN_ORDER = (
    "outgoing.enabled",
    "outgoing.host",
    "outgoing.username",
    "outgoing.password_set",
    "outgoing.security",
    "outgoing.authentication",
    "outgoing.port",
)


def outgoing_changes(situation: Situation) -> tuple[SetField, ...]:
    """The changes of the outgoing server's fields, in the order of a phone's screen."""
    found = (situation.field(name) for name in SCREEN_ORDER)
    return tuple(change for change in found if change is not None)


def needs_password(situation: Situation) -> bool:
    """Whether the password must be typed: it is missing, or it belongs to a new user name."""
    if situation.field("outgoing.password_set") is not None:
        return True
    renamed = situation.field("outgoing.username") is not None
    return renamed and situation.case.outgoing.password_set is not True


def untried(situation: Situation) -> tuple[SetField, ...]:
    """The new values that were not seen to work in this run: advice, no proof."""
    fields = (change for change in situation.changes if isinstance(change, SetField))
    return tuple(change for change in fields if not situation.seen_to_work(change))


def details(detail: str) -> tuple[Text, ...]:
    """What a cause adds to an action in its own words."""
    return (phrase("Details: {detail}", detail=detail),) if detail else ()


UNTRIED = phrase(
    "These values were not tried from here, so this is the best advice and not yet proof. "
    "If sending still fails, run the diagnosis again with the password, so that they can be tried."
)


def caution(situation: Situation) -> tuple[str, ...]:
    """The closing remark where not every value is proven."""
    return (UNTRIED,) if untried(situation) else ()
