"""The bundled provider data: what is found, what must not be, and how fast."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Sequence

import pytest

from mailmend.facts import NotObserved, PublishedSettings
from mailmend.probes import provider_database
from mailmend.probes.provider_database import HINTS, provider_settings
from mailmend.wire.domain_names import host_name, registrable


def found(address: str, *mx: str) -> list[PublishedSettings]:
    """What the data publishes for an address."""
    facts = provider_settings(address, mx)
    return [fact for fact in facts if isinstance(fact, PublishedSettings)]


def outgoing(facts: Sequence[PublishedSettings]) -> list[tuple[str, int, str]]:
    """The SMTP servers in order."""
    servers = [server for fact in facts for server in fact.servers]
    return [(s.host, s.port, s.security) for s in servers if s.protocol == "smtp"]


def missed(address: str, *mx: str) -> bool:
    """Whether the data has nothing, said as such."""
    facts = provider_settings(address, mx)
    return [type(fact) for fact in facts] == [NotObserved]


def test_a_provider_by_its_domain() -> None:
    """Servers in the source's order, the address filled in, origin and source named."""
    (fact,) = found("Alice@GMX.de")
    assert (fact.origin, fact.trusted) == ("ispdb", True)
    assert outgoing([fact]) == [("mail.gmx.net", 465, "tls"), ("mail.gmx.net", 587, "starttls")]
    assert {server.username for server in fact.servers} == {"Alice@GMX.de"}
    assert re.search(r": ispdb/gmx\.net\.xml, [0-9a-f]+ of \d{4}-\d\d-\d\d$", fact.source)
    assert "switch:" in fact.hint


def test_a_source_that_adds_nothing_gives_no_second_fact_but_its_hint() -> None:
    """GMX is in three sources; their servers agree."""
    assert len(found("a@gmx.net")) == 1


def test_the_user_name_form_of_each_server() -> None:
    """iCloud wants the local part for IMAP and the address for SMTP."""
    (fact,) = found("alice@icloud.com")
    names = {server.protocol: server.username for server in fact.servers}
    assert names == {"imap": "alice", "smtp": "alice@icloud.com"}
    assert "app password" in fact.hint


def test_a_provider_without_smtp_gives_its_hint() -> None:
    """That nothing can be set up is the answer."""
    facts = found("alice@tutanota.com")
    assert [fact.servers for fact in facts] == [()]
    assert facts[0].hint == HINTS["no-mail-programs"]


@pytest.mark.parametrize(
    ("mx", "host"),
    [
        ("aspmx.l.google.com", "smtp.gmail.com"),
        ("SMTP.GOOGLE.COM.", "smtp.gmail.com"),
        ("firm-de.mail.protection.outlook.com", "smtp.office365.com"),
        ("firm-de.o-v1.mx.microsoft", "smtp.office365.com"),
        ("firm-com.olc.protection.outlook.com", "smtp-mail.outlook.com"),
        ("in1-smtp.messagingengine.com", "smtp.fastmail.com"),
        ("mx.zoho.eu", "smtp.zoho.eu"),
        ("mx2.zoho.com", "smtp.zoho.com"),
        ("mx1.mail.ovh.net", "ssl0.ovh.net"),
        ("mx00.kundenserver.de", "smtp.ionos.de"),
        ("mx01.ionos.co.uk", "smtp.ionos.co.uk"),
        ("mx1.pub.mailpod12-cph3.one.com", "send.one.com"),
        ("spool.mail.gandi.net", "mail.gandi.net"),
        ("smtpin.rzone.de", "smtp.strato.de"),
        ("mx-aol.mail.gm0.yahoodns.net", "smtp.aol.com"),
        ("mta5.am0.yahoodns.net", "smtp.mail.yahoo.com"),
        ("mx01.mail.icloud.com", "smtp.mail.me.com"),
        ("w0012345.kasserver.com", "w0012345.kasserver.com"),
        ("mx0.ispgateway.de", "sslout.df.eu"),
        ("mx1.beget.com", "smtp.beget.com"),
        ("mx2.hosting.reg.ru", "mail.hosting.reg.ru"),
        ("mx1.feishu.cn", "smtp.feishu.cn"),
        ("mx01.lolipop.jp", "smtp.lolipop.jp"),
        ("mx.uhserver.com", "smtps.uhserver.com"),
        ("mx1.spacemail.com", "mail.spacemail.com"),
        ("mx0.123-reg.co.uk", "smtp.123-reg.co.uk"),
        ("mxn.mxhichina.com", "smtp.mxhichina.com"),
    ],
)
def test_a_hosted_domain_by_its_exchanger(mx: str, host: str) -> None:
    """The longest known end of the exchanger's name decides."""
    assert outgoing(found("alice@firm.test", mx))[0][0] == host


