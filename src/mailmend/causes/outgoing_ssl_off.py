"""Encryption is switched off for sending, and the server lets nobody sign in without it.

What the person sees: the sender was rejected, the connection to the outgoing server failed, or the
user name or password is said to be wrong although it is right.

Proof: the setting is known to be off; in clear the server offers no AUTH, or answers that STARTTLS
must come first (RFC 3207 section 4); with TLS on the same message is accepted. Apple's Mail never
tries STARTTLS by itself.

Ruled out by: encryption that is on; settings that work without changing it.

Fix: turn on "Use SSL" for the outgoing server, with port 587, or 465. The server stays as it is:
it is right to refuse passwords in clear.
"""

from mailmend.case import Case
from mailmend.causes._servers import clear_against_tls, hidden_until_tls, login_offered
from mailmend.causes._settings import Trial, Value, otherwise, read, settle, trial, way
from mailmend.change import Change, SetField
from mailmend.facts import Facts, Repair, SmtpDialogue
from mailmend.verdict import Verdict, cause

FIELD = "outgoing.security"
QUESTION = "Is Use SSL switched on for the outgoing (SMTP) server on the device?"


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from what the server offers before and after TLS."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old == "none" and not clear_against_tls(tried, facts):
        if tried.repaired:
            return settle(facts, tried, shown=_clear_is_no_use(facts))
        if _needs_tls(tried, facts):
            return settle(facts, tried, changes=_turn_on(tried))
    return otherwise(facts, "outgoing-ssl-off", FIELD, blameless=_on, question=QUESTION)


def _on(value: Value) -> bool:
    return value != "none"


def _needs_tls(tried: Trial, facts: Facts) -> bool:
    """The server says so, or shows AUTH on that very port only inside TLS."""
    reading, place = read(tried.obstacle), tried.place
    if reading is not None and reading.meaning == "tls-required":
        return True
    hidden = tried.stopped("auth", "not-offered") and place is not None
    return hidden and place is not None and login_offered(facts, *place) is not None


def _clear_is_no_use(facts: Facts) -> SmtpDialogue | None:
    """Shown by the server that works: no AUTH in clear, or TLS from the first byte."""
    found = way(facts)
    works = found.works if isinstance(found, Repair) else found.reached if found else None
    if works is None or works.host is None or works.port is None:
        return None
    hidden = hidden_until_tls(facts, works.host, works.port)
    if hidden is None and works.security == "tls":
        return login_offered(facts, works.host, works.port)
    return hidden


def _turn_on(tried: Trial) -> tuple[Change, ...]:
    implicit = tried.place is not None and tried.place[1] == 465
    return (SetField(FIELD, "none", "tls" if implicit else "starttls"),)
