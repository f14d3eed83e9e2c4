"""Postfix: login, services, files, domains, TLS, the front end, the greylist."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.case import Outgoing
from mailmend.facts import (
    CertificateOnDisk,
    DomainRole,
    Helper,
    LookupTable,
    ServerFile,
    SubmissionService,
)
from mailmend.mending.plan import Advice, Plan
from mailmend.server_fixes._certificates import _OF_CERTIFICATE
from mailmend.world import CommandResult
from tests.server_fixes.ground import CASE, added, ask, changed, postfix
from tests.server_fixes.test_postfix_rules import trace

MASTER = """smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=no
submissions inet n - y - - smtpd
  -o smtpd_tls_wrappermode=yes
"""
OFF = """smtp inet n - - - - smtpd
#submission inet n - y - - smtpd
#  -o smtpd_tls_security_level=encrypt
#  -o smtpd_sasl_auth_enable=yes
#  -o smtpd_relay_restrictions={}
"""
UPON_ALL = replace(CASE, outgoing=Outgoing(host="mail.example.org"))


def service(port: int, *, enabled: bool = True, hidden: bool = False, line: int = 0) -> (
    SubmissionService
):  # fmt: skip
    """A service that offers no login."""
    return SubmissionService(
        name={25: "smtp", 587: "submission", 465: "submissions"}[port],
        port=port, enabled=enabled, login=False if enabled else None, hidden=hidden, line=line,
    )  # fmt: skip


def test_the_login_is_switched_on_where_it_is_off() -> None:
    """In its place where a line says no, else as a new line; inside TLS only."""
    plan = ask("offer-authentication", postfix("", MASTER), service(587), service(465))
    assert added(plan) == [
        "  -o smtpd_sasl_auth_enable=yes",
        "  -o smtpd_sasl_auth_enable=yes",
    ]
    assert "smtp inet n - y - - smtpd\nsubmission" in changed(plan, "/etc/postfix/master.cf")


def test_a_service_that_may_speak_in_the_clear_asks_for_tls_first() -> None:
    """With opportunistic TLS the login is bound to it."""
    master = MASTER.replace("=encrypt", "=may")
    plan = ask("offer-authentication", postfix("", master), service(587))
    assert "  -o smtpd_tls_auth_only=yes" in added(plan)


@pytest.mark.parametrize(
    ("master", "sockets", "why"),
    [
        (MASTER.replace("  -o smtpd_tls_security_level=encrypt\n", ""), "private/auth", "no TLS"),
        (MASTER, "private/other", "nothing answers"),
    ],
)
def test_no_login_without_tls_or_without_a_backend(master: str, sockets: str, why: str) -> None:
    """Passwords would be shown, or every session would end."""
    listed = {"ss -lxH": f"u_str LISTEN 0 1 /var/spool/postfix/{sockets} 1 * 0\n"}
    found = ask("offer-authentication", postfix("", master, {**listed}), service(587))
    assert isinstance(found, Advice)
    assert why in found.why


def test_auth_that_is_discarded_comes_back() -> None:
    """Only that word goes out of the list."""
    master = MASTER.replace("enable=no", "enable=yes")
    main = "smtpd_discard_ehlo_keywords = silent-discard, auth, dsn\n"
    plan = ask("offer-authentication", postfix(main, master), service(587))
    assert "smtpd_discard_ehlo_keywords = silent-discard, dsn" in added(plan)


def test_passwords_are_let_through_inside_tls_alone() -> None:
    """What is barred in the clear stays barred."""
    master = MASTER.replace("enable=no", "enable=yes")
    main = (
        "smtpd_sasl_security_options = noanonymous, noplaintext\n"
        "smtpd_sasl_tls_security_options = noanonymous, noplaintext\n"
    )
    plan = ask("offer-authentication", postfix(main, master), service(587))
    assert added(plan) == ["smtpd_sasl_tls_security_options = noanonymous"]


@pytest.mark.parametrize(
    ("listed", "client", "kept"),
    [
        ("192.0.2.0/24 198.51.100.0/24", "192.0.2.7", "198.51.100.0/24"),
        ("192.0.2.0/24", "192.0.2.7", ""),
        ("192.0.2.0/24", "", None),
        ("hash:/etc/postfix/hidden", "192.0.2.7", None),
        ("!192.0.2.9, 192.0.2.0/24", "192.0.2.7", None),
    ],
)
def test_the_clients_network_sees_the_login(listed: str, client: str, kept: str | None) -> None:
    """Only its entry goes; a table or an exclusion is for people."""
    main = f"smtpd_sasl_exceptions_networks = {listed}\n"
    found = ask(
        "offer-authentication", postfix(main, MASTER), service(587, hidden=True), client=client
    )
    if kept is None:
        assert isinstance(found, Advice)
        return
    text = changed(found, "/etc/postfix/main.cf")
    assert text.strip() == f"smtpd_sasl_exceptions_networks = {kept}".strip()


def test_a_sound_commented_service_is_uncovered() -> None:
    """The device's own port alone, where it is known."""
    master = OFF.format("permit_sasl_authenticated,reject")
    facts = (service(25), service(587, enabled=False, line=2), service(465, enabled=False))
    plan = ask("enable-submission", postfix("", master), *facts)
    assert changed(plan, "/etc/postfix/master.cf") == master.replace("#", "")


