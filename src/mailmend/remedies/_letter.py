"""The reply to the customer in their language: fields and values, their English names beside."""

from __future__ import annotations

from mailmend.change import CorrectRecipient, DeviceAction, SetField
from mailmend.remedies._catalogue import say
from mailmend.remedies._device import needs_password, outgoing_changes
from mailmend.remedies._words import security_name
from mailmend.remedy import Draft, Situation

GREETING = "Hello,"
TITLE = "Reply to the customer"
PROVEN = "We have found why {address} can receive mail but not send."
LIKELY = "This is the most likely reason why {address} can receive mail but not send."
FIELDS = "Please set these fields of the outgoing server (SMTP) on your device:"
PASSWORD = "type the password of the mailbox, even if the field says that it is optional"  # noqa: S105
RESEND = "Save, and send the message that waits in the Outbox again."
NOTHING = "You do not need to change anything on your device."
OURS = "We are correcting our side and will tell you when it is done."
STILL = (
    "If a message still does not leave after that, please send us the exact words that the device "
    "shows."
)
END = "Kind regards"
BLANK = "leave it blank"
REST = "What else has to be done is not translated yet:"
NAMES = {
    "enabled": "Server",
    "host": "Host name",
    "username": "User name",
    "password_set": "Password",
    "security": "Encryption",
    "authentication": "Authentication",
    "port": "Port",
    "address": "Email address",
}
SWITCH = ("on", "off")
TEXTS = (
    *(TITLE, GREETING, PROVEN, LIKELY, FIELDS, PASSWORD, RESEND, NOTHING, OURS, STILL, END),
    *(BLANK, REST, *NAMES.values(), *SWITCH),
)
"""Every text that a catalogue must have."""


def letter(situation: Situation, rest: tuple[str, ...]) -> Draft:
    """The letter; ``rest`` are further steps, for which there is no translation yet."""
    language = situation.language
    found = PROVEN if situation.proven else LIKELY
    paragraphs = (
        say(language, GREETING),
        say(language, found, address=situation.case.address),
        *_todo(situation, rest),
        *((say(language, OURS),) if _on_our_side(situation) else ()),
        say(language, STILL),
        say(language, END),
    )
    return Draft(say(language, TITLE), paragraphs)


def _todo(situation: Situation, rest: tuple[str, ...]) -> tuple[str, ...]:
    language, lines = situation.language, _lines(situation)
    parts: list[str] = []
    if lines:
        numbered = (f"{number}. {line}" for number, line in enumerate(lines, 1))
        parts.append("\n".join((say(language, FIELDS), *numbered)))
        parts.append(say(language, RESEND))
    if rest:
        parts.append("\n".join((say(language, REST), *rest)))
    return tuple(parts) or (say(language, NOTHING),)


def _lines(situation: Situation) -> list[str]:
    changes = list(outgoing_changes(situation))
    address = situation.field("address")
    changes += [address] if address else []
    lines = [_line(change, situation.language) for change in changes]
    if needs_password(situation) and situation.field("outgoing.password_set") is None:
        lines.append(_line(SetField("outgoing.password_set", None, True), situation.language))
    return lines


def _line(change: SetField, language: str) -> str:
    field = change.field.rpartition(".")[2]
    english = NAMES.get(field, field)
    name = say(language, english)
    beside = "" if name == english else f" ({english})"
    return f"{name}{beside}: {_value(field, change.to, language)}"


def _value(field: str, value: object, language: str) -> str:
    match field, value:
        case "enabled", _:
            return say(language, "on" if value else "off")
        case "password_set", _:
            return say(language, PASSWORD)
        case "security", _:
            return security_name(value)
        case _, "":
            return say(language, BLANK)
    return str(value)


def _on_our_side(situation: Situation) -> bool:
    own = (SetField, DeviceAction, CorrectRecipient)
    kinds = {change.kind for change in situation.changes if not isinstance(change, own)}
    return bool(kinds & {"server", "dns"})
