"""Ban lists, as their programs print or keep them."""

from __future__ import annotations

import pytest

from mailmend.configs.ban_lists import cphulk_holds, csf_line, fail2ban_holds, fail2ban_jails

CLIENT = "203.0.113.9"
DENY = """###############################################
# csf.deny
203.0.113.66 # lfd: (smtpauth) Failed SMTP AUTH login from 203.0.113.66: 5 in the last 3600 secs
192.0.2.0/24 # do not delete
tcp|in|d=25|s=203.0.113.9
"""
TEMP = "1795575483|203.0.113.9||inout|3600|lfd - (smtpauth) Failed SMTP AUTH login\n"
BLACK = '{"data": {"list_name": "black", "ips_in_list": {"203.0.113.0/24": "x"}}, "metadata": {}}'
WHITE = '{"data": {"list_name": "white", "ips_in_list": {"203.0.113.9": "x"}}, "metadata": {}}'
BRUTES = '{"data": {"brutes": [{"ip": "203.0.113.9", "timeleft": 14}]}, "metadata": {"result": 1}}'


def test_jails_and_whom_they_hold() -> None:
    """``fail2ban-client status`` and its jails; a name that is none is not asked for."""
    assert fail2ban_jails("Status\n`- Jail list:\tpostfix, sshd, -x\n") == ("postfix", "sshd")
    status = "   `- Banned IP list:\t198.51.100.1 203.0.113.9\n"
    assert fail2ban_holds(status, CLIENT)
    assert not fail2ban_holds(status, "203.0.113.90")
    assert not fail2ban_holds("", CLIENT)


def test_csf_names_addresses_networks_and_sources() -> None:
    """With the line; a comment names nobody."""
    assert csf_line(DENY, "203.0.113.66") == 3
    assert csf_line(DENY, "192.0.2.7") == 4
    assert csf_line(DENY, CLIENT) == 5
    assert csf_line(TEMP, CLIENT) == 1
    assert csf_line("# 203.0.113.9\n", CLIENT) == 0
    assert csf_line(DENY, "not an address") == 0


def test_cphulk_has_a_black_list_and_brutes() -> None:
    """The white list bans nobody."""
    assert cphulk_holds(BLACK, CLIENT) == "black list"
    assert cphulk_holds(BRUTES, CLIENT) == "brutes"
    assert cphulk_holds(WHITE, CLIENT) == ""
    assert cphulk_holds(BRUTES, "203.0.113.10") == ""


@pytest.mark.parametrize(
    "text", ["", "[]", '{"data": 3}', '{"data": {"brutes": [1]}}', "[" * 90000]
)
def test_an_answer_that_is_none_holds_nobody(text: str) -> None:
    """A function that is switched off."""
    assert cphulk_holds(text, CLIENT) == ""
