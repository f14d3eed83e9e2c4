"""Ports for handing in mail encrypt in their usual way again."""

from __future__ import annotations

import pytest

from mailmend.mending.plan import Advice, Plan
from tests.server_fixes.ground import ask, changed, postfix

MAIN = "smtpd_tls_cert_file = /etc/ssl/full.pem\nsmtpd_tls_security_level = may\n"
LINES = {
    587: ("submission", "smtpd_tls_security_level=none", "smtpd_tls_security_level=encrypt"),
    465: ("submissions", "smtpd_tls_wrappermode=no", "smtpd_tls_wrappermode=yes"),
}


@pytest.mark.parametrize("port", LINES)
def test_the_service_of_that_port_alone_is_changed(port: int) -> None:
    """The override that was wrong; mail from other servers stays as it is."""
    name, wrong, right = LINES[port]
    master = f"smtp inet n - y - - smtpd\n{name} inet n - y - - smtpd\n  -o {wrong}\n"
    plan = ask("offer-starttls", postfix(MAIN, master), port=port)
    assert changed(plan, "/etc/postfix/master.cf") == master.replace(wrong, right)
    assert isinstance(plan, Plan)
    assert [one.path for one in plan.edits] == ["/etc/postfix/master.cf"]


def test_tls_at_once_on_587_is_taken_back_and_starttls_offered() -> None:
    """Both, where main.cf encrypts nothing either."""
    master = "submission inet n - y - - smtpd\n  -o smtpd_tls_wrappermode=yes\n"
    made = ask("offer-starttls", postfix(MAIN.replace("may", "none"), master), port=587)
    text = changed(made, "/etc/postfix/master.cf")
    assert "-o smtpd_tls_wrappermode=no" in text
    assert "-o smtpd_tls_security_level=encrypt" in text


def test_without_a_certificate_it_is_left_to_people() -> None:
    """There is nothing to encrypt with."""
    master = "submission inet n - y - - smtpd\n  -o smtpd_tls_security_level=none\n"
    assert isinstance(ask("offer-starttls", postfix("x = y\n", master), port=587), Advice)
