"""Take a reply apart: reply code, enhanced status code, and the stage the text names."""

import re
from typing import NamedTuple, cast

from mailmend.errors.patterns import rx
from mailmend.errors.reading import STAGES, Stage
from mailmend.errors.signs import signs

# What is looked for behind its first dot: the engine finds a dot fast, a digit slowly.
_FIRST_PAIR = r"\s*([245]\d\d)[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]\d)"
_DOTTED = r"\.(?<=[245]\.)\d{1,3}\.\d{1,3}(?![\d.]\d)"
_CODE_BEFORE = r"(?<![\w.])[245]\d\d[ -]#?\Z"
_FIRST = r"\s*([245]\d\d)[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]\d)"
_PAIR = r"([245]\d\d)(?<![\w.]...)[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![\d.]\d)"
_ALONE = r"[245](?<![\w.-].)\.\d{1,3}\.\d{1,3}(?![\d.]\d|\w)"
_FIRST = r"\s*([2345]\d\d)(?=[ -]|$)"
_CODE = r"[45][0-579]\d(?=[ -]|['\")\]]|$|: )"
_BEFORE_CODE = r"(?:[:\"'(\[=#>,;]\s{0,3}|[\r\n]\s*|\b(?:error|reply|status|returned|was) )$"
_HOST_BEFORE = r"\.[\w-]+:$"
_CODE_FIELD = r"(?:code|status)\W{0,3}:?\s*([45]\d\d)\b"
_CODE_TUPLE = r"\(([45]\d\d)\s*[,)]"

# Words of bounces and logs that name the command answered, as they stand in lower case; where a
# text names several, the first line here counts.
_STAGES: dict[Stage, str] = {
    "end-of-data": "end of data|end-of-data|final data|end of message|end-of-message"
    "|after i sent the message",
    "rcpt": "rcpt|does not like recipient|smtprecipientsrefused|smtpaddressfailedexception"
    "|recipients were rejected|recipient command failed",
    "mail": "reply to mail|after mail|during mail|sending mail from|mail_from|smtpsenderrefused"
    "|smtpsenderfailedexception|mail command failed|mail not accepted from server",
    "auth": "auth command|after auth|[auth]|smtpauthenticationerror|auth not accepted from server"
    '|auth login failed|auth plain failed|command: \'auth|"command":"auth',
    "ehlo": "reply to ehlo|reply to helo|after ehlo|after helo|sending ehlo|smtpheloerror"
    "|helo command failed|ehlo not accepted from server",
    "data": "reply to data|after data|sending data|data not accepted from server"
    "|data command failed",
    "greeting": "initial connection|refused to talk to me|initial server greeting",
}

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


STAGES_NAMED: dict[str, tuple[str, ...]] = {
    stage: tuple(line.split("|")) for stage, line in _STAGES.items()
}
_RANK = list(STAGES_NAMED).index


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
    stage = stage_in(text)
    if pair := rx(_FIRST_PAIR).match(text):
        return Parts(pair[1], pair[2], stage)
    alone: str | None = None
    for dotted in rx(_DOTTED).finditer(text) if "." in text else ():
        start, end = dotted.start() - 1, dotted.end()
        before = text[start - 1 : start]
        code = rx(_CODE_BEFORE).search(text, start - 5, start) if before in " -#" else None
        if code:
            return Parts(code[0][:3], text[start:end], stage)
        joined = before in ("-", ".") or _in_word(before) or _in_word(text[end : end + 1])
        if alone is None and not joined:
            alone = text[start:end]
    return Parts(_code_in(text), alone, stage)


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _code_in(text: str) -> str | None:
    if found := rx(_FIRST).match(text):
        return found[1]
    for match in rx(_CODE).finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if rx(_BEFORE_CODE, re.IGNORECASE).search(before) and not rx(_HOST_BEFORE).search(before):
            return match[0]
    if "(" not in text:
        return None
    low = text.lower()
    field = rx(_CODE_FIELD).search(low) if "code" in low or "status" in low else None
    field = field or rx(_CODE_TUPLE).search(text)
    return field[1] if field else None


def stage_in(text: str) -> Stage | None:
    """The stage a text names, as bounces and logs do ("in reply to RCPT TO command")."""
    if found := signs(text).get("stage"):
        named = {means for means, _, _ in found}
        return cast(Stage, named.pop() if len(named) == 1 else min(named, key=_RANK))
    return "mail" if "MAIL FROM" in text else None


def as_stage(stage: str | None) -> Stage | None:
    """A caller's word for a stage in this package's words, or None where it is not one."""
    if stage is None:
        return None
    name = stage.strip().lower().replace("_", " ")
    return cast(Stage, name) if name in STAGES else _OTHER_NAMES.get(name)
