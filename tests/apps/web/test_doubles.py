"""A form that is sent twice."""

from __future__ import annotations

import asyncio

from mailmend.apps.web.doubles import Doubles


def test_the_same_form_sent_twice_is_begun_once() -> None:
    """Also while the first is still being taken in; another form is another."""

    async def check() -> None:
        doubles, begun = Doubles(), []

        async def begin() -> str:
            begun.append(1)
            await asyncio.sleep(0.01)
            return f"case {len(begun)}"

        both = await asyncio.gather(doubles.once("a", begin), doubles.once("a", begin))
        assert set(both) == {"case 1"}
        assert await doubles.once("a", begin) == "case 1"
        assert await doubles.once("b", begin) == "case 2"

    asyncio.run(check())


def test_after_a_while_the_same_question_is_a_new_one() -> None:
    """Who asks again means it."""

    async def check() -> None:
        doubles, begun = Doubles(0.0), []

        async def begin() -> str:
            begun.append(1)
            return str(len(begun))

        assert await doubles.once("a", begin) == "1"
        await asyncio.sleep(0.02)
        assert await doubles.once("a", begin) == "2"

    asyncio.run(check())


def test_what_failed_may_be_tried_again_at_once() -> None:
    """Both hear of the fault, and the next attempt is one."""

    async def check() -> None:
        doubles = Doubles()

        async def fail() -> str:
            raise LookupError

        async def begin() -> str:
            return "case"

        faults = await asyncio.gather(
            doubles.once("a", fail), doubles.once("a", fail), return_exceptions=True
        )
        assert [type(each) for each in faults] == [LookupError, LookupError]
        await asyncio.sleep(0.01)
        assert await doubles.once("a", begin) == "case"

    asyncio.run(check())


def test_who_goes_away_cuts_off_nobody_else() -> None:
    """The second of the two still gets what was begun."""

    async def check() -> None:
        doubles = Doubles()

        async def slow() -> str:
            await asyncio.sleep(0.02)
            return "case"

        first = asyncio.create_task(doubles.once("a", slow))
        await asyncio.sleep(0)
        first.cancel()
        assert await doubles.once("a", slow) == "case"

    asyncio.run(check())
