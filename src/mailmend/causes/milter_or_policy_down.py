"""A filter or policy service that the mail server asks about each message does not answer.

What the person sees: "Check the SSL setting for the outgoing server" (it is not the SSL setting),
the recipient was rejected, or "Mail will try to send the message again later".

Proof: STARTTLS is put off with 454 4.3.0, or after an accepted login the message is put off with
451 4.7.1 "Service unavailable" or 451 4.3.5 "Server configuration problem". Only likely with
"Server configuration error", which Postfix says of a table or rule of its own that it cannot use.

Ruled out by: the message accepted after a login; 454 4.7.0 at STARTTLS (then it is the
certificate).

Fix: start the service again (OpenDKIM, rspamd, amavis, postgrey, policyd) and look into its log.
Postfix: smtpd_milters, non_smtpd_milters and check_policy_service name it; milter_default_action =
accept for a milter that only signs; smtpd_policy_service_default_action.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._on_server_parts import filter_fails
from mailmend.causes._refusal import why
from mailmend.causes._smtp import Refused, device_dialogues, every_refusal
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Likely, Possible, Proven, Verdict, cause

SETTLE = "The mail server's log: does it tell of a milter or policy service that does not answer?"

TABLES = "The mail server's log: which table or rule of its configuration does it name?"


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("repair-filter-service", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, filter_fails(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that the filter or policy service does not answer it."""
    return judged_fault(facts, _changes(server_name(case), None), "filter")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the delay at STARTTLS or after login; one before a login may spare customers."""
    view = after_login(case, facts)
    if not view.refused and not view.accepted:
        early = [
            one
            for one in every_refusal(device_dialogues(case, facts))
            if why(one.reading) == "filter"
        ]
        early.sort(key=lambda one: one.step.stage != "starttls")
        if early:
            return _before_login(early[0])
    hit = view.because_of("filter")
    if hit is not None and "configuration error" in hit.reply.text.lower():
        place = hit.dialogue
        change = ServerAction("repair-lookup-table", place.host, place.port)
        return Likely((place,), (change,), "", TABLES, "admin")
    return judge_refusal(case, facts, ("filter",), _changes, settle=SETTLE)


def _before_login(hit: Refused) -> Verdict:
    place = hit.dialogue
    changes = _changes(place.host, place.port)
    if hit.step.stage == "starttls":
        return Proven((place,), changes)
    if hit.step.stage in {"greeting", "ehlo", "mail"}:
        return Likely((place,), changes, "", SETTLE, "admin")
    return Possible((place,), SETTLE, "admin", changes)
