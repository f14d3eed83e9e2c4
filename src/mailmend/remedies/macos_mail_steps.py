"""Steps in Apple Mail on a Mac: only the fields that must change.

With "Automatically manage connection settings" ticked, Mail changes port, TLS, authentication
and the form of the user name by itself: it must be cleared before values stay.
"""

from __future__ import annotations

from mailmend.change import DeviceAction, DeviceVerb, SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedies._words import IOS_AUTHENTICATION, security_name
from mailmend.remedy import Draft, Situation, remedy

RESEND = "Open the Outbox in Mail's side bar, open the message and send it again."
WAY_IN = (
    (
        "In Mail open Settings (Preferences on older systems) > Accounts, choose the account and "
        "open Server Settings."
    ),
    "At Outgoing Mail Account choose Edit SMTP Server List and select the server.",
    "Clear “Automatically manage connection settings”, or Mail changes the values again.",
)


@remedy(audience="owner")
def macos_mail_steps(situation: Situation) -> Draft | None:
    """Fields and actions on a Mac."""
    if platform(situation.case.device) != "macos":
        return None
    fields = _fields(situation)
    steps = (*((*WAY_IN, *fields, "Choose OK and Save.") if fields else ()), *_actions(situation))
    if not steps:
        return None
    return Draft("In Apple Mail on the Mac", (*steps, RESEND, *caution(situation)))


def _fields(situation: Situation) -> tuple[str, ...]:
    lines = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        lines.append("Password: type the password of the mailbox.")
    address = situation.field("address")
    if address is not None:
        lines.append(f"In Account Information set Email Address to {address.to}")
    return tuple(lines)


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return "At Outgoing Mail Account choose the server below instead of None."
        case "host", to:
            return f"Host Name: type {to}"
        case "username", to:
            return f"User Name: type {to}" if to else "User Name: leave it blank."
        case "password_set", _:
            return "Password: type the password of the mailbox."
        case "security", to:
            ticked = "clear" if to == "none" else "tick"
            return f"Use TLS/SSL: {ticked} the box ({security_name(to)})."
        case "authentication", to:
            return f"Authentication: choose {IOS_AUTHENTICATION.get(str(to), str(to))}."
        case _, to:
            return f"Port: type {to}"


def _actions(situation: Situation) -> tuple[str, ...]:
    actions = (change for change in situation.changes if isinstance(change, DeviceAction))
    return tuple(step for action in actions for step in ACTIONS.get(action.action, ()))


ACTIONS: dict[DeviceVerb, tuple[str, ...]] = {
    "restart": ("Quit Mail, restart the Mac and open Mail again.",),
    "update-software": ("Open System Settings > General > Software Update and install it.",),
    "set-date-automatically": (
        "Open System Settings > General > Date & Time and turn on the automatic setting.",
    ),
    "remove-and-add-account": (
        (
            "Export mail that exists only on this Mac, then remove the account under Settings > "
            "Accounts and add it again."
        ),
    ),
    "reinstall-profile": ("Install the configuration profile again.",),
    "replace-profile": ("Ask your administrator for a corrected profile and install it.",),
    "turn-off-smime": ("In a new message clear the signing and the encryption button.",),
    "turn-off-other-servers": (
        "At Outgoing Mail Account tick “Use only this server” where it is offered.",
    ),
    "turn-off-automatic-settings": (
        (
            "In Server Settings clear “Automatically manage connection settings” for the outgoing "
            "server and save."
        ),
    ),
    "send-less-per-message": ("Send smaller attachments, or split the list of recipients.",),
    "pick-sent-folder": (
        "Select the Sent folder of the account and choose Mailbox > Use This Mailbox For > Sent.",
    ),
}
