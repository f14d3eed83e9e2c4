"""Many servers: canaries first, and a repair that goes wrong stops."""

from __future__ import annotations

import asyncio

import pytest

from mailmend.case import InputError
from mailmend.mending.fleet import End, Row, in_waves

MANY = [f"host{number}" for number in range(60)]


class Fleet:
    """Servers with known ends; counts how many are at work at once."""

    def __init__(self, ends: dict[str, End] | None = None, hanging: int = 0) -> None:
        self.ends, self.hanging = ends or {}, hanging
        self.tried: list[str] = []
        self.busy = self.most = 0

    async def mend(self, target: str) -> Row:
        """The known end of that server."""
        self.tried.append(target)
        self.busy += 1
        self.most = max(self.most, self.busy)
        try:
            if self.hanging and int(target.removeprefix("host")) % self.hanging == 0:
                await asyncio.sleep(60)
            await asyncio.sleep(0)
            if target == "host7":
                raise InputError("no login")
            return Row(target, self.ends.get(target, "fixed"))
        finally:
            self.busy -= 1


def run(fleet: Fleet, targets: list[str] = MANY) -> dict[str, End]:
    """The end of every server."""
    rows = asyncio.run(in_waves(targets, fleet.mend, longest_s=0.05))
    assert [row.target for row in rows] == targets
    return {row.target: row.end for row in rows}


def test_every_server_is_mended_few_at_a_time() -> None:
    """One that gives no login holds nobody up."""
    fleet = Fleet()
    ends = run(fleet)
    assert (ends.pop("host7"), set(ends.values())) == ("unreachable", {"fixed"})
    assert fleet.most <= 10


@pytest.mark.parametrize(
    ("bad", "tried"), [("host0", 1), ("host2", 3), ("host9", 13), ("host59", 60)]
)
@pytest.mark.parametrize("end", ["rolled-back", "stuck", "cut-off"])
def test_a_repair_that_goes_wrong_stops_before_the_next_wave(
    bad: str, tried: int, end: End
) -> None:
    """One server, two, ten, the rest."""
    fleet = Fleet({bad: end})
    ends = run(fleet)
    assert len(fleet.tried) == tried
    assert list(ends.values()).count("not-tried") == len(MANY) - tried


def test_servers_that_hang_hold_nobody_up() -> None:
    """A third of them; the report has a row for each."""
    ends = run(Fleet(hanging=3))
    assert ends["host0"] == ends["host3"] == "unreachable"
    assert ends["host1"] == ends["host59"] == "fixed"
    assert "not-tried" not in ends.values()


def test_a_server_with_nothing_to_mend_stops_nobody() -> None:
    """It was left as it was."""
    assert "not-tried" not in run(Fleet({"host0": "nothing", "host1": "refused"})).values()


def test_an_empty_fleet_has_an_empty_report() -> None:
    """Nothing is tried."""
    assert run(Fleet(), []) == {}