def test_settings_made_from_the_exchanger_itself_are_not_trusted() -> None:
    """DNS named the host, not the data."""
    (named,) = found("alice@firm.test", "w0012345.kasserver.com")
    (bundled,) = found("alice@firm.test", "aspmx.l.google.com")
    assert (named.trusted, bundled.trusted) == (False, True)


def test_the_first_known_exchanger_decides() -> None:
    """Unknown ones before it, such as a filter, are passed over."""
    facts = found("alice@firm.test", "mx.filter.test", "aspmx.l.google.com", "mx.zoho.com")
    assert outgoing(facts)[0][0] == "smtp.gmail.com"


@pytest.mark.parametrize(
    "mx",
    [
        "mx.evilgoogle.com",
        "google.com.evil.test",
        "com",
        "mx.com",
        "mx.co.uk",
        "outlook.com.firm.test",
        "mail.firm.test",
        "10.0.0.1",
        "not a host",
        "",
        "mx1.notbeget.com",
        "mail.reg.ru",
        "mx1.feishu.cn.evil.test",
    ],
)
def test_a_name_that_only_looks_known_is_not(mx: str) -> None:
    """An end is compared label by label, and never at a public suffix."""
    assert missed("alice@firm.test", mx)


@pytest.mark.parametrize(
    "mx",
    [
        "inbound-smtp.us-east-1.amazonaws.com",
        "mx1.redirect.ovh.net",
        "redirect.ovh.net",
        "mx1.forwardemail.net",
        "route1.mx.cloudflare.net",
    ],
)
def test_an_exchanger_that_only_forwards_or_feeds_programs_names_no_mailbox(mx: str) -> None:
    """The password is not tried at a service that may have no mailbox of that name."""
    assert missed("alice@firm.test", mx)
    assert outgoing(found("alice@firm.test", mx, "mx.zoho.eu"))[0][0] == "smtp.zoho.eu"


def test_an_address_of_a_forwarding_service_itself_is_known() -> None:
    """Only its exchangers tell nothing."""
    assert outgoing(found("alice@forwardemail.net")) == [("smtp.forwardemail.net", 465, "tls")]


@pytest.mark.parametrize(
    "address", ["a@gmx.evil.test", "a@yahoo.evil.test", "a@notgmx.net", "a@gmx.net.evil.test"]
)
def test_a_domain_that_only_looks_known_is_not(address: str) -> None:
    """A brand counts under public suffixes only."""
    assert missed(address)


def test_a_company_of_the_same_name_is_another_one() -> None:
    """Yahoo Japan has servers of its own."""
    assert outgoing(found("a@yahoo.co.jp")) == [("smtp.mail.yahoo.co.jp", 465, "tls")]


def test_a_brand_under_a_public_suffix() -> None:
    """Yahoo owns its name in many countries."""
    assert outgoing(found("a@yahoo.com.ve"))[0][0] == "smtp.mail.yahoo.com"


def test_a_tenant_domain_below_a_wildcard() -> None:
    """onmicrosoft.com is listed itself, its tenants by a wildcard."""
    assert outgoing(found("a@contoso.onmicrosoft.com"))[0][0] == "smtp.office365.com"


@pytest.mark.parametrize("address", ["a@localhost", "a@10.0.0.1", "a@b\u202ec.test"])
def test_an_unusable_domain_is_a_miss(address: str) -> None:
    """It is not looked up."""
    assert missed(address)


