"""Exim 4.96's trace of a rehearsed conversation, and what may be rehearsed."""

from __future__ import annotations

import pytest

from mailmend.configs.exim_rehearsal import dialogue, harmless, looks_at_encryption, rehearsed
from mailmend.configs.postfix import Place

REPLIES = """
**** SMTP testing session as if from host 203.0.113.10
**** This is not for real!

220 mail.eximhost.test ESMTP Exim 4.96 Wed, 25 Nov 2026 02:56:55 +0000
250-mail.eximhost.test Hello smtpclient.apple [203.0.113.10]
250-SIZE 26214400
250 HELP
250 OK
{}
221 mail.eximhost.test closing connection
"""
HEAD = """>>> host in hosts_connection_nolog? no (option unset)
>>> using ACL "acl_check_rcpt"
>>> processing "accept" (/etc/exim4/exim4.conf 31)
>>> check hosts = :
>>> host in ":"? no (end of list)
>>> accept: condition test failed in ACL "acl_check_rcpt"
"""
ACCEPTED = f"""{HEAD}>>> processing "accept" (/etc/exim4/exim4.conf 34)
>>> check authenticated = *
>>> dovecot_plain in "*"? yes (matched "*")
>>> check control = submission/sender_retain
>>> accept: condition test succeeded in ACL "acl_check_rcpt"
>>> end of ACL "acl_check_rcpt": ACCEPT
"""
REFUSED = f"""{HEAD}>>> processing "deny" (/etc/exim4/relay.acl 2)
>>>   message: relay not permitted
>>> check !domains = +local_domains : +relay_to_domains
>>> elsewhere.test in "+local_domains : +relay_to_domains"? no (end of list)
>>> check !hosts = +relay_from_hosts
>>> deny: condition test succeeded in ACL "acl_check_rcpt"
>>> end of ACL "acl_check_rcpt": DENY
LOG: H=(smtpclient.apple) [203.0.113.10] F=<e@x.test> rejected RCPT <b@y.test>: relay not permitted
"""


def test_the_statement_that_refuses_is_named_with_its_file_and_line() -> None:
    """An included file too."""
    found = rehearsed(REFUSED, REPLIES.format("550 relay not permitted"))
    assert found is not None
    assert (found.outcome, found.acl, found.place) == (
        "reject",
        "acl_check_rcpt",
        Place("/etc/exim4/relay.acl", 2),
    )
    assert found.statement is not None
    assert str(found.statement) == "deny !domains = +local_domains : +relay_to_domains"
    assert found.statement.message == "relay not permitted"


def test_a_recipient_that_is_accepted_is_permitted() -> None:
    """Only where the replies say so."""
    found = rehearsed(ACCEPTED, REPLIES.format("250 Accepted"))
    assert found is not None
    assert found.outcome == "permit"
    assert rehearsed(ACCEPTED, "220 mail.eximhost.test ESMTP\n") is None
    assert rehearsed("", "") is None


def test_a_list_that_ends_without_a_statement_refuses() -> None:
    """The implicit end."""
    trace = f'{HEAD}>>> end of ACL "acl_check_rcpt": implicit DENY\n'
    found = rehearsed(trace, REPLIES.format("550 Administrative prohibition"))
    assert found is not None
    assert (found.outcome, found.statement, found.place.line) == ("reject", None, 0)


def test_a_deferral_is_no_refusal_for_good() -> None:
    """It says so itself."""
    trace = REFUSED.replace("deny", "defer").replace("DENY", "DEFER")
    found = rehearsed(trace, REPLIES.format("451 later"))
    assert found is not None
    assert found.outcome == "defer"


@pytest.mark.parametrize(
    "line",
    [
        "condition = ${run{/usr/bin/id}{yes}{no}}",
        "set acl_m0 = ${perl{check}{x}}",
        "condition = ${dlfunc{/lib/x.so}{f}}",
        "condition = ${readsocket{/run/x}{q}}",
        "ratelimit = 100 / 1h / $sender_host_address",
        "condition = ${lookup sqlite{/var/x INSERT INTO seen VALUES (1)}}",
    ],
)
def test_nothing_is_rehearsed_that_would_act(line: str) -> None:
    """Programs, databases, counters."""
    assert not harmless(f"begin acl\ncheck:\n  deny {line}\n")


def test_a_plain_configuration_is_harmless() -> None:
    """Lookups in files only read."""
    text = "begin acl\ncheck:\n  accept hosts = ${lookup{x}lsearch{/etc/y}}\n  deny\n"
    assert harmless(text)
    assert harmless(text + "  deny !verify = sender/callout\n")
    assert not looks_at_encryption(text)
    assert looks_at_encryption("begin acl\ncheck:\n  deny !encrypted = *\nbegin routers\n")
    assert not looks_at_encryption("tls_advertise_hosts = *\nbegin acl\nc:\n  accept\nbegin x\n")


def test_no_word_of_the_envelope_can_begin_a_line_of_its_own() -> None:
    """Else the conversation would be another one."""
    assert dialogue("h.test", "a@x.test", "b@y.test").count("\r\n") == 4
    for bad in ("a@x.test>\r\nDATA", "a b@x.test", "", "@x.test"):
        assert dialogue("h.test", bad, "b@y.test") == ""
        assert dialogue("h.test", "a@x.test", bad) == ""
    assert dialogue("h\nx", "a@x.test", "b@y.test") == ""
