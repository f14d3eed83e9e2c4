"""The mailbox no longer exists on its server; only mail kept on the device is still to be seen.

What the person sees: a refused sign-in, or a refused sender; no new mail comes.

Proof: the domain's own mail exchanger refuses the mailbox's address as unknown (550 5.1.1), and the
login is refused.

Ruled out by: the address accepted there; a login that is accepted.

Fix: set the mailbox up again at the provider and import the kept mail.
"""

from mailmend.case import Case
from mailmend.causes._logged import UNKNOWN_NAME, firmer, judged, known_once, login_refused, seen
from mailmend.causes._login import (
    credentials_refused,
    mailbox_accepted,
    mailbox_refusals,
    own_address_unknown,
    smtp_accepted,
)
from mailmend.causes._on_server_accounts import account_missing
from mailmend.causes._servers import same
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = "Is the mailbox still listed in the provider's panel?"


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, account_missing(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """A login name that once was accepted, and that the server knows no more."""
    found = seen(facts, login_refused(UNKNOWN_NAME))
    gone = tuple(one for one in found if one.username.casefold() == case.address.casefold())
    before = known_once(facts, case.address)
    if not gone or not before or before[0].ended >= gone[0].ended:
        return None
    fix = (AccountAction("recreate", case.address),)
    return judged(gone, fix, *before, sure=False, would_settle=QUESTION)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from RCPT with the own address, at the domain's mail exchanger above all."""
    login = smtp_accepted(facts) or mailbox_accepted(facts)
    if login is not None:
        return RuledOut((login,))
    own = facts.of(SmtpDialogue, lambda one: one.find("rcpt-own") is not None)
    taking = [one for one in own if any(s.accepted for s in one.every("rcpt-own", login=None))]
    if taking:
        return RuledOut((taking[0],))
    fix = (AccountAction("recreate", case.address),)
    unknown = own_address_unknown(facts)
    refused = [each.fact for each in (*credentials_refused(facts), *mailbox_refusals(facts))]
    if not unknown:
        if refused:
            return Possible(once(refused), QUESTION, "admin", fix)
        return Unknown((SmtpDialogue,))
    because = once((*unknown, *refused))
    exchangers = _exchangers(case, facts)
    at_home = any(same(one.host) in exchangers for one in unknown)
    if refused and at_home:
        return Proven(because, fix)
    if at_home or (refused and not exchangers):
        return Likely(because, fix, would_settle=QUESTION, ask="admin")
    return Possible(because, QUESTION, "admin", fix)


def _exchangers(case: Case, facts: Facts) -> frozenset[str]:
    answers = facts.of(
        DnsAnswer, lambda one: one.rtype == "MX" and same(one.name) == same(case.domain)
    )
    return frozenset(same(host) for one in answers for host in one.mx)
