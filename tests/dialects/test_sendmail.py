"""Sendmail: rule sets, logins and deliveries."""
# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from mailmend.case import Outgoing
from mailmend.facts import LoggedSession
from tests.dialects.logs import ALICE, event, facts_of, recorded, sending

MTA = "Nov 25 10:00:00 mail sm-mta[7]: "
ID = "s1N706jo003992: "


def test_a_refused_recipient() -> None:
    """The client is what stands in brackets after ``relay=``."""
    line = f"{MTA}{ID}ruleset=check_rcpt, arg1=<b@e.test>, relay=x.test [203.0.113.9], reject=550 5.7.1 <b@e.test>... Relaying denied"
    found = event(line)
    assert (found.stage, found.recipient, found.client) == ("rcpt", "b@e.test", "203.0.113.9")
    assert found.reply == "550 5.7.1 <b@e.test> Relaying denied"


def test_logins() -> None:
    """Accepted ones name the user as ``authid``."""
    good = event(f"{MTA}AUTH=server, relay=[IPv6:2001:db8::9], authid=alice, mech=PLAIN, bits=0")
    assert (good.login, good.username, good.client) == ("accepted", "alice", "2001:db8::9")
    bad = event(
        f"{MTA}{ID}AUTH failure (LOGIN): authentication failure (-13) SASL(-13): checkpass failed, "
        "user=a@c.test, relay=x.test [203.0.113.9] (may be forged)"
    )
    assert (bad.login, bad.username, bad.client) == ("refused", "a@c.test", "203.0.113.9")


def test_a_user_name_with_a_relay_in_it_does_not_move_the_client() -> None:
    """Sendmail writes its own relay last."""
    line = f"{MTA}{ID}AUTH failure (LOGIN): checkpass failed, user=x, relay=[203.0.113.9], relay=[198.51.100.66]"
    assert event(line).client == "198.51.100.66"


def test_a_bounce_comes_back_to_the_session() -> None:
    """By the queue number that every line starts with."""
    log = (
        f"{MTA}AUTH=server, relay=x.test [203.0.113.9], authid=alice@customer.test, mech=PLAIN, bits=0\n"
        f"{MTA}{ID}from=<alice@customer.test>, size=300, class=0, nrcpts=1, msgid=<x@y>, proto=ESMTPSA, "
        "daemon=MSA, relay=x.test [203.0.113.9]\n"
        f"{MTA}{ID}to=<b@e.test>, delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=1, relay=mx.e.test. "
        "[192.0.2.1], dsn=5.1.1, stat=User unknown\n"
    )
    found = sending(facts_of(log))
    assert (found.tie, found.port, found.outcome, found.login) == (
        "own",
        587,
        "bounced",
        "accepted",
    )


def test_a_real_log_gives_one_session_for_each_connection() -> None:
    """Sendmail forks for each; one that asked for nothing is named when it ends."""
    case = replace(ALICE, outgoing=Outgoing(username="alice@mail.hosting.test"))
    sent = facts_of(recorded("sendmail"), case).of(LoggedSession)
    (refused,) = (one for one in sent if one.login == "refused")
    assert "Password verification failed" in refused.reason
    assert (refused.tls, refused.tie, refused.port) == (True, "own", 587)
    accepted = [one for one in sent if one.login == "accepted"]
    assert [one.outcome for one in accepted] == ["unknown", "deferred"]
