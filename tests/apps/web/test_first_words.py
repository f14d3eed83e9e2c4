"""What the server says when it starts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mailmend.apps.web.config import Oidc, WebConfig
from mailmend.apps.web.first_words import first_words

FRESH = WebConfig("sqlite:////var/lib/mailmend/mailmend.db", Path("/var/lib/mailmend"))
PUBLIC = replace(FRESH, public_url="https://mend.example.org")


def _said(config: WebConfig, *, people: bool = False) -> str:
    return "\n".join(first_words(config, people=people))


def test_a_first_start_says_what_to_do_next() -> None:
    """Where it is, where it keeps things, how to add somebody, how others reach it."""
    said = _said(FRESH)
    assert "serving http://127.0.0.1:8025 " in said
    assert f"mailmend user add NAME --role admin --database {FRESH.database}" in said
    assert "only this machine can open it" in said
    assert "--public-url https://NAME" in said


def test_once_all_is_set_up_nothing_is_left_to_do() -> None:
    """Two lines: where, and where it is kept."""
    assert len(first_words(PUBLIC, people=True)) == 2


def test_people_of_a_provider_need_no_password_here() -> None:
    """They sign in at the provider; nobody is told to add one with a password."""
    assert "user add" not in _said(replace(PUBLIC, oidc=Oidc("https://id.example.org", "x")))


def test_clear_text_for_others_is_warned_of() -> None:
    """A name without TLS that is not this machine's."""
    said = _said(replace(FRESH, public_url="http://mend.example.org"))
    assert "in clear" in said
    assert "only this machine" not in said
    assert "in clear" not in _said(PUBLIC)


def test_no_password_of_the_database_is_said() -> None:
    """The start is written into logs."""
    url = "postgresql://mailmend:very-secret@db.example.org/mailmend"
    assert "very-secret" not in _said(replace(FRESH, database=url))
