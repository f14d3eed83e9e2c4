"""Which endpoints and logins are tried for a case."""

from __future__ import annotations

import pytest

from mailmend.case import Case, Device, Incoming, Outgoing, Security
from mailmend.devices import client_for
from mailmend.facts import DnsAnswer, PublishedServer, PublishedSettings
from mailmend.facts.published import Origin
from mailmend.probes import plans
from mailmend.probes.plans import Endpoint

HOST, ADDRESS = "mail.hosting.test", "alice@customer.test"


def case(outgoing: Outgoing, app: str = "Apple Mail", os: str = "iOS", **more: object) -> Case:
    """A case with these outgoing settings."""
    return Case(ADDRESS, device=Device(os, "17", app), outgoing=outgoing, **more)  # type: ignore[arg-type]


def rows(found: tuple[Endpoint, ...]) -> list[tuple[int, str]]:
    """Port and mode of each, in order."""
    return [(each.port, each.mode) for each in found]


def endpoints(
    port: int | None, security: Security | None, app: str = "Apple Mail"
) -> tuple[Endpoint, ...]:
    """The endpoints of a device with that port and security."""
    it = case(Outgoing(host=HOST, port=port, security=security), app, "Linux" if app else "iOS")
    if app == "Apple Mail":
        it = case(Outgoing(host=HOST, port=port, security=security))
    return plans.device_endpoints(it, client_for(it))


def test_good_settings_are_tried_first_and_lead() -> None:
    """The others follow, without a login of their own at first."""
    found = endpoints(587, "starttls")
    assert rows(found) == [(587, "starttls"), (465, "tls"), (25, "starttls")]
    assert [each.leads for each in found] == [True, False, False]
    assert [each.own for each in found] == [True, False, False]


def test_a_device_without_tls_is_tried_as_it_is_and_with_tls() -> None:
    """The clear dialogue shows the failure, the other leads; and 587 in clear is looked at."""
    found = endpoints(25, "none")
    assert rows(found) == [
        (25, "plain"),
        (25, "starttls"),
        (587, "starttls"),
        (465, "tls"),
        (587, "plain"),
    ]
    assert [each.mode for each in found if each.leads] == ["starttls"]
    assert [each.envelope for each in found][-1] is False


def test_at_most_three_name_a_remote_recipient_without_a_login() -> None:
    """The device's own first."""
    for port, security in ((25, "none"), (587, "none"), (465, "starttls"), (2587, "tls")):
        found = endpoints(port, security)  # type: ignore[arg-type]
        named = [each for each in found if each.anonymous_remote]
        assert len(named) <= 3
        assert named[0] == found[0]


def test_an_unusual_port_is_tried_in_other_modes() -> None:
    """TLS at once only if nothing speaks there."""
    found = endpoints(2587, "starttls")
    assert rows(found)[:2] == [(2587, "starttls"), (2587, "tls")]
    assert [each.only_if_silent for each in found][:2] == [False, True]


def test_a_phone_uses_tls_at_once_on_465_and_others_do_as_set() -> None:
    """The mode is the program's."""
    assert rows(endpoints(465, "starttls"))[0] == (465, "tls")
    assert rows(endpoints(465, "starttls", "Thunderbird"))[:2] == [(465, "starttls"), (465, "tls")]


def test_without_a_host_nothing_of_the_device_is_dialled() -> None:
    """An empty host is the fault itself."""
    assert endpoints(587, "starttls") != ()
    for host in (None, ""):
        it = case(Outgoing(host=host, port=587))
        assert plans.device_endpoints(it, client_for(it)) == ()


def test_without_a_port_the_usual_ones_are_tried() -> None:
    """None of them is the device's own."""
    found = endpoints(None, None)
    assert rows(found) == [(587, "starttls"), (465, "tls"), (25, "starttls")]
    assert not any(each.own for each in found)


def test_the_password_is_not_tried_at_a_server_of_another_account() -> None:
    """The account's other servers may belong to somebody else."""
    others = (
        Outgoing(True, "smtp.other.test", 587, "starttls", "someone@other.test", True, "password"),
        Outgoing(True, "smtp.third.test", 465, "tls", ADDRESS, True, "password"),
        Outgoing(False, "smtp.off.test", 465, "tls", ADDRESS, True, "password"),
        Outgoing(True, None, None),
    )
    it = case(Outgoing(host=HOST, port=587, security="starttls"), other_outgoing=others)
    found = plans.other_endpoints(it, client_for(it))
    assert [(each.host, each.logs_in) for each in found] == [
        ("smtp.other.test", False),
        ("smtp.third.test", True),
    ]


def test_the_devices_mechanism_goes_first_then_the_others() -> None:
    """The name as typed, then its usual forms."""
    outgoing = Outgoing(True, HOST, 587, "starttls", "alice", True, "cram-md5")
    it = case(outgoing)
    found = plans.logins(it, client_for(it), plans.device_names(it))
    assert [(login.username, login.mechanisms) for login in found] == [
        ("alice", ("CRAM-MD5",)),
        ("alice", ("PLAIN", "LOGIN")),
        (ADDRESS, ("CRAM-MD5",)),
        (ADDRESS, ("PLAIN", "LOGIN")),
    ]


