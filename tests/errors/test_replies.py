"""What servers' replies mean: the atlas of replies, server by server."""

import pytest

from mailmend.errors import Reading, read_reply

RELAY = "relay-denied"

# (code, enhanced, text, stage, server, meaning)
ATLAS = [
    # Postfix
    (454, "4.7.1", "<b@else.test>: Relay access denied", "rcpt", None, RELAY),
    (554, "5.7.1", "<b@else.test>: Relay access denied", "rcpt", None, RELAY),
    (554, "5.7.1", "<b@else.test>: Recipient address rejected: Access denied", "rcpt", None, RELAY),
    (554, "5.7.1", "<x[192.0.2.1]>: Client host rejected: Access denied", "rcpt", None, RELAY),
    (571, "5.7.1", "Relay access denied", "rcpt", None, RELAY),
    (
        553,
        "5.7.1",
        "<a@b.test>: Sender address rejected: not logged in",
        "rcpt",
        None,
        "auth-required",
    ),
    (
        553,
        "5.7.1",
        "<a@b.test>: Sender address rejected: not owned by user x",
        "rcpt",
        None,
        "sender-rejected",
    ),
    (530, "5.7.0", "Must issue a STARTTLS command first", "mail", None, "tls-required"),
    (530, "5.7.0", "Must issue a STARTTLS command first", "auth", None, "tls-required"),
    (
        504,
        "5.5.4",
        "Encryption required for requested authentication mechanism",
        "auth",
        None,
        "tls-required",
    ),
    (503, "5.5.1", "Error: authentication not enabled", "auth", None, "auth-unavailable"),
    (
        535,
        "5.7.8",
        "Error: authentication failed: (reason unavailable)",
        "auth",
        None,
        "auth-failed",
    ),
    (535, "5.7.8", "Error: authentication failed: UGFzc3dvcmQ6", "auth", None, "auth-failed"),
    (
        535,
        "5.7.8",
        "Error: authentication failed: Invalid authentication mechanism",
        "auth",
        None,
        "auth-unavailable",
    ),
    (
        535,
        "5.7.8",
        "Error: authentication failed: Connection lost to authentication server",
        "auth",
        None,
        "auth-backend-error",
    ),
    (
        504,
        "5.5.2",
        "<a@box>: Sender address rejected: need fully-qualified address",
        "rcpt",
        None,
        "sender-rejected",
    ),
    (
        450,
        "4.1.8",
        "<a@no.test>: Sender address rejected: Domain not found",
        "rcpt",
        None,
        "sender-rejected",
    ),
    (
        550,
        "5.1.0",
        "<a@b.test>: Sender address rejected: User unknown in local recipient table",
        "rcpt",
        None,
        "sender-rejected",
    ),
    (
        504,
        "5.5.2",
        "<iphone>: Helo command rejected: need fully-qualified hostname",
        "rcpt",
        None,
        "helo-rejected",
    ),
    (450, "4.7.1", "<x>: Helo command rejected: Host not found", "rcpt", None, "helo-rejected"),
    (
        550,
        "5.1.1",
        "<r@b.test>: Recipient address rejected: User unknown in virtual mailbox table",
        "rcpt",
        None,
        "recipient-unknown",
    ),
    (552, "5.3.4", "Error: message file too big", "end-of-data", None, "size-exceeded"),
    (552, "5.3.4", "Message size exceeds fixed limit", "mail", None, "size-exceeded"),
    (452, "4.3.1", "Insufficient system storage", "mail", None, "server-error"),
    (450, "4.7.1", "Error: too much mail from 192.0.2.1", "mail", None, "rate-limited"),
    (450, "4.7.1", "Error: too many AUTH commands from 192.0.2.1", "auth", None, "rate-limited"),
    (452, "4.5.3", "Error: too many recipients", "rcpt", None, "rate-limited"),
    (
        421,
        "4.7.0",
        "mail.test Error: too many connections from 192.0.2.1",
        "greeting",
        None,
        "rate-limited",
    ),
    (451, "4.7.1", "Service unavailable - try again later", "mail", None, "server-error"),
    (
        451,
        "4.3.5",
        "<r@b.test>: Recipient address rejected: Server configuration problem",
        "rcpt",
        None,
        "server-error",
    ),
    (454, "4.7.0", "TLS not available due to local problem", "starttls", None, "tls-error"),
    (454, "4.3.0", "Try again later", "starttls", None, "tls-error"),
    (
        554,
        "5.7.1",
        "Service unavailable; Client host [192.0.2.1] blocked using zen.example.org; listed",
        "rcpt",
        None,
        "ip-blocked",
    ),
    (
        450,
        "4.7.25",
        "Client host rejected: cannot find your hostname, [192.0.2.1]",
        "rcpt",
        None,
        "ptr-missing",
    ),
    (
        450,
        "4.2.0",
        "<r@b.test>: Recipient address rejected: Greylisted, see http://postgrey.test/help",
        "rcpt",
        None,
        "greylisted",
    ),
    # Exim and its panels
    (550, None, "relay not permitted", "rcpt", None, RELAY),
    (503, None, "AUTH command used when not advertised", "auth", None, "auth-unavailable"),
    (535, None, "Incorrect authentication data", "auth", None, "auth-failed"),
    (504, None, "NTLM authentication mechanism not supported", "auth", None, "auth-unavailable"),
    (435, None, "Unable to authenticate at present", "auth", None, "auth-backend-error"),
    (454, None, "TLS currently unavailable", "starttls", None, "tls-error"),
    (552, None, "Message size exceeds maximum permitted", "mail", None, "size-exceeded"),
    (501, None, "Syntactically invalid EHLO argument(s)", "ehlo", None, "helo-rejected"),
    (550, None, "Unrouteable address", "rcpt", None, "recipient-unknown"),
    (550, None, "No Such User Here", "rcpt", None, "recipient-unknown"),
    (
        550,
        None,
        "SMTP AUTH is required for message submission on port 587",
        "rcpt",
        None,
        "auth-required",
    ),
    (
        550,
        None,
        "h [192.0.2.1] is currently not permitted to relay through this server. Perhaps you have"
        " not logged into the pop/imap server in the last 30 minutes or do not have SMTP"
        " Authentication turned on in your email client.",
        "rcpt",
        None,
        RELAY,
    ),
    (
        550,
        None,
        "JunkMail rejected - h [192.0.2.1]:2345 is in an RBL: https://rbl.test/q",
        "rcpt",
        None,
        "ip-blocked",
    ),
    (
        550,
        None,
        "Domain b.test has exceeded the max emails per hour (200/200 (100%)) allowed. Message"
        " discarded.",
        "end-of-data",
        None,
        "rate-limited",
    ),
    # Dovecot
    (530, "5.7.0", "Authentication required.", "mail", None, "auth-required"),
    (535, "5.7.8", "Authentication failed.", "auth", None, "auth-failed"),
    (504, "5.5.4", "Unsupported authentication mechanism.", "auth", None, "auth-unavailable"),
    (454, "4.7.0", "Temporary authentication failure.", "auth", None, "auth-backend-error"),
    (523, "5.7.10", "Plaintext authentication disallowed", "auth", None, "tls-required"),
    (525, "5.7.13", "Account is temporarily disabled", "auth", None, "auth-failed"),
    # OpenSMTPD
    (550, None, "Invalid recipient: <b@else.test>", "rcpt", "opensmtpd", RELAY),
    (
        530,
        "5.5.1",
        "Invalid command: Must issue a STARTTLS command first",
        "mail",
        "opensmtpd",
        "tls-required",
    ),
    (
        530,
        "5.5.1",
        "Invalid command: Must issue an AUTH command first",
        "mail",
        "opensmtpd",
        "auth-required",
    ),
    (
        503,
        "5.5.1",
        "Invalid command: Command not supported",
        "auth",
        "opensmtpd",
        "auth-unavailable",
    ),
    (535, None, "Authentication failed", "auth", "opensmtpd", "auth-failed"),
    (
        504,
        "5.7.4",
        'Security features not supported: AUTH method "NTLM" not supported',
        "auth",
        "opensmtpd",
        "auth-unavailable",
    ),
    (530, None, "Sender rejected", "mail", "opensmtpd", "sender-rejected"),
    # Sendmail
    (550, "5.7.1", "<b@else.test>... Relaying denied", "rcpt", None, RELAY),
    (
        550,
        "5.7.1",
        "<b@else.test>... Relaying denied. Proper authentication required.",
        "rcpt",
        None,
        RELAY,
    ),
    (
        550,
        "5.7.1",
        "<b@else.test>... Relaying denied. IP name lookup failed [192.0.2.1]",
        "rcpt",
        None,
        RELAY,
    ),
    (
        450,
        "4.7.1",
        "<b@else.test>... Relaying temporarily denied. Cannot resolve PTR record for 192.0.2.1",
        "rcpt",
        None,
        RELAY,
    ),
    (530, "5.7.0", "Authentication required", "mail", None, "auth-required"),
    (503, "5.3.3", "AUTH not available", "auth", None, "auth-unavailable"),
    (504, "5.3.3", "AUTH mechanism CRAM-MD5 not available", "auth", None, "auth-unavailable"),
    (535, "5.7.0", "authentication failed", "auth", None, "auth-failed"),
    (454, "4.3.3", "TLS not available after start", "starttls", None, "tls-error"),
    (452, "4.4.5", "Insufficient disk space; try again later", "mail", None, "server-error"),
    # qmail
    (
        553,
        None,
        "sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
        "rcpt",
        None,
        RELAY,
    ),
    (
        553,
        None,
        "sorry, your envelope sender is in my badmailfrom list (#5.7.1)",
        "mail",
        None,
        "sender-rejected",
    ),
    (
        552,
        None,
        "sorry, that message size exceeds my databytes limit (#5.3.4)",
        "mail",
        None,
        "size-exceeded",
    ),
    # Haraka
    (550, None, "Authentication required", "mail", None, "auth-required"),
    (550, None, "I cannot deliver mail for <b@else.test>", "rcpt", None, RELAY),
    (535, "5.7.8", "Authentication failed", "auth", None, "auth-failed"),
    # Exchange and Microsoft 365
    (550, "5.7.1", "Unable to relay", "rcpt", None, RELAY),
    (
        550,
        "5.7.54",
        "SMTP; Unable to relay recipient in non-accepted domain",
        "rcpt",
        None,
        RELAY,
    ),
    (550, "5.7.64", "TenantAttribution; Relay Access Denied", "rcpt", None, RELAY),
    (530, "5.7.1", "Client was not authenticated", "mail", None, "auth-required"),
    (
        530,
        "5.7.57",
        "SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
        "mail",
        None,
        "auth-required",
    ),
    (535, "5.7.3", "Authentication unsuccessful", "auth", None, "auth-failed"),
    (
        535,
        "5.7.139",
        "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
        "auth",
        None,
        "auth-failed",
    ),
    (
        535,
        "5.7.139",
        "Authentication unsuccessful, the user credentials were incorrect.",
        "auth",
        None,
        "auth-failed",
    ),
    (
        550,
        "5.7.30",
        "Basic authentication is not supported for Client Submission",
        "auth",
        None,
        "auth-failed",
    ),
    (
        550,
        "5.7.60",
        "SMTP; Client does not have permissions to send as this sender",
        "end-of-data",
        None,
        "sender-rejected",
    ),
    (451, "5.7.3", "STARTTLS is required to send mail", "mail", None, "tls-required"),
    (550, "5.1.8", "Access denied, bad outbound sender", "end-of-data", None, "policy"),
    (
        432,
        "4.3.2",
        "STOREDRV.ClientSubmit; sender thread limit exceeded",
        "end-of-data",
        None,
        "rate-limited",
    ),
    (
        554,
        "5.2.0",
        "STOREDRV.Submission.Exception:SubmissionQuotaExceededException",
        "end-of-data",
        None,
        "rate-limited",
    ),
    (554, "5.2.2", "mailbox full", "end-of-data", None, "mailbox-full"),
    # Gmail, iCloud, Yahoo, others
    (534, "5.7.9", "Application-specific password required.", "auth", None, "auth-failed"),
    (535, "5.7.8", "Username and Password not accepted.", "auth", None, "auth-failed"),
    (530, "5.7.0", "Authentication Required.", "mail", None, "auth-required"),
    (534, "5.7.14", "Please log in via your web browser", "auth", None, "auth-failed"),
    (550, "5.4.5", "Daily user sending limit exceeded.", "end-of-data", None, "rate-limited"),
    (
        550,
        "5.7.0",
        "From address is not one of your addresses",
        "end-of-data",
        None,
        "sender-rejected",
    ),
    (535, "5.7.0", "(#AUTH005) Too many bad auth attempts.", "auth", None, "auth-failed"),
    (530, None, "SMTP authentication is required.", "mail", None, "auth-required"),
    (
        550,
        "5.7.1",
        "You must check for new mail before sending mail",
        "rcpt",
        None,
        "auth-required",
    ),
    (538, "5.7.11", "Encryption required", "auth", None, "tls-required"),
    (432, "4.7.12", "A password transition is needed", "auth", None, "auth-failed"),
    (550, "5.6.7", "SMTPUTF8 required", "rcpt", None, "protocol"),
]


