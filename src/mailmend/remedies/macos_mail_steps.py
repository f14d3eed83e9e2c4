"""Steps in Apple Mail on a Mac: only the fields that must change.

With "Automatically manage connection settings" ticked, Mail changes port, TLS, authentication
and the form of the user name by itself: it must be cleared before values stay.
"""

from __future__ import annotations

from mailmend.change import DeviceAction, DeviceVerb, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import (
    APPLE_AUTHENTICATION,
    BLANK_NAME,
    PASSWORD_LINE,
    security_name,
)
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import Text, phrase

RESEND = phrase("Open the Outbox in Mail's side bar, open the message and send it again.")
WAY_IN = (
    phrase(
        "In Mail open Settings (Preferences on older systems) > Accounts, choose the account and "
        "open Server Settings."
    ),
    phrase("At Outgoing Mail Account choose Edit SMTP Server List and select the server."),
    phrase("Clear “Automatically manage connection settings”, or Mail changes the values again."),
)


@remedy(audience="owner")
def macos_mail_steps(situation: Situation) -> Draft | None:
    """Fields and actions on a Mac."""
    if platform(situation.case.device) != "macos":
        return None
    fields = _fields(situation)
    steps = (
        *((*WAY_IN, *fields, phrase("Choose OK and Save.")) if fields else ()),
        *_actions(situation),
    )
    if not steps:
        return None
    return Draft(phrase("In Apple Mail on the Mac"), (*steps, RESEND, *caution(situation)))


def _fields(situation: Situation) -> tuple[str, ...]:
    lines = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        lines.append(PASSWORD_LINE)
    address = situation.field("address")
    if address is not None:
        lines.append(
            phrase("In Account Information set Email Address to {value}", value=address.to)
        )
    return tuple(lines)


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return phrase("At Outgoing Mail Account choose the server below instead of None.")
        case "host", to:
            return phrase("Host Name: type {value}", value=to)
        case "username", to:
            return phrase("User Name: type {value}", value=to) if to else BLANK_NAME
        case "password_set", _:
            return PASSWORD_LINE
        case "security", to:
            if to == "none":
                return phrase("Use TLS/SSL: clear the box.")
            return phrase("Use TLS/SSL: tick the box ({value}).", value=security_name(to))
        case "authentication", to:
            name = APPLE_AUTHENTICATION.get(str(to), str(to))
            return phrase("Authentication: choose {value}.", value=name)
        case _, to:
            return phrase("Port: type {value}", value=to)


def _actions(situation: Situation) -> tuple[str, ...]:
    actions = (change for change in situation.changes if isinstance(change, DeviceAction))
    return tuple(step for action in actions for step in ACTIONS.get(action.action, ()))


ACTIONS: dict[DeviceVerb, tuple[Text, ...]] = {
    "restart": (phrase("Quit Mail, restart the Mac and open Mail again."),),
    "update-software": (
        phrase("Open System Settings > General > Software Update and install it."),
    ),
    "set-date-automatically": (
        phrase("Open System Settings > General > Date & Time and turn on the automatic setting."),
    ),
    "remove-and-add-account": (
        phrase(
            "Export mail that exists only on this Mac, then remove the account under Settings > "
            "Accounts and add it again."
        ),
    ),
    "reinstall-profile": (phrase("Install the configuration profile again."),),
    "replace-profile": (phrase("Ask your administrator for a corrected profile and install it."),),
    "turn-off-smime": (phrase("In a new message clear the signing and the encryption button."),),
    "turn-off-other-servers": (
        phrase("At Outgoing Mail Account tick “Use only this server” where it is offered."),
    ),
    "turn-off-automatic-settings": (
        phrase(
            "In Server Settings clear “Automatically manage connection settings” for the outgoing "
            "server and save."
        ),
    ),
    "send-less-per-message": (
        phrase("Send smaller attachments, or split the list of recipients."),
    ),
    "pick-sent-folder": (
        phrase(
            "Select the Sent folder of the account and choose Mailbox > Use This Mailbox For > "
            "Sent."
        ),
    ),
}
