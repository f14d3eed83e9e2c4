"""The desk's words for states, answers and causes. Engineers read English. Pure."""

from __future__ import annotations

from functools import cache

from mailmend.discover import causes

SENDS = {
    "yes": "Sends",
    "no": "Does not send",
    "unknown": "Not settled",
}
STATES = {"open": "Open", "waiting": "Waiting", "solved": "Solved", "self": "On their own"}
STATE_WORDS = {
    "open": "somebody has to do something",
    "waiting": "the customer has to do something",
    "solved": "it is done",
    "self": "the customer asks on the public page",
}
STATUS = {
    "proven": "Proven",
    "likely": "Likely",
    "possible": "Possible",
    "ruled-out": "Ruled out",
}
WHERE = {
    "device": "on the device",
    "account": "in the account",
    "server": "at the server",
    "dns": "in DNS",
    "network": "in the network",
    "recipient": "at the recipient",
}
ONSETS = {
    "": "not known",
    "first-setup": "first set-up",
    "after-restore": "after a new phone or a restore",
    "sudden": "all of a sudden",
    "after-password-change": "after a password change",
    "after-migration": "after a migration",
    "after-update": "after an update",
    "unknown": "the customer does not know",
}
SECURITY = {"": "not known", "none": "off", "starttls": "STARTTLS", "tls": "SSL/TLS"}
AUTHENTICATION = {
    "": "not known",
    "none": "none",
    "password": "password",
    "cram-md5": "MD5 challenge-response",
    "ntlm": "NTLM",
    "http-md5": "HTTP MD5 digest",
    "oauth2": "OAuth 2",
}
PROTOCOLS = {"": "not known", "imap": "IMAP", "pop3": "POP3"}
YES_NO = {"": "not known", "yes": "yes", "no": "no"}
SYSTEMS = ("", "iOS", "iPadOS", "macOS", "Android", "Windows", "Linux")


@cache
def _titles() -> dict[str, str]:
    return {each.id: each.title for each in causes()}


def cause_title(cause: str) -> str:
    """The first line of the cause's page."""
    return _titles().get(cause, cause)


def finding_words(sends: str | None, cause: str | None) -> str:
    """What a run came to, in a line."""
    if cause is not None:
        return cause_title(cause)
    match sends:
        case "yes":
            return "Sending works."
        case "no":
            return "It does not send; the cause is not settled."
    return "Not settled."
