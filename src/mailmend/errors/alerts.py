"""What a phone or a mail program shows its user, read back into what happened."""

from mailmend.errors import possible
from mailmend.errors.about import believable
from mailmend.errors.apple import read_apple
from mailmend.errors.client_words import client_of, judge
from mailmend.errors.embedded import is_marked, server_reply
from mailmend.errors.parts import stage_in
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply
from mailmend.errors.tidy import tidy

MAX_READINGS = 16
"""Readings given for one text; what follows is left out."""

SURE = 0.75
"""A reply read with this confidence is taken before a client's own words."""


def read_alert(text: str) -> tuple[Reading, ...]:
    """Every message of a client found in `text`, the most telling first; empty if there is none.

    A server's reply quoted in the message is read as well and decides the meaning where it says
    more than the client's own words.
    """
    flat = tidy(text)
    readings = read_apple(flat) or _outlook(flat) or _any_client(flat)
    readings.sort(key=lambda reading: -reading.confidence)
    return tuple(readings[:MAX_READINGS])


def _outlook(flat: str) -> list[Reading]:
    if "0x8" not in flat and "0X8" not in flat:
        return []
    from mailmend.errors.outlook import read_outlook

    return read_outlook(flat)


def _quoted_reply(flat: str) -> Reading:
    """The server's reply inside a message, or the message read as a reply if that says more."""
    if is_marked(flat) and (quoted := server_reply(flat)):
        reply = read_reply(None, None, quoted, stage_in(flat))
        return reply if reply.confidence >= SURE else _surer(reply, read_reply(None, None, flat))
    whole = read_reply(None, None, flat)
    if whole.confidence >= SURE:
        return whole
    quoted = server_reply(flat)
    if quoted is None or quoted == flat:
        return whole
    return _surer(whole, read_reply(None, None, quoted, whole.stage))


def _surer(one: Reading, other: Reading) -> Reading:
    return other if other.confidence > one.confidence else one


def _any_client(flat: str) -> list[Reading]:
    """A message of some other client: its quoted reply, or its own words in any language."""
    reply = _quoted_reply(flat)
    client = client_of(flat)
    told = client or reply.code or reply.enhanced or reply.meaning == "unknown"
    if not told and not believable(flat, reply.meaning, reply.confidence):
        reply = Reading("unknown", text=flat)
    said = None if reply.confidence >= SURE else judge(flat)
    if said is None or said.confidence <= reply.confidence:
        if reply.meaning != "unknown":
            return [reply.but(client=client, text=flat) if client or reply.text != flat else reply]
        return [Reading("other", client=client, confidence=0.3, text=flat)] if client else []
    return [
        Reading(
            said.meaning,
            stage=said.stage,
            code=reply.code,
            enhanced=reply.enhanced,
            permanent=reply.permanent,
            client=client,
            causes=possible.causes(said.meaning, said.hint),
            rules_out=possible.rules_out(said.meaning, said.stage),
            confidence=said.confidence,
            text=flat,
        )
    ]
