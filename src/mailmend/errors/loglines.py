"""Read one line of a mail server's log: whose it is, and what it says of this connection."""

from collections.abc import Sequence
from functools import cache

from mailmend.errors.log_rules import LogRule, apply, said
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

_PROGRAM = (
    r"\b(?P<postfix>postfix(?:[-\w]*)/|postscreen\[|postgrey\[|policyd)"
    r"|\b(?P<dovecot>dovecot(?:\[\d+\])?:|(?:imap|pop3|submission|managesieve)-login:|auth-worker|lmtp\()"
    r"|\b(?P<exim>exim\w*\[|exim:)|(?P<exim2>(?:^|\s)[12][0-9A-Za-z]{5}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}\s)"
    r"|(?P<sendmail>\bsendmail\[|\bsm-\w+\[|ruleset=check_)"
    r"|(?P<opensmtpd>\bsmtpd\[\d+\]: [0-9a-f]{16} |\b[0-9a-f]{16} (?:smtp|mta|mda) |event=failed-command)"
    r"|(?P<courier>courier\w+:|(?:imapd|pop3d)(?:-ssl)?: (?:LOGIN|LOGOUT|Connection))"
    r"|(?P<cyrus>\bcyrus/|badlogin:|(?:imaps?|pop3s?|lmtpunix)\[\d+\]: )"
    r"|(?P<qmail>\bqmail|rblsmtpd|vchkpw|CHKUSER)"
    r"|(?P<nginx>\[(?:info|error|warn|notice)\] \d+#\d+: )"
)
_EXIM_BODY = (
    r"authenticator failed for|rejected (?:RCPT|EHLO|HELO|MAIL)|SMTP protocol (?:error|synch)"
    r"|no (?:host name|IP address) found for|SMTP (?:call|connection) from .*(?:dropped|closed)"
    r"|sender verify (?:fail|defer)|no MAIL in SMTP connection"
    r"|SMTP (?:command|data) timeout on|unexpected disconnection while reading"
)
_POSTFIX_BODY = (
    r"^(?:NOQUEUE: |(?=[A-Z]*\d)[0-9A-F]{6,20}: |(?=[A-Za-z]*\d)[0-9A-Za-z]{12,16}: |warning: |fatal: "
    r"|statistics: |(?:dis)?connect from |lost connection after|timeout after|improper command"
    r"|(?:to|from|message-id)=<|uid=\d|proxy-(?:reject|accept): |SSL_(?:accept|connect) error)"
    r"|^(?:CONNECT|DISCONNECT|PASS|HANGUP|PREGREET|DNSBL|COMMAND|NON-SMTP|BARE|(?:BLACK|DENY|ALLOW|WHITE)LIST)"
    r"|^(?:certificate verification|bare <LF>|(?:Un)?[Tt]rusted TLS|Verified TLS|Anonymous TLS)"
)
_SYSLOG = r"^(?:<\d+>)?(?:[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d|\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S*|\[\d\d/[A-Z])"


@cache
def _rules(server: str) -> Sequence[LogRule]:
    from mailmend.errors import log_dovecot, log_exim, log_others, log_postfix

    return {
        "postfix": log_postfix.RULES,
        "exim": log_exim.RULES,
        "dovecot": log_dovecot.RULES,
        "sendmail": log_others.SENDMAIL,
        "opensmtpd": log_others.OPENSMTPD,
        "courier": log_others.COURIER,
        "cyrus": log_others.CYRUS,
        "qmail": log_others.QMAIL,
        "nginx": log_others.NGINX,
        "nginx-mail": log_others.NGINX,
    }.get(server, log_others.ANY)


def server_of_line(line: str) -> str | None:
    """The server whose log a line is from, or None when it does not look like a log line."""
    if found := rx(_PROGRAM).search(line):
        return (found.lastgroup or "").rstrip("2")
    if rx(_EXIM_BODY).search(line):
        return "exim"
    if rx(_POSTFIX_BODY).search(line):
        return "postfix"
    return "unknown" if rx(_SYSLOG).search(line) else None


def read_line(line: str, mta: str | None = None) -> Reading | None:
    """What a log line says, from the server's side, or None when it is no log line.

    A line that says nothing of a fault reads `normal`.
    """
    server = (mta or server_of_line(line) or "").lower()
    if not server:
        return None
    from mailmend.errors import log_others

    named = None if server == "unknown" else server
    found = apply(_rules(server), line, named)
    if found is None and server not in ("postfix", "exim", "dovecot"):
        found = apply(log_others.ANY, line, named) or _by_wording(line, named)
    return found or said("normal", line, named)


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
