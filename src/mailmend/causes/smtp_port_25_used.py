"""The device sends through port 25, which is meant for mail between servers, not for signing in.

What the person sees: the server does not allow relaying, or a wrong user name or password although
it is right, or, where the network blocks port 25, a connection that timed out.

Proof: the port is known to be 25; nobody can sign in there, even after TLS, or it cannot be
reached; and the same message is accepted on port 587 or 465 of the server (RFC 6409, RFC 8314).

Ruled out by: another port; port 25 on which the login and the message are accepted.

Fix: port 587 with SSL on, or port 465. No AUTH on port 25 is right practice and stays so.
"""

from mailmend.case import Case
from mailmend.causes._servers import (
    SUBMISSION_PORTS,
    login_offered,
    never_offers_login,
    tls_against_clear,
)
from mailmend.causes._settings import Trial, otherwise, settle, trial
from mailmend.causes._told import value
from mailmend.change import Change, SetField
from mailmend.facts import Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Verdict, cause

FIELD = "outgoing.port"
QUESTION = phrase("Which Server Port does the outgoing (SMTP) server have on the device?")
SETTLES = phrase("The mailbox password, so that a login on ports 25 and 587 can be tried.")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from a port 25 without AUTH beside a submission port with it."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old == 25 and not _of_another_kind(tried, facts):
        if tried.repaired:
            return settle(facts, tried, shown=_no_login(facts))
        better = login_offered(facts, _host(facts), *SUBMISSION_PORTS)
        if better is not None and (tried.stopped("connect") or _no_login(facts) is not None):
            return settle(
                facts,
                tried,
                sure=False,
                would_settle=SETTLES,
                changes=_submit(better),
                shown=better,
            )
    return otherwise(
        facts, "smtp-port-25-used", FIELD, blameless=lambda port: port != 25, question=QUESTION
    )


def _host(facts: Facts) -> str:
    return str(value(facts, "outgoing.host") or "")


def _no_login(facts: Facts) -> SmtpDialogue | None:
    return never_offers_login(facts, _host(facts), 25)


def _of_another_kind(tried: Trial, facts: Facts) -> bool:
    """What stops it is the kind of TLS, a certificate, or a listener that logs in without TLS."""
    if tried.stopped("tls", "certificate") or tls_against_clear(tried, facts):
        return True
    dialogue = tried.dialogue
    clear_login = dialogue is not None and bool(dialogue.mechanisms(secure=False))
    return tried.stopped("starttls", "not-offered", "refused") and clear_login


def _submit(better: SmtpDialogue) -> tuple[Change, ...]:
    return (SetField(FIELD, 25, better.port),)
