"""Steps on an iPhone or iPad with Apple Mail: only the fields that must change.

The path to the account follows the iOS version. iOS keeps the outgoing login apart from the
incoming one and sends without logging in while its user name is blank, whatever the label
"Optional" says; port 465 is always direct TLS, any other port STARTTLS when Use SSL is on.
"""

from __future__ import annotations

from mailmend.change import DeviceAction, DeviceVerb, SetField
from mailmend.remedies._device import (
    caution,
    ios_accounts,
    major,
    needs_password,
    outgoing_changes,
    platform,
)
from mailmend.remedies._words import APPLE_AUTHENTICATION, BLANK_NAME
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import Text, phrase

RESEND = phrase(
    "Open Mail and go to the Outbox (in the list of mailboxes; it is only there while something "
    "waits). Open the message and tap Send. Messages do not always leave by themselves."
)
TYPE_IT = phrase(
    "Password: type the password of the mailbox, even though the field says “Optional”. "
    "The iPhone keeps it apart from the one for receiving."
)


@remedy(audience="owner")
def ios_steps(situation: Situation) -> Draft | None:
    """Fields and actions on the device, ending with the message in the Outbox."""
    kind = platform(situation.case.device)
    if kind not in ("ios", "unknown"):
        return None
    steps = (*settings_steps(situation), *action_steps(situation))
    if not steps:
        return None
    last = () if _has_resend(situation) else (RESEND,)
    return Draft(_title(situation, kind), (*steps, *last, *caution(situation)))


def _title(situation: Situation, kind: str) -> str:
    device = situation.case.device
    if kind == "unknown":
        return phrase("On the iPhone or iPad")
    known = " ".join(part for part in (device.os, device.version) if part)
    if "pad" in known.lower():
        return phrase("On the iPad ({system})", system=known)
    return phrase("On the iPhone ({system})", system=known)


def settings_steps(situation: Situation) -> tuple[str, ...]:
    """The walk through the screens of the outgoing server, or of the account's address."""
    fields = _lines(situation)
    address = situation.field("address")
    if not fields and address is None:
        return ()
    return (*_way_in(situation), *_address(address), *_outgoing(situation, fields))


def _way_in(situation: Situation) -> tuple[str, ...]:
    version = situation.case.device.version
    account = situation.case.address
    where = ios_accounts(version)
    steps = [phrase("Open {where} and tap the account {address}.", where=where, address=account)]
    if major(version) is None:
        steps.append(
            phrase(
                "On older versions the list is elsewhere: iOS 14 to 17 Settings > Mail > Accounts; "
                "iOS 12 and 13 Settings > Passwords & Accounts; iOS 11 Settings > Accounts & "
                "Passwords; before that Settings > Mail."
            )
        )
    new = (major(version) or 99) >= 18
    steps.append(
        phrase(
            "Tap {label} if that line is there. If the fields are grey, the account comes from a "
            "profile: then only your administrator can change it.",
            label=phrase("Account Settings") if new else phrase("Account"),
        )
    )
    return tuple(steps)


def _address(change: SetField | None) -> tuple[str, ...]:
    return () if change is None else (phrase("Email: type {value}", value=change.to),)


def _outgoing(situation: Situation, fields: tuple[str, ...]) -> tuple[str, ...]:
    if not fields:
        return (phrase("Tap Done."),)
    host = situation.case.outgoing.host
    entry = phrase("the entry {host}", host=host) if host else phrase("the entry")
    return (
        phrase(
            "Under OUTGOING MAIL SERVER tap SMTP, then under PRIMARY SERVER tap {entry}.",
            entry=entry,
        ),
        *fields,
        phrase(
            "Leave every other field as it is. Tap Done at the top, and Done again on the account."
        ),
    )


