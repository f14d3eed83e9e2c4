"""A verification in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from mailmend.apps.render.blocks import Block, Bullets, Heading, Para, Said
from mailmend.apps.verification import Arrival, Verification
from mailmend.report import plain
from mailmend.text import Text, phrase

SCHEMA = "mailmend.verification/1"
_GONE = {
    "ruled-out": phrase("{cause} is ruled out now."),
    "unknown": phrase("{cause} is not seen any more."),
    "possible": phrase("{cause} is not seen any more, but cannot be ruled out from here."),
}
_STILL = phrase("{cause} is still {status}.")
_STATUS = {"proven": phrase("proven"), "likely": phrase("likely")}


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
        yield Bullets(((_through(result, sent.tls), Said("the server", str(sent.reply))),))
    if result.arrival is not None:
        yield Bullets(tuple(_arrival(result.arrival)))
    for each in result.causes:
        status = _STATUS.get(each.now, each.now)
        words = _GONE.get(each.now, _STILL).fill(cause=each.cause, status=status)
        yield Para(words, "good" if each.now in _GONE else "bad")


def _title(result: Verification, recipient: str) -> Text:
    if result.state == "not-sent":
        return phrase("No message was sent")
    titles = _EARLIER if result.earlier else _TITLES
    return titles[result.state].fill(recipient=recipient)


_TITLES = {
    "arrived": phrase("The message arrived at {recipient}"),
    "accepted": phrase("The message was accepted for {recipient}"),
    "unknown": phrase("The message to {recipient}: unknown, not sent again"),
    "refused": phrase("The message to {recipient} was refused"),
}
_EARLIER = {
    "arrived": phrase("The message of an earlier run arrived at {recipient}"),
    "accepted": phrase("The message of an earlier run was accepted for {recipient}"),
    "unknown": phrase("The message of an earlier run to {recipient}: unknown, not sent again"),
    "refused": phrase("The message of an earlier run to {recipient} was refused"),
}


def _through(result: Verification, tls: str) -> Text:
    server = result.server
    return phrase(
        "sent through {host} port {port}, {tls}",
        host=server.host if server else "-",
        port=server.port if server else "-",
        tls=tls or "-",
    )


def _sentence(text: str) -> str:
    """A clause about servers as a sentence; a text for owners is one already."""
    return text if isinstance(text, Text) else f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _arrival(found: Arrival) -> Iterator[tuple[str, Said | None]]:
    where = phrase("found in the folder {folder}", folder=found.folder)
    if found.junk:
        where = phrase("found in the folder {folder}, which is Junk", folder=found.folder)
    if found.seconds is None:
        yield where, None
    else:
        after = phrase("{found} {seconds} s after it was sent", seconds=found.seconds)
        yield after.fill(found=where), None
    for hop in found.way.hops:
        how = " ".join(part for part in (hop.protocol, hop.tls) if part)
        by = f"{hop.by} ({how})" if how else hop.by
        yield phrase("through {server}", server=by), None
    if found.way.checks:
        results = ", ".join(f"{name} {result}" for name, result in found.way.checks)
        yield phrase("checked: {results}", results=results), None
    kept = phrase("flagged as deleted; the server cannot remove it")
    gone = phrase("removed again") if found.removed else kept
    yield gone, None
