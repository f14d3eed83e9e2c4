"""Postfix's main.cf and master.cf: settings in force, and the lines they stand on."""

from __future__ import annotations

from mailmend.configs.postfix import (
    Place,
    login_hindrance,
    parse_main,
    parse_master,
    parse_postfix,
    words,
)

MAIN = """# comment
myhostname = mail.example.org
mynetworks = 127.0.0.0/8
   [::1]/128
# between
   192.0.2.0/24
mua = permit_sasl_authenticated, $last
last = reject
mynetworks_style = host
last = defer
"""
MASTER = """#
smtp      inet  n - y - - smtpd
submission inet n - y - - smtpd
  -o syslog_name=postfix/submission
  -o { smtpd_client_restrictions = permit_mynetworks, reject }
#  -o smtpd_tls_security_level=none
  -o smtpd_relay_restrictions=$mua
127.0.0.1:10025 inet n - n - - smtpd
#submissions inet n - y - - smtpd
#  -o smtpd_tls_wrappermode=yes
smtp      unix  - - y - - smtp
"""


def test_continued_lines_are_one_setting_and_the_last_of_two_wins() -> None:
    """As postconf(5) has it; the line is where the setting begins."""
    values, lines = parse_main(MAIN)
    assert values["mynetworks"] == "127.0.0.0/8 [::1]/128 192.0.2.0/24"
    assert lines["mynetworks"] == 3
    assert (values["last"], lines["last"]) == ("defer", 10)


def test_overrides_of_a_service_win_over_main_and_know_their_line() -> None:
    """An ``-o`` in either form; comments between are not settings."""
    postfix = parse_postfix("", MAIN, MASTER)
    service = next(one for one in postfix.services if one.name == "submission")
    assert postfix.value("smtpd_client_restrictions", service) == "permit_mynetworks, reject"
    assert postfix.place("smtpd_client_restrictions", service) == Place("/etc/postfix/master.cf", 5)
    assert postfix.value("smtpd_relay_restrictions", service) == "permit_sasl_authenticated, defer"
    assert "smtpd_tls_security_level" not in service.overrides
    assert postfix.place("myhostname", service) == Place("/etc/postfix/main.cf", 2)


def test_what_is_in_force_comes_from_postconf_and_its_line_from_the_file() -> None:
    """A default has no line."""
    postfix = parse_postfix("myhostname = other\nqueue_minfree = 0\nempty =\n", MAIN, MASTER)
    assert postfix.value("myhostname") == "other"
    assert postfix.value("empty") == ""
    assert postfix.place("queue_minfree") == Place("/etc/postfix/main.cf", 0)


def test_services_for_others_have_ports_and_those_in_comments_have_lines() -> None:
    """A listener on loopback is not one for people; a commented one is remembered."""
    services, commented = parse_master(MASTER)
    assert [(one.name, one.port, one.loopback) for one in services] == [
        ("smtp", 25, False),
        ("submission", 587, False),
        ("127.0.0.1:10025", 10025, True),
    ]
    assert commented == {"submissions": 9}
    assert [one.name for one in parse_postfix("", MAIN, MASTER).listeners()] == [
        "smtp",
        "submission",
    ]


def test_lists_split_at_blanks_and_commas_outside_braces() -> None:
    """A milter with options of its own is one member."""
    assert words("a, b  c,{ inet:x:1, default_action=accept }") == (
        "a",
        "b",
        "c",
        "{ inet:x:1, default_action=accept }",
    )


def test_a_setting_that_names_itself_ends() -> None:
    """Loops and bombs of macros are bounded."""
    postfix = parse_postfix("", "a = $b$b\nb = $a$a\n", "")
    assert len(postfix.value("a")) <= 65536


