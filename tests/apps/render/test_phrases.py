"""Plain words for what the engine says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mailmend.apps.render.phrases import (
    _OBSTACLES,
    change_words,
    obstacle_words,
    setting_words,
    value_words,
)
from mailmend.change import DnsRecord, ServerAction, SetField
from mailmend.repair import outcome
from tests.causes.build import obstacle


def test_every_obstacle_of_the_engine_has_words() -> None:
    """Each (stage, why) that the walk can produce is written out."""
    source = Path(outcome.__code__.co_filename).read_text()
    pairs = set(re.findall(r'_failed\(\s*"([a-z-]+)", "([a-z-]+)"', source))

    assert pairs
    assert pairs <= set(_OBSTACLES)


def test_an_unknown_obstacle_still_reads() -> None:
    """New words of the engine are shown as they are."""
    assert obstacle_words(obstacle("rset", "odd")) == "it stopped at rset (odd)"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (SetField("outgoing.username", "", "a@b.test"), "user name for sending: blank → a@b.test"),
        (SetField("outgoing.security", "none", "tls"), "encryption: no encryption → SSL/TLS"),
        (SetField("outgoing.port", None, 587), "port: 587"),
        (
            ServerAction("open-port", "mail.x.test", 587),
            "at mail.x.test port 587: open port",
        ),
        (
            DnsRecord("mail.x.test", "A", (), ("192.0.2.1",)),
            "DNS record A of mail.x.test: missing → 192.0.2.1",
        ),
    ],
)
def test_changes_on_one_line(change: SetField | ServerAction | DnsRecord, words: str) -> None:
    """From what to what, in words."""
    assert change_words(change) == words


def test_a_password_is_never_a_value() -> None:
    """Only whether it is filled in is said."""
    change = SetField("outgoing.password_set", False, True)

    assert setting_words(change) == "password for sending: empty → filled in"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("backup.encrypted", False, "off"),
        ("backup.managed", True, "there"),
        ("backup.smtp-link", "dangling", "broken: that server is not there"),
        ("backup.smtp-link", "of another version", "of another version"),
        ("outgoing.username", "", "blank"),
    ],
)
def test_what_a_backup_says_in_words(field: str, value: str | bool, words: str) -> None:
    """Flags and links as people say them."""
    assert value_words(field, value) == words
