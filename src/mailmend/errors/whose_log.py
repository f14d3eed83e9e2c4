"""Whose log a line is from, by words only that server's log has, or by its shape."""

from mailmend.errors.patterns import rx
from mailmend.errors.signs import first

MAX_LINE = 4096
"""Characters of a line that are read; what a server writes itself stands well within."""

# Words that only a log line of one server has, separated by ` | `.
_SIGNS: dict[str, str] = {
    "postfix": "postfix/ | postfix- | postscreen[ | postgrey[ | policyd",
    "dovecot": "dovecot: | dovecot[ | auth(default) | passwd-file( | passdb( | userdb("
    " | imap-login: | pop3-login: | submission-login: | managesieve-login: | auth-worker | lmtp(",
    "exim": "exim[ | exim: | authenticator failed for | rejected RCPT | rejected EHLO"
    " | rejected HELO | rejected MAIL | SMTP protocol error | SMTP protocol synch"
    " | no host name found for | no IP address found for | SMTP call from"
    " | SMTP connection from | sender verify fail"
    " | sender verify defer | no MAIL in SMTP connection | SMTP command timeout on"
    " | SMTP data timeout on | unexpected disconnection while reading | closed by DROP in ACL",
    "sendmail": "sendmail[ | sm-mta[ | sm-msp | sm-acceptingconnections[ | ruleset=check_",
    "opensmtpd": "smtp-in: | smtp-out: | relay: TempFail | relay: PermFail | delivery: TempFail"
    " | delivery: PermFail | event=failed-command | smtp failed-command | smtp event="
    " | smtp authentication | mta delivery | mda delivery | mta event=",
    "courier": "courieresmtpd: | courierpop3login: | courierimaplogin: | imapd: LOGIN"
    " | pop3d: LOGIN | imapd-ssl: LOGIN | pop3d-ssl: LOGIN | imapd: LOGOUT | couriertcpd",
    "cyrus": "cyrus/ | badlogin: | imap[ | imaps[ | pop3[ | pop3s[ | lmtpunix[",
    "qmail": "qmail: | qmail-smtpd: | rblsmtpd: | vchkpw | CHKUSER",
    "stalwart": "smtp::inbound:: | smtp::outbound:: | listenerId = | (smtp. | (delivery."
    " | (auth. | (security.",
    "james": "o.a.j.p. | org.apache.james. | o.a.james. | o.a.j.t.m.",
    "maddy": "submission: authentication failed | smtp: authentication failed"
    " | imap: authentication failed | submission: MAIL FROM | smtp: RCPT error",
    "barracuda": "outbound/smtp: | inbound/pass1: | inbound/pass2:",
    "haraka": "] [core] | ] [outbound]",
    "mailenable": "ME-I0 | ME-E0 | ME-W0",
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


SIGNS: dict[str, tuple[str, ...]] = {
    server: tuple(line.split(" | ")) for server, line in _SIGNS.items()
}


def server_of_line(line: str) -> str | None:
    """The server whose log a line is from, or None when it does not look like a log line."""
    line = line[:MAX_LINE]
    if server := first(line, "log"):
        return server
    if line.count("-") > 1 and rx(_EXIM_ID).search(line):
        return "exim"
    if rx(_POSTFIX_BODY).match(line):
        return "postfix"
    return "unknown" if rx(_SYSLOG).match(line) else None
