"""A blank outgoing user name."""

from dataclasses import replace

from mailmend.case import Incoming
from mailmend.causes.outgoing_username_blank import judge
from mailmend.change import SetField
from mailmend.facts import Facts, Replay
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    CASE,
    D_RELAY,
    D_TIMEOUT,
    GOOD,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    RELAY_554,
    case,
    certificate,
    conversation,
    phone,
    seen,
    session,
    tcp,
)

FILL_IN = SetField("outgoing.username", "", ADDRESS)


def test_proven_by_the_repair() -> None:
    """Refused without a login, accepted once the name is filled in."""
    told = phone(D_RELAY, username="")
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (FILL_IN,)
    assert GOOD in verdict.because


def test_the_missing_password_belongs_to_it() -> None:
    """Where the password is blank as well, both are filled in together."""
    told = phone(D_RELAY, username="", password_set=False)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (FILL_IN, SetField("outgoing.password_set", False, True))


def test_likely_without_a_password_to_try() -> None:
    """The replay is refused as reported, but nothing shows that a login would help."""
    told = phone(D_RELAY, username="")
    verdict = judge.judge(told, seen(told, NO_PASSWORD, NAMES))
    assert isinstance(verdict, Likely)
    assert "password" in verdict.would_settle


def test_no_claim_when_the_recipient_is_unknown_without_a_login() -> None:
    """A refusal that a login would not cure is no sign of a missing one."""
    told = phone(username="")
    unknown = conversation(auth=None, anonymous="550 5.1.1 <bob@elsewhere.test>: User unknown")
    assert isinstance(judge.judge(told, seen(told, unknown, NAMES)), Unknown)


def test_no_claim_before_the_server_is_reached() -> None:
    """A blank name does not explain a connection that times out."""
    told = phone(D_TIMEOUT, username="")
    verdict = judge.judge(told, seen(told, tcp(outcome="timeout"), NAMES))
    assert isinstance(verdict, Unknown)


def test_possible_as_the_next_thing_to_stop_it() -> None:
    """Behind a closed port; on the right one the same server offers a login. No proof without."""
    told = phone(username="", port=2526)
    closed = tcp(port=2526, outcome="refused")
    verdict = judge.judge(told, seen(told, NO_PASSWORD, closed, NAMES))
    assert isinstance(verdict, Possible)
    assert verdict.changes == (FILL_IN,)
    mistyped = replace(
        phone(username="", host="mail.hostng.test"), incoming=Incoming(host="mail.hosting.test")
    )
    gone = replace(NAMES, name="mail.hostng.test", status="nxdomain", records=())
    assert isinstance(judge.judge(mistyped, seen(mistyped, NO_PASSWORD, gone, NAMES)), Possible)
    filled = phone(port=2526)
    assert isinstance(judge.judge(filled, seen(filled, NO_PASSWORD, closed, NAMES)), RuledOut)


def test_ruled_out_by_a_name_that_is_filled_in() -> None:
    """Whatever else is wrong, a name with letters in it is not blank."""
    told = phone(D_RELAY)
    denied = conversation(remote=RELAY_554)
    assert isinstance(judge.judge(told, seen(told, denied, NAMES)), RuledOut)


def test_likely_from_the_alert_when_no_settings_are_known() -> None:
    """Apple's Mail told of relaying, and with a login everything works from here."""
    told = case(error=D_RELAY)
    verdict = judge.judge(told, seen(told, GOOD, PORT_25, NAMES))
    assert isinstance(verdict, Likely)
    assert "User Name" in verdict.would_settle


def test_the_alert_is_no_proof_against_another_program() -> None:
    """Thunderbird does not leave the name out silently: only possible there."""
    told = case(error=D_RELAY, os="Windows", app="Thunderbird")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_the_alert_says_nothing_where_strangers_may_send() -> None:
    """A server that relays for this network without a login makes the result void."""
    told = case(error=D_RELAY)
    trusted = conversation(anonymous="250 2.1.5 Ok")
    assert not isinstance(judge.judge(told, seen(told, trusted, NAMES)), Likely)


def test_likely_behind_a_certificate_that_the_device_refuses() -> None:
    """The device stops at the certificate; without a login the server refuses to relay anyhow."""
    told = phone(username="")
    bad = session(leaf=certificate("other.test", name_matches=False))
    held = replace(conversation(auth=None), tls=bad)
    assert isinstance(judge.judge(told, seen(told, held, NAMES)), Likely)
    open_ = replace(conversation(auth=None, anonymous="250 2.1.5 Ok"), tls=bad)
    assert not isinstance(judge.judge(told, seen(told, open_, NAMES)), Likely | Proven)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
    assert isinstance(judge.judge(phone(D_RELAY, username=""), NOTHING), Unknown)


def test_ruled_out_by_a_device_that_sends() -> None:
    """Settings that work as they are leave no room for it, whatever was reported."""
    replay = Replay(client="apple-mail", settings=replace(CASE.outgoing), result="accepted")
    assert isinstance(judge.judge(CASE, Facts((replay,))), RuledOut)
