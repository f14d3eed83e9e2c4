"""The user name for sending is only the part before the @; the server wants the whole address.

What the person sees: the user name or password is incorrect, or "Check the account settings for the
outgoing server".

Proof: with the same password the short name is refused (535) and the full address is accepted.

Ruled out by: a user name with an @ in it; a full address that is refused as well.

Fix: type the full address as the outgoing user name. A server with one domain can set
auth_default_realm (Dovecot).
"""

from mailmend.case import Case
from mailmend.causes._logged import another_name, firmer, judged
from mailmend.causes._settings import Trial, Value, otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

FIELD = "outgoing.username"
QUESTION = phrase("What exactly stands in the User Name field of the outgoing (SMTP) server?")
SETTLES = phrase("Does sending work with the full address as the user name?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The short name is unknown for sending, and the whole address is accepted for reading."""
    pair = another_name(case, facts, lambda name: _is_local_part(name, case))
    if pair is None or pair[1].username.casefold() != case.address.casefold():
        return None
    return judged(pair[:1], (SetField(FIELD, case.outgoing.username, case.address),), pair[1])


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair; a bare name that was refused is possible where no more was tried."""
    tried = trial(facts, FIELD)
    if tried is not None and _is_local_part(tried.old, case):
        if tried.repaired and _becomes_address(tried, case):
            return settle(facts, tried)
        if not tried.repaired and tried.stopped("auth", "refused"):
            because = tuple(
                fact for fact in (reported(facts, FIELD), *tried.obstacle.because) if fact
            )
            return Possible(because, SETTLES, "owner", (SetField(FIELD, tried.old, case.address),))
    return otherwise(
        facts,
        "username-needs-full-address",
        FIELD,
        blameless=lambda value: not _is_local_part(value, case),
        question=QUESTION,
    )


def _is_local_part(value: Value, case: Case) -> bool:
    return isinstance(value, str) and value.strip().casefold() == case.local_part.casefold()


def _becomes_address(tried: Trial, case: Case) -> bool:
    return isinstance(tried.new, str) and tried.new.casefold() == case.address.casefold()
