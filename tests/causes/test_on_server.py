"""What was read on the server proves a cause with file and line, and a working server none."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from mailmend.case import Case, Outgoing
from mailmend.change import ServerAction
from mailmend.discover import causes
from mailmend.facts import (
    Ban,
    CertificateOnDisk,
    CertificateServed,
    Delayed,
    DomainRole,
    Fact,
    Facts,
    FirewallDecision,
    Helper,
    Listener,
    LookupTable,
    MailQueue,
    MailServer,
    NotObserved,
    QueueSpace,
    RestrictionTrace,
    ServerAccount,
    ServerFile,
    ServerResolver,
    SubmissionService,
    Upstream,
)
from mailmend.facts.server import Decision
from mailmend.verdict import Possible, Proven, Verdict

CASE = Case("alice@customer.test", outgoing=Outgoing(host="mail.hosting.test"))
AT_587 = replace(CASE, outgoing=Outgoing(host="mail.hosting.test", port=587))
AT_25 = replace(CASE, outgoing=Outgoing(host="mail.hosting.test", port=25))
MASTER = "/etc/postfix/master.cf"


def service(port: int, *, enabled: bool = True, login: bool = True) -> SubmissionService:
    """A service of Postfix."""
    return SubmissionService(
        software="postfix",
        name=str(port),
        port=port,
        enabled=enabled,
        security="tls" if port == 465 else "starttls",
        login=login if enabled else None,
        setting="smtpd_sasl_auth_enable",
        file=MASTER,
        line=5,
    )


def trace(port: int, decision: Decision = "permit", **more: Any) -> RestrictionTrace:
    """What the rules of a service come to."""
    made = RestrictionTrace(
        software="postfix",
        service=str(port),
        port=port,
        client="203.0.113.9",
        sender="alice@customer.test",
        recipient="someone@elsewhere.invalid",
        decision="permit",
        setting="smtpd_relay_restrictions",
        file=MASTER,
        line=12,
    )
    return replace(made, decision=decision, **more)


def helper(role: Literal["login", "filter"] = "login", *, answers: bool = True) -> Helper:
    """A service that Postfix asks."""
    made = Helper(role="login", endpoint="private/auth", answers=answers, ports=(587, 465))
    return replace(made, role=role, file="/etc/postfix/main.cf", line=38)


def listeners(*ports: int, address: str = "*") -> tuple[Listener, ...]:
    """Ports that are listened on."""
    return tuple(Listener(address=address, port=port) for port in ports)


def filtered(port: int, *, accepted: bool = True, client: str = "") -> FirewallDecision:
    """What the packet filter does."""
    return FirewallDecision(
        port=port, family="ipv4", accepted=accepted, rule="tcp dport drop", client=client
    )


SERVER = MailServer(software="postfix", running=True, file="/etc/postfix/main.cf")
KEY = ServerFile(role="key", path="/etc/ssl/key.pem", ports=(25, 587, 465))
ACCOUNTS = ServerFile(role="accounts", path="/etc/dovecot/users")
SPACE = QueueSpace(path="/var/spool/postfix", free=10**9, needed=10**7, inodes=1000)
DOMAIN = DomainRole(domain="customer.test", local=True, received_here=True)
QUEUE = MailQueue(total=0)
TABLE = LookupTable(
    table="hash:/etc/postfix/transport",
    path="/etc/postfix/transport",
    setting="transport_maps",
    file="/etc/postfix/main.cf",
    line=7,
    stops="sending",
)
RELAY = Upstream(host="mail.relay.example", port=587, credentials="given", setting="relayhost")
LOGINS = replace(
    TABLE, table="hash:/etc/postfix/sasl_passwd", setting="smtp_sasl_password_maps", line=9
)
ACCOUNT = ServerAccount(address="alice@customer.test", known=True, used=1, limit=10)
ON_DISK = CertificateOnDisk(
    path="/etc/ssl/full.pem",
    names=("mail.hosting.test",),
    not_before="2026-01-01T00:00:00Z",
    not_after="2026-12-31T00:00:00Z",
    fingerprint="aa",
    complete=True,
    key_fits=True,
    ports=(25, 587, 465),
)
NAMES = ServerResolver(servers=("198.51.100.54",), answers=True, file="/etc/resolv.conf")


def served(port: int, **more: Any) -> CertificateServed:
    """What a port presents."""
    made = CertificateServed(
        port=port,
        name="",
        names=ON_DISK.names,
        not_after=ON_DISK.not_after,
        fingerprint="aa",
        stale=False,
        path=ON_DISK.path,
    )
    return replace(made, **more)


def waiting(word: Any, host: str = RELAY.host, text: str = "said: 535 5.7.8 no") -> MailQueue:
    """A queue in which three messages wait for one thing."""
    return MailQueue(total=3, delayed=(Delayed(word, host, 3, text),))


HEALTHY: tuple[Fact, ...] = (
    SERVER,
    service(25, login=False),
    service(587),
    service(465),
    *(trace(port) for port in (587, 465)),
    *listeners(25, 465, 587, 993),
    *(filtered(port) for port in (25, 465, 587)),
    helper(),
    helper("filter"),
    KEY,
    ACCOUNTS,
    SPACE,
    DOMAIN,
    QUEUE,
    TABLE,
    LOGINS,
    RELAY,
    ACCOUNT,
    ON_DISK,
    *(served(port) for port in (587, 465)),
    NAMES,
)


def found(facts: tuple[Fact, ...], case: Case = CASE) -> dict[str, Verdict]:
    """The causes that are proven, likely or possible, by id."""
    seen = Facts(facts)
    judged = {one.id: one.judge(case, seen) for one in causes()}
    return {
        name: verdict
        for name, verdict in judged.items()
        if type(verdict).__name__ in {"Proven", "Likely", "Possible"}
    }


def without(*kinds: type[Fact]) -> tuple[Fact, ...]:
    """The healthy facts without these kinds."""
    return tuple(fact for fact in HEALTHY if not isinstance(fact, kinds))


def with_traces(**more: Any) -> tuple[Fact, ...]:
    """The healthy facts, with both services refusing."""
    return (*without(RestrictionTrace), *(trace(port, "reject", **more) for port in (587, 465)))


BROKEN: dict[str, tuple[Fact, ...]] = {
    "permit-sasl-missing": with_traces(rule_kind="relay", rule="reject_unauth_destination"),
    "helo-rejected-at-submission": with_traces(rule_kind="helo"),
    "rbl-applied-to-submission": with_traces(rule_kind="blocklist"),
    "client-ptr-required-at-submission": with_traces(rule_kind="client-name"),
    "sender-login-mismatch": with_traces(rule_kind="sender-owner"),
    "sender-domain-rejected": with_traces(rule_kind="sender"),
    "spf-dmarc-checked-at-submission": with_traces(
        rule_kind="client", text="550 5.7.23 Message rejected due to: SPF fail - not authorized"
    ),
    "milter-or-policy-down": (*without(Helper), helper(), helper("filter", answers=False)),
    "auth-backend-down": (*without(Helper), helper(answers=False)),
    "auth-backend-rejects-all": (*without(ServerFile), replace(ACCOUNTS, problem="missing")),
    "tls-cert-file-unreadable": (*without(ServerFile), replace(KEY, problem="unreadable")),
    "queue-disk-full": (*without(QueueSpace), replace(SPACE, free=10**6)),
    "domain-not-local-on-server": (*without(DomainRole), replace(DOMAIN, local=False)),
    "sasl-not-enabled-on-service": (
        *without(SubmissionService),
        *(service(port, login=False) for port in (25, 587, 465)),
    ),
    "auth-hidden-for-network": (
        *without(SubmissionService),
        *(replace(service(port, login=False), hidden=True) for port in (587, 465)),
    ),
    "submission-service-not-enabled": (
        *without(SubmissionService, Listener, RestrictionTrace, FirewallDecision),
        service(25, login=False),
        service(587, enabled=False),
        service(465, enabled=False),
        *listeners(25, 993),
    ),
    "smtp-service-down": (*without(Listener, FirewallDecision), *listeners(993)),
    "server-firewall-port-closed": (
        *without(FirewallDecision),
        filtered(25),
        *(filtered(port, accepted=False) for port in (465, 587)),
    ),
    "client-ip-banned": (*HEALTHY, Ban(jail="postfix", address="203.0.113.9")),
    "smarthost-rejects": (*without(MailQueue), waiting("login")),
    "transport-routing-wrong": (*without(ServerResolver), replace(NAMES, answers=False)),
    "cert-expired": (
        *without(CertificateServed),
        *(served(port, dates="expired", stale=True) for port in (587, 465)),
    ),
    "cert-chain-incomplete": (
        *without(CertificateOnDisk, CertificateServed),
        replace(ON_DISK, complete=False),
        *(served(port, complete=False) for port in (587, 465)),
    ),
}


def test_a_working_server_has_no_cause() -> None:
    """Whatever port the device is set to."""
    for case in (CASE, AT_587, AT_25):
        assert found(HEALTHY, case) == {}


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_proves_its_cause_and_no_other(name: str) -> None:
    """With something for the admin to change."""
    verdicts = found(BROKEN[name])
    assert list(verdicts) == [name]
    verdict = verdicts[name]
    assert isinstance(verdict, Proven)
    assert all(isinstance(change, ServerAction) for change in verdict.changes)
    assert all(fact.vantage == "server" for fact in verdict.because)


@pytest.mark.parametrize("name", ["permit-sasl-missing", "helo-rejected-at-submission"])
def test_file_and_line_are_in_the_change(name: str) -> None:
    """What the admin opens."""
    verdict = found(BROKEN[name])[name]
    assert isinstance(verdict, Proven)
    (change,) = verdict.changes
    assert isinstance(change, ServerAction)
    assert change.detail.startswith(f"{MASTER}:12")


def test_one_port_that_refuses_proves_nothing_while_the_other_works() -> None:
    """Unless it is the device's own."""
    facts = (*without(RestrictionTrace), trace(465), trace(587, "reject", rule_kind="relay"))
    assert isinstance(found(facts)["permit-sasl-missing"], Possible)
    assert isinstance(found(facts, AT_587)["permit-sasl-missing"], Proven)


