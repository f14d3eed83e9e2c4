"""Steps in mail programs on Android (Gmail, Samsung Email, Thunderbird for Android)."""

from __future__ import annotations

from mailmend.change import SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import PASSWORD_LINE, security_name
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import phrase

WAY_IN = phrase(
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
        fields.append(PASSWORD_LINE)
    address = situation.field("address")
    if address is not None:
        fields.append(phrase("Add the account again with the address {value}", value=address.to))
    if not fields:
        return None
    closing = phrase("Save, then open the Outbox and send the message again.")
    steps = (WAY_IN, *fields, closing)
    return Draft(phrase("On the Android phone"), (*steps, *caution(situation)))


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return phrase("Turn sending on for this account.")
        case "host", to:
            return phrase("SMTP server: type {value}", value=to)
        case "username", to:
            if not to:
                return phrase("Require sign-in: off.")
            return phrase("Require sign-in: on; User name: type {value}", value=to)
        case "password_set", _:
            return PASSWORD_LINE
        case "security", to:
            if to == "none":
                return phrase("Security type: choose None.")
            return phrase("Security type: choose {value}.", value=security_name(to))
        case "authentication", to:
            if to == "none":
                return phrase("Require sign-in: off.")
            return phrase("Require sign-in: on.")
        case _, to:
            return phrase("Port: type {value}", value=to)