def test_a_rule_has_its_own_line_within_a_long_list() -> None:
    """In main.cf, in an override, and in a class of rules; else the list's first line."""
    main = """smtpd_restriction_classes = office
office = permit_mynetworks
smtpd_recipient_restrictions =
    permit_mynetworks,
    # reject_unknown_sender_domain would be here
    check_sender_access hash:/etc/postfix/senders,
    reject_unauth_destination
other = reject_unknown_helo_hostname
"""
    master = """submission inet n - y - - smtpd
  -o syslog_name=x
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
"""
    postfix = parse_postfix("", main, master)
    (service,) = postfix.services
    recipient = "smtpd_recipient_restrictions"

    def line(setting: str, rule: str) -> int:
        return postfix.rule_place(setting, service, rule).line

    assert line(recipient, "check_sender_access hash:/etc/postfix/senders") == 6
    assert line(recipient, "reject_unauth_destination") == 7
    assert line(recipient, "check_sender_access hash:/other") == 3
    assert line(recipient, "reject_unknown_helo_hostname") == 3
    place = postfix.rule_place("smtpd_relay_restrictions", service, "reject")
    assert (place.file, place.line) == ("/etc/postfix/master.cf", 3)
    assert line("smtpd_client_restrictions", "permit_mynetworks") == 2


def test_what_keeps_the_login_from_being_announced_is_named() -> None:
    """The switch, a setting that was meant to be it, or the list of words that are left out."""
    effective = "smtpd_sasl_auth_enable = no\nsmtpd_discard_ehlo_keywords =\n"

    def hindrance(*overrides: str) -> str:
        options = "".join(f"  -o {one}\n" for one in overrides)
        postfix = parse_postfix(effective, "", f"submission inet n - y - - smtpd\n{options}")
        return login_hindrance(postfix, postfix.services[0])

    assert hindrance("smtpd_sasl_auth_enable=yes") == ""
    assert hindrance() == "smtpd_sasl_auth_enable"
    assert hindrance("smtpd_sasl_auth_enabled=yes") == "smtpd_sasl_auth_enabled"
    assert hindrance("smtpd_something_else=yes") == "smtpd_sasl_auth_enable"
    discarded = "smtpd_discard_ehlo_keywords=dsn,AUTH"
    assert hindrance("smtpd_sasl_auth_enable=yes", discarded) == "smtpd_discard_ehlo_keywords"


def test_passwords_in_clear_may_be_barred_where_there_is_no_other_login() -> None:
    """Inside TLS too, which leaves nothing to announce."""
    options = "  -o smtpd_sasl_auth_enable=yes\n  -o smtpd_sasl_tls_security_options=noplaintext\n"
    postfix = parse_postfix("", "", f"submission inet n - y - - smtpd\n{options}")
    service = postfix.services[0]
    barred = "smtpd_sasl_tls_security_options"
    assert login_hindrance(postfix, service, frozenset({"plain", "login"})) == barred
    assert login_hindrance(postfix, service, frozenset({"plain", "scram-sha-256"})) == ""
    assert login_hindrance(postfix, service) == ""


def test_a_rule_that_a_setting_takes_in_by_name_has_its_own_line() -> None:
    """In main.cf, whence master.cf takes it."""
    main = "x = y\nmua = permit_mynetworks,\n  reject_unauth_destination\n"
    master = "submission inet n - y - - smtpd\n  -o smtpd_relay_restrictions=$mua\n"
    postfix = parse_postfix("", main, master)
    name, rule = "smtpd_relay_restrictions", "reject_unauth_destination"
    assert postfix.rule_place(name, postfix.services[0], rule) == Place("/etc/postfix/main.cf", 3)


def test_services_on_socket_files_have_command_and_line() -> None:
    """Options included; those that are comments are found by name."""
    postfix = parse_postfix(
        "", "", "smtp unix - - y - - smtp\n  -o a=b\n#lmtp unix - - y - - lmtp\n"
    )
    assert dict(postfix.inner) == {"smtp": ("smtp -o a=b", 1)}
    assert postfix.commented_inner("lmtp") == 3
    assert postfix.commented_inner("smtp") == 0