def test_nothing_is_proven_past_a_rule_that_was_left_open() -> None:
    """A table that may have permitted."""
    facts = tuple(
        replace(fact, undecided=("check_client_access mysql:/x",))
        if isinstance(fact, RestrictionTrace)
        else fact
        for fact in BROKEN["permit-sasl-missing"]
    )
    assert isinstance(found(facts)["permit-sasl-missing"], Possible)


def test_rules_that_stay_undecided_name_no_cause() -> None:
    """A policy service that may greylist, or not."""
    facts = (
        *without(RestrictionTrace),
        *(replace(trace(port), decision="undecided") for port in (587, 465)),
    )
    assert found(facts) == {}


@pytest.mark.parametrize("kind", ["sender-owner", "sender", "sender-domain"])
def test_a_sender_that_is_not_the_mailbox_is_the_devices_fault(kind: str) -> None:
    """And so is one that is no address, or whose domain does not exist."""
    other = with_traces(rule_kind=kind, sender="alice@custmer.test")
    assert found(other) == {}
    form = with_traces(rule_kind=kind, rule="reject_non_fqdn_sender")
    assert found(form) == {}


def test_a_filter_that_is_not_needed_may_be_down() -> None:
    """milter_default_action = accept."""
    spare = replace(helper("filter", answers=False), needed=False)
    assert found((*without(Helper), helper(), spare)) == {}