def test_an_unsound_or_missing_service_is_written_whole() -> None:
    """One that would relay for everybody is never uncovered; the columns are those of port 25."""
    master = OFF.format("permit_mynetworks,permit")
    facts = (service(25), service(587, enabled=False, line=2), service(465, enabled=False))
    plan = ask("enable-submission", postfix("", master), *facts, case=UPON_ALL)
    text = changed(plan, "/etc/postfix/master.cf")
    assert text.startswith(master)
    assert "\nsubmission inet n - - - - smtpd\n" in text
    assert "\nsubmissions inet n - - - - smtpd\n" in text
    assert text.count("  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n") == 2
    assert "  -o smtpd_tls_wrappermode=yes\n" in text


def missing(setting: str = "smtpd_tls_key_file", problem: str = "missing") -> ServerFile:
    """A key or certificate that is not there."""
    assert problem in ("missing", "empty")
    return ServerFile(
        role="key" if "key" in setting else "certificate", path="/etc/ssl/gone.pem",
        problem="missing" if problem == "missing" else "empty", ports=(587,), setting=setting,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "mended"), [("/etc/ssl/key.pem\n", True), ("", False), ("/a.pem\n/b.pem\n", False)]
)
def test_only_the_one_key_that_belongs_to_the_certificate_is_named(
    found: str, mended: bool
) -> None:
    """None, or two that fit, is a person's choice."""
    main = "smtpd_tls_cert_file = /etc/ssl/full.pem\nsmtpd_tls_key_file = /etc/ssl/gone.pem\n"
    server = postfix(main, MASTER)
    server.outputs["/etc/ssl/full.pem /etc/ssl /etc/ssl"] = found
    plan = ask("repair-certificate-files", server, missing())
    assert isinstance(plan, Plan) is mended
    if mended:
        assert added(plan) == ["smtpd_tls_key_file = /etc/ssl/key.pem"]


def test_a_file_that_is_there_and_empty_is_not_searched_for() -> None:
    """It must be put there again."""
    found = ask("repair-certificate-files", postfix("", MASTER), missing(problem="empty"))
    assert isinstance(found, Advice)
    assert "{}" in _OF_CERTIFICATE


def gone(endpoint: str) -> Helper:
    """The login service that does not answer."""
    return Helper(role="login", endpoint=endpoint, answers=False, ports=(587,))


DOVECOT = """service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0660
  }
}
"""


def test_the_socket_that_answers_is_named() -> None:
    """It lies in the queue directory, from which the path is counted."""
    main = "smtpd_sasl_path = private/auth-gone\n"
    server = postfix(main, MASTER, {"doveconf -n": DOVECOT})
    plan = ask("repair-authentication-backend", server, gone("private/auth-gone"))
    assert added(plan) == ["smtpd_sasl_path = private/auth"]


def test_another_kind_of_login_service_is_left() -> None:
    """Cyrus SASL asks what Dovecot's sockets do not answer."""
    main = "smtpd_sasl_type = cyrus\nsmtpd_sasl_path = smtpd\n"
    server = postfix(main, MASTER, {"doveconf -n": DOVECOT})
    found = ask("repair-authentication-backend", server, gone("/run/saslauthd/mux"))
    assert isinstance(found, Advice)


def test_dovecot_is_started_where_nothing_of_it_answers() -> None:
    """Its configuration names the very socket."""
    server = postfix("", MASTER, {"doveconf -n": DOVECOT, "ss -lxH": "u_str LISTEN 0 1 /x 1 * 0\n"})
    plan = ask("repair-authentication-backend", server, gone("private/auth"))
    assert isinstance(plan, Plan)
    assert [one.shown for one in plan.commands] == ["service dovecot start"]


