"""The message, with its attachments, is larger than the mail server accepts.

What the person sees: the message exceeds the maximum size allowed by the server; short messages go
out.

Proof: the reported alert or reply names the size, while the server takes an envelope without one.
EHLO states the limit (RFC 1870); on the wire an attachment grows by a third. A limit below what
any message with a signature has is itself likely the fault, where the error is not met from here.

Ruled out by: an envelope that is refused as well, for no size was named there.

Fix: send smaller pictures, a link, or Mail Drop. Postfix: message_size_limit (mailbox_size_limit
not below it). Exim: message_size_limit. OpenSMTPD: smtp max-message-size.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, read_session, seen
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error, meanings, told
from mailmend.change import ServerAction
from mailmend.facts import Facts, LoggedSession, Replay, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, RuledOut, Unknown, Verdict, cause

TINY = 100_000
"""Octets that a message without any attachment may well have."""

QUESTION = phrase("How large is the message with its attachments, and does a short one go out?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device.

    How large the message was cannot be seen from here, so the log counts though others pass.
    """
    found = seen(facts, _too_large)
    return firmer(_from_here(case, facts), judged(found, ()), elsewhere=True)


def _too_large(session: LoggedSession) -> bool:
    """Refused for its size, at MAIL with SIZE (RFC 1870) or after its last line."""
    said = read_session(session)
    return session.outcome == "refused" and said is not None and said.meaning == "size-exceeded"


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the reported text; the size of a message cannot be seen from outside."""
    spoken_of = any(reading.causes[:1] == ("message-too-large",) for reading in told(facts))
    limit = facts.first(SmtpDialogue, lambda one: one.parameter("SIZE") not in (None, "", "0"))
    if spoken_of:
        return Likely(once((*error(facts), limit)), would_settle=QUESTION)
    replay = first_replay(facts)
    if replay is not None and replay.result == "failed":
        return RuledOut((replay,))
    if limit is not None and _too_tight(limit, facts, replay):
        change = ServerAction("raise-message-size-limit", limit.host, limit.port)
        said = phrase(
            "{host} takes no message above {size} bytes.",
            host=limit.host,
            size=limit.parameter("SIZE") or "",
        )
        return Likely(once((*error(facts), limit, replay)), (change,), said, QUESTION)
    vague = meanings(facts) & {"content-rejected", "other", "unknown"}
    return Unknown((SmtpDialogue,), QUESTION if vague else "", "owner")


def _too_tight(limit: SmtpDialogue, facts: Facts, replay: Replay | None) -> bool:
    """Whether an error that is not met without a message may come from the stated limit."""
    stated = limit.parameter("SIZE") or ""
    tight = stated.isascii() and stated.isdigit() and len(stated) <= 6 and int(stated) <= TINY
    about_mail = {reading.stage for reading in told(facts)} & {"mail", "rcpt", "data", None}
    return tight and bool(about_mail) and replay is not None and replay.reproduced is False
