"""Ways out, encryption of ports, permissions of sockets and rules about one client, as judged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mailmend.case import Outgoing
from mailmend.change import ServerAction
from mailmend.facts import (
    Fact,
    Helper,
    Listener,
    MailQueue,
    MailRoute,
    MailServer,
    ServerAccount,
    ServerFile,
    SubmissionService,
)
from mailmend.verdict import Likely, Possible, Proven
from tests.causes.test_on_server import (
    ACCOUNT,
    ACCOUNTS,
    CASE,
    HEALTHY,
    SERVER,
    found,
    helper,
    service,
    waiting,
    with_traces,
    without,
)

ROUTE = MailRoute(
    domain="", transport="smtp", setting="relayhost", file="/etc/postfix/main.cf", line=20
)


def way(**more: Any) -> tuple[Fact, ...]:
    """The healthy facts with that way of mail for others."""
    return (*HEALTHY, replace(ROUTE, **more))


def encrypted(port: int, security: Any) -> tuple[Fact, ...]:
    """The healthy facts with another kind of encryption on that port."""
    others = [service(one) for one in (25, 587, 465) if one != port]
    odd = replace(service(port), security=security, encryption_at="/etc/postfix/master.cf:4")
    return (*without(SubmissionService), *others, odd)


def test_a_way_in_order_says_nothing() -> None:
    """And what waits for another reason neither."""
    assert found(way()) == {}


@pytest.mark.parametrize(
    "problem", ["switched-off", "no-such-service", "held-back", "loops", "silent"]
)
def test_a_way_of_all_mail_that_leads_nowhere_is_proven(problem: str) -> None:
    """With file and line."""
    verdicts = found(way(problem=problem))
    assert list(verdicts) == ["transport-routing-wrong"]
    verdict = verdicts["transport-routing-wrong"]
    assert isinstance(verdict, Proven)
    (change,) = verdict.changes
    assert isinstance(change, ServerAction)
    assert (change.action, change.detail) == (
        "repair-routing",
        "/etc/postfix/main.cf:20 relayhost",
    )


def test_a_way_of_one_domain_counts_for_that_domain() -> None:
    """Where the recipient is of another or not known it is possible."""
    circle = way(problem="loops", domain="elsewhere.test")
    theirs = replace(CASE, recipient="bob@elsewhere.test")
    other = replace(CASE, recipient="bob@other.test")
    assert isinstance(found(circle, theirs)["transport-routing-wrong"], Proven)
    for case in (CASE, other):
        assert isinstance(found(circle, case)["transport-routing-wrong"], Possible)


def test_messages_that_wait_for_a_way_are_likely() -> None:
    """They may have been put off before it was mended."""
    stuck = waiting("routing", "", "mail for mail.hosting.test loops back to myself")
    verdicts = found((*without(MailQueue), stuck))
    assert list(verdicts) == ["transport-routing-wrong"]
    assert isinstance(verdicts["transport-routing-wrong"], Likely)


@pytest.mark.parametrize(
    ("port", "security", "usual", "cause"),
    [
        (587, "none", "starttls", "outgoing-ssl-on-plain-server"),
        (587, "tls", "starttls", "starttls-on-implicit-port"),
        (465, "starttls", "tls", "implicit-tls-on-starttls-port"),
        (465, "none", "tls", "implicit-tls-on-starttls-port"),
    ],
)
def test_a_port_with_unusual_encryption(port: int, security: str, usual: Any, cause: str) -> None:
    """Proven for a device that is set as usual, likely where that is not known."""
    facts = encrypted(port, security)
    assert isinstance(found(facts)[cause], Likely)
    device = Outgoing(host="mail.hosting.test", port=port, security=usual)
    assert isinstance(found(facts, replace(CASE, outgoing=device))[cause], Proven)
    other = replace(device, port=465 if port == 587 else 587)
    assert cause not in found(facts, replace(CASE, outgoing=other))
    internal = tuple(
        replace(one, login=False)
        if isinstance(one, SubmissionService) and one.port == port
        else one
        for one in facts
    )
    assert cause not in found(internal)


def test_a_socket_that_keeps_the_mail_server_out_is_as_good_as_down() -> None:
    """Though somebody listens; an account of it is not judged then."""
    barred = replace(helper(), trouble="postfix may not use the socket", file="/d", line=2)
    verdicts = found((*without(Helper), barred, helper("filter")))
    assert list(verdicts) == ["auth-backend-down"]
    assert "/d:2" in str(verdicts["auth-backend-down"].summary)  # type: ignore[union-attr]
    silent = replace(helper("filter"), trouble="postfix may not use the socket")
    assert list(found((*without(Helper), helper(), silent))) == ["milter-or-policy-down"]


def test_rules_about_a_client_a_login_and_a_header() -> None:
    """Each is a cause of its own."""
    assert list(found(with_traces(rule_kind="client"))) == ["client-ip-banned"]
    assert list(found(with_traces(rule_kind="login"))) == ["outgoing-suspended-or-held"]
    assert list(found(with_traces(rule_kind="content", text="spam"))) == ["content-filter-reject"]


def test_files_that_the_checker_refuses_keep_the_server_down() -> None:
    """Proven where nothing listens, possible where what runs may know them from before."""
    broken = replace(SERVER, running=False, fault="bad field count", file="/m.cf", line=26)
    down = found((*without(MailServer, Listener), broken, Listener(address="*", port=993)))
    assert isinstance(down["smtp-service-down"], Proven)
    assert "/m.cf:26" in str(down["smtp-service-down"].summary)
    assert isinstance(found((*without(MailServer), broken))["smtp-service-down"], Possible)
    read_anew = replace(broken, file="/etc/postfix/main.cf")
    assert isinstance(found((*without(MailServer), read_anew))["smtp-service-down"], Likely)


def test_a_server_for_itself_only_names_its_setting() -> None:
    """Where the file holds it."""
    inward = Listener(address="127.0.0.1", port=25)
    named = replace(SERVER, setting="inet_interfaces", line=30)
    verdict = found((*without(MailServer, Listener), named, inward))["smtp-service-down"]
    assert isinstance(verdict, Proven)
    assert "inet_interfaces (/etc/postfix/main.cf:30)" in str(verdict.summary)
    (change,) = verdict.changes
    assert isinstance(change, ServerAction)
    assert change.detail == "/etc/postfix/main.cf:30 inet_interfaces"


def test_an_account_that_is_listed_and_not_found() -> None:
    """The list itself is in order, so that the login service asks it in a wrong way."""
    lost = replace(ACCOUNT, bar="lookup", file=ACCOUNTS.path, line=7, setting="passdb")
    verdicts = found((*without(ServerAccount), lost))
    assert list(verdicts) == ["auth-backend-rejects-all"]
    assert isinstance(verdicts["auth-backend-rejects-all"], Likely)


def test_a_list_of_those_who_may_not_log_in_bars_from_sending_too() -> None:
    """Unlike nologin, which Postfix does not hear of."""
    denied = replace(ACCOUNT, bar="disabled", setting="deny", file="/deny", line=1)
    verdicts = found((*without(ServerAccount), denied))
    assert list(verdicts) == ["account-suspended"]


def test_the_list_that_the_mail_server_asks_goes_before_dovecots() -> None:
    """Cyrus SASL has one of its own."""
    own = ServerFile(role="accounts", path="/etc/sasldb2", problem="missing", ports=(587, 465))
    assert list(found((*HEALTHY, own))) == ["auth-backend-rejects-all"]
    assert found((*HEALTHY, replace(own, problem=""))) == {}
