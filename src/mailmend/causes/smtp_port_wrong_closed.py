"""The port number for sending is one on which the mail server does not listen.

What the person sees: the server refused to allow a connection on that port, the connection timed
out, or, where another service answers there, "Check the account settings".

Proof: the configured port is closed or greets as something other than SMTP, and the message is
accepted on port 587 or 465 of the same server.

Ruled out by: an SMTP greeting on the configured port. A standard port that only times out may be
blocked on the way, so that it is called likely, not proven.

Fix: port 587 with STARTTLS, or port 465 with SSL/TLS.
"""

from mailmend.case import Case
from mailmend.causes._servers import (
    SUBMISSION_PORTS,
    clear_against_tls,
    clear_greeting,
    login_offered,
    tls_against_clear,
)
from mailmend.causes._settings import Trial, otherwise, settle, trial
from mailmend.causes._told import value
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

FIELD = "outgoing.port"
QUESTION = phrase("Which Server Port does the outgoing (SMTP) server have on the device?")
ELSEWHERE = phrase("Does the same port answer from another network, such as mobile data?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from a closed port beside an open submission port."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old != 25 and _closed(tried, facts):
        odd = tried.old not in SUBMISSION_PORTS
        if tried.repaired:
            sure = odd or not tried.stopped("connect", "timeout", "reset")
            return settle(facts, tried, sure=sure, would_settle=ELSEWHERE)
        host = str(value(facts, "outgoing.host") or "")
        better = login_offered(facts, host, *SUBMISSION_PORTS)
        if better is not None:
            move = (SetField(FIELD, tried.old, better.port),)
            return settle(
                facts, tried, sure=odd, would_settle=ELSEWHERE, changes=move, shown=better
            )
    return otherwise(facts, "smtp-port-wrong-closed", FIELD, question=QUESTION)


def _closed(tried: Trial, facts: Facts) -> bool:
    """No SMTP there: no connection, no greeting, another protocol's greeting, TLS of no use."""
    if tried.stopped("connect", "refused", "timeout", "reset"):
        return True
    if tried.stopped("greeting", "silent", "closed", "reset", "not-smtp"):
        return not clear_against_tls(tried, facts)
    place = tried.place
    if place is None or not tried.stopped("tls") or tried.stopped("tls", "certificate"):
        return False
    return clear_greeting(facts, *place) is False and not tls_against_clear(tried, facts)
