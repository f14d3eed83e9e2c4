"""The mailbox password has expired and must be changed before it works again.

What the person sees: "Check the account settings for the outgoing server"; reading may go on for a
while with an open connection.

Proof: the refused login says so: 432 or 422 4.7.12, a text about an expired password, or EXPIRED
from the mailbox server (RFC 5530). The server's log gives the same reason.

Ruled out by: a login for sending that is accepted; a refusal that names another reason.

Fix: choose a new password in webmail or the portal, and type it for receiving and for sending.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, login_refused, seen
from mailmend.causes._login import judge_named
from mailmend.change import AccountAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

EXPIRED = r"\b(?:password|account)\b.{0,20}\bexpired|expired password"
QUESTION = phrase("Does webmail ask for a new password when signing in?")


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server's own reason; it looks at the expiry once the password was right."""
    found = seen(facts, login_refused(EXPIRED))
    return judged(found, (AccountAction("reset-password", case.address),))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the words and codes of the refused logins."""
    fix = (AccountAction("reset-password", case.address),)
    return judge_named(facts, "password-expired", changes=fix, question=QUESTION)