@pytest.mark.parametrize(("code", "enhanced", "text", "stage", "server", "meaning"), ATLAS)
def test_atlas(
    code: int, enhanced: str | None, text: str, stage: str, server: str | None, meaning: str
) -> None:
    """Every reply of the atlas is read as what is known of it."""
    assert read_reply(code, enhanced, text, stage, server).meaning == meaning


CAUSES = [
    (454, "4.7.1", "<r>: Relay access denied", "rcpt", "outgoing-username-blank"),
    (554, "5.7.1", "<r>: Relay access denied", "rcpt", "permit-sasl-missing"),
    (530, "5.7.0", "Must issue a STARTTLS command first", "mail", "outgoing-ssl-off"),
    (503, "5.5.1", "Error: authentication not enabled", "auth", "sasl-not-enabled-on-service"),
    (534, "5.7.9", "Application-specific password required", "auth", "app-password-required"),
    (
        535,
        "5.7.139",
        "SmtpClientAuthentication is disabled for the Mailbox",
        "auth",
        "smtp-auth-disabled-per-account",
    ),
    (525, "5.7.13", "Account disabled", "auth", "account-suspended"),
    (432, "4.7.12", "A password transition is needed", "auth", "password-expired"),
    (454, "4.7.0", "Temporary authentication failure", "auth", "auth-backend-down"),
    (452, "4.3.1", "Insufficient system storage", "mail", "queue-disk-full"),
    (454, "4.7.0", "TLS not available due to local problem", "starttls", "tls-cert-file-unreadable"),
    (454, "4.3.0", "Try again later", "starttls", "milter-or-policy-down"),
    (553, "5.7.1", "not owned by user x", "rcpt", "sender-login-mismatch"),
    (452, "4.5.3", "Error: too many recipients", "rcpt", "too-many-recipients"),
    (550, "5.4.5", "Daily user sending limit exceeded", "data", "sending-limit-hit"),
    (550, "5.7.1", "You must check for new mail before sending", "rcpt",
     "pop-before-smtp-window-expired"),
    (554, "5.2.2", "mailbox full", "end-of-data", "sender-mailbox-over-quota"),
    (504, None, "NTLM authentication mechanism not supported", "auth",
     "outgoing-auth-mechanism-unsupported"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "enhanced", "text", "stage", "cause"), CAUSES)
