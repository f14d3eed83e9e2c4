"""The outgoing server on the device exists, but it is not the one that sends for this mailbox.

What the person sees: relaying is not allowed, the user name or password is wrong, or a certificate
for another name, depending on which server it is.

Proof: the configured host refuses or offers no login, and the host that is published for the
mailbox accepts login and message; the two have no address in common.

Ruled out by: a message that the configured host accepts; a host published for sending, whose
trouble is then its own.

Fix: set the outgoing host that the provider names. The provider can publish it in SRV records
(_submissions._tcp, _submission._tcp) and by autoconfiguration.
"""

from mailmend.case import Case
from mailmend.causes._hosts import FIELD, is_sure, published_alternative, wrong_host
from mailmend.causes._settings import otherwise, settle
from mailmend.causes._told import onset
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

QUESTION = phrase("What exactly stands in the Host Name field of the outgoing (SMTP) server?")
SETTLES = phrase("Which outgoing server does the provider name for this mailbox?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from a published host that would do; not after a migration."""
    tried = None if onset(facts, "after-migration") else wrong_host(facts)
    if tried is not None and tried.repaired:
        return settle(facts, tried, sure=is_sure(tried), would_settle=SETTLES)
    better = published_alternative(tried, facts) if tried is not None else None
    if tried is not None and better is not None:
        change = (SetField(FIELD, tried.old, better.host),)
        return settle(facts, tried, sure=False, would_settle=SETTLES, changes=change, shown=better)
    return otherwise(
        facts,
        "smtp-hostname-wrong-server",
        FIELD,
        blameless=lambda host: host == "",
        question=QUESTION,
        partial=False,
    )
