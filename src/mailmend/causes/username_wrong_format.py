"""The user name for sending is not written in the form the mail server wants.

What the person sees: the user name or password is incorrect, or "Check the account settings for the
outgoing server".

Proof: with the same password the name as typed is refused (535) and another form is accepted, such
as the local part alone, DOMAIN\\user, a customer number, or the name without a stray blank.

Ruled out by: a typed form that is accepted. A blank name, and a local part where the full address
is wanted, are causes of their own.

Fix: type the user name in the form the provider gives, without blanks before or after it.
"""

from mailmend.case import Case
from mailmend.causes._logged import another_name, firmer, judged
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

FIELD = "outgoing.username"
QUESTION = phrase("What exactly stands in the User Name field of the outgoing (SMTP) server?")
SETTLES = phrase("Which user name does the provider name for sending (SMTP)?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The name is unknown for sending, and the device reads mail under another name."""
    pair = another_name(case, facts, lambda name: name.casefold() != case.local_part.casefold())
    if pair is None:
        return None
    refused, good = pair
    return judged((refused,), (SetField(FIELD, case.outgoing.username, good.username),), good)


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair; a refused name of an unusual form is possible without one."""
    tried = trial(facts, FIELD)
    if tried is not None and isinstance(tried.old, str) and tried.old:
        local = tried.old.strip().casefold() == case.local_part.casefold()
        to_address = str(tried.new or "").casefold() == case.address.casefold()
        if tried.repaired and not (local and to_address):
            return settle(facts, tried)
        unusual = tried.old != case.address and not local
        if not tried.repaired and unusual and tried.stopped("auth", "refused"):
            because = tuple(
                fact for fact in (reported(facts, FIELD), *tried.obstacle.because) if fact
            )
            return Possible(because, SETTLES, "owner")
    return otherwise(
        facts,
        "username-wrong-format",
        FIELD,
        blameless=lambda value: value == "",
        question=QUESTION,
    )
