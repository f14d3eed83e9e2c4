"""The account, its domain or its plan has sent as much mail as it may for now.

What the person sees: "Sending the message failed because you exceeded your sending limit", or that
the content could not be sent; it works again in the next hour or on the next day.

Proof: after an accepted login the server refuses with a text about an hourly or daily limit or a
sending quota. Where the limit is told only at the end of the message, the reported reply tells it.

Ruled out by: the message accepted after a login and no such text reported.

Fix: wait for the next hour or day. Where nobody sent that much, the password is stolen: change it
first. Then raise the limit (WHM: Modify an Account; files in /var/cpanel/email_send_limits).
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.change import AccountAction, Change
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "The account's count of sent messages, in the provider's panel."


@cause(group="server", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or by the reported reply to the message itself."""

    def changes(_host: str, _port: int | None) -> tuple[Change, ...]:
        return (AccountAction("wait-or-raise-sending-limit", case.address),)

    return judge_refusal(case, facts, ("limit",), changes, settle=SETTLE)
