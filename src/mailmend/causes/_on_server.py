"""What was read on the mail server itself, as verdicts of the causes that lie there. Pure.

Only what concerns the port the device is set to counts; where that is not known, or no such
service is there, what concerns every port for handing in mail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._refusal import Why, why
from mailmend.change import ServerAction, ServerVerb
from mailmend.errors import read_reply
from mailmend.facts import (
    Ban,
    DomainRole,
    Facts,
    FirewallDecision,
    Helper,
    Listener,
    MailServer,
    QueueSpace,
    RestrictionTrace,
    ServerFact,
    ServerFile,
    SubmissionService,
)
from mailmend.verdict import Possible, Proven, Verdict

SUBMISSION = (587, 465)
MAIL = (25, *SUBMISSION)
SETTLE = "What the rules named there come to: {0} on {1}."
_WHYS: dict[str, Why] = {
    "relay": "relay",
    "helo": "helo",
    "blocklist": "blocklist",
    "client-name": "client-name",
    "sender-owner": "sender-owner",
    "sender-domain": "sender-domain",
    "sender": "sender-domain",
    "policy-down": "filter",
}
_VERBS: dict[Why, ServerVerb] = {
    "relay": "permit-authenticated-relay",
    "helo": "exempt-authenticated-from-helo-checks",
    "blocklist": "exempt-authenticated-from-blocklists",
    "client-name": "exempt-authenticated-from-client-name-checks",
    "sender-owner": "allow-sender-for-login",
    "sender-domain": "accept-sender",
    "sender-policy": "exempt-authenticated-from-sender-policy",
    "filter": "repair-filter-service",
}
_ABOUT_SENDER = frozenset({"sender-owner", "sender-domain"})
At = TypeVar("At", SubmissionService, RestrictionTrace, FirewallDecision)


def ports_meant(case: Case, facts: Facts) -> tuple[int, ...]:
    """The device's port where the server takes logins there, else all ports for handing in."""
    offered = {one.port for one in facts.of(SubmissionService) if one.enabled and one.login}
    port = case.outgoing.port
    if port is not None and (port in offered or port in SUBMISSION):
        return (port,)
    return tuple(one for one in (*SUBMISSION, *sorted(offered)) if one in offered) or SUBMISSION


def refused_by_rule(case: Case, facts: Facts, reason: Why) -> Verdict | None:
    """The server's rules refuse a logged-in client for that reason."""
    traces = _at(facts.of(RestrictionTrace), ports_meant(case, facts))
    hit = [one for one in traces if _refuses(one) and _reason(one) == reason]
    if not hit or (reason in _ABOUT_SENDER and not _own_sender(case, hit[0])):
        return None
    first = hit[0]
    change = ServerAction(_VERBS[reason], server_name(case), first.port, _detail(first))
    if first.undecided:
        settle = SETTLE.format(", ".join(first.undecided)[:200], first.place)
        return Possible(tuple(hit), settle, "admin", (change,))
    if len(hit) < len(traces):
        return Possible(tuple(hit), "Which port is set on the device?", "owner", (change,))
    said = f"{_where(first)} refuses people who are logged in: {first.rule}."
    return Proven(tuple(hit), (change,), said)


def _own_sender(case: Case, trace: RestrictionTrace) -> bool:
    """Whether the rule refuses the mailbox's own address, and not for how it is written.

    Another sender, a bare name or a domain that does not exist is the device's to mend.
    """
    by_form = trace.rule.startswith(("reject_non_fqdn_", "reject_unknown_"))
    return trace.sender.lower() == case.address.lower() and not by_form


def _at(facts: Sequence[At], ports: tuple[int, ...]) -> list[At]:
    return [one for one in facts if one.port in ports]


def _refuses(trace: RestrictionTrace) -> bool:
    return trace.decision in {"reject", "defer"}


def _reason(trace: RestrictionTrace) -> Why:
    """Why the rule refuses: by the words of its own reply, else by what the rule looks at."""
    words = trace.text.split(" ", 2)
    code = words[0] if words[0].isdigit() and len(words[0]) == 3 else "550"
    rest = trace.text.removeprefix(code).strip()
    enhanced, _, text = rest.partition(" ")
    if not enhanced.replace(".", "").isdigit():
        enhanced, text = "", rest
    if text:
        reason = why(read_reply(code, enhanced or None, text, stage="rcpt"))
        if reason not in {"other", "address", "recipient", "recipient-other", "sender"}:
            return reason
    return _WHYS.get(trace.rule_kind, "other")


