"""One reading of an error text as blocks: what it means, for whom, and what makes it possible."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Rows, Said
from mailmend.apps.render.phrases import shortened
from mailmend.errors import Reading

MEANINGS: dict[str, str] = {
    "relay-denied": "The server does not pass this message on for whoever sent it.",
    "auth-required": "The server wants a login before it takes mail.",
    "auth-failed": "The server refused user name or password.",
    "auth-unavailable": "The server could not check the login just then.",
    "tls-required": "The server wants encryption first.",
    "tls-error": "The encryption did not come about.",
    "helo-rejected": "The server refused the name the sender's program greeted with.",
    "ptr-missing": "The sender's address has no name in DNS, and the server demands one.",
    "ip-blocked": "The server refuses the sender's network address.",
    "sender-rejected": "The server refused the sender's mail address.",
    "recipient-unknown": "There is no such recipient.",
    "recipient-disabled": "The recipient's mailbox is switched off.",
    "recipient-refused": "The server refused the recipient.",
    "domain-unknown": "The domain in the address does not exist or takes no mail.",
    "mailbox-full": "A mailbox is full.",
    "rate-limited": "Too much was sent in too short a time.",
    "greylisted": "The server asks to come again in some minutes.",
    "size-exceeded": "The message is too large.",
    "content-rejected": "The server refused what is in the message.",
    "spf-dkim-dmarc": "The sender's domain does not vouch for this message.",
    "policy": "A rule of the server forbids it.",
    "connection": "No connection to the server came about.",
    "server-error": "The server has a fault of its own.",
    "protocol": "Program and server misunderstood each other.",
    "other": "The server refused, for a reason it does not make clear.",
    "auth-ok": "The login succeeded.",
    "auth-backend-error": "The server's password check is broken.",
    "relayhost-auth-failed": "The server's own login at the next server was refused.",
    "config-error": "The server's configuration is wrong.",
    "protocol-error": "Program and server misunderstood each other.",
    "connection-lost": "The connection broke off.",
    "delivery-failed": "The message was taken but could not be delivered.",
    "rejected-other": "The server refused, for a reason of its own.",
    "normal": "Nothing is wrong here.",
    "unknown": "Mailmend does not know this text.",
}
CAUSES_SHOWN = 8


def reading_blocks(reading: Reading) -> Iterator[Block]:
    """What a person is shown of one reading."""
    yield Heading(MEANINGS.get(reading.meaning, reading.meaning))
    yield Said("The text", shortened(reading.text))
    rows = tuple(_rows(reading))
    if rows:
        yield Rows(rows)
    if reading.causes:
        yield Para("It can come from (mailmend causes ID tells more):")
        yield Bullets(tuple((each, None) for each in reading.causes[:CAUSES_SHOWN]))
    if reading.rules_out:
        yield Para("It does not come from:")
        yield Bullets(tuple((each, None) for each in reading.rules_out[:CAUSES_SHOWN]))


def _rows(reading: Reading) -> Iterator[tuple[str, str]]:
    yield "meaning", f"{reading.meaning} ({reading.confidence:.0%} sure)"
    if reading.stage:
        yield "stage", reading.stage
    code = " ".join(part for part in (reading.code, reading.enhanced) if part)
    if code:
        yield "code", code
    if reading.permanent is not None:
        yield "kind", "for good" if reading.permanent else "for now; it may work later"
    if reading.client:
        yield "shown by", reading.client
    if reading.server:
        yield "server", reading.server
