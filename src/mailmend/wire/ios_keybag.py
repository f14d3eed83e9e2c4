"""The key bag of an encrypted iOS backup: from its password to the key of one file.

Tags and lengths (4 + 4 bytes, big-endian), PBKDF2 twice, AES key wrap (RFC 3394) and AES-CBC, as
Apple Platform Security, "Keybags for Data Protection", describes them. The rounds a bag asks for
are capped, because whoever wrote the bag chose them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mailmend.secret import Secret

MAX_BAG = 64 * 1024
MAX_ROUNDS = 20_000_000
"""Twice what iOS asks for (10,000,000 of SHA-256 and 10,000 of SHA-1)."""
WRAPPED_BY_PASSWORD = 2
WRAPPED_KEY = 40
NO_IV = bytes(16)


class KeybagRefused(ValueError):
    """The bag or the password cannot be used; the message says why in a few words."""


@dataclass(frozen=True, slots=True)
class Keybag:
    """What a bag needs to be opened; ``wrapped`` holds a wrapped key for each class."""

    salt: bytes
    rounds: int
    outer_salt: bytes
    outer_rounds: int
    wrapped: Mapping[int, bytes]


def parse_keybag(data: bytes) -> Keybag:
    """The bag in ``data``. Raises ``KeybagRefused``."""
    if len(data) > MAX_BAG:
        raise KeybagRefused("its key bag is larger than 64 KiB")
    head: dict[bytes, bytes] = {}
    classes: list[dict[bytes, bytes]] = []
    for tag, value in _entries(data):
        if tag == b"UUID" and b"UUID" in head:
            classes.append({})
        (classes[-1] if classes else head)[tag] = value
    bag = Keybag(
        salt=head.get(b"SALT", b""),
        rounds=_number(head.get(b"ITER")),
        outer_salt=head.get(b"DPSL", b""),
        outer_rounds=_number(head.get(b"DPIC")),
        wrapped={_number(one.get(b"CLAS")): one[b"WPKY"] for one in classes if _has_key(one)},
    )
    if not bag.salt or not bag.rounds or not bag.wrapped:
        raise KeybagRefused("its key bag is damaged")
    if bag.rounds + bag.outer_rounds > MAX_ROUNDS:
        raise KeybagRefused("its key bag asks for an absurd amount of work")
    return bag


def open_keybag(bag: Keybag, password: Secret) -> Mapping[int, bytes]:
    """The key of each protection class. Raises ``KeybagRefused`` for a wrong password."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

    key = password.reveal().encode()
    if bag.outer_rounds:
        key = PBKDF2HMAC(hashes.SHA256(), 32, bag.outer_salt, bag.outer_rounds).derive(key)
    key = PBKDF2HMAC(hashes.SHA1(), 32, bag.salt, bag.rounds).derive(key)  # noqa: S303
    return {number: unwrapped(key, wrapped) for number, wrapped in bag.wrapped.items()}


def unwrapped(key: bytes, wrapped: bytes) -> bytes:
    """The key inside ``wrapped`` (RFC 3394). Raises ``KeybagRefused``."""
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        return aes_key_unwrap(key, wrapped)
    except (InvalidUnwrap, ValueError):
        raise KeybagRefused("its password is wrong, or it is damaged") from None


def class_and_key(blob: bytes) -> tuple[int, bytes]:
    """A protection class (little-endian) and the key wrapped for it, as stored beside a file."""
    if len(blob) != 4 + WRAPPED_KEY:
        raise KeybagRefused("a key in it is damaged")
    return int(struct.unpack("<I", blob[:4])[0]), blob[4:]


def file_key(keys: Mapping[int, bytes], blob: bytes) -> bytes:
    """The key of one file from its class and wrapped key. Raises ``KeybagRefused``."""
    number, wrapped = class_and_key(blob)
    if number not in keys:
        raise KeybagRefused("a file in it needs a key that its key bag does not hold")
    return unwrapped(keys[number], wrapped)


def decrypted(key: bytes, data: bytes, size: int | None = None) -> bytes:
    """AES-CBC without an initial vector; cut to ``size``, else without its padding (PKCS 7).

    Raises ``KeybagRefused``.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    if len(data) % 16 or not data:
        raise KeybagRefused("a file in it is cut off")
    reader = Cipher(algorithms.AES(key), modes.CBC(NO_IV)).decryptor()
    plain = reader.update(data) + reader.finalize()
    if size is not None and 0 <= size <= len(plain):
        return plain[:size]
    pad = plain[-1]
    padded = 1 <= pad <= 16 and plain.endswith(bytes([pad]) * pad)
    return plain[:-pad] if padded else plain


def _entries(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        tag, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "big")
        at += 8
        if length > len(data) - at:
            raise KeybagRefused("its key bag is cut off")
        yield tag, data[at : at + length]
        at += length


def _number(value: bytes | None) -> int:
    return int.from_bytes(value, "big") if value is not None and len(value) <= 8 else 0


def _has_key(one: Mapping[bytes, bytes]) -> bool:
    wrap = _number(one.get(b"WRAP"))
    return bool(wrap & WRAPPED_BY_PASSWORD) and len(one.get(b"WPKY", b"")) == WRAPPED_KEY
