"""A domain held as local though it receives elsewhere."""

from mailmend.causes.domain_still_local_after_migration import judge
from mailmend.change import ServerAction
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import ADDRESS, CASE, GOOD, NOTHING, REMOTE, conversation, dns, phone, seen
from tests.causes.build_server import OTHER_HOST, OTHER_IP, mx, refused_after_login

LOCAL = f"550 5.1.1 <{REMOTE}>: Recipient address rejected: User unknown in virtual mailbox table"
PLAIN = f"550 5.1.1 <{REMOTE}> no such mailbox"
AWAY = (mx("elsewhere.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))
HERE = (mx("elsewhere.test", "mail.hosting.test"),)


def test_proven_by_the_server_s_own_tables() -> None:
    """The sending server looks into its own tables for a domain that receives elsewhere."""
    told = phone()
    verdict = judge.judge(told, seen(told, refused_after_login(LOCAL), *AWAY))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        ServerAction("stop-treating-domain-as-local", "mail.hosting.test", None, "elsewhere.test"),
    )


def test_likely_in_exim_s_words() -> None:
    """Exim calls an unknown user of its own domain unrouteable, and a domain no router takes."""
    told = phone()
    talk = refused_after_login("550 Unrouteable address", greeting="220 mail ESMTP Exim 4.96")
    assert isinstance(judge.judge(told, seen(told, talk, *AWAY)), Likely)


def test_proven_in_exim_s_words_for_the_own_domain() -> None:
    """It takes the mailbox's own domain, which has moved away, and misses the mailbox."""
    told = phone()
    talk = conversation(own="550 Unrouteable address", greeting="220 mail ESMTP Exim 4.96")
    moved = (mx("customer.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))
    assert isinstance(judge.judge(told, seen(told, talk, *moved)), Proven)


def test_proven_for_the_own_address() -> None:
    """The mailbox itself moved; the old server no longer knows it."""
    told = phone()
    talk = conversation(own=f"550 5.1.1 <{ADDRESS}> no such mailbox")
    moved = (mx("customer.test", OTHER_HOST), dns(OTHER_HOST, OTHER_IP))
    assert isinstance(judge.judge(told, seen(told, talk, *moved)), Proven)


def test_ruled_out_by_a_refusal_that_quotes_the_domain_s_own_server() -> None:
    """The sending server asked where the domain receives."""
    told = phone()
    quoted = refused_after_login(
        f"550 5.1.1 <{REMOTE}>: Recipient address rejected: undeliverable address: host "
        f"mx.elsewhere.test[192.0.2.80] said: 550 5.1.1 <{REMOTE}>: Recipient address rejected: "
        "User unknown in local recipient table (in reply to RCPT TO command)"
    )
    assert isinstance(judge.judge(told, seen(told, quoted, *AWAY)), RuledOut)


def test_ruled_out_where_the_domain_receives_here() -> None:
    """The MX record names this server: the mailbox does not exist."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(LOCAL), *HERE)), RuledOut)


def test_ruled_out_where_the_mx_is_this_server_under_another_name() -> None:
    """Two names, one address."""
    told = phone()
    alias = (mx("elsewhere.test", "mx1.hosting.test"), dns("mx1.hosting.test", "192.0.2.25"))
    assert isinstance(judge.judge(told, seen(told, refused_after_login(LOCAL), *alias)), RuledOut)


def test_possible_by_a_plain_refusal() -> None:
    """The recipient's server may have said so, unquoted."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(PLAIN), *AWAY)), Possible)


def test_unknown_without_the_mx_records() -> None:
    """Where the domain receives was not seen; an MX without addresses tells nothing either."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, refused_after_login(LOCAL))), Unknown)
    nameless = mx("elsewhere.test", OTHER_HOST)
    assert isinstance(judge.judge(told, seen(told, refused_after_login(LOCAL), nameless)), Unknown)


def test_ruled_out_where_the_message_is_accepted() -> None:
    """Nobody is unknown."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD, *AWAY)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
