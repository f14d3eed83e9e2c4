"""The device still sends with the old password: it keeps one for receiving and one for sending.

What the person sees: after a change of password, mail arrives and sending asks for the settings or
the password.

Proof: the server's log shows, from the device's address, the mailbox login accepted and the login
for sending refused. From outside it is likely where the device's settings work with the password
that was handed over while the device reports a refused login.

Ruled out by: the password handed over refused for sending, or for reading; a device that does not
sign in at all.

Fix: type the current password into the outgoing server's own fields, not only into the account's.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, reading, seen
from mailmend.causes._login import (
    credentials_refused,
    mailbox_refusals,
    works_on_device,
)
from mailmend.causes._settings import first_replay, once
from mailmend.causes._told import error, login_refused_to_person, onset
from mailmend.change import AccountAction
from mailmend.facts import Facts, LoggedSession, Repair, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Was the password changed, and does sending work once it is typed in again for sending?"
)

MISMATCH = r"password mismatch|incorrect|authentication fail|checkpass|\(reason unavailable\)|^535"


@cause(group="password", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """From one address the same login reads mail and is refused for sending.

    Whoever reports what follows on a login is past it by now.
    """
    if _past_the_login(facts):
        return None
    found = tuple(
        one for one in seen(facts, _wrong_password) if one.tie == "own" and not one.overtaken
    )
    pairs = [(one, other) for one in found for other in reading(facts) if _same_login(one, other)]
    if not pairs:
        return None
    refused, read = pairs[-1]
    fix = (AccountAction("enter-current-password", case.address),)
    sure = "mismatch" in refused.reason.lower() or works_on_device(facts) is not None
    return judged((refused,), fix, read, sure=sure, would_settle=QUESTION, ask="owner")


def _past_the_login(facts: Facts) -> bool:
    replay = first_replay(facts)
    if replay is None or replay.obstacle is None or not replay.reproduced:
        return False
    return replay.obstacle.stage in {"mail", "rcpt-remote"}


def _wrong_password(session: LoggedSession) -> bool:
    plain = "CRAM" not in session.mechanism.upper() and "NTLM" not in session.mechanism.upper()
    return plain and login_refused(MISMATCH)(session)


def _same_login(one: LoggedSession, other: LoggedSession) -> bool:
    same = one.username.casefold() == other.username.casefold()
    return same and one.client == other.client


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from a device whose settings work here and whose login is refused there."""
    if silent := _never_signs_in(facts):
        return RuledOut(silent)
    refused = (*credentials_refused(facts), *mailbox_refusals(facts))
    if refused:
        return RuledOut(once(each.fact for each in refused))
    changed = onset(facts, "after-password-change")
    complaint = error(facts) if login_refused_to_person(facts) else ()
    fix = (AccountAction("enter-current-password", case.address),)
    works = works_on_device(facts) or facts.first(Repair, lambda one: not one.changes)
    if works is not None and (complaint or changed):
        because = once((*complaint, *changed, works))
        return Likely(because, fix, would_settle=QUESTION)
    faults = facts.first(
        Repair, lambda one: any(change.from_ is not None for change in one.changes)
    )
    if faults is not None:
        return RuledOut((faults,))
    if changed or complaint:
        return Possible((*changed, *complaint), QUESTION, "owner", fix)
    return Unknown((Repair,))


def _never_signs_in(facts: Facts) -> tuple[Reported, ...]:
    """The settings with which the device does not even try."""
    fields = {"outgoing.username": "", "outgoing.authentication": "none"}
    return facts.of(Reported, lambda fact: fields.get(fact.field) == fact.value)
