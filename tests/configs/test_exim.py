"""Exim's configuration as printed: settings, lists, ACLs and their lines in the file."""

from __future__ import annotations

from mailmend.configs.exim import line_of, parse_exim, setting_line

PRINTED = """# Exim Configuration (4.96)
# 1 "/etc/exim4/exim4.conf"
primary_hostname = mail.example.org
domainlist local_domains = @ : example.org
hostlist relay_from_hosts = <; 127.0.0.1 ; ::1
acl_smtp_rcpt = acl_check_rcpt
daemon_smtp_ports = 25 : 465 : 587
tls_on_connect_ports = 465
split_spool_directory

begin acl

  acl_check_rcpt:
    accept hosts = :
    deny message = Restricted characters
    domains = +local_domains
    accept authenticated = *
    control = submission/sender_retain
    require message = relay not permitted
    domains = +local_domains
    accept

begin routers

  dnslookup:
    driver = dnslookup

begin authenticators

  plain:
    driver = dovecot
    server_socket = /run/dovecot/auth-client
  login:
    driver = dovecot
    server_socket = /run/dovecot/auth-client
"""
FILE = """# comment
primary_hostname = mail.example.org
daemon_smtp_ports=25:465:587

begin acl
acl_other:
  accept  authenticated = *
acl_check_rcpt:
  accept hosts = :
  accept  authenticated = *
          control = submission/sender_retain
  require message = relay not permitted
          domains = +local_domains
  accept
"""


def test_settings_lists_ports_and_authenticators_are_read() -> None:
    """A setting without a value is a switch."""
    exim = parse_exim(PRINTED)
    assert exim.ports() == (25, 465, 587)
    assert exim.tls_ports() == (465,)
    assert exim.settings["split_spool_directory"] == "true"
    assert exim.lists["relay_from_hosts"] == "<; 127.0.0.1 ; ::1"
    assert exim.authenticators == ("plain", "login")
    assert exim.login_sockets == ("/run/dovecot/auth-client",)


def test_an_acl_is_a_list_of_statements_with_their_conditions() -> None:
    """Modifiers are no conditions; the message is kept."""
    statements = parse_exim(PRINTED).acls["acl_check_rcpt"]
    assert [one.verb for one in statements] == ["accept", "deny", "accept", "require", "accept"]
    assert statements[2].conditions == ("authenticated = *",)
    assert (statements[3].message, statements[3].conditions) == (
        "relay not permitted",
        ("domains = +local_domains",),
    )


def test_the_line_in_the_file_is_found_within_the_right_acl() -> None:
    """By the first condition or the message, whatever the blanks."""
    statements = parse_exim(PRINTED).acls["acl_check_rcpt"]
    assert line_of(statements[2], "acl_check_rcpt", FILE) == 10
    assert line_of(statements[3], "acl_check_rcpt", FILE) == 12
    assert line_of(None, "acl_check_rcpt", FILE) == 8
    assert line_of(statements[1], "acl_check_rcpt", FILE) == 0
    assert setting_line(FILE, "daemon_smtp_ports") == 3
    assert setting_line(FILE, "tls_certificate") == 0


def test_without_ports_it_is_25() -> None:
    """The default of the daemon."""
    assert parse_exim("").ports() == (25,)


def test_a_macro_defined_between_two_lists_is_no_condition() -> None:
    """Debian defines them before each list, and ``exim -bP config`` prints them."""
    text = """acl_smtp_mail = acl_check_mail
begin acl
acl_check_mail:
accept
CHECK_RCPT_LOCAL_LOCALPARTS = ^[.] : ^.*[@%!/|`#&?]
acl_check_rcpt:
accept hosts = :
"""
    config = parse_exim(text)
    assert [one.conditions for one in config.acls["acl_check_mail"]] == [()]
    assert set(config.acls) == {"acl_check_mail", "acl_check_rcpt"}
