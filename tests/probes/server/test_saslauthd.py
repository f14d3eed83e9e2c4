"""saslauthd behind Postfix: its socket, within the jail for a jailed service."""

from __future__ import annotations

from mailmend.configs.postfix import parse_postfix
from mailmend.facts import Helper
from mailmend.probes.server.saslauthd import saslauthd_of
from tests.probes.server.shell import Scripted, host, run

MAIN = "smtpd_sasl_type = cyrus\nsmtpd_sasl_path = smtpd\nqueue_directory = /var/spool/postfix\n"
CONF = {"/etc/postfix/sasl/smtpd.conf": "mech_list: PLAIN\npwcheck_method: saslauthd\n"}
OUTSIDE = "u_str LISTEN 0 1 /run/saslauthd/mux 1 * 0\n"
INSIDE = "u_str LISTEN 0 1 /var/spool/postfix/var/run/saslauthd/mux 1 * 0\n"
OTHER = "u_str LISTEN 0 1 /run/other 1 * 0\n"


def asked(listening: str, chroot: str = "n", conf: dict[str, str] | None = None) -> list[object]:
    """Whether the login service answers, and where its socket is named."""
    master = f"submission inet n - {chroot} - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
    shell = Scripted({"ss -lxH": listening}, CONF if conf is None else conf)
    found = run(saslauthd_of(host(shell), parse_postfix("", MAIN, master)))
    return [(one.answers, one.place, one.ports) for one in found if isinstance(one, Helper)]


def test_a_socket_that_is_listened_on_answers() -> None:
    """And one that is not does not."""
    place = "/etc/postfix/sasl/smtpd.conf:2"
    assert asked(OUTSIDE) == [(True, place, (587,))]
    assert asked(OTHER) == [(False, place, (587,))]


def test_a_jailed_service_sees_the_socket_in_its_jail_only() -> None:
    """The usual fault of this set-up."""
    assert asked(OUTSIDE, "y")[0][0] is False  # type: ignore[index]
    assert asked(INSIDE, "y")[0][0] is True  # type: ignore[index]


def test_another_way_to_check_passwords_is_not_judged() -> None:
    """auxprop; and a file that is not there."""
    assert asked(OTHER, conf={"/etc/sasl2/smtpd.conf": "pwcheck_method: auxprop\n"}) == []
    assert asked(OTHER, conf={}) == []


def test_a_socket_may_be_elsewhere() -> None:
    """saslauthd_path."""
    conf = {"/etc/sasl2/smtpd.conf": "pwcheck_method: saslauthd\nsaslauthd_path: /run/other\n"}
    assert asked(OTHER, conf=conf) == [(True, "/etc/sasl2/smtpd.conf:1", (587,))]