def _where(fact: ServerFact) -> str:
    setting = f"{fact.setting} " if fact.setting else ""
    return f"{setting}({fact.place})" if fact.place else setting.strip() or fact.source


def _detail(fact: ServerFact) -> str:
    return f"{fact.place} {fact.setting}".strip()


def login_not_offered(case: Case, facts: Facts, *, hidden: bool) -> Verdict | None:
    """The configuration offers no login at all, or (``hidden``) none to the client's network."""
    services = [one for one in facts.of(SubmissionService) if one.enabled]
    meant = _at(services, _device_ports(case, services))
    without = [one for one in meant if not one.login and one.hidden == hidden]
    if not without or len(without) < len(meant) or _at(services, (25,)) == meant:
        return None
    change = ServerAction("offer-authentication", server_name(case), None, _detail(without[0]))
    return Proven(tuple(without), (change,), f"{_where(without[0])} keeps the login from people.")


def _device_ports(case: Case, services: list[SubmissionService]) -> tuple[int, ...]:
    port = case.outgoing.port
    there = {one.port for one in services}
    return (port,) if port in SUBMISSION and port in there else SUBMISSION


def not_enabled(case: Case, facts: Facts) -> Verdict | None:
    """Both services for phones are left out of the configuration, and nothing listens there."""
    listening = _outward(facts)
    off = [one for one in facts.of(SubmissionService) if not one.enabled]
    alone = [one for one in facts.of(SubmissionService) if one.enabled and one.login]
    if listening is None or {one.port for one in off} != set(SUBMISSION) or alone:
        return None
    if 25 not in listening or listening & set(SUBMISSION):
        return None
    change = ServerAction("enable-submission", server_name(case), None, _detail(off[0]))
    said = f"The services on ports 587 and 465 are not switched on in {off[0].file}."
    return Proven(tuple(off), (change,), said)


def nothing_listens(case: Case, facts: Facts) -> Verdict | None:
    """A mail server is installed, and none of its ports is listened on for others."""
    servers = facts.of(MailServer)
    listening = _outward(facts)
    if not servers or listening is None or listening & set(MAIL):
        return None
    inward = facts.of(Listener, lambda one: one.port in MAIL)
    change = ServerAction("start-mail-service", server_name(case), None, servers[0].software)
    state = "listens for the server itself only" if inward else "is not running"
    return Proven((*servers, *inward), (change,), f"{servers[0].software} {state}.")


def _outward(facts: Facts) -> set[int] | None:
    """The ports that others can reach as far as listeners go; ``None``: not seen."""
    if facts.unseen("listener") or not facts.of(MailServer):
        return None
    return {one.port for one in facts.of(Listener) if one.outward}


def firewall_shuts(case: Case, facts: Facts) -> Verdict | None:
    """The packet filter drops everybody at ports that are listened on."""
    shut = [one for one in facts.of(FirewallDecision) if not one.accepted and not one.client]
    ports = _listened(case, facts)
    hit = [one for one in shut if one.port in ports and one.family == _family(facts)]
    if not hit or {one.port for one in hit} != set(ports):
        return None
    place = server_name(case)
    change = ServerAction("open-port", place, hit[0].port, hit[0].rule)
    said = f"The packet filter of {place} lets nobody through: {hit[0].rule}."
    return Proven(tuple(hit), (change,), said)


def _family(facts: Facts) -> str:
    """The family decided for: IPv4 where both were asked about, since few phones have IPv6 only."""
    seen = {one.family for one in facts.of(FirewallDecision)}
    return "ipv6" if seen == {"ipv6"} else "ipv4"


def _listened(case: Case, facts: Facts) -> tuple[int, ...]:
    there = {one.port for one in facts.of(Listener) if one.outward and one.port in MAIL}
    port = case.outgoing.port
    if port in there:
        return (port,) if port else ()
    return tuple(one for one in SUBMISSION if one in there)


def client_shut_out(case: Case, facts: Facts) -> Verdict | None:
    """A ban list names the client, or a rule of the packet filter is about it alone."""
    ports = _listened(case, facts)
    dropped = facts.of(
        FirewallDecision, lambda one: not one.accepted and bool(one.client) and one.port in ports
    )
    bans = facts.of(Ban)
    if not bans and {one.port for one in dropped} != set(ports):
        return None
    if not bans and not dropped:
        return None
    address = bans[0].address if bans else dropped[0].client
    change = ServerAction("unban-address", server_name(case), None, address)
    said = f"The server shuts out {address}: {bans[0].jail if bans else dropped[0].rule}."
    return Proven((*bans, *dropped), (change,), said)


