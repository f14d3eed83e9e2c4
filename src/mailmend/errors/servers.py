"""Which server software or provider a reply or log line comes from, by words only it uses."""

from mailmend.errors.signs import first

# Words of one server, separated by ` | `; they are found as they stand.
_SIGNS: dict[str, str] = {
    "gmail": " gsmtp | support.google.com/mail | support.google.com/a/",
    "exchange": "outlook.com | STOREDRV | RESOLVER. | TenantAttribution | aka.ms/"
    " | SmtpClientAuthentication | 5.7.54 | 5.7.57 | 5.7.60 | 5.7.64 | 5.7.139",
    "postfix": "postfix/ | in virtual mailbox table | in virtual alias table"
    " | in local recipient table | Recipient address rejected | Sender address rejected"
    " | Client host rejected | Helo command rejected | Data command rejected"
    " | Relay access denied | Error: authentication | Error: too | NOQUEUE:",
    "exim": "relay not permitted | Unrouteable address | rejected RCPT | authenticator failed for"
    " | Incorrect authentication data | AUTH command used when not advertised | exim["
    " | Syntactically invalid | SMTP error from remote mail server | TLS currently unavailable"
    " | Unable to authenticate at present | Message size exceeds maximum permitted",
    "dovecot": "dovecot | -login: | Temporary authentication failure | auth-worker",
    "opensmtpd": 'Invalid command: | smtp event= | AUTH method " | failed-command',
    "sendmail": "sm-mta | sendmail[ | ruleset= | IP name lookup failed | ... Relaying"
    " | ... User unknown | ... Domain of sender",
    "qmail": "allowed rcpthosts | badmailfrom | databytes limit | (#5. | (#4. | qmail",
    "haraka": "I cannot deliver mail for | haraka",
    "yahoo": "yahoo.com | yahoodns. | yahooinc. | [TSS0",
    "cyrus": "badlogin: | cyrus/",
    "courier": "courieresmtpd | courierpop3",
}


def _split(line: str) -> tuple[str, ...]:
    return tuple(sign if sign == " gsmtp" else sign.strip() for sign in line.split(" | "))


SIGNS: dict[str, tuple[str, ...]] = {server: _split(line) for server, line in _SIGNS.items()}


def server_of(text: str) -> str | None:
    """The software (`postfix`, `exim`, …) or provider (`gmail`, …) a text betrays, or None."""
    return first(text, "server")
