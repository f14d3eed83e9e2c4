"""Texts that are not about mail: no meaning is read into them."""

import json
from pathlib import Path

import pytest

from mailmend.errors import explain
from mailmend.errors.about import believable, is_web_error, speaks_of_mail

FIXTURES = Path(__file__).parents[1] / "fixtures" / "errors"
UNRELATED = [
    json.loads(row)["text"]
    for row in (FIXTURES / "unrelated.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("text", UNRELATED)
def test_unrelated_texts_are_unknown(text: str) -> None:
    """News, recipes, shops, filler and other programs' errors have no meaning for mail."""
    (reading,) = explain(text)
    assert (reading.meaning, reading.confidence, reading.causes) == ("unknown", 0.0, ())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Connection timed out", "connection"),
        ("Over quota", "mailbox-full"),
        ("User unknown", "recipient-unknown"),
        ("SASL authentication failed", "auth-failed"),
        ("ConnectionRefusedError: [Errno 111] Connection refused", "connection"),
        ("The certificate for this server has expired.", "tls-error"),
        ("Netzwerkfehler", "connection"),
        ("\u8a8d\u8a3c\u30a8\u30e9\u30fc", "auth-failed"),
        ("Falta capacidade no servidor", "auth-unavailable"),
    ],
)
def test_short_errors_need_no_word_of_mail(text: str, meaning: str) -> None:
    """A text that is little more than an error of mail is read although it does not name mail."""
    assert not speaks_of_mail(text) or "quota" in text.lower() or "SASL" in text
    assert explain(text)[0].meaning == meaning


@pytest.mark.parametrize(
    "text",
    ["404 Not Found", "HTTP/1.1 403 Forbidden", "502 Bad Gateway", "Error 404: page not found"],
)
def test_status_of_web_servers(text: str) -> None:
    """A status line of HTTP is no reply of SMTP."""
    assert is_web_error(text)


@pytest.mark.parametrize(
    "text",
    [
        "554 5.7.1 Relay access denied",
        "503 5.5.1 Bad sequence of commands",
        "502 Command not implemented",
        "421 Service not available",
        "503 Service unavailable; client host blocked",
    ],
)
def test_replies_are_not_of_the_web(text: str) -> None:
    """Replies with codes that HTTP has as well stay replies."""
    assert not is_web_error(text)
    assert explain(text)[0].meaning != "unknown"


def test_a_stage_tells_mail_from_the_web() -> None:
    """Where the caller knows which command was answered, the text is a reply."""
    assert explain("500 Internal Server Error", stage="mail")[0].meaning == "server-error"


def test_prose_about_mail_needs_more_than_two_words_near_each_other() -> None:
    """What only grammar suggests is believed where most words are those of replies."""
    assert believable("recipient was rejected", "recipient-refused", 0.58)
    prose = "the recipient of the golden medal proudly rejected every offer made yesterday evening"
    assert not believable(prose, "recipient-refused", 0.58)


@pytest.mark.parametrize(
    "text",
    ["Die Nachricht kam nicht an", "\u90ae\u4ef6", "E-Mail", "(SMTP) mail.b.test", "bob@b.test"],
)
def test_mail_is_named_in_any_language(text: str) -> None:
    """Words for mail and message, and addresses, speak of mail."""
    assert speaks_of_mail(text)


@pytest.mark.parametrize(
    "text",
    [
        "smtpd_recipient_restrictions = reject_unauth_destination",
        "smtp_tls_policy_maps = texthash:policies",
        "Move spam to its own folder at once",
        "We check SPF, DKIM and DMARC of every message.",
        "The rate limit of this API is 60 requests an hour.",
        '192.0.2.1 - - [01/Aug/2024:10:00:00 +0000] "GET /a HTTP/1.1" 404 512 "-" "x"',
        "This film cannot be shown in your region.",
        "The outgoing server is smtp.b.test, port 465, user name = full email address.",
        "Servers use this port to relay mail for their users.",
        "What is greylisting?",
        "auth_mechanisms = login plain",
        "settings.SMTP_MESSAGE = 'password expired'",
        "407 Proxy Authentication Required",
        "Die Anmeldung zum Kurs war erfolgreich.",
        "Le certificat est au bureau.",
        "\u0412\u0432\u0435\u0434\u0438\u0442\u0435 \u043f\u0430\u0440\u043e\u043b\u044c",
        "$transport->smtp_auth = true; // authentication is required",
        "Aug  1 10:00:00 x asterisk[9]: Registration failed: Wrong password",
        "[2024-08-01 10:00:00 +0000] info [cpsrvd] 192.0.2.1 FAILED LOGIN whostmgrd",
        "Your code was sent. Not in your inbox? Look into the spam folder.",
        "\u65e0\u6cd5\u8fde\u63a5\u5230\u6253\u5370\u673a",
        "Spam: 3 messages",
        "Report spam and block its sender?",
        "Kennwort vergessen?",
        "Introduzca su contrase\u00f1a",
        "\u30d1\u30b9\u30ef\u30fc\u30c9\u3092\u5165\u529b\u3057\u3066\u304f\u3060\u3055\u3044",
    ],
)
def test_settings_and_topics_are_no_errors(text: str) -> None:
    """A setting, a log of requests, or a mere topic of mail says nothing went wrong."""
    assert explain(text)[0].meaning == "unknown"


def test_a_refusal_for_spam_needs_no_code() -> None:
    """Where something is said of the topic, it is an error."""
    assert explain("Message rejected as spam")[0].meaning == "content-rejected"
    assert explain("Mail refused: DKIM failed")[0].meaning == "spf-dkim-dmarc"
    assert explain("The mailbox of this user is full")[0].meaning == "mailbox-full"
