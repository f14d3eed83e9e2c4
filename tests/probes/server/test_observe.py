"""What is read on a server, from the outputs of its own tools; the lab tries it on real ones."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Sequence

from mailmend.case import Case, Outgoing
from mailmend.facts import (
    DomainRole,
    Facts,
    Helper,
    Listener,
    MailServer,
    NotObserved,
    QueueSpace,
    RestrictionTrace,
    ServerFile,
    SubmissionService,
)
from mailmend.probes.server.host import ELSEWHERE, View
from mailmend.probes.server.observe import Seen, observe_server, view_of
from mailmend.secret import Secret
from mailmend.world import CommandResult
from tests.probes.server.shell import Names, Scripted, inner

POSTCONF = """config_directory = /etc/postfix
mail_version = 3.7.11
message_size_limit = 10485760
mydestination = mail.example.org
myhostname = mail.example.org
mynetworks = 127.0.0.0/8
queue_directory = /var/spool/postfix
queue_minfree = 0
relay_domains =
smtpd_milters = inet:127.0.0.1:8891
milter_default_action = tempfail
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_sasl_path = private/auth
smtpd_sasl_type = dovecot
smtpd_tls_cert_file = /etc/ssl/full.pem
smtpd_tls_key_file = /etc/ssl/key.pem
smtpd_tls_security_level = may
virtual_mailbox_domains = hash:/etc/postfix/domains
"""
MASTER = """smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
#submissions inet n - y - - smtpd
"""
FILES = {
    "/etc/postfix/main.cf": POSTCONF,
    "/etc/postfix/master.cf": MASTER,
    "/etc/ssl/full.pem": "x",
}
OUTPUTS = {
    "postconf -x": POSTCONF,
    "id -u": "0\n",
    "postfix status": "",
    "ss -ltnH": "LISTEN 0 1 0.0.0.0:25 0.0.0.0:*\nLISTEN 0 1 0.0.0.0:587 0.0.0.0:*\n",
    "ss -lxH": "u_str LISTEN 0 1 /var/spool/postfix/private/auth 1 * 0\n",
    "nft -j list ruleset": '{"nftables": []}',
    "postmap -q example.org hash:/etc/postfix/domains": "anything\n",
    "df -P -B1 -- /var/spool/postfix": "head\nfs 100 50 5000000 1% /\n",
    "df -P -i -- /var/spool/postfix": "head\nfs 100 50 50 1% /\n",
    "ip -j address": '[{"addr_info": [{"local": "198.51.100.10", "scope": "global"}]}]',
}


NAMES = Names({("example.org", "MX"): ("10 mail.example.org.",)})


def seen(outputs: dict[str, str] = OUTPUTS, view: View | None = None) -> Seen:
    """What is read on that server."""
    asked = view or View("203.0.113.9", "h", "a@example.org", "a", ELSEWHERE, "example.org")
    return asyncio.run(observe_server(Scripted({**outputs}, FILES), NAMES, asked))


def test_a_whole_postfix_is_read() -> None:
    """Services, rules, files, helpers, room, ports and domains, each with its place."""
    facts = Facts(seen().facts)
    server = facts.first(MailServer)
    assert server is not None
    assert (server.software, server.version, server.running) == ("postfix", "3.7.11", True)
    services = {one.port: (one.enabled, one.login, one.line) for one in facts.of(SubmissionService)}
    assert services == {25: (True, False, 1), 587: (True, True, 3), 465: (False, None, 4)}
    (trace,) = facts.of(RestrictionTrace)
    assert (trace.decision, trace.rule, trace.rule_kind) == (
        "reject",
        "reject_unauth_destination",
        "relay",
    )
    assert trace.place == "/etc/postfix/main.cf:12"
    assert {(one.role, one.answers) for one in facts.of(Helper)} == {
        ("login", True),
        ("filter", False),
    }
    assert {(one.path, one.problem) for one in facts.of(ServerFile)} == {
        ("/etc/ssl/full.pem", ""),
        ("/etc/ssl/key.pem", "missing"),
    }
    (space,) = facts.of(QueueSpace)
    assert (space.free, space.needed) == (5000000, 15728640)
    assert {one.port for one in facts.of(Listener)} == {25, 587}
    (domain,) = facts.of(DomainRole)
    assert (domain.local, domain.received_here, domain.setting) == (
        True,
        True,
        "virtual_mailbox_domains",
    )


def test_every_command_is_told() -> None:
    """And each is run once."""
    commands = seen().commands
    assert "postconf -x" in commands
    assert len(commands) == len(set(commands))


def test_only_reading_commands_are_run() -> None:
    """Nothing that writes, restarts or installs."""
    view = View("203.0.113.9", "h", "a@example.org", "a", ELSEWHERE, "example.org", "m", "a@b")
    programs = {inner(shlex.split(command))[0] for command in seen(view=view).commands}
    assert programs <= {
        *("id", "postconf", "postfix", "postmap", "exim", "exim4", "smtpctl", "doveconf", "stat"),
        *("head", "grep", "ss", "nft", "iptables-save", "ip6tables-save", "fail2ban-client"),
        *("df", "ip", "getent", "postqueue", "doveadm", "date", "sed", "awk", "openssl", "timeout"),
        *("whmapi1", "ps", "cat"),
        "ps",
    }


def test_a_machine_without_a_mail_server_says_so() -> None:
    """Not seen is a fact."""
    facts = Facts(seen({"ss -ltnH": "", "id -u": "0\n"}).facts)
    assert facts.of(MailServer) == ()
    assert any(fact.target == "server" for fact in facts.of(NotObserved))


def test_a_second_mail_server_that_is_not_in_use_is_left_aside() -> None:
    """Its configuration says nothing about anybody's mail."""
    exim = "daemon_smtp_ports = 25\nacl_smtp_rcpt = check\nbegin acl\ncheck:\ndeny\n"
    both = {**OUTPUTS, "exim -bP config": exim, "exim -bP configure_file": "/etc/exim.conf\n"}
    facts = Facts(seen(both).facts)
    assert [one.software for one in facts.of(MailServer)] == ["postfix"]
    assert {one.software for one in facts.of(SubmissionService)} == {"postfix"}
    alone = Facts(seen({key: text for key, text in both.items() if "post" not in key}).facts)
    assert [one.software for one in alone.of(MailServer)] == ["exim"]


