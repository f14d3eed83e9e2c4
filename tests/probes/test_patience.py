"""How long a greeting is waited for."""

from __future__ import annotations

import asyncio

from mailmend.probes.patience import Patience


async def _wait(patience: Patience, seconds: float) -> bool:
    """Whether the wait under that patience ran out."""
    try:
        async with asyncio.timeout(seconds) as timer:
            patience.watch(timer)
            await asyncio.sleep(5)
    except TimeoutError:
        return True
    finally:
        patience.done()
    return False


def test_hurry_shortens_a_wait_under_way() -> None:
    """And never lengthens it."""

    async def story() -> bool:
        patience = Patience()
        task = asyncio.create_task(_wait(patience, 60))
        await asyncio.sleep(0.01)
        patience.hurry(0.05)
        patience.hurry(30)
        return await asyncio.wait_for(task, 2)

    assert asyncio.run(story())


def test_hurry_before_the_wait_counts_from_its_start() -> None:
    """The wait is short from the beginning."""

    async def story() -> bool:
        patience = Patience()
        patience.hurry(0.05)
        return await asyncio.wait_for(_wait(patience, 60), 2)

    assert asyncio.run(story())


def test_hurry_after_the_wait_does_nothing() -> None:
    """Another dialogue may finish later."""

    async def story() -> bool:
        patience = Patience()
        out = await _wait(patience, 0.02)
        patience.hurry(0.01)
        await asyncio.sleep(0.03)
        return out

    assert asyncio.run(story())