def test_a_blank_user_name_is_explored_with_the_incoming_one() -> None:
    """That name is known to open the mailbox."""
    it = case(Outgoing(username=""), incoming=Incoming(username="u12345"))
    assert plans.device_names(it) == ("u12345", ADDRESS, "alice")


def test_a_mechanism_that_is_not_spoken_here_is_left_out() -> None:
    """NTLM shows in what is offered; the plain password explores."""
    it = case(
        Outgoing(True, HOST, 587, "starttls", ADDRESS, True, "ntlm"), app="Outlook", os="Windows"
    )
    found = plans.logins(it, client_for(it), (ADDRESS,))
    assert [login.mechanisms for login in found] == [("PLAIN", "LOGIN", "CRAM-MD5")]


ALERT = "The recipient “bob@elsewhere.test” was rejected by the server."


@pytest.mark.parametrize(
    ("recipient", "error", "expected"),
    [
        ("dana@elsewhere.test", ALERT, "dana@elsewhere.test"),
        (None, ALERT, "bob@elsewhere.test"),
        (None, f"The sender address “{ADDRESS}” was rejected", plans.FALLBACK_RECIPIENT),
        (None, "user carol@customer.test unknown", plans.FALLBACK_RECIPIENT),
        (None, None, plans.FALLBACK_RECIPIENT),
    ],
)
def test_the_recipient_named_is_a_real_one_where_one_is_known(
    recipient: str | None, error: str | None, expected: str
) -> None:
    """Never the sender and never a guessed stranger."""
    assert plans.remote_recipient(Case(ADDRESS, recipient=recipient, error=error)) == expected


def published(
    *hosts: str, origin: Origin = "autoconfig", trusted: bool = True
) -> PublishedSettings:
    """Published SMTP servers."""
    servers = tuple(PublishedServer("smtp", host, 587, "starttls") for host in hosts)
    return PublishedSettings(origin=origin, url="", servers=servers, trusted=trusted)


def mx(*hosts: str) -> DnsAnswer:
    """The MX of the domain."""
    records = tuple(f"{number} {host}." for number, host in enumerate(hosts))
    return DnsAnswer(name="customer.test", rtype="MX", status="ok", records=records)


def test_published_servers_come_before_guesses_and_without_them() -> None:
    """Where something trusted is published nothing is guessed."""
    found = plans.candidates(Case(ADDRESS), [mx("mx.hosting.test"), published("smtp.hosting.test")])
    assert [(each.host, each.logs_in) for each in found] == [("smtp.hosting.test", True)]


def test_an_untrusted_publication_never_meets_the_password() -> None:
    """Unless its host belongs to the address's domain or to a server the person named."""
    found = plans.candidates(
        Case(ADDRESS, incoming=Incoming(host="imap.hosting.test")),
        [published("smtp.evil.test", "smtp.customer.test", "smtp.hosting.test", trusted=False)],
    )
    assert {each.host: each.logs_in for each in found} == {
        "smtp.evil.test": False,
        "smtp.customer.test": True,
        "smtp.hosting.test": True,
    }


def test_the_owner_of_the_exchanger_may_name_its_own_servers() -> None:
    """Its document is untrusted, but it holds the mail anyway; another owner's server stays out."""
    document = published("smtp.hosting.test", "smtp.evil.test", trusted=False)
    for exchanger, logs_in in (("mx1.in.hosting.test", True), ("mx.other.test", False)):
        found = plans.candidates(Case(ADDRESS), [mx(exchanger), document])
        known = {each.host: each.logs_in for each in found}
        assert (known["smtp.hosting.test"], known["smtp.evil.test"]) == (logs_in, False)


def test_without_publication_the_incoming_host_the_usual_names_and_the_exchanger_are_tried() -> (
    None
):
    """In this order, each on its submission ports."""
    it = Case(ADDRESS, incoming=Incoming(host="imap.hosting.test"))
    hosts = [each.host for each in plans.candidates(it, [mx("mx.hosting.test")])]
    assert hosts[0] == "imap.hosting.test"
    assert "smtp.customer.test" in hosts
    assert hosts.index("mail.customer.test") < hosts.index("mx.hosting.test")
    assert len(hosts) <= plans.MAX_CANDIDATES


def test_the_devices_own_host_is_no_candidate() -> None:
    """It is looked at anyway."""
    it = case(Outgoing(host=HOST, port=25))
    assert plans.candidates(it, [published(HOST.upper())]) == ()


def test_nothing_is_guessed_at_a_public_suffix() -> None:
    """``alice@co.uk`` leads nowhere."""
    assert plans.candidates(Case("alice@co.uk"), []) == ()


def test_a_srv_record_is_a_publication() -> None:
    """RFC 6186; its target may be given the password."""
    answer = DnsAnswer(
        name="_submissions._tcp.customer.test",
        rtype="SRV",
        status="ok",
        records=("0 1 465 mail.hosting.test.",),
    )
    found = plans.candidates(Case(ADDRESS), [answer])
    assert [(each.host, each.port, each.mode, each.logs_in) for each in found] == [
        ("mail.hosting.test", 465, "tls", True)
    ]
