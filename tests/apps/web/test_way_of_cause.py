"""Where the way breaks when nothing was replayed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.apps.web.way_of_cause import drawn_way
from mailmend.facts import Fact
from mailmend.verdict import Likely, Proven, Where
from tests.apps.build import blank_user_name, judgement, report
from tests.causes.build import HOST, certificate, conversation, dns, session, tcp

EXPIRED = replace(conversation(), tls=session(leaf=certificate(in_date=False)))


def _broken(fact: Fact, where: Where = "server") -> str | None:
    way = drawn_way(report(judgement("some-cause", Proven((fact,)), where=where), facts=(fact,)))
    stops = [stop.name for stop in way.stops if stop.state == "broken"] if way else []
    return stops[0] if stops else None


@pytest.mark.parametrize(
    ("fact", "where", "stop"),
    [
        (EXPIRED, "server", "encryption"),
        (dns("mail.hosting.test", status="nxdomain"), "dns", "name"),
        (dns("mail.hosting.test", status="nodata", rtype="AAAA"), "server", None),
        (tcp(HOST, 587, "refused"), "server", "server"),
        (tcp(HOST, 587, "timeout"), "network", "network"),
        (tcp(HOST, 587, "not-allowed"), "server", None),
        (replace(conversation(), steps=()), "server", "server"),
        (conversation(), "server", None),
    ],
)
def test_the_facts_say_which_stop(fact: Fact, where: Where, stop: str | None) -> None:
    """All before it are fine; where no fact says it, nothing is drawn."""
    assert _broken(fact, where) == stop


def test_what_is_only_likely_is_not_drawn() -> None:
    """A broken link is a claim."""
    found = report(judgement("some-cause", Likely((EXPIRED,)), where="server"), facts=(EXPIRED,))
    assert drawn_way(found) is None


def test_a_replay_says_more() -> None:
    """Where the device's settings were replayed, that is what is drawn."""
    way = drawn_way(blank_user_name())
    assert way is not None
    assert [stop.name for stop in way.stops if stop.state == "broken"] == ["relay"]