def test_what_cannot_be_read_is_not_taken_for_fine() -> None:
    """No ports listed, no packet filter read."""
    facts = Facts(seen({"postconf -x": POSTCONF}).facts)
    assert {fact.what for fact in facts.of(NotObserved)} >= {"listener"}
    assert facts.of(Helper) == ()
    assert facts.of(QueueSpace) == ()


def test_a_server_that_does_not_answer_in_time_leaves_what_was_seen() -> None:
    """The budget ends the look, and says so."""

    class Slow(Scripted):
        async def run(
            self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
        ) -> CommandResult:
            """One tool hangs."""
            if argv[0] == "nft":
                await asyncio.sleep(60)
            return await super().run(argv, timeout_s)

    view = View("", "h", "", "a", ELSEWHERE, "")
    found = asyncio.run(observe_server(Slow({**OUTPUTS}, FILES), NAMES, view, budget_s=0.5))
    facts = Facts(found.facts)
    assert facts.of(MailServer)
    assert any("time ran out" in fact.why for fact in facts.of(NotObserved))


def test_the_case_says_what_the_rules_are_asked() -> None:
    """A recipient elsewhere stands in where none is known, or one of the own domain."""
    case = Case("a@example.org", outgoing=Outgoing(username="login"), recipient="b@example.org")
    view = view_of(case, "203.0.113.9")
    assert (view.login, view.sender, view.recipient) == ("login", "a@example.org", ELSEWHERE)
    assert view_of(Case("a@example.org", recipient="x@far.example")).recipient == "x@far.example"
