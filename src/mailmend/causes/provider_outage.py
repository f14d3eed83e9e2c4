"""The provider has trouble at the moment; it passes by itself.

What the person sees: all sorts of temporary errors, for many people at once.

Proof: the provider's status page, or other accounts at the provider that cannot send either.
Possible where the server puts off or drops what it should take, or greets only after ten seconds.

Ruled out by: other accounts at the provider send; the message is accepted.

Fix: wait, and change no settings.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login
from mailmend.causes._refusal import why
from mailmend.causes._smtp import (
    Refused,
    account_dialogues,
    device_dialogues,
    every_refusal,
    works_as_set,
)
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = phrase(
    "Does the provider's status page tell of trouble, or can others there not send either?"
)
SLOW = phrase("Does the server always take that long, and what does it look up before it greets?")
LATE_MS = 10_000
ABOUT_THE_SERVER = frozenset({"login-service", "filter", "disk", "tls-local", "other"})


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by temporary refusals; whether others are hit as well is for people to say."""
    if slow := tuple(one for one in device_dialogues(case, facts) if _slow(one)):
        said = phrase(
            "{host} takes very long to greet; programs may give up before.", host=slow[0].host
        )
        return Possible(slow, SLOW, "admin", (), said)
    works = works_as_set(facts)
    view = after_login(case, facts)
    if works is not None or view.accepted:
        return RuledOut((works,) if works else view.accepted)
    held = account_dialogues(case, facts)
    put_off = [hit.dialogue for hit in every_refusal(held) if _is_trouble(hit)]
    imap = facts.of(MailboxDialogue, lambda one: one.login == "unavailable")
    if put_off or imap:
        return Possible((*put_off, *imap), SETTLE, "owner")
    return Unknown((SmtpDialogue,), SETTLE, "owner")


def _slow(dialogue: SmtpDialogue) -> bool:
    """A good greeting that came late."""
    step = dialogue.find("greeting")
    return step is not None and step.accepted and step.elapsed_ms >= LATE_MS


def _is_trouble(hit: Refused) -> bool:
    """A temporary refusal that is about the server, not about this client or message."""
    return hit.reply.code < 500 and why(hit.reading) in ABOUT_THE_SERVER
