"""What a client says without quoting the server, in languages no fixture is in."""

import pytest

from mailmend.errors import read_alert
from tests.errors.atlas import rows


@pytest.mark.parametrize(("language", "meaning", "text"), rows("client_messages", 3))
def test_client_message(language: str, meaning: str, text: str) -> None:
    """A message is understood by its words, whatever the language."""
    readings = read_alert(text)
    assert readings, language
    assert readings[0].meaning == meaning


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, voici le compte rendu de la réunion de mardi.",
        "Liebe Grüße aus dem Urlaub, das Wetter ist herrlich!",
        "Meeting moved to 3 pm, see you there",
        "Het is vandaag mooi weer",
        "会議は火曜日に変更されました。",
    ],
)
def test_other_text_is_not_a_client_message(text: str) -> None:
    """A text about something else gives no reading with any confidence."""
    assert all(reading.confidence < 0.5 for reading in read_alert(text))


@pytest.mark.parametrize(
    ("meaning", "text"),
    [
        ("auth-required", "Der SMTP-Server verlangt eine Anmeldung."),
        ("auth-required", "Le serveur SMTP exige un mot de passe."),
        ("auth-required", "SMTP-сервер требует пароль."),
        ("auth-failed", "SMTP: das Passwort ist falsch."),
        ("sender-rejected", "E-Mail: die Adresse des Absenders ist ungültig."),
        ("recipient-refused", "Почта: адрес получателя неверный."),
    ],
)
def test_needed_is_not_wrong(meaning: str, text: str) -> None:
    """A server that asks for a login has not refused one; an address may be wrong."""
    assert read_alert(text)[0].meaning == meaning
