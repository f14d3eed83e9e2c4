"""The mail server runs, but its service that takes mail from phones is not switched on.

What the person sees: the server refused to allow a connection on port 587 or 465.

Proof: none from outside: a firewall can refuse in the server's place. Likely where ports 587 and
465 refuse, port 25 of the same host greets as a mail server, and reading mail is not refused as
well, unless by its certificate and its refusal of the own domain somebody else's server answers.

Ruled out by: port 587 or 465 open; another host, or a further port but 25, that takes the mail.

Fix: switch the service on. Postfix: the lines submission and submissions in master.cf (commented
out in the file as shipped) with TLS, smtpd_sasl_auth_enable=yes and permit_sasl_authenticated.
Exim: daemon_smtp_ports = 25 : 465 : 587, tls_on_connect_ports = 465. Dovecot: protocols with
submission. OpenSMTPD: listen on ... port 587 tls-require auth and port 465 smtps auth.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer
from mailmend.causes._on_server_services import not_enabled
from mailmend.causes._ports import READING, RELAY, SUBMISSION, account_ports
from mailmend.causes._smtp import account_dialogues, other_host_works
from mailmend.causes._strangers import is_stranger
from mailmend.change import ServerAction
from mailmend.facts import Facts, Repair, TcpResult
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

SETTLE = "Does the server accept connections on port 587 or 465 from another network?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from what was read on the server itself."""
    return firmer(_from_here(case, facts), not_enabled(case, facts))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by refusals on both submission ports beside a greeting on port 25.

    Where reading mail is refused as well, a ban of this address would look the same.
    """
    other = other_host_works(facts) or facts.first(Repair, lambda one: one.works.port != RELAY)
    ports = account_ports(case, facts)
    if other is not None:
        return RuledOut((other,))
    if ports is None or not ports.at(*SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    answering = ports.open(*SUBMISSION)
    if answering:
        return RuledOut(answering)
    if not ports.all({"refused", "reset"}, *SUBMISSION):
        return Unknown((TcpResult,), SETTLE)
    held = account_dialogues(case, facts)
    greeted = tuple(one for one in held if one.port == RELAY and one.speaks_smtp)
    if not greeted:
        return Unknown((TcpResult,), SETTLE)
    change = (ServerAction("enable-submission", ports.host),)
    because = (*ports.at(*SUBMISSION), *greeted)
    strange = all(is_stranger(one, facts) for one in greeted)
    banned = ports.all({"refused", "reset", "timeout"}, *_tried(ports.results, READING))
    if strange or (ports.at(*READING) and banned):
        return Possible((*because, *ports.at(*READING)), SETTLE, "engineer", change)
    return Likely(because, change, "", SETTLE, "admin")


def _tried(results: tuple[TcpResult, ...], ports: tuple[int, ...]) -> tuple[int, ...]:
    return tuple({one.port: None for one in results if one.port in ports})
