"""Which server software or provider a reply or log line comes from, by words only it uses."""

import re

_SIGNS: dict[str, str] = {
    "gmail": r"\bgsmtp\b|support\.google\.com/(?:mail|a)/",
    "exchange": r"outlook\.com|STOREDRV|RESOLVER\.|TenantAttribution|aka\.ms/"
    r"|SmtpClientAuthentication|\b5\.7\.(?:54|57|60|64|139|5\d\d|7\d\d)\b",
    "postfix": r"postfix/|in (?:virtual (?:mailbox|alias)|local recipient) table"
    r"|(?:Recipient address|Sender address|Client host|Helo command|Data command) rejected"
    r"|Relay access denied|Must issue a STARTTLS command first$|Error: (?:auth|too )|\bNOQUEUE:",
    "exim": r"relay not permitted|Unrouteable address|rejected RCPT|authenticator failed for"
    r"|Incorrect authentication data|AUTH command used when not advertised|\bexim\b"
    r"|Syntactically invalid|SMTP error from remote mail server|TLS currently unavailable"
    r"|Unable to authenticate at present|Message size exceeds maximum permitted",
    "dovecot": r"dovecot|-login: |Temporary authentication failure|auth-worker",
    "opensmtpd": r"Invalid command: |smtp event=|AUTH method \"|failed-command",
    "sendmail": r"\bsm-mta\b|sendmail\[|ruleset=|IP name lookup failed"
    r"|\.\.\. (?:Relaying|User unknown|Domain of sender)",
    "qmail": r"allowed rcpthosts|badmailfrom|databytes limit|\(#[45]\.\d\.\d\)|\bqmail",
    "haraka": r"I cannot deliver mail for|\bharaka\b",
    "yahoo": r"yahoo(?:inc|dns)?\.|\[TSS\d\d\]",
    "cyrus": r"badlogin:|\bcyrus\b",
    "courier": r"courieresmtpd|courierpop3|\bcourier\b",
}

_ANY = re.compile("|".join(f"(?P<{name}>{sign})" for name, sign in _SIGNS.items()))


def server_of(text: str) -> str | None:
    """The software (`postfix`, `exim`, …) or provider (`gmail`, …) a text betrays, or None."""
    found = _ANY.search(text)
    return found.lastgroup if found else None
