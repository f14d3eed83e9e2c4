"""The settings that must change, for any mail program, as a plain list of fields and values."""

from __future__ import annotations

from mailmend.change import DeviceAction, DeviceVerb, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import APPLE_AUTHENTICATION, security_name
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import Text, phrase

NAMES = {
    "enabled": phrase("Outgoing server (on or off)"),
    "host": phrase("Outgoing (SMTP) server"),
    "username": phrase("User name for sending"),
    "password_set": phrase("Password for sending"),
    "security": phrase("Encryption"),
    "authentication": phrase("Authentication"),
    "port": phrase("Port"),
}
TYPE_IT = phrase("Password for sending: type the password of the mailbox.")


@remedy(audience="owner")
def generic_steps(situation: Situation) -> Draft | None:
    """One line a field: what it is now and what it must be."""
    if platform(situation.case.device) not in ("other", "unknown"):
        return None
    lines = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        lines.append(TYPE_IT)
    address = situation.field("address")
    if address is not None:
        lines.append(phrase("Email address (From): {value}", value=address.to))
    lines.extend(_actions(situation))
    if not lines:
        return None
    closing = phrase("Save, and send the message that waits in the Outbox again.")
    return Draft(phrase("In any mail program"), (*lines, closing, *caution(situation)))


def _line(change: SetField) -> str:
    field = change.field.rpartition(".")[2]
    name = NAMES.get(field, change.field)
    if field == "password_set":
        return TYPE_IT
    new = _value(field, change.to)
    if change.from_ is None:
        return phrase("{name}: {value}", name=name, value=new)
    old = _value(field, change.from_)
    return phrase("{name}: {value} (now {old})", name=name, value=new, old=old)


def _value(field: str, value: object) -> str:
    match field, value:
        case "security", _:
            return security_name(value)
        case "authentication", _:
            return APPLE_AUTHENTICATION.get(str(value), str(value))
        case _, "":
            return phrase("blank")
        case "enabled", _:
            return phrase("on") if value else phrase("off")
    return str(value)


def _actions(situation: Situation) -> list[str]:
    actions = (change for change in situation.changes if isinstance(change, DeviceAction))
    return [ACTIONS[action.action] for action in actions]


ACTIONS: dict[DeviceVerb, Text] = {
    "restart": phrase("Restart the device."),
    "update-software": phrase("Install the update of the mail program or of the system."),
    "set-date-automatically": phrase("Let the device set its date and time automatically."),
    "resend-from-outbox": phrase("Open the message in the Outbox and send it again."),
    "remove-and-add-account": phrase(
        "Save what exists only on the device, remove the account and add it again."
    ),
    "reinstall-profile": phrase("Install the configuration profile again."),
    "replace-profile": phrase("Ask your administrator for a corrected profile and install it."),
    "turn-off-smime": phrase("Turn off signing and encrypting (S/MIME) for the account."),
    "turn-off-other-servers": phrase("Turn off all outgoing servers but the account's own."),
    "turn-off-automatic-settings": phrase("Turn off automatic management of connection settings."),
    "send-less-per-message": phrase("Send smaller attachments, or to fewer recipients at once."),
    "pick-sent-folder": phrase("Choose a Sent folder that is on the server."),
}