def test_every_bundled_name_belongs_to_one_owner() -> None:
    """No domain and no exchanger end is at or above a public suffix.

    The exception is a hoster's own suffix, below which each customer has a server: it leads to the
    exchanger itself and to no other host.
    """
    bundle = provider_database.bundled().bundle
    names = {**bundle["domains"], **bundle["mx"]}
    shared = {name for name in names if registrable(name.removeprefix("*.")) is None}
    assert shared == {"kasserver.com"}
    providers = [provider_database.bundled().provider(number) for number in names["kasserver.com"]]
    assert {s.host for provider in providers for s in provider.servers} == {"%MX%"}


def test_every_bundled_server_is_usable() -> None:
    """Hosts, ports, words and hints are of the project's vocabulary."""
    for number in range(len(provider_database.bundled().bundle["providers"])):
        provider = provider_database.bundled().provider(number)
        assert set(provider.hints) <= set(HINTS)
        for server in provider.servers:
            plain = server.host.replace("%EMAILDOMAIN%", "a.test").replace("%MX%", "mx.a.test")
            assert host_name(plain), server
            assert 1 <= server.port <= 65535
            assert server.security in {"none", "starttls", "tls"}
            assert server.protocol in {"smtp", "imap", "pop3"}


@pytest.mark.parametrize(
    ("address", "foreign"), [("a@xtra.co.nz", "yahoo.com"), ("a@zohomail.com", "zoho.eu")]
)
def test_a_mailbox_is_not_sent_to_a_provider_it_has_left(address: str, foreign: str) -> None:
    """A row of another source that is wrong for the domain does not name its servers."""
    assert outgoing(found(address))
    assert not [host for host, _, _ in outgoing(found(address)) if host.endswith(foreign)]


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("a@comcast.net", "access-switch"),
        ("a@free.fr", "access-switch"),
        ("a@interia.pl", "access-switch"),
        ("a@kakao.com", "access-switch"),
        ("a@att.net", "app-password"),
        ("a@libero.it", "app-password-with-2fa"),
        ("a@mail.com", "paid-plan"),
    ],
)
def test_what_a_provider_asks_for_first(address: str, word: str) -> None:
    """Told with its servers, whichever source has them."""
    facts = found(address)
    assert outgoing(facts)
    assert {fact.hint for fact in facts if HINTS[word] in fact.hint}


@pytest.mark.parametrize("address", ["a@orange.fr", "a@sunrise.ch", "a@gmx.com.evil.test"])
def test_nothing_is_asked_for_where_no_source_says_so(address: str) -> None:
    """A wrong hint is worse than none."""
    assert not [fact for fact in found(address) if fact.hint]


def test_a_customer_below_a_wildcard_and_not_the_provider_itself() -> None:
    """A user name that differs from the address is left open."""
    (fact,) = found("alice@household.plus.com")
    assert outgoing([fact]) == [("relay.plus.net", 465, "tls")]
    assert {server.username for server in fact.servers} == {None}
    assert missed("alice@plus.com")


def test_tls_from_the_first_byte_on_the_submission_port() -> None:
    """One provider speaks it there; the other way is kept behind it."""
    assert outgoing(found("a@charter.net"))[:2] == [
        ("mobile.charter.net", 587, "tls"),
        ("mobile.charter.net", 587, "starttls"),
    ]


def test_the_source_of_an_entry_is_told_or_that_there_is_none() -> None:
    """An engineer sees what a server name rests on."""
    (checked,), (unchecked,) = found("a@sunrise.ch"), found("a@volny.cz")
    assert "agrees with FairEmail's list" in checked.source
    assert "known.toml, unchecked" in unchecked.source


def test_the_data_loads_in_a_few_milliseconds() -> None:
    """The best of five loads, so that a busy machine does not decide."""
    times = []
    for _ in range(5):
        provider_database.bundled.cache_clear()
        start = time.perf_counter()
        provider_database.bundled()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


def test_the_data_is_small_and_plain() -> None:
    """One JSON document that names its build."""
    bundle = provider_database.bundled().bundle
    assert len(bundle["built"]) == 10
    assert len(json.dumps(bundle)) < 200_000
