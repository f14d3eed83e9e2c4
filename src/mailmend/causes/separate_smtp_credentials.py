"""The outgoing server has a user name and password of its own, other than the mailbox's.

What the person sees: a wrong user name or password for sending only; mail arrives.

Proof: the outgoing host belongs to a relay service, which refuses the mailbox's pair and accepts
the service's. Elsewhere a pair that reads mail and may not send leaves it possible.

Ruled out by: the mailbox's pair accepted for sending; the same pair refused for reading too.

Fix: type the service's own SMTP user name and password (for SendGrid the name is "apikey").
"""

from mailmend.case import Case
from mailmend.causes._login import (
    credentials_refused,
    mailbox_accepted,
    mailbox_refusals,
    named_otherwise,
    smtp_accepted,
)
from mailmend.causes._servers import same
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

ID = "separate-smtp-credentials"
QUESTION = phrase("Does the provider's panel show a user name and password of its own for sending?")
SERVICES = (
    "sendgrid.net",
    "mailgun.org",
    "amazonaws.com",
    "mailjet.com",
    "postmarkapp.com",
    "sparkpostmail.com",
    "smtp2go.com",
    "brevo.com",
    "sendinblue.com",
    "mandrillapp.com",
    "elasticemail.com",
    "socketlabs.com",
    "mailersend.net",
    "smtp.com",
)


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the host that refuses the pair, with the mailbox login as the control."""
    accepted = smtp_accepted(facts)
    if accepted is not None:
        return RuledOut((accepted,))
    if other := named_otherwise(facts, ID):
        return RuledOut(other)
    refused = once(each.fact for each in credentials_refused(facts))
    if not refused:
        return Unknown((SmtpDialogue,))
    fix = (AccountAction("use-service-credentials", case.address),)
    reading = mailbox_accepted(facts)
    because = once((*refused, reading))
    if any(isinstance(one, SmtpDialogue) and _is_service(one.host) for one in refused):
        return Likely(because, fix, would_settle=QUESTION)
    if reading is not None:
        return Possible(because, QUESTION, "admin", fix)
    both = once(each.fact for each in mailbox_refusals(facts))
    return RuledOut(both) if both else Possible(because, QUESTION, "admin", fix)


def _is_service(host: str) -> bool:
    return any(same(host) == name or same(host).endswith(f".{name}") for name in SERVICES)
