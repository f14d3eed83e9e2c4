"""A verification in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Said
from mailmend.apps.verification import Arrival, Verification
from mailmend.report import plain

SCHEMA = "mailmend.verification/1"
_GONE = {
    "ruled-out": "is ruled out now",
    "unknown": "is not seen any more",
    "possible": "is not seen any more, but cannot be ruled out from here",
}


def document(result: Verification, address: str, recipient: str) -> dict[str, object]:
    """The ``mailmend.verification/1`` document."""
    sent = result.submitted
    return {
        "schema": SCHEMA,
        "address": address,
        "recipient": recipient,
        "result": result.state,
        "why": result.why,
        "message_id": result.message_id,
        "of_earlier_run": result.earlier,
        "settings": plain(result.server),
        "reply": str(sent.reply) if sent and sent.reply else None,
        "tls": sent.tls if sent else None,
        "arrival": plain(result.arrival),
        "sends": result.sends,
        "causes": [{"cause": each.cause, "now": each.now} for each in result.causes],
    }


def blocks(result: Verification, recipient: str) -> Iterator[Block]:
    """What a person reads."""
    yield Heading(_title(result, recipient))
    if result.why:
        yield Para(_sentence(result.why), "warn")
    sent = result.submitted
    if sent is not None and sent.reply is not None:
        place = f"{result.server.host} port {result.server.port}" if result.server else ""
        yield Bullets(((f"sent through {place}, {sent.tls}", Said("the server", str(sent.reply))),))
    if result.arrival is not None:
        yield Bullets(tuple(_arrival(result.arrival)))
    for each in result.causes:
        words = _GONE.get(each.now, f"is still {each.now}")
        yield Para(f"{each.cause} {words}.", "good" if each.now in _GONE else "bad")


def _title(result: Verification, recipient: str) -> str:
    whose = "The message of an earlier run" if result.earlier else "The message"
    match result.state:
        case "arrived":
            return f"{whose} arrived at {recipient}"
        case "accepted":
            return f"{whose} was accepted for {recipient}"
        case "unknown":
            return f"{whose} to {recipient}: unknown, not sent again"
        case "refused":
            return f"{whose} to {recipient} was refused"
        case _:
            return "No message was sent"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _arrival(found: Arrival) -> Iterator[tuple[str, Said | None]]:
    where = f"in the folder {found.folder}{', which is Junk' if found.junk else ''}"
    after = "" if found.seconds is None else f" {found.seconds:.1f} s after it was sent"
    yield f"found {where}{after}", None
    for hop in found.way.hops:
        how = " ".join(part for part in (hop.protocol, hop.tls) if part)
        yield f"through {hop.by}{f' ({how})' if how else ''}", None
    if found.way.checks:
        yield "checked: " + ", ".join(f"{name} {result}" for name, result in found.way.checks), None
    gone = "removed again" if found.removed else "flagged as deleted; the server cannot remove it"
    yield gone, None
