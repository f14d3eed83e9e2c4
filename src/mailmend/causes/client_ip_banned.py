"""The server has banned the person's internet address, mostly after failed logins or refused mail.

What the person sees: first "does not allow relaying" or a wrong password, later timeouts, often for
reading too; in another network the same phone works.

Proof: the server says so ("banned", "too many failed logins") when it is connected to. Only
possible where it refuses the address without saying why. Otherwise the ban list on the server, or
another address, must settle it: likely where every port of the server is silent all of a sudden
while other servers answer, or where only one of the client's two address families is shut out.

Ruled out by: a good greeting on a port for sending, over every address family.

Fix: repair the device first, or the ban comes back. Then fail2ban-client set postfix-sasl unbanip
ADDRESS (also jails postfix and dovecot); csf -dr ADDRESS; WHM, cPHulk. Milder: a jail that counts
failed logins only.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login
from mailmend.causes._bans import (
    ban_text,
    beyond_doubt,
    misled,
    other_family_only,
    turned_away,
    whole_host_silent,
)
from mailmend.causes._logged import fault, firmer, server_name
from mailmend.causes._on_server_network import client_shut_out
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._ports import READING, RELAY, SUBMISSION, account_ports, open_elsewhere
from mailmend.causes._smtp import account_dialogues, device_dialogues, works_as_set
from mailmend.causes._told import meanings, onset
from mailmend.change import Change, ServerAction
from mailmend.facts import Fact, Facts, TcpResult
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = (
    "Does the server answer from another network? Its ban list: fail2ban-client status, csf -g."
)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts), elsewhere=True)
    there = client_shut_out(case, facts) or refused_by_rule(case, facts, "ban")
    return firmer(seen_or_logged, there, elsewhere=True)


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The ban list's own log names an address the person reads mail from."""
    found = fault(facts, "ban")
    if found is None or not found.met_by_device:
        return None
    return Proven((found,), _unban(server_name(case)))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the server's own words, else by which ports and families are shut out."""
    told = ban_text(account_dialogues(case, facts))
    if told is not None:
        return Proven((told,), _unban(told.host))
    after = after_login(case, facts).because_of("address")
    if refusals := turned_away(device_dialogues(case, facts)) or (
        (after.dialogue,) if after else ()
    ):
        return Possible(refusals, SETTLE, "admin", _unban(refusals[0].host))
    ports = account_ports(case, facts)
    if ports is None or not ports.at(RELAY, *SUBMISSION):
        return Unknown((TcpResult,), SETTLE, "admin")
    control = open_elsewhere(facts, ports.host)
    sudden = onset(facts, "sudden", "after-password-change")
    works = works_as_set(facts)
    split = other_family_only(ports)
    if split:
        felt = works is None or "connection" in meanings(facts)
        reached = sudden or ports.family("ipv4").open(*READING)
        return _weighed((*split, *control), ports.host, sure=bool(felt and control and reached))
    if works is not None:
        return RuledOut((works,))
    answering = ports.open(*SUBMISSION)
    if answering:
        return RuledOut(answering)
    if whole_host_silent(ports):
        sure = bool(control and sudden and not misled(facts, ports) and beyond_doubt(ports))
        return _weighed((*ports.results, *control, *sudden), ports.host, sure=sure)
    if not ports.open(RELAY):
        return Possible(ports.at(RELAY, *SUBMISSION), SETTLE, "admin", _unban(ports.host))
    return Unknown((TcpResult,), SETTLE, "admin")


def _weighed(because: tuple[Fact, ...], host: str, *, sure: bool) -> Verdict:
    if sure:
        return Likely(because, _unban(host), "", SETTLE, "admin")
    return Possible(because, SETTLE, "admin", _unban(host))


def _unban(host: str) -> tuple[Change, ...]:
    return (ServerAction("unban-address", host),)
