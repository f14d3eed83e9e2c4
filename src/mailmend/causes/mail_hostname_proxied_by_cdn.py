"""The name of the mail server leads to a network that forwards web pages only, not mail.

What the person sees: the connection timed out on port 587 or 465, and often reading fails as well.

Proof: the outgoing host's address, or the name its records lead to, belongs to a network that
forwards only the web (Cloudflare, Fastly and the like), and no mail port of it answers. Likely
where a name that is announced for mail, or a name in the own domain, answers on the web only.

Ruled out by: a mail port of that name that greets.

Fix: set the record of the mail host to "DNS only" (grey cloud), with the mail server's own address;
the MX record must name a host that is not proxied. Until then use another name of the server.
"""

from mailmend.case import Case
from mailmend.causes._cdn import operator_of_address, operator_of_name
from mailmend.causes._names import address_answers, is_authority
from mailmend.causes._ports import READING, RELAY, SUBMISSION, WEB, ports_of
from mailmend.causes._servers import addresses, same, service_names
from mailmend.change import Change, DnsRecord
from mailmend.facts import DnsAnswer, Facts, Repair, TcpResult
from mailmend.text import phrase
from mailmend.verdict import Likely, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "The address of the mail server itself, from its admin."
MAIL_PORTS = (RELAY, *SUBMISSION, *READING)


@cause(group="server", where="dns")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by whose network the outgoing host's address is in, and what answers there."""
    host = case.outgoing.host
    if not host:
        return Unknown((DnsAnswer,), phrase("The outgoing host name set on the device."), "owner")
    ports, answers = ports_of(facts, host), address_answers(facts, host)
    answering = ports.open(*MAIL_PORTS)
    if answering:
        return RuledOut(answering)
    if not answers or not ports.at(*MAIL_PORTS):
        return Unknown((DnsAnswer, TcpResult), SETTLE, "admin")
    operator = _operator(answers)
    shut = ports.at(*MAIL_PORTS)
    if operator:
        said = phrase(
            "{host} leads to {operator}, which forwards web pages but no mail.",
            host=host,
            operator=operator,
        )
        return Proven((*answers, *shut), _changes(answers, facts), said)
    web = ports.open(*WEB)
    if web and _mail_name(host, case, facts):
        because = (*answers, *shut, *web)
        return Likely(because, _changes(answers, facts), "", SETTLE, "admin")
    return RuledOut(answers) if not web else Unknown((DnsAnswer, TcpResult), SETTLE, "admin")


def _operator(answers: tuple[DnsAnswer, ...]) -> str:
    named = (operator_of_name(one.canonical) for one in answers)
    reached = (operator_of_address(record) for one in answers for record in one.records)
    return next((found for found in (*named, *reached) if found), "")


def _mail_name(host: str, case: Case, facts: Facts) -> bool:
    """Whether the name is meant for mail: announced, or in the own domain."""
    return same(host) in service_names(facts) or same(host).endswith(f".{same(case.domain)}")


def _changes(answers: tuple[DnsAnswer, ...], facts: Facts) -> tuple[Change, ...]:
    """The records, and the address of the server that takes the mail where one was found."""
    repair = facts.first(Repair)
    home = addresses(facts, repair.works.host or "") if repair is not None else frozenset()
    four = tuple(sorted(address for address in home if ":" not in address))
    return tuple(
        DnsRecord(one.name, one.rtype, one.records, four if one.rtype == "A" else ())
        for one in answers
        if one.records and not is_authority(one)
    )
