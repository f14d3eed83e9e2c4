"""The name of the mail server has no address in the name system, or a useless one.

What the person sees: the mail server is not responding; sending stopped for everybody at once.

Proof: the name is one that the provider announces for mail, or that the incoming server bears, and
it does not exist or has no address; or the question ends in SERVFAIL or in a circle of CNAMEs; or
the published address belongs to a private network and does not answer; or the mail server of that
name, by its certificate, answers at another address. Likely where a mail exchanger of others
answers in its place, or where one of its addresses is the server of another owner, or
the port that the device reports as out of reach is shut at one of them and open at another.

Ruled out by: an address at which the host greets. A name that nobody announces may be mistyped.

Fix: put the A (and AAAA) record of the host back; renew the domain where it has expired; after a
change of name servers or of DNSSEC compare the DS and NS records in the parent zone.
"""

from mailmend.case import Case
from mailmend.causes._certificates import covers
from mailmend.causes._names import address_answers, disagreement, is_authority, is_internal
from mailmend.causes._ports import SUBMISSION, Ports, ports_of
from mailmend.causes._servers import same, service_names
from mailmend.causes._smtp import at_host, works_as_set
from mailmend.causes._strangers import astray_of, is_stranger
from mailmend.causes._told import error, meanings, onset
from mailmend.change import Change, DnsRecord
from mailmend.facts import DnsAnswer, Facts, SmtpDialogue, TcpResult
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = phrase("Did this name work before, and did the domain or its name servers change since?")
OWNER = phrase("Is the server at that address one of the provider's own?")
BROKEN = frozenset({"servfail", "loop"})


@cause(group="server", where="dns")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the answers for the outgoing host, and by whether its address can be right."""
    host = case.outgoing.host
    if not host:
        return Unknown((DnsAnswer,), phrase("The outgoing host name set on the device."), "owner")
    told = address_answers(facts, host)
    answers = tuple(one for one in told if not is_authority(one))
    if not answers:
        return Unknown((DnsAnswer,), SETTLE, "owner")
    found = tuple(one for one in answers if one.records)
    if found:
        return _wrong(case, host, found, facts)
    if any(one.records for one in told):
        return Possible(told, SETTLE, "owner")
    change = (DnsRecord(host, "A"),)
    if any(one.status in BROKEN for one in answers):
        said = phrase("The name system fails on the question for {host}.", host=host)
        return Proven(answers, change, said)
    if not any(one.status in {"nxdomain", "nodata"} for one in answers):
        return Possible(answers, SETTLE, "owner", change)
    if same(host) in service_names(facts):
        said = phrase("{host} is announced for mail but has no address.", host=host)
        return Proven(answers, change, said)
    if onset(facts, "sudden"):
        return Likely(answers, change, "", SETTLE)
    return Possible(answers, SETTLE, "owner", change)


def _wrong(case: Case, host: str, found: tuple[DnsAnswer, ...], facts: Facts) -> Verdict:
    ports = ports_of(facts, host)
    alive = tuple(one for one in at_host(facts, host) if one.speaks_smtp)
    if astray := astray_of(host, alive):
        wrong = _of_another(found, astray)
        if works_as_set(facts) is not None and not error(facts):
            return Possible((*found, *astray), OWNER, "admin", wrong)
        return Likely((*found, *astray), wrong, "", OWNER, "admin")
    reached = tuple(one for one in ports.results if one.outcome == "open")
    if alive and all(is_stranger(one, facts) for one in alive) and not ports.open(*SUBMISSION):
        return Likely((*found, *alive), _changes(found, ()), "", SETTLE, "admin")
    if (dead := _some_dead(case, ports)) and "connection" in meanings(facts):
        return Likely((*found, *dead, *error(facts)), _without(found, dead), "", OWNER, "admin")
    if alive or reached:
        return RuledOut((*found, *alive, *reached))
    records = [record for one in found for record in one.records]
    own = disagreement(facts, host)
    if all(map(is_internal, records)) and own is not None:
        return RuledOut(own)
    if all(map(is_internal, records)):
        said = phrase(
            "{host} leads to an address that exists in a private network only.", host=host
        )
        return Proven((*found, *ports.results), _changes(found, ()), said)
    home = _proved_elsewhere(facts, host, records)
    if home is not None:
        return Proven((*found, *ports.results, home), _changes(found, (home.address,)))
    if ports.results:
        return Possible((*found, *ports.results), SETTLE, "owner", _changes(found, ()))
    return Unknown((SmtpDialogue,), SETTLE, "owner")


def _some_dead(case: Case, ports: Ports) -> tuple[TcpResult, ...]:
    """The IPv4 addresses of the name that do not take the device's port, while another does.

    A dead address of IPv6 is a cause of its own.
    """
    here = ports.family("ipv4").at(*((case.outgoing.port,) if case.outgoing.port else SUBMISSION))
    living = {one.address for one in here if one.outcome == "open"}
    return tuple(one for one in here if living and one.address not in living)


def _without(found: tuple[DnsAnswer, ...], dead: tuple[TcpResult, ...]) -> tuple[Change, ...]:
    """The records without the addresses at which nothing answers."""
    wrong = {one.address for one in dead}
    return tuple(
        DnsRecord(
            one.name, one.rtype, one.records, tuple(at for at in one.records if at not in wrong)
        )
        for one in found
        if wrong & set(one.records)
    )


def _of_another(
    found: tuple[DnsAnswer, ...], astray: tuple[SmtpDialogue, ...]
) -> tuple[Change, ...]:
    """The records that hold the address of a server that is another's."""
    wrong = {one.address for one in astray[:-1]}
    return tuple(
        DnsRecord(one.name, one.rtype, one.records, tuple(set(one.records) - wrong))
        for one in found
        if wrong & set(one.records)
    )


def _proved_elsewhere(facts: Facts, host: str, records: list[str]) -> SmtpDialogue | None:
    """A server at another address whose trusted certificate names this very host."""
    return facts.first(
        SmtpDialogue,
        lambda one: (
            one.address not in records
            and one.tls is not None
            and one.tls.verified
            and one.tls.certificate is not None
            and covers(one.tls.certificate, host)
            and same(one.host) != same(host)
        ),
    )


def _changes(found: tuple[DnsAnswer, ...], right: tuple[str, ...]) -> tuple[Change, ...]:
    return tuple(
        DnsRecord(one.name, one.rtype, one.records, right if one.rtype == "A" else ())
        for one in found
    )
