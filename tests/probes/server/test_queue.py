"""The queue of each mail server, bounded on the server; one that cannot be read is said so."""

from __future__ import annotations

from mailmend.facts import MailQueue, NotObserved
from mailmend.probes.server.queue import exim_waiting, opensmtpd_waiting, postfix_waiting
from mailmend.world import CommandResult
from tests.configs.test_mail_queue import EXIM, EXIM_LOG, OPENSMTPD, POSTFIX
from tests.probes.server.shell import Scripted, host, run

DOWN = "postqueue: fatal: Queue report unavailable - mail system is down\n"


def test_postfix() -> None:
    """Counted, grouped, and the mailbox's own apart."""
    found = run(postfix_waiting(host(Scripted({"postqueue -j": POSTFIX})), "alice@customer.test"))
    assert isinstance(found, MailQueue)
    assert (found.total, found.cut) == (3, False)
    assert [(one.count, one.own) for one in found.delayed] == [(2, 1)]


def test_an_empty_queue_is_a_fact() -> None:
    """Nobody waits."""
    found = run(postfix_waiting(host(Scripted({"postqueue -j": ""})), ""))
    assert isinstance(found, MailQueue)
    assert (found.total, found.delayed) == (0, ())


def test_a_queue_that_cannot_be_read_is_none() -> None:
    """Not seen is not empty."""
    shell = Scripted({"postqueue -j": CommandResult(69, "", DOWN)})
    assert isinstance(run(postfix_waiting(host(shell), "")), NotObserved)


def test_exim_looks_into_the_mailboxs_own_messages_first() -> None:
    """One log for each of a few."""
    shell = Scripted({"exim -bp": EXIM, "exim -Mvl 1xW3J6-0000R5-00": EXIM_LOG})
    found = run(exim_waiting(host(shell), "exim", "erin@eximcustomer.test"))
    assert isinstance(found, MailQueue)
    assert found.total == 2
    assert [(one.why, one.own) for one in found.delayed] == [("connection", 1)]


def test_opensmtpd() -> None:
    """The error of each envelope."""
    found = run(opensmtpd_waiting(host(Scripted({"smtpctl show queue": OPENSMTPD})), ""))
    assert isinstance(found, MailQueue)
    assert (found.total, len(found.delayed)) == (2, 1)


def test_the_listing_is_cut_on_the_server() -> None:
    """A million messages do not come over the line."""
    there = host(Scripted({"postqueue -j": POSTFIX}))
    run(postfix_waiting(there, ""))
    assert there.commands == [
        'sh -c \'count=$1; shift; "$@" | head -c "$count"\' sh 1048576 postqueue -j'
    ]
