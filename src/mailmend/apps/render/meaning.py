"""One reading of an error text as blocks: what it means, for whom, and what makes it possible."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Rows, Said
from mailmend.apps.render.quoting import shortened
from mailmend.errors import Reading
from mailmend.text import phrase

MEANINGS: dict[str, str] = {
    "relay-denied": phrase("The server does not pass this message on for whoever sent it."),
    "auth-required": phrase("The server wants a login before it takes mail."),
    "auth-failed": phrase("The server refused user name or password."),
    "auth-unavailable": phrase("The server could not check the login just then."),
    "tls-required": phrase("The server wants encryption first."),
    "tls-error": phrase("The encryption did not come about."),
    "helo-rejected": phrase("The server refused the name the sender's program greeted with."),
    "ptr-missing": phrase("The sender's address has no name in DNS, and the server demands one."),
    "ip-blocked": phrase("The server refuses the sender's network address."),
    "sender-rejected": phrase("The server refused the sender's mail address."),
    "recipient-unknown": phrase("There is no such recipient."),
    "recipient-disabled": phrase("The recipient's mailbox is switched off."),
    "recipient-refused": phrase("The server refused the recipient."),
    "domain-unknown": phrase("The domain in the address does not exist or takes no mail."),
    "mailbox-full": phrase("A mailbox is full."),
    "rate-limited": phrase("Too much was sent in too short a time."),
    "greylisted": phrase("The server asks to come again in some minutes."),
    "size-exceeded": phrase("The message is too large."),
    "content-rejected": phrase("The server refused what is in the message."),
    "spf-dkim-dmarc": phrase("The sender's domain does not vouch for this message."),
    "policy": phrase("A rule of the server forbids it."),
    "connection": phrase("No connection to the server came about."),
    "server-error": phrase("The server has a fault of its own."),
    "protocol": phrase("Program and server misunderstood each other."),
    "other": phrase("The server refused, for a reason it does not make clear."),
    "auth-ok": phrase("The login succeeded."),
    "auth-backend-error": phrase("The server's password check is broken."),
    "relayhost-auth-failed": phrase("The server's own login at the next server was refused."),
    "config-error": phrase("The server's configuration is wrong."),
    "protocol-error": phrase("Program and server misunderstood each other."),
    "connection-lost": phrase("The connection broke off."),
    "delivery-failed": phrase("The message was taken but could not be delivered."),
    "rejected-other": phrase("The server refused, for a reason of its own."),
    "normal": phrase("Nothing is wrong here."),
    "unknown": phrase("Mailmend does not know this text."),
}
CAUSES_SHOWN = 8


def reading_blocks(reading: Reading) -> Iterator[Block]:
    """What a person is shown of one reading."""
    yield Heading(MEANINGS.get(reading.meaning, reading.meaning))
    yield Said(phrase("The text"), shortened(reading.text))
    rows = tuple(_rows(reading))
    if rows:
        yield Rows(rows)
    if reading.causes:
        yield Para(phrase("It can come from (mailmend causes ID tells more):"))
        yield Bullets(tuple((each, None) for each in reading.causes[:CAUSES_SHOWN]))
    if reading.rules_out:
        yield Para(phrase("It does not come from:"))
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
