"""What a server holds proves a cause: accounts, relay hosts, tables, certificates, names."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailmend.case import Outgoing
from mailmend.change import ServerAction
from mailmend.facts import (
    CertificateOnDisk,
    CertificateServed,
    DomainRole,
    Helper,
    MailQueue,
    RestrictionTrace,
    ServerAccount,
    ServerFile,
    SubmissionService,
    Upstream,
)
from mailmend.verdict import Likely, Possible, Proven
from tests.causes.test_on_server import (
    ACCOUNT,
    ACCOUNTS,
    AT_587,
    BROKEN,
    CASE,
    HEALTHY,
    LOGINS,
    NAMES,
    ON_DISK,
    RELAY,
    TABLE,
    found,
    helper,
    served,
    service,
    trace,
    waiting,
    with_traces,
    without,
)

OF_THE_ACCOUNT: dict[str, ServerAccount] = {
    "account-deleted": replace(ACCOUNT, known=False),
    "smtp-auth-disabled-per-account": replace(ACCOUNT, bar="service"),
    "mfa-conditional-access-block": replace(ACCOUNT, bar="network"),
}


@pytest.mark.parametrize("name", OF_THE_ACCOUNT)
def test_what_bars_one_account_is_proven_on_the_server(name: str) -> None:
    """And is no fault of the server."""
    verdicts = found((*without(ServerAccount), OF_THE_ACCOUNT[name]))
    assert list(verdicts) == [name]
    assert isinstance(verdicts[name], Proven)


def test_nologin_bars_only_where_dovecot_itself_takes_the_mail() -> None:
    """Postfix and Exim hear yes or no of it."""
    barred = (*without(ServerAccount), replace(ACCOUNT, bar="disabled"))
    assert found(barred) == {}
    front = tuple(
        one for one in barred if not isinstance(one, SubmissionService | RestrictionTrace)
    )
    assert list(found((*front, service(25, login=False)))) == ["account-suspended"]


def test_an_account_is_not_gone_where_the_list_of_accounts_is() -> None:
    """Nor where the login service is down."""
    gone = replace(ACCOUNT, known=False)
    facts = (*without(ServerAccount, ServerFile), gone, replace(ACCOUNTS, problem="missing"))
    assert list(found(facts)) == ["auth-backend-rejects-all"]
    facts = (*without(ServerAccount, Helper), gone, helper(answers=False))
    assert list(found(facts)) == ["auth-backend-down"]


def test_an_account_of_another_servers_domain_may_be_there() -> None:
    """This one keeps only its own."""
    facts = (*without(ServerAccount, DomainRole), replace(ACCOUNT, known=False))
    assert isinstance(found(facts)["account-deleted"], Possible)


def test_a_full_mailbox_may_send_on_most_servers() -> None:
    """So it is possible, and no more."""
    full = (*without(ServerAccount), replace(ACCOUNT, used=10))
    assert {name: type(one) for name, one in found(full).items()} == {
        "sender-mailbox-over-quota": Possible
    }


def test_a_password_that_the_server_itself_refuses_is_likely_wrong() -> None:
    """A right one rules nothing in."""
    refused = found((*without(ServerAccount), replace(ACCOUNT, password=False)))
    assert {name: type(one) for name, one in refused.items()} == {"password-wrong-both": Likely}
    assert found((*without(ServerAccount), replace(ACCOUNT, password=True))) == {}


def test_a_relay_host_without_a_login_on_file_may_want_none() -> None:
    """Until messages wait for it."""
    bare = (*without(Upstream), replace(RELAY, credentials="missing"))
    assert isinstance(found(bare)["smarthost-rejects"], Possible)
    verdict = found((*without(Upstream, MailQueue), bare[-1], waiting("login")))
    assert isinstance(verdict["smarthost-rejects"], Proven)


def test_messages_that_wait_for_others_are_not_the_relay_hosts_fault() -> None:
    """A recipient's own server, or greylisting."""
    assert found((*without(MailQueue), waiting("login", "mx.far.test"))) == {}
    assert found((*without(MailQueue), waiting("recipient"))) == {}
    assert found((*without(MailQueue, Upstream), waiting("login"))) == {}


def test_a_relay_host_that_does_not_answer_is_likely() -> None:
    """It may answer again by now."""
    verdict = found((*without(MailQueue), waiting("connection")))["smarthost-rejects"]
    assert isinstance(verdict, Likely)


def test_a_table_of_logins_that_was_not_compiled_is_named() -> None:
    """With its file and line, and what to do."""
    broken = replace(LOGINS, problem="not-compiled", stops="sending")
    facts = (*(one for one in HEALTHY if one is not LOGINS), broken)
    verdict = found(facts)["smarthost-rejects"]
    assert isinstance(verdict, Likely)
    (change,) = verdict.changes
    assert isinstance(change, ServerAction)
    assert change.detail.startswith("/etc/postfix/main.cf:9 smtp_sasl_password_maps")
    rest = tuple(one for one in facts if not isinstance(one, MailQueue))
    stuck = (*rest, waiting("table", "", "local data error while talking to mail.relay.example"))
    assert isinstance(found(stuck)["smarthost-rejects"], Proven)


