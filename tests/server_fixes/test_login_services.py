"""Logins are asked about where they can be: permissions of a socket, Cyrus SASL, the loopback."""

from __future__ import annotations

import pytest

from mailmend.change import ServerVerb
from mailmend.facts import Helper, Listener, ServerFile
from mailmend.mending.plan import Advice, Plan
from mailmend.server_fixes.login_socket import handed_to
from mailmend.server_fixes.postfix_interfaces import RISK
from mailmend.world import CommandResult
from tests.server_fixes.ground import Server, ask, changed, postfix

DOVECOT = "/etc/dovecot/conf.d/10-master.conf"
SOCKET = "/var/spool/postfix/private/auth"
BLOCK = f"""service auth {{
  unix_listener {SOCKET} {{
    mode = 0600
    user = root
    # as shipped
  }}
}}
"""
MAIN = "smtpd_sasl_type = dovecot\nmail_owner = postfix\n"
MASTER = "submission inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
BARRED = Helper(
    role="login",
    software="postfix",
    endpoint="private/auth",
    answers=True,
    trouble="postfix may not use the socket",
    file=DOVECOT,
    line=2,
    ports=(587,),
)
OWN_LIST = ServerFile(
    role="accounts",
    path="/etc/sasldb2",
    problem="missing",
    setting="smtpd_sasl_type",
    ports=(587,),
)
VERB: ServerVerb = "repair-authentication-backend"


def server(dovecot: str = BLOCK, main: str = MAIN) -> Server:
    """A Postfix and a Dovecot that listens at the socket."""
    outputs: dict[str, str | CommandResult] = {
        "postconf -h mail_owner": "postfix\n",
        "id -gn -- postfix": "postfix\n",
        "doveconf -n": BLOCK,
    }
    made = postfix(main, MASTER, outputs)
    made.files[DOVECOT] = dovecot
    return made


def test_the_socket_is_handed_to_the_mail_servers_user() -> None:
    """By owner, group and mode of that listener; the rest of the file stays."""
    made = changed(ask(VERB, server(), BARRED), DOVECOT)
    assert made == BLOCK.replace(
        "    mode = 0600\n    user = root\n",
        "    mode = 0660\n    user = postfix\n    group = postfix\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        "service auth {\n  unix_listener x { mode = 0600 }\n}\n",
        "service auth {\n  unix_listener x {\n    mode = 0600\n",
        "a\n  unix_listener x {\n    inner {\n    }\n  }\n",
    ],
)
def test_a_block_of_another_form_is_left_to_people(text: str) -> None:
    """On one line, without an end, with a block inside."""
    assert handed_to(text.split("\n"), 2, "postfix", "postfix") is None
    assert isinstance(ask(VERB, server(text), BARRED), Advice)


def test_trouble_of_dovecot_itself_is_told_and_nothing_is_started() -> None:
    """A fault in its files, a database that is down."""
    silent = Helper(
        role="login",
        software="postfix",
        endpoint="private/auth",
        answers=False,
        trouble="Unknown setting: x",
        file="/etc/dovecot/x.conf",
        line=3,
        ports=(587,),
    )
    told = ask(VERB, server(), silent)
    assert isinstance(told, Advice)
    assert told.why == "Unknown setting: x (/etc/dovecot/x.conf:3)"


def test_cyrus_without_accounts_gives_way_to_dovecot_that_answers() -> None:
    """And is left to people where Dovecot does not."""
    main = "smtpd_sasl_type = cyrus\n"
    made = changed(ask(VERB, server(main=main), OWN_LIST), "/etc/postfix/main.cf")
    assert made == "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n"
    other = server(main=main)
    other.outputs["ss -lxH"] = "u_str LISTEN 0 1 /run/other 1 * 0\n"
    assert isinstance(ask(VERB, other, OWN_LIST), Advice)


@pytest.mark.parametrize("value", ["loopback-only", "127.0.0.1, [::1]"])
def test_a_postfix_for_the_server_alone_listens_for_others(value: str) -> None:
    """The plan says what that means."""
    inward = Listener(address="127.0.0.1", port=25)
    plan = ask("start-mail-service", server(main=f"inet_interfaces = {value}\n"), inward)
    assert isinstance(plan, Plan)
    assert changed(plan, "/etc/postfix/main.cf") == "inet_interfaces = all\n"
    assert plan.risks == (RISK,)


@pytest.mark.parametrize("value", ["all", "198.51.100.10", "$myhostname, localhost", ""])
def test_other_interfaces_are_left_as_they_are(value: str) -> None:
    """The service is started or left, and no setting is changed."""
    inward = Listener(address="127.0.0.1", port=25)
    plan = ask("start-mail-service", server(main=f"inet_interfaces = {value}\n"), inward)
    assert isinstance(plan, Advice)
