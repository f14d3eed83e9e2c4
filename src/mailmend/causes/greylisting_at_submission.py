"""The server makes its own customers wait before it takes their first message to somebody.

What the person sees: the recipient was rejected by the server; the same message goes some minutes
later.

Proof: after an accepted login the recipient is put off with 450 or 451 and a greylisting text.

Ruled out by: the message accepted after a login; a refusal that stays after hours.

Fix: greylist strangers only. Postfix: submission and submissions with -o
smtpd_recipient_restrictions=permit_sasl_authenticated,reject, without the policy service. Exim: the
greylist rule with !authenticated = *.
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "Does the same message go when it is sent again after ten minutes?"


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("exempt-authenticated-from-greylisting", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the delay after login, or by the reported reply."""
    return judge_refusal(case, facts, ("greylist",), _changes, settle=SETTLE)
