"""Steps in Thunderbird on a computer: only the fields that must change."""

from __future__ import annotations

from mailmend.change import DeviceAction, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import THUNDERBIRD_AUTHENTICATION, security_name
from mailmend.remedy import Draft, Situation, remedy

ASKED_LATER = (
    "Thunderbird asks for the password at the next send. If it does not, remove the stored one "
    "for smtp:// in Settings > Privacy & Security > Saved Passwords, and send again."
)
WAY_IN = (
    "Open Account Settings and choose Outgoing Server (SMTP) at the end of the list.",
    "Select the server and choose Edit.",
)


@remedy(audience="owner")
def thunderbird_steps(situation: Situation) -> Draft | None:
    """Fields in Account Settings."""
    if platform(situation.case.device) != "thunderbird":
        return None
    fields = [_line(change) for change in outgoing_changes(situation)]
    steps = [*(*WAY_IN, *fields, "Choose OK.")] if fields else []
    address = situation.field("address")
    if address is not None:
        steps.append(f"In Account Settings, on the account's first page, set Email to {address.to}")
    if needs_password(situation):
        steps.append(ASKED_LATER)
    if _restart(situation):
        steps.append("Close Thunderbird and start it again.")
    if not steps:
        return None
    closing = "Open the message in Unsent Messages or Drafts and send it again."
    return Draft("In Thunderbird", (*steps, closing, *caution(situation)))


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return "On the account's first page choose this server at Outgoing Server (SMTP)."
        case "host", to:
            return f"Server Name: type {to}"
        case "username", to:
            return f"User Name: type {to}" if to else "User Name: leave it blank."
        case "password_set", _:
            return "Leave the password for later: it is asked for when you send."
        case "security", to:
            name = security_name(to)
            return f"Connection security: choose {name if name != 'none' else 'None'}."
        case "authentication", to:
            name = THUNDERBIRD_AUTHENTICATION.get(str(to), str(to))
            return f"Authentication method: choose {name}."
        case _, to:
            return f"Port: type {to}"


def _restart(situation: Situation) -> bool:
    return any(
        isinstance(change, DeviceAction) and change.action == "restart"
        for change in situation.changes
    )
