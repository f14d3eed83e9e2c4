"""Passwords of the desk's people."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from mailmend.apps.web.desk.passwords import checked, hashed_password, is_outdated, matches
from mailmend.case import InputError
from mailmend.secret import Secret


def test_a_password_matches_its_hash_and_no_other() -> None:
    """argon2id, with a salt of its own each time."""
    secret = Secret("Grüße aus Köln, 42")
    kept = hashed_password(secret)
    assert kept.startswith("$argon2id$")
    assert kept != hashed_password(secret)
    assert matches(kept, secret)
    assert not matches(kept, Secret("Grüße aus Köln, 43"))
    assert not is_outdated(kept)


@pytest.mark.parametrize("kept", [None, "", "x", "$argon2id$broken"])
def test_what_is_no_hash_matches_nothing(kept: str | None) -> None:
    """Not even the password that stands in for nobody's."""
    assert not matches(kept, Secret("of nobody"))


def test_a_weaker_hash_is_outdated() -> None:
    """It is made anew at the next sign-in."""
    assert is_outdated(PasswordHasher(time_cost=1, memory_cost=8192).hash("x"))


@pytest.mark.parametrize(
    "text", ["", "short", "x" * 257, "aaaaaaaaaaaaaaaa", "abababababab", "lovelace-lovelace"]
)
def test_what_is_too_easy_is_refused(text: str) -> None:
    """Too short or long, of few characters, or with the name in it."""
    with pytest.raises(InputError):
        checked(Secret(text), "lovelace@brand.test")


@pytest.mark.parametrize(
    "text", ["correct horse battery", "twelve chars", "日本語のパスワードです！！"]
)
def test_several_words_will_do(text: str) -> None:
    """In any script."""
    assert checked(Secret(text), "ada").reveal() == text
