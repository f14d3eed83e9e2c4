"""How often a run may be refused."""

from __future__ import annotations

import asyncio

from mailmend.probes.budget import LoginBudget, RelayBudget

A, B = "192.0.2.1", "192.0.2.2"


def test_two_refusals_use_up_an_address_but_not_another() -> None:
    """Per server address."""

    async def story() -> list[bool]:
        budget = LoginBudget(2)
        granted = []
        for address in (A, A, A, B):
            granted.append(await budget.reserve(address))
            if granted[-1]:
                await budget.settle(address, refused=True)
        return granted

    assert asyncio.run(story()) == [True, True, False, True]


def test_accepted_logins_cost_nothing() -> None:
    """Only refusals count."""

    async def story() -> list[bool]:
        budget = LoginBudget(2)
        granted = []
        for _ in range(5):
            granted.append(await budget.reserve(A))
            await budget.settle(A, refused=False)
        return granted

    assert asyncio.run(story()) == [True] * 5


def test_a_login_in_flight_counts_until_its_outcome_is_known() -> None:
    """The third waits for the first two, and goes on as soon as one was accepted."""

    async def story() -> tuple[bool, bool]:
        budget = LoginBudget(2)
        assert await budget.reserve(A)
        assert await budget.reserve(A)
        third = asyncio.create_task(budget.reserve(A))
        await asyncio.sleep(0.01)
        waited = not third.done()
        await budget.settle(A, refused=False)
        return waited, await third

    assert asyncio.run(story()) == (True, True)


def test_a_waiting_login_is_let_down_once_all_are_refused() -> None:
    """It never waits for ever."""

    async def story() -> bool:
        budget = LoginBudget(2)
        assert await budget.reserve(A)
        assert await budget.reserve(A)
        third = asyncio.create_task(budget.reserve(A))
        await budget.settle(A, refused=True)
        await budget.settle(A, refused=True)
        return await third

    assert asyncio.run(story()) is False


def test_the_whole_run_has_a_bound_too() -> None:
    """Many servers may share one list of locked accounts."""

    async def story() -> list[bool]:
        budget = LoginBudget(2, total=3)
        granted = []
        for number in range(5):
            granted.append(await budget.reserve(f"192.0.2.{number}"))
            if granted[-1]:
                await budget.settle(f"192.0.2.{number}", refused=True)
        return granted

    assert asyncio.run(story()) == [True, True, True, False, False]


def test_anonymous_remote_recipients_are_counted_per_address() -> None:
    """Three at each."""
    budget = RelayBudget(3)
    assert [budget.take(A) for _ in range(4)] == [True, True, True, False]
    assert budget.take(B)
