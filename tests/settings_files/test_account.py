"""Which settings are given out at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.case import Authentication, Security
from mailmend.settings_files import NotUsable, account_of
from tests.settings_files.build import ADDRESS, IN, OUT, account


def test_working_settings_become_an_account() -> None:
    """Values are carried over as they are."""
    made = account()
    assert (made.address, made.outgoing.port, made.receiving.host) == (ADDRESS, 465, IN.host)


@pytest.mark.parametrize("security", ["none", None])
def test_clear_text_is_never_given_out(security: Security | None) -> None:
    """Settings without TLS, or whose TLS is not known, are refused."""
    with pytest.raises(NotUsable, match="not encrypted"):
        account(replace(OUT, security=security))


def test_sending_without_login_is_not_given_out() -> None:
    """It works from one network only."""
    way: Authentication = "none"
    with pytest.raises(NotUsable, match="without a login"):
        account(replace(OUT, authentication=way))


def test_an_unencrypted_incoming_server_is_left_out() -> None:
    """The rest can still be of use; formats that need it say so."""
    made = account(OUT, replace(IN, security="none"))
    assert made.incoming is None
    with pytest.raises(NotUsable, match="no incoming"):
        _ = made.receiving


@pytest.mark.parametrize("name", ["", "a\r\nb", "\u202ealice", "ali\u200bce", "a" * 300, "a\0b"])
def test_hidden_characters_in_a_user_name_are_refused(name: str) -> None:
    """A changed name would not be the one that worked, a hidden one deceives."""
    with pytest.raises(NotUsable):
        account(replace(OUT, username=name))


@pytest.mark.parametrize("host", ["", "a b.test", "mail.host.test\nx", "-x.test", "mail", "é .x"])
def test_hosts_must_be_host_names(host: str) -> None:
    """The grammar of host names decides."""
    with pytest.raises(NotUsable):
        account(replace(OUT, host=host))


def test_domains_are_shown_as_a_labels() -> None:
    """A name that looks like another one cannot hide in a profile."""
    made = account_of("info@аррӏе.test", OUT, IN)
    assert made.domain.startswith("xn--")
