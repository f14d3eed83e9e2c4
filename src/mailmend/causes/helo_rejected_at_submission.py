"""The server dislikes the name the phone greets it with and refuses it, although it logs in.

What the person sees: the recipient was rejected by the server, or "Check the account settings for
the outgoing server".

Proof: after an accepted login the refusal speaks of HELO ("Helo command rejected"), or EHLO itself
is refused; the same conversation with another EHLO name goes on.

Ruled out by: the message accepted after a login with the phone's EHLO name; the same refusal
whatever the name is.

Fix: check EHLO names of strangers only, never of people who log in. Postfix: submission and
submissions with -o smtpd_helo_restrictions=. Exim: helo_allow_chars = _ and HELO rules limited to
!authenticated = *.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._logged import firmer, judged, read_session, seen, server_name
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._refusal import why
from mailmend.causes._smtp import (
    Refused,
    account_dialogues,
    device_dialogues,
    every_refusal,
    refused,
)
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts, LoggedSession, SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, Verdict, cause

SETTLE = "Does the same conversation with another EHLO name get through?"


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("exempt-authenticated-from-helo-checks", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(
        seen_or_logged,
        refused_by_rule(case, facts, "helo"),
    )


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The device was refused for the name it gives in EHLO."""
    return judged(seen(facts, _name_refused), _changes(server_name(case), None))


def _name_refused(session: LoggedSession) -> bool:
    said = read_session(session)
    refused = said is not None and why(said) == "helo"
    return refused and session.login in ("accepted", "never") and session.outcome == "refused"


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal that speaks of HELO, and by what another EHLO name is answered."""
    hit = after_login(case, facts).because_of("helo") or _at_ehlo(case, facts)
    if hit is None:
        return judge_refusal(case, facts, ("helo",), _changes, settle=SETTLE)
    place = hit.dialogue
    others = _other_names(case, facts, place)
    heard = (place, *others)
    if any(not _dislikes_name(one) for one in others):
        return Proven(heard, _changes(place.host, place.port))
    if others and hit.step.stage != "ehlo":
        return Possible(heard, SETTLE)
    if hit.step.login is not None:
        return Proven(heard, _changes(place.host, place.port))
    return Likely(heard, _changes(place.host, place.port), "", SETTLE, "engineer")


def _at_ehlo(case: Case, facts: Facts) -> Refused | None:
    stops = (refused(one, one.find("ehlo")) for one in device_dialogues(case, facts))
    return next((one for one in stops if one and why(one.reading) == "helo"), None)


def _other_names(case: Case, facts: Facts, place: SmtpDialogue) -> tuple[SmtpDialogue, ...]:
    return tuple(
        one
        for one in account_dialogues(case, facts)
        if one.port == place.port and one.ehlo_name != place.ehlo_name
    )


def _dislikes_name(dialogue: SmtpDialogue) -> bool:
    return any(why(one.reading) == "helo" for one in every_refusal((dialogue,)))
