"""The key bag of a backup: its bounds, and its keys."""

from __future__ import annotations

import pytest

from mailmend.secret import Secret
from mailmend.wire.ios_keybag import (
    KeybagRefused,
    decrypted,
    file_key,
    open_keybag,
    parse_keybag,
)
from tests.io.ios_backup import CLASS_KEYS, PASSWORD, encrypt, keybag, wrap


def test_the_password_opens_every_class() -> None:
    """Two derivations, then one unwrapping for each class."""
    assert open_keybag(parse_keybag(keybag()), Secret(PASSWORD)) == CLASS_KEYS


def test_another_password_opens_none() -> None:
    """The wrapped key's check value does not fit."""
    with pytest.raises(KeybagRefused, match="wrong"):
        open_keybag(parse_keybag(keybag()), Secret("other"))


def test_the_key_of_a_file_comes_from_its_class() -> None:
    """A class the bag does not hold is refused."""
    assert file_key(CLASS_KEYS, wrap(3, b"k" * 32)) == b"k" * 32
    with pytest.raises(KeybagRefused, match="does not hold"):
        file_key({1: CLASS_KEYS[1]}, wrap(3, b"k" * 32))


@pytest.mark.parametrize("blob", [b"", b"abc", wrap(3, b"k" * 32)[:-1]])
def test_a_key_that_is_cut_off_is_refused(blob: bytes) -> None:
    """Neither shorter nor longer."""
    with pytest.raises(KeybagRefused):
        file_key(CLASS_KEYS, blob)


def test_iterations_are_added_up() -> None:
    """The cap holds for both derivations together."""
    parse_keybag(keybag(rounds=10_000, outer=10_000_000))
    with pytest.raises(KeybagRefused, match="absurd"):
        parse_keybag(keybag(rounds=15_000_000, outer=15_000_000))


@pytest.mark.parametrize("size", [1, 15, 16, 17, 100])
def test_a_file_comes_back_with_and_without_its_size(size: int) -> None:
    """The padding goes either way."""
    data = bytes(range(size))
    assert decrypted(b"k" * 32, encrypt(b"k" * 32, data)) == data
    assert decrypted(b"k" * 32, encrypt(b"k" * 32, data), size) == data


@pytest.mark.parametrize("data", [b"", b"x" * 15])
def test_half_a_block_is_refused(data: bytes) -> None:
    """The file is cut off."""
    with pytest.raises(KeybagRefused, match="cut off"):
        decrypted(b"k" * 32, data)
