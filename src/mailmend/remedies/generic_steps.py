"""The settings that must change, for any mail program, as a plain list of fields and values."""

from __future__ import annotations

from mailmend.change import DeviceAction, DeviceVerb, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import security_name
from mailmend.remedy import Draft, Situation, remedy

NAMES = {
    "enabled": "Outgoing server (on or off)",
    "host": "Outgoing (SMTP) server",
    "username": "User name for sending",
    "password_set": "Password for sending",
    "security": "Encryption",
    "authentication": "Authentication",
    "port": "Port",
}


@remedy(audience="owner")
def generic_steps(situation: Situation) -> Draft | None:
    """One line a field: what it is now and what it must be."""
    if platform(situation.case.device) not in ("other", "unknown"):
        return None
    lines = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        lines.append("Password for sending: type the password of the mailbox.")
    address = situation.field("address")
    if address is not None:
        lines.append(f"Email address (From): {address.to}")
    lines.extend(_actions(situation))
    if not lines:
        return None
    closing = "Save, and send the message that waits in the Outbox again."
    return Draft("In any mail program", (*lines, closing, *caution(situation)))


def _line(change: SetField) -> str:
    field = change.field.rpartition(".")[2]
    name = NAMES.get(field, change.field)
    if field == "password_set":
        return f"{name}: type the password of the mailbox."
    before = f" (now {_value(field, change.from_)})" if change.from_ is not None else ""
    return f"{name}: {_value(field, change.to)}{before}"


def _value(field: str, value: object) -> str:
    match field, value:
        case "security", _:
            return security_name(value)
        case _, "":
            return "blank"
        case "enabled", _:
            return "on" if value else "off"
    return str(value)


def _actions(situation: Situation) -> list[str]:
    actions = (change for change in situation.changes if isinstance(change, DeviceAction))
    return [ACTIONS[action.action] for action in actions]


ACTIONS: dict[DeviceVerb, str] = {
    "restart": "Restart the device.",
    "update-software": "Install the update of the mail program or of the system.",
    "set-date-automatically": "Let the device set its date and time automatically.",
    "resend-from-outbox": "Open the message in the Outbox and send it again.",
    "remove-and-add-account": (
        "Save what exists only on the device, remove the account and add it again."
    ),
    "reinstall-profile": "Install the configuration profile again.",
    "replace-profile": "Ask your administrator for a corrected profile and install it.",
    "turn-off-smime": "Turn off signing and encrypting (S/MIME) for the account.",
    "turn-off-other-servers": "Turn off all outgoing servers but the account's own.",
    "turn-off-automatic-settings": "Turn off automatic management of connection settings.",
    "send-less-per-message": "Send smaller attachments, or to fewer recipients at once.",
    "pick-sent-folder": "Choose a Sent folder that is on the server.",
}
