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


def test_the_last_refusal_is_kept_for_the_mailbox() -> None:
    """Sending may not use it up before the mailbox was asked; then, or if it never is, it may."""

    async def check() -> None:
        budget = LoginBudget(2, total=2, for_mailbox=1)
        assert await budget.reserve("192.0.2.1")
        await budget.settle("192.0.2.1", refused=True)
        assert not await budget.reserve("192.0.2.1")
        assert await budget.reserve("192.0.2.1", mailbox=True)
        await budget.settle("192.0.2.1", refused=False)
        assert await budget.reserve("192.0.2.1")
        unasked = LoginBudget(2, for_mailbox=1)
        assert await unasked.reserve("192.0.2.1")
        await unasked.settle("192.0.2.1", refused=True)
        unasked.keep_none()
        assert await unasked.reserve("192.0.2.1")

    asyncio.run(check())
