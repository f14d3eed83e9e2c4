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
from mailmend.causes._logged import by_apple_mail, firmer, judged, read_session, seen
from mailmend.causes._servers import clear_against_tls, hidden_until_tls, login_offered
from mailmend.causes._settings import Trial, Value, otherwise, read, settle, trial, way
from mailmend.causes._told import reported
from mailmend.change import Change, SetField
from mailmend.facts import Facts, LoggedSession, Repair, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

FIELD = "outgoing.security"
QUESTION = phrase("Is Use SSL switched on for the outgoing (SMTP) server on the device?")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """A message offered in clear to a server that wants STARTTLS first, or a silent farewell.

    A program set to TLS stops before MAIL where STARTTLS is not offered, so MAIL shows it is off.
    """
    told = reported(facts, FIELD)
    if told is not None and told.value != "none":
        return None
    changes = (SetField(FIELD, None if told is None else "none", "starttls"),)
    offered = seen(facts, _offered_in_clear)
    if offered:
        sure = told is not None or by_apple_mail(case, offered)
        return judged(offered, changes, *([told] if told else []), sure=sure)
    left = seen(facts, _left_in_clear)
    return Possible(left, QUESTION, "owner", changes) if left else None


def _offered_in_clear(session: LoggedSession) -> bool:
    said = read_session(session)
    wanted = said is None or said.meaning == "tls-required"
    submission = session.service.startswith("submission") or session.port == 587
    asked = session.tls is False and session.tried_mail and session.outcome == "refused"
    return asked and wanted and (submission or said is not None)


def _left_in_clear(session: LoggedSession) -> bool:
    silent = session.tls is False and not session.tried_mail and session.login == "never"
    return silent and session.outcome == "lost" and session.port == 587


def _from_here(case: Case, facts: Facts) -> Verdict:
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
