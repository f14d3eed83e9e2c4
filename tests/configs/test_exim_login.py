"""Whether Exim offers one client a login, by its settings alone."""

from __future__ import annotations

import pytest

from mailmend.configs.exim import parse_exim
from mailmend.configs.exim_acl import Caller
from mailmend.configs.exim_login import LoginOffer, login_offered

PLAIN = "plain:\n  driver = plaintext\n  server_prompts = :\n"
CLIENT = "remote:\n  driver = plaintext\n  client_send = : u : p\n"
OFFERED = LoginOffer(offered=True)


def offer(main: str = "", login: str = PLAIN, client: str = "203.0.113.9") -> LoginOffer:
    """What that configuration offers."""
    acl = "begin acl\nauth:\n  accept hosts = 10.0.0.0/8\n  deny message = not from here\n"
    exim = parse_exim(f"{main}\n{acl}begin authenticators\n{login}")
    return login_offered(exim, Caller(client, "", "alice", "", 587))


@pytest.mark.parametrize(
    "main",
    [
        "",
        "auth_advertise_hosts = *",
        "auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}",
        "auth_advertise_hosts = ! 10.0.0.0/8 : *",
        "auth_advertise_hosts = 203.0.113.0/24",
        "auth_advertise_hosts = lsearch;/etc/exim4/who",
    ],
)
def test_a_list_that_holds_the_client_or_cannot_be_told_is_an_offer(main: str) -> None:
    """An expansion mostly asks whether there is encryption."""
    assert offer(main) == OFFERED


def test_a_list_without_the_client_hides_the_login() -> None:
    """Only where the client is known."""
    main = "auth_advertise_hosts = 10.0.0.0/8 : 127.0.0.1"
    assert offer(main) == LoginOffer(offered=True, hidden=True)
    assert offer(main, client="") == OFFERED
    assert offer("auth_advertise_hosts = ! 203.0.113.0/24 : *").hidden


def test_the_list_for_auth_names_the_statement_that_refuses() -> None:
    """And lets through whom it accepts."""
    refused = offer("acl_smtp_auth = auth")
    assert (refused.hidden, refused.setting, refused.acl) == (True, "acl_smtp_auth", "auth")
    assert refused.statement is not None
    assert refused.statement.verb == "deny"
    assert offer("acl_smtp_auth = auth", client="10.0.0.7") == OFFERED


def test_no_authenticator_for_people_is_no_offer() -> None:
    """One for Exim as a client is none; one that is told to nobody neither."""
    nothing = LoginOffer(offered=False)
    assert offer(login="") == nothing
    assert offer(login=CLIENT) == nothing
    assert offer(login=CLIENT + PLAIN) == OFFERED
    assert offer("auth_advertise_hosts =") == nothing
    untold = PLAIN + "  server_advertise_condition = no\n"
    assert offer(login=untold).setting == "server_advertise_condition"
    assert not offer(login=untold).offered
    assert offer(login=untold + PLAIN.replace("plain:", "other:")) == OFFERED
