"""Log lines of fail2ban: which addresses are shut out, and by which jail."""

from __future__ import annotations

import re

from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import Frame

_BAN = re.compile(
    r"(?:NOTICE|WARNING) {1,4}\[([\w.-]{1,60})\] (Restore )?(Ban|Unban) ([0-9A-Fa-f.:]{2,45})$"
)


def event(frame: Frame) -> LogEvent | None:
    """A ban, or the end of one; ``None`` for anything else."""
    found = _BAN.match(frame.message)
    if found is None:
        return None
    return LogEvent(
        software="fail2ban",
        what="fault" if found[3] == "Ban" else "unbanned",
        time=frame.time,
        service=found[1],
        client=found[4],
        fault="ban" if found[3] == "Ban" else None,
        reason=f"[{found[1]}] {found[3]} {found[4]}",
    )