def test_causes(code: int, enhanced: str | None, text: str, stage: str, cause: str) -> None:
    """A reply makes the causes of the atlas possible."""
    assert cause in read_reply(code, enhanced, text, stage).causes


def test_a_refused_login_was_tried() -> None:
    """A 535 excludes the causes by which a client never logs in."""
    ruled_out = read_reply(535, "5.7.8", "Error: authentication failed", "auth").rules_out
    assert "outgoing-username-blank" in ruled_out
    assert "smtp-service-down" in ruled_out


def test_possible_and_excluded_never_overlap() -> None:
    """No reply of the atlas both allows and excludes a cause."""
    for code, enhanced, text, stage, server, _ in ATLAS:
        reading = read_reply(code, enhanced, text, stage, server)
        assert not set(reading.causes) & set(reading.rules_out), text


@pytest.mark.parametrize("text", ["Hello there", "", "250 2.1.5 Ok", "bonjour le monde"])
def test_no_refusal_is_read_into_other_text(text: str) -> None:
    """What is no refusal has no refusal's meaning."""
    assert read_reply(None, None, text).meaning in ("unknown", "normal")


@pytest.mark.parametrize(
    ("code", "text", "meaning"),
    [
        (235, "2.7.0 Authentication successful", "auth-ok"),
        (250, "2.1.5 Ok", "normal"),
        (334, "UGFzc3dvcmQ6", "normal"),
    ],
)
def test_acceptance(code: int, text: str, meaning: str) -> None:
    """A 2yz or 3yz reply is no refusal."""
    assert read_reply(code, None, text, "auth").meaning == meaning