def certificate_file_fails(case: Case, facts: Facts) -> Verdict | None:
    """A certificate or key file of the ports meant is not there or cannot be read."""
    ports = set(ports_meant(case, facts))
    bad = facts.of(
        ServerFile,
        lambda one: (
            one.role != "accounts"
            and bool(one.problem)
            and (not one.ports or bool(ports & set(one.ports)))
        ),
    )
    if not bad:
        return None
    change = ServerAction("repair-certificate-files", server_name(case), None, _detail(bad[0]))
    return Proven(bad, (change,), f"{bad[0].path} is {bad[0].problem}; {_where(bad[0])} names it.")


def login_service_fails(case: Case, facts: Facts) -> Verdict | None:
    """Nobody listens where the mail server asks about logins."""
    bad = _silent(case, facts, "login")
    if not bad:
        return None
    change = ServerAction("repair-authentication-backend", server_name(case), None, _detail(bad[0]))
    said = f"Nothing answers at {bad[0].endpoint}, where {_where(bad[0])} asks about logins."
    return Proven(bad, (change,), said)


def filter_fails(case: Case, facts: Facts) -> Verdict | None:
    """Nobody listens where the mail server asks a filter, and mail stops for it."""
    bad = _silent(case, facts, "filter")
    if not bad:
        return refused_by_rule(case, facts, "filter")
    change = ServerAction("repair-filter-service", server_name(case), None, _detail(bad[0]))
    said = f"Nothing answers at {bad[0].endpoint}, which {_where(bad[0])} asks about each message."
    return Proven(bad, (change,), said)


def _silent(case: Case, facts: Facts, role: str) -> tuple[Helper, ...]:
    ports = set(ports_meant(case, facts))
    return facts.of(
        Helper,
        lambda one: (
            one.role == role and not one.answers and one.needed and bool(ports & set(one.ports))
        ),
    )


def accounts_missing(case: Case, facts: Facts) -> Verdict | None:
    """Every file that holds the accounts is missing or empty, so no login can be right."""
    files = facts.of(ServerFile, lambda one: one.role == "accounts")
    bad = [one for one in files if one.problem in {"missing", "empty"}]
    if not bad or len(bad) < len(files):
        return None
    change = ServerAction("repair-authentication-backend", server_name(case), None, bad[0].path)
    said = f"The list of accounts {bad[0].path} is {bad[0].problem}."
    asked = facts.of(Helper, lambda one: one.role == "login")
    if asked:
        return Proven((*bad, *asked), (change,), said)
    settle = f"Does the mail server look its accounts up in {bad[0].path}?"
    return Possible(tuple(bad), settle, "admin", (change,), said)


def queue_full(case: Case, facts: Facts) -> Verdict | None:
    """There is less room for the queue than one message asks for, or no room for a file."""
    full = facts.of(QueueSpace, lambda one: one.free < one.needed or one.inodes == 0)
    if not full:
        return None
    change = ServerAction("free-queue-space", server_name(case), None, full[0].path)
    return Proven(full, (change,), f"The file system of the mail queue {full[0].path} is full.")


def domain_missing(case: Case, facts: Facts) -> Verdict | None:
    """The MX record leads here, and no setting takes the domain for the server's own."""
    hit = facts.of(DomainRole, lambda one: not one.local and one.received_here is True)
    if not hit:
        return None
    change = ServerAction("make-domain-local", server_name(case), 25, hit[0].domain)
    said = f"{hit[0].domain} is received here, but no setting takes it for the server's own."
    return Proven(hit, (change,), said)


def domain_left_over(case: Case, facts: Facts) -> Verdict | None:
    """The domain is taken for the server's own, and its MX record leads elsewhere.

    A filter in front of the server looks the same, so it is never more than possible.
    """
    hit = facts.of(DomainRole, lambda one: one.local and one.received_here is False)
    if not hit:
        return None
    names = ", ".join(hit[0].exchangers[:3])
    settle = f"Is {names} a filter that hands mail for {hit[0].domain} on to this server?"
    change = ServerAction("stop-treating-domain-as-local", server_name(case), None, hit[0].domain)
    return Possible(hit, settle, "admin", (change,))
