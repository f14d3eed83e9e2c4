"""While the account was set up, the iPhone settled on port 25 and blamed the password.

What the person sees: "The user name or password is incorrect" while adding the account, although
both are right.

Proof: the server's log shows the phone on port 25 without AUTH. From outside it is likely where the
account is being set up, port 25 lets nobody sign in, and the same pair is accepted on 587 or 465.

Ruled out by: another device; another port in its settings; a password that is refused.

Fix: save the account all the same, then set port 587 with SSL, or 465, under SMTP > Primary Server;
or publish a profile that names the port.
"""

from mailmend.case import Case
from mailmend.causes._login import smtp_accepted
from mailmend.causes._servers import never_offers_login
from mailmend.causes._settings import once
from mailmend.causes._told import alerts, error, onset, other_onset, reported, system
from mailmend.change import SetField
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Does sending work once port 587 and SSL are set by hand?")


@cause(group="software", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from first set-up, the alert of a wrong password, and what port 25 offers."""
    device, port = reported(facts, "device.os"), reported(facts, "outgoing.port")
    if device is None:
        return Unknown((Reported,))
    if system(case) != "ios":
        return RuledOut((device,))
    elsewhen = other_onset(facts, "first-setup")
    if elsewhen is not None or (port is not None and port.value != 25):
        return RuledOut(once((elsewhen, port)))
    if not onset(facts, "first-setup") or "D-LOGIN" not in alerts(facts):
        return Unknown((Reported,))
    accepted = smtp_accepted(facts)
    because = once((*onset(facts, "first-setup"), *error(facts), port, accepted))
    if accepted is None or accepted.port == 25:
        return Possible(because, QUESTION, "owner")
    no_login = never_offers_login(facts, accepted.host, 25)
    if no_login is None:
        return Possible(because, QUESTION, "owner")
    fix = (SetField("outgoing.port", None if port is None else 25, accepted.port),)
    return Likely((*because, no_login), fix, would_settle=QUESTION)