def test_codes_are_found_in_the_text() -> None:
    """Codes left out by the caller are taken from the text, a qmail trailer included."""
    assert read_reply(None, None, "554 5.7.1 <r>: Relay access denied").enhanced == "5.7.1"
    trailing = read_reply(None, None, "553 sorry, that domain is not here (#5.7.1)")
    assert (trailing.code, trailing.enhanced) == ("553", "5.7.1")


@pytest.mark.parametrize(("code", "permanent"), [(554, True), (454, False), (None, None)])
def test_permanence(code: int | None, permanent: bool | None) -> None:
    """The first digit says whether a refusal is permanent; without a code nothing does."""
    assert read_reply(code, None, "Relay access denied").permanent is permanent


def test_multi_line_reply_reads_as_one() -> None:
    """A phrase that runs over the lines of a multi-line reply is still found."""
    text = "550-5.7.1 This client is not permitted\n550-5.7.1 to relay through this\n550 5.7.1 host"
    assert read_reply(None, None, text).meaning == RELAY


def test_a_huge_reply_is_bounded() -> None:
    """Only the first 64 KiB of a reply are looked at."""
    assert isinstance(read_reply(None, None, "x " * 200_000 + "relay access denied"), Reading)
    assert read_reply(None, None, "x " * 200_000 + "relay access denied").meaning == "unknown"
