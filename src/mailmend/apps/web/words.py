"""The page's words for stops, states, steps and settings."""

from __future__ import annotations

from mailmend.text import Text, phrase

STOPS: dict[str, Text] = {
    "phone": phrase("Your device"),
    "network": phrase("Internet"),
    "name": phrase("Server name"),
    "server": phrase("Mail server"),
    "encryption": phrase("Encryption"),
    "sign-in": phrase("Sign-in"),
    "relay": phrase("Permission to send"),
    "recipient": phrase("Recipient"),
}
STATES: dict[str, Text] = {
    "ok": phrase("fine"),
    "skipped": phrase("left out"),
    "broken": phrase("it stops here"),
    "unreached": phrase("not reached"),
    "unknown": phrase("looking"),
}
WAITING = phrase("waiting")
STEPS: dict[str, Text] = {
    "": phrase("We are getting ready."),
    "names": phrase("We are asking where the mail of {host} is handled."),
    "connect": phrase("We are talking to {host}."),
    "mailbox": phrase("We are looking at the incoming mail at {host}."),
    "login": phrase("We are trying to sign in at {host}."),
    "experiment": phrase("We are trying another way at {host}."),
    "send": phrase("We have sent the message and are waiting for it to arrive."),
}


def in_line(place: int) -> Text:
    """Where one stands while others are looked at first; the first place is 1."""
    if place == 1:
        return phrase("Others came before you. You are next.")
    return phrase("Others came before you. You are number {number} in line.", number=place)


SECURITY: dict[str, Text] = {
    "none": phrase("off"),
    "starttls": phrase("STARTTLS"),
    "tls": phrase("SSL/TLS"),
}
WHERE: dict[str, Text] = {
    "device": phrase("The cause is in the settings on your device. You can mend it yourself."),
    "account": phrase("The cause is in the mailbox account."),
    "server": phrase("The cause is at the mail server. Your device is set up well enough."),
    "dns": phrase("The cause is in the domain's records (DNS)."),
    "network": phrase("The cause is in the network your device uses."),
    "recipient": phrase("The cause is at the recipient."),
}
SETTINGS: dict[str, Text] = {
    "host": phrase("Host Name"),
    "port": phrase("Server Port"),
    "security": phrase("Encryption"),
    "username": phrase("User Name"),
    "authentication": phrase("Authentication"),
}
BLANK = phrase("(blank)")
