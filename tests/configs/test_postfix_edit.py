"""Edits of Postfix's files: the value that is meant, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailmend.configs.postfix import parse_main, parse_master
from mailmend.configs.postfix_edit import (
    insert_before,
    main_value,
    override_value,
    set_main,
    set_override,
    uncommented,
)

MAIN = """# relay = no
relay = first
other=x
relay = a,
# a comment in between
\tb
   c
last = 1
"""
MASTER = """smtp inet n - y - - smtpd
submission inet n - y - - smtpd
  -o syslog_name=postfix/submission
#  -o smtpd_sasl_auth_enable=no
  -o smtpd_sasl_auth_enable=yes -o smtpd_tls_security_level=encrypt
  -o { smtpd_relay_restrictions = permit_mynetworks, reject }
submissions inet n - y - - smtpd
  -o smtpd_sasl_auth_enable=yes
"""


def test_the_last_of_two_settings_is_the_value() -> None:
    """With its continuation lines, the comments between them included."""
    span = main_value(MAIN, "relay")
    assert span is not None
    assert span.of(MAIN) == "a,\n# a comment in between\n\tb\n   c"
    assert set_main(MAIN, "relay", "z") == MAIN.replace(span.of(MAIN), "z")


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("a = 1\nb =\n", "a = 1\nb = 2\n"),
        ("b=", "b= 2"),
        ("b = ", "b = 2"),
        ("", "b = 2\n"),
        ("a = 1", "a = 1\nb = 2\n"),
        ("bb = 1\nxb = 1\n", "bb = 1\nxb = 1\nb = 2\n"),
        ("#b = 1\n", "#b = 1\nb = 2\n"),
    ],
)
def test_a_setting_is_put_in_its_place_or_last(text: str, new: str) -> None:
    """A setting whose name merely looks alike is another one."""
    assert set_main(text, "b", "2") == new
    assert parse_main(new)[0]["b"] == "2"


def test_an_override_is_that_of_its_service_and_no_comment() -> None:
    """The one of the next service stays, and so does what is commented out."""
    service = parse_master(MASTER)[0][1]
    new = set_override(MASTER, service, "smtpd_sasl_auth_enable", "no")
    assert new == MASTER.replace("enable=yes -o", "enable=no -o")


def test_a_braced_override_keeps_its_braces() -> None:
    """And its blanks; without braces there are none."""
    service = parse_master(MASTER)[0][1]
    span = override_value(MASTER, service, "smtpd_relay_restrictions")
    assert span is not None
    assert span.of(MASTER) == "permit_mynetworks, reject"
    value = "permit_mynetworks, permit_sasl_authenticated, reject"
    new = set_override(MASTER, service, "smtpd_relay_restrictions", value)
    assert f"{{ smtpd_relay_restrictions = {value} }}" in new
    other = set_override(MASTER, service, "syslog_name", "a, b")
    assert "syslog_name=a,b\n" in other


def test_a_new_override_is_the_last_line_of_its_service() -> None:
    """Not of the file."""
    service = parse_master(MASTER)[0][1]
    new = set_override(MASTER, service, "smtpd_tls_auth_only", "yes")
    assert new == MASTER.replace("reject }\n", "reject }\n  -o smtpd_tls_auth_only=yes\n")
    bare = "smtp inet n - y - - smtpd"
    assert set_override(bare, parse_master(bare)[0][0], "a", "b") == f"{bare}\n  -o a=b\n"


def test_a_commented_service_comes_back_with_its_own_lines_only() -> None:
    """The next service and ordinary comments stay as they are."""
    text = "#submission inet n - y - - smtpd\n#  -o a=b\n#     -o c=d\n# note\n#smtps inet n\n"
    assert uncommented(text, 1) == (
        "submission inet n - y - - smtpd\n  -o a=b\n     -o c=d\n# note\n#smtps inet n\n"
    )


@pytest.mark.parametrize(
    ("value", "rule", "new"),
    [
        ("a,reject_x", "reject_x", "a,permit,reject_x"),
        ("a, reject_x, b", "reject_x", "a, permit, reject_x, b"),
        ("reject_x", "reject_x", "permit, reject_x"),
        ("a\n  reject_x", "reject_x", "a\n  permit, reject_x"),
        ("reject_xy, reject_x", "reject_x", "reject_xy, permit, reject_x"),
        ("check_a hash:/t, check_a hash:/u", "check_a hash:/u",
         "check_a hash:/t, permit, check_a hash:/u"),
        ("check_a,hash:/u", "check_a hash:/u", "permit,check_a,hash:/u"),
        ("$lists", "reject_x", "permit, $lists"),
        ("", "reject_x", "permit"),
    ],
)  # fmt: skip
def test_a_rule_goes_before_another(value: str, rule: str, new: str) -> None:
    """With the separators of the list; at its head where the other is in a macro or class."""
    assert insert_before(value, rule, "permit") == new


NAME = st.sampled_from(["relay", "other", "last", "new"])
LINES = st.lists(
    st.one_of(
        st.builds("{} = {}".format, NAME, st.text("ab ,$", max_size=8)),
        st.builds("  {}".format, st.text("ab,", max_size=5)),
        st.builds("# {}".format, st.text("relay= ab", max_size=9)),
        st.just(""),
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(LINES, NAME, st.booleans())
def test_no_other_setting_changes(lines: list[str], name: str, ended: bool) -> None:
    """Whatever the file looks like, the parser sees one new value and all others as before."""
    text = "\n".join(lines) + ("\n" if ended and lines else "")
    before, _ = parse_main(text)
    after, _ = parse_main(set_main(text, name, "value"))
    assert after.pop(name) == "value"
    before.pop(name, None)
    assert after == before