def test_dovecot_gets_the_listener_that_postfix_asks() -> None:
    """Inside the block that is there, every other byte as before."""
    conf = "x = 1\nservice auth {\n  unix_listener auth-client {\n  }\n}\n"
    place = "/etc/dovecot/conf.d/10-master.conf"
    server = postfix("", MASTER, {
        "doveconf -n": "service auth {\n  unix_listener auth-client {\n    mode = 0660\n  }\n}\n",
        "ss -lxH": "u_str LISTEN 0 1 /run/dovecot/auth-client 1 * 0\n",
        "grep -rlE ^service auth *[{] /etc/dovecot": f"{place}\n",
    })  # fmt: skip
    server.files[place] = conf
    plan = ask("repair-authentication-backend", server, gone("private/auth"))
    text = changed(plan, place)
    assert "unix_listener /var/spool/postfix/private/auth {\n    mode = 0660\n" in text
    assert text.replace(text[text.index("  unix_listener /var") : text.index("  unix_listener a")],
                        "") == conf  # fmt: skip


def role(setting: str = "virtual_mailbox_domains") -> DomainRole:
    """The mailbox's domain."""
    return DomainRole(domain="example.org", local=False, received_here=True, setting=setting)


@pytest.mark.parametrize(
    ("main", "new"),
    [
        ("virtual_mailbox_domains =\n", "virtual_mailbox_domains = example.org"),
        (
            "virtual_mailbox_domains = a.example\n",
            "virtual_mailbox_domains = a.example example.org",
        ),
        ("virtual_mailbox_domains = a, b\n", "virtual_mailbox_domains = a, b, example.org"),
        ("virtual_mailbox_domains = hash:/etc/d\n", None),
    ],
)
def test_a_domain_joins_the_list_that_its_mailbox_belongs_to(main: str, new: str | None) -> None:
    """A table is somebody's database."""
    maps = "virtual_mailbox_maps = hash:/etc/v\n"
    server = postfix(maps + main, MASTER, {"postmap -q a@example.org hash:/etc/v": "x\n"})
    found = ask("make-domain-local", server, role())
    assert (added(found) == [new]) if new else isinstance(found, Advice)


def test_a_domain_without_a_mailbox_here_joins_no_list() -> None:
    """Which one would be meant is not known."""
    server = postfix("virtual_mailbox_maps = hash:/etc/v\n", MASTER)
    assert isinstance(ask("make-domain-local", server, role()), Advice)


def test_a_domain_that_has_moved_leaves_its_list() -> None:
    """And it is said that its mail is received elsewhere from now on."""
    server = postfix("mydestination = $myhostname, example.org, localhost\n", MASTER)
    plan = ask("stop-treating-domain-as-local", server, role("mydestination"))
    assert added(plan) == ["mydestination = $myhostname, localhost"]
    assert isinstance(plan, Plan)
    assert plan.ends_receiving
    table = postfix("mydestination = /etc/domains\n", MASTER)
    found = ask("stop-treating-domain-as-local", table, role("mydestination"))
    assert isinstance(found, Advice)


@pytest.mark.parametrize(
    ("value", "version", "new"),
    [
        ("TLSv1, TLSv1.1", "3.7.11", ">=TLSv1"),
        ("TLSv1.1", "3.4.0", "!SSLv2, !SSLv3, !TLSv1"),
        ("!SSLv2, !TLSv1.2, !TLSv1.3", "3.7.11", "!SSLv2"),
        ("<=TLSv1.1, !SSLv3", "3.7.11", "!SSLv3"),
        (">=TLSv1.2", "3.7.11", None),
        ("!SSLv2, !SSLv3", "3.7.11", None),
    ],
)
def test_only_the_upper_end_of_the_tls_range_is_opened(
    value: str, version: str, new: str | None
) -> None:
    """What could connect before still can."""
    main = f"mail_version = {version}\nsmtpd_tls_protocols = {value}\n"
    found = ask("enable-modern-tls", postfix(main, MASTER))
    if new is None:
        assert isinstance(found, Advice)
    else:
        assert added(found) == [f"smtpd_tls_protocols = {new}"]


