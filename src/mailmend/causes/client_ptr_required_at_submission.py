"""The server demands a reverse name of the phone's address; mobile networks seldom have one.

What the person sees: the recipient was rejected by the server, in some networks and not in others.

Proof: after an accepted login the message is refused because the client's address has no host name
or none that fits ("cannot find your reverse hostname", "IP name lookup failed").

Ruled out by: the message accepted after a login; another reason in the refusal.

Fix: ask for reverse names of strangers only. Postfix: submission and submissions with -o
smtpd_client_restrictions=. Exim: verify = reverse_host_lookup only with !authenticated = *.
Sendmail: FEATURE(`delay_checks') so that a login comes first.
"""

from mailmend.case import Case
from mailmend.causes._after_login import judge_refusal
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "Does it send from a network whose addresses have reverse names, such as an office line?"


def _changes(host: str, port: int | None) -> tuple[Change, ...]:
    return (ServerAction("exempt-authenticated-from-client-name-checks", host, port),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(
        _from_here(case, facts),
        refused_by_rule(case, facts, "client-name"),
    )


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the refusal after login, or by the reported reply: the address is the phone's."""
    return judge_refusal(case, facts, ("client-name",), _changes, settle=SETTLE)
