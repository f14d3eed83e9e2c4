"""Take a reply apart: reply code, enhanced status code, and the text without either."""

import re
from typing import NamedTuple, cast

from mailmend.errors.reading import Stage

_ENHANCED = r"[245]\.\d{1,3}\.\d{1,3}"
_PAIR = re.compile(rf"(?<![\d.\w])([245]\d\d)[ -]#?({_ENHANCED})(?![\d.]\d)")
_FIRST = re.compile(r"\s*([2345]\d\d)(?=[ -]|$)")
_CODE = re.compile(
    r"(?:[:\"'(\[=#>,;]\s{0,3}|[\r\n]\s*|\b(?:error|reply|status|returned|was) )([45]\d\d)"
    r"(?=[ -]|['\")\]]|$|: )",
    re.IGNORECASE,
)
_CODE_FIELD = re.compile(r"(?:code|error_code|status)\W{0,3}:?\s*([245]\d\d)\b", re.IGNORECASE)
_CODE_TUPLE = re.compile(r"\(([245]\d\d)\s*[,)]")
_ALONE = re.compile(rf"(?<![\d.\w-])(?:\(?#)?({_ENHANCED})(?![\d.]\d|\w)")

_STAGES: tuple[tuple[re.Pattern[str], Stage], ...] = (
    (
        re.compile(r"end of data|final data|end[- ]of[- ]message|after i sent the message", re.I),
        "end-of-data",
    ),
    (re.compile(r"\bRCPT\b|does not like recipient", re.I), "rcpt"),
    (
        re.compile(r"\bMAIL FROM\b|\[MAIL_FROM\]|(?:reply to|after|during|sending) MAIL\b", re.I),
        "mail",
    ),
    (re.compile(r"\bAUTH command\b|\bafter AUTH\b|\[AUTH\]", re.I), "auth"),
    (re.compile(r"(?:reply to|after|sending) (?:the )?(?:EHLO|HELO)", re.I), "ehlo"),
    (re.compile(r"(?:reply to|after|sending) DATA\b|pipelined sending data", re.I), "data"),
    (
        re.compile(r"initial connection|refused to talk to me|initial server greeting", re.I),
        "greeting",
    ),
)


class Parts(NamedTuple):
    """A reply taken apart; what is not there is None."""

    code: str | None
    enhanced: str | None
    stage: Stage | None


def take_apart(text: str) -> Parts:
    """The codes a text carries, wherever a client or a log put them.

    An enhanced status code counts when it follows the reply code (RFC 2034 section 4) or stands
    alone, as qmail's `(#5.7.1)` does.
    """
    if pair := _PAIR.search(text):
        return Parts(pair[1], pair[2], stage_in(text))
    found = _FIRST.match(text) or _CODE.search(text) or _CODE_FIELD.search(text) or _CODE_TUPLE.search(text)
    alone = _ALONE.search(text)
    return Parts(
        found[1] if found else None,
        alone[1] if alone else None,
        stage_in(text),
    )


def stage_in(text: str) -> Stage | None:
    """The stage a text names, as bounces and logs do ("in reply to RCPT TO command")."""
    for pattern, stage in _STAGES:
        if pattern.search(text):
            return stage
    return None


def as_stage(stage: str | None) -> Stage | None:
    """A caller's word for a stage in this package's words, or None where it is not one."""
    if stage is None:
        return None
    words = stage.strip().lower().replace("_", " ")
    if words in (
        "connect",
        "greeting",
        "ehlo",
        "starttls",
        "tls",
        "auth",
        "mail",
        "rcpt",
        "data",
        "end-of-data",
        "imap",
    ):
        return cast(Stage, words)
    return _OTHER_NAMES.get(words)


_OTHER_NAMES: dict[str, Stage] = {
    "mail from": "mail",
    "rcpt to": "rcpt",
    "helo": "ehlo",
    "banner": "greeting",
    "end of data": "end-of-data",
    "eom": "end-of-data",
    "dot": "end-of-data",
    "login": "auth",
}
