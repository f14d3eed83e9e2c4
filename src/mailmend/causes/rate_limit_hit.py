"""Too many connections or messages came from one address or account in a short time.

What the person sees: sending fails now and works a little later; the sender address was rejected,
or "Check the account settings for the outgoing server".

Proof: after an accepted login, or at AUTH, the server refuses with a text about a rate ("too much
mail from", "Ratelimit exceeded").

Ruled out by: the same refusal on the first attempt of the day; the message accepted after a login.

Fix: wait until the window is over (Postfix counts over 60 seconds), let fewer devices fetch and
send at once. Postfix: smtpd_client_message_rate_limit, smtpd_client_connection_rate_limit,
smtpd_client_event_limit_exceptions. Exim: the ratelimit conditions.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._refusal import why
from mailmend.causes._settings import first_replay
from mailmend.causes._smtp import (
    account_dialogues,
    device_dialogues,
    every_refusal,
    login_of,
    works_as_set,
)
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import Possible, Verdict, cause

SETTLE = phrase("Does it send when nothing was tried for ten minutes?")


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("raise-rate-limit", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that the device's own address came too often."""
    return judged_fault(facts, _changes(server_name(case), None), "rate")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login; one before login may be Mailmend's own doing."""
    view = after_login(case, facts)
    at_port = device_dialogues(case, facts)
    logged_in = any(login_of(one) for one in at_port)
    if _unexplained(facts) if works_as_set(facts) else not logged_in:
        blocked = view.accepted and not works_as_set(facts)
        met = every_refusal(at_port if blocked else account_dialogues(case, facts))
        early = next((one for one in met if why(one.reading) == "rate"), None)
        if early is not None:
            change = _changes(early.dialogue.host, early.dialogue.port)
            return Possible((early.dialogue,), SETTLE, "owner", change)
    return judge_refusal(case, facts, ("rate",), _changes, settle=SETTLE)


def _unexplained(facts: Facts) -> bool:
    """Whether the device's settings send from here though the device reports an error."""
    replay = first_replay(facts)
    return replay is not None and replay.reproduced is False