def test_a_helper_of_another_port_does_not_matter() -> None:
    """A filter for port 25 alone."""
    far = replace(helper("filter", answers=False), ports=(25,))
    assert found((*without(Helper), helper(), far), AT_587) == {}


def test_a_listener_for_the_server_itself_is_none_for_others() -> None:
    """inet_interfaces = loopback-only."""
    inward = listeners(25, 587, 465, address="127.0.0.1")
    verdict = found((*without(Listener, FirewallDecision), *inward))["smtp-service-down"]
    assert isinstance(verdict, Proven)
    assert "itself only" in verdict.summary


def test_ports_that_could_not_be_listed_prove_nothing() -> None:
    """Not seen is not absent."""
    unseen = NotObserved(what="listener", target="ss", why="no such program")
    assert found((*without(Listener, FirewallDecision), unseen)) == {}


def test_login_on_port_25_alone_is_a_choice() -> None:
    """Submission left out by intent."""
    facts = (SERVER, service(25), service(587, enabled=False), service(465, enabled=False))
    assert found((*facts, *listeners(25), trace(25))) == {}


def test_a_rule_about_the_client_is_a_ban_and_no_closed_port() -> None:
    """Told apart by the address in the rule."""
    shut = (filtered(port, accepted=False, client="203.0.113.9") for port in (465, 587))
    assert list(found((*without(FirewallDecision), *shut))) == ["client-ip-banned"]


def test_a_domain_received_elsewhere_may_be_behind_a_filter() -> None:
    """Possible, never proven, from the server alone; unknown MX says nothing."""
    away = replace(DOMAIN, received_here=False, exchangers=("mx.filter.test",))
    verdict = found((*without(DomainRole), away))["domain-still-local-after-migration"]
    assert isinstance(verdict, Possible)
    unknown = replace(DOMAIN, local=False, received_here=None)
    assert found((*without(DomainRole), unknown)) == {}


def test_one_of_two_account_files_missing_is_not_all_accounts() -> None:
    """The other one still holds people."""
    other = replace(ACCOUNTS, path="/etc/dovecot/old", problem="missing")
    assert found((*HEALTHY, other)) == {}


def test_a_file_system_without_inode_counts_is_not_full() -> None:
    """btrfs and others count none."""
    assert found((*without(QueueSpace), replace(SPACE, inodes=None))) == {}
    full = found((*without(QueueSpace), replace(SPACE, inodes=0)))
    assert list(full) == ["queue-disk-full"]
