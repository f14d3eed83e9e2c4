"""The alerts that a person picks from pictures instead of typing them."""

from __future__ import annotations

from dataclasses import dataclass

from mailmend.text import Text, phrase


@dataclass(frozen=True, slots=True)
class Picture:
    """One alert to choose. ``error`` is what goes into the case, the words of an iPhone.

    ``title`` and ``text`` are what the picture shows, in the reader's language; ``title`` is
    empty where there is no alert to draw.
    """

    id: str
    error: str
    title: Text
    text: Text


CANNOT_SEND = phrase("Cannot Send Mail")
_OUTBOX = "Cannot Send Mail. A copy has been placed in your Outbox."

PICTURES: tuple[Picture, ...] = (
    Picture(
        "relay",
        f"{_OUTBOX} The recipient was rejected by the server because it does not allow relaying.",
        CANNOT_SEND,
        phrase("The recipient “…” was rejected by the server because it does not allow relaying."),
    ),
    Picture(
        "login",
        f"{_OUTBOX} The user name or password for the outgoing server is incorrect.",
        CANNOT_SEND,
        phrase("The user name or password for “…” is incorrect."),
    ),
    Picture(
        "connection",
        f"{_OUTBOX} The connection to the outgoing server failed.",
        CANNOT_SEND,
        phrase("The connection to the outgoing server “…” failed."),
    ),
    Picture(
        "sender",
        f"{_OUTBOX} The sender address was rejected by the server.",
        CANNOT_SEND,
        phrase("The sender address “…” was rejected by the server."),
    ),
    Picture(
        "identity",
        "Cannot Verify Server Identity",
        phrase("Cannot Verify Server Identity"),
        phrase("The identity of “…” cannot be verified by Mail."),
    ),
)
OTHER = "other"
NONE = "none"


def picture(chosen: str) -> Picture | None:
    """The picture of that id."""
    return next((each for each in PICTURES if each.id == chosen), None)
