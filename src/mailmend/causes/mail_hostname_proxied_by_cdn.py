"""The name of the mail server leads to a network that forwards web pages only, not mail.

What the person sees: the connection timed out on port 587 or 465, and often reading fails as well.

Proof: the outgoing host's address, or the name its records lead to, belongs to a network that
forwards only the web (Cloudflare, Fastly and the like), and no mail port of it answers. Likely
where a mail name of the own domain answers on the web ports only.

Ruled out by: a mail port of that name that greets.

Fix: set the record of the mail host to "DNS only" (grey cloud), with the mail server's own address;
the MX record must name a host that is not proxied. Until then use another name of the server.
"""

from mailmend.case import Case
from mailmend.causes._cdn import operator_of_address, operator_of_name
from mailmend.causes._names import address_answers
from mailmend.causes._ports import READING, RELAY, SUBMISSION, open_elsewhere, ports_of
from mailmend.causes._servers import published_hosts, same
from mailmend.change import Change, DnsRecord
from mailmend.facts import DnsAnswer, Facts, TcpResult
from mailmend.verdict import Likely, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "The address of the mail server itself, from its admin."
MAIL_PORTS = (RELAY, *SUBMISSION, *READING)
WEB = (80, 443)


@cause(group="server", where="dns")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by whose network the outgoing host's address is in, and what answers there."""
    host = case.outgoing.host
    if not host:
        return Unknown((DnsAnswer,), "The outgoing host name set on the device.", "owner")
    ports, answers = ports_of(facts, host), address_answers(facts, host)
    answering = ports.open(*MAIL_PORTS)
    if answering:
        return RuledOut(answering)
    if not answers or not ports.at(*MAIL_PORTS):
        return Unknown((DnsAnswer, TcpResult), SETTLE, "admin")
    operator = _operator(answers)
    shut, mail = ports.at(*MAIL_PORTS), open_elsewhere(facts, host, *SUBMISSION)
    if operator:
        said = f"{host} leads to {operator}, which forwards web pages but no mail."
        return Proven((*answers, *shut, *mail), _changes(answers, mail), said)
    web = ports.open(*WEB)
    if web and mail and _mail_name(host, case, facts):
        because = (*answers, *shut, *web, *mail)
        return Likely(because, _changes(answers, mail), "", SETTLE, "admin")
    return RuledOut(answers) if not web else Unknown((DnsAnswer, TcpResult), SETTLE, "admin")


def _operator(answers: tuple[DnsAnswer, ...]) -> str:
    named = (operator_of_name(one.canonical) for one in answers)
    reached = (operator_of_address(record) for one in answers for record in one.records)
    return next((found for found in (*named, *reached) if found), "")


def _mail_name(host: str, case: Case, facts: Facts) -> bool:
    """Whether the name is meant for mail: published for sending, or a name of the own domain."""
    return same(host) in published_hosts(facts) or same(host).endswith(f".{same(case.domain)}")


def _changes(answers: tuple[DnsAnswer, ...], mail: tuple[TcpResult, ...]) -> tuple[Change, ...]:
    found = [one for one in answers if one.records]
    four = tuple(dict.fromkeys(one.address for one in mail if one.family == "ipv4"))
    return tuple(
        DnsRecord(one.name, one.rtype, one.records, four if one.rtype == "A" else ())
        for one in found
    )