def _lines(situation: Situation) -> tuple[str, ...]:
    lines = [_line(change) for change in outgoing_changes(situation)]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        after = 1 + max(n for n, line in enumerate(lines) if line.startswith("User Name"))
        lines.insert(after, TYPE_IT)
    return tuple(lines)


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", to:
            return (
                phrase("Server: turn the switch on.")
                if to
                else phrase("Server: turn the switch off.")
            )
        case "host", to:
            return phrase("Host Name: type {value}", value=to)
        case "username", "":
            return BLANK_NAME
        case "username", to:
            return phrase(
                "User Name: type {value} (all of it, even though the field says “Optional”).",
                value=to,
            )
        case "password_set", _:
            return TYPE_IT
        case "security", to:
            return phrase("Use SSL: off.") if to == "none" else phrase("Use SSL: on.")
        case "authentication", to:
            return _authentication(str(to))
        case _, to:
            return phrase("Server Port: type {value}", value=to)


def _authentication(to: str) -> str:
    if to == "oauth2":
        return phrase(
            "Authentication cannot be set to the provider's own sign-in here: delete the account "
            "and add it again with the provider's button in the list."
        )
    return phrase("Authentication: choose {value}.", value=APPLE_AUTHENTICATION.get(to, to))


def _has_resend(situation: Situation) -> bool:
    return any(
        isinstance(change, DeviceAction) and change.action == "resend-from-outbox"
        for change in situation.changes
    )


def action_steps(situation: Situation) -> tuple[str, ...]:
    """What else must be done on the device."""
    actions = [change for change in situation.changes if isinstance(change, DeviceAction)]
    return tuple(step for action in actions for step in _action(action, situation))


def _action(action: DeviceAction, situation: Situation) -> tuple[str, ...]:
    accounts = ios_accounts(situation.case.device.version)
    steps = ACTIONS.get(action.action, ())
    return tuple(step.fill(accounts=accounts) for step in steps)


ACTIONS: dict[DeviceVerb, tuple[Text, ...]] = {
    "restart": (
        phrase(
            "Turn the iPhone off and on again. This also makes it ask once more about a "
            "certificate that was refused earlier."
        ),
    ),
    "update-software": (
        phrase("Open Settings > General > Software Update and install the update."),
    ),
    "set-date-automatically": (
        phrase("Open Settings > General > Date & Time and turn on Set Automatically."),
    ),
    "resend-from-outbox": (
        phrase("Open Mail > Outbox, open the message and tap Send."),
        phrase(
            "If it stays: copy its text into a new message, send that one, and delete the old one."
        ),
    ),
    "remove-and-add-account": (
        phrase(
            "First copy what exists only on the iPhone: drafts, messages in the Outbox, and all "
            "mail of a POP account. Deleting the account deletes them."
        ),
        phrase("Open {accounts}, tap the account, tap Delete Account, then add it again."),
    ),
    "reinstall-profile": (
        phrase(
            "The account comes from a profile. Ask whoever gave you the profile for it, and "
            "install it again; it shows under Settings > General > VPN & Device Management."
        ),
    ),
    "replace-profile": (
        phrase(
            "The profile sets wrong values, and its fields cannot be changed by hand. Ask your "
            "administrator for a corrected profile."
        ),
        phrase(
            "Install the new one. It replaces the old one under Settings > General > VPN & Device "
            "Management."
        ),
    ),
    "turn-off-smime": (
        phrase(
            "Open {accounts}, tap the account, Account, Advanced, and turn off Sign and Encrypt by "
            "Default under S/MIME."
        ),
    ),
    "turn-off-other-servers": (
        phrase(
            "Open {accounts}, tap the account, Account, SMTP. Turn off every entry under OTHER "
            "SMTP SERVERS, so that mail can only leave by the primary server."
        ),
    ),
    "send-less-per-message": (
        phrase(
            "Send smaller pieces: choose a smaller image size when Mail offers it, send a link, or "
            "split the list of recipients."
        ),
    ),
    "pick-sent-folder": (
        phrase(
            "Open {accounts}, tap the account, Account, Advanced, Sent Mailbox, and choose the "
            "Sent folder under ON THE SERVER."
        ),
    ),
}
