"""Situations for the tests of remedies."""

from __future__ import annotations

from mailmend.case import Case, Device, Outgoing
from mailmend.change import Change, SetField
from mailmend.remedy import Remedy, Situation

ADDRESS = "alice@customer.test"
HOST = "mail.hosting.test"
WORKS = Outgoing(
    enabled=True,
    host=HOST,
    port=587,
    security="starttls",
    username=ADDRESS,
    password_set=True,
    authentication="password",
)
IPHONE = Device("iOS", "17.4", "Apple Mail")
BLANK_USER = SetField("outgoing.username", "", ADDRESS)
PORT_25 = SetField("outgoing.port", 25, 587)


def situation(
    *changes: Change,
    device: Device = IPHONE,
    works: Outgoing | None = WORKS,
    now: Outgoing | None = None,
    software: str = "",
    summary: str = "the outgoing server is used without a login.",
) -> Situation:
    """A case at mail.hosting.test with these changes, and settings that worked."""
    return Situation(
        case=Case(ADDRESS, device=device, outgoing=now or Outgoing(host=HOST, username="")),
        changes=changes,
        outgoing=works,
        software=((HOST, software),) if software else (),
        summary=summary,
    )


def text(remedy: Remedy, given: Situation) -> str:
    """All that the remedy says, as one text; empty where it says nothing."""
    rendered = remedy.render(given)
    return "" if rendered is None else "\n".join((rendered.title, *rendered.steps))
