"""Outlook is set to Secure Password Authentication, which the mail server does not offer.

What the person sees: Outlook asks for the password again and again, or reports 0x800CCC80: none of
the authentication methods is supported by the server.

Proof: the program is Outlook, its authentication is NTLM (SPA), the server's AUTH list lacks NTLM,
and the message is accepted with a plain password login.

Ruled out by: another program; another authentication setting; a server that offers NTLM.

Fix: clear "Require logon using Secure Password Authentication (SPA)" for the outgoing server. Where
Outlook sets itself up, publish <SPA>off</SPA> in the Autodiscover answer; its default is on.
"""

from mailmend.case import Case
from mailmend.causes._settings import otherwise, settle, trial
from mailmend.causes._told import reported
from mailmend.change import SetField
from mailmend.facts import Facts
from mailmend.text import phrase
from mailmend.verdict import RuledOut, Verdict, cause

FIELD = "outgoing.authentication"
QUESTION = phrase("Is Secure Password Authentication (SPA) ticked in Outlook's account settings?")
SETTLES = phrase("The mailbox password, so that a plain password login can be tried.")


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the replay, for Outlook only."""
    app = reported(facts, "device.app")
    if app is not None and "outlook" not in str(app.value).lower():
        return RuledOut((app,))
    tried = trial(facts, FIELD)
    outlook = app is not None and tried is not None and tried.old == "ntlm"
    if outlook and tried is not None and tried.stopped("auth", "mechanism-not-offered"):
        fix = () if tried.repaired else (SetField(FIELD, "ntlm", "password"),)
        return settle(facts, tried, sure=tried.repaired, would_settle=SETTLES, changes=fix)
    return otherwise(
        facts,
        "spa-ntlm-forced",
        FIELD,
        blameless=lambda value: value != "ntlm",
        question=QUESTION if app is not None else "",
    )
