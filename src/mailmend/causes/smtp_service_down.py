"""The mail server's sending service is not running: nothing listens on any of its ports.

What the person sees: the server refused to allow a connection, or Mail was unable to connect using
SSL; everybody on that server is affected.

Proof: none from outside: a firewall can refuse in the server's place. Likely where ports 25, 465
and 587 refuse on every address while another port of the same host is open. (A ban of one address
may refuse, too, but leaves the other address family alone.)

Ruled out by: any of these ports open.

Fix: look why it does not start (systemctl status, the end of the mail log). Postfix: postfix check,
postfix status, the line that begins with fatal:, inet_interfaces = all. Exim: exim -bV.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_services import nothing_listens
from mailmend.causes._ports import READING, RELAY, SUBMISSION, account_ports
from mailmend.causes._smtp import other_host_works
from mailmend.causes._told import error, meanings, onset
from mailmend.change import ServerAction
from mailmend.facts import Facts, TcpResult
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

SETTLE = (
    "Does the server accept connections on port 25 or 587 from another network, or from itself?"
)
ANSWERED = frozenset({"relay-denied", "auth-failed", "sender-rejected", "auth-required"})


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), nothing_listens(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by all sending ports together, on every address of the host."""
    other = other_host_works(facts)
    ports = account_ports(case, facts)
    if other is not None:
        return RuledOut((other,))
    if ports is None or not ports.at(RELAY, *SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    answering = ports.open(RELAY, *SUBMISSION)
    if answering:
        return RuledOut(answering)
    if not ports.all({"refused", "reset"}, RELAY, *SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    refusing, alive = ports.at(RELAY, *SUBMISSION), ports.open(*READING)
    change = (ServerAction("start-mail-service", ports.host),)
    may_be_ban = len(ports.families) == 1 and onset(facts, "after-password-change")
    if not alive or may_be_ban or meanings(facts) & ANSWERED:
        return Possible((*refusing, *alive, *error(facts)), SETTLE, "admin", change)
    return Likely((*refusing, *alive), change, "", SETTLE, "admin")
