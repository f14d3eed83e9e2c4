"""One connection at a time, and a bounded number in an hour."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

from mailmend.apps.web.config import Rates, WebConfig, networks
from mailmend.apps.web.turns import SPENT, OneByOne
from mailmend.io.store.database import Database
from mailmend.io.store.migrate import migrate

FEW = replace(Rates(), connections_address=(2, 2))


def _config(folder: Path, **more: object) -> WebConfig:
    return WebConfig(f"sqlite:///{folder / 'turns.db'}", folder, rates=FEW, **more)  # type: ignore[arg-type]


def test_one_address_is_met_once_at_a_time(tmp_path: Path) -> None:
    """Others are not held up by it."""

    async def check() -> tuple[int, int]:
        turns = OneByOne(_config(tmp_path), Database(f"sqlite:///{tmp_path / 'turns.db'}"))
        here = {"192.0.2.1": 0, "192.0.2.2": 0}
        most = dict(here)

        async def visit(address: str) -> None:
            async with turns.at(address):
                here[address] += 1
                most[address] = max(most[address], here[address])
                both.append(sum(here.values()))
                await asyncio.sleep(0.01)
                here[address] -= 1

        both: list[int] = []
        await asyncio.gather(*(visit(address) for _ in range(5) for address in here))
        return max(most.values()), max(both)

    assert asyncio.run(check()) == (1, 2)


def test_a_turn_ends_with_its_visit(tmp_path: Path) -> None:
    """Also where that broke off."""

    async def check() -> None:
        turns = OneByOne(_config(tmp_path), Database(f"sqlite:///{tmp_path / 'turns.db'}"))
        for _ in range(3):
            try:
                async with asyncio.timeout(0.05), turns.at("192.0.2.1"):
                    await asyncio.sleep(10)
            except TimeoutError:
                continue
        async with asyncio.timeout(1), turns.at("192.0.2.1"):
            pass

    asyncio.run(check())


def test_the_share_of_an_hour_survives_a_restart(tmp_path: Path) -> None:
    """Then the address is not dialled any more; the operator's own are not counted."""

    async def spend(count: int, **more: object) -> list[str | None]:
        config = _config(tmp_path, **more)
        database = Database(config.database)
        await migrate(database)
        turns = OneByOne(config, database)
        said = [await turns.meter("203.0.113.9") for _ in range(count)]
        await database.close()
        return said

    assert asyncio.run(spend(3)) == [None, None, SPENT]
    assert asyncio.run(spend(1)) == [SPENT]
    own = networks(("203.0.113.0/24",), "--allow-network")
    assert asyncio.run(spend(2, networks=own)) == [None, None]
