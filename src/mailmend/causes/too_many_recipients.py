"""The message names more recipients than the mail server takes at once.

What the person sees: the recipients, or some of them, were rejected; the same message to one person
goes out.

Proof: the reported reply names the number of recipients (452 4.5.3), while one recipient is
accepted. Thunderbird shows the same words for any 451 or 452 after MAIL FROM, so that the replies
seen here go before the words.

Ruled out by: a single recipient, or the sender, that is refused as well.

Fix: split the list. Postfix: smtpd_recipient_limit. Exim: recipients_max.
"""

from mailmend.case import Case
from mailmend.causes._settings import first_replay, way
from mailmend.causes._told import error, error_names, meanings
from mailmend.facts import Facts, Progress, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("How many recipients had the message, and does it go out to one of them?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the reported text; how many recipients there were cannot be seen from outside."""
    found, replay = way(facts), first_replay(facts)
    if isinstance(found, Progress):
        return RuledOut((found,))
    if replay is not None and replay.result == "failed":
        return RuledOut((replay,))
    if error_names(facts, "too-many-recipients"):
        return Likely(error(facts), would_settle=QUESTION)
    vague = meanings(facts) & {"recipient-refused", "rate-limited", "other", "unknown"}
    return Unknown((SmtpDialogue,), QUESTION if vague else "", "owner")
