"""The way of mail for others through Postfix, and what is wrong with it."""

from __future__ import annotations

import pytest

from mailmend.configs.postfix import Postfix, parse_postfix
from mailmend.configs.postfix_route import (
    Route,
    looping_entries,
    missing_service,
    next_hop,
    problem_of,
    table_route,
    usual_route,
)

MAIN = "myhostname = mail.example.org\ndefault_transport = smtp\n"
MASTER = """smtp inet n - y - - smtpd
cleanup unix n - y - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - y - - trivial-rewrite
bounce unix - - y - 0 bounce
defer unix - - y - 0 bounce
smtp unix - - y - - smtp
relay unix - - y - - smtp
  -o syslog_name=postfix/relay
error unix - - y - - error
lmtp unix - - y - - lmtp
filter unix - n n - 10 pipe
  flags=Rq user=filter argv=/bin/filter
"""
OWN = {"198.51.100.10"}


def postfix(main: str = "", master: str = MASTER) -> Postfix:
    """That configuration."""
    return parse_postfix("", MAIN + main, master)


WAYS: dict[str, str] = {
    "": "",
    "relayhost = [smtp.relay.example]:587": "",
    "relayhost = [127.0.0.1]:10025": "",
    "default_transport = filter:": "",
    "default_transport = relay:[smtp.relay.example]": "",
    "defer_transports = uucp": "",
    "relayhost = [mail.example.org]": "loops",
    "relayhost = mail.example.org": "loops",
    "relayhost = [198.51.100.10]:25": "loops",
    "default_transport = smtp:[127.0.0.1]": "loops",
    "default_transport = error:off for today": "switched-off",
    "default_transport = gone:": "no-such-service",
    "defer_transports = uucp smtp": "held-back",
}


@pytest.mark.parametrize("line", WAYS)
def test_the_usual_way_is_right_or_wrong(line: str) -> None:
    """A relay host, another transport and a filter on a port of its own are in order."""
    read = postfix(f"{line}\n")
    assert problem_of(read, usual_route(read), OWN) == WAYS[line]


def test_a_server_that_takes_no_mail_on_25_is_no_circle() -> None:
    """Something else may listen there."""
    read = postfix("relayhost = [127.0.0.1]\n", MASTER.replace("smtp inet", "#smtp inet"))
    assert problem_of(read, usual_route(read), OWN) == ""


def test_an_entry_leaves_as_usual_what_it_does_not_name() -> None:
    """By transport(5)."""
    read = postfix("relayhost = [smtp.relay.example]\n")
    assert table_route(read, ":").next_hop == "[smtp.relay.example]"
    assert table_route(read, "smtp:") == Route("smtp", "", "transport_maps")
    assert table_route(read, ":[mx.example]") == Route("smtp", "[mx.example]", "transport_maps")
    assert table_route(read, "lmtp:unix:private/x").next_hop == "unix:private/x"
    assert next_hop(table_route(read, "lmtp:unix:private/x")) is None


def test_what_every_message_needs_is_missed() -> None:
    """Under the name that the settings give it; without master.cf nothing is missed."""
    assert missing_service(postfix()) == ""
    assert missing_service(postfix(master=MASTER.replace("cleanup", "#cleanup"))) == "cleanup"
    other = MASTER.replace("cleanup unix", "tidy unix")
    assert missing_service(postfix("cleanup_service_name = tidy\n", other)) == ""
    assert missing_service(postfix(master="")) == ""


def test_entries_that_lead_back_are_found_with_their_line() -> None:
    """Other ways, other ports and comments are not."""
    text = (
        "# x.example smtp:[127.0.0.1]\n"
        "a.example smtp:[mx.a.example]\n"
        "b.example smtp:[127.0.0.1]\n"
        "c.example smtp:[127.0.0.1]:10024\n"
        "d.example lmtp:[127.0.0.1]\n"
    )
    found = looping_entries(postfix(), text, OWN)
    assert [(line, domain) for line, domain, _ in found] == [(3, "b.example")]
