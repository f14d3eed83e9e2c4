"""Steps in Thunderbird on a computer: only the fields that must change."""

from __future__ import annotations

from mailmend.change import DeviceAction, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import BLANK_NAME, THUNDERBIRD_AUTHENTICATION, security_name
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import phrase

ASKED_LATER = phrase(
    "Thunderbird asks for the password at the next send. If it does not, remove the stored one "
    "for smtp:// in Settings > Privacy & Security > Saved Passwords, and send again."
)
WAY_IN = (
    phrase("Open Account Settings and choose Outgoing Server (SMTP) at the end of the list."),
    phrase("Select the server and choose Edit."),
)


@remedy(audience="owner")
def thunderbird_steps(situation: Situation) -> Draft | None:
    """Fields in Account Settings."""
    if platform(situation.case.device) != "thunderbird":
        return None
    fields = [_line(change) for change in outgoing_changes(situation)]
    steps = [*(*WAY_IN, *fields, phrase("Choose OK."))] if fields else []
    address = situation.field("address")
    if address is not None:
        steps.append(
            phrase(
                "In Account Settings, on the account's first page, set Email to {value}",
                value=address.to,
            )
        )
    if needs_password(situation):
        steps.append(ASKED_LATER)
    if _restart(situation):
        steps.append(phrase("Close Thunderbird and start it again."))
    if not steps:
        return None
    closing = phrase("Open the message in Unsent Messages or Drafts and send it again.")
    return Draft(phrase("In Thunderbird"), (*steps, closing, *caution(situation)))


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return phrase(
                "On the account's first page choose this server at Outgoing Server (SMTP)."
            )
        case "host", to:
            return phrase("Server Name: type {value}", value=to)
        case "username", to:
            return phrase("User Name: type {value}", value=to) if to else BLANK_NAME
        case "password_set", _:
            return phrase("Leave the password for later: it is asked for when you send.")
        case "security", to:
            if to == "none":
                return phrase("Connection security: choose None.")
            return phrase("Connection security: choose {value}.", value=security_name(to))
        case "authentication", to:
            name = THUNDERBIRD_AUTHENTICATION.get(str(to), str(to))
            return phrase("Authentication method: choose {value}.", value=name)
        case _, to:
            return phrase("Port: type {value}", value=to)


def _restart(situation: Situation) -> bool:
    return any(
        isinstance(change, DeviceAction) and change.action == "restart"
        for change in situation.changes
    )
