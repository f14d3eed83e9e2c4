"""fail2ban: bans and their end."""

from __future__ import annotations

import pytest

from mailmend.dialects import read_event
from tests.dialects.logs import WRITTEN, event

AT = "2026-11-25 00:46:39,729 fail2ban.actions        [3941]: NOTICE  [postfix] "


@pytest.mark.parametrize(
    ("word", "what"), [("Ban", "fault"), ("Restore Ban", "fault"), ("Unban", "unbanned")]
)
def test_a_ban(word: str, what: str) -> None:
    """Of that address, by that jail."""
    found = event(f"{AT}{word} 203.0.113.9")
    assert (found.what, found.client, found.service) == (what, "203.0.113.9", "postfix")


def test_what_is_no_ban() -> None:
    """That it is banned already is no news, and another program's word is none."""
    assert read_event(f"{AT}203.0.113.9 already banned", WRITTEN) is None
    assert (
        read_event("Nov 25 10:00:00 mail app[3]: NOTICE  [postfix] Ban 203.0.113.9", WRITTEN)
        is None
    )
