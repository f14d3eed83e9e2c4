"""SASL in SMTP (RFC 4954): PLAIN (RFC 4616), LOGIN and CRAM-MD5 (RFC 2195), without I/O.

An exchange yields lines. A ``Hidden`` line is built from the password only where it is written.
"""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass

KNOWN = ("PLAIN", "LOGIN", "CRAM-MD5")
"""The mechanisms spoken here, in order of preference inside TLS."""

MAX_CHALLENGE = 12 * 1024
"""Longest line of an exchange in characters (RFC 4954 section 4)."""


class NotPossible(ValueError):
    """The exchange cannot go on: a bad challenge, or a value the mechanism cannot carry."""


@dataclass(frozen=True, slots=True)
class Public:
    """A line that holds no secret."""

    line: bytes


@dataclass(frozen=True, slots=True)
class Hidden:
    """A line that holds the password; ``shown`` stands for it in transcripts."""

    build: Callable[[str], bytes]
    shown: str


Line = Public | Hidden


def choose(offered: Iterable[str], wanted: Iterable[str] = KNOWN) -> str | None:
    """The first wanted mechanism that is offered and spoken here."""
    available = {name.upper() for name in offered}
    return next((name for name in wanted if name in available and name in KNOWN), None)


def plain_message(username: str, password: str) -> bytes:
    """The message of PLAIN in base64. Raises ``NotPossible`` where a value holds NUL."""
    if "\0" in username or "\0" in password:
        raise NotPossible("PLAIN cannot carry a NUL character")
    return b64encode(f"\0{username}\0{password}".encode())


def opening(mechanism: str, username: str) -> Line:
    """The AUTH command; PLAIN carries its message at once (the initial response)."""
    if mechanism == "PLAIN":
        return Hidden(lambda word: b"AUTH PLAIN " + plain_message(username, word), "AUTH PLAIN ***")
    return Public(f"AUTH {mechanism}".encode())


def answer(mechanism: str, username: str, challenge: str, turn: int) -> Line:
    """The answer to the ``turn``-th challenge, counted from 1. Raises ``NotPossible``."""
    if len(challenge) > MAX_CHALLENGE:
        raise NotPossible("the challenge is too long")
    match mechanism, turn:
        case "PLAIN", 1:
            return Hidden(lambda word: plain_message(username, word), "***")
        case "LOGIN", 1:
            return Public(b64encode(username.encode()))
        case "LOGIN", 2:
            return Hidden(lambda word: b64encode(word.encode()), "***")
        case "CRAM-MD5", 1:
            asked = _decode(challenge)
            return Hidden(lambda word: cram_md5(username, word, asked), "***")
        case _:
            raise NotPossible("one challenge too many")


def cram_md5(username: str, password: str, challenge: bytes) -> bytes:
    """The response of CRAM-MD5 in base64: the name, a space and the keyed digest."""
    digest = hmac.new(password.encode(), challenge, "md5").hexdigest()
    return b64encode(f"{username} {digest}".encode())


def _decode(challenge: str) -> bytes:
    try:
        return b64decode(challenge.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotPossible("the challenge is not base64") from error