@pytest.mark.parametrize("problem", ["missing", "not-compiled"])
@pytest.mark.parametrize(
    ("stops", "cause"),
    [("sending", "transport-routing-wrong"), ("taking", "milter-or-policy-down")],
)
def test_a_table_that_every_message_needs_stops_mail(problem: Any, stops: Any, cause: str) -> None:
    """One that nobody needs who hands in mail, or an old one, does not."""
    rest = tuple(one for one in HEALTHY if one is not TABLE)
    verdicts = found((*rest, replace(TABLE, problem=problem, stops=stops)))
    assert list(verdicts) == [cause]
    verdict = verdicts[cause]
    assert isinstance(verdict, Proven)
    assert verdict.changes[0] == ServerAction(
        "repair-lookup-table",
        "mail.hosting.test",
        None,
        "/etc/postfix/main.cf:7 transport_maps: hash:/etc/postfix/transport",
    )
    assert found((*rest, replace(TABLE, problem=problem, stops=""))) == {}
    assert found((*rest, replace(TABLE, problem="older-than-source"))) == {}


def test_a_table_that_a_rule_asks_and_that_fails_is_repaired_as_a_table() -> None:
    """The rule names it."""
    verdict = found(with_traces(rule_kind="table", rule="check_sender_access hash:/x"))
    assert list(verdict) == ["milter-or-policy-down"]
    proven = verdict["milter-or-policy-down"]
    assert isinstance(proven, Proven)
    assert [one.action for one in proven.changes if isinstance(one, ServerAction)] == [
        "repair-lookup-table"
    ]


def test_the_entry_of_a_table_is_named_with_its_line() -> None:
    """Beside the rule that looks it up."""
    place = "/etc/postfix/senders:3"
    facts = with_traces(rule_kind="sender", entry="customer.test REJECT", entry_place=place)
    verdict = found(facts)["sender-domain-rejected"]
    assert isinstance(verdict, Proven)
    (change,) = verdict.changes
    assert isinstance(change, ServerAction)
    assert change.detail.endswith(f"; {place}: customer.test REJECT")


def test_a_renewed_certificate_must_be_loaded_and_an_old_one_renewed() -> None:
    """Two different things to do."""
    verdict = found(BROKEN["cert-expired"])["cert-expired"]
    assert isinstance(verdict, Proven)
    assert [one.action for one in verdict.changes if isinstance(one, ServerAction)] == [
        "load-renewed-certificate"
    ]
    old = (
        *without(CertificateServed, CertificateOnDisk),
        replace(ON_DISK, dates="expired"),
        *(served(port, dates="expired") for port in (587, 465)),
    )
    verdict = found(old)["cert-expired"]
    assert isinstance(verdict, Proven)
    assert [one.action for one in verdict.changes if isinstance(one, ServerAction)] == [
        "renew-certificate"
    ]


def test_a_renewed_certificate_whose_forerunner_still_holds_is_no_fault() -> None:
    """Not yet."""
    facts = (*without(CertificateServed), *(served(port, stale=True) for port in (587, 465)))
    assert found(facts) == {}


def test_an_expired_certificate_of_another_port_does_not_matter() -> None:
    """The device is on its own port."""
    facts = (*without(CertificateServed), served(587), served(465, dates="expired"))
    assert found(facts, AT_587) == {}


def test_a_key_of_another_certificate_is_a_file_to_repair() -> None:
    """Named with the certificate."""
    facts = (*without(CertificateOnDisk), replace(ON_DISK, key_fits=False))
    assert list(found(facts)) == ["tls-cert-file-unreadable"]


def test_a_copy_of_resolv_conf_matters_only_where_names_fail() -> None:
    """Then it is possible."""
    copy = replace(NAMES, answers=None, file="/var/spool/postfix/etc/resolv.conf")
    assert found((*HEALTHY, copy)) == {}
    facts = (*without(MailQueue), copy, waiting("names", "far.test"))
    assert isinstance(found(facts)["transport-routing-wrong"], Possible)


def test_a_service_of_the_servers_own_may_refuse_people() -> None:
    """As those by which a mail suite's web page hands in; unless the device is set to it."""
    own = (replace(service(587), port=590, name="590"), trace(590, "reject", rule_kind="relay"))
    assert found((*HEALTHY, *own)) == {}
    at_590 = replace(CASE, outgoing=Outgoing(host="mail.hosting.test", port=590))
    assert list(found((*HEALTHY, *own), at_590)) == ["permit-sasl-missing"]


def test_a_chain_that_another_setting_completes_is_complete() -> None:
    """As smtpd_tls_CAfile does: what is sent counts."""
    facts = (*without(CertificateOnDisk), replace(ON_DISK, complete=False))
    assert found(facts) == {}
