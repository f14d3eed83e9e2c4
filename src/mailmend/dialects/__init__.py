"""One file per server's log lines; each gives the same small event. Pure.

Which dialect a line is read in is decided by the program named in its frame. A line without a
program is Exim's or OpenSMTPD's own log, whose lines cannot be mistaken for each other.
"""

from __future__ import annotations

from datetime import datetime

from mailmend.dialects import cyrus, dovecot, exim, fail2ban, haraka, opensmtpd, postfix, sendmail
from mailmend.dialects._event import LogEvent
from mailmend.dialects._frame import MAX_LINE, Frame, frame_of

__all__ = ["MAX_LINE", "LogEvent", "read_event"]

_CYRUS = ("imap", "imaps", "imapd", "pop3", "pop3s", "pop3d")


def read_event(line: str, newest: datetime) -> LogEvent | None:
    """What a log line says of a session, or ``None``.

    ``newest`` is when the log was last written; times without a year lie before it.
    """
    frame = frame_of(line, newest)
    family, _, rest = frame.program.partition("/")
    match family:
        case "":
            return _bare(frame)
        case "dovecot" | "auth" | "auth-worker" | "imap-login" | "pop3-login" | "submission-login":
            return dovecot.event(frame)
        case "exim" | "exim4":
            return exim.event(frame)
        case "smtpd" | "opensmtpd":
            return opensmtpd.event(frame)
        case "sendmail" | "sm-mta" | "sm-msp-queue" | "sm-acceptingconnections":
            return sendmail.event(frame)
        case "haraka":
            return haraka.event(frame)
        case "fail2ban.actions":
            return fail2ban.event(frame)
        case _ if rest and family.startswith("postfix"):
            return postfix.event(frame)
        case _ if family == "cyrus" or family in _CYRUS:
            return cyrus.event(frame)
        case _:
            return None


def _bare(frame: Frame) -> LogEvent | None:
    return (
        opensmtpd.event(frame) or haraka.event(frame) or (exim.event(frame) if frame.time else None)
    )
