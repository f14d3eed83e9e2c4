"""Read one line of a mail server's log: what it says of this connection."""

from collections.abc import Sequence
from functools import cache

from mailmend.errors.log_rules import LogRule, apply, said
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply
from mailmend.errors.whose_log import MAX_LINE, server_of_line


@cache
def _rules(server: str) -> Sequence[LogRule]:
    from mailmend.errors import log_dovecot, log_exim, log_modern, log_others, log_postfix

    return {
        "postfix": log_postfix.RULES,
        "exim": log_exim.RULES,
        "dovecot": log_dovecot.RULES,
        "sendmail": log_others.SENDMAIL,
        "opensmtpd": log_others.OPENSMTPD,
        "courier": log_others.COURIER,
        "cyrus": log_others.CYRUS,
        "qmail": log_others.QMAIL,
        "stalwart": log_modern.STALWART,
        "james": log_modern.JAMES,
        "maddy": log_modern.MADDY,
        "barracuda": log_modern.BARRACUDA,
        "haraka": log_modern.HARAKA,
        "nginx": log_others.NGINX,
        "nginx-mail": log_others.NGINX,
    }.get(server, log_others.ANY)


def read_line(line: str, mta: str | None = None) -> Reading | None:
    """What a log line says, from the server's side, or None when it is no log line.

    A line that says nothing of a fault reads `normal`.
    """
    line = line[:MAX_LINE]
    server = (mta or server_of_line(line) or "").lower()
    if not server:
        return None
    from mailmend.errors import log_others

    named = None if server == "unknown" else server
    found = apply(_rules(server), line, named)
    if found is None and server not in ("postfix", "exim", "dovecot"):
        found = apply(log_others.ANY, line, named) or _by_wording(line, named)
    if found is None and mta is None and rx(_BARE).match(line):
        return None
    return found or said("normal", line, named)


# A line that any program might write: only what is known of it makes it one of a mail server.
_BARE = r"(?:warning|fatal): "

# Meanings whose wording cannot be part of a harmless line.
_TELLING = frozenset(
    {"relay-denied", "auth-failed", "auth-backend-error", "auth-required", "auth-unavailable",
     "tls-required", "sender-rejected", "helo-rejected", "mailbox-full", "ptr-missing"}
)  # fmt: skip


def _by_wording(line: str, server: str | None) -> Reading | None:
    """A line of a server without rules of its own, read by the wording of replies."""
    reply = read_reply(None, None, line, None, server)
    if reply.confidence < 0.9 or reply.meaning not in _TELLING:
        return None
    return said(reply.meaning, line, server)
