"""What servers' replies mean: the atlas of replies, server by server."""

import pytest

from mailmend.errors import Reading, explain, read_reply
from mailmend.errors.parts import take_apart
from tests.errors.atlas import rows

RELAY = "relay-denied"

ATLAS = rows("replies", 4)


def read(stage: str, server: str, reply: str) -> Reading:
    """The reading of an example of the atlas, its codes handed over apart as a probe does."""
    parts = take_apart(reply)
    code = parts.code or ""
    text = reply.removeprefix(code).lstrip()
    enhanced = parts.enhanced if text.startswith(parts.enhanced or "?") else None
    text = text.removeprefix(enhanced or "").lstrip()
    return read_reply(int(code), enhanced, text, stage, None if server == "-" else server)


@pytest.mark.parametrize(("meaning", "stage", "server", "reply"), ATLAS)
def test_atlas(meaning: str, stage: str, server: str, reply: str) -> None:
    """Every reply of the atlas is read as what is known of it."""
    assert read(stage, server, reply).meaning == meaning


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
    (454, "4.7.0", "TLS not available due to local", "starttls", "tls-cert-file-unreadable"),
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
    for _, stage, server, reply in ATLAS:
        reading = read(stage, server, reply)
        assert not set(reading.causes) & set(reading.rules_out), reply


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


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("auth", "535 no"),
        ("auth", "smtplib.SMTPAuthenticationError: (550, b'no')"),
        ("mail", "smtplib.SMTPSenderRefused: (550, b'no', 'a@b.test')"),
        ("rcpt", "smtplib.SMTPRecipientsRefused: {'a@b.test': (550, b'no')}"),
        ("ehlo", "smtplib.SMTPHeloError: (550, b'no')"),
        ("auth", '{"response":"502 no","command":"AUTH LOGIN"}'),
        ("mail", "Mail command failed: 550 no"),
    ],
)
def test_a_program_names_the_command(stage: str, text: str) -> None:
    """Exceptions are named for the command that was refused, and 535 answers AUTH only."""
    assert explain(text)[0].stage == stage


def test_a_port_in_brackets_is_no_code() -> None:
    """A number behind the colon of a host name is a port, whatever follows it."""
    assert take_apart("handshake failed (server www.b.test:443)").code is None
    assert take_apart("error:550 no").code == "550"
