"""A server whose files its own checker refuses is there, with the fault and its place."""

from __future__ import annotations

import pytest

from mailmend.facts import MailServer, NotObserved
from mailmend.probes.server.checker import unreadable, with_fault
from tests.probes.server.shell import Scripted, host, run

SAID = "2026 Exim configuration error in line 3 of /etc/exim4/exim4.conf:\n  unknown option\n"


@pytest.mark.parametrize(
    ("listening", "running"),
    [({}, None), ({"ss -ltnH": ""}, False), ({"ss -ltnH": "LISTEN 0 1 *:587 *:*\n"}, True)],
)
def test_the_fault_of_a_file_is_that_of_the_server(
    listening: dict[str, str], running: bool | None
) -> None:
    """Whether it runs is seen by its ports."""
    found = run(unreadable(host(Scripted({**listening})), "exim", "exim -bP config", SAID))
    assert isinstance(found, MailServer)
    assert (found.fault, found.place) == ("unknown option", "/etc/exim4/exim4.conf:3")
    assert found.running is running


def test_words_without_a_line_leave_it_unseen() -> None:
    """Such as a permission that is missing."""
    found = run(unreadable(host(Scripted({})), "exim", "exim -bP config", "permission denied"))
    assert isinstance(found, NotObserved)
    assert found.why == "permission denied"
    server = MailServer(software="postfix")
    assert with_fault(server, "postconf: warning: unused parameter") == server
