"""Administrators log in to the lab's mail hosts by a real sshd."""

from __future__ import annotations

import pytest

from lab.logins import has_login
from lab.plan import MACHINES
from lab.practice import Lab

pytestmark = pytest.mark.lab


def _ssh(lab: Lab, *words: str) -> tuple[int, str]:
    done = lab.run_client("client-a", ["ssh", "-o", "BatchMode=yes", *words], stdin="")
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", [one.name for one in MACHINES if has_login(one)])
def test_root_logs_in_to_every_mail_host(lab: Lab, name: str) -> None:
    """By its key, from a client's network, without an option."""
    status, said = _ssh(lab, "-l", "root", lab.hosts[name].machine.fqdn, "id -u; hostname")
    assert (status, said.split()) == (0, ["0", lab.hosts[name].machine.fqdn])


def test_a_host_whose_key_is_not_known_is_not_logged_in_to(lab: Lab) -> None:
    """The alias has no key in the file of known hosts."""
    status, said = _ssh(lab, "-o", "HostKeyAlias=stranger", "root@mail.hosting.test", "true")
    assert status == 255
    assert "verification failed" in said


def test_nobody_logs_in_by_another_key(lab: Lab) -> None:
    """The host's own key opens no door."""
    other = lab.login("hosting").identity.with_name("hosting")
    status, said = _ssh(
        lab, "-F", "none", "-i", str(other), "-o", "IdentitiesOnly=yes",
        "-o", f"UserKnownHostsFile={lab.login('hosting').known_hosts}",
        "root@mail.hosting.test", "true",
    )  # fmt: skip
    assert status == 255
    assert "Permission denied" in said
