"""The name of the outgoing server does not exist, most likely because of a typing mistake.

What the person sees: the mail server is not responding, or the outgoing server is unknown.

Proof: the name system says that the configured name does not exist or has no address, nothing that
belongs to the mailbox bears that name, and the message is accepted by a host whose name does.

Ruled out by: a name that has an address. A missing name that the provider itself announces (MX, SRV
or published settings) or that the incoming server bears is not a typing mistake.

Fix: type the right host name, which often is that of the incoming server; no blanks.
"""

from mailmend.case import Case
from mailmend.causes._servers import (
    SUBMISSION_PORTS,
    addresses,
    login_offered,
    same,
    service_names,
)
from mailmend.causes._settings import evidence, otherwise, settle, trial
from mailmend.change import SetField
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Verdict, cause

FIELD = "outgoing.host"
QUESTION = phrase("What exactly stands in the Host Name field of the outgoing (SMTP) server?")
MISSING = ("nxdomain", "nodata", "invalid", "malformed")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the missing name beside one that answers."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old and tried.stopped("dns", *MISSING):
        if same(str(tried.old)) in service_names(facts):
            return RuledOut(evidence(facts, tried))
        if tried.repaired:
            return settle(facts, tried)
        other = _other_host(facts)
        if other is None:
            return Possible(evidence(facts, tried), QUESTION, "owner")
        change = (SetField(FIELD, tried.old, other.host),)
        return settle(facts, tried, changes=change, shown=other)
    return otherwise(
        facts,
        "smtp-hostname-typo-nxdomain",
        FIELD,
        blameless=lambda host: host == "" or bool(addresses(facts, str(host))),
        question=QUESTION,
        partial=False,
    )


def _other_host(facts: Facts) -> SmtpDialogue | None:
    """A host that stands for the mailbox and lets people sign in."""
    found = (login_offered(facts, name, *SUBMISSION_PORTS) for name in service_names(facts))
    return next((one for one in found if one is not None), None)