@pytest.mark.parametrize(
    ("front", "networks", "new"),
    [
        ("127.0.0.1", "192.0.2.0/24", "mynetworks = 192.0.2.0/24 127.0.0.1/32"),
        ("127.0.0.1", "127.0.0.0/8", None),
        ("198.51.100.7", "192.0.2.0/24", None),
    ],
)
def test_only_a_front_end_on_this_machine_is_trusted(
    front: str, networks: str, new: str | None
) -> None:
    """An address that others can have would open the relay."""
    more: dict[str, str | CommandResult] = {"doveconf -n": f"submission_relay_host = {front}\n"}
    server = postfix(f"mynetworks = {networks}\n", MASTER, more)
    found = ask("trust-submission-front-end", server)
    assert (added(found) == [new]) if new else isinstance(found, Advice)


def test_the_one_policy_service_is_asked_after_the_login() -> None:
    """Two of them, and which greylists is not known."""
    one = MASTER + "  -o smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10023\n"
    plan = ask("exempt-authenticated-from-greylisting", postfix("", one))
    assert added(plan) == [
        (
            "  -o smtpd_recipient_restrictions="
            "permit_sasl_authenticated,check_policy_service,inet:127.0.0.1:10023"
        )
    ]
    two = one.rstrip("\n") + ",check_policy_service,unix:private/quota\n"
    assert isinstance(ask("exempt-authenticated-from-greylisting", postfix("", two)), Advice)


@pytest.mark.parametrize(
    ("table", "problem", "compiled"),
    [
        ("hash:/etc/postfix/senders", "not-compiled", True),
        ("hash:/etc/postfix/senders", "older-than-source", False),
        ("hash:/etc/post fix;x", "not-compiled", False),
        ("mysql:/etc/postfix/senders", "unreachable", False),
    ],
)
def test_a_table_that_was_never_compiled_is_compiled(
    table: str, problem: str, *, compiled: bool
) -> None:
    """What was compiled once and is older, or is no file of Postfix's own, is left."""
    known = {"not-compiled", "older-than-source", "unreachable"}
    assert problem in known
    fact = LookupTable(table=table, path=table.partition(":")[2], problem=problem)  # type: ignore[arg-type]
    found = ask("repair-lookup-table", postfix("", MASTER), fact)
    assert isinstance(found, Plan) is compiled
    if isinstance(found, Plan):
        assert found.commands[0].do == "postmap hash:/etc/postfix/senders"
        assert found.commands[0].undo == "rm -f -- /etc/postfix/senders.db"


@pytest.mark.parametrize(
    ("files", "compiled"),
    [(("/etc/s",), True), (("/etc/s", "/etc/s.db"), False), ((), False)],
)
def test_a_rule_that_stops_at_its_table_names_it(files: tuple[str, ...], *, compiled: bool) -> None:
    """With a database, or without a source, something else is wrong."""
    server = postfix("", MASTER)
    server.files.update(dict.fromkeys(files, "x"))
    rule = trace("smtpd_sender_restrictions", "check_sender_access hash:/etc/s")
    found = ask("repair-filter-service", server, rule)
    assert isinstance(found, Plan) is compiled


def strangers() -> CertificateOnDisk:
    """A certificate and a key that do not belong together."""
    return CertificateOnDisk(
        path="/etc/ssl/new.pem", names=(), not_before="", not_after="", fingerprint="",
        key_fits=False, ports=(587,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("keys", "certificates", "line"),
    [
        ("/etc/ssl/new.key\n", "", "smtpd_tls_key_file = /etc/ssl/new.key"),
        ("", "/etc/ssl/full.pem\n", "smtpd_tls_cert_file = /etc/ssl/full.pem"),
        ("/etc/ssl/new.key\n", "/etc/ssl/full.pem\n", None),
        ("", "", None),
    ],
)
def test_a_key_and_a_certificate_that_are_strangers_become_a_pair(
    keys: str, certificates: str, line: str | None
) -> None:
    """By the one file that fits either; where both halves have one, a person chooses."""
    main = "smtpd_tls_cert_file = /etc/ssl/new.pem\nsmtpd_tls_key_file = /etc/ssl/key.pem\n"
    server = postfix(main, MASTER)
    server.outputs["/etc/ssl/new.pem /etc/ssl /etc/ssl"] = keys
    server.outputs["/etc/ssl/key.pem /etc/ssl /etc/ssl"] = certificates
    found = ask("repair-certificate-files", server, strangers())
    assert (added(found) == [line]) if line else isinstance(found, Advice)
