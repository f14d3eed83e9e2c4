"""Steps in mail programs on Android (Gmail, Samsung Email, Thunderbird for Android)."""

from __future__ import annotations

from mailmend.change import SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import security_name
from mailmend.remedy import Draft, Situation, remedy

WAY_IN = (
    "Open the mail program's Settings, choose the account, then Outgoing settings (Gmail: "
    "“Outgoing settings”; Samsung: “Outgoing server settings”; Thunderbird: “Outgoing server”)."
)


@remedy(audience="owner")
def android_steps(situation: Situation) -> Draft | None:
    """Fields of the outgoing server."""
    if platform(situation.case.device) != "android":
        return None
    fields = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        fields.append("Password: type the password of the mailbox.")
    address = situation.field("address")
    if address is not None:
        fields.append(f"Add the account again with the address {address.to}")
    if not fields:
        return None
    steps = (WAY_IN, *fields, "Save, then open the Outbox and send the message again.")
    return Draft("On the Android phone", (*steps, *caution(situation)))


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return "Turn sending on for this account."
        case "host", to:
            return f"SMTP server: type {to}"
        case "username", to:
            return f"Require sign-in: on; User name: type {to}" if to else "Require sign-in: off."
        case "password_set", _:
            return "Password: type the password of the mailbox."
        case "security", to:
            return f"Security type: choose {security_name(to)}."
        case "authentication", to:
            return "Require sign-in: off." if to == "none" else "Require sign-in: on."
        case _, to:
            return f"Port: type {to}"
