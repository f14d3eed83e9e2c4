"""How a log line is read: ordered patterns, the first that is found decides."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from mailmend.errors import possible
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply


class LogRule(NamedTuple):
    """A pattern and what a line with it says.

    `meaning` may be `reply`: then the group `reply` of the pattern is the server's reply and is
    read as one, the group `stage`, if any, naming the command; `hint` narrows the causes.
    """

    pattern: str
    meaning: str
    hint: str = ""


# A refusal in a log is told apart by what the labels for log lines know.
_IN_LOGS = {
    "recipient-refused": "rejected-other",
    "recipient-disabled": "recipient-unknown",
    "policy": "rejected-other",
    "protocol": "rejected-other",
    "other": "rejected-other",
    "unknown": "rejected-other",
    "connection": "rejected-other",
}

_STAGE_OF = {
    "RCPT": "rcpt",
    "MAIL": "mail",
    "RELAY": "greeting",
    "EHLO": "ehlo",
    "HELO": "ehlo",
    "DATA": "data",
    "END-OF-MESSAGE": "end-of-data",
    "CONNECT": "greeting",
    "AUTH": "auth",
    "VRFY": "rcpt",
}


def apply(rules: Sequence[LogRule], line: str, server: str | None) -> Reading | None:
    """What the first matching rule says of `line`, or None when none matches."""
    for rule in rules:
        if match := rx(rule.pattern).search(line):
            if rule.meaning == "reply":
                return _refusal(match, line, server)
            return said(rule.meaning, line, server, rule.hint)
    return None


def said(meaning: str, line: str, server: str | None, hint: str = "") -> Reading:
    """The reading of a line whose meaning is known from its own wording."""
    return Reading(
        meaning,
        server=server,
        causes=possible.causes(meaning, hint),
        confidence=0.6 if meaning == "normal" else 0.9,
        text=line,
    )


def _refusal(match: re.Match[str], line: str, server: str | None) -> Reading:
    groups = match.groupdict()
    stage = _STAGE_OF.get((groups.get("stage") or "").upper())
    reply = read_reply(None, None, (groups["reply"] or "").strip(), stage, server)
    return replace(reply, meaning=_IN_LOGS.get(reply.meaning, reply.meaning), text=line)
