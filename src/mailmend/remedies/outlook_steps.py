"""Steps in Outlook for Windows (POP or IMAP account): only the fields that must change."""

from __future__ import annotations

from mailmend.change import SetField
from mailmend.remedies._device import caution, needs_password, outgoing_changes, platform
from mailmend.remedy import Draft, Situation, remedy
from mailmend.text import phrase

WAY_IN = phrase(
    "Open File > Account Settings > Server Settings (or Control Panel > Mail > Email Accounts), "
    "choose the account, and open Outgoing mail; in older versions Change > More Settings."
)
ENCRYPTION = {"starttls": phrase("STARTTLS (older: TLS)"), "tls": "SSL/TLS"}


@remedy(audience="owner")
def outlook_steps(situation: Situation) -> Draft | None:
    """Fields of Account Settings; the login of the outgoing server is one tick."""
    if platform(situation.case.device) != "outlook":
        return None
    lines = [_line(change) for change in outgoing_changes(situation)]
    fields = tuple(dict.fromkeys(line for line in lines if line))
    if needs_password(situation) or situation.field("outgoing.authentication"):
        fields = (*fields, *_login(situation))
    address = situation.field("address")
    if address is not None:
        fields = (*fields, phrase("Email Address: type {value}", value=address.to))
    if not fields:
        return None
    closing = phrase(
        "Choose Next and Finish, then open the Outbox, open the message and choose Send."
    )
    return Draft(phrase("In Outlook"), (WAY_IN, *fields, closing, *caution(situation)))


def _login(situation: Situation) -> tuple[str, ...]:
    change = situation.field("outgoing.authentication")
    if change is not None and change.to == "oauth2":
        return (
            phrase("Remove the account and add it again, so that Outlook signs in by the browser."),
        )
    tick = phrase(
        "Outgoing Server: tick “My outgoing server (SMTP) requires authentication” and choose "
        "“Use same settings as my incoming mail server”, or type user name and password."
    )
    spa = phrase("Clear “Require logon using Secure Password Authentication (SPA)”.")
    return (tick, spa)


def _line(change: SetField) -> str:
    match change.field.rpartition(".")[2], change.to:
        case "enabled", _:
            return phrase(
                "Outlook has no switch for sending: check that the account has an SMTP server."
            )
        case "host", to:
            return phrase("Outgoing mail server: type {value}", value=to)
        case "username", to if to:
            return phrase("User name for the outgoing server: type {value}", value=to)
        case "security", to:
            if to == "none":
                return phrase("Encryption method of the outgoing server: None.")
            name = ENCRYPTION.get(str(to), str(to))
            return phrase("Encryption method of the outgoing server: {value}.", value=name)
        case "port", to:
            return phrase("Outgoing server port: type {value}", value=to)
        case _:
            return ""
