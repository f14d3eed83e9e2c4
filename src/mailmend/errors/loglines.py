"""Read one line of a mail server's log: whose it is, and what it says of this connection."""

from collections.abc import Sequence
from functools import cache

from mailmend.errors.log_rules import LogRule, apply, said
from mailmend.errors.matcher import Finder, finder
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply

MAX_LINE = 4096
"""Characters of a line that are read; what a server writes itself stands well within."""

# Words that only a log line of one server has, separated by ` | `.
_SIGNS: dict[str, str] = {
    "postfix": "postfix/ | postfix- | postscreen[ | postgrey[ | policyd",
    "dovecot": "dovecot: | dovecot[ | imap-login: | pop3-login: | submission-login:"
    " | managesieve-login: | auth-worker | lmtp(",
    "exim": "exim[ | exim: | authenticator failed for | rejected RCPT | rejected EHLO"
    " | rejected HELO | rejected MAIL | SMTP protocol error | SMTP protocol synch"
    " | no host name found for | no IP address found for | SMTP call from"
    " | SMTP connection from | sender verify fail"
    " | sender verify defer | no MAIL in SMTP connection | SMTP command timeout on"
    " | SMTP data timeout on | unexpected disconnection while reading | closed by DROP in ACL",
    "sendmail": "sendmail[ | sm-mta[ | sm-msp | sm-acceptingconnections[ | ruleset=check_",
    "opensmtpd": "event=failed-command | smtp failed-command | smtp event= | smtp authentication"
    " | mta delivery | mda delivery | mta event=",
    "courier": "courieresmtpd: | courierpop3login: | courierimaplogin: | imapd: LOGIN"
    " | pop3d: LOGIN | imapd-ssl: LOGIN | pop3d-ssl: LOGIN | imapd: LOGOUT | couriertcpd",
    "cyrus": "cyrus/ | badlogin: | imap[ | imaps[ | pop3[ | pop3s[ | lmtpunix[",
    "qmail": "qmail: | qmail-smtpd: | rblsmtpd: | vchkpw | CHKUSER",
    "nginx": "client login failed: | while in http auth state "
    "| while in resolving client address | client logged in, client:",
}
_EXIM_ID = r"[012](?<!\S.)[0-9A-Za-z]{5}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}\s"
_POSTFIX_BODY = (
    r"NOQUEUE: |(?=[A-Z]*\d)[0-9A-F]{6,20}: |(?=[A-Za-z]*\d)[0-9A-Za-z]{12,16}: |warning: |fatal: "
    r"|statistics: |(?:dis)?connect from |lost connection after|timeout after|improper command"
    r"|(?:to|from|message-id)=<|uid=\d|proxy-(?:reject|accept): |SSL_(?:accept|connect) error"
    r"|(?:CONNECT|DISCONNECT|PASS|HANGUP|PREGREET|DNSBL|COMMAND|NON-SMTP|BARE|ALLOWLIST) "
    r"|(?:BLACK|DENY|ALLOW|WHITE)LIST(?:ED)? |certificate verification|bare <LF>"
    r"|addr \S+ listed by domain|(?:Unt|T)rusted TLS|Verified TLS|Anonymous TLS"
)
_SYSLOG = (
    r"(?:<\d+>)?(?:(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d"
    r"|\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d\S*|\[\d\d/[A-Z]|\[\d{4}-\d\d-\d\d)"
)


@cache
def _book() -> tuple[Finder, tuple[str, ...]]:
    signs = {sign: server for server, line in _SIGNS.items() for sign in line.split(" | ")}
    return finder(tuple(signs)), tuple(signs.values())


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
    line = line[:MAX_LINE]
    find, servers = _book()
    for index, _, _ in find(line):
        return servers[index]
    if rx(_EXIM_ID).search(line):
        return "exim"
    if rx(_POSTFIX_BODY).match(line):
        return "postfix"
    return "unknown" if rx(_SYSLOG).match(line) else None


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
