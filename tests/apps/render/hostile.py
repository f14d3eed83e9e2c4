"""A report in which a server says all that a terminal, a page or a reader could stumble over."""

from __future__ import annotations

from mailmend.report import Report
from tests.apps.build import judgement, report
from tests.causes.build import WORKS, conversation, obstacle, replay

ESCAPES = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b32m \x1b]8;;http://evil.test\x1b\\click\x1b]8;;\x1b\\ "
    "\u202egnp.exe\u2066 zero\u200bwidth \r\n220 forged \x00 \x08\x08 <script>alert(1)</script> "
    "<b>&amp; \"quotes' {{7*7}}"
)
MANY = "x" * 5000


def hostile_report() -> Report:
    """The server's words stand in a reply, a greeting, a certificate-free dialogue and raw text."""
    from dataclasses import replace

    from mailmend.facts import Reply
    from mailmend.verdict import Proven

    dialogue = replace(
        conversation(greeting=f"220 {ESCAPES}", remote=f"554 5.7.1 {ESCAPES}{MANY}"),
        raw=f"S: {ESCAPES}\nC: EHLO x",
        host=f"mail{ESCAPES}.test",
    )
    stop = replace(
        obstacle("rcpt-remote", "rejected"), reply=Reply(554, ESCAPES, "5.7.1"), because=(dialogue,)
    )
    shown = replay("failed", stop, settings=replace(WORKS, username=ESCAPES))
    found = Proven(because=(dialogue, shown), summary=f"The server said {ESCAPES}")
    return report(judgement("permit-sasl-missing", found), facts=(dialogue, shown))
