"""The server checks its own customers' mail as if strangers had forged it, and refuses it.

What the person sees: the recipient was rejected by the server, or "Sending the message content to
the server failed".

Proof: after an accepted login the message is refused for SPF or DMARC.

Ruled out by: the message accepted after a login, or a refusal without a word of SPF, DKIM or DMARC.

Fix: exempt people who log in. Postfix: submission without check_policy_service, policyd-spf after
permit_sasl_authenticated, separate smtpd_milters for submission. OpenDMARC:
IgnoreAuthenticatedClients true. Exim: SPF and DMARC conditions with !authenticated = *.
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "The server's log of the refused message: was it refused by this server or by the next?"


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("exempt-authenticated-from-sender-policy", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(
        _from_here(case, facts),
        refused_by_rule(case, facts, "sender-policy"),
    )


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or by the reported reply to the message itself."""
    return judge_refusal(case, facts, ("sender-policy",), _changes, settle=SETTLE)
