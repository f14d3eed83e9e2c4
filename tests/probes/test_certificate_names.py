"""Other names of a server whose certificate does not fit."""

from __future__ import annotations

import pytest

from mailmend.case import Case, Incoming, Outgoing
from mailmend.facts import DnsAnswer, Facts, PublishedServer, PublishedSettings, SmtpDialogue
from mailmend.probes.certificate_names import other_names, vouched
from tests.causes.build import certificate, dialogue, session, step

CASE = Case("alice@customer.test", outgoing=Outgoing(host="mail.customer.test"))
NOTHING = Facts()


def held(*names: str, called: str = "x", fits: bool = False, in_date: bool = True) -> SmtpDialogue:
    """A dialogue with a certificate for these names, by a server that calls itself so."""
    leaf = certificate(*names, name_matches=fits, in_date=in_date)
    return dialogue(
        step("ehlo", f"250 {called} Hello", secure=False),
        tls=session(leaf=leaf),
        host="mail.customer.test",
        greeting=f"220 {called} ESMTP",
    )


def test_the_name_a_server_calls_itself_counts_only_if_the_certificate_covers_it() -> None:
    """A greeting may say anything."""
    assert other_names(CASE, NOTHING, held("*.hosting.test", called="s1.hosting.test")) == (
        "s1.hosting.test",
    )
    assert other_names(CASE, NOTHING, held("*.hosting.test", called="mail.evil.test")) == ()
    deep = held("*.hosting.test", called="a.b.hosting.test")
    assert other_names(CASE, NOTHING, deep) == ()


def test_a_certificate_that_fits_or_is_out_of_date_asks_for_no_other_name() -> None:
    """Nothing would be won."""
    assert other_names(CASE, NOTHING, held("mail.hosting.test", fits=True)) == ()
    assert other_names(CASE, NOTHING, held("mail.hosting.test", in_date=False)) == ()
    assert other_names(CASE, NOTHING, dialogue()) == ()


def test_vouched_names_go_first_and_three_are_enough() -> None:
    """Of a certificate with hundreds."""
    many = held(*(f"n{number}.other.test" for number in range(200)), "smtp.customer.test")
    assert len(other_names(CASE, NOTHING, many)) == 3
    few = held("a.other.test", "b.other.test", "c.other.test", "smtp.customer.test")
    assert other_names(CASE, NOTHING, few)[0] == "smtp.customer.test"


SERVER = PublishedServer("smtp", "smtp.hosting.test", 587, "starttls")


@pytest.mark.parametrize(
    ("case", "facts"),
    [
        (Case("alice@hosting.test"), ()),
        (Case("alice@customer.test", incoming=Incoming(host="imap.hosting.test")), ()),
        (
            CASE,
            (
                DnsAnswer(
                    name="customer.test", rtype="MX", status="ok", records=("1 mx.hosting.test.",)
                ),
            ),
        ),
        (
            CASE,
            (PublishedSettings(origin="autoconfig", url="", servers=(SERVER,), trusted=True),),
        ),
        (CASE, (PublishedSettings(origin="srv", url="", servers=(SERVER,)),)),
    ],
)
def test_an_owner_that_the_person_or_the_domain_names_is_vouched_for(
    case: Case, facts: tuple[DnsAnswer | PublishedSettings, ...]
) -> None:
    """By the address, typed hosts, the domain's MX, or what it publishes."""
    assert vouched(case, Facts(facts), "server12.hosting.test")


def test_a_stranger_is_not_vouched_for() -> None:
    """Nor by what somebody published over an open channel, nor by another domain's MX."""
    published = PublishedSettings(origin="autodiscover", url="", servers=(SERVER,), trusted=False)
    theirs = DnsAnswer(
        name="elsewhere.test", rtype="MX", status="ok", records=("1 mx.hosting.test.",)
    )
    assert not vouched(CASE, Facts([published, theirs]), "server12.hosting.test")
